"""Look at a model before it is trusted with a memory: a few tokens are read, and everything is compared.

Some models take the attention setting and ignore it, others hand on other keys than they cached. None of that shows
until logits are compared with the model's own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor
from transformers import PreTrainedModel

from memtrans.errors import UsageError
from memtrans.pretrained.cache import MemoryCache
from memtrans.pretrained.layer import MemoryLayer
from memtrans.pretrained.positions import Positions
from memtrans.pretrained.rotation import Rotation
from memtrans.pretrained.settings import Reach, Settings
from memtrans.pretrained.timeline import Timeline
from memtrans.pretrained.traits import (
    Traits,
    cache_argument,
    candidate_rotations,
    full_layers,
    model_layers,
    trained_length,
)

TOKENS = 24
SHIFT = 5
"""Places by which the same tokens are read later, to see what that does to keys."""

CLOSE = {torch.float64: 1e-5, torch.float32: 1e-3, torch.bfloat16: 0.3, torch.float16: 0.05}
"""Of a token's logits, root mean square in standard deviations: rounding moves them less, a missing token more."""


@torch.no_grad()
def examine(model: PreTrainedModel, switch: Callable[[PreTrainedModel], Any]) -> Traits:
    """What the model is, found by reading a few tokens with it; it is left as it was.

    Raises:
        UsageError: it cannot have a memory, with the reason.
    """
    kind = getattr(model.config, "model_type", type(model).__name__)
    layers, trained = model_layers(model), trained_length(model)
    full = full_layers(layers, trained)
    if not full:
        raise UsageError(f"All layers of {kind} slide a window of their own, so none can have a memory.")
    training = [module for module in model.modules() if module.training]
    model.eval()
    tokens = _some_tokens(model)
    try:
        expected = model(tokens, use_cache=False).logits.float()
        on = switch(model)
        try:
            _require_equal(model, kind, full, tokens, expected, on)
            here, later = (_read(model, full, tokens, shift, on) for shift in (0, SHIFT))
        finally:
            on.off()
    finally:
        for module in training:
            module.training = True
    rotations = {number: _find_rotation(model, here[number].local_keys, later[number].local_keys) for number in full}
    return Traits(kind, len(layers), full, trained, rotations, {number: here[number].shape for number in full})


def _some_tokens(model: PreTrainedModel) -> Tensor:
    """Different ones from all over the vocabulary."""
    size = int(model.config.get_text_config(decoder=True).vocab_size)
    ids = (torch.arange(1, TOKENS + 1) * 0.618034 % 1 * size).long().clamp(0, size - 1)
    return ids[None].to(model.device)


def _settings(full: tuple[int, ...], window: int, step: int, capacity: int) -> Settings:
    positions = Positions("original", window, 0, 1)
    return Settings(capacity, "exact", {}, torch.float32, window, step, 2, TOKENS, positions, full, threads=1)


def _cache(model: PreTrainedModel, full: tuple[int, ...], settings: Settings, on: Any) -> MemoryCache:
    reach = Reach(settings, Timeline(settings.window, settings.step, settings.sinks), on.calls)
    layers = model_layers(model)
    for number in full:
        layers[number] = MemoryLayer(reach, number, None)
    return MemoryCache(layers, reach)


def _require_equal(
    model: PreTrainedModel, kind: str, full: tuple[int, ...], tokens: Tensor, expected: Tensor, on: Any
) -> None:
    """With a window of four tokens and everything else retrieved, logits are those of full attention."""
    cache = _cache(model, full, _settings(full, 4, 4, TOKENS), on)
    parts: list[Tensor] = []
    for part in tokens.split(TOKENS - SHIFT, dim=1):
        try:
            parts.append(model(part, **{cache_argument(model): cache}, use_cache=True).logits.float())
        except UsageError as error:
            raise UsageError(f"{kind} cannot have a memory: {error}") from error
        except Exception as error:  # whatever a model does with a cache that it does not know
            if len(_idle(cache, full, 1)) == len(full):
                raise _ignorant(kind, full[0]) from error
            said = " ".join(f"{type(error).__name__}: {error}".split())
            raise UsageError(f"{kind} uses its cache in a way that a memory does not know ({said:.200}).") from error
        if idle := _idle(cache, full, sum(each.shape[1] for each in parts)):
            raise _ignorant(kind, idle[0])
    logits = torch.cat(parts, dim=1)
    # Of the token that is worst: the largest difference of all logits would grow with the vocabulary.
    off = float((logits - expected).square().mean(-1).sqrt().max() / expected.std().clamp(min=1e-6))
    if not off <= CLOSE.get(model.dtype, 0.3):
        raise UsageError(
            f"{kind} gives other logits through the attention interface than by itself, by {off:.2g} standard "
            "deviations, so its attention does something that a memory does not know."
        )


def _ignorant(kind: str, layer: int) -> UsageError:
    return UsageError(
        f"{kind} does not call the attention function that it was given (layer {layer}): its attention does not go "
        "through the attention interface of transformers, so it cannot have a memory."
    )


def _idle(cache: MemoryCache, full: tuple[int, ...], tokens: int) -> list[int]:
    """Layers in which our attention was called for fewer tokens."""
    return [number for number in full if getattr(cache.layers[number], "seen", 0) < tokens]


def _find_rotation(model: PreTrainedModel, here: Tensor, later: Tensor) -> Rotation | None:
    """The rotation that explains what a later position does to a layer's keys; None if none does."""
    here, later = here.float(), later.float()
    best, least = None, 0.05
    for rotation in candidate_rotations(model, here.shape[3]):
        turned = rotation.turn(here, torch.full((1, TOKENS), SHIFT))
        off = float((turned - later).norm() / later.norm().clamp(min=1e-9))
        if off < least:
            best, least = rotation, off
    return best


def _read(model: PreTrainedModel, full: tuple[int, ...], tokens: Tensor, shift: int, on: Any) -> dict[int, MemoryLayer]:
    """The layers after they have read the tokens, all of which are local to them."""
    cache = _cache(model, full, _settings(full, TOKENS, TOKENS, 0), on)
    positions = torch.arange(shift, shift + TOKENS, device=tokens.device)[None]
    model(tokens, **{cache_argument(model): cache}, use_cache=True, position_ids=positions)
    return {layer.number: layer for layer in cache.layers if isinstance(layer, MemoryLayer)}
