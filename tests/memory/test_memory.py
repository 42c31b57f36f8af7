"""The memory against a list of (key, value) per row."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from memories import Pair, pairs, queries, small
from torch import Tensor

from memtrans.errors import BadInput
from memtrans.memory import Memory


class MemoryAgainstLists(RuleBasedStateMachine):
    """Each row's document as a list of pairs; what can be retrieved is its tail."""

    @initialize(data=st.data())
    def begin(self, data: st.DataObject) -> None:
        def size(most: int, least: int = 1) -> int:
            return data.draw(st.integers(least, most))

        self.seed = 0
        self.settings: dict[str, Any] = {
            "rows": size(3),
            "heads": size(2),
            "layers": size(2),
            "key_dim": size(4, 3),
            "value_dim": size(2),
            "delay": data.draw(st.sampled_from([0, 0, 1, 3])),
            "dtype": data.draw(st.sampled_from([torch.float32, torch.bfloat16, torch.float16])),
            "threads": 1,
        }
        self.memory = Memory(capacity=size(7), **self.settings)
        self.lists: list[list[Pair]] = [[] for _ in range(self.memory.rows)]

    @rule(data=st.data())
    def append(self, data: st.DataObject) -> None:
        memory = self.memory
        n = data.draw(st.integers(0, 2 * memory.capacity + 2))
        valid = torch.tensor(data.draw(st.lists(st.booleans(), min_size=memory.rows * n, max_size=memory.rows * n)))
        valid = valid.view(memory.rows, n).bool()
        self.seed += 1
        keys, values = pairs(memory, n, self.seed)
        for row in range(memory.rows):
            for token in valid[row].nonzero().flatten().tolist():
                pair = keys[:, row, :, token].to(memory.dtype), values[:, row, :, token].to(memory.dtype)
                self.lists[row].append(pair)
        padding = ~valid[None, :, None, :, None]
        keys, values = keys.masked_fill(padding, torch.nan), values.masked_fill(padding, torch.inf)
        if memory.layers == 1:
            keys, values = keys[0], values[0]
        memory.append(keys, values, valid)
        for buffer in (keys, values, valid):
            buffer.fill_(1)

    @rule(data=st.data())
    def reset(self, data: st.DataObject) -> None:
        rows = data.draw(st.lists(st.booleans(), min_size=self.memory.rows, max_size=self.memory.rows))
        self.memory.reset(torch.tensor(rows))
        for row, ended in enumerate(rows):
            if ended:
                self.lists[row] = []

    @rule()
    def reset_all(self) -> None:
        self.memory.reset()
        self.lists = [[] for _ in self.lists]

    @rule()
    def save_and_load(self) -> None:
        twin = Memory(capacity=self.memory.capacity, **self.settings)
        twin.append(*pairs(twin, 3, seed=999))  # what a memory held before does not matter
        twin.load_state_dict(self.memory.state_dict())
        self.memory = twin

    @rule()
    def rebuild(self) -> None:
        self.memory.rebuild()

    @rule(capacity=st.integers(1, 9))
    def resize(self, capacity: int) -> None:
        kept = [self.held(row) for row in range(self.memory.rows)]
        self.memory = self.memory.resized(capacity)
        self.lists = kept

    def held(self, row: int) -> list[Pair]:
        """Retrievable and waiting pairs."""
        return self.lists[row][-(self.memory.capacity + self.memory.delay) :]

    def retrievable(self, row: int) -> range:
        last = max(0, len(self.lists[row]) - self.memory.delay)
        return range(max(0, last - self.memory.capacity), last)

    @invariant()
    def exactly_the_last_tokens_are_retrievable(self) -> None:
        memory = self.memory
        assert memory.lengths.tolist() == [len(self.retrievable(row)) for row in range(memory.rows)]
        for layer in range(memory.layers):
            found = memory.retrieve(queries(memory, 1), memory.capacity + 2, layer)
            assert torch.equal(found.found, found.slots != -1)
            positions = memory.positions(found.slots)
            for row in range(memory.rows):
                for head in range(memory.heads):
                    real = found.found[row, head, 0]
                    there = positions[row, head, 0][real].tolist()
                    assert sorted(there) == list(self.retrievable(row))
                    keys, values = found.keys[row, head, 0], found.values[row, head, 0]
                    for key, value, position in zip(keys[real], values[real], there):
                        assert torch.equal(key, self.lists[row][position][0][layer, head])
                        assert torch.equal(value, self.lists[row][position][1][layer, head])
                    assert not keys[~real].any()
                    assert not values[~real].any()

    @rule(k=st.integers(1, 12), n=st.integers(0, 3))
    def search(self, k: int, n: int) -> None:
        memory, asked = self.memory, queries(self.memory, n, self.seed)
        for layer in range(memory.layers):
            slots = memory.search(asked, k, layer)
            assert slots.shape == (memory.rows, memory.heads, n, k)
            assert torch.equal(slots, slots.sort(-1).values)
            positions = memory.positions(slots)
            for row, span in enumerate(map(self.retrievable, range(memory.rows))):
                for head in range(memory.heads):
                    for query, chosen in zip(asked[row, head].double(), positions[row, head].tolist()):
                        scores = {at: float(self.lists[row][at][0][layer, head].double() @ query) for at in span}
                        best = sorted(scores.values(), reverse=True)[:k]
                        got = sorted((scores[at] for at in chosen if at != -1), reverse=True)
                        assert got == pytest.approx(best, abs=1e-5)


TestMemoryAgainstLists = MemoryAgainstLists.TestCase
TestMemoryAgainstLists.settings = settings(max_examples=20, stateful_step_count=12)

BACKENDS: dict[str, dict[str, Any]] = {
    "exact": {},
    "faiss-ivf-flat": {"exact_below": 64, "nlist": 8, "nprobe": 8},
    "faiss-ivf-query": {"exact_below": 64, "nlist": 8, "nprobe": 8, "fewest_queries": 1},
    "faiss-flat": {},
    "scann": {"exact_below": 64},
    "hnsw": {"ef_search": 1024, "ef_construction": 200, "M": 32},
}
LIBRARY = {
    "faiss-ivf-flat": "faiss",
    "faiss-ivf-query": "faiss",
    "faiss-flat": "faiss",
    "scann": "scann",
    "hnsw": "hnswlib",
}


@pytest.mark.parametrize("name", BACKENDS)
def test_an_index_that_leaves_nothing_out_chooses_the_slots_of_exact_through_a_whole_life(name: str) -> None:
    if name in LIBRARY and find_spec(LIBRARY[name]) is None:
        pytest.skip(f"{LIBRARY[name]} is not installed")  # each library is an extra
    sizes: dict[str, Any] = {"rows": 2, "heads": 1, "capacity": 1100, "key_dim": 6}
    tested, exact = small(**sizes, backend=name, options=BACKENDS[name]), small(**sizes)

    def agree(step: int) -> None:
        asked = queries(tested, 12, step)
        torch.testing.assert_close(tested.search(asked, 5), exact.search(asked, 5), msg=f"{name}, step {step}")

    for step in range(7):
        keys, values = pairs(tested, 270, step)
        valid = torch.ones(2, 270, dtype=torch.bool)
        valid[1, step::2] = False
        for memory in (tested, exact):
            memory.append(keys, values, valid)
            if step == 5:
                memory.reset(torch.tensor([False, True]))
        agree(step)
    tested.rebuild()
    agree(100)
    twin = small(**sizes, backend=name, options=BACKENDS[name])
    twin.load_state_dict(tested.state_dict())
    tested = twin.resized(1300)
    exact = exact.resized(1300)
    for memory in (tested, exact):
        memory.append(*pairs(memory, 400, 200))
    agree(200)


def test_a_reset_row_is_a_new_row_and_the_others_are_untouched() -> None:
    used, new = small(delay=2), small(delay=2)
    for step in range(4):
        used.append(*pairs(used, 3, step))
    before = used.search(queries(used, 4), 9)
    used.reset(torch.tensor([True, False]))
    assert torch.equal(used.search(queries(used, 4), 9)[1], before[1])
    for step in range(10, 13):
        for memory in (used, new):
            memory.append(*pairs(memory, 2, step))
        after = [memory.retrieve(queries(memory, 4), 9) for memory in (used, new)]
        assert all(torch.equal(a[0], b[0]) for a, b in zip(*after))
    used.reset(torch.tensor([False, True]))
    new.reset(torch.tensor([False, True]))
    states = used.state_dict(), new.state_dict()
    assert all(torch.equal(states[0][name], states[1][name]) for name in states[0])


def test_rows_never_see_each_other() -> None:
    one, other = small(), small()
    keys, values = pairs(one, 7, 0)
    one.append(keys, values)
    valid = torch.tensor([[True] * 7, [True, False] * 3 + [True]])
    other.append(torch.cat([keys[:, :1], 9 * keys[:, 1:]], dim=1), values.neg(), valid)
    found = one.search(queries(one, 5), 4), other.search(queries(other, 5), 4)
    assert torch.equal(found[0][0], found[1][0])
    assert torch.equal(one.keys()[:2], other.keys()[:2])


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16, torch.float16])
def test_bytes_are_those_of_the_rings(dtype: torch.dtype) -> None:
    memory = small(capacity=10, value_dim=4, layers=3, delay=2, dtype=dtype)
    held = [memory.keys(layer) for layer in range(3)] + [memory.values(layer) for layer in range(3)]
    rings = sum(each.numel() * each.element_size() for each in held)
    assert memory.nbytes == rings * 12 // 10
    assert all(each.dtype == dtype for each in held)


def test_nothing_in_a_memory_is_differentiable() -> None:
    memory = small()
    keys, values = (each.requires_grad_() for each in pairs(memory, 4, 0))
    memory.append(keys, values)
    found = memory.retrieve(queries(memory, 2).requires_grad_(), 3)
    assert not any(each.requires_grad for each in (found.keys, found.values, memory.keys(), memory.values()))


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16, torch.float16])
def test_autocast_around_it_changes_nothing(dtype: torch.dtype) -> None:
    def live() -> dict[str, Tensor]:
        memory = small(delay=2, dtype=dtype)
        memory.append(*pairs(memory, 8, 0))
        memory.search(queries(memory, 2), 3)
        memory.rebuild()
        memory = memory.resized(4)
        memory.load_state_dict(memory.state_dict())
        memory.append(*pairs(memory, 3, 1))
        return memory.state_dict()

    expected = live()
    with torch.autocast("cpu", torch.bfloat16):
        got = live()
    assert all(torch.equal(expected[name], got[name]) for name in expected)


class Watcher:
    def __init__(self) -> None:
        self.seen: list[str] = []

    def searched(
        self, memory: Memory, layer: int, queries: Tensor, slots: Tensor, valid: Tensor, seconds: float
    ) -> None:
        assert seconds >= 0
        self.seen.append(f"searched {layer} {list(slots.shape)}")

    def wrote(self, seconds: float) -> None:
        assert seconds >= 0
        self.seen.append("wrote")


def test_an_observer_is_told_of_every_search_and_write() -> None:
    memory, watcher = small(layers=2), Watcher()
    memory.observer = watcher
    memory.append(*pairs(memory, 2, 0))
    memory.search(queries(memory, 3), 4, layer=1)
    assert watcher.seen == ["wrote", "searched 1 [2, 2, 3, 4]"]


def _peak_bytes(work: Callable[[], object]) -> int:
    """Most resident bytes while `work` runs, beyond those before it."""
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        pytest.skip("needs a kernel that counts the peak of a process anew")  # Linux lets a process do that

    def read(name: str) -> int:
        (line,) = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(name)]
        return int(line.split()[1]) * 1024

    before = read("VmRSS")
    kept = work()
    del kept
    return read("VmHWM") - before


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_resizing_holds_both_memories_and_no_third(dtype: torch.dtype) -> None:
    """Beside the old memory, which is there before, the new one and at most a layer of it."""
    memory = Memory(rows=2, heads=1, layers=3, capacity=2**15, key_dim=64, dtype=dtype)
    some = torch.ones(3, 2, 1, 2**13, 64)
    for _ in range(5):  # so that the ring has wrapped
        memory.append(some, some)
    new = 2 * memory.nbytes
    assert new // 3 < _peak_bytes(lambda: memory.resized(2**16)) < new + new // 3


def test_resizing_copies_what_waits() -> None:
    memory = Memory(rows=2, heads=1, capacity=4, key_dim=3, delay=2)
    keys = torch.arange(36.0).view(2, 1, 6, 3)
    memory.append(keys, keys)
    larger = memory.resized(9)
    memory.reset()
    larger.append(keys[:, :, :2] + 100, keys[:, :, :2] + 100)
    assert larger.lengths.tolist() == [6, 6]
    assert torch.equal(larger.keys()[:, :6], keys.squeeze(1))
    assert memory.lengths.tolist() == [0, 0]


def test_scored_keys_are_told_where_the_backend_tells() -> None:
    keys = torch.randn(1, 2, 90, 8, generator=torch.Generator().manual_seed(0))
    settings = {"rows": 1, "heads": 2, "capacity": 64, "key_dim": 8}
    exact, ivf, dial = (Memory(**settings, backend=name) for name in ("exact", "faiss-ivf-flat", "dial"))
    assert exact.scored(keys[:, :, :5], 4) == 0
    for memory in (exact, ivf, dial):
        memory.append(keys, keys)
    assert exact.scored(keys[:, :, :5], 4) == ivf.scored(keys[:, :, :5], 4) == 2 * 5 * 64
    assert dial.scored(keys[:, :, :5], 4) is None
    before = exact.stats()
    exact.scored(keys[:, :, :5], 4)
    assert exact.stats() == before
    with pytest.raises(BadInput):
        exact.scored(keys[:, :, :5, :3], 4)
