"""What a memory refuses, from its user and from its backend."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import torch
from memories import pairs, queries, small
from torch import Tensor
from toy_plugins import TOY, registry_of

from memtrans.errors import BackendUnavailable, BadInput, UsageError


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"rows": 0}, "rows=0 is too small; a memory needs rows of at least 1"),
        ({"capacity": 0}, "capacity=0"),
        ({"key_dim": -1}, "key_dim=-1"),
        ({"value_dim": 0}, "value_dim=0"),
        ({"layers": 0}, "layers=0"),
        ({"delay": -1}, "delay=-1 is too small; a memory needs delay of at least 0"),
        ({"dtype": torch.int8}, r"dtype=torch.int8 cannot be stored; choose torch.float32"),
        ({"seed": -1}, "seed=-1 is out of range; choose one from 0 to"),
        ({"seed": 10**30}, "is out of range"),
        ({"options": {"scratch_mb": -1}}, "scratch_mb"),
        ({"options": {"scratch_md": 1}}, "Did you mean 'scratch_mb'"),
        ({"capacity": 10**13}, r"10,000,000,000,000 tokens x 2 rows needs 960000.0 GB.*choose at most [\d,]+ tokens"),
    ],
)
def test_a_memory_that_cannot_be_is_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        small(**changes)


def test_an_unknown_backend_is_answered_with_a_close_one() -> None:
    with pytest.raises(BackendUnavailable, match="Did you mean 'exact'"):
        small(backend="exakt")


@pytest.mark.parametrize("bad", [torch.nan, torch.inf, -torch.inf])
def test_numbers_that_are_not_finite_are_refused(bad: float) -> None:
    memory = small()
    keys, values = pairs(memory, 3, 0)
    for spoilt in (0, 1):
        tensors = [keys.clone(), values.clone()]
        tensors[spoilt][0, 1, 0, 2, 0] = bad
        with pytest.raises(BadInput, match=r"(keys|values) .*hold 1 NaN or Inf of 36 numbers.*finite numbers only"):
            memory.append(*tensors)
    asked = queries(memory, 3)
    asked[0, 0, 0, 0] = bad
    with pytest.raises(BadInput, match="queries hold 1 NaN or Inf"):
        memory.search(asked, 1)
    assert memory.lengths.tolist() == [0, 0], "what was refused has left no trace"


def test_what_overflows_the_storage_dtype_is_refused() -> None:
    memory = small(dtype=torch.float16)
    with pytest.raises(BadInput, match=r"keys \(stored as torch.float16\) hold 36 NaN or Inf.*overflow"):
        memory.append(torch.full((1, 2, 2, 3, 3), 1e5), torch.zeros(1, 2, 2, 3, 3))


def test_what_overflows_float32_is_refused() -> None:
    with pytest.raises(BadInput, match="queries hold 12 NaN or Inf"):
        small().search(torch.full((2, 2, 1, 3), 1e300, dtype=torch.float64), 1)


@pytest.mark.parametrize(
    ("k", "message"),
    [
        (0, "k=0 asks for nothing; k must be at least 1"),
        (-3, "k=-3 asks for nothing; k must be at least 1"),
        (2**63, r"k=9223372036854775808 needs .* GB, .* GB are free on cpu; ask for less"),
    ],
)
@pytest.mark.parametrize("asked", [0, 1])
def test_a_k_that_cannot_be_is_refused(k: int, message: str, asked: int) -> None:
    with pytest.raises(BadInput, match=message):
        small().search(torch.zeros(2, 2, asked, 3), k)


@pytest.mark.parametrize("layer", [2, -3])
def test_a_layer_that_is_not_there_is_refused(layer: int) -> None:
    memory = small(layers=2)
    with pytest.raises(BadInput, match=f"layer={layer} does not exist; choose one from 0 to 1"):
        memory.search(queries(memory, 1), 1, layer)


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (Tensor.to_sparse, "is a tensor of torch.sparse_coo; expected a dense one of real numbers"),
        (lambda x: x.to("meta"), "is on meta, the memory on cpu; move one of them"),
    ],
)
def test_tensors_of_another_kind_are_refused(spoil: Callable[[Tensor], Tensor], message: str) -> None:
    memory = small()
    keys, values = pairs(memory, 3, 0)
    for call in (
        lambda: memory.append(spoil(keys), values),
        lambda: memory.append(keys, spoil(values)),
        lambda: memory.search(spoil(queries(memory, 2)), 1),
    ):
        with pytest.raises(BadInput, match=message):
            call()


def test_wrong_sizes_are_refused() -> None:
    memory = small(layers=2)
    with pytest.raises(BadInput, match=r"queries has shape \[2, 2, 1, 4\]; expected \[2, 2, any, 3\]"):
        memory.search(torch.zeros(2, 2, 1, 4), 1)
    for wrong in [(1, 2, 2, 1, 3), (2, 3, 2, 1, 3), (2, 2, 1, 1, 3), (2, 2, 2, 1, 4)]:
        with pytest.raises(BadInput, match=r"keys has shape .*expected \[2, 2, 2, any, 3\]"):
            memory.append(torch.zeros(wrong), torch.zeros(wrong))
    with pytest.raises(BadInput, match="values has shape"):
        memory.append(torch.zeros(2, 2, 2, 1, 3), torch.zeros(2, 2, 2, 1, 5))
    with pytest.raises(BadInput, match=r"rows has shape \[3\]; expected \[2\]"):
        memory.reset(torch.ones(3, dtype=torch.bool))
    with pytest.raises(UsageError, match="capacity=0"):
        memory.resized(0)


def test_a_state_that_does_not_fit_is_refused_and_changes_nothing() -> None:
    memory, longer = small(delay=1), small(delay=1, capacity=9)
    for each in (memory, longer):
        each.append(*pairs(each, 8, 0))
    before = memory.state_dict()
    spoilt = {**before, "keys.0": before["keys.0"].index_fill(3, torch.tensor(0), torch.nan)}
    without = {name: each for name, each in before.items() if name != "values.0"}
    for state, message in [
        (longer.state_dict(), "keys.0 has shape"),
        (small(delay=2).state_dict(), "pending has shape"),
        (small().state_dict(), "'pending', 'pending_keys', 'pending_values'. missing or unexpected"),
        (without, "'values.0'. missing or unexpected"),
        (spoilt, "keys.0 hold 20 NaN or Inf"),
        ({**before, "written": -before["written"]}, r"written=\[-\d, -\d\] counts tokens"),
        ({**before, "keys.0": before["keys.0"].double()}, "keys.0 is of torch.float64, not torch.float32"),
        ({**before, "values.0": None}, "values.0 is of type NoneType; expected a torch tensor"),
    ]:
        with pytest.raises(BadInput, match=message):
            memory.load_state_dict(state)
        after = memory.state_dict()
        assert all(torch.equal(before[name], after[name]) for name in before)


class Impossible:
    """A backend that returns slots nobody wrote, and one slot twice."""

    def __init__(self, options: object, ring: object) -> None: ...

    def write(self, slots: Tensor, keys: Tensor) -> None: ...

    def reset(self, stores: Tensor) -> None: ...

    def stats(self) -> object: ...

    def search(self, queries: Tensor, k: int) -> Tensor:
        return torch.tensor([2, -5, 0, 99, 2]).expand(*queries.shape[:2], 5)


def test_what_a_backend_must_not_return_is_dropped_or_named() -> None:
    plugins = registry_of(replace(TOY, factory=f"{__name__}:Impossible"))
    memory = small(capacity=9, backend="toy", plugins=plugins)
    memory.append(*pairs(memory, 5, 0), torch.tensor([[True] * 5, [True, True, False, False, False]]))
    slots = memory.search(queries(memory, 1), 5)
    assert slots[0, 0, 0].tolist() == [-1, -1, -1, 0, 2]
    assert slots[1, 0, 0].tolist() == [-1, -1, -1, -1, 0]
    with pytest.raises(BadInput, match=r"slots from backend 'toy' has shape \[4, 1, 5\]; expected \[4, 1, 2\]"):
        memory.search(queries(memory, 1), 2)


class Answers(Impossible):
    """A backend that returns what a test wants of it."""

    answer: Any = None

    def search(self, queries: Tensor, k: int) -> Tensor:
        return Answers.answer


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (torch.ones(4, 1, 2, dtype=torch.bool), "is a tensor of torch.bool; expected torch.int64"),
        (torch.ones(4, 1, 2), "is a tensor of torch.float32; expected torch.int64"),
        (torch.ones(4, 1, 2, dtype=torch.int32), "is a tensor of torch.int32; expected torch.int64"),
        (torch.ones(4, 1, 2, dtype=torch.int64, device="meta"), "is on meta, the memory on cpu"),
        (torch.ones(4, 1, 2, dtype=torch.int64).to_sparse(), "is a tensor of torch.sparse_coo; expected a dense one"),
        ([[[0, 1]]] * 4, "is of type list; expected a torch tensor"),
        (None, "is of type NoneType"),
    ],
    ids=["bool", "float32", "int32", "meta", "sparse", "list", "None"],
)
def test_an_answer_of_another_type_is_refused(answer: Any, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Answers, "answer", answer)
    memory = small(backend="toy", plugins=registry_of(replace(TOY, factory=f"{__name__}:Answers")))
    memory.append(*pairs(memory, 2, 0))
    with pytest.raises(BadInput, match=f"slots from backend 'toy' {message}"):
        memory.search(queries(memory, 1), 2)


@pytest.mark.parametrize(
    ("device", "message"),
    [
        ("cuda:99", "device 'cuda:99' cannot be used here"),
        ("gpu", "device 'gpu' cannot be used here"),
        ("meta", "device 'meta' cannot be used here .it holds no numbers."),
        ("", "device '' cannot be used here"),
    ],
)
def test_a_device_that_is_not_there_is_refused(device: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        small(device=device)
