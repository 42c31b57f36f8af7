"""Sizes and lives that small tests leave out: many stores, many rounds, large ids, many queries, all neighbours."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from memtrans.backend import NONE, InPlaceIndex
from memtrans.testing.indexes import as_tensor, numbers
from memtrans.testing.rules import excuse, require, require_equal
from memtrans.testing.stream import Stream
from memtrans.testing.subject import NOTHING, Subject
from memtrans.testing.workloads import gauss, unit

RESETS = ("010", "001", "101", "10101", "01101", "00011", "11011", "0000001")
"""Which stores end, one character each: none that a range or a count would hit as well."""

WORST = 0.5
"""Share of the floor that is found whatever the size; below it something is missing, and not only approximated."""

EVENTS = 2000
"""More than anybody reads: `events` lists the latest thousand or so, and not all there ever were."""

BEYOND = 65536
"""Ids that do not fit in 16 bits."""


def any_stores_are_reset(subject: Subject) -> None:
    """Those that are named are new, all others as they were; for short lists, and for some that are indexed."""
    for capacity, patterns in ((24, RESETS), (300, ("101", "001"))):
        for pattern in patterns:
            _reset(subject, [ended == "1" for ended in pattern], capacity)


def _reset(subject: Subject, ended: list[bool], capacity: int) -> None:
    make, stores, over = subject.maker(subject.repeatable), len(ended), torch.tensor(ended)
    used, new = (Stream(make, stores=stores, capacity=capacity) for _ in range(2))
    queries = unit(stores, 9, 8, seed=99)
    used.write(unit(stores, capacity + 3, 8, seed=0)[:, :capacity], [capacity - store for store in range(stores)])
    before = used.search(queries, 7)
    used.reset(ended)
    after = used.search(queries, 7)  # that a reset store finds no key is looked at there
    named = f"resetting {', '.join(str(store) for store in range(stores) if ended[store])} of {stores} stores"
    require_equal(after[~over], before[~over], f"{named} changed what another finds")
    for step, count in enumerate((2, capacity, capacity // 2)):
        keys = unit(stores, count, 8, seed=1 + step)
        for stream in (used, new):
            stream.write(keys)
    again, once = (stream.search(queries, 7) for stream in (used, new))
    require_equal(again[over], once[over], f"after {named} one of them answers otherwise than a new one")


def many_stores(subject: Subject) -> None:
    """64 short lists and 20 that are indexed, each of another length; every one finds its own keys."""
    for stores, capacity in ((64, 40), (20, 300)) if not subject.thorough else ((64, 300), (256, 40), (20, 1300)):
        stream = Stream(subject.maker(), stores=stores, capacity=capacity)
        stream.write(unit(stores, capacity, 8, seed=0), [capacity - store % 7 for store in range(stores)])
        stream.write(unit(stores, 11, 8, seed=1), [store % 12 for store in range(stores)])
        require_most(subject, stream, gauss(stores, 12, 8, seed=2), f"of {stores} stores")


def thousands_of_writes(subject: Subject) -> None:
    """A few keys at a time, so that every slot is overwritten hundreds of times; less of what the core does itself."""
    rounds = 2100 if subject.spec.kind == "backend" else 300
    rounds = 10 * rounds if subject.thorough else rounds
    for capacity, writes, pause in ((20, rounds, 7), (300, rounds // 3, rounds // 30)):
        stream = Stream(subject.maker(), stores=2, capacity=capacity)
        keys = unit(2, 3 * writes + 4, 8, seed=0)
        for step in range(writes):
            stream.write(keys[:, 3 * step : 3 * step + 3], [1 + step % 3, 3 - step % 2])
            if (step + 1) % pause == 0:
                require_most(subject, stream, gauss(2, 10, 8, seed=step), f"after {step + 1} writes", step % 2 == 0)
        listed = len(stream.backend.stats().events)
        require(listed <= EVENTS, f"{listed} events are listed after {writes} writes; keep the latest, and count all.")


def thousands_of_puts(subject: Subject) -> None:
    """The same few ids of an index over and over; then it holds what was put last."""
    if not subject.can.in_place:
        excuse("in_place=False: it is built, never overwritten")
    index = subject.index(1300)
    assert isinstance(index, InPlaceIndex)
    table = numbers(max(400, subject.fewest), 0)
    subject.build(index, table)
    new = numbers(3 * (20_000 if subject.thorough else 2500), 1)
    for step, some in enumerate(np.split(new, len(new) // 3)):
        slots = (np.arange(3) + step * 3) % 12 + 7
        index.put(slots, some)
        table[slots] = some
    found = as_tensor(index.search(table[:40], 5))
    own = (found == torch.arange(40)[:, None]).any(1)
    least = WORST * subject.can.recall_floor
    share = min(float(own[7:19].double().mean()), float(own.double().mean()))
    require(
        share >= least,
        f"after {len(new) // 3} calls of put, {share:.0%} of the keys that were put last find themselves; an id holds "
        "the key that was put there last, however often that was.",
    )


def large_ids(subject: Subject) -> None:
    """Keys find themselves at ids beyond 16 bits, and in a built index of more keys than any small test has."""
    if subject.spec.kind == "index":
        many = BEYOND + 900 if subject.can.in_place else (16384 if subject.thorough else 5000)
        index, table = subject.index(many + 100), numbers(many, 0)
        subject.build(index, table)
        if isinstance(index, InPlaceIndex) and subject.can.in_place:
            slots = np.arange(many - 950, many + 100)
            table = np.concatenate([table[: slots[0]], numbers(len(slots), 1)])
            index.put(slots, table[slots])
        chosen = torch.linspace(0, len(table) - 1, 120).long().unique()
        chosen = torch.cat([chosen, torch.arange(len(table) - 60, len(table))]).unique()
        found = as_tensor(index.search(table[chosen.numpy()], 10))
    else:
        stream = Stream(subject.maker(), stores=1, capacity=BEYOND + 1000)
        stream.write(unit(1, BEYOND + 1000, 8, seed=0))
        stream.write(unit(1, 500, 8, seed=1))
        held = stream.ring.keys[0]
        chosen = torch.cat([torch.linspace(0, len(held) - 1, 120).long(), torch.arange(len(held) - 60, len(held))])
        found = stream.search(held[chosen][None], 10)[0]
    _require_own(subject, chosen, found)


def _require_own(subject: Subject, chosen: Tensor, found: Tensor) -> None:
    own = (found == chosen[:, None]).any(1).double()
    for some, ids in zip(own.tensor_split(8), chosen.tensor_split(8)):
        require(
            float(some.mean()) >= WORST * subject.can.recall_floor,
            f"of keys of length 1 at ids {int(ids[0])} to {int(ids[-1])}, {float(some.mean()):.0%} find themselves "
            "among ten; ids are int64, and every one of them is answered as it is.",
        )


def many_queries(subject: Subject) -> None:
    """3,000 queries of one call find what they find a hundred at a time."""
    stream = Stream(subject.maker(), stores=1, capacity=1100)
    stream.write(unit(1, 1100, 8, seed=0))
    queries = unit(1, 3000, 8, seed=1)
    apart = torch.cat([stream.search(some, 5) for some in queries.split(100, dim=1)], dim=1)
    _require_same(stream.search(queries, 5), apart)
    if subject.spec.kind == "index":  # which the core asks for a part of them at a time
        index = subject.index(1300)
        subject.build(index, numbers(1100, 0))
        pieces = [index.search(some, 5) for some in np.split(queries[0].numpy(), 30)]
        _require_same(as_tensor(index.search(queries[0].numpy(), 5))[None], as_tensor(np.stack(pieces)))


def _require_same(together: Tensor, apart: Tensor) -> None:
    together, apart = together.sort(2).values, apart.reshape(together.shape).sort(2).values
    share = float((together == apart).all(2).double().mean())
    require(share >= 0.95, f"of 3,000 queries in one call {share:.0%} find what they find a hundred at a time.")


def all_neighbours(subject: Subject) -> None:
    """k from one to all that is stored, at the exhaustive options nothing is left out; no query finds less by more."""
    exact = subject.can.exact or subject.can.exhaustive is not None
    options = subject.exhaustive if exact else NOTHING
    for capacity in (130, 1100):
        stream = Stream(subject.maker(options), stores=1, capacity=capacity)
        stream.write(unit(1, capacity, 8, seed=0))
        queries, before = unit(1, 20, 8, seed=1), 0
        for k in sorted({1, 33, 129, capacity // 2, capacity - 1, capacity} & set(range(capacity + 1))):
            found = stream.search(queries, k)
            count = int((found != NONE).sum())
            require(count >= before, f"for k={k} fewer keys are found ({count}) than for a smaller k ({before}).")
            before = count
            if exact:
                stream.require_best(queries, k)
    _require_no_end(subject)


def _require_no_end(subject: Subject) -> None:
    """Fewer than k may be found, as where few cells are looked into; but then another number for another query."""
    n = max(3000, 2 * subject.fewest)
    queries = unit(1, 50, 8, seed=1)
    if subject.spec.kind == "index":
        index = subject.index(n)
        subject.build(index, numbers(n, 0))
        found = [as_tensor(index.search(queries[0].numpy().copy(), k)) for k in (n // 4, n // 2)]
    else:
        stream = Stream(subject.maker(), stores=1, capacity=n)
        stream.write(unit(1, n, 8, seed=0))
        found = [stream.search(queries, k)[0] for k in (n // 4, n // 2)]
    counts = {int(count) for ids in found for count in (ids != NONE).sum(1)}
    require(
        len(counts) > 1 or min(counts) >= n // 2,
        f"every query finds {min(counts)} of {n} keys, for k={n // 4} and for k={n // 2} alike; what an index looks "
        "through has to grow with k, which may be as large as all that is stored.",
    )


def require_most(subject: Subject, stream: Stream, queries: Tensor, when: str, narrow: bool = True) -> None:
    """Every store finds at least half of what the floor says: more than that, and it is approximated, not lost.

    narrow: ask for few neighbours; else for all, of an exact backend.
    """
    if subject.can.exact:
        stream.require_best(queries, 5 if narrow else min(stream.ring.capacity, 300))
        return
    recalls = stream.recalls(queries, 10 if stream.ring.capacity >= 10 else 1).mean(1)
    worst, least = int(recalls.argmin()), WORST * subject.can.recall_floor
    require(
        float(recalls[worst]) >= least,
        f"{when}, store {worst} finds {float(recalls[worst]):.3f} of its ten nearest keys and the best of the stores "
        f"{float(recalls.max()):.3f}; each of them finds at least {WORST} of recall_floor={subject.can.recall_floor}.",
    )
