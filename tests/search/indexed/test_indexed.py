from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from streams import Stream, Topics, unit

from memtrans.backend import BackendSpec, Capabilities, MemoryBackend, Ring
from memtrans.errors import MemtransError
from memtrans.options import CompressedOptions, Options, TrainedOptions
from memtrans.search.indexed import from_index
from memtrans.search.indexed.blocks import block_size
from memtrans.search.indexed.policy import RetrainPolicy
from memtrans.search.indexed.probe import INTERVAL, KEYS, NEW_KEYS, RecallProbe
from memtrans.search.topk import Scratch
from memtrans.search.workers import Workers

IN_PLACE = Capabilities(in_place=True)
TRAINED = Capabilities(in_place=True, trained=True, exact_below=200)
SEALED = Capabilities()


def backend(index: str, can: Capabilities, options: Options | None = None) -> Callable[[Ring], MemoryBackend]:
    spec = BackendSpec("toy", f"toy_indexes:{index}", Options, capabilities=can)
    return lambda ring: from_index(spec, options or Options(), ring)


@pytest.mark.parametrize("can", [IN_PLACE, TRAINED, SEALED], ids=["in place", "trained", "sealed"])
@given(st.data())
@settings(max_examples=25)
def test_exactly_the_last_keys_of_each_document_are_found(can: Capabilities, data: st.DataObject) -> None:
    capacity = data.draw(st.sampled_from([7, 300, 1024, 1500, 2600]))
    stores, k = 2, data.draw(st.integers(1, min(40, capacity)))
    stream = Stream(backend("Scan", can), stores=stores, capacity=capacity, dim=4, threads=2)
    torch.manual_seed(data.draw(st.integers(0, 99)))
    for _ in range(data.draw(st.integers(1, 7))):
        if data.draw(st.integers(0, 4)) == 0:
            stream.reset(data.draw(st.lists(st.booleans(), min_size=stores, max_size=stores)))
        counts = data.draw(st.lists(st.integers(0, capacity), min_size=stores, max_size=stores))
        stream.write(unit(stores, max(counts), 4), counts)
        assert stream.check(unit(stores, 3, 4), k) == 1.0
    again = stream.backend.search(queries := unit(stores, 5, 4), k).sort(2).values
    assert torch.equal(stream.restored().backend.search(queries, k).sort(2).values, again)


@pytest.mark.parametrize("can", [TRAINED, SEALED], ids=["trained", "sealed"])
def test_threads_change_nothing(can: Capabilities) -> None:
    def run(threads: int) -> list[torch.Tensor]:
        stream = Stream(backend("Cells", can), stores=3, capacity=1200, dim=6, threads=threads)
        found = []
        for step in range(12):
            stream.write(unit(3, 250, 6, seed=step), [250, 100, 180])
            found.append(stream.backend.search(unit(3, 300, 6, seed=100 + step), 5).sort(2).values)
        return found

    assert all(torch.equal(one, many) for one, many in zip(run(1), run(3)))


@pytest.mark.parametrize("can", [TRAINED, SEALED], ids=["trained", "sealed"])
def test_a_restored_backend_goes_on_like_another_restored_one(can: Capabilities) -> None:
    stream = Stream(backend("Cells", can), stores=2, capacity=1100, dim=6)
    for step in range(13):
        stream.write(unit(2, 170, 6, seed=step), [170, 90])
        stream.backend.search(unit(2, 20, 6, seed=50 + step), 5)
    twins = [stream.restored(), stream.restored()]
    for step in range(20, 40):
        for twin in twins:
            twin.write(unit(2, 170, 6, seed=step), [170, 90])
        one, other = (twin.backend.search(unit(2, 20, 6, seed=step), 5) for twin in twins)
        assert torch.equal(one, other)
    assert twins[0].backend.stats() == twins[1].backend.stats()


@pytest.mark.parametrize("can", [TRAINED, SEALED], ids=["trained", "sealed"])
def test_a_reset_store_is_like_new(can: Capabilities) -> None:
    used = Stream(backend("Cells", can), stores=2, capacity=1500, dim=32)
    for step in range(22):
        used.write(unit(2, 170, 32, seed=step))
        used.backend.search(unit(2, 20, 32, seed=step), 5)
    used.reset([True, False])
    before = len(used.backend.stats().events)
    new = Stream(backend("Cells", can), stores=2, capacity=1500, dim=32)
    topics = Topics(stores=2, dim=32, seed=4)
    for step in range(24):
        if step == 13:
            topics.shift()  # so that probes, whose turn comes every few writes, make a difference
        keys, queries = topics.draw(130), topics.draw(20)
        for stream in (used, new):
            stream.write(keys)
        if step > 3:  # before that a probe has no queries, unless it remembers those of the old document
            assert torch.equal(used.backend.search(queries, 5)[0], new.backend.search(queries, 5)[0])
    told = [event for event in used.backend.stats().events[before:] if event.store == 0]
    assert told == [event for event in new.backend.stats().events if event.store == 0]
    assert ("probe" in {event.kind for event in told}) is can.trained


def test_searching_leaves_no_trace() -> None:
    stream = Stream(backend("Cells", TRAINED), stores=1, capacity=600, dim=6)
    stream.write(unit(1, 600, 6, seed=0))
    queries = unit(1, 30, 6, seed=1)
    before, found = stream.backend.stats(), stream.backend.search(queries, 5)
    assert torch.equal(stream.backend.search(queries, 5), found)
    after = stream.backend.stats()
    assert (after.events, after.index_bytes, after.recall) == (before.events, before.index_bytes, before.recall)


@pytest.mark.parametrize(
    ("capacity", "size"), [(7, 7), (1024, 1024), (1500, 1024), (5001, 1251), (40000, 10000), (262144, 16384)]
)
def test_block_size(capacity: int, size: int) -> None:
    assert block_size(capacity) == size


@given(st.lists(st.integers(1, 1500), min_size=1, max_size=8))
@settings(max_examples=25)
def test_every_full_block_is_searched_through_its_index(counts: list[int]) -> None:
    stream = Stream(backend("Scan", SEALED), stores=1, capacity=2500, dim=2)
    written = 0
    for count in counts:
        stream.write(unit(1, count, 2))
        written += count
        before = stream.backend.stats()
        stream.backend.search(unit(1, 3, 2), 1)
        after = stream.backend.stats()
        length, head = min(written, 2500), written % 2500
        blocks = [range(1024), range(1024, 2048), range(2048, 2500)]
        sealed = sum(len(b) for b in blocks if b.stop <= length and not b.start < head < b.stop)
        assert after.keys_searched - before.keys_searched == 3 * length
        assert after.keys_indexed - before.keys_indexed == 3 * sealed
        assert after.index_bytes == 4 * 2 * sealed


def test_an_in_place_index_trains_at_its_size_at_doublings_and_with_age() -> None:
    stream = Stream(backend("Scan", TRAINED), stores=1, capacity=1000, dim=4)
    for _ in range(30):
        stream.write(unit(1, 100, 4))
    told = [(event.kind, event.keys) for event in stream.backend.stats().events]
    assert told == [("train", 200), ("double", 400), ("double", 800), ("age", 1000), ("age", 1000)]


def test_the_option_decides_from_which_size_on_an_index_is_used() -> None:
    options = TrainedOptions(exact_below=500)
    stream = Stream(backend("Scan", TRAINED, options), stores=1, capacity=1000, dim=4)
    for _ in range(6):
        stream.write(unit(1, 100, 4))
        stream.backend.search(unit(1, 1, 4), 1)
    assert [event.keys for event in stream.backend.stats().events] == [500]
    assert stream.backend.stats().keys_indexed == 500 + 600
    assert stream.backend.stats().indexed_share == 1100 / 2100


@pytest.mark.parametrize("can", [TRAINED, SEALED], ids=["trained", "sealed"])
def test_probes_measure_the_recall(can: Capabilities) -> None:
    stream = Stream(backend("Forgetful", can), stores=2, capacity=4096, dim=8)
    stream.write(unit(2, 4096, 8, seed=0))
    for step in range(40):
        stream.backend.search(unit(2, 50, 8, seed=step), 20)
        stream.write(unit(2, 60, 8, seed=step))
    recall = stream.backend.stats().recall
    share = 0.75 if can is SEALED else 1.0  # one of four blocks is open and searched exactly
    assert recall == pytest.approx(1 - 0.15 * share, abs=0.02)


def test_a_healthy_index_of_moderate_recall_is_not_retrained_by_noise() -> None:
    stream = Stream(backend("Forgetful", TRAINED), stores=4, capacity=2000, dim=8)
    for step in range(280):
        stream.write(unit(4, 5 if step else 210, 8, seed=step))
        stream.backend.search(unit(4, 64, 8, seed=1000 + step), 8)
    kinds = [event.kind for event in stream.backend.stats().events]
    assert "probe" not in kinds
    assert kinds.count("double") == 8
    assert 0.83 < (stream.backend.stats().recall or 0) < 0.87


def drift(can: Capabilities, replaced_at_once: int) -> tuple[float, list[float], Stream]:
    """Mean recall before the topics change, recall at each step after, and the stream."""
    topics = Topics(stores=2, dim=32, seed=3)
    stream = Stream(backend("Cells", can), stores=2, capacity=3000, dim=32)

    def step() -> float:
        recall = stream.check(topics.draw(16), 10)
        stream.write(topics.draw(100))
        return recall

    stream.write(topics.draw(2950))
    healthy = sum(step() for _ in range(5)) / 5
    topics.shift()
    stream.write(topics.draw(replaced_at_once))
    return healthy, [step() for _ in range(20)], stream


def test_after_an_abrupt_change_of_keys_recall_recovers_in_one_probe_and_one_training() -> None:
    healthy, recalls, stream = drift(TRAINED, replaced_at_once=1500)
    probes = [event for event in stream.backend.stats().events if event.kind == "probe"]
    assert recalls[0] < 0.8 * healthy, "the change was not felt, so nothing was tested"
    assert min(recalls[INTERVAL + 1 :]) > 0.85 * healthy
    assert [event.store for event in probes] == [0, 1]
    assert all((event.recall_after or 0) > (event.recall_before or 1) for event in probes)
    _, without, _ = drift(Capabilities(in_place=True, exact_below=200), replaced_at_once=1500)
    assert max(without) < 0.8 * healthy, "recall recovers by itself, so nothing was tested"


def test_a_probe_is_due_every_few_writes_and_when_many_keys_came() -> None:
    def due(capacity: int, *counts: int) -> list[int]:
        ring = Ring(torch.zeros(2, capacity, 2), torch.zeros(2, dtype=torch.int64))
        probe = RecallProbe(ring, Scratch(ring.device), Workers(1))
        told = [number for number, count in enumerate(counts, 1) if probe.is_due(1, count)]
        probe.forget([1])
        assert [number for number, count in enumerate(counts, 1) if probe.is_due(1, count)] == told
        return told

    assert due(9000, *[1] * 12) == [4, 8, 12]
    assert due(9000, *[NEW_KEYS] * 5) == [1, 2, 3, 4, 5]
    assert due(9000, *[NEW_KEYS // 2] * 6) == [2, 4, 6]
    assert due(9000, 1, NEW_KEYS, 1, 1, NEW_KEYS - 1, 1) == [2, 4, 6]
    assert due(2 * KEYS, *[NEW_KEYS] * 5) == [2, 4], "a smaller share of what is stored"
    assert due(2 * KEYS, *[1] * 17) == [8, 16]


@pytest.mark.parametrize("new_keys", [NEW_KEYS, 10**9])
def test_where_many_keys_are_written_at_a_time_an_index_that_fails_on_them_is_trained_at_once(
    new_keys: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("memtrans.search.indexed.probe.NEW_KEYS", new_keys)
    topics = Topics(stores=1, dim=64, seed=3)
    stream = Stream(backend("Cells", TRAINED), stores=1, capacity=20_000, dim=64)
    for step in range(6):
        if step == 5:
            topics.shift()
        stream.search(topics.draw(64), 10)
        stream.write(topics.draw(600))
    remedies = [event.keys for event in stream.backend.stats().events if event.kind == "probe"]
    assert remedies == ([3600] if new_keys == NEW_KEYS else [])


def test_while_new_keys_take_over_training_is_tried_again_until_it_helps() -> None:
    healthy, recalls, _ = drift(TRAINED, replaced_at_once=100)
    assert min(recalls[:6]) < 0.75 * healthy
    assert sum(recalls[12:]) / 8 > 0.8 * healthy


def test_an_index_that_training_cannot_help_is_left_alone() -> None:
    stream = Stream(backend("Foggy", TRAINED), stores=1, capacity=1000, dim=8)
    plain, foggy = unit(1, 400, 8, seed=0), unit(1, 4000, 8, seed=1)
    plain[..., 0], foggy[..., 0] = 0.0, 1.0
    stream.write(plain)
    for step in range(400):
        stream.write(foggy[:, 10 * step : 10 * step + 10])
        stream.backend.search(foggy[:, 10 * step : 10 * step + 10], 5)
    probes = [event for event in stream.backend.stats().events if event.kind == "probe"]
    assert 1 <= len(probes) <= 10


def test_retraining_that_does_not_help_waits_longer_and_longer() -> None:
    policy = RetrainPolicy(capacity=1000)
    policy.after_training(500, None)
    assert not policy.after_probe(0.9)
    retrained = []
    for probe in range(100):
        if policy.after_probe(0.3):
            retrained.append(probe)
            policy.after_remedy(500, 0.3, 0.3)
    gaps = [b - a for a, b in pairwise(retrained)]
    assert gaps[:5] == [1, 2, 4, 8, 16]
    assert set(gaps[5:]) == {16}


def test_compressed_indexes_are_asked_for_more_and_the_stored_keys_decide() -> None:
    recalls = []
    for oversample in (1, 4):
        options = CompressedOptions(exact_below=100, oversample=oversample)
        for can in (TRAINED, SEALED):
            stream = Stream(backend("Rough", can, options), stores=2, capacity=1024, dim=8)
            stream.write(unit(2, 1024, 8, seed=0))
            recalls.append(stream.check(unit(2, 50, 8, seed=1), 10))
    assert max(recalls[:2]) < 0.9
    assert min(recalls[2:]) > max(recalls[:2])


def test_impossible_ids_are_nothing() -> None:
    stream = Stream(backend("Careless", IN_PLACE), stores=1, capacity=50, dim=4)
    stream.write(unit(1, 30, 4))
    assert (stream.backend.search(unit(1, 6, 4), 10) == -1).sum() == 6 * 5
    stream.check(unit(1, 6, 4), 10)


def test_an_answer_of_the_wrong_shape_is_named() -> None:
    stream = Stream(backend("Narrow", IN_PLACE), stores=1, capacity=50, dim=4)
    stream.write(unit(1, 30, 4))
    with pytest.raises(MemtransError, match=r"'toy' .* 2 queries for 5 keys .*\(2, 4\).*\(2, 5\)"):
        stream.backend.search(unit(1, 2, 4), 5)


def test_an_answer_of_the_wrong_type_is_named() -> None:
    stream = Stream(backend("Truthful", IN_PLACE), stores=1, capacity=50, dim=4)
    stream.write(unit(1, 30, 4))
    with pytest.raises(MemtransError, match="Backend 'toy' answered with bool; an index returns whole numbers"):
        stream.backend.search(unit(1, 2, 4), 5)


@pytest.mark.parametrize("place", [True, False])
def test_a_serial_index_is_searched_by_one_at_a_time(place: bool) -> None:
    can = Capabilities(in_place=place, serial=True)
    stream = Stream(backend("Lonely", can), stores=1, capacity=1024, dim=4, threads=3)
    stream.write(unit(1, 1024, 4))
    assert stream.check(unit(1, 800, 4), 5) == 1.0
    with ThreadPoolExecutor(3) as callers:
        list(callers.map(lambda _: stream.backend.search(unit(1, 20, 4), 5), range(6)))


def test_stores_take_turns_at_being_trained() -> None:
    stores, n = 8, 20
    stream = Stream(backend("Scan", TRAINED), stores=stores, capacity=1000, dim=4)
    told: list[list[tuple[str, int]]] = []
    for _ in range(150):
        before = len(stream.backend.stats().events)
        stream.write(unit(stores, n, 4))
        told.append([(event.kind, event.store) for event in stream.backend.stats().events[before:]])
    assert max(map(len, told)) == 2, "turns are a sixteenth of 200 keys apart"
    for store in range(stores):
        kinds = [kind for events in told for kind, who in events if who == store]
        assert kinds[:2] == ["train", "double"]
        assert kinds.count("age") >= 1
    trained = [(when + 1) * n for when, events in enumerate(told) for kind, _ in events if kind == "train"]
    assert trained[0] == 200
    assert trained[-1] == 300
    doubled = [(when + 1) * n for when, events in enumerate(told) for kind, _ in events if kind == "double"]
    assert doubled[0] == 400


def test_a_ring_that_only_just_fits_an_index_trains_it_for_every_store() -> None:
    stream = Stream(backend("Scan", TRAINED), stores=8, capacity=210, dim=4)
    for _ in range(11):
        stream.write(unit(8, 20, 4))
    assert stream.backend.stats().event_counts["train"] == 8
