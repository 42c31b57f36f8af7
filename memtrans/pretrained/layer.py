"""One layer of a cache: it keeps the local keys and values and the sinks, and hands older ones to a memory of its own.

The model calls `update` and then its attention function; the layer is found again through the key tensor.
"""

from __future__ import annotations

from typing import Any

import torch
from jaxtyping import Bool, Float
from torch import Tensor
from transformers.cache_utils import CacheLayerMixin

from memtrans.errors import BadInput, UsageError
from memtrans.memory import Memory
from memtrans.memory.guards import check_fits, list_bytes
from memtrans.memory.means import mean_bytes
from memtrans.memory.past import past_queries_of
from memtrans.pretrained.attention import local_attention, merge, remembered_attention
from memtrans.pretrained.rotation import Rotation
from memtrans.pretrained.settings import Reach
from memtrans.pretrained.timeline import Chunk
from memtrans.pretrained.traits import Shape

LAYER = "memtrans_layer"
"""The attribute of a key tensor that names the layer it came from."""


class MemoryLayer(CacheLayerMixin):
    """One layer of a cache: sinks, local tokens, and the memory of what came between.

    number: of the layer in the model. rotation: how it rotates, None where that is not known or not needed.
    """

    is_sliding = False
    supports_early_init = False

    def __init__(self, reach: Reach, number: int, rotation: Rotation | None, bias: Tensor | None = None) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # without annotations in transformers
        self.reach, self.number, self.rotation, self.bias = reach, number, rotation, bias
        self.memory: Memory | None = None
        self.seen = 0
        self._handed_over = False  # whether the memory may hold anything: to ask it takes longer, at every token
        self._sinks: tuple[Tensor, Tensor] | None = None
        self._sink_position: Tensor | None = None
        self._heads, self._scale = 0, 0.0

    @property
    def local_keys(self) -> Float[Tensor, "rows kv local dim"]:
        """Those that are attended to beside sinks and memory, the last call's among them."""
        assert self.keys is not None
        return self.keys

    @property
    def shape(self) -> Shape:
        """Of what the last call read."""
        assert self.keys is not None
        assert self.values is not None
        _, kv_heads, _, key_dim = self.keys.shape
        return Shape(self._heads, kv_heads, key_dim, self.values.shape[3], self._scale)

    @property
    def remembers(self) -> bool:
        settings = self.reach.settings
        return settings.capacity > 0 and self.number in settings.layers

    def lazy_initialization(self, key_states: Tensor, value_states: Tensor) -> None:
        rows, heads, _, dim = key_states.shape
        value_dim, settings = value_states.shape[3], self.reach.settings
        if self.remembers:
            tokens, layers = settings.capacity, len(settings.layers) - len(self.reach.memories)
            each = list_bytes(tokens, dim, value_dim, settings.dtype, past_queries_of(settings.backend))
            each += mean_bytes(tokens, dim + value_dim, settings.remainder)
            check_fits(layers * rows * heads * each, key_states.device, tokens, rows)
        self.keys, self.values = key_states[:, :, :0], value_states[:, :, :0]
        sinks = settings.sinks
        self._sinks = (
            key_states.new_zeros(rows, heads, sinks, dim),
            value_states.new_zeros(rows, heads, sinks, value_dim),
        )
        self._sink_position = torch.zeros(rows, sinks, dtype=torch.int64, device=key_states.device)
        self.is_initialized = True
        if self.remembers:
            self.memory = Memory(
                rows=rows,
                heads=heads,
                capacity=settings.capacity,
                key_dim=dim,
                value_dim=value_dim,
                backend=settings.backend,
                options=settings.options,
                dtype=settings.dtype,
                device=key_states.device,
                remainder=settings.remainder,
                threads=settings.threads,
                seed=settings.seed + self.number,
            )
            self.reach.memories.append((self.number, self.memory))
            if self.reach.made is not None:
                self.reach.made(self.number, self.memory)

    def update(self, key_states: Tensor, value_states: Tensor, *_: Any, **__: Any) -> tuple[Tensor, Tensor]:
        """The same keys and values, marked as this layer's; they are taken in by `attend`."""
        if not self.is_initialized:
            self.lazy_initialization(key_states, value_states)
        if key_states.dtype != self.local_keys.dtype:
            raise BadInput(
                f"Keys of {key_states.dtype} came to a cache of {self.local_keys.dtype}; make a new cache for a model "
                "that has changed."
            )
        key_states = key_states.view(key_states.shape)  # a tensor object of our own to put a mark on
        setattr(key_states, LAYER, self)
        return key_states, value_states

    def attend(
        self,
        query: Float[Tensor, "rows heads n dim"],
        key: Float[Tensor, "rows kv n dim"],
        value: Float[Tensor, "rows kv n value_dim"],
        valid: Bool[Tensor, "rows n"],
        scale: float,
        cap: float | None,
    ) -> Float[Tensor, "rows n heads value_dim"]:
        """Causal attention of a call's tokens to each other, the local tokens, the sinks and the memory."""
        self._heads, self._scale = query.shape[1], scale
        self._plan(valid, query.shape[2])
        out = []
        for chunk in self.reach.timeline.chunks:
            part = chunk.columns
            self._take_in(key[:, :, part], value[:, :, part], chunk)
            out.append(self._attend(query[:, :, part], chunk, scale, cap))
        self.seen += query.shape[2]
        self.reach.unfinished.discard(self.number)
        whole = out[0] if len(out) == 1 else torch.cat(out, dim=2)
        return whole.transpose(1, 2).to(query.dtype).contiguous()

    def _plan(self, valid: Tensor, n: int) -> None:
        """The first layer of a call plans it for all."""
        reach = self.reach
        if valid.shape[1] != n:
            raise BadInput(
                f"An attention mask of {valid.shape[1]} tokens came with {n} new tokens; give one of equal length."
            )
        if self.number not in reach.unfinished:
            raise UsageError(
                f"Layer {self.number} attends twice to what it cached once, in a way that a memory does not know."
            )
        if not reach.planned:
            position = reach.calls.positions
            reach.planned = True
            reach.timeline.advance(valid, None if position is None else position.expand(valid.shape))

    def _take_in(self, key: Tensor, value: Tensor, chunk: Chunk) -> None:
        """Hand over what leaves the local tokens, drop it, and add the chunk's."""
        assert self.keys is not None
        assert self.values is not None
        assert self._sinks is not None
        if chunk.leaving is not None and self.memory is not None:
            some = chunk.leaving.any(0).nonzero().flatten()
            keys, values = self.keys.index_select(2, some), self.values.index_select(2, some)
            if self.reach.settings.positions.moves:
                assert chunk.leaving_position is not None
                assert self.rotation is not None
                places = (x.index_select(1, some) for x in (chunk.leaving_position, chunk.leaving_place))
                by = self.reach.settings.positions.of_key(*places)
                keys = self.rotation.turn(keys.detach(), by)
            self.memory.append(keys, values, chunk.leaving.index_select(1, some))
            self._handed_over = True
        if chunk.new_sinks is not None:
            row, column, place = chunk.new_sinks
            # New tensors: autograd may still need the old ones.
            self._sinks = tuple(_with(old, row, place, new, column) for old, new in zip(self._sinks, (key, value)))  # type: ignore[assignment]
            if chunk.position is not None:
                assert self._sink_position is not None
                self._sink_position = self._sink_position.index_put((row, place), chunk.position[row, column])
        self.keys = torch.cat([self.keys[:, :, chunk.kept], key], dim=2)
        self.values = torch.cat([self.values[:, :, chunk.kept], value], dim=2)

    def _attend(self, query: Tensor, chunk: Chunk, scale: float, cap: float | None) -> Tensor:
        """[rows, heads, n, value_dim]; the query heads that share a key/value head stand one after the other."""
        assert self.keys is not None
        assert self.values is not None
        rows, heads, n, dim = query.shape
        kv = self.keys.shape[1]
        group = heads // kv
        grouped = query.reshape(rows, kv, group * n, dim)
        sink_keys, sink_values = self._sinks_for(chunk)
        keys, values = torch.cat([sink_keys, self.keys], dim=2), torch.cat([sink_values, self.values], dim=2)
        local = local_attention(grouped, keys, values, chunk.bias(grouped.dtype, group), scale, cap)
        out = local[0]
        if self.memory is not None and self._handed_over:
            k, bias = self.reach.settings.neighbours, None
            if self.bias is not None:
                bias = self.bias.view(kv, group, 1).repeat_interleave(n, dim=1)
            moved = self._moved(query, chunk).reshape(rows, kv, group * n, dim)
            valid, first = chunk.valid.repeat(1, group), self.reach.timeline.first_written(chunk)
            far = remembered_attention(moved, self.memory, k, valid, scale, cap, group, first)
            out = merge(local, far, bias)
        return out.reshape(rows, heads, n, -1)

    def _moved(self, query: Tensor, chunk: Chunk) -> Tensor:
        positions = self.reach.settings.positions
        if not positions.moves:
            return query
        assert chunk.position is not None
        assert self.rotation is not None
        return self.rotation.turn(query, positions.of_query(chunk.position, chunk.place, chunk.lower))

    def _sinks_for(self, chunk: Chunk) -> tuple[Tensor, Tensor]:
        """Sinks as rotated, or right before the local tokens where true distances may not be known to the model."""
        assert self._sinks is not None
        keys, values = self._sinks
        if not self.reach.settings.positions.moves or not keys.shape[2] or not bool(chunk.visible[..., 0].any()):
            return keys, values
        assert chunk.position is not None
        assert self.rotation is not None
        assert self._sink_position is not None
        # Places and positions run side by side within a document.
        first = torch.where(chunk.valid, chunk.position - chunk.place, torch.iinfo(torch.int64).min).amax(1)
        # A window that begins among the sinks finds them where they are.
        begin = first + (chunk.lower - keys.shape[2]).clamp(min=0)
        wanted = begin[:, None] + torch.arange(keys.shape[2], device=keys.device)
        by = (wanted - self._sink_position).masked_fill(~chunk.valid.any(1, keepdim=True), 0)
        return self.rotation.turn(keys, by).to(keys.dtype), values

    def restart(self, rows: Bool[Tensor, " rows"]) -> None:
        """These rows begin a new document."""
        if self.memory is not None:
            self.memory.reset(rows)

    def get_seq_length(self) -> int:
        return self.seen

    def get_mask_sizes(self, query_length: int) -> tuple[int, int]:
        """No keys: the mask function understands that only the padding of the new tokens is wanted."""
        return 0, self.seen

    def get_max_length(self) -> int:
        return -1

    def get_max_cache_shape(self) -> int:
        """As `get_max_length`, by its name in earlier releases of transformers."""
        return -1

    def reset(self) -> None:
        """Forget everything, as before the first token."""
        self.seen, self.is_initialized, self._handed_over = 0, False, False
        self.keys = self.values = self.memory = self._sinks = None

    def reorder_cache(self, beam_idx: Tensor) -> None:
        _refuse("reorders the rows of a cache, as beam search does", "num_beams=1")

    def batch_repeat_interleave(self, repeats: int) -> None:
        _refuse("repeats the rows of a filled cache", "repeated prompts")

    def batch_select_indices(self, indices: Tensor) -> None:
        _refuse("selects rows of a filled cache", "a cache for each group of rows")

    def crop(self, *_: Any) -> None:
        _refuse("takes tokens back from a cache, as assisted decoding does", "no assistant")


def _with(old: Tensor, row: Tensor, place: Tensor, new: Tensor, column: Tensor) -> Tensor:
    """`old` [rows, heads, sinks, dim] with tokens of `new` [rows, heads, n, dim] at their places."""
    return old.transpose(1, 2).index_put((row, place), new.transpose(1, 2)[row, column]).transpose(1, 2)


def _refuse(what: str, remedy: str) -> None:
    raise UsageError(f"This call {what}, which a memory cannot do; use {remedy}.")
