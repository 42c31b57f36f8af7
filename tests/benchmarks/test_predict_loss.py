"""Which recall predicts the loss: the statistics against plainer ones, and a short run from end to end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.predict_loss import run, statistics

ROOT = Path(__file__).parents[2]
SEGMENT = 128

whole_numbers = st.lists(st.integers(-5, 5), min_size=2, max_size=12)


@given(whole_numbers)
def test_a_rank_counts_those_below_and_half_of_those_alike(numbers: list[int]) -> None:
    ranks = statistics.average_ranks(np.array(numbers, dtype=float))
    for number, rank in zip(numbers, ranks):
        below, alike = sum(x < number for x in numbers), sum(x == number for x in numbers)
        assert rank == below + (alike + 1) / 2


@given(whole_numbers, st.data())
def test_no_rising_curve_fits_better(numbers: list[int], data: st.DataObject) -> None:
    weights = np.array(data.draw(st.lists(st.integers(1, 4), min_size=len(numbers), max_size=len(numbers))), float)
    fit = statistics.rising_fit(np.array(numbers, float), weights)
    assert all(a <= b for a, b in pairwise(fit))
    rival = np.sort(data.draw(st.lists(st.floats(-6, 6), min_size=len(numbers), max_size=len(numbers))))
    for candidate in (rival, 0.9 * fit + 0.1 * rival, np.sort(numbers)):
        assert weights @ (fit - numbers) ** 2 <= weights @ (candidate - numbers) ** 2 + 1e-9


def test_scores_tell_a_law_from_none() -> None:
    x, noise = np.linspace(0, 1, 200), np.random.default_rng(0).normal(size=200)
    for score in (statistics.rank_correlation, statistics.explained_by_line, statistics.explained_by_monotone):
        assert score(x, 3 * x + 1) == pytest.approx(1)
        assert score(x, noise) < 0.15
    assert statistics.rank_correlation(x, -x) == pytest.approx(-1)
    assert statistics.explained_by_line(x, x**9) < 0.7 < statistics.explained_by_monotone(x, x**9)
    assert np.isnan(statistics.rank_correlation(np.ones(5), noise[:5])), "what does not vary predicts nothing"


def test_an_interval_covers_the_mean_and_unknown_numbers_stay_unknown() -> None:
    values = np.random.default_rng(1).normal(2.0, 1.0, 50)
    found = statistics.bootstrap(lambda drawn: {"mean": values[drawn].mean(), "no": float("nan")}, 50, 400)
    reach = 1.96 * values.std() / 50**0.5
    assert found["mean"]["low"] == pytest.approx(values.mean() - reach, abs=0.1)
    assert found["mean"]["high"] == pytest.approx(values.mean() + reach, abs=0.1)
    assert found["no"] == {"value": None, "low": None, "high": None}


def test_every_token_gets_the_recall_of_its_own_queries() -> None:
    """The dial drops by a query's content, so a token's recall does not depend on who is read beside it."""
    both = run.read_workload(2, 400)
    _, together = both.read("dial", {"recall": 0.4})
    for number, document in enumerate(both.documents):
        _, alone = run.Workload(both.checkpoint, [document]).read("dial", {"recall": 0.4})
        for key, kept in together.kept.items():
            assert len(kept[number]) == len(document.tokens)
            assert np.isnan(kept[number][:SEGMENT]).all(), "nothing was there to be searched"
            np.testing.assert_allclose(kept[number], alone.kept[key][0], atol=1e-4)
        assert np.nanmean(together.kept["recall"][number]) == pytest.approx(0.4, abs=0.02)
    _, exact = both.read("exact", {})
    assert {float(x) for x in exact.kept["recall"][0][SEGMENT:]} == {1.0}


def test_mass_recall_is_found_to_predict_better_where_it_does() -> None:
    rng = np.random.default_rng(0)
    tokens, exact = np.full(12, 100), rng.normal(300, 20, 12)

    def row(backend: str, recall: Any, mass: Any) -> dict[str, Any]:
        nats = exact + 40 * (1 - mass) * tokens / 100
        return {
            "status": "ok",
            "memory": 64,
            "backend": backend,
            "options": {},
            "documents": list(range(12)),
            "document_tokens": tokens.tolist(),
            "document_nats": nats.tolist(),
            "document_recall": recall.tolist(),
            "document_mass_recall": mass.tolist(),
        }

    rows = [row("exact", np.ones(12), np.ones(12))]
    rows += [row(name, rng.uniform(0.5, 1, 12), rng.uniform(0.5, 1, 12)) for name in 8 * ["dial", "hnsw"]]
    for found in run.across_configurations(rows, draws=50):
        assert found["scores"]["mass_recall.line"]["value"] == pytest.approx(1)
        assert found["scores"]["gain.rank"]["low"] > 0.1


def test_a_quick_run_writes_a_result_and_its_table(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "benchmarks.predict_loss.run", "--quick", "--out", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env={**os.environ, "OMP_NUM_THREADS": "1"})
    assert done.returncode == 0, done.stderr
    result = json.loads((tmp_path / "result.json").read_text(encoding="utf-8"))
    assert [group["points"] for group in result["across"]] == ["all", "recall dial", "real indexes"]
    assert {row["unit"] for row in result["within"]} == {"token", "segment"}
    assert (tmp_path / "table.md").read_text(encoding="utf-8").strip() == done.stdout.strip()
