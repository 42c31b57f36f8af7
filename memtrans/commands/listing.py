"""What can be fetched, and what of it is here: the same list for corpora and for models."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

import click


def print_listed(rows: Sequence[dict[str, Any]], as_json: bool, presence: Callable[[dict[str, Any]], str]) -> None:
    """Two lines for each of the rows, or one array of them. presence: where it is, or how to fetch it."""
    if as_json:
        click.echo(json.dumps(rows, indent=1))
        return
    width = max(len(row["name"]) for row in rows)
    for row in rows:
        click.echo(f"{row['name']:{width}}  {row['summary']}. {row['source']}; {row['licence']}.")
        click.echo(f"{'':{width}}  {presence(row)}")
