"""The rows of a comparison as a Markdown table that reads as plain text too."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import partial
from typing import NamedTuple

from memtrans.comparison.differences import Row, is_baseline, is_done
from memtrans.comparison.names import Names
from memtrans.comparison.readings import differing, facts_of

NOT_ASKED = "· "
"""Stands before rows of a folder that a command did not ask for."""


class Column(NamedTuple):
    title: str
    show: Callable[[Row], str]
    left: bool = False


def number(key: str, form: str, factor: float = 1.0) -> Callable[[Row], str]:
    """Shows a number of a row, "–" where it is unknown."""
    return lambda row: "–" if row[key] is None else format(row[key] * factor, form)


def perplexity(row: Row, digits: int) -> str:
    """That of a model that diverged may have hundreds of digits before the point; "–" where a trace knows none."""
    value: float | None = row["perplexity"]
    if value is None:
        return "–"
    return f"{value:.{digits}f}" if value < 1e6 else f"{value:.{digits}e}"


def interval(low: float | None, high: float | None, approximate: bool, form: str) -> str:
    """` [low, high]`, with ≈ where it is approximate; nothing where there is none."""
    if low is None or high is None:
        return ""
    return f" {'≈' if approximate else ''}[{low:{form}}, {high:{form}}]"


def _fact(name: str, row: Row) -> str:
    """One of how the model read."""
    return facts_of(row).get(name, "–")


def _delta(row: Row) -> str:
    if row["delta_nats"] is None or is_baseline(row):
        return "–"
    ends = (row["delta_nats_low"], row["delta_nats_high"], bool(row["delta_nats_approximate"]))
    return f"{row['delta_nats']:+.4f}{interval(*ends, '+.4f')}"


def _worst_layer(row: Row) -> str:
    """Its recall, where there are several."""
    return number("worst_layer_recall", ".3f")(row) if len(row["layer_recall"] or []) > 1 else "–"


def _worst_head(row: Row) -> str:
    """Its recall, where there are several lists."""
    several = sum(len(heads) for heads in row["head_recall"] or []) > 1
    return number("worst_head_recall", ".3f")(row) if several else "–"


NUMBERS = (
    Column("perplexity", lambda row: perplexity(row, 3)),
    Column("bits/byte", number("bits_per_byte", ".4f")),
    Column("Δ nats to exact [95%]", _delta),
    Column("recall", number("recall", ".3f")),
    Column("worst layer", _worst_layer),
    Column("worst head", _worst_head),
    Column("mass recall", number("mass_recall", ".3f")),
    Column("output error", number("output_error", ".4f")),
    Column("indexed", number("indexed_share", ".0%")),
    Column("search ms", number("search_ms_p50", ".1f")),
    Column("write ms", number("write_ms", ".1f")),
    Column("max write ms", number("write_ms_max", ".0f")),
    Column("index MB", number("index_bytes", ".1f", 1e-6)),
    Column("tokens/s", number("tokens_per_s", ",.0f")),
)


def make_table(
    rows: Sequence[Row], names: Names, asked: Collection[str] | None = None, more: Sequence[Column] = ()
) -> str:
    """The finished ones of the rows. asked: cells that a command asked for, where it did not ask for all.

    more: columns beside ours, shown as ours are where any row has the number.
    """
    shown = [row for row in rows if is_done(row)]

    def model(row: Row) -> str:
        return ("" if asked is None or row["cell"] in asked else NOT_ASKED) + names.model(row)

    columns = [
        Column("model", model, left=True),
        Column("memory", lambda row: f"{row['memory']:,}"),
        *(Column(name, partial(_fact, name), left=name in ("reads", "policy")) for name in differing(shown)),
        Column("backend", names.backend, left=True),
        *(column for column in (*NUMBERS, *more) if any(column.show(row) != "–" for row in shown)),
    ]
    body = [[column.show(row) for column in columns] for row in shown]
    widths = [max(map(len, column)) for column in zip([c.title for c in columns], *body)]

    def line(cells: Iterable[str]) -> str:
        padded = (f"{x:<{w}}" if c.left else f"{x:>{w}}" for x, w, c in zip(cells, widths, columns))
        return "| " + " | ".join(padded) + " |"

    rule = "|" + "|".join("-" * (w + 1) + ("-" if c.left else ":") for w, c in zip(widths, columns)) + "|"
    return "\n".join([line(c.title for c in columns), rule, *map(line, body)]) + "\n"
