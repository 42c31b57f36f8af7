"""Faults of what is near: another measure, part of the keys or of the key, or no look at the query at all.

Their hosts declare no options that make them exact, so nothing but recall can tell.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from testing.clean_backends import OVERWRITING, SEALED, TABLE, Fault, Table
from testing.themes import FOUND, SCALES
from torch import Tensor
from toy_indexes import Scan

from memtrans.backend import Capabilities
from memtrans.search.indexed.blocks import BlockBackend

ROUGHLY = Capabilities()
LOSSY_SEALED = replace(SEALED, name="lossy-sealed", capabilities=ROUGHLY)
LOSSY = replace(OVERWRITING, name="lossy", capabilities=replace(ROUGHLY, in_place=True))
LOSSY_TABLE = replace(TABLE, name="lossy-table", capabilities=replace(ROUGHLY, scan=True))


class Ranked(Scan):
    """Ranks all keys by a score of its own."""

    def score(self, queries: NDArray[np.float32]) -> NDArray[Any]:
        raise NotImplementedError

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        return np.argsort(-self.score(queries), axis=1, kind="stable")[:, :k]


class ConstantAnswer(Ranked):
    """Every query finds the first keys of the list."""

    def score(self, queries: NDArray[np.float32]) -> NDArray[Any]:
        return np.tile(-np.arange(len(self.keys)), (len(queries), 1))


class DrawnFromTheQuery(Ranked):
    """Answers with keys that are drawn by lot, the query being the seed."""

    def score(self, queries: NDArray[np.float32]) -> NDArray[Any]:
        seeds = np.abs(queries.sum(1) * 1e6).astype(np.int64)
        return np.stack([np.random.default_rng(seed).random(len(self.keys)) for seed in seeds])


class DistanceOfBlocks(Ranked):
    """Nearest is the smallest distance, in an index that is built and never overwritten."""

    def score(self, queries: NDArray[np.float32]) -> NDArray[Any]:
        return 2 * queries @ self.keys.T - (self.keys**2).sum(1)


class AngleInBlocks(Ranked):
    """Nearest is the smallest angle, in an index that is built and never overwritten."""

    def score(self, queries: NDArray[np.float32]) -> NDArray[Any]:
        return queries @ (self.keys / (np.linalg.norm(self.keys, axis=1, keepdims=True) + 1e-9)).T


class DistanceInPlace(DistanceOfBlocks):
    """Nearest is the smallest distance, in an index that is overwritten and claims nothing."""


class AngleInPlace(AngleInBlocks):
    """Nearest is the smallest angle, in an index that is overwritten and claims nothing."""


class FirstHalfOfTheBlock(Ranked):
    """Looks at the first half of the keys that it was built from."""

    def score(self, queries: NDArray[np.float32]) -> NDArray[Any]:
        return queries @ self.keys.T - 1e9 * (np.arange(len(self.keys)) * 2 >= len(self.keys))


class SecondHalfOfTheBlock(Ranked):
    """Looks at the second half of the keys that it was built from."""

    def score(self, queries: NDArray[np.float32]) -> NDArray[Any]:
        return queries @ self.keys.T - 1e9 * (np.arange(len(self.keys)) * 2 < len(self.keys))


class EveryOtherKey(Ranked):
    """Looks at every second key."""

    def score(self, queries: NDArray[np.float32]) -> NDArray[Any]:
        return queries @ self.keys.T - 1e9 * (np.arange(len(self.keys)) % 2)


class FirstQueryForAll(Ranked):
    """All queries of a call get what the first of them found."""

    def score(self, queries: NDArray[np.float32]) -> NDArray[Any]:
        return np.tile(queries[:1] @ self.keys.T, (len(queries), 1))


class LongestKeys(Ranked):
    """Every query finds the longest keys."""

    def score(self, queries: NDArray[np.float32]) -> NDArray[Any]:
        return np.tile((self.keys**2).sum(1), (len(queries), 1))


class Magnitude(Ranked):
    """A large negative product counts as near."""

    def score(self, queries: NDArray[np.float32]) -> NDArray[Any]:
        return np.abs(queries @ self.keys.T)


class HalfOfTheDimensions(Ranked):
    """Compares the first half of the dimensions."""

    def score(self, queries: NDArray[np.float32]) -> NDArray[Any]:
        half = queries.shape[1] // 2
        return queries[:, :half] @ self.keys[:, :half].T


class SignsOnly(Ranked):
    """Compares the signs of keys and queries and forgets to rank again."""

    def score(self, queries: NDArray[np.float32]) -> NDArray[Any]:
        return np.sign(queries) @ np.sign(self.keys).T


class CloseCalls(Ranked):
    """Leaves the best key of each query out."""

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        ids = np.argsort(-(queries @ self.keys.T), axis=1)
        return np.concatenate([ids[:, 1 : k + 1], ids[:, :1]], axis=1)[:, :k] if k < len(self.keys) else ids


class LosesTwoOfTen(Ranked):
    """Finds eight of ten, by luck where the floor that it declares says nine."""

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        ids = np.argsort(-(queries @ self.keys.T), axis=1)[:, :k]
        ids[:, 3::5] = ids[:, 4::5] = -1
        return ids


def sealed_blocks_ignored(patch: pytest.MonkeyPatch) -> None:
    """What is sealed is counted as searched and found by nobody."""
    search = BlockBackend._search_sealed
    patch.setattr(BlockBackend, "_search_sealed", lambda *given: np.full_like(search(*given), -1))


def oldest_block_only(patch: pytest.MonkeyPatch) -> None:
    """Of the sealed blocks only the first is asked."""
    search = BlockBackend._search_sealed

    def first(self: BlockBackend, queries: Any, n: int, searched: Any) -> Any:
        return search(self, queries, n, [dict(list(sealed.items())[:1]) for sealed in searched])

    patch.setattr(BlockBackend, "_search_sealed", first)


def newest_block_only(patch: pytest.MonkeyPatch) -> None:
    """Of the sealed blocks only the last is asked."""
    search = BlockBackend._search_sealed

    def last(self: BlockBackend, queries: Any, n: int, searched: Any) -> Any:
        return search(self, queries, n, [dict(list(sealed.items())[-1:]) for sealed in searched])

    patch.setattr(BlockBackend, "_search_sealed", last)


class SkipsFiveOfTen(Table):
    """Of ten slots loses five."""

    def scores(self, queries: Tensor) -> Tensor:
        lost = torch.arange(self.ring.capacity) % 10 < 5
        return super().scores(queries).masked_fill(lost, -torch.inf)


FAULTS = (
    Fault(ConstantAnswer, LOSSY_SEALED, FOUND),
    Fault(DrawnFromTheQuery, LOSSY_SEALED, FOUND),
    Fault(DistanceOfBlocks, LOSSY_SEALED, FOUND),
    Fault(AngleInBlocks, LOSSY_SEALED, FOUND),
    Fault(DistanceInPlace, LOSSY, FOUND),
    Fault(AngleInPlace, LOSSY, FOUND),
    Fault(FirstHalfOfTheBlock, LOSSY_SEALED, FOUND),
    Fault(SecondHalfOfTheBlock, LOSSY_SEALED, FOUND),
    Fault(EveryOtherKey, LOSSY_SEALED, FOUND),
    Fault(FirstQueryForAll, LOSSY_SEALED, FOUND),
    Fault(LongestKeys, LOSSY_SEALED, FOUND),
    Fault(Magnitude, LOSSY_SEALED, SCALES),
    Fault(HalfOfTheDimensions, LOSSY_SEALED, FOUND),
    Fault(SignsOnly, LOSSY_SEALED, FOUND),
    Fault(CloseCalls, LOSSY_SEALED, FOUND),
    Fault(LosesTwoOfTen, replace(LOSSY_SEALED, capabilities=Capabilities(recall_floor=0.9)), FOUND),
    Fault(sealed_blocks_ignored, LOSSY_SEALED, FOUND),
    Fault(oldest_block_only, LOSSY_SEALED, FOUND),
    Fault(newest_block_only, LOSSY_SEALED, FOUND),
    Fault(SkipsFiveOfTen, LOSSY_TABLE, FOUND),
)
