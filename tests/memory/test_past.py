"""The sample of past queries: a function of seed, places and queries alone, and nothing at all unless asked for."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

import pytest
import torch
from torch import Tensor
from toy_queries import plugins

from memtrans.errors import BadInput
from memtrans.memory import Memory
from memtrans.memory.past import EVERY
from memtrans.testing.workloads import gauss

TOKENS, DIM = 200, 4
QUERIES, KEYS = gauss(2, 2, TOKENS, DIM, seed=0), gauss(2, 2, TOKENS, DIM, seed=1)


def new_memory(most: int = 16, **changes: Any) -> Memory:
    settings: dict[str, Any] = {"rows": 2, "heads": 2, "capacity": 64, "key_dim": DIM, "threads": 1, "seed": 3}
    registered = plugins(past_queries=most)
    return Memory(**{**settings, **changes}, backend="asked-cells", plugins=registered)


def step(memory: Memory, first: int, last: int, keep: Tensor | None = None) -> None:
    """Search and append tokens from `first` to before `last`; keep: which of them, of each row."""
    for layer in range(memory.layers):
        memory.search(QUERIES[: memory.rows, :, first:last], 2, layer, keep)
    keys = KEYS[: memory.rows, :, first:last].expand(memory.layers, -1, -1, -1, -1)
    memory.append(keys, keys, keep)


def read(memory: Memory, cuts: Sequence[int]) -> Memory:
    for first, last in itertools.pairwise(cuts):
        step(memory, first, last)
    return memory


def sample(memory: Memory, row: int = 0, head: int = 0, layer: int = 0) -> Tensor:
    state = memory.state_dict()
    return state[f"past_queries.{layer}"][row, head, : int(state["past_lengths"][layer, row])]


def places(memory: Memory, row: int = 0, queries: Tensor = QUERIES) -> list[int]:
    """Of which tokens the sample's queries are."""
    same = (sample(memory, row)[:, None] == queries[row, 0][None]).all(2)
    assert bool((same.sum(1) == 1).all())
    return same.to(torch.uint8).argmax(1).tolist()


def test_of_each_window_one_query_is_kept_the_last_ones_oldest_first() -> None:
    chosen = places(read(new_memory(), range(0, TOKENS + 1, EVERY)))
    windows = [place // EVERY for place in chosen]
    assert windows == list(range(TOKENS // EVERY - 16, TOKENS // EVERY))
    assert len({place % EVERY for place in chosen}) > 3


@pytest.mark.parametrize("delay", [0, 5])
def test_how_a_document_is_cut_does_not_matter(delay: int) -> None:
    # Of the first call, when the list is empty, nothing is kept, so it is the same in all.
    ways = [range(16, TOKENS + 1, 8), [16, *range(17, 80), 81, 99, 150, TOKENS], [16, TOKENS], [16, 33, TOKENS]]
    found = [read(new_memory(32, delay=delay), [0, *way]) for way in ways]
    assert len(sample(found[0])) > 20
    for other in found[1:]:
        assert places(other) == places(found[0])
        assert torch.equal(sample(other, 1, 1), sample(found[0], 1, 1))


def test_other_rows_seeds_and_layers() -> None:
    both = read(new_memory(layers=2), range(0, TOKENS + 1, 10))
    alone = read(new_memory(rows=1), range(0, TOKENS + 1, 10))
    assert torch.equal(sample(both), sample(alone))
    assert places(both) != places(read(new_memory(seed=4), range(0, TOKENS + 1, 10)))
    assert not torch.equal(sample(both, layer=0), sample(both, layer=1))


def test_padding_is_left_out_wherever_it_stands() -> None:
    plain, padded = read(new_memory(rows=1), range(0, 97, 12)), new_memory(rows=1)
    for first in range(0, 96, 12):
        keep = torch.zeros(1, 20, dtype=torch.bool)
        keep[0, [0, *range(5, 14), 18, 19]] = True
        queries, keys = torch.full((1, 2, 20, DIM), torch.nan), torch.full((1, 2, 20, DIM), torch.nan)
        queries[:, :, keep[0]], keys[:, :, keep[0]] = (
            QUERIES[:1, :, first : first + 12],
            KEYS[:1, :, first : first + 12],
        )
        padded.search(queries, 2, 0, keep)
        padded.append(keys, keys, keep)
    assert torch.equal(sample(plain), sample(padded))


def test_of_grouped_queries_one_of_each_chosen_token_is_kept() -> None:
    group = gauss(1, 2, 3, TOKENS, DIM, seed=5)
    memory = new_memory(rows=1)
    for first in range(0, TOKENS, 10):
        part = slice(first, first + 10)
        memory.search(group[:, :, :, part].flatten(2, 3), 2, per_token=3)
        memory.append(KEYS[:1, :, part], KEYS[:1, :, part])
    same = (sample(memory)[:, None, None] == group[0, 0]).all(3)  # [kept, group, token]
    assert same.sum((1, 2)).tolist() == [1] * 16
    assert same.any(2).any(0).all()
    assert same.any(1).to(torch.uint8).argmax(1).tolist() == places(read(new_memory(rows=1), range(0, TOKENS + 1, 10)))


def test_a_search_that_is_repeated_counts_once_and_one_without_a_write_not_at_all() -> None:
    once, often = read(new_memory(), range(0, 81, 10)), new_memory()
    for first in range(0, 80, 10):
        often.search(gauss(2, 2, 30, DIM, seed=first), 3)  # the same places, but the latest counts
        often.search(QUERIES[:, :, first : first + 10], 1)
        step(often, first, first + 10)
    often.search(gauss(2, 2, 40, DIM, seed=8), 2)
    assert torch.equal(once.state_dict()["past_queries.0"], often.state_dict()["past_queries.0"])
    assert torch.equal(once.state_dict()["past_lengths"], often.state_dict()["past_lengths"])


def test_of_what_was_asked_only_tokens_that_are_written_count() -> None:
    whole, ahead = read(new_memory(), range(0, 121, 40)), new_memory()
    for first in range(0, 120, 40):
        ahead.search(QUERIES[:, :, first : first + 70], 2)
        ahead.append(KEYS[:, :, first : first + 40], KEYS[:, :, first : first + 40])
    assert torch.equal(whole.state_dict()["past_queries.0"], ahead.state_dict()["past_queries.0"])


def test_pieces_that_say_where_they_begin_are_all_kept() -> None:
    whole, pieces = read(new_memory(), range(0, 121, 40)), new_memory()
    for first in range(0, 120, 40):
        for begin in range(first, first + 40, 5):
            pieces.search(QUERIES[:, :, begin : begin + 5], 2, first=torch.full((2,), begin))
        pieces.append(KEYS[:, :, first : first + 40], KEYS[:, :, first : first + 40])
    assert torch.equal(whole.state_dict()["past_queries.0"], pieces.state_dict()["past_queries.0"])


def test_reset_forgets_those_rows() -> None:
    memory, new = read(new_memory(), range(0, 81, 10)), read(new_memory(), range(0, 41, 10))
    kept = sample(memory, 1)
    memory.search(QUERIES[:, :, 80:90], 2)  # staged, and of the document before
    memory.reset(torch.tensor([True, False]))
    assert len(sample(memory)) == 0
    assert torch.equal(sample(memory, 1), kept)
    only = torch.tensor([[True], [False]]).expand(2, 10)
    for first in range(0, 40, 10):
        step(memory, first, first + 10, only)
    assert torch.equal(sample(memory), sample(new))


def test_it_is_saved_and_loaded_by_those_that_want_it() -> None:
    memory = read(new_memory(), range(0, 81, 10))
    state = memory.state_dict()
    twin = new_memory()
    twin.load_state_dict(state)
    assert all(torch.equal(tensor, state[name]) for name, tensor in twin.state_dict().items())
    fewer = new_memory(4)
    fewer.load_state_dict(state)
    assert torch.equal(sample(fewer), sample(memory)[-4:])
    other = new_memory(0)
    other.load_state_dict(state)
    assert not [name for name in other.state_dict() if name.startswith("past")]
    twin.load_state_dict(other.state_dict())
    assert len(sample(twin)) == 0
    assert torch.equal(sample(memory.resized(100)), sample(memory))


@pytest.mark.parametrize(
    ("name", "change", "says"),
    [
        ("past_lengths", lambda x: x + 100, "do not fit"),
        ("past_queries.0", lambda x: x.half(), "float16"),
        ("past_queries.0", lambda x: x[:1], "shape"),
        ("past_queries.0", lambda x: x * torch.nan, "NaN"),
        ("past_queries.7", lambda x: x, "unexpected"),
    ],
)
def test_a_damaged_sample_is_refused_and_leaves_the_memory_as_it_was(name: str, change: Any, says: str) -> None:
    memory = read(new_memory(), range(0, 81, 10))
    state = memory.state_dict()
    with pytest.raises(BadInput, match=says):
        memory.load_state_dict({**state, name: change(state.get(name, torch.zeros(1)))})
    assert all(torch.equal(tensor, state[key]) for key, tensor in memory.state_dict().items())


def test_where_none_are_wanted_nothing_is_kept() -> None:
    none, some = read(new_memory(0), range(0, 81, 10)), read(new_memory(), range(0, 81, 10))
    assert some.nbytes - none.nbytes == 2 * 2 * (16 * DIM * 4 + 8)
    assert some.state_dict().keys() - none.state_dict().keys() == {"past_queries.0", "past_lengths"}
    assert none._ring(0).past is None


def test_queries_of_half_precision_and_with_gradients_are_kept_in_float32() -> None:
    memory = new_memory(rows=1)
    for first in range(0, 40, 10):
        queries = QUERIES[:1, :, first : first + 10].to(torch.bfloat16).requires_grad_()
        with torch.autocast("cpu", dtype=torch.bfloat16), torch.inference_mode(first == 20):
            memory.search(queries, 2)
        memory.append(KEYS[:1, :, first : first + 10], KEYS[:1, :, first : first + 10])
    kept = sample(memory)
    assert (kept.dtype, kept.requires_grad) == (torch.float32, False)
    assert len(places(memory, 0, QUERIES.to(torch.bfloat16).float())) == len(kept) > 2


@pytest.mark.usefixtures("without_shape_checks")
def test_what_does_not_fit_is_refused() -> None:
    memory = read(new_memory(), [0, 10])
    with pytest.raises(BadInput, match="per_token=3 does not divide 10 queries"):
        memory.search(QUERIES[:, :, :10], 2, per_token=3)
    with pytest.raises(BadInput, match="first"):
        memory.search(QUERIES[:, :, :10], 2, first=torch.zeros(3, dtype=torch.int64))
