"""What a model is doing while it is called: hooks on it tell, so that its caches know who calls them."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from torch import Tensor, nn
from torch.utils.hooks import RemovableHandle
from transformers import Cache, PreTrainedModel

from memtrans.pretrained.traits import rotary_modules


@dataclass
class _Call:
    cache: Cache | None = None
    positions: Tensor | None = None
    mask: Any = None
    begun: bool = False
    open: list[nn.Module] = field(default_factory=list)


class Calls:
    """The calls of a model under way, one per thread at most.

    cache: that the model was given. positions: that it rotates by, [rows or 1, n]; None = it does not rotate. mask: the
    attention mask as it was given. begun: whether the cache was already told of the call.
    """

    def __init__(self, model: PreTrainedModel) -> None:
        self._now: defaultdict[int, _Call] = defaultdict(_Call)
        self._hooks = list(self._watch(model))

    def _watch(self, model: PreTrainedModel) -> Iterator[RemovableHandle]:
        # Each of these may be called by itself, and some heads go past the base model to its decoder.
        for module in {id(each): each for each in (model, model.base_model, model.get_decoder())}.values():
            yield module.register_forward_pre_hook(self._begin, with_kwargs=True)
            yield module.register_forward_hook(self._end, always_call=True)
        for module in rotary_modules(model):
            yield module.register_forward_pre_hook(self._note, with_kwargs=True)

    def _begin(self, module: nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        call = self._call
        if not call.open or module in call.open:  # still open: an interruption from the keyboard calls no hook
            call = self._now[threading.get_ident()] = _Call()
            call.cache = next((x for x in (*args, *kwargs.values()) if isinstance(x, Cache)), None)
        call.open.append(module)
        call.mask = kwargs.get("attention_mask", call.mask)

    def _end(self, module: nn.Module, *_: object) -> None:
        if self._call.open[:1] == [module]:
            del self._now[threading.get_ident()]

    def _note(self, _module: nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        self._call.positions = kwargs["position_ids"] if "position_ids" in kwargs else args[1]

    @property
    def _call(self) -> _Call:
        return self._now[threading.get_ident()]

    @property
    def cache(self) -> Cache | None:
        return self._call.cache

    @property
    def positions(self) -> Tensor | None:
        return self._call.positions

    @property
    def mask(self) -> Any:
        return self._call.mask

    @property
    def begun(self) -> bool:
        return self._call.begun

    @begun.setter
    def begun(self, value: bool) -> None:
        self._call.begun = value

    def stop(self) -> None:
        """No longer watch the model."""
        for hook in self._hooks:
            hook.remove()
