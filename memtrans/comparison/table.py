"""A comparison for people: a Markdown table and one line that says what it means."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from statistics import fmean
from typing import Any, NamedTuple

from memtrans.comparison.results import Row, is_baseline


class Column(NamedTuple):
    title: str
    show: Callable[[Row], str]
    left: bool = False


def _number(key: str, form: str, factor: float = 1.0) -> Callable[[Row], str]:
    return lambda row: "–" if row[key] is None else format(row[key] * factor, form)


def _delta(row: Row) -> str:
    if row["delta_nats"] is None or is_baseline(row):
        return "–"
    low, high = row["delta_nats_low"], row["delta_nats_high"]
    if low is None:  # too few documents for an interval
        return f"{row['delta_nats']:+.4f}"
    return f"{row['delta_nats']:+.4f} [{low:+.4f}, {high:+.4f}]"


COLUMNS = (
    Column("model", lambda row: Path(row["checkpoint"]).name, left=True),
    Column("memory", lambda row: f"{row['memory']:,}"),
    Column("backend", lambda row: row["backend"], left=True),
    Column("perplexity", _number("perplexity", ".3f")),
    Column("bits/byte", _number("bits_per_byte", ".4f")),
    Column("Δ nats to exact [95%]", _delta),
    Column("recall", _number("recall", ".3f")),
    Column("mass recall", _number("mass_recall", ".3f")),
    Column("indexed", _number("indexed_share", ".0%")),
    Column("search ms", _number("search_ms_p50", ".1f")),
    Column("write ms", _number("write_ms", ".1f")),
    Column("max write ms", _number("write_ms_max", ".0f")),
    Column("index MB", _number("index_bytes", ".1f", 1e-6)),
    Column("tokens/s", _number("tokens_per_s", ",.0f")),
)


def make_table(rows: Sequence[Row]) -> str:
    """Markdown, aligned so that it reads as plain text too.

    Below it stands why a cell has no number, and which cells' indexes were retrained because recall had fallen.
    """
    names = _options_of(rows)
    columns = [
        column if column.title != "backend" else column._replace(show=lambda row: row["backend"] + names[row["cell"]])
        for column in COLUMNS
    ]
    columns = [c for c in columns if c.left or any(row["status"] == "ok" and c.show(row) != "–" for row in rows)]
    body = [[column.show(row) for column in columns] for row in rows if row["status"] == "ok"]
    widths = [
        max(len(c.title), *(len(line[i]) for line in body)) if body else len(c.title) for i, c in enumerate(columns)
    ]

    def line(cells: Iterable[str]) -> str:
        padded = (f"{x:<{w}}" if c.left else f"{x:>{w}}" for x, w, c in zip(cells, widths, columns))
        return "| " + " | ".join(padded) + " |"

    rule = "|" + "|".join("-" * (w + 1) + ("-" if c.left else ":") for w, c in zip(widths, columns)) + "|"
    notes = [
        f"- {what}: {Path(row['checkpoint']).name}, memory {row['memory']:,}, "
        f"{row['backend']}{names[row['cell']]}: {why}"
        for row in rows
        for what, why in _notes(row)
    ]
    table = "\n".join([line(c.title for c in columns), rule, *map(line, body)])
    return table + ("\n\n" + "\n".join(notes) if notes else "") + "\n"


def _notes(row: Row) -> Iterator[tuple[str, str]]:
    """(what, why) for below the table."""
    if row["status"] != "ok":
        yield row["status"], row["error"]
    # Rows of an earlier version have no such key.
    if retrained := [each for each in row.get("retrained") or [] if None not in each.values()]:
        before, after = (fmean(each[key] for each in retrained) for key in ("recall_before", "recall_after"))
        times = row["events"]["probe"]
        yield "retrained", f"{times} times as a probe saw recall fall (to {before:.2f}; {after:.2f} after training)"


def distinct_options(cells: Iterable[tuple[str, str, dict[str, Any]]]) -> dict[str, str]:
    """By key of a cell, of (key, backend, options), the options in which a backend's cells differ: ` nprobe=16`."""
    cells = list(cells)
    seen: dict[tuple[str, str], set[str]] = {}
    for _, backend, options in cells:
        for name, value in options.items():
            seen.setdefault((backend, name), set()).add(repr(value))
    return {
        key: "".join(f" {name}={value}" for name, value in options.items() if len(seen[backend, name]) > 1)
        for key, backend, options in cells
    }


def _options_of(rows: Sequence[Row]) -> dict[str, str]:
    return distinct_options((row["cell"], row["backend"], row["options"]) for row in rows)


def say_what_it_means(rows: Sequence[Row]) -> str:
    """What memory gains, and the fastest backend that loses under 1% of perplexity at the largest size."""
    done = [row for row in rows if row["status"] == "ok"]
    with_memory = [row for row in done if row["memory"]]
    if not with_memory:
        return "No cell with memory finished, so there is nothing to compare yet."
    # As it is shown: an approximation that wins by a rounding error has won nothing.
    best = min(with_memory, key=lambda row: (round(row["perplexity"], 2), not is_baseline(row)))
    parts = [f"Best: perplexity {best['perplexity']:.2f} with {best['backend']} at memory {best['memory']:,}"]
    for row in done:
        if row["memory"] == 0:
            same = row["checkpoint"] == best["checkpoint"]
            name = "the same model without memory" if same else f"{Path(row['checkpoint']).name} at memory 0"
            parts.append(f"{_change(best, row)} than {name} ({row['perplexity']:.2f})")
    return ", ".join(parts) + "." + _fastest(with_memory, _options_of(rows))


def _change(row: Row, reference: Row) -> str:
    share = 1 - row["perplexity"] / reference["perplexity"]
    return f"{abs(share):.1%} {'lower' if share >= 0 else 'higher'}"


def _fastest(rows: Sequence[Row], names: dict[str, str]) -> str:
    largest = max(row["memory"] for row in rows)
    of_size = [row for row in rows if row["memory"] == largest]
    exact: dict[str, Any] = {row["checkpoint"]: row for row in of_size if is_baseline(row)}
    rivals = [
        row
        for row in of_size
        if row["indexed_share"]
        and row["checkpoint"] in exact
        and abs(row["perplexity"] / exact[row["checkpoint"]]["perplexity"] - 1) < 0.01
    ]
    if not rivals:
        return ""
    row = min(rivals, key=lambda each: float(each["search_ms_p50"] + each["write_ms"]))
    baseline = exact[row["checkpoint"]]
    ratio = (baseline["search_ms_p50"] + baseline["write_ms"]) / (row["search_ms_p50"] + row["write_ms"])
    speed = f"{ratio:.1f}x the speed" if ratio >= 1 else f"{1 / ratio:.1f}x the time"
    return (
        f" At {largest:,} the fastest index within 1% of exact perplexity is {row['backend']}{names[row['cell']]}: "
        f"{speed} of exact search (search and write), recall {_number('recall', '.3f')(row)}, "
        f"difference {row['delta_nats']:+.4f} nats."
    )
