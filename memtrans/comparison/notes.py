"""What stands below a table: why a cell has no number, and what to know of those that have one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from statistics import fmean
from typing import Any

from memtrans.comparison.alike import differing_conditions, runs
from memtrans.comparison.differences import Row, has_loss, is_baseline, is_done
from memtrans.comparison.names import Names, apart
from memtrans.evaluation.intervals import FEW, LEAST


def make_notes(rows: Sequence[Row], names: Names, now: Mapping[str, str]) -> list[str]:
    """Lines of a list. now: the conditions under which a cell would be measured now; empty if none would be."""
    done = [row for row in rows if is_done(row)]
    lines = [f"{what}: {names.cell(row)}: {why}" for row in rows for what, why in _of_row(row)]
    lines += [*_without_effect(done, names), *_intervals(done), *_metrics(done, names), *_conditions(done, names, now)]
    return [f"- {line}" for line in lines]


def _of_row(row: Row) -> Iterator[tuple[str, str]]:
    """(what, why)."""
    if not is_done(row):
        yield row["status"], row["error"]
    if retrained := [each for each in row["retrained"] or [] if None not in each.values()]:
        before, after = (fmean(each[key] for each in retrained) for key in ("recall_before", "recall_after"))
        times = row["events"]["probe"]
        often = "once" if times == 1 else f"{times} times"
        yield "retrained", f"{often} as a probe saw recall fall (to {before:.2f}; {after:.2f} after training)"
    if row["unindexed"]:
        yield "searched exactly", "nothing was indexed at this size, so its options had no effect"


def _without_effect(rows: Sequence[Row], names: Names) -> Iterator[str]:
    """Options that were swept and changed no document's loss, where an index answered."""
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        if row["memory"] and not row["unindexed"] and has_loss(row):
            nats = repr(row["document_nats"])
            cell = (row["surroundings"], row["memory"], row["backend"], names.reading(row), nats)
            groups.setdefault(cell, []).append(row)
    for same in groups.values():
        if len(same) > 1:
            swept = ", ".join(names.options(row).strip() for row in same)
            model = f"{names.model(same[0])}{apart(names.reading(same[0]))}"
            where = f"{model}, memory {same[0]['memory']:,}, {same[0]['backend']}"
            yield f"without effect on the loss: {where}: {swept}"


def _intervals(rows: Sequence[Row]) -> Iterator[str]:
    # Exact search beside nothing else differs from nothing.
    if all(is_baseline(row) for row in rows):
        return
    counts = [len(row["documents"]) for row in rows if row["memory"] and has_loss(row)]
    if counts and min(counts) < LEAST:
        yield f"no intervals: fewer than {LEAST} documents say too little about others"
    elif counts and min(counts) < FEW:
        yield f"≈: the 95% interval is approximate with fewer than {FEW} documents"


def _metrics(rows: Sequence[Row], names: Names) -> Iterator[str]:
    """Why metrics of plug-ins have no numbers, each reason once."""
    failed: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        for metric, reason in (row["metric_errors"] or {}).items():
            failed.setdefault((metric, reason), []).append(row)
    for (metric, reason), where in failed.items():
        yield f"metric failed: {metric}, {names.cell(where[0]) if len(where) == 1 else f'{len(where)} rows'}: {reason}"


def _conditions(rows: Sequence[Row], names: Names, now: Mapping[str, str]) -> Iterator[str]:
    beside = {(row["environment"] or {}).get("jobs", 1) for row in rows} - {1}
    if beside:
        counts = " or ".join(map(str, sorted(beside)))
        yield f"times were taken while up to {counts} cells ran side by side, which slows each of them"
    lines = [f"{condition} differs: {values}" for condition, values in differing_conditions(rows, now, names.cell)]
    started = runs(rows)
    if len(started) > 1:
        said = ", ".join(f"{start} ({len(of_run)} rows)" for start, of_run in started.items())
        lines.append(f"measured in {len(started)} runs, so perhaps under other loads: {said}")
    yield from lines
    if lines:
        yield "rows measured under other conditions differ in their times; --again measures a config's cells anew"
