"""What is said of metrics and columns of plug-ins that cannot be used."""

from __future__ import annotations

import click

from memtrans.plugins import Registry


def warn_of_additions(registry: Registry) -> None:
    """A line on stderr for each that is left out; the rows say of a metric once more why it has no numbers."""
    for what, additions in (("metric", registry.metrics()), ("column", registry.columns())):
        for each in additions:
            if each.spec is None:
                click.echo(
                    f"memtrans: {what} '{each.name}' of {each.distribution} is left out: {each.reason}", err=True
                )
