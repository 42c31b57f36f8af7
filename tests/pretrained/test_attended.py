"""What a layer with a memory attends to is what a slow reference in float64 says, however calls are cut."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from attended import Reader
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor

from memtrans.pretrained.cache import MemoryCache
from memtrans.pretrained.layer import MemoryLayer
from memtrans.pretrained.positions import Positions
from memtrans.pretrained.rotation import Rotation
from memtrans.pretrained.settings import Reach, Settings
from memtrans.pretrained.timeline import Timeline

KV, GROUP, DIM = 2, 2, 6


@dataclass
class Announced:
    """Tells a cache that it is called, as a model's hooks do."""

    cache: MemoryCache | None = None
    positions: Tensor | None = None
    mask: Tensor | None = None
    begun: bool = False


def new_cache(reader: Reader, calls: Announced, **changes: Any) -> MemoryCache:
    settings = Settings(
        **{
            "capacity": reader.capacity,
            "backend": "exact",
            "options": {},
            "dtype": torch.float32,
            "window": reader.window,
            "step": reader.step,
            "sinks": reader.sinks,
            "neighbours": reader.neighbours,
            "positions": Positions(reader.policy, reader.window, reader.distance, reader.group),
            "layers": (0,),
            "threads": 1,
            **changes,
        }
    )
    reach = Reach(settings, Timeline(reader.window, reader.step, reader.sinks), calls)
    rotation = Rotation(torch.tensor(reader.frequencies), reader.interleaved)
    calls.cache = MemoryCache([MemoryLayer(reach, 0, rotation)], reach)
    return calls.cache


@dataclass
class Text:
    """Queries, keys [rows, n, heads, dim] without positions, and which tokens are some."""

    valid: Tensor
    queries: Tensor
    keys: Tensor
    positions: Tensor

    @classmethod
    def drawn(cls, valid: Tensor, seed: int, offsets: Tensor | None = None) -> Text:
        random = torch.Generator().manual_seed(seed)
        rows, n = valid.shape
        queries = 2 * torch.randn(rows, n, KV * GROUP, DIM, generator=random)
        keys = torch.randn(rows, n, KV, DIM, generator=random)
        positions = (valid.cumsum(1) - 1).clamp(min=0) + (0 if offsets is None else offsets[:, None])
        return cls(valid, queries, keys, positions)

    def rotated(self, reader: Reader, x: Tensor) -> Tensor:
        """[rows, heads, n, dim] as a model hands them over."""
        rotation = [
            [[reader.rotated(head.numpy(), int(p)) for head in token] for token, p in zip(row, places)]
            for row, places in zip(x.double(), self.positions)
        ]
        return torch.tensor(np.array(rotation), dtype=torch.float32).transpose(1, 2)


def weights_of(reader: Reader, text: Text, cuts: list[int], cache: MemoryCache, calls: Announced) -> Tensor:
    """Attention weights [rows, heads, n, n] over the columns: each token's value is a 1 in a column of its own."""
    rows, n = text.valid.shape
    queries, keys = text.rotated(reader, text.queries), text.rotated(reader, text.keys)
    values = torch.eye(n).expand(rows, KV, n, n)
    edges, out = sorted({0, *cuts, n}), []
    layer = cache.layers[0]
    for begin, end in itertools.pairwise(edges):
        calls.begun, calls.positions = False, text.positions[:, begin:end]
        key, value = cache.update(keys[:, :, begin:end], values[:, :, begin:end], 0)
        given_ = (queries[:, :, begin:end], key, value, text.valid[:, begin:end])
        out.append(layer.attend(*given_, DIM**-0.5, reader.cap))
    return torch.cat(out, dim=1).transpose(1, 2)


def expected(reader: Reader, text: Text) -> Tensor:
    """The same by the reference; 0 for padding."""
    rows, n = text.valid.shape
    weights = torch.zeros(rows, KV * GROUP, n, n, dtype=torch.float64)
    for row in range(rows):
        columns = text.valid[row].nonzero().flatten()
        if len(columns):
            places = text.positions[row, columns].tolist()
            for head in range(KV * GROUP):
                queries = text.queries[row, columns, head].double().numpy()
                keys = text.keys[row, columns, head // GROUP].double().numpy()
                found = torch.from_numpy(reader.weights(queries, keys, places))
                weights[row, head][columns[:, None], columns] = found
    return weights


def check(reader: Reader, text: Text, cuts: list[int]) -> None:
    calls = Announced()
    got = weights_of(reader, text, cuts, new_cache(reader, calls), calls).double()
    got = got * text.valid[:, None, :, None]
    wanted = expected(reader, text)
    assert torch.equal(got > 1e-7, wanted > 1e-7), "tokens are attended to that should not be, or the reverse"
    assert (got - wanted).abs().max() < 2e-5


@st.composite
def readers(draw: st.DrawFn) -> Reader:
    step = draw(st.integers(1, 7))
    return Reader(
        window=draw(st.integers(0, 9)),
        step=step,
        sinks=draw(st.integers(0, min(step, 3))),
        capacity=draw(st.sampled_from([0, 1, 4, 11, 100])),
        neighbours=draw(st.sampled_from([1, 3, 100])),
        policy=draw(st.sampled_from(["original", "fixed", "group", "start"])),
        distance=draw(st.integers(0, 30)),
        group=draw(st.integers(1, 5)),
        frequencies=draw(st.sampled_from([(), (1.0,), (1.0, 0.1, 0.01), (-0.9, -0.2)])),
        interleaved=draw(st.booleans()),
        cap=draw(st.sampled_from([None, 1.5])),
    )


@st.composite
def paddings(draw: st.DrawFn) -> Tensor:
    """Rows that begin and end at different times, and one with holes."""
    rows, n = draw(st.integers(1, 3)), draw(st.integers(1, 30))
    valid = torch.zeros(rows, n, dtype=torch.bool)
    for row in range(rows):
        begin = draw(st.integers(0, n - 1))
        valid[row, begin : draw(st.integers(begin, n))] = True
    holes = torch.rand(rows, n, generator=torch.Generator().manual_seed(draw(st.integers(0, 9)))) < 0.2
    return valid & ~holes if draw(st.booleans()) else valid


@settings(max_examples=60)
@given(readers(), paddings(), st.integers(0, 99), st.lists(st.integers(1, 29), max_size=6))
def test_any_reader_any_padding_any_cuts(reader: Reader, valid: Tensor, seed: int, cuts: list[int]) -> None:
    text = Text.drawn(valid, seed, torch.tensor([0, 7, 100])[: len(valid)])
    check(reader, text, [cut for cut in cuts if cut < valid.shape[1]])


def test_token_by_token_over_many_steps() -> None:
    reader = Reader(window=5, step=4, sinks=2, capacity=9, neighbours=3, policy="fixed", distance=6, frequencies=(1.0,))
    text = Text.drawn(torch.ones(2, 40, dtype=torch.bool), 0)
    check(reader, text, list(range(40)))


def test_a_window_that_begins_among_the_sinks_finds_them_where_they_are() -> None:
    reader = Reader(window=3, step=4, sinks=3, capacity=9, neighbours=3, policy="start", frequencies=(1.0, 0.5))
    check(reader, Text.drawn(torch.ones(1, 12, dtype=torch.bool), 3), [])


def test_weights_of_everything_sum_to_one() -> None:
    reader = Reader(window=3, step=5, sinks=2, capacity=7, neighbours=4, policy="start", frequencies=(1.0, 0.3))
    calls, text = Announced(), Text.drawn(torch.ones(2, 31, dtype=torch.bool), 1)
    got = weights_of(reader, text, [4, 17], new_cache(reader, calls), calls)
    assert torch.allclose(got.sum(-1), torch.ones(()), atol=1e-6)
    assert bool((got.triu(1) == 0).all()), "a token saw a later one"


def test_a_row_that_begins_anew_in_the_middle_is_as_in_a_fresh_cache() -> None:
    reader = Reader(window=3, step=4, sinks=2, capacity=8, neighbours=3, policy="fixed", distance=5, frequencies=(1.0,))
    first, second = (Text.drawn(torch.ones(2, n, dtype=torch.bool), n) for n in (21, 18))
    calls = Announced()
    cache = new_cache(reader, calls)
    weights_of(reader, first, [9], cache, calls)
    cache.restart(torch.tensor([False, True]))
    assert cache.counts.tolist() == [21, 0]
    n = 18
    keys, queries = second.rotated(reader, second.keys), second.rotated(reader, second.queries)
    out = []
    for begin, end in ((0, 5), (5, n)):
        calls.begun, calls.positions = False, second.positions[:, begin:end]
        values = torch.eye(n).expand(2, KV, n, n)[:, :, begin:end]
        values = torch.nn.functional.pad(values, (0, 21 - n))
        key, value = cache.update(keys[:, :, begin:end], values, 0)
        valid = second.valid[:, begin:end]
        out.append(cache.layers[0].attend(queries[:, :, begin:end], key, value, valid, DIM**-0.5, None))
    got = torch.cat(out, dim=1).transpose(1, 2)[1, :, :, :n].double()
    assert (got - expected(reader, second)[1]).abs().max() < 2e-5
