"""What does a recall cost a pretrained model, by the number of layers that remember, and which recall tells?

    memtrans compare benchmarks/configs/pretrained/law.yaml --out benchmarks/results/pretrained/law
    memtrans compare benchmarks/configs/pretrained/law-indexes.yaml --out benchmarks/results/pretrained/law-indexes
    python -m benchmarks.law

`dial` misses the same share in every layer; real indexes miss what they miss. Intervals are over documents.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.predict_loss.run import across_configurations
from memtrans.comparison.differences import Row, difference, is_baseline, is_done
from memtrans.comparison.results import Results
from memtrans.comparison.table import interval
from memtrans.files import write_atomically
from memtrans.plugins import registry
from memtrans.tuning.report import in_words

RESULTS = Path(__file__).parent / "results"
OURS = RESULTS / "predict_loss" / "result.json"
PREDICTORS = {"recall": "recall@k", "mass_recall": "mass recall"}
SCORES = {"rank": "rank correlation", "line": "R² of a line"}

HEAD = """\
# What a recall costs a pretrained model

Made by `python -m benchmarks.law` from the comparisons of `benchmarks/configs/pretrained/law.yaml` and
`law-indexes.yaml`: SmolLM2-135M reads beginnings of formal theories with a window of 128 tokens, the first four, and
the best 32 pairs of a memory of 1,024. Δ is nats per token against exact search with memories in the same layers.
"""

SENTENCE = """\
Recall of neighbours says next to nothing of what is lost where the ways to miss differ; the share of softmax mass that
was found orders them far better, on this model and on ours. Among real indexes, which miss alike, either tells.
Withholding the three best of 32 costs most of what the memory gives, the ten worst nothing that can be measured."""


def page(law: Sequence[Row], indexes: Sequence[Row], ours: Sequence[dict[str, Any]], draws: int = 1000) -> str:
    """Δ by layers that remember; indexes beside the dial; which recall predicts Δ here and on our model."""
    parts = [HEAD, _read(law), "", "## By layers that remember", "", *by_layers(law)]
    everywhere = [*in_all_layers(law), *(row for row in indexes if not is_baseline(row))]
    parts += ["", "## Indexes, memories in all layers", "", *placed(everywhere)]
    found = list(across_configurations(everywhere, draws))
    parts += [
        "",
        "## Which recall tells",
        "",
        SENTENCE,
        "",
        *predicted({"SmolLM2-135M": found, "our 2.2M model": list(ours)}),
    ]
    return "\n".join(parts) + "\n"


def _read(rows: Sequence[Row]) -> str:
    tokens = rows[0]["document_tokens"]
    return f"{len(tokens)} documents of {max(tokens):,} tokens, of which no default was chosen."


def in_all_layers(rows: Sequence[Row]) -> list[Row]:
    most = max(len(row["layers"]) for row in rows)
    return [row for row in rows if len(row["layers"]) == most]


def by_layers(rows: Sequence[Row]) -> list[str]:
    """A line for each set of layers, a column for each recall of the dial."""
    sets = dict.fromkeys(tuple(row["layers"]) for row in rows)
    recalls = sorted({row["options"]["recall"] for row in rows if row["backend"] == "dial"}, reverse=True)
    lines = [
        "| layers | exact search, nats | " + " | ".join(f"Δ at recall {recall} [95%]" for recall in recalls) + " |",
        "|---|---:|" + "---:|" * len(recalls),
    ]
    for layers in sets:
        own = [row for row in rows if tuple(row["layers"]) == layers]
        base = next(row for row in own if is_baseline(row))
        cells = []
        for recall in recalls:
            row = next((row for row in own if row["options"].get("recall") == recall), None)
            cells.append("–" if row is None else _delta(row, base))
        nats = sum(base["document_nats"]) / sum(base["document_tokens"])
        named = f"{len(layers)}" if len(layers) > 1 else f"1 (layer {layers[0]})"
        lines.append(f"| {named} | {nats:.4f} | {' | '.join(cells)} |")
    return lines


def placed(rows: Sequence[Row]) -> list[str]:
    """Every way to miss something, the costliest last."""
    base = next(row for row in rows if is_baseline(row))
    lines = ["| backend | recall@32 | mass recall | Δ nats [95%] |", "|---|---:|---:|---:|"]
    missing = [row for row in rows if not is_baseline(row)]
    for row in sorted(missing, key=lambda row: difference(row, base).nats):
        named = f"{row['backend']} {in_words(_asked(row))}".strip()
        lines.append(f"| {named} | {row['recall']:.3f} | {row['mass_recall']:.3f} | {_delta(row, base)} |")
    return lines


def _asked(row: Row) -> dict[str, Any]:
    """Options that are not at their defaults, and the dial's, which has none to go by."""
    defaults = {} if row["backend"] == "dial" else registry().resolve_options(row["backend"], {}).model_dump()
    return {name: value for name, value in row["options"].items() if name not in defaults or defaults[name] != value}


def predicted(stages: dict[str, Sequence[dict[str, Any]]]) -> list[str]:
    """How well each recall predicts Δ across configurations, on each stage."""
    lines = [
        "| model | points | count | predictor | " + " | ".join(SCORES.values()) + " |",
        "|---|---|---:|---|" + "---:|" * len(SCORES),
    ]
    for model, found in stages.items():
        for each in found:
            for predictor, named in PREDICTORS.items():
                cells = [_estimate(each["scores"][f"{predictor}.{score}"]) for score in SCORES]
                lines.append(f"| {model} | {each['points']} | {each['count']} | {named} | {' | '.join(cells)} |")
    return lines


def _estimate(estimate: dict[str, float | None]) -> str:
    if estimate["value"] is None:
        return "–"
    return f"{estimate['value']:.3f} [{estimate['low']:.3f}, {estimate['high']:.3f}]"


def _delta(row: Row, base: Row) -> str:
    found = difference(row, base)
    return f"{found.nats:+.4f}{interval(found.low, found.high, found.approximate, '+.4f')}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--results", type=Path, default=RESULTS / "pretrained")
    arguments = parser.parse_args()
    law, indexes = (
        [row for row in Results(arguments.results / name).all() if is_done(row) and row["memory"]]
        for name in ("law", "law-indexes")
    )
    report = page(law, indexes, json.loads(OURS.read_text(encoding="utf-8"))["across"])
    write_atomically(arguments.results / "law.md", report)
    print(report)


if __name__ == "__main__":
    main()
