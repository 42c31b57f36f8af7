"""Attach a memory to a model: its attention goes through ours until it is detached."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterable, Mapping
from types import TracebackType
from typing import Any, Literal

import torch
from torch import nn
from transformers import PreTrainedModel
from transformers.cache_utils import CacheLayerMixin

from memtrans.errors import UsageError
from memtrans.memory import Memory
from memtrans.memory.guards import require_sizes
from memtrans.plugins import registry
from memtrans.pretrained.cache import MemoryCache
from memtrans.pretrained.calls import Calls
from memtrans.pretrained.interface import NAME, register
from memtrans.pretrained.layer import MemoryLayer
from memtrans.pretrained.positions import AUTO, Positions, choose_policy
from memtrans.pretrained.probe import examine
from memtrans.pretrained.settings import Reach, Settings
from memtrans.pretrained.timeline import Timeline
from memtrans.pretrained.traits import Traits, model_layers, rotates_by_length

_attached: weakref.WeakSet[PreTrainedModel] = weakref.WeakSet()


class Switch:
    """A model's attention switched to ours, and its calls watched, until it is switched off."""

    def __init__(self, model: PreTrainedModel) -> None:
        if model in _attached:
            raise UsageError("This model has a memory attached already; detach that first.")
        self.model = model
        self._before = model.config._attn_implementation
        register()
        model.set_attn_implementation(NAME)
        self.calls, self.on = Calls(model), True
        _attached.add(model)

    def off(self) -> None:
        if self.on:
            self.on = False
            self.calls.stop()
            self.model.set_attn_implementation(self._before)
            _attached.discard(self.model)


class Attachment:
    """A model that reads with a memory; `new_cache` for each batch of documents. Leaving a `with` block detaches."""

    def __init__(self, model: PreTrainedModel, traits: Traits, settings: Settings, bias: bool = False) -> None:
        self.model, self.traits, self.settings = model, traits, settings
        self._switch = Switch(model)
        self.bias: nn.ParameterDict | None = self._new_biases() if bias else None
        """By number of the layer, [heads]: added to the log of the memory's softmax mass; zeros at first."""

    def _new_biases(self) -> nn.ParameterDict:
        heads = self.model.config.get_text_config(decoder=True).num_attention_heads
        zeros = {str(n): nn.Parameter(torch.zeros(heads, device=self.model.device)) for n in self.settings.layers}
        return nn.ParameterDict(zeros)

    @property
    def policy(self) -> str:
        return self.settings.positions.policy

    def new_cache(self, made: Callable[[int, Memory], None] | None = None) -> MemoryCache:
        """An empty cache, for `past_key_values`. made: told of each layer's memory when the first call makes it."""
        settings = self.settings
        timeline = Timeline(settings.window, settings.step, settings.sinks)
        reach = Reach(settings, timeline, self._switch.calls, made=made)
        layers: list[CacheLayerMixin] = model_layers(self.model)
        for number in self.traits.full:
            bias = self.bias[str(number)] if self.bias is not None and str(number) in self.bias else None
            layers[number] = MemoryLayer(reach, number, self.traits.rotations.get(number), bias)
        return MemoryCache(layers, reach)

    def detach(self) -> None:
        """The model is as it was before; caches of this attachment are of no use any more."""
        self._switch.off()

    def __enter__(self) -> Attachment:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.detach()


def attach(
    model: PreTrainedModel,
    *,
    memory: int = 8192,
    backend: str = "exact",
    options: Mapping[str, Any] | None = None,
    window: int = 512,
    step: int = 512,
    sinks: int = 4,
    layers: Literal["all"] | Iterable[int] = "all",
    neighbours: int = 32,
    remainder: int = 0,
    positions: str = AUTO,
    length: int | None = None,
    distance: int | None = None,
    group: int = 8,
    dtype: torch.dtype = torch.float32,
    bias: bool = False,
    threads: int | None = None,
    seed: int = 0,
    traits: Traits | None = None,
) -> Attachment:
    """Let a Hugging Face causal language model read with a memory.

    A token attends to the tokens of its step before it, the `window` tokens before the step, the document's first
    `sinks` tokens, and the `neighbours` best of up to `memory` tokens that came between (0 = none of them). Steps begin
    at multiples of `step` tokens of each document, so results do not depend on how calls are cut.

    layers: numbers of those that have a memory; the others read window and sinks. positions: `original`, `fixed`,
    `group`, `start`, or `auto`: original where documents of `length` tokens fit what the model was trained on, fixed
    otherwise. remainder: what is not retrieved counts at the means of blocks of so many tokens; 0 = it does not count.
    distance: of `fixed`, in tokens; None = a quarter of the trained length. dtype: of the stored pairs.
    bias: learnable numbers on the memory's share, `Attachment.bias`. traits: of an earlier attachment to the model,
    which spares looking at it again.

    Raises:
        UsageError: a model that cannot have a memory, with the reason; a value out of range; an unknown backend.
    """
    if not isinstance(model, PreTrainedModel):
        raise UsageError(f"A {type(model).__name__} is no PreTrainedModel of transformers; give the model itself.")
    require_sizes(0, memory=memory, sinks=sinks, window=window, remainder=remainder)
    require_sizes(1, step=step, neighbours=neighbours, group=group)
    resolved = registry().resolve_options(backend, options or {}).model_dump()
    traits = traits or examine(model, Switch)
    require_room(window, step, sinks, traits)
    chosen = choose_layers(layers, traits) if memory else ()
    policy = choose_policy(positions, length, traits.trained)
    _require_rotations(model, traits, policy, positions)
    distance = traits.trained // 4 if distance is None else distance
    if policy == "fixed" and not 0 <= distance < traits.trained:
        raise UsageError(f"distance={distance} is out of range; choose one from 0 to {traits.trained - 1} tokens.")
    settings = Settings(
        capacity=memory,
        backend=backend,
        options=resolved,
        dtype=dtype,
        window=window,
        step=step,
        sinks=sinks,
        neighbours=neighbours,
        remainder=remainder,
        positions=Positions(policy, window, distance, group),
        layers=chosen,
        threads=threads,
        seed=seed,
    )
    return Attachment(model, traits, settings, bias)


def require_room(window: int, step: int, sinks: int, traits: Traits) -> None:
    """Refuse local attention that the model was not trained for."""
    if window + step > traits.trained:
        raise UsageError(
            f"window={window} and step={step} tokens are more than the {traits.trained} that {traits.kind} was "
            "trained on; choose less."
        )
    if sinks > step:
        raise UsageError(f"sinks={sinks} are more than a step of {step} tokens; choose at most step.")


def choose_layers(layers: Literal["all"] | Iterable[int], traits: Traits) -> tuple[int, ...]:
    if layers == "all":
        return traits.full
    chosen = (layers,) if isinstance(layers, int) else tuple(layers)
    wrong = [number for number in chosen if number not in traits.full]
    if wrong or not chosen:
        said = f"layers={list(chosen)} names {wrong[0]!r}" if wrong else "layers names none"
        raise UsageError(f"{said}; {traits.kind} can have a memory in layers {_ranges(traits.full)} (counted from 0).")
    return tuple(sorted(set(chosen)))


def _ranges(numbers: tuple[int, ...]) -> str:
    """`0–29`, or the numbers themselves where they have gaps."""
    if numbers == tuple(range(numbers[0], numbers[-1] + 1)):
        return f"{numbers[0]}–{numbers[-1]}"
    return ", ".join(map(str, numbers))


def _require_rotations(model: PreTrainedModel, traits: Traits, policy: str, asked: str) -> None:
    """Refuse to move keys whose positions are not known to be rotations."""
    if policy == "original":
        return
    changing = rotates_by_length(model)
    unknown = [number for number in traits.full if traits.rotations[number] is None]
    if changing or unknown:
        why = (
            f"rotates by frequencies that change with the length of the text ({changing})"
            if changing
            else f"does not rotate its keys in layer {unknown[0]}, or in a way that is not known here"
        )
        remedy = (
            "give the documents' length, of at most" if asked == AUTO else "choose positions='original', and at most"
        )
        raise UsageError(
            f"positions='{policy}' moves keys to other positions, but {traits.kind} {why}; {remedy} "
            f"{traits.trained} tokens."
        )
