"""A sample of the queries that were asked, for indexes that are built from them too.

The tokens of a row are cut into windows of EVERY; of each window one token is chosen by a hash of the seed and the
number of the window, and with grouped query heads one of its queries. So what is kept depends on the seed, on places
and on the queries, and not on how a document is cut into calls or on what other rows hold.

A search only *stages* its queries. They are committed by the write that stores as many tokens of their row as came
before and with them, and dropped by a write that does not; so a search changes nothing, and one that is repeated, as
activation checkpointing does, replaces what it staged with the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, TypeVar

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor

from memtrans.backend import PastQueries
from memtrans.errors import BadInput
from memtrans.memory.guards import require_finite, require_shape, require_tensor
from memtrans.plugins import Registry, registry

EVERY = 8
"""Tokens of a window, of which one query is kept: neighbouring tokens ask much the same."""

NOWHERE = -1
"""The place of a query that is not to be kept."""

Number = TypeVar("Number", int, Tensor)
WORD = 2**32 - 1


class Staged(NamedTuple):
    """Queries that were chosen, in the order of their places; `place` NOWHERE = none."""

    queries: Float[Tensor, "rows heads n dim"]
    place: Int[Tensor, "rows n"]


class PastSample:
    """Of each layer and row the last `most` queries that were chosen and committed, oldest first, in float32.

    A place counts the tokens of a row as the cursor does: the query at place p is committed by the write after which
    more than p tokens have been written. Where `most` is 0 nothing is kept, shown or saved.
    """

    def __init__(
        self, layers: int, rows: int, heads: int, most: int, dim: int, seed: int, device: torch.device
    ) -> None:
        self.most, self._seed = most, seed
        self.queries = torch.zeros(layers, rows, heads, most, dim, device=device, dtype=torch.float32)
        self.lengths = torch.zeros(layers, rows, heads, device=device, dtype=torch.int64)
        self.forget_staged()

    def view(self, layer: int) -> PastQueries | None:
        """What a backend is shown of one layer; it follows every commit."""
        return PastQueries(self.queries[layer].flatten(0, 1), self.lengths[layer].flatten()) if self.most else None

    def stage(
        self,
        layer: int,
        queries: Float[Tensor, "rows heads q dim"],
        valid: Bool[Tensor, "rows q"],
        first: Int[Tensor, " rows"],
        per_token: int,
    ) -> None:
        """Note what this search asks. first: the place of each row's first valid token.

        per_token: queries of each token; the first ones of all tokens come first, then the second ones.
        """
        tokens = queries.shape[2] // per_token
        asked = valid[:, :tokens]
        place = first[:, None] + asked.cumsum(1) - 1  # [rows, tokens]
        drawn, which = draw(place, self._seed + layer)
        chosen = asked & drawn
        count = int(chosen.sum(1).max())
        if not count:
            return
        column = (~chosen).to(torch.uint8).argsort(dim=1, stable=True)[:, :count]
        source = (which % per_token * tokens).gather(1, column) + column
        kept = chosen.gather(1, column) & valid.gather(1, source)
        index = source[:, None, :, None].expand(-1, queries.shape[1], -1, queries.shape[3])
        taken = Staged(queries.gather(2, index).float(), place.gather(1, column).masked_fill(~kept, NOWHERE))
        # The same places asked again replace what was staged; the latest comes last.
        places = tuple(first.masked_fill(~asked.any(1), NOWHERE).tolist())
        self._staged[layer].pop(places, None)
        self._staged[layer][places] = taken

    def restage(self, layer: int, staged: Staged) -> None:
        """Note these in place of all that was staged in that layer: what `stage` would choose, of one who knows."""
        self._staged[layer] = {(): staged}

    def commit(self, before: Int[Tensor, " rows"], after: Int[Tensor, " rows"]) -> None:
        """A write has made `before` tokens of each row `after`: keep what was staged for those, drop the rest."""
        for layer, staged in enumerate(self._staged):
            if staged:
                place = torch.cat([each.place for each in staged.values()], dim=1)
                written = (place >= before[:, None]) & (place < after[:, None])
                place, order = place.masked_fill(~written, torch.iinfo(torch.int64).max).sort(dim=1, stable=True)
                latest = place != torch.nn.functional.pad(place[:, 1:], (0, 1), value=NOWHERE)
                queries = torch.cat([each.queries for each in staged.values()], dim=2)
                self._add(layer, _take(queries, order), written.gather(1, order) & latest)
        self.forget_staged()

    def forget_staged(self) -> None:
        """Drop what no write has followed."""
        self._staged: list[dict[tuple[int, ...], Staged]] = [{} for _ in self.queries]

    def reset(self, rows: Bool[Tensor, " rows"]) -> None:
        """These rows begin a new document."""
        self.lengths[:, rows] = 0
        self.queries[:, rows] = 0
        for staged in self._staged:
            for each in staged.values():
                each.place[rows] = NOWHERE

    def state_dict(self) -> dict[str, Tensor]:
        """What was committed; what is staged is not saved."""
        if not self.most:
            return {}
        queries = {f"past_queries.{layer}": each.clone() for layer, each in enumerate(self.queries)}
        return queries | {"past_lengths": self.lengths[:, :, 0].clone()}

    def load_state_dict(self, state: Mapping[str, Tensor]) -> None:
        """Take over what `past_of` accepted, of which the newest if there is no room for all; nothing: empty."""
        self.queries.zero_()
        self.lengths.zero_()
        self.forget_staged()
        if state and self.most:
            count = state["past_lengths"].to(self.lengths.device)
            for layer in range(len(self.queries)):
                queries = state[f"past_queries.{layer}"].to(self.queries.device)
                there = torch.arange(queries.shape[2], device=queries.device) < count[layer, :, None]
                self._add(layer, queries, there)

    def _add(self, layer: int, new: Float[Tensor, "rows heads n dim"], kept: Bool[Tensor, "rows n"]) -> None:
        """Append those that are kept, in their order; the oldest give way."""
        old = torch.arange(self.most, device=kept.device) < self.lengths[layer, :, :1]
        there = torch.cat([old, kept], dim=1)
        later = there.sum(1, keepdim=True) - there.cumsum(1)
        stays = there & (later < self.most)
        order = (~stays).to(torch.uint8).argsort(dim=1, stable=True)[:, : self.most]
        all_queries = torch.cat([self.queries[layer], new], dim=2)
        filled = stays.gather(1, order)[:, None, :, None]
        self.queries[layer] = _take(all_queries, order).masked_fill(~filled, 0)
        self.lengths[layer] = stays.sum(1, keepdim=True)


def draw(
    place: Int[Tensor, "rows tokens"], seed: int
) -> tuple[Bool[Tensor, "rows tokens"], Int[Tensor, "rows tokens"]]:
    """Which of the tokens at these places are chosen, and by which of its queries each is: that number modulo theirs.

    seed: of the memory, and one more with each layer.
    """
    drawn = _mix((place // EVERY).bitwise_and(WORD) ^ _mix(_folded(seed)))
    return (place >= 0) & (place % EVERY == drawn % EVERY), drawn // EVERY


def past_of(
    state: Mapping[str, Tensor], layers: int, rows: int, heads: int, dim: int
) -> tuple[dict[str, Tensor], dict[str, Tensor]]:
    """A memory's saved state without its past queries, and those by themselves, which may be none.

    Raises:
        BadInput: they are not those of a memory of these sizes.
    """
    past = {name: tensor for name, tensor in state.items() if name.startswith("past_")}
    rest = {name: tensor for name, tensor in state.items() if name not in past}
    if not past:
        return rest, past
    names = [f"past_queries.{layer}" for layer in range(layers)]
    wrong = sorted(past.keys() ^ {*names, "past_lengths"})
    if wrong:
        raise BadInput(f"memory state: {wrong} missing or unexpected; make the memory with its layers.")
    counts = past["past_lengths"]
    require_tensor("past_lengths", counts)
    require_shape("past_lengths", counts, (layers, rows))
    for name, count in zip(names, counts):
        require_tensor(name, past[name])
        require_shape(name, past[name], (rows, heads, None, dim))
        require_finite(name, past[name])
        if past[name].dtype != torch.float32 or counts.dtype != torch.int64:
            raise BadInput(f"{name} and past_lengths are of {past[name].dtype} and {counts.dtype}; save them again.")
        if bool(((count < 0) | (count > past[name].shape[2])).any()):
            raise BadInput(f"past_lengths={count.tolist()} do not fit {name} of {past[name].shape[2]} queries.")
    return rest, past


def past_queries_of(backend: str, plugins: Registry | None = None) -> int:
    """How many past queries of each list a backend wants. plugins: None = what is installed.

    Raises:
        BackendUnavailable: there is no such backend.
    """
    spec = (plugins or registry()).find(backend).spec
    return spec.capabilities.past_queries if spec else 0


def _take(
    queries: Float[Tensor, "rows heads n dim"], order: Int[Tensor, "rows m"]
) -> Float[Tensor, "rows heads m dim"]:
    return queries.gather(2, order[:, None, :, None].expand(-1, queries.shape[1], -1, queries.shape[3]))


def _folded(seed: int) -> int:
    return (seed ^ (seed >> 32)) & WORD


def _mix(number: Number) -> Number:
    """Numbers of 32 bits that look random and are the same everywhere; no product leaves 64 bits."""
    for _ in range(2):
        number = ((number >> 16) ^ number) * 0x45D9F3B & WORD
    return (number >> 16) ^ number
