"""How models read: what is shown of it where rows differ in it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from memtrans.comparison.differences import READING, Row

FACTS = READING[:-1]
"""Those that every kind of model has; the rest are its own settings."""

UNSAID = {"dtype": "stored"}
"""Settings that a way to read leaves out where they change nothing, and what they are then."""

UNSAID_OF_MEMORIES = {"remainder": 0}
"""The same of those that only a reading with a memory has."""

NONE = "–"

WORDS = {"full": "full attention"}
"""For what a model reads, where it does not speak for itself."""


def facts_of(row: Row) -> dict[str, str]:
    """As text, by name: `FACTS`, then the settings. Empty for rows that do not know how their model read."""
    if row["schema"] < 3:
        return {}
    known = UNSAID | (UNSAID_OF_MEMORIES if row["reads"] == "memory" else {})
    known |= {name: row[name] for name in FACTS} | (row["reading"] or {})
    return {name: _text(value) for name, value in known.items()}


def differing(rows: Iterable[Row], group_of: Callable[[Row], Any] = lambda row: bool(row["memory"])) -> list[str]:
    """Names of the facts in which rows of one group differ; a group is those with a memory, and those without.

    That a way to read has no such setting is no difference: it has another policy, or reads something else.
    """
    groups: dict[Any, list[dict[str, str]]] = {}
    for row in rows:
        if facts := facts_of(row):
            groups.setdefault(group_of(row), []).append(facts)
    names = dict.fromkeys([*FACTS, *(name for group in groups.values() for facts in group for name in facts)])
    return [
        name
        for name in names
        if any(len({facts[name] for facts in group if name in facts}) > 1 for group in groups.values())
    ]


def distinct_readings(rows: Sequence[Row]) -> dict[str, str]:
    """By key of a cell, in which way its model reads, as `window+sinks` or `policy fixed`; empty if in one only."""
    found: dict[str, str] = {}
    by_model: dict[str, list[Row]] = {}
    for row in rows:
        by_model.setdefault(row["surroundings"], []).append(row)
    for of_model in by_model.values():
        several = len({row["reads"] for row in of_model if not row["memory"]}) > 1
        names = [name for name in differing(of_model, lambda row: row["reads"]) if name != "reads"]
        for row in of_model:
            facts = facts_of(row)
            words = [str(WORDS.get(row["reads"], row["reads"]))] if several and not row["memory"] else []
            words += [f"{name} {facts[name]}" for name in names if facts.get(name, NONE) != NONE]
            found[row["cell"]] = ", ".join(words)
    return found


def _text(value: Any) -> str:
    """`–` for what is none, `0-2, 5` for layers."""
    if isinstance(value, list) and value and all(isinstance(each, int) for each in value):
        return _ranges(value)
    return NONE if value is None or value == [] else str(value)


def _ranges(numbers: Iterable[int]) -> str:
    runs = itertools.groupby(enumerate(sorted(numbers)), key=lambda pair: pair[1] - pair[0])
    ends = [[number for _, number in run] for _, run in runs]
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in ends)
