"""Shares of a gap are ratios of sums over documents, and the page says of each goal whether it is met."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from comparisons import cell

from benchmarks.gap import run

TOKENS = [100, 300, 200, 100, 100, 400]
FULL = [100.0, 330.0, 210.0, 120.0, 90.0, 400.0]
GAP = [50.0, 90.0, 40.0, 10.0, 60.0, 200.0]


def row(reads: str, policy: str, left: list[float]) -> dict[str, Any]:
    """left: of each document's gap, the share that is not closed."""
    nats = [full + share * gap for full, share, gap in zip(FULL, left, GAP)]
    return cell("none", 2.0) | {
        "cell": f"{reads} {policy}",
        "reads": reads,
        "policy": policy,
        "documents": [f"document {number}" for number in range(len(TOKENS))],
        "document_tokens": TOKENS,
        "document_nats": nats,
    }


def rows(original: list[float]) -> list[dict[str, Any]]:
    return [
        row("full", "original", [0.0] * 6),
        row("window", "original", [2.0] * 6),
        row("window+sinks", "original", [1.0] * 6),
        row("memory", "original", original),
        row("memory", "fixed", [0.3] * 6),
    ]


def test_a_share_is_a_ratio_of_sums_with_an_interval_over_documents() -> None:
    left = [0.0, 0.0, 0.0, 0.0, 0.0, 0.1]
    share, low, high, approximate = run.share([rows(left)], "original") or (0, None, None, False)
    assert share == pytest.approx(1 - 0.1 * 200 / 450)
    assert low is not None
    assert high is not None
    assert low < share < high
    assert approximate
    assert run.share([rows(left)], "fixed") == pytest.approx((0.7, 0.7, 0.7, True)), (
        "documents that agree leave no doubt"
    )


def test_documents_of_several_folders_are_taken_together() -> None:
    together = run.share([rows([0.0] * 6), rows([0.2] * 6)], "original")
    assert together is not None
    assert together[0] == pytest.approx(0.9)
    assert run.share([rows([0.0] * 6), rows([0.0] * 6)[:3]], "original") is None, "one has not been measured"


def test_the_page_says_what_is_met(tmp_path: Path) -> None:
    long = [row("window+sinks", "fixed", [1.0] * 6), row("memory", "fixed", [0.1] * 6)]
    for name, given in {"hol-light": rows([0.02] * 6), "essays": rows([0.02] * 6), "long": long}.items():
        (tmp_path / name).mkdir()
        text = "".join(json.dumps(each) + "\n" for each in given)
        (tmp_path / name / "results.jsonl").write_text(text)
    domains = {name: run.read_rows(tmp_path / name) for name in run.DOMAINS}
    table = run.gap_table(domains)
    assert "| formal proofs (6) |" in table
    assert "| all (12) |" in table
    assert "original: 98.0% ≈[98.0%, 98.0%] of the gap, goal 95%: met" in table
    assert "fixed: 70.0% ≈[70.0%, 70.0%] of the gap, goal 85%: missed" in table
    said = run.long_table(run.read_rows(tmp_path / "long"))
    assert f"{0.9 * sum(GAP) / sum(TOKENS):.4f} nats below window + sinks, goal 0.4: missed" in said
