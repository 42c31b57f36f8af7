"""`memtrans backends`: what is installed, what is not and why, and the options of each."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import click
from pydantic_core import to_jsonable_python

from memtrans.backend import Capabilities
from memtrans.config.schema import Option, describe_options
from memtrans.errors import BackendUnavailable
from memtrans.plugins import registry
from memtrans.plugins.entries import Entry
from memtrans.plugins.libraries import libraries_of

COLUMNS = ("name", "status", "distribution", "version", "api")


@click.group()
def command() -> None:
    """List the installed backends, or show one with its options."""


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="One array of objects instead of a table.")
def list_backends(as_json: bool) -> None:
    """List every backend with its status; imports no index library.

    MEMTRANS_DISABLE=NAME,... switches off distributions, entry points and backends; of the first two no code is
    imported, and each entry point is a row.
    """
    entries = registry().entries()
    if as_json:
        _print_json([entry.as_json() for entry in entries])
        return
    rows = [tuple(_cell(entry.as_json()[column]) for column in COLUMNS) for entry in entries]
    table = _align([COLUMNS, *rows])
    click.echo(table[0])
    for line, entry in zip(table[1:], entries):
        click.echo(line)
        for note in (entry.reason, entry.install) if entry.status != "ok" else ():
            if note:
                click.echo(f"    {note}")


@command.command("show")
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="One object instead of text.")
def show_backend(name: str, as_json: bool) -> None:
    """Show what a backend promises and which options it takes."""
    entries = registry().providers(name)
    described = [entry for entry in entries if entry.spec]
    # Without a description, or with two, `find` says what is the matter.
    entry = described[0] if len(described) == 1 else registry().find(name)
    if as_json:
        _print_json(_as_json(entry))
    else:
        click.echo("\n".join(_as_text(entry)))


def _as_json(entry: Entry) -> dict[str, Any]:
    assert entry.spec is not None
    return {
        **entry.as_json(),
        "kind": entry.spec.kind,
        "summary": entry.spec.summary,
        "requires": entry.spec.requires,
        "libraries": libraries_of(entry.spec.requires),
        "capabilities": vars(entry.spec.capabilities),
        "options": [asdict(option) for option in describe_options(entry.spec.options)],
    }


def _as_text(entry: Entry) -> list[str]:
    spec = entry.spec
    if spec is None:
        raise BackendUnavailable(f"Backend '{entry.name}' is {entry.status}: {entry.reason}.")
    status = entry.status + (f": {entry.reason}" if entry.reason else "")
    facts = {
        "provided by": f"{entry.distribution} {entry.version}, API {entry.api}",
        "status": status,
        "libraries": ", ".join(
            f"{module} from {library or 'an unknown distribution'}"
            for module, library in libraries_of(spec.requires).items()
        ),
        "install": entry.install,
        "kind": spec.kind,
        "capabilities": _capabilities(entry),
    }
    lines = [f"{entry.name}: {spec.summary}" if spec.summary else entry.name]
    lines += [f"  {line}" for line in _align([(f"{key}:", value) for key, value in facts.items() if value])]
    options = describe_options(spec.options)
    rows = [("OPTION", "TYPE", "DEFAULT", "RANGE", "MEANING"), *map(_option_row, options)]
    return [*lines, "", *(_align(rows) if options else ["It takes no options."])]


def _capabilities(entry: Entry) -> str:
    assert entry.spec is not None
    usual = vars(Capabilities(devices=()))
    declared = {name: value for name, value in vars(entry.spec.capabilities).items() if value != usual[name]}
    return ", ".join(name if value is True else f"{name}={_cell(value)}" for name, value in declared.items())


def _option_row(option: Option) -> tuple[str, ...]:
    default = "none" if option.default is None and "none" in option.type else _cell(option.default)
    default = "required" if option.required else default
    return option.name, option.type, default, option.range(), option.description


def _cell(value: Any) -> str:
    if isinstance(value, (tuple, list)):
        return ",".join(map(str, value))
    return "-" if value is None or value == "" else str(value)


def _align(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows as lines of equally wide columns."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in rows]


def _print_json(value: Any) -> None:
    click.echo(json.dumps(to_jsonable_python(value, inf_nan_mode="null", fallback=str), indent=2, allow_nan=False))
