"""`memtrans compare`: the main job."""

from __future__ import annotations

import json
import time
from pathlib import Path

import click
import torch
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from memtrans.commands.device import check_device
from memtrans.comparison.plan import Cell, read_plan
from memtrans.comparison.results import Results
from memtrans.comparison.run import Comparison
from memtrans.comparison.table import distinct_options, make_table, say_what_it_means
from memtrans.files import write_atomically
from memtrans.plugins import registry


@click.command(name="compare")
@click.argument("config", type=click.Path(path_type=Path))
@click.option("--set", "overrides", multiple=True, metavar="KEY=VALUE", help="Change a key, as in memory=[0,8192].")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="Default: results/ and the config's name."
)
@click.option("--dry-run", is_flag=True, help="Check everything, print the cells, run none.")
@click.option("--json", "as_json", is_flag=True, help="With --dry-run: the cells as an array of objects.")
@click.option("--device", default="cpu", show_default=True, callback=check_device)
@click.option("--threads", type=click.IntRange(min=1), help="CPU threads; default: all cores.")
def command(
    config: Path,
    overrides: tuple[str, ...],
    out: Path | None,
    dry_run: bool,
    as_json: bool,
    device: str,
    threads: int | None,
) -> int | None:
    """Sweep backends, memory sizes and options; finished cells are never run again."""
    if threads:
        torch.set_num_threads(threads)
    plan = read_plan(config, overrides, registry())
    comparison = Comparison(plan, device, threads)
    results = Results(out or Path("results") / config.stem)
    if dry_run:
        _print_cells(comparison, results, as_json)
        return None
    for skipped in comparison.skipped:
        click.echo(f"Skipped document {skipped.name}: {skipped.reason}", err=True)
    _run(comparison, results)
    rows = results.rows(comparison.key(cell) for cell in comparison.cells())
    table = make_table(rows)
    meaning = say_what_it_means(rows)
    write_atomically(results.file.with_name("table.md"), f"{table}\n{meaning}\n")
    click.echo(f"\n{table}\n{meaning}")
    return 1 if any(row["status"] == "failed" for row in rows) else None


def _run(comparison: Comparison, results: Results) -> None:
    missing = comparison.missing(results)
    cells = comparison.cells()
    click.echo(
        f"{len(cells)} cells, {len(cells) - len(missing)} of them finished before; results in {results.file.parent}",
        err=True,
    )
    differing = distinct_options((comparison.key(cell), cell.backend, cell.options) for cell in cells)
    columns = (
        BarColumn(20),
        TextColumn("{task.percentage:.0f}%"),
        TextColumn("{task.description}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=sum(comparison.tokens(cell) for cell in missing))

        def show(cell: Cell, tokens: int) -> None:
            bar.update(task, advance=tokens, description=_name(cell) + differing[comparison.key(cell)])

        began = time.perf_counter()
        for row in comparison.run(results, show):
            outcome = (
                f"perplexity {row['perplexity']:.3f}" if row["status"] == "ok" else f"{row['status']}: {row['error']}"
            )
            seconds, began = time.perf_counter() - began, time.perf_counter()
            name = _name(Cell(row["checkpoint"], row["backend"], row["options"], row["memory"]))
            name += differing[row["cell"]]
            bar.console.print(f"{name}: {outcome} ({seconds:.0f} s)", highlight=False, markup=False, soft_wrap=True)


def _name(cell: Cell) -> str:
    return f"{Path(cell.checkpoint).name} memory {cell.memory:,} {cell.backend}"


def _print_cells(comparison: Comparison, results: Results, as_json: bool) -> None:
    described = [
        {
            "checkpoint": cell.checkpoint,
            "backend": cell.backend,
            "memory": cell.memory,
            "options": cell.options,
            "finished": results.finished(comparison.key(cell)),
            "skip": cell.skip or None,
        }
        for cell in comparison.cells()
    ]
    if as_json:
        click.echo(json.dumps(described, indent=1))
        return
    for cell, facts in zip(comparison.cells(), described):
        state = "finished" if facts["finished"] else f"skipped: {cell.skip}" if cell.skip else "to run"
        options = " ".join(f"{name}={value}" for name, value in cell.options.items())
        click.echo(f"{_name(cell)} {options}: {state}")
