from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from memtrans import MemorizingTransformer, Memory, ModelConfig
from memtrans.data.segments import SegmentLoader
from memtrans.evaluation.meter import SearchMeter


def watched(meter: SearchMeter, **settings: Any) -> Memory:
    made = {"rows": 1, "heads": 1, "capacity": 64, "key_dim": 8, "backend": "dial", "options": {"recall": 0.5}}
    memory = Memory(**{**made, **settings})
    memory.observer = meter.observer_of(0)
    return memory


def fill(memory: Memory, n: int = 64) -> None:
    torch.manual_seed(0)
    shape = (memory.layers, memory.rows, memory.heads, n, memory.key_dim)
    memory.append(torch.randn(shape), torch.randn(shape))


def test_meter_finds_the_recall_that_the_dial_was_set_to() -> None:
    meter = SearchMeter([torch.full((2,), 4.0)], every=1, queries=64)
    memory = watched(meter, rows=2, heads=2, capacity=256)
    fill(memory, 256)
    memory.search(torch.randn(2, 2, 64, 8), 32)
    assert np.mean(meter.recalls) == pytest.approx(0.5, abs=0.05)
    assert 0 < float(np.mean(meter.masses)) < 1
    assert len(meter.search_ms) == len(meter.write_ms) == 1


def test_padding_is_not_judged() -> None:
    """A search that fails on padding only is perfect; one that fails on what is valid is not saved by padding."""
    meter = SearchMeter([torch.ones(1)], every=1)
    memory = watched(meter, rows=3, backend="exact", options={})
    fill(memory)
    queries, valid = torch.randn(3, 1, 40, 8), torch.arange(40).expand(3, -1) < torch.tensor([[40], [3], [0]])
    slots = memory.search(queries, 8, valid=valid)
    assert meter.recalls == [1.0] * (16 + 3)
    assert meter.masses == pytest.approx(meter.recalls)
    memory.observer.searched(memory, 0, queries, slots.masked_fill(valid[:, None, :, None], -1), valid, 0.0)
    assert meter.recalls[19:] == [0.0] * 19


def test_meter_keeps_apart_what_it_was_told_belongs_to_different_documents() -> None:
    meter = SearchMeter([torch.full((1,), 4.0)], every=1, queries=8)
    memory = watched(meter, rows=3)
    fill(memory)
    valid = torch.arange(8).expand(3, -1) < torch.tensor([[8], [8], [5]])
    for documents in ([4, 0, 2], [4, 1, -1]):
        memory.search(torch.randn(3, 1, 8, 8), 16, valid=valid)
        meter.attribute(torch.tensor(documents))
    kept = {document: each.recalls for document, each in meter.by_document.items()}
    first, second = meter.recalls[:21], meter.recalls[21:]
    assert kept == {4: first[:8] + second[:8], 0: first[8:16], 2: first[16:], 1: second[8:16]}
    assert meter.by_document[1].masses == meter.masses[29:37]


def test_meter_scales_each_query_head_of_a_group_by_its_own_factor() -> None:
    """With two query heads on one list, the first half of the queries belongs to the first head."""
    queries = torch.randn(1, 1, 8, 8, generator=torch.Generator().manual_seed(1))

    def mass(scales: list[float]) -> list[float]:
        meter = SearchMeter([torch.tensor(scales)], every=1, queries=8)
        memory = watched(meter)
        fill(memory)
        memory.search(queries, 16)
        return meter.masses

    both, first = mass([0.01, 0.01]), mass([0.01, 5.0])
    assert both[:4] == first[:4]
    assert all(a != b for a, b in zip(both[4:], first[4:]))


class Clocked:
    """Answers as told, without an index: a memory of layers whose searches take known times."""

    def __init__(self, layers: int) -> None:
        self.memory = Memory(rows=1, heads=1, capacity=8, key_dim=2, layers=layers)
        keys = torch.eye(2).view(1, 1, 1, 2, 2).expand(layers, -1, -1, -1, -1)
        self.memory.append(keys, keys)
        self.meter = SearchMeter([torch.ones(1)] * layers)
        self.watch = self.meter.observer_of(0)

    def search(self, layer: int, found: int, seconds: float) -> None:
        """One query whose nearest is in slot 0."""
        queries, valid = torch.tensor([[[[1.0, 0.0]]]]), torch.ones(1, 1, dtype=torch.bool)
        self.watch.searched(self.memory, layer, queries, torch.tensor([[[[found]]]]), valid, seconds)


def test_times_are_sums_over_the_layers_of_a_step() -> None:
    clocked = Clocked(layers=3)
    for step in range(20):
        for layer in range(3):
            clocked.search(layer, 0, (layer + 1) * 1e-3 if step else 1e-3)
        clocked.watch.wrote(5e-3)
    assert clocked.meter.search_ms == pytest.approx([3, *[6] * 19])
    assert clocked.meter.write_ms == pytest.approx([5] * 20)
    told = clocked.meter.summary(documents=1)
    assert told["search_ms_p50"] == pytest.approx(6)
    assert told["search_ms_p99"] == pytest.approx(6)
    assert told["search_ms_mean"] == pytest.approx((3 + 19 * 6) / 20)
    assert told["write_ms"] == pytest.approx(5)


def test_a_step_ends_where_a_layer_is_searched_again_too() -> None:
    """Recomputed activations, and a memory that is only read, search without a write between."""
    clocked = Clocked(layers=2)
    for _ in range(3):
        clocked.search(0, 0, 1e-3)
        clocked.search(1, 0, 2e-3)
    clocked.search(0, 0, 4e-3)
    assert clocked.meter.search_ms == pytest.approx([3, 3, 3, 4])


def test_every_layer_is_checked_and_recall_is_kept_for_each() -> None:
    """What one layer loses shows in its own recall, and by its share in the mean."""
    for layers in (1, 2, 3, 4):
        clocked = Clocked(layers)
        for _ in range(12):
            for layer in range(layers):
                clocked.search(layer, 1 if layer == 0 else 0, 1e-3)
            clocked.watch.wrote(0.0)
        told = clocked.meter.summary(documents=1)
        assert told["layer_recall"] == [0.0, *[1.0] * (layers - 1)]
        assert told["layer_mass_recall"] == [0.0, *[1.0] * (layers - 1)]
        assert told["recall"] == told["mass_recall"] == pytest.approx(1 - 1 / layers)
        assert all(len(each.recalls) == 4 + 2 for each in clocked.meter.by_layer.values())


@pytest.mark.parametrize("steps", [1, 2, 3, 5, 9])
def test_a_text_of_a_few_steps_has_a_recall(steps: int) -> None:
    clocked = Clocked(layers=2)
    for _ in range(steps):
        for layer in range(2):
            clocked.search(layer, 0, 1e-3)
        clocked.meter.attribute(torch.tensor([0]))
        clocked.watch.wrote(0.0)
    told = clocked.meter.summary(documents=2)
    assert told["recall"] == 1
    assert told["document_recall"] == [1, None]
    assert len(clocked.meter.by_layer[0].recalls) == {1: 1, 2: 2, 3: 3, 5: 4, 9: 5}[steps]


def test_what_was_never_searched_has_nothing_to_say() -> None:
    assert SearchMeter([torch.ones(1)]).summary(documents=3) == {}
    clocked = Clocked(layers=1)
    clocked.search(0, 0, 1e-3)
    assert clocked.meter.summary(documents=0)["write_ms"] is None


class Every:
    """The reference: recall of every query that stands at a token, found by a scan of the memory in double."""

    def __init__(self) -> None:
        self.valid: Tensor = torch.empty(0)
        self.recalls: list[float] = []

    def searched(
        self, memory: Memory, layer: int, queries: Tensor, slots: Tensor, valid: Tensor, seconds: float
    ) -> None:
        assert torch.equal(valid, self.valid.repeat(1, 2)), "two query heads share each list"
        for row, at in valid.nonzero().tolist():
            for head in range(memory.heads):
                stored = memory.keys(layer).view(memory.rows, memory.heads, -1, memory.key_dim)[row, head]
                length = int(memory.lengths[row])
                if length:
                    scores = stored[:length].double() @ queries[row, head, at].double()
                    best = set(scores.topk(min(slots.shape[-1], length)).indices.tolist())
                    self.recalls.append(len(best & set(slots[row, head, at].tolist())) / len(best))

    def wrote(self, seconds: float) -> None: ...


def test_recall_of_short_documents_is_that_of_their_own_tokens() -> None:
    """Six documents of a few segments in four rows: most of what is searched is padding or a row that has ended."""
    torch.manual_seed(0)
    config = ModelConfig(
        vocab_size=500, width=32, heads=4, kv_heads=2, layers=2, memory_layers=(1, 2), neighbours=4, xl_cache=0
    )
    model = MemorizingTransformer(config).eval()
    documents = [1 + torch.randperm(499)[:n].numpy() for n in (19, 19, 19, 19, 19, 3)]  # no token twice: no ties
    scales = model.memory_scales()

    def read(observer: Any) -> None:
        memory = model.new_memory(4, 64, backend="dial", options={"recall": 0.6}, threads=1)
        memory.observer, cache = observer, model.empty_cache(4)
        for step in SegmentLoader(documents, 4, 8, bos=0):
            memory.reset(step.starts)
            every.valid = step.valid
            output = model(step.tokens, memory, cache, step.starts, step.valid)
            memory.append(*output.new)
            cache = output.cache

    with torch.no_grad():
        meter, every = SearchMeter(scales, every=1, queries=10**6), Every()
        read(meter.observer_of(0))
        read(every)
    assert len(meter.recalls) == len(every.recalls)
    assert sorted(meter.recalls) == pytest.approx(sorted(every.recalls))


def test_meter_keeps_the_largest_size_of_the_indexes() -> None:
    pytest.importorskip("hnswlib", reason="needs an index that holds keys of its own")
    torch.manual_seed(0)
    meter = SearchMeter([torch.full((1,), 4.0)], every=1)
    memory = watched(meter, capacity=1024, backend="hnsw", options={})
    keys = torch.randn(1, 1, 1024, 8)
    memory.append(keys, keys)
    memory.search(keys[:, :, :4], 4)
    held = memory.stats().index_bytes
    memory.reset()
    memory.append(keys[:, :, :4], keys[:, :, :4])
    memory.search(keys[:, :, :4], 4)
    assert memory.stats().index_bytes == 0
    assert meter.index_bytes == held > 1024 * 8 * 4
    assert meter.index_bytes_per_token == held / 1024


def test_memories_of_single_layers_are_one_step() -> None:
    """Each layer writes before the next one searches; what the indexes hold is of all of them."""
    pytest.importorskip("hnswlib", reason="needs an index that holds keys of its own")
    torch.manual_seed(0)
    meter = SearchMeter([torch.ones(1)] * 2)
    memories = [Memory(rows=1, heads=1, capacity=64, key_dim=8, backend="hnsw") for _ in range(2)]
    for first, memory in enumerate(memories):
        memory.observer = meter.observer_of(first)
    for _ in range(4):
        for memory in memories:
            keys = torch.randn(1, 1, 16, 8)
            memory.search(keys, 4)
            memory.append(keys, keys)
        meter.attribute(torch.tensor([0]))
    for memory in memories:
        memory.search(keys, 4)
    held = sum(memory.stats().index_bytes for memory in memories)
    assert (len(meter.search_ms), len(meter.write_ms)) == (4, 4), "the first of five steps found nothing stored"
    assert meter.index_bytes == held > 0
    assert meter.index_bytes_per_token == pytest.approx(held / (2 * 64))
    assert sorted(meter.by_layer) == [0, 1]


def test_a_layer_counted_from_the_end_is_the_same_layer() -> None:
    meter = SearchMeter([torch.ones(1)] * 2)
    memory = watched(meter, layers=2)
    fill(memory)
    memory.search(torch.randn(1, 1, 3, 8), 4, layer=-1)
    assert list(meter.by_layer) == [1]
    assert math.isfinite(meter.recalls[0])


def test_the_share_of_keys_that_are_scored_is_all_of_them_for_a_scan_and_unknown_where_nobody_counts() -> None:
    shares = {}
    for backend in ("exact", "faiss-ivf-flat", "hnsw"):
        meter = SearchMeter([torch.ones(2)])
        options = {"exact_below": 64, "nlist": 16, "nprobe": 2} if backend == "faiss-ivf-flat" else {}
        memory = watched(meter, backend=backend, options=options, capacity=2048, heads=2)
        fill(memory, 1500)
        memory.search(torch.randn(1, 2, 40, 8, generator=torch.manual_seed(1)), k=4)
        shares[backend] = meter.summary(1)["scored_share"]
    assert shares["exact"] == 1
    assert 2 / 32 < shares["faiss-ivf-flat"] < 0.4
    assert shares["hnsw"] is None


def test_padding_scores_no_keys() -> None:
    meter = SearchMeter([torch.ones(1)])
    memory = watched(meter, backend="exact", options={})
    fill(memory)
    queries = torch.randn(1, 1, 3, 8)
    queries[:, :, 2] = torch.nan
    memory.search(queries, k=4, valid=torch.tensor([[True, True, False]]))
    assert meter.work == (2 * 64, 2 * 64)
