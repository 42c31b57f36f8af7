from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from memtrans import Memory
from memtrans.evaluation.metrics import SearchMeter, judge, mass_recall, recall_at_k

NONE = -math.inf


def test_recall_counts_the_true_neighbours_that_were_found() -> None:
    truth = torch.tensor([[0.9, 0.8, 0.7, 0.6]])
    assert recall_at_k(torch.tensor([[0.9, 0.7, 0.1, NONE]]), truth).tolist() == [0.5]


def test_recall_credits_a_tie_with_the_last_true_neighbour() -> None:
    truth = torch.tensor([[0.9, 0.5]])
    assert recall_at_k(torch.tensor([[0.5, 0.9]]), truth).tolist() == [1.0]


def test_recall_of_a_half_empty_memory_can_be_one() -> None:
    truth = torch.tensor([[0.9, NONE, NONE]])
    assert recall_at_k(torch.tensor([[0.9, NONE, NONE]]), truth).tolist() == [1.0]


def test_recall_is_undefined_without_a_true_neighbour() -> None:
    nothing = torch.full((1, 3), NONE)
    assert math.isnan(recall_at_k(nothing, nothing).item())
    assert math.isnan(mass_recall(nothing, nothing, torch.ones(1)).item())


@given(st.lists(st.floats(-1, 1), min_size=1, max_size=12), st.data())
def test_mass_recall_is_the_share_of_the_exact_softmax(scores: list[float], data: st.DataObject) -> None:
    truth = sorted(scores, reverse=True)
    kept = data.draw(st.lists(st.sampled_from(range(len(truth))), unique=True))
    scale = data.draw(st.floats(0.1, 20))
    weights = [math.exp(scale * score) for score in truth]
    expected = sum(weights[i] for i in kept) / sum(weights)
    found = torch.tensor([[truth[i] if i in kept else NONE for i in range(len(truth))]])
    share = mass_recall(found, torch.tensor([truth]), torch.tensor([scale]))
    assert share.item() == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize(("drop", "best_found"), [("best", 0.0), ("last", 1.0), ("random", 0.5)])
def test_a_judgement_says_whether_the_nearest_was_found(drop: str, best_found: float) -> None:
    torch.manual_seed(0)
    memory = Memory(rows=2, heads=2, capacity=64, key_dim=8, backend="dial", options={"recall": 0.5, "drop": drop})
    memory.append(torch.randn(2, 2, 64, 8), torch.randn(2, 2, 64, 8))
    queries = torch.randn(2, 2, 300, 8)
    slots = memory.search(queries, 16)
    judged = judge(memory, 0, queries, slots, torch.full((2,), 4.0), torch.arange(300))
    assert float(judged.best_found.mean()) == pytest.approx(best_found, abs=0.05)
    assert float(judged.recall.mean()) == pytest.approx(0.5, abs=0.01)


def test_meter_finds_the_recall_that_the_dial_was_set_to() -> None:
    torch.manual_seed(0)
    meter = SearchMeter([torch.full((2,), 4.0)], every=1, queries=64)
    memory = Memory(rows=2, heads=2, capacity=256, key_dim=8, backend="dial", options={"recall": 0.5})
    memory.observer = meter
    memory.append(torch.randn(2, 2, 256, 8), torch.randn(2, 2, 256, 8))
    memory.search(torch.randn(2, 2, 64, 8), 32)
    assert np.mean(meter.recalls) == pytest.approx(0.5, abs=0.05)
    assert 0 < float(np.mean(meter.masses)) < 1
    assert len(meter.search_ms) == len(meter.write_ms) == 1


def test_meter_keeps_apart_what_it_was_told_belongs_to_different_documents() -> None:
    torch.manual_seed(0)
    meter = SearchMeter([torch.full((1,), 4.0)], every=1, queries=8)
    memory = Memory(rows=3, heads=1, capacity=64, key_dim=8, backend="dial", options={"recall": 0.5})
    memory.observer = meter
    memory.append(torch.randn(3, 1, 64, 8), torch.randn(3, 1, 64, 8))
    for documents in ([4, 0, 2], [4, 1, -1]):
        memory.search(torch.randn(3, 1, 8, 8), 16)
        meter.attribute(torch.tensor(documents))
    kept = {document: recalls for document, (recalls, _) in meter.by_document.items()}
    first, second = meter.recalls[:24], meter.recalls[24:]
    assert kept == {4: first[:8] + second[:8], 0: first[8:16], 2: first[16:], 1: second[8:16]}
    assert meter.by_document[1][1] == meter.masses[32:40]


def test_meter_scales_each_query_head_of_a_group_by_its_own_factor() -> None:
    """With two query heads on one list, the first half of the queries belongs to the first head."""
    torch.manual_seed(0)
    keys, queries = torch.randn(1, 1, 64, 8), torch.randn(1, 1, 8, 8)

    def mass(scales: list[float]) -> list[float]:
        meter = SearchMeter([torch.tensor(scales)], every=1, queries=8)
        memory = Memory(rows=1, heads=1, capacity=64, key_dim=8, backend="dial", options={"recall": 0.5})
        memory.observer = meter
        memory.append(keys, keys)
        memory.search(queries, 16)
        return meter.masses

    both, first = mass([0.01, 0.01]), mass([0.01, 5.0])
    assert both[:4] == first[:4]
    assert all(a != b for a, b in zip(both[4:], first[4:]))


def test_meter_keeps_the_largest_size_of_the_indexes() -> None:
    pytest.importorskip("hnswlib", reason="needs an index that holds keys of its own")
    torch.manual_seed(0)
    meter = SearchMeter([torch.full((1,), 4.0)], every=1)
    memory = Memory(rows=1, heads=1, capacity=1024, key_dim=8, backend="hnsw")
    memory.observer = meter
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
