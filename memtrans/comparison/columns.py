"""Columns of plug-ins in the table: numbers of their metrics, or others that a row has."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from memtrans.comparison.differences import Row
from memtrans.comparison.table import NUMBERS, Column
from memtrans.metrics import ColumnSpec
from memtrans.plugins.additions import Addition

UNKNOWN = "–"


def columns_of_plugins(offered: Iterable[Addition[ColumnSpec]]) -> list[Column]:
    """Those that are sound, as columns of the table; of equal titles the later one says whose it is."""
    taken = {"model", "memory", "backend", *(column.title for column in NUMBERS)}
    columns = []
    for addition in offered:
        if addition.spec is not None:
            title = addition.spec.title
            title = f"{title} ({addition.distribution})" if title in taken else title
            taken.add(title)
            columns.append(_column(title, addition.distribution, addition.spec))
    return columns


def number_at(row: Row, key: str, distribution: str) -> float | int | None:
    """The number under a key of a `ColumnSpec` of this distribution; None where the row lacks it."""
    metric, dot, name = key.rpartition(".")
    found: Any = row.get(key)
    if dot:
        qualified = metric if ":" in metric else f"{distribution}:{metric}"
        found = ((row.get("metrics") or {}).get(qualified) or {}).get(name)
    return found if type(found) in (int, float) else None


def _column(title: str, distribution: str, spec: ColumnSpec) -> Column:
    def show(row: Row) -> str:
        number = number_at(row, spec.key, distribution)
        try:
            return UNKNOWN if number is None else format(number * spec.factor, spec.form)
        except (ValueError, OverflowError):  # as of a whole number that its form cannot show
            return UNKNOWN

    return Column(title, show)
