"""`memtrans plugins`: what each installed distribution adds, and the beginning of a new one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from memtrans.commands.rendering import render
from memtrans.plugins import registry
from memtrans.plugins.offers import Offer

LICENCES = ("Apache-2.0", "MIT", "BSD-3-Clause", "none")


@click.group()
def command() -> None:
    """List what each plug-in adds, or begin a new one."""


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="One array of objects.")
def list_plugins(as_json: bool) -> None:
    """List every distribution with what it adds: backends, commands, facts, and whatever else there are hooks for.

    State: ok; incompatible, if a backend is written for another version of the interface; failed, with what it raised;
    disabled by MEMTRANS_DISABLE. `memtrans backends list` has the status of each backend.
    """
    offers = registry().offers()
    if as_json:
        click.echo(json.dumps([offer.as_json() for offer in offers], indent=1))
        return
    statuses = {entry.qualified: entry.status for entry in registry().entries()}
    for offer in offers:
        click.echo("\n".join(_as_text(offer, statuses)))


def _as_text(offer: Offer, statuses: Mapping[str, str]) -> Iterator[str]:
    facts = [f"{offer.distribution} {offer.version}".rstrip(), offer.state]
    yield "  ".join([*facts, *([] if offer.api is None else [f"API {offer.api}"])])
    for kind, names in offer.adds.items():
        marks = (statuses.get(f"{offer.distribution}:{name}", "ok") if kind == "backends" else "ok" for name in names)
        shown = (name if mark == "ok" else f"{name} ({mark})" for name, mark in zip(names, marks))
        yield f"    {kind}: {', '.join(shown)}"
    for reason in offer.reasons:
        yield f"    {reason}"


@command.command("new")
@click.argument("name")
@click.option("--out", type=click.Path(path_type=Path), help="A new folder.  [default: memtrans-NAME]")
@click.option("--summary", help="What it is, in a line.")
@click.option("--library", help="What pip installs to get the index library, such as 'voyager>=2'.  [default: numpy]")
@click.option("--library-module", help="The module that Python imports then.  [default: made from the library's name]")
@click.option("--author", help="Who writes it.")
@click.option("--licence", type=click.Choice(LICENCES), help="Under which licence.  [default: Apache-2.0]")
@click.option("--memtrans-from", metavar="REQUIREMENT", help="Where its CI gets memtrans.  [default: memtrans]")
@click.option("--source", metavar="ADDRESS", help="A repository or clone of memtrans, for later `copier update`.")
def new_plugin(name: str, out: Path | None, source: str | None, **answers: str | None) -> None:
    """Begin a plug-in that offers the backend NAME: a whole distribution, whose own tests pass as it is.

    Its README leads on from there. Needs memtrans[plugins].
    """
    folder = render(name, {key: value for key, value in answers.items() if value is not None}, out, source)
    click.echo(f"Made {folder}. Next, in that folder:")
    click.echo("  python -m pip install --editable '.[test]'")
    click.echo(f"  memtrans conformance {name}")
    click.echo("Then README.md says what to write, and where.")
