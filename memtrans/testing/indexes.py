"""A bare index, called as its protocol says, without anything around it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from memtrans.backend import Index, InPlaceIndex, QueryAwareIndex, WeighedIndex
from memtrans.testing.oracle import require_best
from memtrans.testing.rules import (
    Violation,
    excuse,
    require,
    require_bytes,
    require_distinct_ids,
    require_equal,
    require_form,
)
from memtrans.testing.subject import FEW, NOTHING, Subject
from memtrans.testing.workloads import unit

CAPACITY = 1300


def build_replaces(subject: Subject) -> None:
    options = subject.repeatable
    used, new = subject.index(CAPACITY, options), subject.index(CAPACITY, options)
    first, second = numbers(900, 0), numbers(max(300, subject.fewest), 1)
    subject.build(used, first, 50)
    ask(used, 8, len(first))
    for index in (used, new):
        subject.build(index, second, 3)
    again, once = (ask(index, 10, len(second)) for index in (used, new))
    require_equal(again, once, "an index that was built twice answers otherwise than a new one")


def copies(subject: Subject) -> None:
    index = subject.index(CAPACITY)
    keys = numbers(max(400, subject.fewest), 0)
    lent = keys.copy()
    queries = numbers(min(FEW, subject.can.past_queries), 3)
    asked = queries.copy()
    if subject.can.past_queries:
        cast(QueryAwareIndex, index).build(lent, asked)
    else:
        index.build(lent)
    require(np.array_equal(lent, keys), "build modified the keys that it was given; copy before you normalise or sort.")
    require(np.array_equal(asked, queries), "build modified the queries that it was given; copy before you use them.")
    before = ask(index, 10, len(keys)).clone()
    lent[:], asked[:] = 5.0, 7.0
    after = ask(index, 10, len(keys))
    require_equal(after, before, "overwriting the array that build was given changed answers; keep a copy")
    first = index.search(numbers(20, 0), 10)
    kept = first.copy()
    ask(index, 10, len(keys))
    same = np.array_equal(first, kept)
    require(same, "a later search overwrote the array that an earlier one returned; make a new one for each.")
    if isinstance(index, InPlaceIndex) and subject.can.in_place:
        _put_copies(index, len(keys))


def _put_copies(index: InPlaceIndex, stored: int) -> None:
    slots, lent = np.arange(0, stored, 3, dtype=np.int64), numbers(len(range(0, stored, 3)), 5)
    kept = slots.copy(), lent.copy()
    index.put(slots, lent)
    same = np.array_equal(slots, kept[0]) and np.array_equal(lent, kept[1])
    require(same, "put modified the arrays that it was given; copy before you normalise or sort.")
    before = ask(index, 10, stored)
    slots[:], lent[:] = 0, 5.0
    require_equal(ask(index, 10, stored), before, "overwriting the arrays that put was given changed answers")


def any_size(subject: Subject) -> None:
    """Few keys, many, and k up to all of them; and the same of keys among which a search may find too few."""
    least = subject.fewest
    exact = subject.can.exhaustive if subject.can.exhaustive_on == "any keys" else None
    for n in sorted({max(n, least) for n in (1, 2, 15, 16, 17, 256, 1024)} | {least + 1}):
        index, table = subject.index(CAPACITY, exact or NOTHING), numbers(n, n)
        subject.build(index, table, asked=n % 3)
        for k in sorted({1, min(10, n), n}):
            ids = ask(index, k, n)
            if exact is not None or subject.can.exact:
                require_best(torch.from_numpy(numbers(20, 1001)), torch.from_numpy(table), ids[0], f"{n} keys")
        if isinstance(index, WeighedIndex):
            require_bytes(index.nbytes(), f"nbytes() of {n} keys", least=1)
    for table in _awkward(max(1000, least)):
        index = subject.index(CAPACITY)
        subject.build(index, table)
        for k in (10, len(table) // 2, len(table)):
            ask(index, k, len(table))


def _awkward(n: int) -> Iterator[NDArray[np.float32]]:
    """Tables in which graphs and cells leave keys out: half of them zero, few apart from copies, lengths far apart."""
    some = numbers(n, 0)
    lengths = np.random.default_rng(0).exponential(size=(n, 1)).astype(np.float32)
    yield some * (np.arange(n) % 2)[:, None].astype(np.float32)
    yield some[np.arange(n) % 7]
    yield some * lengths


def put_overwrites(subject: Subject) -> None:
    if not subject.can.in_place:
        excuse("in_place=False: it is built, never overwritten")
    index = subject.index(CAPACITY, subject.can.exhaustive or NOTHING)
    if not isinstance(index, InPlaceIndex):
        raise Violation("in_place=True is declared, but the index has no put(slots, keys).")
    rng = np.random.default_rng(0)
    table = numbers(max(500, subject.fewest), 0)
    subject.build(index, table)
    for step in range(6):
        slots = np.concatenate([rng.choice(len(table), 60, replace=False), len(table) + np.arange(40)])
        slots = slots if step % 3 else slots[: 60 if step else 0]  # sometimes none is new, at first none at all
        new = numbers(len(slots), step + 1)
        table = np.concatenate([table, new[60:]])
        table[slots] = new
        if len(slots):
            index.put(slots, new)
        ids = ask(index, 9, len(table))
        if subject.can.exhaustive is not None:
            after = f"after {step + 1} calls of put"
            require_best(torch.from_numpy(numbers(20, 1001)), torch.from_numpy(table), ids[0], after)


def ask(index: Index, k: int, stored: int, seed: int = 1, n: int = 20) -> Tensor:
    """Ids [1, n, k] for fixed queries, after making sure that they are possible and the queries unharmed."""
    queries = numbers(n, 1000 + seed)
    kept = queries.copy()
    found = index.search(queries, k)
    whole = isinstance(found, np.ndarray) and np.issubdtype(found.dtype, np.signedinteger)
    require_form(
        whole and found.shape == (n, k),
        f"search returned {_kind(found)} for {n} queries and k={k}; it must return an array of whole numbers, int64 to "
        f"be safe, of shape ({n}, {k}), with -1 where fewer than k keys are found.",
    )
    require(np.array_equal(queries, kept), "search modified the queries that it was given; copy before you normalise.")
    ids = as_tensor(found)
    require_distinct_ids(ids, stored)
    return ids.unsqueeze(0)


def as_tensor(ids: NDArray[np.integer[Any]]) -> Tensor:
    """A copy, whatever whole numbers they are and however they lie in memory."""
    return torch.from_numpy(np.array(ids, dtype=np.int64, order="C"))


def numbers(n: int, seed: int, dim: int = 8) -> NDArray[np.float32]:
    """Keys or queries as an index is given them."""
    array: NDArray[np.float32] = unit(n, dim, seed=seed).numpy()
    return array


def _kind(found: object) -> str:
    if isinstance(found, np.ndarray):
        return f"{found.dtype} of shape {found.shape}"
    return type(found).__name__
