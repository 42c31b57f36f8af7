"""The table of intervals can be made, and what it says of the interval that is used is what was asked of it."""

from __future__ import annotations

import numpy as np

from benchmarks.intervals import run
from benchmarks.intervals.methods import METHODS


def test_the_interval_that_is_used_holds_what_was_measured() -> None:
    """With 8 documents: in the median of the populations, and in the least of them; the percentile one does not."""
    populations = list(run.read_populations(run.RESULTS))
    assert len(populations) > 20
    measured = run.measure(populations, 8, samples=150)
    coverage = {name: [each.coverage for each in outcomes] for name, outcomes in measured.items()}
    assert np.median(coverage[run.CHOSEN]) >= 0.93
    assert min(coverage[run.CHOSEN]) >= 0.80
    assert np.median(coverage["percentile bootstrap"]) < 0.90
    table = run.report(len(populations), 150, {8: measured})
    assert all(name in table for name in METHODS)


def test_every_method_is_right_about_many_equal_normal_documents() -> None:
    random = np.random.default_rng(0)
    differences, tokens = random.normal(0.3, 1, (400, 30)), np.ones((400, 30))
    for name, method in METHODS.items():
        low, high = method(differences, tokens)
        held = float(((low <= 0.3) & (high >= 0.3)).mean())
        assert 0.90 <= held <= 0.98, name


def test_populations_are_cells_that_differ_from_exact_search_of_their_size() -> None:
    for differences, tokens in run.read_populations(run.RESULTS):
        assert len(differences) == len(tokens) >= run.LEAST
        assert differences.any()
