"""A program that feeds memories what nobody should: run it in a process of its own, for a library may take it along.

    python hostile_input.py EXAMPLES BACKEND...

Whatever is not refused with an error of memtrans must work. Prints the example and fails where anything else happens.
"""

from __future__ import annotations

import faulthandler
import math
import sys
from typing import Any

import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memtrans.errors import MemtransError
from memtrans.memory import Memory

OPTIONS: dict[str, dict[str, Any]] = {
    "binned": {"bins": 64},
    "faiss": {"factory": "IVF16,SQ8", "exact_below": 64},
    "faiss-ivf-flat": {"exact_below": 64},
    "faiss-ivf-pq": {"exact_below": 64, "bits": 4},
    "quest": {"page": 4, "budget": 32},
    "faiss-ivf-query": {"exact_below": 64, "fewest_queries": 1},
    "scann": {"exact_below": 64, "brute_force_up_to": 96},
}
"""With these an index answers although there are only a few hundred keys."""

ROWS, HEADS, DIM, CAPACITY = 2, 1, 8, 160

NUMBERS = st.sampled_from(
    [0.0, -0.0, 1e-45, 1e-30, 0.5, -1.0, 65504.0, -65504.0, 65520.0, 1e18, 1e20, 3e38, 1e300, math.nan, math.inf]
)
DTYPES = st.sampled_from(
    [torch.float32] * 4
    + [torch.float64, torch.float16, torch.bfloat16, torch.int64, torch.uint8, torch.bool, torch.complex64]
)
COUNTS = st.sampled_from([0, 1, 3, 40, 100, 161, 400])
NEIGHBOURS = st.sampled_from([1, 7, 160, 161, 5000, 0, -1, 10**9, 10**15, 2**63, True, 2.5, None])


@st.composite
def tensors(draw: st.DrawFn, rows: int, n: int, dim: int) -> Any:
    """Mostly keys as they should be, with one thing wrong or unusual."""
    random = torch.Generator().manual_seed(draw(st.integers(0, 9)))
    x = torch.randn(rows, HEADS, n, dim, generator=random, dtype=torch.float64)
    kind = draw(st.sampled_from(["plain"] * 4 + ["one", "one", "column", "row", "all", "equal", "cells"]))
    number = draw(NUMBERS)
    if x.numel():
        places = {"one": (-1, 0, -1, 0), "column": (..., 0), "row": (0,), "all": (...,)}
        if kind in places:
            x[places[kind]] = number
        elif kind == "equal":
            x[:] = x[:, :, :1].clone()
        elif kind == "cells":
            x = x.round()
    x = x.to(draw(DTYPES))
    form = draw(
        st.sampled_from(["plain"] * 6 + ["fortran", "strided", "expanded", "gradient", "sparse", "meta", "numpy"])
    )
    if form == "fortran":
        return x.transpose(2, 3).contiguous().transpose(2, 3)
    if form == "strided":
        return torch.cat([x, x], dim=3)[..., ::2]
    if form == "expanded" and n:
        return x[:, :, :1].expand(-1, -1, n, -1)
    if form == "gradient" and x.dtype.is_floating_point:
        return x.requires_grad_()
    if form == "sparse":
        return x.to_sparse()
    if form == "meta":
        return x.to("meta")
    return x.numpy() if form == "numpy" and x.dtype != torch.bfloat16 else x


def shape_of(data: st.DataObject) -> tuple[int, int]:
    """Rows and dimension, seldom the wrong ones."""
    return data.draw(st.sampled_from([ROWS] * 9 + [1, 0, 3])), data.draw(st.sampled_from([DIM] * 9 + [0, 1, 7, 9, 16]))


def append(memory: Memory, data: st.DataObject) -> None:
    rows, dim = shape_of(data)
    n = data.draw(COUNTS)
    keys, values = data.draw(tensors(rows, n, dim)), data.draw(tensors(rows, n, DIM))
    masks = [None, None, torch.ones(rows, n, dtype=torch.bool), torch.rand(rows, n) < 0.5, torch.ones(rows, n)]
    memory.append(keys, values, data.draw(st.sampled_from([*masks, torch.zeros(rows, n + 1, dtype=torch.bool)])))


def search(memory: Memory, data: st.DataObject) -> None:
    rows, dim = shape_of(data)
    queries = data.draw(tensors(rows, data.draw(st.sampled_from([0, 1, 5, 300])), dim))
    k, layer = data.draw(NEIGHBOURS), data.draw(st.sampled_from([0] * 9 + [1, -1, 7]))
    q = queries.shape[2]
    masks = [None, None, torch.ones(rows, q, dtype=torch.bool), torch.rand(rows, q) < 0.5, torch.ones(rows, q)]
    valid = data.draw(st.sampled_from([*masks, torch.zeros(rows, q + 1, dtype=torch.bool), [True] * rows]))
    found = memory.retrieve(queries, k, layer, valid)
    assert found.slots.shape == (*queries.shape[:3], k)
    assert bool((found.slots >= -1).all())
    assert bool((found.slots < memory.lengths.view(-1, 1, 1, 1)).all())


def reset(memory: Memory, data: st.DataObject) -> None:
    rows = [None, torch.tensor([True, False]), torch.tensor([1, 0]), torch.tensor([1.0, 0.0]), torch.zeros(3), [0]]
    memory.reset(data.draw(st.sampled_from(rows)))


def reload(memory: Memory, data: st.DataObject) -> None:
    state = memory.state_dict()
    name = data.draw(st.sampled_from(sorted(state)))
    form = data.draw(st.sampled_from(["as it was", "spoilt", "negative", "another dtype", "another shape", "nothing"]))
    if form == "spoilt" and state[name].is_floating_point() and state[name].numel():
        state[name].flatten()[-1] = torch.tensor(data.draw(NUMBERS)).to(state[name].dtype)
    changed: dict[str, Any] = {
        "negative": (-1 - state[name].double()).to(state[name].dtype),
        "another dtype": state[name].to(torch.float64),
        "another shape": state[name][:-1],
        "nothing": None,
    }
    memory.load_state_dict({**state, name: changed.get(form, state[name])})


def rebuild(memory: Memory, data: st.DataObject) -> None:
    memory.rebuild()
    memory.stats()


OPERATIONS = st.sampled_from([append] * 6 + [search] * 6 + [reset, reload, rebuild])


def feed(name: str, examples: int) -> None:
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=examples < 500,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def survive(data: st.DataObject) -> None:
        dtype = data.draw(st.sampled_from([torch.float32, torch.float32, torch.bfloat16, torch.float16]))
        memory = Memory(
            rows=ROWS,
            heads=HEADS,
            capacity=CAPACITY,
            key_dim=DIM,
            backend=name,
            options=OPTIONS.get(name, {}),
            dtype=dtype,
            delay=data.draw(st.sampled_from([0, 0, 5])),
            threads=data.draw(st.sampled_from([1, 1, 2])),
        )
        memory.append(*(torch.randn(2, ROWS, HEADS, data.draw(st.sampled_from([0, 100, 160])), DIM)))
        for _ in range(data.draw(st.integers(1, 6))):
            try:
                data.draw(OPERATIONS)(memory, data)
            except MemtransError:
                continue
        # Whatever came before, it still stores and finds.
        keys = torch.randn(ROWS, HEADS, 9, DIM)
        memory.append(keys, keys)
        assert bool((memory.search(keys, 4) >= -1).all())

    print(name, end=" ", flush=True)
    survive()
    print("survived", flush=True)


if __name__ == "__main__":
    faulthandler.enable()
    for backend in sys.argv[2:]:
        feed(backend, int(sys.argv[1]))
