"""`memtrans eval`: perplexity of one model over memory sizes, backends and ways to read."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import click
import torch

from memtrans.commands.device import check_device
from memtrans.commands.documents import read_documents_of, read_settings
from memtrans.commands.progress import Progress, progress
from memtrans.comparison.columns import UNKNOWN, columns_of_plugins
from memtrans.comparison.readings import differing, facts_of
from memtrans.comparison.results import SCHEMA
from memtrans.config.strict_yaml import parse_argument
from memtrans.data.documents import TokenizedDocument
from memtrans.data.segments import Segment
from memtrans.errors import MemtransError, UsageError, did_you_mean
from memtrans.evaluation.environment import describe_provider
from memtrans.evaluation.evaluate import Evaluation, evaluate
from memtrans.evaluation.finite import require_finite_loss, spell_out, to_json
from memtrans.evaluation.metrics import MetricsAtWork
from memtrans.plugins import registry
from memtrans.plugins.guard import Failure, attempt, describe
from memtrans.readers import open_reader
from memtrans.reading import MemoryConfig, Reader, Reading

SUMMARY = ("perplexity", "bits_per_byte", "documents", "document_tokens", "tokens_per_s")
COLUMNS = ("backend", "memory", "perplexity", "bits_per_byte", "tokens_per_s", "recall")


def _read_sizes(_context: click.Context, _option: click.Parameter, text: str) -> list[int]:
    sizes = [part.strip().replace("_", "") for part in text.split(",")]
    wrong = [size for size in sizes if not (size.isascii() and size.isdigit())]
    if wrong:
        raise click.BadParameter(f"'{wrong[0]}' is no size in tokens; write numbers such as 0,2048,8192.")
    return list(dict.fromkeys(map(int, sizes)))


@click.command(name="eval")
@click.argument("model")
@click.option(
    "--memory", "sizes", default="0,8192", show_default=True, callback=_read_sizes, help="Sizes in tokens; 0 = none."
)
@click.option("--backend", "backends", multiple=True, default=("exact",), show_default=True, help="May be repeated.")
@click.option("--option", "options", multiple=True, metavar="BACKEND.KEY=VALUE", help="Change a backend's option.")
@click.option("--reading", "asked", multiple=True, metavar="KEY=VALUE", help="How it reads, where there is a choice.")
@click.option("--documents", help="File, folder, or CORPUS[:train|:heldout]; default: the run's validation documents.")
@click.option("--max-tokens", type=click.IntRange(min=1), help="Of each document only the first so many.")
@click.option("--max-documents", type=click.IntRange(min=1), help="Only the first so many documents.")
@click.option("--segment", type=click.IntRange(min=1), help="Tokens read at a time; default: as in training.")
@click.option("--rows", type=click.IntRange(min=1), default=8, show_default=True, help="Documents side by side.")
@click.option("--device", default="cpu", show_default=True, callback=check_device)
@click.option("--threads", type=click.IntRange(min=1), help="CPU threads; default: all cores.")
@click.option("--json", "as_json", is_flag=True, help="One array of objects instead of a table.")
def command(
    model: str,
    sizes: list[int],
    backends: tuple[str, ...],
    options: tuple[str, ...],
    asked: tuple[str, ...],
    documents: str | None,
    max_tokens: int | None,
    max_documents: int | None,
    segment: int | None,
    rows: int,
    device: str,
    threads: int | None,
    as_json: bool,
) -> int | None:
    """Measure perplexity and bits per byte of MODEL on documents.

    MODEL is a checkpoint, a run, whose newest one is taken, or a pretrained model.
    """
    if threads:
        torch.set_num_threads(threads)
    with progress() as shown:
        shown.show(f"loading {model}")
        reader = open_reader(model, device)
    memories = _memories(sizes, backends, _scoped(options, backends))
    wanted = read_settings(asked)
    limits = {"max_tokens": max_tokens, "max_documents": max_documents}
    segment = segment or reader.segment
    if segment is None:
        raise UsageError(f"{model} does not say which segment it was trained with; give --segment.")
    with progress() as shown:
        texts = read_documents_of(model, reader, documents, limits, shown)
    cells = _cells(reader.readings(wanted, max(len(text.tokens) for text in texts)), memories)
    results: list[dict[str, Any]] = []
    try:
        with progress() as shown:
            for row in _measure(reader, texts, cells, segment, rows, threads, shown):
                results.append(row)
    finally:  # after an interrupt too: what was finished is shown
        if results:
            click.echo(to_json(results, indent=1) if as_json else _table(results))
    for metric, reason in {pair: None for row in results for pair in row["metric_errors"].items()}:
        click.echo(f"memtrans: metric failed: {metric}: {reason}", err=True)
    failed = [row for row in results if row["error"]]
    for row in failed:
        click.echo(f"{row['backend']} {row['memory']:,}: {row['error']}", err=True)
    return 1 if failed else None


def _scoped(options: Sequence[str], backends: Sequence[str]) -> dict[str, dict[str, Any]]:
    """`["hnsw.M=8"]` → `{"hnsw": {"M": 8}}`."""
    scoped: dict[str, dict[str, Any]] = {backend: {} for backend in backends}
    for text in options:
        name, equals, written = text.partition("=")
        backend, dot, key = name.rpartition(".")
        if not equals or not dot:
            raise UsageError(f"--option {text}: write it as backend.key=value, such as hnsw.ef_search=64.")
        if backend not in scoped:
            hint = did_you_mean(backend, scoped)
            raise UsageError(f"--option {text}: '{backend}' is not among --backend {', '.join(scoped)}.{hint}")
        value, _, faults = parse_argument(written)
        if faults:
            raise UsageError(f"--option {text}: {faults[0].message}")
        scoped[backend][key] = value
    return scoped


def _memories(sizes: Sequence[int], backends: Sequence[str], options: dict[str, dict[str, Any]]) -> list[MemoryConfig]:
    """What to measure: no memory once, then every backend at every size; a wrong option is found here."""
    for backend in options:
        registry().resolve_options(backend, options[backend])
    none = [MemoryConfig(capacity=0)] if 0 in sizes else []
    return none + [
        MemoryConfig(capacity=size, backend=backend, options=options[backend])
        for backend in dict.fromkeys(backends)
        for size in sizes
        if size
    ]


@dataclass(frozen=True)
class _Cell:
    """One row of the table."""

    reading: Reading
    memory: MemoryConfig

    @property
    def backend(self) -> str:
        return self.memory.backend if self.memory.capacity else "none"


def _cells(readings: Sequence[Reading], memories: Sequence[MemoryConfig]) -> list[_Cell]:
    """No memory with each reading that has none, every memory with each that retrieves."""
    without = [reading for reading in readings if not reading.retrieves]
    retrieving = [reading for reading in readings if reading.retrieves]
    left_out = dict.fromkeys(str(memory.capacity) for memory in memories if memory.capacity)
    if left_out and not retrieving:
        told = ", ".join(left_out)
        click.echo(f"This model has no memory layer: measured without memory, not at {told}.", err=True)
        memories = [MemoryConfig(capacity=0)]
    return [_Cell(reading, memory) for memory in memories for reading in (retrieving if memory.capacity else without)]


def _measure(
    reader: Reader,
    documents: Sequence[TokenizedDocument],
    cells: Sequence[_Cell],
    segment: int,
    rows: int,
    threads: int | None,
    shown: Progress,
) -> Iterator[dict[str, Any]]:
    total, done = sum(len(document.tokens) for document in documents) * len(cells), 0
    for cell in cells:

        def show(step: Segment, cell: _Cell = cell) -> None:
            nonlocal done
            done += int(step.valid.sum())
            shown.show("measuring", done, total, unit="tokens", detail=f"{cell.backend} {cell.memory.capacity:,}")

        metrics = MetricsAtWork(registry().metrics())

        def observe(step: Segment, metrics: MetricsAtWork = metrics, show: Callable[[Segment], None] = show) -> None:
            metrics.read(step.documents)
            show(step)

        measure = partial(
            evaluate,
            reader,
            documents,
            cell.reading,
            cell.memory,
            segment=segment,
            rows=rows,
            threads=threads,
            observe=observe,
            observer_of=metrics.observer_of if metrics else None,
        )
        yield _row(cell, attempt("", measure), metrics)


def _row(cell: _Cell, result: Evaluation | Failure, metrics: MetricsAtWork) -> dict[str, Any]:
    """`error` says why the numbers are none, None if they are."""
    row = {
        "backend": cell.backend,
        "options": spell_out(cell.memory.options),
        "memory": cell.memory.capacity,
        **describe_provider(registry().find(cell.backend) if cell.memory.capacity else None),
        **cell.reading.facts,
        **dict.fromkeys(SUMMARY),
        "recall": None,
        "error": None,
        "metrics": {},
        "metric_errors": {},
    }
    if isinstance(result, Failure):
        if isinstance(result.error, UsageError):  # what was asked for is wrong, in this cell as in the others
            raise result.error
        known = isinstance(result.error, MemtransError)
        return row | {"error": str(result.error) if known else describe(result.error)}
    row |= {**result.summary(), "recall": result.stats.recall if result.stats else None}
    try:
        require_finite_loss(result)
    except MemtransError as caught:
        row["error"] = str(caught)
    measured = metrics.measured(row)
    return row | {"metrics": measured.numbers, "metric_errors": measured.errors}


def _table(results: Sequence[dict[str, Any]]) -> str:
    """With what differs in how the model read beside the columns that always stand there."""
    rows = [{**row, "schema": SCHEMA} for row in results]
    columns = (*COLUMNS[:2], *differing(rows), *COLUMNS[2:])
    of_plugins = [
        column
        for column in columns_of_plugins(registry().columns())
        if any(column.show(row) != UNKNOWN for row in rows)
    ]
    cells = [
        [_cell(column, {**row, **facts_of(row)}.get(column)) for column in columns]
        + [column.show(row).replace(UNKNOWN, "-") for column in of_plugins]
        for row in rows
    ]
    lines = [[column.replace("_per_", "/") for column in columns] + [column.title for column in of_plugins], *cells]
    widths = [max(len(cell) for cell in column) for column in zip(*lines)]
    return "\n".join(
        "  ".join([line[0].ljust(widths[0]), *(cell.rjust(w) for cell, w in zip(line[1:], widths[1:]))])
        for line in lines
    )


def _cell(column: str, value: Any) -> str:
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return "-"
    formats = {"perplexity": ".4f", "bits_per_byte": ".4f", "recall": ".4f", "tokens_per_s": ",.0f", "memory": ",d"}
    return format(value, formats.get(column, ""))
