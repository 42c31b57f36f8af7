"""Documents as lists of (key, value) pairs: what a memory must be equal to.

What is the nearest is decided here by the k largest of all scores in double, and not by `memtrans.search.recall`, on
purpose: an oracle that shared code with what it judges would share its faults.
"""

from __future__ import annotations

import torch
from torch import Tensor

from memtrans.backend import NONE
from memtrans.memory import Memory
from memtrans.testing.rules import Violation, require

Pair = tuple[Tensor, Tensor]
"""Key [layers, heads, key_dim] and value [layers, heads, value_dim] of one token, as stored."""


class Documents:
    """One list per row, oldest token first. What can be retrieved is a slice of it."""

    def __init__(self, rows: int) -> None:
        self.rows: list[list[Pair]] = [[] for _ in range(rows)]

    def append(self, keys: Tensor, values: Tensor, valid: Tensor, dtype: torch.dtype) -> None:
        """keys [layers, rows, heads, n, key_dim]; what is not valid is no token."""
        keys, values = keys.to(dtype, copy=True), values.to(dtype, copy=True)
        for row, tokens in enumerate(self.rows):
            tokens += [(keys[:, row, :, at], values[:, row, :, at]) for at in valid[row].nonzero().flatten().tolist()]

    def reset(self, ended: list[bool]) -> None:
        for row, over in enumerate(ended):
            if over:
                self.rows[row] = []

    def retrievable(self, memory: Memory, row: int) -> range:
        """Positions of the document that the memory must hold: the last `capacity`, less what is delayed."""
        last = max(0, len(self.rows[row]) - memory.delay)
        return range(max(0, last - memory.capacity), last)

    def check(self, memory: Memory, queries: Tensor, k: int, layer: int, exact: bool) -> None:
        """Retrieve, and compare: pairs of this document only, as they were appended; the best ones if `exact`."""
        lengths = [len(self.retrievable(memory, row)) for row in range(memory.rows)]
        require(memory.lengths.tolist() == lengths, f"lengths are {memory.lengths.tolist()}, not {lengths}.")
        near = memory.retrieve(queries, k, layer)
        positions = memory.positions(near.slots)
        require(torch.equal(near.found, near.slots != NONE), "`found` and the slots disagree about what was found.")
        for row in range(memory.rows):
            held = self._held(memory, row, layer)
            for head in range(memory.heads):
                found = positions[row, head], near.keys[row, head], near.values[row, head]
                self._check_store(memory, queries[row, head], found, held, (row, head, layer), exact)

    def _held(self, memory: Memory, row: int, layer: int) -> tuple[Tensor, Tensor] | None:
        """Keys and values [tokens, heads, dim] of what the memory must hold, oldest first."""
        live = self.retrievable(memory, row)
        held = self.rows[row][live.start : live.stop]
        if not held:
            return None
        keys, values = (torch.stack([pair[part][layer] for pair in held]) for part in (0, 1))
        return keys, values

    def _check_store(
        self,
        memory: Memory,
        queries: Tensor,
        found: tuple[Tensor, Tensor, Tensor],
        held: tuple[Tensor, Tensor] | None,
        store: tuple[int, int, int],
        exact: bool,
    ) -> None:
        """queries [q, key_dim]; found: positions [q, k], keys [q, k, key_dim] and values [q, k, value_dim]."""
        row, head, layer = store
        live, where = self.retrievable(memory, row), f"row {row}, head {head}, layer {layer}"
        chosen = found[0]
        outside = (chosen != NONE) & ((chosen < live.start) | (chosen >= live.stop))
        require(
            not bool(outside.any()),
            f"{where}: a search found token {chosen[outside][:1].tolist()} of the document; only the last "
            f"{memory.capacity} can be retrieved, which are {live.start} to {live.stop - 1}.",
        )
        if held is None or not chosen.numel():
            return
        index, missing = (chosen - live.start).clamp(min=0), (chosen == NONE).unsqueeze(-1)
        for name, near, table in zip(("keys", "values"), found[1:], held):
            right = torch.equal(near, table[:, head][index].masked_fill(missing, 0))
            require(right, f"{where}: the {name} retrieved are not those that were appended with these tokens.")
        if exact:
            require_best(queries, held[0][:, head], chosen - live.start, where)


def require_best(queries: Tensor, keys: Tensor, chosen: Tensor, where: str) -> None:
    """chosen [q, k]: rows of keys [n, dim], negative = none; the scores must be the k largest, ties aside."""
    k = min(chosen.shape[1], len(keys))
    scores = queries.double() @ keys.double().T  # [q, n]
    best = scores.topk(k, dim=1).values
    got = scores.gather(1, chosen.clamp(min=0)).masked_fill(chosen < 0, -torch.inf)
    got = got.sort(dim=1, descending=True).values[:, :k]
    scale = queries.double().norm(dim=1) * keys.double().norm(dim=1).max()
    worse = got < best - 1e-5 * scale.clamp(min=1)[:, None]
    if not bool(worse.any()):
        return
    query, rank = worse.nonzero()[0].tolist()
    there, score = float(best[query, rank]), float(got[query, rank])
    raise Violation(
        f"{where}: with options that leave nothing out, query {query} found {int((chosen[query] >= 0).sum())} of "
        f"{len(keys)} keys for k={chosen.shape[1]}, and the one at rank {rank + 1} scores {score:.6g} where "
        f"{there:.6g} exists; rank by largest inner product and miss no key."
    )
