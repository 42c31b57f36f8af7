"""The result of `predict_loss` as Markdown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

NAMES = {
    "recall": "recall@k",
    "mass_recall": "mass recall",
    "gain": "mass recall gains",
    "best_found": "was the nearest found?",
}
ACROSS = {"rank": "rank correlation", "line": "R² of a line", "monotone": "R² of a rising curve"}
WITHIN = {
    "rank": "rank correlation with Δ",
    "line": "R² of a line",
    "size rank": "rank correlation with \\|Δ\\|",
    "size line": "R² of a line to \\|Δ\\|",
}

MEANS = "mean Δ: recall@k, mass recall, nearest found"

INTRODUCTION = """\
# Which recall predicts the change in loss?

Δ is the loss with a backend minus the loss with exact search on the same tokens, in nats. Each score says how well
1 − recall predicts it, with a 95% bootstrap interval over documents; the gain is the paired difference of the two lines
above it: above 0, mass recall predicts better.
"""


def report(result: dict[str, Any]) -> str:
    machine = result["environment"]
    packages = ", ".join(f"{name} {number}" for name, number in machine["packages"].items())
    return (
        f"{INTRODUCTION}\n## Across configurations\n\n"
        "A point is a configuration: its mean Δ against its mean recall.\n\n"
        + _table(("points", "count"), ACROSS, result["across"])
        + "\n## Within a configuration\n\n"
        "A point is a token that searched a memory, or a segment of tokens: "
        f"{result['documents']} theories, {result['tokens']:,} tokens, memory {result['memory']:,}, every query "
        "judged; a token's recall is the mean over its heads.\n\n"
        + _table(("configuration", MEANS, "unit"), WITHIN, map(_described, result["within"]))
        + f"\n{machine['processor']}, threads: {machine['threads']}, Python {machine['python']}, {packages}.\n"
    )


def _described(row: dict[str, Any]) -> dict[str, Any]:
    options = "".join(f" {name}={value}" for name, value in row["options"].items())
    means = f"{row['delta_nats']:+.4f}: {row['recall']:.3f}, {row['mass_recall']:.3f}, {row['best_found']:.3f}"
    return {**row, "configuration": row["backend"] + options, MEANS: means}


def _table(facts: tuple[str, ...], scores: dict[str, str], rows: Iterable[dict[str, Any]]) -> str:
    heads = [*facts, "predictor", *scores.values()]
    lines = [_line(heads), "|" + "---|" * (len(facts) + 1) + "---:|" * len(scores)]
    for row in rows:
        scored = {key: name for key, name in NAMES.items() if f"{key}.{next(iter(scores))}" in row["scores"]}
        for number, (predictor, name) in enumerate(scored.items()):
            shown = [str(row[fact]) if number == 0 else "" for fact in facts]
            estimates = (row["scores"][f"{predictor}.{score}"] for score in scores)
            lines.append(_line([*shown, name, *(_shown(each, signed=predictor == "gain") for each in estimates)]))
    return "\n".join(lines) + "\n"


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _shown(estimate: dict[str, float | None], signed: bool) -> str:
    if estimate["value"] is None:
        return "–"
    form = "+.3f" if signed else ".3f"
    return f"{estimate['value']:{form}} [{estimate['low']:{form}}, {estimate['high']:{form}}]"
