"""The page of what a recall costs: by layers that remember, indexes beside the dial, and which recall tells."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from comparisons import cell

from benchmarks import law
from memtrans.comparison.differences import is_done
from memtrans.comparison.results import Results

TOKENS = [100, 300, 200, 100, 100, 200]


def row(backend: str, options: dict[str, Any], recall: float, mass: float, cost: float, layers: int) -> dict[str, Any]:
    """cost: nats per token more than 2."""
    many = len(TOKENS)
    return cell(backend, 2.0) | {
        "options": options,
        "layers": list(range(layers)) if layers > 1 else [15],
        "documents": list("abcdef"),
        "document_tokens": TOKENS,
        "document_nats": [(2 + cost) * tokens for tokens in TOKENS],
        "recall": recall,
        "mass_recall": mass,
        "document_recall": [recall] * many,
        "document_mass_recall": [mass] * many,
    }


def rows() -> tuple[Sequence[dict[str, Any]], Sequence[dict[str, Any]]]:
    dialled = [
        row("dial", {"recall": recall, "drop": "random"}, recall, recall, (1 - recall) * layers / 100, layers)
        for layers in (30, 15, 1)
        for recall in (0.5, 0.9)
    ]
    exact = [row("exact", {}, 1.0, 1.0, 0.0, layers) for layers in (30, 15, 1)]
    costs = {("best", 0.7): (0.4, 0.18), ("last", 0.7): (0.97, 0.009), ("last", 0.5): (0.9, 0.03)}
    others = [
        row("dial", {"recall": recall, "drop": drop}, recall, mass, cost, 30)
        for (drop, recall), (mass, cost) in costs.items()
    ]
    return [*exact, *dialled], [exact[0], *others, row("scann", {}, 0.8, 0.8, 0.06, 30)]


def test_a_line_for_each_set_of_layers_and_every_way_to_miss_something() -> None:
    page = law.page(*rows(), ours=[], draws=20)
    assert "6 documents of 300 tokens" in page
    assert "| layers | exact search, nats | Δ at recall 0.9 [95%] | Δ at recall 0.5 [95%] |" in page
    assert "| 30 | 2.0000 | +0.0300 ≈[+0.0300, +0.0300] | +0.1500 ≈[+0.1500, +0.1500] |" in page
    assert "| 1 (layer 15) | 2.0000 | +0.0010 ≈[" in page
    placed = [line.split(" | ")[0] for line in page.splitlines() if line.startswith(("| dial", "| scann"))]
    assert placed == [
        "| dial recall=0.7 drop=last",
        "| dial recall=0.9 drop=random",
        "| dial recall=0.5 drop=last",
        "| scann",
        "| dial recall=0.5 drop=random",
        "| dial recall=0.7 drop=best",
    ]


def test_mass_recall_tells_what_recall_does_not() -> None:
    """Cost is 0.3 of the mass that is missed, whatever the recall is."""
    page = law.page(*rows(), ours=[], draws=20)
    lines = [line for line in page.splitlines() if line.startswith("| SmolLM2-135M | all | 6 |")]
    recall, mass = ([float(cell.split()[0]) for cell in line.split(" | ")[4:]] for line in lines)
    assert mass[1] > 0.95 > recall[1]


def test_our_models_figures_stand_beside() -> None:
    ours = json.loads(law.OURS.read_text(encoding="utf-8"))["across"]
    page = law.page(*rows(), ours=ours, draws=20)
    assert f"| our 2.2M model | real indexes | {ours[2]['count']} | mass recall | " in page


def test_the_page_is_made_of_the_committed_results() -> None:
    """All but intervals that are drawn, which take a while."""
    law_rows, indexes = (
        [row for row in Results(law.RESULTS / "pretrained" / name).all() if is_done(row) and row["memory"]]
        for name in ("law", "law-indexes")
    )
    page = (law.RESULTS / "pretrained" / "law.md").read_text(encoding="utf-8")
    assert "\n".join(law.by_layers(law_rows)) in page
    everywhere = [*law.in_all_layers(law_rows), *(row for row in indexes if row["backend"] != "exact")]
    assert "\n".join(law.placed(everywhere)) in page
