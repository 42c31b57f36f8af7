"""What our model asks, as the memory keeps it for an index that is built from past queries."""

from __future__ import annotations

from typing import Any

import torch
import torch.nn.functional as F
from tiny_models import ROWS, TOKENS, new_model, tokens
from toy_queries import plugins

from memtrans.memory import Memory


def read(steps: int = 12, backward: bool = True, **changes: Any) -> tuple[Memory, list[torch.Tensor]]:
    """A memory after so many training steps without a change of the weights, and all queries that were asked."""
    model, asked = new_model(kv_heads=2, **changes), []
    memory = model.new_memory(ROWS, 500, backend="asked-cells", threads=1, seed=3, plugins=plugins(exact_below=400))
    search, cache = memory.search, None

    def noted(queries: torch.Tensor, *given: Any, **named: Any) -> torch.Tensor:
        asked.append(queries.detach().clone())
        assert named == {"per_token": 2}
        return search(queries, *given, **named)

    memory.search = noted  # type: ignore[method-assign]
    for step in range(steps):
        output = model(tokens(step), memory, cache)
        if backward:
            F.cross_entropy(output.logits.flatten(0, 1), tokens(step + 1).flatten()).backward()
        assert output.new is not None
        memory.append(*output.new)
        cache = output.cache
    return memory, asked


def test_activation_checkpointing_changes_nothing() -> None:
    (plain, once), (thrifty, twice) = read(), read(activation_checkpointing=True)
    assert len(twice) == 2 * len(once)
    one, other = plain.state_dict(), thrifty.state_dict()
    assert torch.equal(one["past_queries.0"], other["past_queries.0"])
    assert int(one["past_lengths"].min()) > 2


def test_queries_are_those_of_the_model_one_of_a_token() -> None:
    memory, asked = read(backward=False)
    state, every = memory.state_dict(), torch.stack(asked)  # [steps, rows, heads, group · tokens, dim]
    for row in range(ROWS):
        kept = state["past_queries.0"][row, 0, : int(state["past_lengths"][0, row])]
        same = (every[:, row, 0, None] == kept[:, None]).all(3)  # [steps, kept, group · tokens]
        assert same.any(2).sum(0).tolist() == [1] * len(kept)
        token = same.transpose(0, 1).flatten(1).to(torch.uint8).argmax(1)
        step, column = token // every.shape[3], token % every.shape[3] % TOKENS
        assert len(set((step * TOKENS + column).tolist())) == len(kept)
