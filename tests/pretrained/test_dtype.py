"""The type that a model computes in, where it is not that of its weights."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from comparisons import compare, rows
from tiny_models import write_documents
from tiny_pretrained import save_model
from tiny_traces import documents, read, recording_of
from transformers import AutoModelForCausalLM

from memtrans.readers import open_reader
from memtrans.reading import MemoryConfig, Reader, Reading, fingerprint
from memtrans.recording.record import record

pytestmark = pytest.mark.usefixtures("without_shape_checks")

ASKED = {"reads": "memory", "window": 16, "step": 16, "sinks": 2, "neighbours": 8, "layers": [1]}


def reading_of(reader: Reader, **asked: Any) -> Reading:
    (reading,) = reader.readings({**ASKED, **asked}, 300)
    return reading


def nats(reader: Reader, reading: Reading) -> list[float]:
    result, _ = read(reader, reading, documents((100,)), MemoryConfig(capacity=48), segment=16)
    return [float(each) for each in np.concatenate(result.nats)]


def test_a_model_reads_as_one_that_is_stored_in_that_type(tmp_path: Path) -> None:
    half = save_model(tmp_path / "half", dtype=torch.bfloat16)
    single = save_model(tmp_path / "single")
    AutoModelForCausalLM.from_pretrained(half, dtype=torch.float32).save_pretrained(single)
    reader, wide = open_reader(half), open_reader(single)
    told = fingerprint(reader)
    as_stored, in_float32 = reading_of(reader), reading_of(reader, dtype="float32")
    rounded, expected = nats(reader, as_stored), nats(wide, reading_of(wide))
    assert nats(reader, in_float32) == expected != rounded
    assert fingerprint(reader) == told
    assert nats(reader, as_stored) == rounded


def test_what_was_rounded_for_one_reading_is_not_for_the_next(tmp_path: Path) -> None:
    reader = open_reader(save_model(tmp_path / "model"))
    first = nats(reader, reading_of(reader))
    told = fingerprint(reader)
    assert nats(reader, reading_of(reader, dtype="bfloat16")) != first
    assert fingerprint(reader) == told
    nats(reader, reading_of(reader, dtype="float16"))
    assert nats(reader, reading_of(reader)) == first


def test_a_trace_goes_on_in_the_type_that_it_was_recorded_in(tmp_path: Path) -> None:
    name = save_model(tmp_path / "model", dtype=torch.bfloat16)
    asked = {**ASKED, "dtype": "float32"}
    record(recording_of(name, asked, segment=16, residual=True), tmp_path / "T.h5")
    live, replay = open_reader(name), open_reader(tmp_path / "T.h5")
    memory = MemoryConfig(capacity=48)
    theirs, _ = read(live, reading_of(live, dtype="float32"), documents(), memory)
    ours, _ = read(replay, replay.readings({}, 300)[0], documents(), memory)
    assert ours.total_nats == pytest.approx(theirs.total_nats, rel=1e-6)


def test_cells_in_the_type_of_the_weights_stay_what_they_were(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save_model(tmp_path / "model", dtype=torch.bfloat16)
    write_documents(tmp_path / "documents", count=2)
    config = tmp_path / "compare.yaml"
    config.write_text(
        f"checkpoint: {tmp_path}/model\ndocuments: {{path: {tmp_path}/documents, max_tokens: 60}}\n"
        "memory: 0\nsegment: 16\nreading: {reads: [full, window], window: 16, step: 16}\n"
    )
    assert compare(config) == 0
    assert compare(config, "--set", "reading.dtype=[bfloat16, float32]") == 0
    told = capsys.readouterr()
    assert "4 cells, 2 of them finished before" in told.err
    assert " dtype " in told.out
    found = rows(config)
    assert [row["reading"].get("dtype") for row in found] == [None, None, "float32", "float32"]
    assert len({row["surroundings"] for row in found}) == 1
    assert compare(config, "--set", "reading.dtype=float64") == 2
    assert "dtype[0]='float64' is refused" in capsys.readouterr().err
