"""`memtrans trace`: record what goes through a model's memory, and look at what was recorded."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import torch

from memtrans.commands.device import check_device
from memtrans.commands.documents import SPLITS, find_documents, read_settings, read_texts
from memtrans.commands.progress import duration, progress
from memtrans.commands.trace_export import export_trace, import_trace
from memtrans.data.corpora.table import CORPORA
from memtrans.data.documents import DocumentsConfig
from memtrans.errors import UsageError
from memtrans.readers import open_reader
from memtrans.reading import DocumentsOfItsOwn, Reader, Reading
from memtrans.recording.inside import block_of
from memtrans.recording.projection import project, require_room
from memtrans.recording.record import Recording, record
from memtrans.traces.file import TraceFile
from memtrans.traces.library import import_h5py
from memtrans.traces.manifest import Manifest


class Trace(click.Group):
    """Its subcommands by name; whatever else is typed is the model that is to be recorded."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return super().get_command(ctx, cmd_name) or record_trace

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] in self.commands:
            return super().resolve_command(ctx, args)
        return None, record_trace, args

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        record_trace.format_options(ctx, formatter)
        self.format_commands(ctx, formatter)


@click.group(
    name="trace",
    cls=Trace,
    subcommand_metavar="MODEL --documents SOURCE --out T.h5 [OPTIONS] | COMMAND [ARGS]...",
    context_settings={"ignore_unknown_options": True},
)
def command() -> None:
    """Record the queries, keys and values of MODEL's memory, in a file that stands wherever a checkpoint does.

    MODEL is what `memtrans eval` takes; a folder called like one of the commands is given as ./show.
    """


def _numbers(_context: click.Context, option: click.Parameter, text: str | None) -> list[int] | None:
    if text is None:
        return None
    parts = [part.strip() for part in text.split(",")]
    wrong = [part for part in parts if not (part.isascii() and part.isdigit())]
    if wrong:
        raise click.BadParameter(f"'{wrong[0]}' is no number; write numbers such as 0,5,9.")
    return sorted({int(part) for part in parts})


@click.command(name="trace")
@click.argument("model")
@click.option("--documents", help="File, folder, or CORPUS[:train|:heldout]; default: the run's validation documents.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="A file, ending in .h5.")
@click.option("--layers", callback=_numbers, help="Only these of the model's memory layers, as 9,20.")
@click.option("--heads", callback=_numbers, help="Only these key/value heads, with all query heads that share them.")
@click.option("--tokens", type=click.IntRange(min=1), help="Of each document only the first so many.")
@click.option("--max-documents", type=click.IntRange(min=1), help="Only the first so many documents.")
@click.option("--min-bytes", type=click.IntRange(min=1), help="Shorter documents are skipped.")
@click.option("--memory", type=click.IntRange(min=1), default=8192, show_default=True, help="Of the exact memory.")
@click.option("--reading", "asked", multiple=True, metavar="KEY=VALUE", help="How it reads, where there is a choice.")
@click.option("--segment", type=click.IntRange(min=1), help="Tokens read at a time; default: as in training.")
@click.option("--dtype", type=click.Choice(["float32", "bfloat16", "float16"]), default="float32", show_default=True)
@click.option(
    "--residual/--no-residual",
    default=None,
    help="Also what the memory layer is given, for nats; default: where that can be replayed.",
)
@click.option("--licence", help="Of the documents; default: the corpus'.")
@click.option("--seed", type=click.IntRange(min=0, max=2**32 - 1), default=0, show_default=True)
@click.option("--device", default="cpu", show_default=True, callback=check_device)
@click.option("--threads", type=click.IntRange(min=1), help="CPU threads; default: all cores.")
def record_trace(
    model: str,
    documents: str | None,
    out: Path,
    layers: list[int] | None,
    heads: list[int] | None,
    tokens: int | None,
    max_documents: int | None,
    min_bytes: int | None,
    memory: int,
    asked: tuple[str, ...],
    segment: int | None,
    dtype: Any,
    residual: bool | None,
    licence: str | None,
    seed: int,
    device: str,
    threads: int | None,
) -> None:
    """Record what goes through MODEL's memory while it reads with exact search; killed, it goes on where it was."""
    import_h5py()
    if out.suffix != ".h5":
        raise UsageError(f"--out {out}: a trace is known by its ending; call it {out.name}.h5.")
    if out.exists():
        raise UsageError(f"{out} exists already; choose a path that does not, or remove it.")
    if threads:
        torch.set_num_threads(threads)
    with progress() as shown:
        shown.show(f"loading {model}")
        reader = open_reader(model, device)
        if isinstance(reader, DocumentsOfItsOwn):
            raise UsageError(f"{model} is a trace already; give the model that is to be recorded.")
        limits = {"max_tokens": tokens, "max_documents": max_documents, "min_bytes": min_bytes}
        config = find_documents(model, documents).model_copy(update={k: v for k, v in limits.items() if v})
        texts = read_texts(config, reader, shown)
        longest = max(len(text.tokens) for text in texts)
        reading = _one_reading(reader, asked, layers, longest, model)
        recording = Recording(
            reader,
            model,
            reading,
            texts,
            _segment(reader, segment, model),
            memory,
            dtype,
            layers,
            heads,
            seed,
            threads,
            _describe(config, licence),
            block_of(reader, reading, heads) is not None if residual is None else residual,
        )
        shown.show("projecting")
        projection = project(recording)
        total = sum(len(text.tokens) for text in texts)
        size = f"{projection.nbytes / 1e6:,.1f} MB of {total:,} tokens"
        shown.print(f"{size}, about {duration(projection.seconds)}; {projection.needed / 1e6:,.1f} MB while it is made")
        require_room(projection, out)
        done = 0

        def advance(tokens: int) -> None:
            nonlocal done
            done += tokens
            shown.show("recording", done, total, unit="tokens")

        manifest = record(recording, out, advance, projection.token_bytes)
    click.echo(f"{out}: {out.stat().st_size / 1e6:,.1f} MB")
    click.echo(_told(manifest))


@command.command(name="show")
@click.argument("trace", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="The whole manifest.")
def show(trace: Path, as_json: bool) -> None:
    """What TRACE holds, and how it was made."""
    manifest = TraceFile(trace).manifest
    click.echo(manifest.model_dump_json(indent=1) if as_json else _told(manifest))


command.add_command(export_trace)
command.add_command(import_trace)


def _one_reading(reader: Reader, asked: tuple[str, ...], layers: list[int] | None, longest: int, model: str) -> Reading:
    """The way to read that is recorded; where a model leaves the choice, only the layers asked for have a memory."""
    settings = read_settings(asked)
    retrieving = [each for each in reader.readings(settings, longest) if each.retrieves]
    if layers and retrieving and not retrieving[0].fixed and "layers" not in settings:
        settings = {**settings, "layers": layers}
        retrieving = [each for each in reader.readings(settings, longest) if each.retrieves]
    if not retrieving:
        raise UsageError(f"{model} has no memory layer, so nothing goes through a memory; give one that has.")
    if len(retrieving) > 1:
        raise UsageError(f"--reading asks for {len(retrieving)} ways to read with a memory; a trace records one.")
    return retrieving[0]


def _segment(reader: Reader, asked: int | None, model: str) -> int:
    segment = asked or reader.segment
    if segment is None:
        raise UsageError(f"{model} does not say which segment it was trained with; give --segment.")
    return segment


def _describe(config: DocumentsConfig, licence: str | None) -> dict[str, Any]:
    """The documents' source for the manifest; of a path only its name, as it may be anybody's folder."""
    limits = {"max_tokens": config.max_tokens, "max_documents": config.max_documents}
    if config.corpus is None:
        path = config.source()
        split = path.name if path.name in SPLITS else None
        name = path.parent.name if split else path.name
        return {"name": name, "split": split, "licence": licence, "source": None, **limits}
    corpus = CORPORA[config.corpus]
    return {
        "name": corpus.name,
        "split": config.split or "train",
        "licence": licence or corpus.licence,
        "source": corpus.source,
        **limits,
    }


def _told(manifest: Manifest) -> str:
    """A few lines."""
    facts, corpus = manifest.reading, manifest.corpus
    ways = [f"{name} {facts[name]}" for name in ("policy", "window", "sinks") if facts[name]]
    ways += [f"{name} {value}" for name, value in facts["reading"].items()]
    ways += [f"memory {manifest.capacity:,} exact", f"segment {manifest.segment}"]
    lines = [
        f"model      {manifest.model.name} ({manifest.model.kind}, fingerprint {manifest.model.fingerprint[:12]})",
        f"reading    {', '.join(ways)}",
        *(
            f"layer {layer.number:<4} {layer.query_heads} query heads on {len(layer.heads)} of {layer.kv_heads} "
            f"key/value heads, dimension {layer.key_dim}, k = {layer.neighbours}"
            for layer in manifest.layers
        ),
        f"documents  {len(manifest.documents)} of {corpus.get('name')}, licence {corpus.get('licence') or 'not said'}",
        f"stored     {manifest.dtype}{', with the residual' if manifest.residual else ''}",
        f"made with  {', '.join(f'{name} {version}' for name, version in manifest.versions.items())}",
    ]
    return "\n".join(lines)
