"""What a backend answers, seen directly and through a memory."""

from __future__ import annotations

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from memtrans.errors import BadInput
from memtrans.testing.rules import require
from memtrans.testing.stream import Stream
from memtrans.testing.subject import Subject
from memtrans.testing.tap import TappedRegistry
from memtrans.testing.workloads import KINDS, gauss, unit


def possible(subject: Subject) -> None:
    make = subject.maker()

    @subject.effort(examples=10)
    @given(
        capacity=st.sampled_from([1, 7, 50, 700, 1500]),
        kind=st.sampled_from(list(KINDS)),
        steps=st.lists(st.tuples(st.booleans(), st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=5),
        k=st.integers(1, 40),
    )
    def live(capacity: int, kind: str, steps: list[tuple[bool, float, float]], k: int) -> None:
        stream = Stream(make, stores=2, capacity=capacity, threads=2)
        for step, (reset, first, second) in enumerate(steps):
            if reset:
                stream.reset([True, False])
            counts = [round(first * capacity), round(second * capacity)]
            stream.write(KINDS[kind](2, max(counts), 8, seed=step), counts)
            stream.search(gauss(2, 3, 8, seed=100 + step), min(k, capacity))

    live()


def bad_input(subject: Subject) -> None:
    memory = subject.memory()
    keys, queries = unit(2, 1, 4, 8, seed=0), unit(2, 1, 3, 8, seed=1)
    memory.append(keys, keys)
    taps = memory._plugins
    assert isinstance(taps, TappedRegistry)
    calls, before = taps.taps[0].calls, memory.state_dict()
    for bad in (torch.nan, torch.inf, -torch.inf):
        spoiled = keys.clone()
        spoiled[1, 0, 2, 3] = bad
        for arguments in ((spoiled, keys), (keys, spoiled)):
            with pytest.raises(BadInput):
                memory.append(*arguments)
        asked = queries.clone()
        asked[0, 0, 1, 5] = bad
        with pytest.raises(BadInput):
            memory.search(asked, 2)
    for arguments in ((keys[..., :7], keys), (keys[:1], keys[:1])):
        with pytest.raises(BadInput):
            memory.append(*arguments)
    for asked, k in ((queries[..., :7], 2), (queries, 0), (queries, -3)):
        with pytest.raises(BadInput):
            memory.search(asked, k)
    require(taps.taps[0].calls == calls, "bad input was handed on to the backend; the memory must refuse it first.")
    after = memory.state_dict()
    same = all(torch.equal(before[name], after[name]) for name in before)
    require(same, "input that was refused changed what the memory holds.")
