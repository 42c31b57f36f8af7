"""Caches that a Hugging Face model takes as `past_key_values`, whose older tokens go to a memory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NoReturn, SupportsIndex

from jaxtyping import Bool, Int
from torch import Tensor
from transformers.cache_utils import Cache, CacheLayerMixin

from memtrans.errors import BadInput, UsageError
from memtrans.memory import Memory
from memtrans.memory.guards import require_mask
from memtrans.pretrained.layer import MemoryLayer
from memtrans.pretrained.settings import Reach
from memtrans.pretrained.timeline import Timeline


class MemoryCache(Cache):
    """A model's cache of `MemoryLayer`s, and of the model's own kind of layer where it slides a window itself."""

    def __init__(self, layers: Sequence[CacheLayerMixin], reach: Reach) -> None:
        super().__init__(layers=list(layers))
        self.reach = reach

    def update(
        self, key_states: Tensor, value_states: Tensor, layer_idx: int, *args: Any, **kwargs: Any
    ) -> tuple[Tensor, Tensor]:
        """What the layer gives back for new keys and values, after a look at who is calling."""
        reach = self.reach
        if reach.calls.cache is not self:
            raise UsageError(
                "This cache is of no use here: its memory was detached from the model, or it was made for another "
                "model. Make one by `new_cache` of the attachment to this model."
            )
        if not reach.calls.begun:
            self._begin(len(key_states), key_states.shape[2])
        if not isinstance(self.layers[layer_idx], MemoryLayer):
            reach.unfinished.discard(layer_idx)
        return super().update(key_states, value_states, layer_idx, *args, **kwargs)

    def _begin(self, rows: int, n: int) -> None:
        """The first layer of a call has come: look at the call before anything is taken in."""
        reach = self.reach
        if reach.unfinished:
            raise UsageError(
                "An earlier call with this cache was interrupted, so its layers disagree; make a new cache."
            )
        if len(self.counts) not in (0, rows):
            raise BadInput(f"{rows} rows came to a cache of {len(self.counts)}; make a new cache for other rows.")
        self._require_whole_mask(n)
        reach.calls.begun, reach.planned, reach.unfinished = True, False, set(range(len(self.layers)))

    def _require_whole_mask(self, n: int) -> None:
        """Layers that slide a window of their own take what a mask does not tell of for padding."""
        mask, seen = self.reach.calls.mask, self.reach.timeline.seen
        sliding = any(not isinstance(layer, MemoryLayer) for layer in self.layers)
        if sliding and isinstance(mask, Tensor) and mask.ndim == 2 and mask.shape[1] != seen + n:
            raise BadInput(
                f"An attention mask of {mask.shape[1]} tokens came to a model with sliding layers, which needs one of "
                f"all {seen + n} tokens so far."
            )

    @property
    def memories(self) -> dict[int, Memory]:
        """By number of the layer, as far as they have been made: the first call does it."""
        return dict(self.reach.memories)

    @property
    def counts(self) -> Int[Tensor, " rows"]:
        """Tokens of each row's document so far."""
        return self.reach.timeline.counts

    def restart(self, rows: Bool[Tensor, " rows"]) -> None:
        """These rows begin a new document: they forget the old one.

        Layers that slide a window of their own forget nothing: hide the old document from them by the attention mask.
        """
        require_mask("rows", rows, tuple(self.counts.shape), self.counts.device)
        self.reach.timeline.restart(rows)
        for layer in self.layers:
            if isinstance(layer, MemoryLayer):
                layer.restart(rows)

    def reset(self) -> None:
        settings = self.reach.settings
        self.reach.timeline = Timeline(settings.window, settings.step, settings.sinks)
        self.reach.memories.clear()
        self.reach.unfinished.clear()
        for layer in self.layers:
            layer.reset()

    def __reduce_ex__(self, protocol: SupportsIndex) -> NoReturn:
        raise UsageError("A cache with a memory can be neither copied nor pickled; read the text again with a new one.")
