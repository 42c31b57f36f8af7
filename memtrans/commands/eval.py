"""`memtrans eval`: perplexity of one checkpoint over memory sizes and backends."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click
import torch
from pydantic import ValidationError

from memtrans.checkpoint import Checkpoint, load_checkpoint
from memtrans.commands.device import check_device
from memtrans.commands.progress import Progress, progress
from memtrans.config.strict_yaml import parse_argument
from memtrans.data.corpora.table import CORPORA
from memtrans.data.documents import DocumentsConfig, TokenizedDocument, read_documents, tokenize_documents
from memtrans.data.segments import Segment
from memtrans.errors import MemtransError, UsageError, did_you_mean
from memtrans.evaluation.evaluate import Evaluation, MemoryConfig, evaluate
from memtrans.evaluation.finite import require_finite_loss, spell_out, to_json
from memtrans.plugins import registry

COLUMNS = ("backend", "memory", "perplexity", "bits_per_byte", "tokens_per_s", "recall")
SPLITS = ("train", "heldout")


def _read_sizes(_context: click.Context, _option: click.Parameter, text: str) -> list[int]:
    sizes = [part.strip().replace("_", "") for part in text.split(",")]
    wrong = [size for size in sizes if not (size.isascii() and size.isdigit())]
    if wrong:
        raise click.BadParameter(f"'{wrong[0]}' is no size in tokens; write numbers such as 0,2048,8192.")
    return list(dict.fromkeys(map(int, sizes)))


@click.command(name="eval")
@click.argument("checkpoint", type=click.Path(path_type=Path))
@click.option(
    "--memory", "sizes", default="0,8192", show_default=True, callback=_read_sizes, help="Sizes in tokens; 0 = none."
)
@click.option("--backend", "backends", multiple=True, default=("exact",), show_default=True, help="May be repeated.")
@click.option("--option", "options", multiple=True, metavar="BACKEND.KEY=VALUE", help="Change a backend's option.")
@click.option("--documents", help="File, folder, or CORPUS[:train|:heldout]; default: the run's validation documents.")
@click.option("--max-tokens", type=click.IntRange(min=1), help="Of each document only the first so many.")
@click.option("--max-documents", type=click.IntRange(min=1), help="Only the first so many documents.")
@click.option("--segment", type=click.IntRange(min=1), help="Tokens read at a time; default: as in training.")
@click.option("--rows", type=click.IntRange(min=1), default=8, show_default=True, help="Documents side by side.")
@click.option("--device", default="cpu", show_default=True, callback=check_device)
@click.option("--threads", type=click.IntRange(min=1), help="CPU threads; default: all cores.")
@click.option("--json", "as_json", is_flag=True, help="One array of objects instead of a table.")
def command(
    checkpoint: Path,
    sizes: list[int],
    backends: tuple[str, ...],
    options: tuple[str, ...],
    documents: str | None,
    max_tokens: int | None,
    max_documents: int | None,
    segment: int | None,
    rows: int,
    device: str,
    threads: int | None,
    as_json: bool,
) -> int | None:
    """Measure perplexity and bits per byte of CHECKPOINT (or the newest one of a run) on documents."""
    if threads:
        torch.set_num_threads(threads)
    with progress() as shown:
        shown.show(f"loading {checkpoint}")
        loaded = load_checkpoint(checkpoint, device)
    memories = _memories(sizes, backends, _scoped(options, backends))
    if not loaded.model.config.memory_layers:
        memories = _without_memory(memories, sizes)
    limits = {"max_tokens": max_tokens, "max_documents": max_documents}
    config = _documents_config(loaded, documents).model_copy(update={k: v for k, v in limits.items() if v})
    segment = segment or _trained_segment(loaded)
    with progress() as shown:
        texts = _read(config, loaded, shown)
    results: list[dict[str, Any]] = []
    try:
        with progress() as shown:
            for row in _measure(loaded, texts, memories, segment, rows, threads, shown):
                results.append(row)
    finally:  # after an interrupt too: what was finished is shown
        if results:
            click.echo(to_json(results, indent=1) if as_json else _table(results))
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


def _without_memory(memories: Sequence[MemoryConfig], sizes: Sequence[int]) -> list[MemoryConfig]:
    left_out = ", ".join(str(size) for size in sizes if size)
    if left_out:
        click.echo(f"This model has no memory layer: measured without memory, not at {left_out}.", err=True)
    return [MemoryConfig(capacity=0)]


def _trained(checkpoint: Checkpoint) -> dict[str, Any]:
    trained: dict[str, Any] = checkpoint.facts.get("training", {})
    return trained


def _trained_segment(checkpoint: Checkpoint) -> int:
    segment: int | None = _trained(checkpoint).get("segment")
    if segment is None:
        raise UsageError(f"{checkpoint.path} does not say which segment it was trained with; give --segment.")
    return segment


def _documents_config(checkpoint: Checkpoint, source: str | None) -> DocumentsConfig:
    if source is None:
        validation = _trained(checkpoint).get("validation")
        if not validation:
            raise UsageError(f"{checkpoint.path} was trained without validation documents; say which with --documents.")
        try:
            return DocumentsConfig.model_validate(validation)
        except ValidationError as error:
            raise UsageError(
                f"{checkpoint.path} does not say which documents it was validated on; say which with --documents."
            ) from error
    if Path(source).expanduser().exists():
        return DocumentsConfig(path=Path(source))
    corpus, _, split = source.partition(":")
    if corpus not in CORPORA:
        raise UsageError(
            f"--documents {source}: there is no such file or folder, and no such corpus "
            f"({', '.join(CORPORA)}).{did_you_mean(corpus, CORPORA)}"
        )
    if split == "train":
        return DocumentsConfig(corpus=corpus, split="train")
    if split in ("", "heldout"):
        return DocumentsConfig(corpus=corpus, split="heldout")
    raise UsageError(f"--documents {source}: a corpus has the splits train and heldout.{did_you_mean(split, SPLITS)}")


def _read(config: DocumentsConfig, checkpoint: Checkpoint, shown: Progress) -> list[TokenizedDocument]:
    shown.show("reading documents")
    read = read_documents(config)
    for skipped in read.skipped:
        shown.print(f"Skipped {skipped.name}: {skipped.reason}")
    shown.show(f"tokenizing {len(read.documents):,} documents")
    return tokenize_documents(read.documents, checkpoint.tokenizer, config.max_tokens)


def _measure(
    checkpoint: Checkpoint,
    documents: Sequence[TokenizedDocument],
    memories: Sequence[MemoryConfig],
    segment: int,
    rows: int,
    threads: int | None,
    shown: Progress,
) -> Iterator[dict[str, Any]]:
    total, done = sum(len(document.tokens) for document in documents) * len(memories), 0
    for memory in memories:

        def show(step: Segment, memory: MemoryConfig = memory) -> None:
            nonlocal done
            done += int(step.valid.sum())
            shown.show("measuring", done, total, unit="tokens", detail=f"{_name(memory)} {memory.capacity:,}")

        result = evaluate(
            checkpoint.model,
            checkpoint.tokenizer,
            documents,
            memory,
            segment=segment,
            rows=rows,
            threads=threads,
            observe=show,
        )
        yield _row(memory, result)


def _row(memory: MemoryConfig, result: Evaluation) -> dict[str, Any]:
    """`error` says why the numbers are none, None if they are."""
    try:
        require_finite_loss(result)
        error = None
    except MemtransError as caught:
        error = str(caught)
    return {
        "backend": _name(memory),
        "options": spell_out(memory.options),
        "memory": memory.capacity,
        **result.summary(),
        "recall": result.stats.recall if result.stats else None,
        "error": error,
    }


def _name(memory: MemoryConfig) -> str:
    return memory.backend if memory.capacity else "none"


def _table(results: Sequence[dict[str, Any]]) -> str:
    cells = [[_cell(column, row[column]) for column in COLUMNS] for row in results]
    lines = [[column.replace("_per_", "/") for column in COLUMNS], *cells]
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
