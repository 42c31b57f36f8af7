"""A bare index, called as its protocol says, without anything around it."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from memtrans.backend import Index
from memtrans.testing.rules import require, require_distinct_ids, require_equal
from memtrans.testing.subject import Subject
from memtrans.testing.workloads import unit

CAPACITY = 1200


def build_replaces(subject: Subject) -> None:
    options = subject.repeatable
    used, new = subject.index(CAPACITY, options), subject.index(CAPACITY, options)
    first, second = numbers(900, 0), numbers(max(300, subject.fewest), 1)
    used.build(first)
    ask(used, 8, len(first), seed=2)
    for index in (used, new):
        index.build(second)
    found = [ask(index, 10, len(second), seed=3) for index in (used, new)]
    require_equal(*found, "an index that was built twice answers otherwise than a new one")


def copies(subject: Subject) -> None:
    index = subject.index(CAPACITY)
    keys = numbers(max(400, subject.fewest), 0)
    lent, kept = keys.copy(), keys.copy()
    index.build(lent)
    require(np.array_equal(lent, kept), "build modified the keys that it was given; copy before you normalise or sort.")
    before = ask(index, 10, len(keys), seed=1)
    lent[:] = 5.0
    after = ask(index, 10, len(keys), seed=1)
    require_equal(after, before, "overwriting the array that build was given changed answers; keep a copy")


def ask(index: Index, k: int, stored: int, seed: int, n: int = 20) -> Tensor:
    """Ids [1, n, k] for fixed queries, after making sure that they are possible and the queries unharmed."""
    queries = numbers(n, 1000 + seed)
    kept = queries.copy()
    found = index.search(queries, k)
    require(
        isinstance(found, np.ndarray) and found.dtype == np.int64 and found.shape == (n, k),
        f"search returned {_kind(found)} for {n} queries and k={k}; it must return an int64 array of shape ({n}, {k}), "
        "with -1 where fewer than k keys are found.",
    )
    require(np.array_equal(queries, kept), "search modified the queries that it was given; copy before you normalise.")
    ids = torch.from_numpy(np.ascontiguousarray(found))
    require_distinct_ids(ids, stored)
    return ids.unsqueeze(0)


def numbers(n: int, seed: int, dim: int = 8) -> NDArray[np.float32]:
    """Keys or queries as an index is given them."""
    array: NDArray[np.float32] = unit(n, dim, seed=seed).numpy()
    return array


def _kind(found: object) -> str:
    if isinstance(found, np.ndarray):
        return f"{found.dtype} of shape {found.shape}"
    return type(found).__name__
