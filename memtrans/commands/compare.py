"""`memtrans compare`: the main job."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import click
import torch

from memtrans.commands.additions import warn_of_additions
from memtrans.commands.device import check_device
from memtrans.commands.progress import Progress, duration, progress
from memtrans.comparison.alike import conditions
from memtrans.comparison.columns import columns_of_plugins
from memtrans.comparison.differences import Row, has_loss, is_done
from memtrans.comparison.names import apart, distinct_options, shortest_tails
from memtrans.comparison.plan import Cell, read_plan
from memtrans.comparison.readings import distinct_readings
from memtrans.comparison.report import make_report
from memtrans.comparison.results import SCHEMA, Results
from memtrans.comparison.run import Comparison
from memtrans.comparison.table import perplexity
from memtrans.errors import UsageError
from memtrans.evaluation.finite import spell_out, to_json
from memtrans.files import locked, remove_unfinished, write_atomically
from memtrans.plugins import registry
from memtrans.readers import open_reader

TABLE = "table.md"


@click.command(name="compare")
@click.argument("config", type=click.Path(path_type=Path))
@click.option("--set", "overrides", multiple=True, metavar="KEY=VALUE", help="Change a key, as in memory=[0,8192].")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="Default: results/ and the config's name."
)
@click.option("--again", is_flag=True, help="Measure finished cells of this config anew.")
@click.option("--dry-run", is_flag=True, help="Check everything, print the cells, run none.")
@click.option("--json", "as_json", is_flag=True, help="With --dry-run: the cells as an array of objects.")
@click.option("--device", default="cpu", show_default=True, callback=check_device)
@click.option("--threads", type=click.IntRange(min=1), help="CPU threads; default: all cores.")
def command(
    config: Path,
    overrides: tuple[str, ...],
    out: Path | None,
    again: bool,
    dry_run: bool,
    as_json: bool,
    device: str,
    threads: int | None,
) -> int | None:
    """Sweep backends, memory sizes and options; finished cells are never run again."""
    if as_json and not dry_run:
        raise UsageError("--json prints the cells of --dry-run, so add that; results.jsonl has the results as JSON.")
    if threads:
        torch.set_num_threads(threads)
    plan = read_plan(config, overrides, registry())
    warn_of_additions(registry())
    results = Results(out or Path("results") / config.stem)
    with progress() as shown:
        comparison = Comparison(plan, open_reader, device, threads, again=again, tell=shown.show)
        for skipped in comparison.skipped:
            shown.print(f"Skipped document {skipped.name}: {skipped.reason}")
        for notice in comparison.notices():
            shown.print(notice)
    if dry_run:
        _print_cells(comparison, results, as_json)
        return None
    with _reported(comparison, results), progress() as shown:
        _run(comparison, results, shown)
    asked = results.rows(comparison.key(cell) for cell in comparison.cells())
    failed = any(row["status"] == "failed" for row in asked)
    return 1 if failed or not any(map(is_done, asked)) else None


def _run(comparison: Comparison, results: Results, shown: Progress) -> None:
    """Measure what is missing, and say how each cell ended."""
    missing, cells = comparison.missing(results), comparison.cells()
    count = f"{len(cells)} cells, {len(cells) - len(missing)} of them finished before"
    shown.print(f"{count}; results in {results.folder}")
    names, projected = _names(comparison), _project(comparison, results, shown)
    total, done = sum(comparison.tokens(cell) for cell in missing if not cell.skip), 0

    def show(cell: Cell, tokens: int) -> None:
        nonlocal done
        done += tokens
        shown.show("measuring", done, total, unit="tokens", detail=names[comparison.key(cell)])

    began = time.perf_counter()
    for row in comparison.run(results, show):
        seconds, began = time.perf_counter() - began, time.perf_counter()
        took = "" if row["status"] == "skipped" else f" ({seconds:.0f} s)"
        shown.print(f"{names[row['cell']]}: {_outcome(row)}{took}")
        projected = projected or _project(comparison, results, shown)


def _project(comparison: Comparison, results: Results, shown: Progress) -> bool:
    """Say how long the missing cells will take, if finished ones tell; whether it was said."""
    seconds = comparison.projected_seconds(results)
    if seconds:
        shown.print(f"about {duration(seconds)} for what is missing, by the speed of what is finished")
    return seconds is not None


def _outcome(row: Row) -> str:
    if not is_done(row):
        return f"{row['status']}: {row['error']}"
    if has_loss(row):
        return f"perplexity {perplexity(row, 3)}"
    return "nothing was searched" if row["recall"] is None else f"recall {row['recall']:.3f}"


@contextmanager
def _reported(comparison: Comparison, results: Results) -> Iterator[None]:
    """Write and print the table of the folder afterwards, also of what was finished before an interrupt."""
    with locked(results.folder, wait=True):  # a folder that cannot be written to is found before anything is measured
        for name in (results.file.name, TABLE):
            remove_unfinished(results.folder, name)
        results.refresh()
    try:
        yield
    finally:
        report = ""
        try:
            # Under the lock, so that of two commands that end together the later one has the rows of both.
            with locked(results.folder, wait=True):
                results.refresh()
                if results.all():
                    report = _report(comparison, results)
                    write_atomically(results.folder / TABLE, report)
        finally:  # printed even where the disk is full
            click.echo(f"\n{report}" if report else "", nl=False)


def _report(comparison: Comparison, results: Results) -> str:
    # Metrics and columns are those that are installed now, whatever the rows have.
    metrics = dict.fromkeys(each.qualified for each in registry().metrics())
    now = {"environment": comparison.environment(), "provider": None, "libraries": None, "schema": None}
    now |= {"metrics": metrics, "metric_errors": {}}
    asked = {comparison.key(cell) for cell in comparison.cells()}
    return make_report(results.all(), asked, conditions(now), columns_of_plugins(registry().columns()))


def _names(comparison: Comparison) -> dict[str, str]:
    cells = {comparison.key(cell): cell for cell in comparison.cells()}
    options = distinct_options((key, cell.backend, cell.options) for key, cell in cells.items())
    named = _named_models(cells)
    return {key: f"{named[key]}, memory {cell.memory:,}, {cell.backend}{options[key]}" for key, cell in cells.items()}


def _named_models(cells: Mapping[str, Cell]) -> dict[str, str]:
    """By key of a cell, its model and, where it has several, the way in which it reads."""
    facts = [
        {"cell": key, "surroundings": cell.checkpoint, "memory": cell.memory, "schema": SCHEMA, **cell.reading.facts}
        for key, cell in cells.items()
    ]
    models, readings = shortest_tails(cell.checkpoint for cell in cells.values()), distinct_readings(facts)
    return {key: models[cell.checkpoint] + apart(readings[key]) for key, cell in cells.items()}


def _print_cells(comparison: Comparison, results: Results, as_json: bool) -> None:
    missing = {comparison.key(cell) for cell in comparison.missing(results)}
    if as_json:
        described = [
            {
                "checkpoint": cell.checkpoint,
                "backend": cell.backend,
                "memory": cell.memory,
                "options": spell_out(cell.options),
                **cell.reading.facts,
                "finished": results.finished(comparison.key(cell)),
                "skip": cell.skip or None,
                "note": cell.note or None,
            }
            for cell in comparison.cells()
        ]
        click.echo(to_json(described, indent=1))
        return
    models = _named_models({comparison.key(cell): cell for cell in comparison.cells()})
    for cell in comparison.cells():
        state = f"skipped: {cell.skip}" if cell.skip else "to run"
        state = state if comparison.key(cell) in missing else "finished"
        options = "".join(f" {name}={value}" for name, value in cell.options.items())
        note = f" ({cell.note})" if cell.note else ""
        click.echo(f"{models[comparison.key(cell)]}, memory {cell.memory:,}, {cell.backend}{options}: {state}{note}")
