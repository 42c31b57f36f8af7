"""What is said of a table: what is best, what memory gains, what is fast."""

from __future__ import annotations

import math
from typing import Any

import pytest
from comparisons import cell

from memtrans.comparison.meaning import say_what_it_means
from memtrans.comparison.names import Names
from memtrans.comparison.table import make_table


def said(*rows: dict[str, Any]) -> str:
    return say_what_it_means(rows, Names(rows))


def test_exact_search_is_best_unless_a_difference_can_be_seen() -> None:
    assert "4.00 with exact" in said(cell("other", 3.9999), cell("exact", 4.0))
    assert "3.98 with other" in said(cell("other", 3.98), cell("exact", 4.0))


def test_slower_is_not_called_fast() -> None:
    assert "other: 2.0x the speed of exact" in said(cell("other", 4.0, 5), cell("exact", 4.0, 10))
    assert "other: 30.0x the time of exact" in said(cell("other", 4.0, 300), cell("exact", 4.0, 10))


def test_means_are_added_and_never_a_median() -> None:
    """Half of the steps are fast, and the other half train: only the mean says what a step costs."""
    other = cell("other", 4.0, 50, search_ms_p50=1.0)
    assert "other: 5.0x the time of exact" in said(other, cell("exact", 4.0, 10, search_ms_p50=10.0))
    unknown = [row | {"search_ms_mean": None} for row in (other, cell("exact", 4.0))]
    assert "fastest" not in said(*unknown), "rows of an earlier version know medians only"


def test_models_with_other_tokenizers_are_ranked_by_bits_per_byte() -> None:
    """A token of the first stands for ten times as much text: its perplexity is twice as high, and it is better."""
    coarse = {"checkpoint": "coarse", "tokens": "others", "document_tokens": [2] * 6}
    nats = 2 * math.log(186)
    coarse |= {"document_nats": [nats] * 6, "bits_per_byte": nats / math.log(2) / 20}
    fine = cell("none", 88, checkpoint="fine")
    sentence = said(cell("exact", 186, **coarse), fine)
    assert f"Best: {nats / math.log(2) / 20:.4f} bits per byte with exact at memory 8 (coarse)" in sentence
    assert f"76.7% lower bits per byte than fine at memory 0 ({fine['bits_per_byte']:.4f})" in sentence
    assert "higher" not in sentence
    assert "Tokenizers differ" in sentence


def test_the_gain_has_an_interval_where_the_tokens_are_the_same() -> None:
    best = cell("exact", 4.0, document_nats=[13.0, 13.5, 14.0, 14.5, 13.0, 15.17])
    plain = cell("none", 5.0, checkpoint="plain", document_nats=[16.0] * 6)
    sentence = said(best, plain, cell("none", 4.5))
    share = 1 - math.exp((sum(best["document_nats"]) - 96) / 60)
    assert f"{share:.1%} lower \u2248[" in sentence
    assert "than plain at memory 0 (5.00)" in sentence
    assert "than the same model without memory (4.50)" in sentence
    few = [
        {**row, **{key: row[key][:5] for key in row if row[key] and key.startswith("document")}}
        for row in (best, plain)
    ]
    assert "\u2248[" not in said(*few), "five documents have no interval"


def test_a_model_that_diverged_is_no_overflow_and_no_page_of_digits() -> None:
    diverged = cell("exact", 8.2e307, document_nats=[1e5] * 6)
    sentence = said(diverged, cell("none", 5.0, checkpoint="plain"))
    assert "than plain at memory 0" in sentence
    assert "perplexity 8.20e+307 with exact" in sentence
    assert "| 8.200e+307 |" in make_table([diverged], Names([diverged]))


@pytest.mark.parametrize("worse", [0.5, -0.5])
def test_bounds_of_a_gain_are_in_order_and_hold_it(worse: float) -> None:
    plain = cell("none", 5.0, checkpoint="plain", document_nats=[16.0, 16.5, 15.5, 16.2, 15.8, 16.0])
    shifts = (0.9, 1.1, 1.0, 0.8, 1.2, 1.0)
    nats = [value + worse * shift for value, shift in zip(plain["document_nats"], shifts)]
    sentence = said(cell("exact", 4.0, document_nats=nats), plain)
    numbers = [float(part.strip("\u2248[],%")) for part in sentence.split() if part.strip("\u2248[],").endswith("%")]
    share, low, high = numbers
    assert low <= share <= high
    assert ("higher" if worse > 0 else "lower") in sentence
