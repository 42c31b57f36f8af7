"""`memtrans compare`: the main job."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import torch

from memtrans.commands.additions import warn_of_additions
from memtrans.commands.cell_names import long_names, name_cells
from memtrans.commands.device import check_device
from memtrans.commands.progress import progress
from memtrans.commands.sweep import run_sweep
from memtrans.commands.watch import watch
from memtrans.comparison.alike import conditions
from memtrans.comparison.choice import chosen
from memtrans.comparison.columns import columns_of_plugins
from memtrans.comparison.differences import is_done
from memtrans.comparison.plan import read_plan
from memtrans.comparison.report import make_report
from memtrans.comparison.results import Results
from memtrans.comparison.run import Comparison
from memtrans.comparison.running import remove_dead
from memtrans.errors import UsageError
from memtrans.evaluation.finite import spell_out, to_json
from memtrans.files import locked, remove_unfinished, write_atomically
from memtrans.plugins import registry
from memtrans.readers import open_reader

TABLE = "table.md"


@click.command(name="compare")
@click.argument("config", type=click.Path(path_type=Path), required=False)
@click.option("--set", "overrides", multiple=True, metavar="KEY=VALUE", help="Change a key, as in memory=[0,8192].")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="Default: results/ and the config's name."
)
@click.option(
    "--only",
    multiple=True,
    metavar="PATTERN",
    help="Only cells with this in the name that --dry-run shows; * and ? stand for anything. May be repeated.",
)
@click.option("--again", is_flag=True, help="Measure finished cells of this config anew.")
@click.option("--retry-failed", is_flag=True, help="Measure only cells that failed or were skipped before.")
@click.option("--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Cells side by side.")
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0, min_open=True),
    metavar="SECONDS",
    help="A cell that takes longer fails; without it, one that finishes no step for an hour.",
)
@click.option("--in-process", is_flag=True, help="No process for each cell: sooner, but a crash ends all.")
@click.option("--dry-run", is_flag=True, help="Check everything, print the cells, run none.")
@click.option("--json", "as_json", is_flag=True, help="With --dry-run: the cells as an array of objects.")
@click.option("--device", default="cpu", show_default=True, callback=check_device)
@click.option("--threads", type=click.IntRange(min=1), help="CPU threads of a cell; default: its share of all cores.")
@click.option(
    "--watch",
    "watched",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Instead of all else: follow the run whose --out this is.",
)
def command(
    config: Path | None,
    overrides: tuple[str, ...],
    out: Path | None,
    only: tuple[str, ...],
    again: bool,
    retry_failed: bool,
    jobs: int,
    time_limit: float | None,
    in_process: bool,
    dry_run: bool,
    as_json: bool,
    device: str,
    threads: int | None,
    watched: Path | None,
) -> int | None:
    """Sweep backends, memory sizes and options; finished cells are never run again."""
    if watched is not None:
        if config is not None:
            raise UsageError("--watch follows a run that is at work, and takes no config; leave one of them out.")
        return watch(watched)
    if config is None:
        raise UsageError("Name a config, or the folder of a run with --watch.")
    if as_json and not dry_run:
        raise UsageError("--json prints the cells of --dry-run, so add that; results.jsonl has the results as JSON.")
    if in_process and (jobs > 1 or time_limit):
        raise UsageError("--jobs and --time-limit need a process for each cell; leave out --in-process.")
    if again and retry_failed:
        raise UsageError("--again measures every cell and --retry-failed only some; leave one out.")
    if threads:
        torch.set_num_threads(threads)
    plan = read_plan(config, overrides, registry())
    warn_of_additions(registry())
    results = Results(out or Path("results") / config.stem)
    with progress() as shown:
        comparison = Comparison(
            plan,
            open_reader,
            device,
            threads,
            apart=not in_process,
            jobs=jobs,
            again=again,
            retry=retry_failed,
            tell=shown.show,
        )
        comparison.choose(chosen(long_names(comparison), only))
        for skipped in comparison.skipped:
            shown.print(f"Skipped document {skipped.name}: {skipped.reason}")
        for notice in comparison.notices():
            shown.print(notice)
    if dry_run:
        _print_cells(comparison, results, as_json)
        return None
    with _reported(comparison, results), progress() as shown:
        run_sweep(comparison, results, name_cells(comparison), shown, in_process, time_limit)
    asked = results.rows(comparison.key(cell) for cell in comparison.cells())
    failed = any(row["status"] == "failed" for row in asked)
    return 1 if failed or not any(map(is_done, asked)) else None


@contextmanager
def _reported(comparison: Comparison, results: Results) -> Iterator[None]:
    """Write and print the table of the folder afterwards, also of what was finished before an interrupt."""
    with locked(results.folder, wait=True):  # a folder that cannot be written to is found before anything is measured
        for name in (results.file.name, TABLE, "progress.*.json"):
            remove_unfinished(results.folder, name)
        remove_dead(results.folder)
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
    now |= {"metrics": metrics, "metric_errors": {}, "contents": None, "depends": None}
    asked = {comparison.key(cell) for cell in comparison.cells()}
    return make_report(results.all(), asked, conditions(now), columns_of_plugins(registry().columns()))


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
                "why": comparison.why_missing(cell, results) or None,
                "skip": cell.skip or None,
                "note": cell.note or None,
            }
            for cell in comparison.cells()
        ]
        click.echo(to_json(described, indent=1))
        return
    names = long_names(comparison)
    for cell in comparison.cells():
        key, why = comparison.key(cell), comparison.why_missing(cell, results)
        state = f"skipped: {cell.skip}" if cell.skip else f"to run{f': {why}' if why else ''}"
        if key not in missing:
            state = "finished" if results.finished(key) else "left out: it did not fail before"
        click.echo(f"{names[key]}: {state}{f' ({cell.note})' if cell.note else ''}")
