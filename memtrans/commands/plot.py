"""`memtrans plot`: a comparison as a figure."""

from __future__ import annotations

from pathlib import Path

import click

from memtrans.comparison.plot import AXES, FORMATS, draw, encode
from memtrans.comparison.results import Results
from memtrans.errors import UsageError
from memtrans.files import write_atomically


@click.command(name="plot")
@click.argument("results", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Default: RESULTS/plot.svg.")
@click.option(
    "--against",
    multiple=True,
    type=click.Choice(list(AXES)),
    default=("recall", "mass_recall"),
    show_default=True,
    help="A panel for each; may be repeated.",
)
def command(results: Path, out: Path | None, against: tuple[str, ...]) -> None:
    """Draw the loss of every cell in the folder RESULTS (of `memtrans compare`) against its recall."""
    record = Results(results)
    if not record.file.exists():
        raise UsageError(f"{record.file} is not there; give the folder that `memtrans compare` wrote its results to.")
    out = out or results / "plot.svg"
    if out.suffix not in FORMATS:
        raise UsageError(f"--out {out}: a figure is written as {', '.join(FORMATS)}; choose one of these endings.")
    write_atomically(out, encode(draw(record.all(), against), out.suffix))
    click.echo(out)
