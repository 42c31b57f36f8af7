"""The table of what indexes cost a pretrained model: sums over the documents of all kinds, and pairs of like rows."""

from __future__ import annotations

from typing import Any

import pytest
from comparisons import cell

from benchmarks import live

TOKENS = {"proofs": [100, 300, 200], "code": [400, 100], "prose": [100, 200, 100]}
NATS = {"proofs": [200.0, 600.0, 300.0], "code": [400.0, 200.0], "prose": [300.0, 600.0, 300.0]}
TOTAL = sum(map(sum, TOKENS.values()))


def row(kind: str, backend: str, more: float = 0.0, reads: str = "memory", memory: int = 8192) -> dict[str, Any]:
    """more: nats per token."""
    return cell(backend, 2.0) | {
        "cell": f"{kind} {backend} {reads}",
        "backend": backend,
        "memory": memory,
        "options": {},
        "reads": reads,
        "documents": [f"{kind} {number}" for number in range(len(TOKENS[kind]))],
        "document_tokens": TOKENS[kind],
        "document_nats": [nats + more * tokens for nats, tokens in zip(NATS[kind], TOKENS[kind])],
        "recall": 0.9,
        "worst_layer_recall": 0.8 - more,
        "mass_recall": 0.95,
        "indexed_share": 0.5,
        "tokens_per_s": 100.0,
    }


def everything(cost: dict[str, float]) -> dict[str, list[dict[str, Any]]]:
    return {
        kind: [
            row(kind, "none", 0.5, "window+sinks", 0),
            row(kind, "exact"),
            row(kind, "hnsw", cost[kind]),
            row(kind, "scann", 0.02),
        ]
        for kind in TOKENS
    }


def test_a_cost_is_a_ratio_of_sums_over_all_documents() -> None:
    kinds = everything({"proofs": 0.01, "code": 0.0, "prose": -0.01})
    cost = live.costs(kinds, "hnsw")
    assert cost.nats == pytest.approx((0.01 * 600 - 0.01 * 400) / TOTAL)
    assert cost.low is not None
    assert cost.high is not None
    assert cost.low < cost.nats < cost.high
    assert cost.approximate, "eight documents"
    assert live.costs(kinds, "scann").nats == pytest.approx(0.02)


def test_the_page_tells_of_each_backend_on_how_many_documents_and_whether_it_is_within_the_goal() -> None:
    kinds = everything({"proofs": 0.01, "code": 0.0, "prose": -0.01})
    kinds["prose"] = [each for each in kinds["prose"] if each["backend"] != "scann"]
    page = live.page(kinds)
    assert "Read: 3 documents of formal proofs, 2 documents of code, 3 documents of prose" in page
    nats = sum(map(sum, NATS.values()))
    assert f"| window+sinks | 8 | {nats / TOTAL + 0.5:.4f} | | | | | | 100 |" in page
    assert f"| exact | 8 | {nats / TOTAL:.4f} | – | 0.900 | 0.800 | 0.950 | 50% | 100 |" in page
    assert f"| hnsw | 8 | {nats / TOTAL + 2 / TOTAL:.4f} | +0.0013 ≈[" in page
    assert "| scann | 5 | " in page
    assert "| hnsw | +0.0100 | +0.0000 | -0.0100 |" in page
    assert "| scann | +0.0200 | +0.0200 | – |" in page
    assert "- hnsw: +0.0013 nats, within 0.01 of exact search" in page
    assert "- scann: +0.0200 nats, beyond 0.01 of exact search" in page


def test_what_has_nothing_to_be_compared_with_is_left_out() -> None:
    kinds = everything(dict.fromkeys(TOKENS, 0.0))
    kinds["code"] = [each for each in kinds["code"] if each["backend"] != "exact"]
    assert "| hnsw | 6 | " in live.page(kinds)


def test_the_headline_is_sorted_by_cost_and_says_what_memory_is_worth() -> None:
    lines = live.headline(everything({"proofs": 0.01, "code": 0.0, "prose": -0.01})).splitlines()[2:]
    assert [line.split(" | ")[0] for line in lines] == ["| hnsw", "| scann", "| no memory: window and first tokens"]
    assert lines[0].startswith("| hnsw | 0.900 | 0.790 | 0.950 | 50% | +0.0013 ≈[")
    assert lines[2] == "| no memory: window and first tokens | | | | | +0.5000 ≈[+0.5000, +0.5000] |"


def test_the_readme_keeps_all_but_what_is_between_the_marks() -> None:
    begin, end = live.MARKS
    assert live.with_headline(f"a\n{begin}\nold\n{end}\nb\n", "new") == f"a\n{begin}\nnew\n{end}\nb\n"
    with pytest.raises(ValueError, match="the README has no"):
        live.with_headline(f"a {begin} b", "new")


def test_readme_and_page_are_made_of_the_committed_results() -> None:
    kinds = live.read_rows(live.RESULTS)
    readme = live.README.read_text(encoding="utf-8")
    assert live.with_headline(readme, live.headline(kinds)) == readme
    assert (live.RESULTS / "live.md").read_text(encoding="utf-8") == live.page(kinds)
