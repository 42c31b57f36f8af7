"""What indexes at their defaults cost a pretrained model, over documents of three kinds.

    for name in proofs code prose:
        memtrans compare benchmarks/configs/pretrained/live-NAME.yaml --out benchmarks/results/pretrained/live-NAME
    python -m benchmarks.live [--results benchmarks/results/pretrained] [--out benchmarks/results/pretrained/live.md]

The README's first table is written from the same rows, between its two marks.

Sums are over the documents of all that was measured; a backend that is not finished on one of them stands for the rest,
and the page says on how many documents.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from memtrans.comparison.differences import Difference, Row, is_baseline, is_done
from memtrans.comparison.results import Results
from memtrans.comparison.table import interval
from memtrans.evaluation.intervals import paired_interval
from memtrans.files import write_atomically

RESULTS = Path(__file__).parent / "results" / "pretrained"
KINDS = {"proofs": "formal proofs", "code": "code", "prose": "prose"}
WITHOUT = "window+sinks"
README = Path(__file__).parents[1] / "README.md"
MARKS = ("<!-- from benchmarks.live -->", "<!-- to here -->")
GOAL = 0.01
"""Nats per token that an index may cost."""

HEAD = """\
# What an index costs a pretrained model

Made by `python -m benchmarks.live` from the comparisons of `benchmarks/configs/pretrained/live-*.yaml`. Memories of
8,192 in all 30 layers of SmolLM2-135M-Instruct, computed in float32, the best 32 pairs a head retrieved, keys as
rotated, beside a window of 512 tokens and the first four; nothing trained. Every index at its defaults, which were
chosen on other documents. Δ is nats per token against exact search of the same documents, without an interval below 6
of them; tokens/s are of one thread on a machine that did other things too. Recall is of all searches, also those of
lists that are still short, which most indexes scan: `indexed` is the share of keys that an index answered for.
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--results", type=Path, default=RESULTS)
    parser.add_argument("--out", type=Path, default=RESULTS / "live.md")
    arguments = parser.parse_args()
    kinds = read_rows(arguments.results)
    report = page(kinds)
    write_atomically(arguments.out, report)
    write_atomically(README, with_headline(README.read_text(encoding="utf-8"), headline(kinds)))
    print(report)


def read_rows(results: Path) -> dict[str, list[Row]]:
    """Finished rows by kind of document."""
    folders = {kind: results / f"live-{kind}" for kind in KINDS}
    return {kind: [row for row in Results(folder).all() if is_done(row)] for kind, folder in folders.items()}


def page(kinds: dict[str, list[Row]]) -> str:
    """A line for each backend, over all documents; then Δ by kind of document."""
    names = list(dict.fromkeys(name_of(row) for rows in kinds.values() for row in rows if row["memory"]))
    parts = [
        HEAD,
        _read(kinds),
        "",
        *_table(kinds, names),
        "",
        "Δ nats by kind of document:",
        "",
        *_by_kind(kinds, names),
    ]
    return "\n".join([*parts, "", *_verdicts(kinds, names)]) + "\n"


def headline(kinds: dict[str, list[Row]]) -> str:
    """The README's table, the cheapest index first, and what all memory is worth."""
    names = dict.fromkeys(name_of(row) for rows in kinds.values() for row in rows if row["memory"])
    indexes = sorted((name for name in names if name != "exact"), key=lambda name: costs(kinds, name).nats)
    lines = [
        "| index at its defaults | recall@32 | worst layer | mass recall | indexed | Δ nats to exact search [95%] |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for name in indexes:
        delta, worst = costs(kinds, name), min(row["worst_layer_recall"] for row in _rows(kinds, name))
        recalls = f"{mean_of(kinds, name, 'recall'):.3f} | {worst:.3f} | {mean_of(kinds, name, 'mass_recall'):.3f}"
        recalls += f" | {mean_of(kinds, name, 'indexed_share'):.0%}"
        lines.append(f"| {name} | {recalls} | {delta.nats:+.4f}{interval(*delta[1:], '+.4f')} |")
    pairs = [(row, base) for rows in kinds.values() for base in _exact(rows) for row in rows if row["reads"] == WITHOUT]
    if pairs:
        delta = _difference(pairs)
        lines.append(
            f"| no memory: window and first tokens | | | | | {delta.nats:+.4f}{interval(*delta[1:], '+.4f')} |"
        )
    return "\n".join(lines)


def with_headline(readme: str, table: str) -> str:
    """The README with this table between its marks.

    Raises:
        ValueError: it lacks one of them.
    """
    before, begin, rest = readme.partition(MARKS[0])
    _, end, after = rest.partition(MARKS[1])
    if not (begin and end):
        raise ValueError(f"the README has no {MARKS[0]} … {MARKS[1]}")
    return f"{before}{MARKS[0]}\n{table}\n{MARKS[1]}{after}"


def name_of(row: Row) -> str:
    """Of a backend; whatever is not its default was asked for and is named."""
    return str(row["backend"])


def costs(kinds: dict[str, list[Row]], name: str) -> Difference:
    """Of a backend against exact search, over all documents that both have read."""
    return _difference([pair for rows in kinds.values() for pair in _pairs(rows, name)])


def _difference(pairs: Sequence[tuple[Row, Row]]) -> Difference:
    nats = np.concatenate([np.array(row["document_nats"]) - np.array(base["document_nats"]) for row, base in pairs])
    tokens = np.concatenate([np.array(row["document_tokens"]) for row, _ in pairs])
    return Difference(float(nats.sum() / tokens.sum()), *paired_interval(nats, tokens))


def mean_of(kinds: dict[str, list[Row]], name: str, what: str) -> float:
    """Of what is measured per token, over all documents."""
    found = _rows(kinds, name)
    tokens = [sum(row["document_tokens"]) for row in found]
    return float(np.average([row[what] for row in found], weights=tokens))


def _rows(kinds: dict[str, list[Row]], name: str) -> list[Row]:
    return [row for rows in kinds.values() for row, _ in _pairs(rows, name)]


def _exact(rows: Sequence[Row]) -> list[Row]:
    """The row that differences are taken to, or none."""
    return [row for row in rows if row["memory"] and is_baseline(row)][:1]


def _pairs(rows: Sequence[Row], name: str) -> list[tuple[Row, Row]]:
    own = [row for row in rows if row["memory"] and name_of(row) == name]
    return [(row, base) for base in _exact(rows) for row in own[:1]]


def _read(kinds: dict[str, list[Row]]) -> str:
    told = [f"{len(rows[0]['documents'])} documents of {KINDS[kind]}" for kind, rows in kinds.items() if rows]
    return f"Read: {', '.join(told)}, up to 8,191 tokens each."


def _table(kinds: dict[str, list[Row]], names: Sequence[str]) -> list[str]:
    lines = [
        "| | documents | nats | Δ nats to exact [95%] | recall@32 | worst layer | mass recall | indexed | tokens/s |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for reads in ("full", WITHOUT):
        found = [row for rows in kinds.values() for row in rows if row["reads"] == reads]
        if found:
            lines.append(f"| {reads} | {_documents(found)} | {_nats(found):.4f} | | | | | | {_speed(found):.0f} |")
    for name in names:
        found, delta = _rows(kinds, name), costs(kinds, name)
        shown = "–" if name == "exact" else f"{delta.nats:+.4f}{interval(*delta[1:], '+.4f')}"
        recalls = [f"{mean_of(kinds, name, 'recall'):.3f}", f"{min(row['worst_layer_recall'] for row in found):.3f}"]
        recalls += [f"{mean_of(kinds, name, 'mass_recall'):.3f}", f"{mean_of(kinds, name, 'indexed_share'):.0%}"]
        measured = [str(_documents(found)), f"{_nats(found):.4f}", shown, *recalls, f"{_speed(found):.0f}"]
        lines.append(f"| {name} | {' | '.join(measured)} |")
    return lines


def _by_kind(kinds: dict[str, list[Row]], names: Sequence[str]) -> list[str]:
    there = [kind for kind, rows in kinds.items() if rows]
    lines = ["| | " + " | ".join(KINDS[kind] for kind in there) + " |", "|---|" + "---:|" * len(there)]
    for name in names:
        if name != "exact":
            alone = [costs({kind: kinds[kind]}, name) if _pairs(kinds[kind], name) else None for kind in there]
            lines.append(
                f"| {name} | " + " | ".join("–" if each is None else f"{each.nats:+.4f}" for each in alone) + " |"
            )
    return lines


def _verdicts(kinds: dict[str, list[Row]], names: Sequence[str]) -> list[str]:
    said = []
    for name in names:
        if name != "exact":
            delta = costs(kinds, name)
            verdict = "within" if delta.nats <= GOAL else "beyond"
            said.append(f"- {name}: {delta.nats:+.4f} nats, {verdict} {GOAL} of exact search")
    return said


def _documents(rows: Sequence[Row]) -> int:
    return sum(len(row["documents"]) for row in rows)


def _nats(rows: Sequence[Row]) -> float:
    """Per token, over the documents of all rows."""
    return float(sum(sum(row["document_nats"]) for row in rows) / sum(sum(row["document_tokens"]) for row in rows))


def _speed(rows: Sequence[Row]) -> float:
    tokens = [sum(row["document_tokens"]) for row in rows]
    return float(sum(tokens) / sum(count / row["tokens_per_s"] for count, row in zip(tokens, rows)))


if __name__ == "__main__":
    main()
