"""What a model is found to be: which of its layers can have a memory, and how they rotate their keys."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import torch
from torch import nn
from transformers import DynamicCache, PreTrainedModel
from transformers.cache_utils import CacheLayerMixin, DynamicLayer, DynamicSlidingWindowLayer

from memtrans.errors import UsageError
from memtrans.pretrained.rotation import Rotation

CHANGING = ("dynamic", "longrope")
"""Kinds of rotary embedding whose frequencies depend on the length of the text."""


class Shape(NamedTuple):
    """Of a layer's keys and values. scale: what the model multiplies inner products by."""

    heads: int
    kv_heads: int
    key_dim: int
    value_dim: int
    scale: float


@dataclass(frozen=True)
class Traits:
    """What matters of a model to a memory.

    kind: the model's type. full: numbers of the layers that attend to everything. trained: tokens of the longest text
    it was trained on. rotations: of each full layer; None where keys are not rotated but know their position, or in a
    way that is not known. shapes: of each full layer.
    """

    kind: str
    layers: int
    full: tuple[int, ...]
    trained: int
    rotations: dict[int, Rotation | None]
    shapes: dict[int, Shape]


def model_layers(model: PreTrainedModel) -> list[CacheLayerMixin]:
    """A new cache's layers, of the kinds that the model wants.

    Raises:
        UsageError: it has no decoder's cache of keys and values in all of its layers.
    """
    config = model.config
    kind = getattr(config, "model_type", type(model).__name__)
    if getattr(config, "is_encoder_decoder", False):
        raise UsageError(f"{kind} is an encoder-decoder; a memory serves decoder-only language models.")
    try:
        layers = list(DynamicCache(config=config).layers)
    except Exception as error:  # a kind of layer that the library has no ordinary cache for
        raise UsageError(f"{kind} has no ordinary cache of keys and values, so it cannot have a memory.") from error
    # Subclasses keep something besides keys and values, or instead of them.
    attending = [each for each in layers if type(each) in (DynamicLayer, DynamicSlidingWindowLayer)]
    if len(attending) != len(layers):
        other = sorted({type(each).__name__ for each in layers} - {"DynamicLayer", "DynamicSlidingWindowLayer"})
        raise UsageError(
            f"{kind} has layers that keep {', '.join(other)} instead of keys and values (state space, linear or "
            "indexed attention); a memory serves models whose layers all attend."
        )
    if not layers:
        raise UsageError(f"{kind} keeps no keys and values (a state-space model?), so it cannot have a memory.")
    return [each for each in layers if isinstance(each, CacheLayerMixin)]


def full_layers(layers: list[CacheLayerMixin], trained: int) -> tuple[int, ...]:
    """Those that attend to all of a text of the trained length."""
    return tuple(
        number
        for number, layer in enumerate(layers)
        if not isinstance(layer, DynamicSlidingWindowLayer) or layer.sliding_window >= trained
    )


def trained_length(model: PreTrainedModel) -> int:
    config = model.config.get_text_config(decoder=True)
    for name in ("max_position_embeddings", "n_positions", "max_seq_len", "seq_length"):
        value = getattr(config, name, None)
        if isinstance(value, int) and value > 0:
            return value
    raise UsageError(f"{config.model_type} does not say the length it was trained on (max_position_embeddings).")


def rotary_modules(model: PreTrainedModel) -> Iterator[nn.Module]:
    """Those that make rotary position embeddings."""
    for module in model.modules():
        if any(name.endswith("inv_freq") for name, _ in module.named_buffers(recurse=False)):
            yield module


def candidate_rotations(model: PreTrainedModel, dim: int) -> Iterator[Rotation]:
    """Every way in which keys of so many dimensions may be rotated with the model's own frequencies."""
    yield Rotation(torch.zeros(0))
    for module in rotary_modules(model):
        for name, buffer in module.named_buffers(recurse=False):
            if not name.endswith("inv_freq") or "original" in name or 2 * len(buffer) > dim:
                continue
            frequencies = buffer.detach().float().clone()
            for first in dict.fromkeys((0, dim - 2 * len(frequencies))):
                for interleaved in (False, True):
                    yield Rotation(frequencies, interleaved, first)
                    yield Rotation(-frequencies, interleaved, first)


def cache_argument(model: PreTrainedModel) -> str:
    """By which name `forward` takes a cache; releases of transformers differ."""
    return "cache" if "cache" in inspect.signature(model.forward).parameters else "past_key_values"


def rotates_by_length(model: PreTrainedModel) -> str | None:
    """The kind of a rotary embedding whose frequencies change with the text's length, None if they do not."""
    parameters: Any = getattr(model.config.get_text_config(decoder=True), "rope_parameters", None) or {}
    each = parameters.values() if all(isinstance(value, dict) for value in parameters.values()) else [parameters]
    kinds = [value.get("rope_type") for value in each if isinstance(value, dict)]
    return next((kind for kind in kinds if kind in CHANGING), None)
