"""What a backend answers when nothing stands between it and the test."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import torch

from memtrans.errors import UsageError
from memtrans.testing import draws
from memtrans.testing.rules import excuse, require, require_refused
from memtrans.testing.stream import Stream
from memtrans.testing.subject import NOTHING, Subject
from memtrans.testing.workloads import DISTINCT, KINDS, gauss, unit

SHARES = (0.0, 0.01, 0.2, 0.5, 0.77, 1.0)


def bad_input(subject: Subject) -> None:
    memory, plugins = subject.tapped(NOTHING)
    keys, queries = unit(2, 1, 4, 8, seed=0), unit(2, 1, 3, 8, seed=1)
    memory.append(keys, keys)
    held = memory.lengths.tolist()
    require(held == [4, 4], f"lengths are {held} after 4 keys for each row.")
    calls, before = plugins.calls, memory.state_dict()
    for bad in (torch.nan, torch.inf, -torch.inf):
        spoiled, asked = keys.clone(), queries.clone()
        spoiled[1, 0, 2, 3] = asked[0, 0, 1, 5] = bad
        require_refused(partial(memory.append, spoiled, keys), f"{bad} in the keys of append")
        require_refused(partial(memory.append, keys, spoiled), f"{bad} in the values of append")
        require_refused(partial(memory.search, asked, 2), f"{bad} in the queries of search")
    require_refused(lambda: memory.append(keys[..., :7], keys), "keys of another dimension")
    require_refused(lambda: memory.append(keys, keys[..., :7]), "values of another dimension")
    require_refused(lambda: memory.append(keys[:1], keys[:1]), "keys of one row only")
    require_refused(lambda: memory.search(queries[..., :7], 2), "queries of another dimension")
    for k in (0, -3):
        require_refused(partial(memory.search, queries, k), f"k={k}")
    for name in ("values.0", "keys.0"):
        spoiled = before[name].clone()
        spoiled[-1, -1, -1] = torch.inf
        state = {**before, "written": before["written"] + 1, name: spoiled}
        require_refused(partial(memory.load_state_dict, state), f"inf in {name} of a saved memory")
    require(plugins.calls == calls, "bad input was handed on to the backend; the memory must refuse it first.")
    after = memory.state_dict()
    same = all(torch.equal(before[name], after[name]) for name in before)
    require(same, "input that was refused changed what the memory holds.")


BEGIN: draws.Choices = {"capacity": (1, 7, 50, 700, 1500), "kind": tuple(KINDS), "k": (1, 2, 5, 11, 24, 40)}

RULES: Mapping[str, draws.Choices] = {"write": {"reset": (False, True), "first": SHARES, "second": SHARES}}
"""How much of a ring is written to each of two stores, and whether the first was reset before."""


def possible(subject: Subject) -> None:
    make = subject.maker()

    def live(life: draws.Life) -> None:
        begin, *steps = (step.arguments for step in life)
        capacity = begin["capacity"]
        stream = Stream(make, stores=2, capacity=capacity, threads=2)
        for step, given in enumerate(steps):
            if given["reset"]:
                stream.reset([True, False])
            counts = [round(given["first"] * capacity), round(given["second"] * capacity)]
            stream.write(KINDS[begin["kind"]](2, max(counts), 8, seed=step), counts)
            stream.search(gauss(2, 3, 8, seed=100 + step), min(begin["k"], capacity))

    draws.live_all(draws.drawn(12, 5, BEGIN, RULES), live, subject.shrink)


def exhaustive(subject: Subject) -> None:
    """A fixed stream of each kind of key; graphs promise completeness for distinct keys only."""
    options = subject.exhaustive
    kinds = DISTINCT if subject.can.exhaustive_on == "distinct keys" else tuple(KINDS)
    if len(kinds) < len(KINDS):
        subject.notes.append("exhaustive_on='distinct keys': equal keys are left out")
    for kind in kinds:
        for capacity in (90, 1300):
            stream = Stream(subject.maker(options), stores=2, capacity=capacity)
            queries = gauss(2, 70, 8, seed=1)  # the same at every step: what was found before is out of date
            for step in range(5):  # two rounds: at the end every block of the first store is sealed
                count = capacity * 2 // 5
                stream.write(KINDS[kind](2, count, 8, seed=1000 + step), [count, count // 2 + 1])
                stream.require_best(queries, 5)
        stream.require_best(gauss(2, 130, 8, seed=2), 12)
        stream.require_best(gauss(2, 3, 8, seed=3), 100)
    stream.require_best(gauss(2, 1100, 8, seed=4), 3)


def one_query(subject: Subject) -> None:
    """One store, one query, one neighbour; and queries one by one find what they find together."""
    stream = Stream(subject.maker(), stores=1, capacity=1100)
    for step in range(4):
        stream.write(unit(1, 300, 8, seed=step))
        stream.search(unit(1, 1, 8, seed=50 + step), 1)
    queries = unit(1, 64, 8, seed=99)
    lengths = torch.logspace(-4, 4, 64)[:, None]
    for asked, of in ((queries, ""), (queries * lengths, " of lengths from 1e-4 to 1e4")):
        together = stream.search(asked, 5).sort(2).values
        alone = torch.cat([stream.search(query[None, None], 5) for query in asked[0]], dim=1).sort(2).values
        share = float((together == alone).all(2).double().mean())
        # Products of another batch size may differ in the last bit, which matters to a code that is rounded.
        require(
            share >= 0.95, f"asked one by one, only {share:.0%} of the queries{of} find what they find in one batch."
        )


def last_keys(subject: Subject) -> None:
    """Small rings of odd and even size, filled and wrapped several times; then one of two blocks."""
    options = subject.exhaustive
    for capacity in (1, 2, 3, 5, 8, 12, 13):
        stream = Stream(subject.maker(options), stores=2, capacity=capacity)
        for step in range(12 + 2 * capacity):
            counts = [min(capacity, 1 + step % 4), min(capacity, step % 3)]
            stream.write(unit(2, max(counts), 8, seed=step), counts)
            for k in (1, capacity):  # where all are found it does not show that one of them stands for an older key
                stream.require_best(gauss(2, 2, 8, seed=step), k)
    stream = Stream(subject.maker(options), stores=1, capacity=1500)
    for step, count in enumerate((1023, 1, 1, 475, 700, 1500, 324, 1, 2, 900, 1)):
        stream.write(unit(1, count, 8, seed=step))
        _newest_and_oldest(stream, count)


def _newest_and_oldest(stream: Stream, count: int) -> None:
    """Keys of length 1 find themselves; those that were evicted find the best of what is left."""
    seen, capacity = stream.seen[0], stream.ring.capacity
    ages = [1, 2, 3, count, count + 1, 470, 1024, capacity - 1, capacity, capacity + 1, capacity + 2, 2000]
    asked = torch.stack([seen[-age] for age in ages if age <= len(seen)])
    stream.require_best(asked[None], 3)
    ages = [age for age in ages if age <= min(len(seen), capacity)]
    found = stream.search(torch.stack([seen[-age] for age in ages])[None], 1)[0, :, 0].tolist()
    for age, slot in zip(ages, found):
        own = (len(seen) - age) % capacity
        require(
            slot == own,
            f"after {len(seen)} keys in a ring of {capacity}, the key written {age - 1} before the last was asked for "
            f"by itself and came back as slot {slot} instead of {own}; the last {capacity} keys are stored.",
        )


def equal_keys(subject: Subject) -> None:
    for kind in ("repeated", "zeros"):
        for capacity in (20, 1100):
            stream = Stream(subject.maker(), stores=2, capacity=capacity)
            for step in range(5):
                stream.write(KINDS[kind](2, capacity // 3, 8, seed=step))
                stream.search(gauss(2, 4, 8, seed=step), min(capacity, 30))


def long_keys(subject: Subject) -> None:
    """Lengths from a thousandth to a thousand, for which no nearness but the inner product finds the right ones."""
    options = subject.exhaustive
    stream = Stream(subject.maker(options), stores=2, capacity=600)
    for step in range(4):
        keys = unit(2, 200, 8, seed=step)
        lengths = 10 ** (6 * torch.rand(2, 200, 1, generator=torch.Generator().manual_seed(step)) - 3)
        if subject.can.exhaustive_on == "distinct keys":
            lengths = lengths.log10() / 3 + 1.5  # a graph's links all lead to the longest keys when these are few
        stream.write(keys * lengths)
        for length in (1000, 1, 0.001):  # beside long keys a distance has no digits left for a short query
            stream.require_best(length * gauss(2, 10, 8, seed=50 + step), 7)


def one_dimension(subject: Subject) -> None:
    exact = subject.can.exhaustive is not None or subject.can.exact
    options = subject.exhaustive if exact else NOTHING
    refused = []
    for dim in (1, 3, 13):
        try:
            stream = Stream(subject.maker(options), stores=2, capacity=1100, dim=dim)
        except UsageError as error:
            refused.append(f"dimension {dim} is refused in words: {error}")
            continue
        for step in range(5):
            stream.write(gauss(2, 260, dim, seed=step), [260, 31])
            ask = stream.require_best if exact else stream.search
            ask(gauss(2, 5, dim, seed=50 + step), 6)
    subject.notes.extend(refused)
    if len(refused) == 3:
        excuse(refused[0])
