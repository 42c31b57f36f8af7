"""A folder of results for people: a table for each set of documents, what to know of it, and what it means."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from memtrans.comparison.alike import by_texts
from memtrans.comparison.differences import Row, is_baseline
from memtrans.comparison.meaning import say_what_it_means
from memtrans.comparison.names import Names, describe_documents
from memtrans.comparison.notes import make_notes
from memtrans.comparison.table import NOT_ASKED, Column, make_table


def make_report(
    rows: Sequence[Row], asked: Collection[str], now: Mapping[str, str], more: Sequence[Column] = ()
) -> str:
    """Markdown. asked: the cells that a command asked for, whose documents come first; the others are marked.

    now: the conditions under which they would be measured now. more: columns beside ours.
    """
    groups = sorted(by_texts(rows), key=lambda group: all(row["cell"] not in asked for row in group))
    parts = [_section(group, asked, now, more, heading=len(groups) > 1) for group in groups]
    if any(row["cell"] not in asked for row in rows):
        parts.append(f"{NOT_ASKED.strip()} was in the folder before; the last command did not ask for it.\n")
    return "\n".join(parts)


def _section(
    rows: Sequence[Row], asked: Collection[str], now: Mapping[str, str], more: Sequence[Column], heading: bool
) -> str:
    names = Names(rows)
    ordered = _in_order(rows, names)
    notes = make_notes(ordered, names, now if any(row["cell"] in asked for row in rows) else {})
    parts = [f"## {describe_documents(rows)}\n"] if heading else []
    parts.append(make_table(ordered, names, asked, more))
    parts += ["\n".join(notes) + "\n"] if notes else []
    return "\n".join([*parts, say_what_it_means(ordered, names) + "\n"])


def _in_order(rows: Sequence[Row], names: Names) -> list[Row]:
    """By model, memory size, way to read and backend: what was recorded later stands beside what it belongs to."""
    models = list(dict.fromkeys((row["checkpoint"], row["surroundings"]) for row in rows))
    backends = list(dict.fromkeys(row["backend"] for row in rows))
    readings = list(dict.fromkeys(names.reading(row) for row in rows))
    return sorted(
        rows,
        key=lambda row: (
            models.index((row["checkpoint"], row["surroundings"])),
            row["memory"],
            readings.index(names.reading(row)),
            not is_baseline(row),
            backends.index(row["backend"]),
        ),
    )
