"""The measurement of prefill runs on a tiny model, and its page adds up."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from tiny_pretrained import tiny

from benchmarks.prefill import crossover, systems
from benchmarks.prefill.report import make_report
from benchmarks.prefill.systems import EXACT, STEP, Part, Reading, System


@pytest.fixture
def reading() -> Reading:
    return Reading(tiny("llama", max_position_embeddings=4096), System(EXACT, {"memory": 700}))


def test_parts_of_a_step_are_all_of_it(reading: Reading) -> None:
    tokens = torch.arange(4 * STEP) % 100
    reading.fill(tokens[: 3 * STEP])
    parts = reading.read(tokens[3 * STEP :])
    assert all(seconds > 0 for seconds in parts.values())
    assert sum(seconds for part, seconds in parts.items() if part != Part.ALL) == pytest.approx(parts[Part.ALL])
    assert set(reading.cache.memories) == {0, 1}  # type: ignore[union-attr]  # the layers of the tiny model


def test_full_attention_has_no_memory() -> None:
    full = Reading(tiny("llama", max_position_embeddings=4096), System("full attention", None))
    parts = full.read(torch.arange(STEP) % 100)
    assert parts[Part.ALL] == parts[Part.REST] > 0
    assert parts[Part.SEARCH] == parts[Part.WRITE] == 0


def test_retrieving_is_compared_with_attending_to_everything(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crossover, "LAYER", 1)
    reading.fill(torch.arange(4 * STEP) % 100)
    found = crossover.measure_crossover([reading], [256, 1024])
    assert set(found) == {"everything", *crossover.BACKENDS}
    assert all(milliseconds > 0 for by_size in found.values() for milliseconds in by_size.values())


def test_the_page_says_what_is_met(tmp_path: Path) -> None:
    names = [each.name for each in systems.systems(7168)]
    seconds = {name: {part.value: 1.0 for part in Part} for name in names}
    seconds[EXACT][Part.ALL.value] = 4.0
    measured = {
        "model": "smollm2-135m",
        "pairs": 7168,
        "step": STEP,
        "steps": 3,
        "seconds": seconds,
        "crossover": {"everything": {8192: 10.0}, "exact": {8192: 20.0}},
        "environment": {"processor": "a processor"},
    }
    page = make_report(measured)
    assert f"{EXACT}: 0.25 of the baseline's tokens per second, goal 0.35: missed" in page
    assert "exact, 10 layers: 1.00 of the baseline's tokens per second, goal 0.6: met" in page
    assert "| exact | 20 |" in page
