"""`memtrans trace export` and `import`: traces in the files of other projects, and their files as traces."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from memtrans.commands.progress import Progress, duration, progress
from memtrans.errors import UsageError, did_you_mean
from memtrans.files import require_room
from memtrans.traces.export_lists import KeyList, find_lists
from memtrans.traces.export_runbook import RunbookExport, plan_runbook
from memtrans.traces.export_static import StaticExport, split
from memtrans.traces.file import SUFFIX, TraceFile
from memtrans.traces.import_file import StaticFile
from memtrans.traces.import_static import plan_import

FORMATS = ("vibe", "ann-benchmarks", "runbook")

Export = StaticExport | RunbookExport

PER_SEARCH = 256
"""Queries of each search of a runbook, where nobody says."""


def _format(_context: click.Context, _option: click.Parameter, name: str) -> str:
    if name not in FORMATS:
        raise click.BadParameter(f"'{name}' is no format.{did_you_mean(name, FORMATS)} Formats: {', '.join(FORMATS)}.")
    return name


@click.command(name="export")
@click.argument("trace", type=click.Path(path_type=Path))
@click.option("--format", "layout", required=True, callback=_format, metavar="|".join(FORMATS))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="A .hdf5 file; of a runbook a new folder.")
@click.option("--layer", type=click.IntRange(min=0), help="The model's number; default: the only one.")
@click.option("--head", "heads", type=click.IntRange(min=0), multiple=True, help="Key/value head; default: each.")
@click.option("--document", help="Name or number; default: the one with the most queries.")
@click.option("--memory", type=click.IntRange(min=1), help="Keys that are kept; default: as the model read.")
@click.option(
    "--queries",
    type=click.IntRange(min=1),
    help=f"Held-out ones (default: 1,000, or a quarter); of a runbook those of each search (default: {PER_SEARCH}).",
)
@click.option("--learn", type=click.IntRange(min=0), help="Of the earlier queries so many; default: all.")
@click.option("--searches", type=click.IntRange(min=1), help="Of a runbook; default: one after every write.")
@click.option("--neighbours", "k", type=click.IntRange(min=1), default=100, show_default=True, help="Of each query.")
@click.option("--seed", type=click.IntRange(min=0, max=2**32 - 1), default=0, show_default=True, help="Of samples.")
def export_trace(
    trace: Path,
    layout: str,
    out: Path,
    layer: int | None,
    heads: tuple[int, ...],
    document: str | None,
    memory: int | None,
    queries: int | None,
    learn: int | None,
    searches: int | None,
    k: int,
    seed: int,
) -> None:
    """Write lists of keys of TRACE, their queries and true neighbours as other benchmarks read them.

    Several heads become several files: NAME-h0.hdf5, NAME-h1.hdf5.
    """
    _require_fitting(layout, out, learn, searches)
    lists = find_lists(TraceFile(trace), layer, heads, document, memory)

    def plan(of: KeyList) -> Export:
        if layout == "runbook":
            return RunbookExport(of, plan_runbook(of, queries or PER_SEARCH, searches, seed), k)
        return StaticExport(of, split(of, queries, learn, seed), k, "vibe" if layout == "vibe" else "ann-benchmarks")

    exports = [plan(of) for of in lists]
    outs = _names(out, [of.head for of in lists])
    for each in outs:
        if each.exists():
            raise UsageError(f"{each} exists already; choose a path that does not, or remove it.")
    with progress() as shown:
        _write_all(exports, outs, shown)
    for export, written in zip(exports, outs):
        click.echo(f"{written}: {_told(export)}, {_size(written) / 1e6:,.1f} MB")


def _require_fitting(layout: str, out: Path, learn: int | None, searches: int | None) -> None:
    """Refuse a name that their loaders would not find, and options that say nothing of this format."""
    if layout != "runbook" and out.suffix != ".hdf5":
        raise UsageError(f"--out {out}: {layout} looks for NAME.hdf5; call it {out.with_suffix('.hdf5').name}.")
    wrong = "learn" if layout == "runbook" and learn is not None else ""
    wrong = "searches" if layout != "runbook" and searches is not None else wrong
    if wrong:
        raise UsageError(f"--{wrong} says nothing of --format {layout}; leave it out.")


def _write_all(exports: Sequence[Export], outs: Sequence[Path], shown: Progress) -> None:
    nbytes = sum(export.nbytes for export in exports)
    require_room(outs[0], nbytes, "choose another disk, fewer heads with --head, or fewer --queries")
    shown.show("projecting")
    seconds = sum(export.seconds() for export in exports)
    shown.print(f"{nbytes / 1e6:,.1f} MB in {len(outs)} of {outs[0].name}, about {duration(seconds)}")
    done, total = 0, sum(_query_count(export) for export in exports)

    def advance(queries: int) -> None:
        nonlocal done
        done += queries
        shown.show("searching exactly", done, total, unit="queries")

    for export, out in zip(exports, outs):
        export.write(out, advance)


def _names(out: Path, heads: Sequence[int]) -> list[Path]:
    if len(heads) == 1:
        return [out]
    return [out.with_name(f"{out.stem}-h{head}{out.suffix}") for head in heads]


def _query_count(export: Export) -> int:
    if isinstance(export, StaticExport):
        return len(export.parts.test) + len(export.parts.learn)
    return sum(len(step.queries) for step in export.searches)


def _told(export: Export) -> str:
    of = export.of
    whose = f"layer {of.layer.number}, head {of.head}, document {of.place} ({of.document.name})"
    if isinstance(export, StaticExport):
        parts = export.parts
        counts = f"{len(parts.train):,} keys, {len(parts.test):,} queries after place {parts.moment:,}"
        return f"{whose}: {counts}, {len(parts.learn):,} before, {export.neighbours} neighbours"
    return f"{whose}: {len(export.keys):,} keys, {len(export.searches):,} searches in {len(export.steps):,} steps"


def _size(path: Path) -> int:
    files = [path] if path.is_file() else path.iterdir()
    return sum(each.stat().st_size for each in files)


@click.command(name="import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="A file, ending in .h5.")
@click.option("--queries", type=click.IntRange(min=1), help="The first so many of test; default: all.")
@click.option("--neighbours", "k", type=click.IntRange(min=1), help="k of every search; default: as exported, or 10.")
@click.option("--segment", type=click.IntRange(min=1), help="Keys written together; default: as exported, or 512.")
def import_trace(file: Path, out: Path, queries: int | None, k: int | None, segment: int | None) -> None:
    """Make a static trace of a FILE of VIBE or ann-benchmarks: all keys first, then the queries of test."""
    if out.suffix != SUFFIX:
        raise UsageError(f"--out {out}: a trace is known by its ending; call it {out.with_suffix(SUFFIX).name}.")
    if out.exists():
        raise UsageError(f"{out} exists already; choose a path that does not, or remove it.")
    static = StaticFile(file)
    plan = plan_import(static, queries, k, segment)
    require_room(out, 2 * plan.nbytes, "choose another disk, or fewer --queries")
    keys = len(static.keys)
    with progress() as shown:
        shown.print(f"{plan.nbytes / 1e6:,.1f} MB, about {duration(plan.seconds())}; twice that while it is made")
        done = 0

        def advance(rows: int) -> None:
            nonlocal done
            done += rows
            shown.show("importing", done, keys + plan.queries, unit="rows")

        plan.write(out, advance)
    click.echo(f"{out}: {keys:,} keys and {plan.queries:,} queries of dimension {static.dim}, k = {plan.k}")
    click.echo(f"The distance was '{static.distance}': {static.conversion}")
    click.echo(f"A memory of {keys:,} holds all keys; there are no values, so no output error.")
