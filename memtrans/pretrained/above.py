"""A model run from one of its layers on, from what that layer was given: those below pass everything through."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import torch
from jaxtyping import Float
from torch import Tensor, nn
from transformers import PreTrainedModel
from transformers.cache_utils import DynamicSlidingWindowLayer

from memtrans.pretrained.cache import MemoryCache
from memtrans.pretrained.layer import MemoryLayer
from memtrans.reading import given_to

TOKENS = 24
CLOSE = 1e-5
"""Of the logits when run again, root mean square in standard deviations: what is computed is the same."""


class Above:
    """The layers of a model from number `first` on.

    blocks: all of its layers. tuples: of each layer below, whether it gives back a tuple with what it computed first.
    """

    def __init__(self, blocks: nn.ModuleList, first: int, tuples: list[bool]) -> None:
        self.first, self._blocks, self._tuples = first, blocks, tuples

    @property
    def block(self) -> nn.Module:
        return self._blocks[self.first]

    @contextmanager
    def given(self, hidden: Float[Tensor, "rows n width"]) -> Iterator[None]:
        """In the block of code the model's layer `first` is given this, and none below is run."""
        below = [self._blocks[number] for number in range(self.first)]

        def replace(
            _: nn.Module, args: tuple[Any, ...], named: dict[str, Any]
        ) -> tuple[tuple[Any, ...], dict[str, Any]]:
            moved = hidden.to(given_to(args, named))
            return ((moved, *args[1:]), named) if args else (args, named | {"hidden_states": moved})

        handle = self.block.register_forward_pre_hook(replace, with_kwargs=True)
        for number, (block, in_tuple) in enumerate(zip(below, self._tuples)):
            self._blocks[number] = _Passing(block, in_tuple)
        try:
            yield
        finally:
            handle.remove()
            for number, block in enumerate(below):
                self._blocks[number] = block


def find_above(model: PreTrainedModel, layers: int, first: int) -> Above | None:
    """None where a model of so many layers does not go on the same from what its layer `first` was given.

    That is tried out: some keep something besides what one layer hands to the next.
    """
    lists = [each for each in model.get_decoder().modules() if isinstance(each, nn.ModuleList) and len(each) == layers]
    if len(lists) != 1:
        return None
    vocabulary = int(model.config.get_text_config(decoder=True).vocab_size)
    tokens = torch.arange(1, TOKENS + 1, device=model.device)[None] % vocabulary
    given: list[Tensor] = []
    tuples: list[bool] = []

    def note(_: nn.Module, __: Any, output: Any) -> None:
        tuples.append(isinstance(output, tuple))

    def note_given(_: nn.Module, args: tuple[Any, ...], named: dict[str, Any]) -> None:
        given.append(given_to(args, named))

    hooks = [block.register_forward_hook(note) for block in lists[0][:first]]
    hooks.append(lists[0][first].register_forward_pre_hook(note_given, with_kwargs=True))
    try:
        with torch.no_grad():
            expected = model(tokens, use_cache=False).logits.float()
    finally:
        for hook in hooks:
            hook.remove()
    if len(tuples) != first or len(given) != 1:
        return None
    above = Above(lists[0], first, tuples)
    with torch.no_grad():
        # Other tokens, so that what reaches the layers above by another way than through the ones below is seen.
        others = tokens.flip(1)
        model(others, use_cache=False)
        with above.given(given[0]):
            logits = model(others, use_cache=False).logits.float()
    return above if float((logits - expected).square().mean().sqrt() / expected.std()) < CLOSE else None


def go_along(cache: MemoryCache, below: int, n: int) -> None:
    """Let the cache's layers below that number, which were not run in a call of n tokens, be as far as the others."""
    for layer in cache.layers[:below]:
        if isinstance(layer, MemoryLayer):
            layer.seen += n
        elif isinstance(layer, DynamicSlidingWindowLayer):
            layer.cumulative_length += n
    cache.reach.unfinished.difference_update(range(below))


class _Passing(nn.Module):
    """In place of a layer that is not to be run; whatever else the model wants of that layer it still finds."""

    def __init__(self, block: nn.Module, in_tuple: bool) -> None:
        super().__init__()
        self.block, self.in_tuple = block, in_tuple

    def __getattr__(self, name: str) -> Any:
        try:
            return super().__getattr__(name)
        except AttributeError:
            return getattr(super().__getattr__("block"), name)

    def forward(self, *args: Any, **kwargs: Any) -> Any:
        hidden = args[0] if args else kwargs["hidden_states"]  # with its gradient, unlike `given_to`
        return (hidden, None, None) if self.in_tuple else hidden
