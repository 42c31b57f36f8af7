"""How much of the gap between a window and full attention does memory close, on a pretrained model?

    python -m benchmarks.gap.run [--results benchmarks/results/pretrained] [--out benchmarks/results/pretrained/gap.md]

Reads what `memtrans compare benchmarks/configs/pretrained/NAME.yaml --out benchmarks/results/pretrained/NAME` recorded.
The gap goes from window + sinks to full attention; a share of it is a ratio of sums over documents. Tokens that the
window and the step hold entirely are in both sums alike and change no share.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from memtrans.comparison.differences import Row, difference, is_done
from memtrans.comparison.plan import is_exact
from memtrans.comparison.results import Results
from memtrans.comparison.table import interval
from memtrans.evaluation.intervals import paired_interval
from memtrans.files import write_atomically

RESULTS = Path(__file__).parents[1] / "results" / "pretrained"
DOMAINS = {"hol-light": "formal proofs", "python-projects": "code", "essays": "prose"}
GOALS = {"original": 0.95, "fixed": 0.85}
LONG_GOAL = 0.4
"""Nats per token below window and sinks at four times the trained length."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--results", type=Path, default=RESULTS)
    parser.add_argument("--out", type=Path, default=RESULTS / "gap.md")
    arguments = parser.parse_args()
    domains = {name: read_rows(arguments.results / name) for name in DOMAINS}
    others = {name: read_rows(arguments.results / name) for name in ("long", "indexes")}
    parts = [HEAD, gap_table(domains), long_table(others["long"]), index_table(others["indexes"])]
    report = "\n".join(parts)
    write_atomically(arguments.out, report)
    print(report)


HEAD = """\
# What memory gives back to a pretrained model

Made by `python -m benchmarks.gap.run` from the comparisons beside this page; `benchmarks/configs/pretrained/` has their
configs. SmolLM2-135M-Instruct (its 4-bit weights, computed in bfloat16), nothing trained. Every document is read from
its first token on, in steps of 512, and what is remembered was written by the model that reads: exact search, top 32 of
up to 8,192 pairs, in all 30 layers, beside a window of 512 tokens and the first 4. `original`: keys as rotated;
`fixed`: keys without rotation, every query at one distance of 2,048. Nats per token over whole documents. The distance
was chosen on proofs and prose of the training splits; code is six projects of its training split, which served for no
choice, because only four are held out.
"""


def read_rows(folder: Path) -> list[Row]:
    return [row for row in Results(folder).all() if is_done(row)]


def _one(rows: Sequence[Row], reads: str, policy: str | None = None) -> Row | None:
    found = [row for row in rows if row["reads"] == reads and policy in (None, row["policy"])]
    return found[0] if found else None


def _nats(*rows: Row) -> float:
    """Per token, over the documents of all rows."""
    return float(sum(sum(row["document_nats"]) for row in rows) / sum(sum(row["document_tokens"]) for row in rows))


def gap_table(domains: dict[str, list[Row]]) -> str:
    lines = [
        "## 8,191 tokens: within the trained length",
        "",
        "| documents | window | window + sinks | memory, original | memory, fixed | full attention | share of the gap, "
        "original | share of the gap, fixed |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    groups = {f"{DOMAINS[name]} ({len(_documents(rows))})": [rows] for name, rows in domains.items() if rows}
    everything = [rows for rows in domains.values() if rows]
    groups[f"all ({sum(len(_documents(rows)) for rows in everything)})"] = everything
    for name, group in groups.items():
        lines.append(f"| {name} | " + " | ".join(_cells(group)) + " |")
    lines += ["", *_verdicts(everything)]
    return "\n".join(lines) + "\n"


def _documents(rows: Sequence[Row]) -> list[str]:
    return list(rows[0]["documents"])


KINDS = (("window", None), ("window+sinks", None), ("memory", "original"), ("memory", "fixed"), ("full", None))


def _cells(group: Sequence[Sequence[Row]]) -> list[str]:
    cells = []
    for reads, policy in KINDS:
        found = [row for rows in group if (row := _one(rows, reads, policy)) is not None]
        cells.append(f"{_nats(*found):.4f}" if len(found) == len(group) else "–")
    return cells + [_share_cell(group, policy) for policy in GOALS]


def share(group: Sequence[Sequence[Row]], policy: str) -> tuple[float, float | None, float | None, bool] | None:
    """Of the gap, with its interval over documents; None where a row is missing."""
    above, gap = [], []
    for rows in group:
        baseline, full, memory = _one(rows, "window+sinks"), _one(rows, "full"), _one(rows, "memory", policy)
        if baseline is None or full is None or memory is None:
            return None
        above.append(np.array(baseline["document_nats"]) - np.array(memory["document_nats"]))
        gap.append(np.array(baseline["document_nats"]) - np.array(full["document_nats"]))
    closed, whole = np.concatenate(above), np.concatenate(gap)
    # The interval of a ratio of sums, of which the gap of each document is the weight.
    return (float(closed.sum() / whole.sum()), *paired_interval(closed, whole))


def _share_cell(group: Sequence[Sequence[Row]], policy: str) -> str:
    found = share(group, policy)
    return "–" if found is None else f"{found[0]:.1%}{interval(*found[1:], '.1%')}"


def _verdicts(everything: Sequence[Sequence[Row]]) -> list[str]:
    said = []
    for policy, goal in GOALS.items():
        found = share(everything, policy)
        if found is not None:
            verdict = "met" if found[0] >= goal else "missed"
            said.append(f"- {policy}: {_share_cell(everything, policy)} of the gap, goal {goal:.0%}: {verdict}")
    return said


def long_table(rows: Sequence[Row]) -> str:
    baseline, memory = _one(rows, "window+sinks"), _one(rows, "memory")
    if baseline is None or memory is None:
        return ""
    lines = [
        "## 32,767 tokens: four times the trained length",
        "",
        "Nats per token of each document; the memory holds the last 8,192 pairs, at a fixed distance of 2,048.",
        "",
        "| document | window + sinks | memory | difference |",
        "|---|---:|---:|---:|",
    ]
    for name, tokens, before, after in zip(
        memory["documents"], memory["document_tokens"], baseline["document_nats"], memory["document_nats"]
    ):
        lines.append(f"| {name} | {before / tokens:.4f} | {after / tokens:.4f} | {(after - before) / tokens:+.4f} |")
    found = difference(memory, baseline)
    reach = interval(found.low, found.high, found.approximate, "+.4f")
    lines.append(f"| all | {_nats(baseline):.4f} | {_nats(memory):.4f} | {found.nats:+.4f}{reach} |")
    verdict = "met" if -found.nats >= LONG_GOAL else "missed"
    lines += ["", f"- {-found.nats:.4f} nats below window + sinks, goal {LONG_GOAL}: {verdict}"]
    return "\n".join(lines) + "\n"


def index_table(rows: Sequence[Row]) -> str:
    remembering = [row for row in rows if row["reads"] == "memory"]
    if not remembering:
        return ""
    lines = [
        "## What an index costs",
        "",
        "The first three documents of formal proofs above, keys as rotated, centred or not; Δ is to exact search with "
        "as many sinks. Without sinks a document's first tokens are in the memory, where an index has to find them.",
        "",
        "| sinks | backend | centred | recall@32 | worst layer | mass recall | nats | Δ nats |",
        "|---:|---|---|---:|---:|---:|---:|---:|",
    ]
    for row in remembering:
        centred = "" if is_exact(row["backend"]) else "yes" if row["options"].get("centre") else "no"
        delta = f"{row['delta_nats']:+.4f}" if row["backend"] != "exact" else "–"
        measured = [f"{row[key]:.3f}" for key in ("recall", "worst_layer_recall", "mass_recall")]
        cells = [str(row["sinks"]), row["backend"], centred, *measured, f"{_nats(row):.4f}", delta]
        lines.append("| " + " | ".join(cells) + " |")
    baseline = _one(rows, "window+sinks")
    lines += ["", f"- window + sinks, without a memory: {_nats(baseline):.4f} nats"] if baseline else []
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
