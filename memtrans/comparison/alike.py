"""Which rows may be held against each other, and which were measured under other conditions."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from memtrans.comparison.differences import Row, is_done
from memtrans.plugins.hooks import OWN
from memtrans.plugins.registry import GIVEN


def same_tokens(row: Row, other: Row) -> bool:
    """Whether both predicted the same tokens, so that perplexities can be compared and losses be paired.

    Rows of version 1 know no digest; there as many tokens in each document, of as many bytes in all, are the same.
    """
    if row["surroundings"] == other["surroundings"]:
        return True
    if row["tokens"] and other["tokens"]:
        return bool(row["tokens"] == other["tokens"])
    return _are_done(row, other) and _counted(row, "document_tokens") == _counted(other, "document_tokens")


def same_texts(row: Row, other: Row) -> bool:
    """Whether both read the same documents, so that bits per byte can be compared."""
    if same_tokens(row, other):
        return True
    if row["texts"] and other["texts"]:
        return bool(row["texts"] == other["texts"])
    return _are_done(row, other) and _counted(row, "documents") == _counted(other, "documents")


def _are_done(*rows: Row) -> bool:
    return all(map(is_done, rows))


def _counted(row: Row, key: str) -> tuple[Any, ...]:
    return (row["documents"], row[key], total_bytes(row))


def total_bytes(row: Row) -> int:
    """Of the text that a finished cell read."""
    known: int | None = sum(row["document_bytes"]) if row["document_bytes"] else None
    return known or round(sum(row["document_nats"]) / math.log(2) / row["bits_per_byte"])


def by_texts(rows: Sequence[Row]) -> list[list[Row]]:
    """Rows in groups of the same documents, in the order of their first rows."""
    speakers: dict[str, Row] = {}  # one for all rows of the same surroundings, a finished one if there is one
    for row in (*filter(is_done, rows), *rows):
        speakers.setdefault(row["surroundings"], row)
    groups: list[list[Row]] = []
    for row in rows:
        speaker = speakers[row["surroundings"]]
        group = next((each for each in groups if same_texts(speakers[each[0]["surroundings"]], speaker)), None)
        if group is None:
            groups.append(group := [])
        group.append(row)
    return groups


def conditions(row: Row) -> dict[str, str]:
    """What the times of a row depend on besides the cell and the load; what is not known is left out."""
    environment = row["environment"] or {}
    facts = {**(row["depends"] or {}), **dict(_flat(environment))}
    facts |= {"provider": row["provider"], "version of the row": row["schema"]}
    if plug_in := plug_in_of(row):
        facts |= {f"contents of {plug_in[0]}": plug_in[1]}
    if row["metrics"] is not None:  # which take time, and may not have been installed before
        facts["metrics of plug-ins"] = ", ".join(sorted({*row["metrics"], *row["metric_errors"]})) or "none"
    # The version stands among the packages already.
    facts |= {f"library of {module}": _bare(each) for module, each in (row["libraries"] or {}).items()}
    return {name: str(value) for name, value in facts.items() if value is not None}


def plug_in_of(row: Row) -> tuple[str, str] | None:
    """The distribution that a row's backend comes from and what it held, "unknown" in older rows; None for ours."""
    distribution = (row["provider"] or "").partition(" ")[0]
    return (distribution, (row["contents"] or "unknown")[:6]) if distribution not in ("", OWN, GIVEN) else None


def _bare(library: str | None) -> str | None:
    """`scann-core` of `scann-core 0.2.1`."""
    return library and " and ".join(each.rpartition(" ")[0] for each in library.split(" and "))


def _flat(environment: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    yield "cells side by side", environment.get("jobs", 1)
    yield "a process for each cell", {True: "yes", False: "no", None: None}[environment.get("apart")]
    for name in ("threads", "device", "commit", "memtrans", "python", "system", "processor", "cores", "gpu"):
        yield name, environment.get(name)
    yield from environment.get("packages", {}).items()
    for distribution, facts in environment.get("plugins", {}).items():
        yield from ((f"{name} of {distribution}", value) for name, value in facts.items())


def differing_conditions(
    rows: Sequence[Row], now: Mapping[str, str], name: Callable[[Row], str]
) -> Iterator[tuple[str, str]]:
    """(condition, the values it had and in which rows) where rows differ in one, or from what it is `now`."""
    known = {row["cell"]: conditions(row) for row in rows}
    for condition in dict.fromkeys(condition for facts in known.values() for condition in facts):
        values: dict[str, list[Row]] = {}
        for row in rows:
            if condition in known[row["cell"]]:
                values.setdefault(known[row["cell"]][condition], []).append(row)
        present = now.get(condition)
        if condition == "provider":
            values, present = _of_one_provider(values), None
        if len(values) > 1 or (present is not None and values.keys() != {present}):
            said = [f"{value} ({_listed(having, name)})" for value, having in values.items()]
            yield condition, ", ".join([*said, *([f"{present} now"] if present not in (None, *values) else [])])


def _of_one_provider(values: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """Only what comes from a distribution of several versions."""
    versions: dict[str, int] = {}
    for value in values:
        distribution = value.partition(" ")[0]
        versions[distribution] = versions.get(distribution, 0) + 1
    return {value: rows for value, rows in values.items() if versions[value.partition(" ")[0]] > 1}


def _listed(rows: Sequence[Row], name: Callable[[Row], str], most: int = 3) -> str:
    return "; ".join(map(name, rows)) if len(rows) <= most else f"{len(rows)} rows"


def runs(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Finished rows by when their run started; rows of version 1 do not know."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["started"] or "an unknown time", []).append(row)
    return dict(sorted(found.items()))
