"""A replay gives a backend what the model gave it: it finds the same tokens as in a live run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from tiny_models import save_tiny_model
from tiny_pretrained import save_model
from tiny_traces import Search, documents, read, recording_of, same_searches, tiny_trace
from toy_queries import AskedCells, asked_cells

from memtrans.data.documents import TokenizedDocument
from memtrans.errors import UsageError
from memtrans.evaluation.evaluate import evaluate
from memtrans.evaluation.meter import SearchMeter
from memtrans.plugins import Registry
from memtrans.readers import open_reader
from memtrans.reading import DocumentsOfItsOwn, MemoryConfig, Reader, Reading
from memtrans.recording.record import record

pytestmark = pytest.mark.usefixtures("without_shape_checks")

MEMORIES = [
    MemoryConfig(capacity=48),
    MemoryConfig(capacity=500),
    MemoryConfig(capacity=48, backend="hnsw", options={"M": 4, "ef_search": 8}),
    MemoryConfig(capacity=500, backend="faiss-ivf-flat", options={"nprobe": 1, "nlist": 8}),
    MemoryConfig(capacity=48, backend="dial", options={"recall": 0.5}),
]
"""Some forget, and some do not."""

ASKED = MemoryConfig(capacity=48, backend="asked-cells")
"""An index that is built from past queries."""

PRETRAINED = {"window": 16, "step": 16, "sinks": 2, "neighbours": 8, "positions": "original"}


def check_all(live: Reader, trace: Path, asked: dict[str, Any], segment: int, rows: int = 1) -> None:
    replay = open_reader(trace)
    assert isinstance(replay, DocumentsOfItsOwn)
    reading = next(each for each in live.readings(asked, 300) if each.retrieves)
    for memory in MEMORIES:
        _, ours = read(replay, replay.readings({}, 300)[0], replay.documents, memory, segment=segment, rows=rows)
        _, theirs = read(live, reading, documents(), memory, segment=segment, rows=rows)
        assert len(ours) > 5
        assert same_searches(ours, theirs), memory


def given_by(
    reader: Reader, reading: Reading, texts: Sequence[TokenizedDocument], segment: int
) -> tuple[list[NDArray[np.float32]], list[Search]]:
    """The past queries that an index was given at each building, and what was found."""
    AskedCells.built.clear()
    _, found = read(reader, reading, texts, ASKED, segment=segment)
    return list(AskedCells.built), found


def check_asked(
    live: Reader, trace: Path, asked: dict[str, Any], pieces: int, segment: int, patch: pytest.MonkeyPatch
) -> None:
    """An index is given the same past queries live and in a replay, which may read in pieces of another length."""
    if pieces != segment:
        # What a recall probe keeps is then other queries, so when an index is trained again must not depend on it.
        patch.setattr(AskedCells, "PROBED", AskedCells.CELLS)
    installed = Registry([asked_cells()]).load()
    for module in ("memory.memory", "memory.past", "pretrained.attachment"):
        patch.setattr(f"memtrans.{module}.registry", lambda: installed)
    replay, (reading, *_) = open_reader(trace), [each for each in live.readings(asked, 300) if each.retrieves]
    assert isinstance(replay, DocumentsOfItsOwn)
    theirs, expected = given_by(live, reading, documents(), segment)
    ours, found = given_by(replay, replay.readings({}, 300)[0], replay.documents, pieces)
    assert sum(len(queries) > 4 for queries in theirs) > 2
    assert len(ours) >= len(theirs)
    assert all(np.array_equal(one, other) for one, other in zip(ours, theirs))
    assert pieces != segment or same_searches(found, expected)
    if asked and pieces != segment:  # a pretrained model goes by steps of its own, however its calls are cut
        again, _ = given_by(live, reading, documents(), pieces)
        assert [len(queries) for queries in again] == [len(queries) for queries in theirs]
        assert all(np.allclose(one, other, atol=1e-4) for one, other in zip(again, theirs))


@pytest.mark.parametrize("shape", [{}, {"kv_heads": 1}, {"xl_overlap": False}], ids=str)
@pytest.mark.parametrize("pieces", [16, 5])
def test_an_index_of_ours_is_given_the_same_past_queries(
    shape: dict[str, Any], pieces: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trace = tiny_trace(tmp_path, **shape)
    check_asked(open_reader(tmp_path / "model"), trace, {}, pieces, 16, monkeypatch)


@pytest.mark.parametrize("pieces", [32, 7])
def test_an_index_of_a_pretrained_model_is_given_the_same_past_queries(
    pieces: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, asked = save_model(tmp_path / "model"), {**PRETRAINED, "layers": [1]}
    record(recording_of(name, asked, segment=32), tmp_path / "T.h5")
    check_asked(open_reader(name), tmp_path / "T.h5", asked, pieces, 32, monkeypatch)


@pytest.mark.parametrize("shape", [{}, {"kv_heads": 1}, {"xl_overlap": False}], ids=str)
@pytest.mark.parametrize("rows", [1, 3])
def test_one_layer_of_ours_finds_what_it_found_live(shape: dict[str, Any], rows: int, tmp_path: Path) -> None:
    trace = tiny_trace(tmp_path, **shape)
    check_all(open_reader(tmp_path / "model"), trace, {}, segment=16, rows=rows)


@pytest.mark.parametrize("positions", ["original", "fixed"])
@pytest.mark.parametrize("rows", [1, 3])
def test_one_layer_of_a_pretrained_model_finds_what_it_found_live(positions: str, rows: int, tmp_path: Path) -> None:
    name = save_model(tmp_path / "model")
    asked = {**PRETRAINED, "positions": positions, "layers": [1]}
    record(recording_of(name, asked, segment=32), tmp_path / "T.h5")
    check_all(open_reader(name), tmp_path / "T.h5", asked, segment=32, rows=rows)


@pytest.mark.parametrize("segment", [16, 32, 48])
def test_a_pretrained_model_is_replayed_in_its_steps_however_its_calls_are_cut(segment: int, tmp_path: Path) -> None:
    asked = {**PRETRAINED, "layers": [1]}
    record(recording_of(save_model(tmp_path / "model"), asked, segment=48), tmp_path / "T.h5")
    check_all(open_reader(tmp_path / "model"), tmp_path / "T.h5", asked, segment=segment)


@pytest.mark.parametrize("kind", ["ours", "pretrained"])
def test_several_layers_find_what_they_found_with_exact_search(kind: str, tmp_path: Path) -> None:
    """With other backends queries would depend on what the layers below had found."""
    if kind == "ours":
        name, asked, segment = save_tiny_model(tmp_path / "model", layers=3, memory_layers=(1, 2, 3)), {}, 16
    else:
        name, asked, segment = save_model(tmp_path / "model"), PRETRAINED, 32
    recording = recording_of(name, asked, segment=segment)
    manifest = record(recording, tmp_path / "T.h5")
    assert len(manifest.layers) == len(recording.reading.layers) > 1
    live, replay, memory = open_reader(name), open_reader(tmp_path / "T.h5"), MemoryConfig(capacity=8192)
    _, ours = read(replay, replay.readings({}, 300)[0], documents(), memory, segment=segment)
    _, theirs = read(live, recording.reading, documents(), memory, segment=segment)
    assert len(ours) > 5
    assert {search.layer for search in ours} == set(range(len(manifest.layers)))
    assert same_searches(sorted(ours, key=lambda s: s.layer), sorted(theirs, key=lambda s: s.layer))


def test_the_meter_says_the_same_of_a_replay(tmp_path: Path) -> None:
    """Recall by layer, head and document, mass recall, output error and bytes: all but the times."""
    trace = tiny_trace(tmp_path, layers=3, memory_layers=(1, 3))
    told = []
    for reader in (open_reader(tmp_path / "model"), open_reader(trace)):
        reading = reader.readings({}, 300)[0]
        meter = SearchMeter(reader.memory_scales(reading))
        memory = MemoryConfig(capacity=8192)
        read_by(reader, reading, memory, meter)
        told.append({key: value for key, value in meter.summary(4).items() if "_ms" not in key})
    assert told[0] == told[1]
    assert len(told[0]["head_recall"]) == 2


def read_by(reader: Reader, reading: Reading, memory: MemoryConfig, meter: SearchMeter) -> None:
    evaluate(
        reader,
        documents(),
        reading,
        memory,
        segment=16,
        rows=1,
        threads=1,
        observe=lambda segment: meter.attribute(segment.documents),
        observer_of=meter.observer_of,
    )


@pytest.mark.parametrize("shape", [{}, {"kv_heads": 1}, {"xl_overlap": False}], ids=str)
@pytest.mark.parametrize(("dtype", "most"), [("float32", 1e-6), ("float16", 1e-2), ("bfloat16", 1e-1)])
def test_with_what_the_memory_layer_was_given_losses_are_those_of_a_live_run(
    shape: dict[str, Any], dtype: str, most: float, tmp_path: Path
) -> None:
    trace = tiny_trace(tmp_path, residual=True, dtype=dtype, layers=3, **shape)
    live, replay = open_reader(tmp_path / "model"), open_reader(trace)
    for memory in MEMORIES[2:]:
        ours, found = read(replay, replay.readings({}, 300)[0], documents(), memory, rows=2)
        theirs, expected = read(live, live.readings({}, 300)[0], documents(), memory, rows=2)
        assert ours.total_nats / ours.tokens == pytest.approx(theirs.total_nats / theirs.tokens, abs=most)
        if dtype == "float32":
            assert same_searches(found, expected)
            assert all(np.allclose(one, other, atol=1e-5) for one, other in zip(ours.nats, theirs.nats))


def test_losses_in_other_segments_than_the_recorded_are_refused(tmp_path: Path) -> None:
    reader = open_reader(tiny_trace(tmp_path, residual=True))
    with pytest.raises(UsageError, match=r"recorded in segments of 16, .* leave out segment=32"):
        read(reader, reader.readings({}, 300)[0], documents(), MEMORIES[0], segment=32)


def test_without_the_model_losses_are_not_known(tmp_path: Path) -> None:
    trace = tiny_trace(tmp_path, residual=True)
    (tmp_path / "model").rename(tmp_path / "elsewhere")
    reader = open_reader(trace)
    result, _ = read(reader, reader.readings({}, 300)[0], documents(), MemoryConfig(capacity=48))
    assert not result.foretold
    assert result.summary()["perplexity"] is None
    assert all(bool(torch.tensor(nats).isnan().all()) for nats in result.nats)


def test_another_model_than_the_manifest_says_is_refused(tmp_path: Path) -> None:
    trace = tiny_trace(tmp_path, residual=True)
    (tmp_path / "model").rename(tmp_path / "elsewhere")
    save_tiny_model(tmp_path / "model", seed=1)
    with pytest.raises(UsageError, match=r"recorded from a model with fingerprint \w{12}, and .* has \w{12}; record"):
        open_reader(trace)


def test_a_trace_reads_its_own_documents_and_only_as_it_was_recorded(tmp_path: Path) -> None:
    reader = open_reader(tiny_trace(tmp_path))
    reading = reader.readings({}, 300)[0]
    with pytest.raises(UsageError, match=r"was asked for other tokens than it has of 0\.txt"):
        read(reader, reading, documents(seed=1), MemoryConfig(capacity=48))
    with pytest.raises(UsageError, match="is read as it was recorded, so it has no 'window'; leave out 'window'"):
        reader.readings({"window": 5}, 300)
    with pytest.raises(UsageError, match="knows only how its model read with a memory"):
        reader.begin(reading, MemoryConfig(capacity=0), 1)
    with pytest.raises(UsageError, match="brings its documents as tokens"):
        reader.tokenizer.encode("a")


@pytest.mark.parametrize("heads", [[1], [0, 1]])
def test_a_part_of_the_heads_and_layers_is_a_trace_of_that_part(heads: list[int], tmp_path: Path) -> None:
    name = save_tiny_model(tmp_path / "model", layers=3, memory_layers=(1, 3))
    trace = tmp_path / "T.h5"
    recording = recording_of(name, layers=[3], heads=heads)
    record(recording, trace)
    live, replay, memory = open_reader(name), open_reader(trace), MemoryConfig(capacity=8192)
    _, ours = read(replay, replay.readings({}, 300)[0], documents(), memory)
    _, theirs = read(live, recording.reading, documents(), memory)
    expected = [
        search._replace(layer=0, positions=search.positions[:, heads]) for search in theirs if search.layer == 1
    ]
    assert len(ours) > 5
    assert same_searches(ours, expected)
