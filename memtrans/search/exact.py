"""Exact top-k inner products: every key is scored, and where the processor allows most of them only roughly.

A CPU with bfloat16 instructions multiplies twice as fast with them. Rounding moves a score by no more than the errors
of its query and of its key allow (Cauchy's inequality), and both are known. A key whose rounded score lies further
below the k-th best than that, on both sides, is not among the k best, and one that lies as far above the next is: of
7,168 keys some twenty are in doubt for k = 32, and only these are scored in float32. The mean of the keys is taken off
before they are rounded: it moves all scores of a query alike, and would only widen the margin.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from typing import Any

import numpy as np
import torch
from jaxtyping import Float, Int
from numpy.typing import NDArray
from torch import Tensor

from memtrans.search.selection import Candidates, candidates, largest, top_columns
from memtrans.search.topk import Scratch, multiply, rerank, rows_together, score, score_pairs, select_topk
from memtrans.search.workers import Workers

OVERSAMPLE = 1.5
"""Candidates per wanted key that a bfloat16 scan on CUDA hands on to be scored again in float32."""

MANY_KEYS, MANY_QUERIES = 4096, 256
"""From which size on rounding pays on CPU: keys are rounded once for all queries."""

SETTLED = 4
"""Chunks of queries whose doubtful keys are scored together, so that the keys are in the cache again."""

ROUNDING = 2.0**-8 + 2.0**-14
"""Relative error of a number that is rounded to bfloat16, and some more for the arithmetic with it."""

PIECE = 2**18
"""Numbers that are worked on at once, so that they stay in the cache."""

TINY = 1e-25
"""A margin below it or above its inverse is made of numbers that a processor may take for zero or infinite."""


@cache
def bfloat16_is_fast() -> bool:
    """Whether this CPU has instructions that multiply bfloat16; unknown is no."""
    ask: Callable[[], dict[str, Any]] = getattr(torch.cpu, "get_capabilities", dict)  # newer than our oldest torch
    return any(ask().get(name, False) for name in ("avx512_bf16", "amx_bf16"))


@torch.no_grad()
def exact_topk(
    queries: Float[Tensor, "stores q dim"],
    keys: Float[Tensor, "stores capacity dim"],
    live: Sequence[range],
    k: int,
    scratch: Scratch,
    workers: Workers | None = None,
    *,
    scan: torch.dtype = torch.float32,
) -> tuple[Float[Tensor, "stores q k"], Int[Tensor, "stores q k"]]:
    """Scores and slots of the k largest inner products of each query with the live keys of its store.

    `live` says which slots of each store to look at; the others may hold anything. Order is free. Where fewer than k
    keys are live the slot is -1 and the score -inf. With `scan=torch.bfloat16` candidates are chosen by bfloat16
    scores and only they are scored in float32. On CPU nothing is missed by that, and float32 does the same where it is
    faster; on CUDA 1.5 k candidates are chosen, which may be too few where many keys score alike.
    """
    slots = exact_slots(queries, keys, live, k, scratch, workers, scan=scan)
    return score(queries, keys, slots), slots


@torch.no_grad()
def exact_slots(
    queries: Float[Tensor, "stores q dim"],
    keys: Float[Tensor, "stores capacity dim"],
    live: Sequence[range],
    k: int,
    scratch: Scratch,
    workers: Workers | None = None,
    *,
    scan: torch.dtype = torch.float32,
) -> Int[Tensor, "stores q k"]:
    """The slots of `exact_topk`, for whoever does not need the scores."""
    if queries.device.type == "cuda" and scan == torch.bfloat16:
        n = max(k, min(int(OVERSAMPLE * k), keys.shape[1]))
        proposed = select_topk(queries, keys, live, n, scratch, workers, select=largest, scan=scan)[1]
        return rerank(queries, keys, proposed, k, workers)[1]
    rounds = queries.device.type == "cpu" and (scan == torch.bfloat16 or bfloat16_is_fast())
    rounds = rounds and queries.shape[1] >= MANY_QUERIES
    long = [rounds and len(span) >= max(MANY_KEYS, 32 * k) for span in live]
    short = [range(0) if some else span for span, some in zip(live, long)]
    slots = select_topk(queries, keys, short, k, scratch, workers, select=largest)[1]
    workers, chosen = workers or Workers(), np.flatnonzero(long).tolist()
    together = 1 if workers.threads == 1 else 2 * workers.threads  # so that none waits long for the others
    for first in range(0, len(chosen), together):
        some = chosen[first : first + together]
        tasks = [_Rounded(queries[store], keys[store], live[store], k, scratch).tasks(slots[store]) for store in some]
        workers.run(itertools.chain(*tasks))
    return slots


class _Rounded:
    """The search of one store, whose keys are rounded without their mean."""

    def __init__(self, queries: Tensor, keys: Tensor, live: range, k: int, scratch: Scratch) -> None:
        self._queries, self._keys, self._live, self._k, self._scratch = queries, keys, live, k, scratch
        self._rounded, length, error = _round(keys[live.start : live.stop])
        self._short = queries.to(torch.bfloat16)
        self._margin = _margin(queries, self._short, length, error)

    def tasks(self, slots: Int[Tensor, "q k"]) -> Iterator[Callable[[], None]]:
        """Each writes the slots of some queries."""
        chunks = list(rows_together(len(self._live), len(self._queries), self._scratch, torch.bfloat16.itemsize))
        for first in range(0, len(chunks), SETTLED):
            yield partial(self._search, chunks[first : first + SETTLED], slots)

    def _search(self, chunks: Sequence[slice], slots: Int[Tensor, "q k"]) -> None:
        found = [self._candidates(chunks[0])]
        if len(found[0].crowded) < 2 * np.count_nonzero(found[0].crowded):
            rows = slice(chunks[0].start, chunks[-1].stop)
            slots[rows] = self._plainly(self._queries[rows])
            return
        found += [self._candidates(rows) for rows in chunks[1:]]
        crowded = np.flatnonzero(np.concatenate([each.crowded for each in found])) + chunks[0].start
        values, row, columns = (np.concatenate(each) for each in list(zip(*found))[:3])
        if len(values):
            own, places = self._settle(values, row, columns)
            slots[own] = places
        if len(crowded):
            slots[crowded] = self._plainly(self._queries[crowded])

    def _candidates(self, rows: slice) -> Candidates:
        """Of all keys, by row among all queries; of crowded rows none."""
        q, n = rows.stop - rows.start, len(self._live)
        scores = self._scratch.scores(1, q, n, torch.bfloat16)
        multiply(self._short[None, rows], self._rounded[None], [range(n)], scores)
        found = candidates(scores[0].mT, self._k, partial(_lower, self._margin[rows]))
        return found._replace(row=found.row + np.int64(rows.start))

    def _settle(
        self, values: NDArray[np.float32], rows: NDArray[np.int64], columns: NDArray[np.int64]
    ) -> tuple[Tensor, Tensor]:
        """The rows that there are, and their slots [rows, k]: who is beyond doubt, and the best by the stored keys."""
        starts = np.flatnonzero(np.diff(rows, prepend=-1))
        own, counts = rows[starts], np.diff(starts, append=len(rows))
        width = max(int(counts.max()), self._k + 1)
        places = np.arange(len(rows)) + np.repeat(np.arange(0, len(own) * width, width) - starts, counts)
        table = np.full((len(own), width), -np.inf, dtype=np.float32)
        table.ravel()[places] = values
        slots = np.zeros(table.shape, dtype=np.int64)
        slots.ravel()[places] = columns + self._live.start
        ordered, margin = np.sort(table, axis=1), self._margin[own]
        following = np.maximum(ordered[:, -self._k - 1], -1 / TINY)  # there may be none
        sure = table >= -_lower(margin, -following)[:, None]
        doubtful = np.flatnonzero((table >= _lower(margin, ordered[:, -self._k])[:, None]) & ~sure)
        table.fill(-np.inf)
        table[sure] = np.inf
        pairs = torch.from_numpy(own[doubtful // width]), torch.from_numpy(slots.ravel()[doubtful])
        table.ravel()[doubtful] = score_pairs(self._queries, self._keys, *pairs).numpy()
        chosen = top_columns(torch.from_numpy(table), self._k)
        return torch.from_numpy(own), torch.from_numpy(slots).gather(1, chosen)

    def _plainly(self, queries: Tensor) -> Tensor:
        found = select_topk(queries[None], self._keys[None], [self._live], self._k, self._scratch, select=largest)
        return found[1][0]


def _round(keys: Float[Tensor, "n dim"]) -> tuple[Float[Tensor, "n dim"], float, float]:
    """The keys without their mean in bfloat16, the largest length of one, and the largest length of an error."""
    n, dim = keys.shape
    mean = keys.mean(0, dtype=torch.float32)
    rounded, length, error = keys.new_empty(n, dim, dtype=torch.bfloat16), 0.0, 0.0
    for start in range(0, n, max(1, PIECE // dim)):
        part = keys[start : start + max(1, PIECE // dim)] - mean
        short = rounded[start : start + len(part)].copy_(part)
        length = max(length, float(torch.linalg.vector_norm(part, dim=1).amax()))
        error = max(error, float(torch.linalg.vector_norm(part.sub_(short), dim=1).amax()))
    return rounded, length, error


def _margin(queries: Tensor, short: Tensor, length: float, error: float) -> NDArray[np.float32]:
    """How far the score of each query with any rounded key can be from the true one, before it is rounded itself.

    |q·k - q'·k'| ≤ |q - q'| |k| + |q'| |k - k'|; a sum of dim products in float32 adds as many rounding errors. Where
    numbers are so large or so small that this is not to be trusted, everything is within the margin.
    """
    own = torch.linalg.vector_norm(queries - short, dim=1)
    longest = torch.linalg.vector_norm(queries, dim=1) + own
    margin = own * length + longest * error + 2.0**-22 * queries.shape[1] * longest * length
    trusted = (margin > TINY) & (margin < 1 / TINY)
    bounded: NDArray[np.float32] = margin.where(trusted, torch.inf).numpy()
    return bounded


def _lower(margin: NDArray[np.float32], score: NDArray[np.float32]) -> NDArray[np.float32]:
    """The least rounded score whose true one may be as large as that of another with this rounded `score`.

    What is certainly larger begins at -_lower(margin, -score).
    """
    least = score - ROUNDING * np.abs(score) - margin
    unrounded = least - margin
    return (unrounded - ROUNDING * np.abs(unrounded)).astype(np.float32, copy=False)
