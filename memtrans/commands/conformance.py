"""`memtrans conformance`: holds a backend to its promises, each check on its own, and shows what failed on what."""

from __future__ import annotations

import json
import textwrap
from collections import Counter
from collections.abc import Sequence
from typing import Any

import click

from memtrans.config.strict_yaml import parse_argument
from memtrans.errors import UsageError
from memtrans.plugins import registry
from memtrans.testing import Outcome, Report
from memtrans.testing.isolated import isolated_outcomes
from memtrans.testing.runner import choose_checks

WIDEST = 100
"""Characters of the reason that fit in a row; the whole of it follows for what failed."""


@click.command()
@click.argument("name")
@click.option("--options", "given", multiple=True, metavar="JSON|KEY=VALUE", help="Options; may be repeated.")
@click.option("--check", "checks", multiple=True, metavar="NAME", help="Only this check; may be repeated.")
@click.option("--thorough", is_flag=True, help="Long rounds as well, for nights and releases.")
@click.option("--json", "as_json", is_flag=True, help="One object instead of a table.")
def command(name: str, given: tuple[str, ...], checks: tuple[str, ...], thorough: bool, as_json: bool) -> int:
    """Check that the backend NAME keeps its promises; exit 1 if it does not.

    The checks run in a process of their own: a library that takes it down fails the check it was in, and the others
    still run.
    """
    options = _read(given)
    registry().resolve_options(name, options)
    chosen = choose_checks(checks or None)
    outcomes: list[Outcome] = []
    try:
        if not as_json:
            _print_head(name, options, chosen)
        for outcome in isolated_outcomes(name, options, chosen, thorough=thorough):
            outcomes.append(outcome)
            if not as_json:
                click.echo(_row(outcome, chosen))
    finally:  # after Ctrl-C too: what was finished is shown
        report = Report(name, options, tuple(outcomes))
        left = len(chosen) - len(outcomes)
        facts = {**report.as_json(), "ok": report.ok and not left}
        click.echo(json.dumps(facts, indent=1) if as_json else _summary(report, left))
    return 0 if report.ok else 1


def _read(given: Sequence[str]) -> dict[str, Any]:
    """`ef_search=64` and `{"ef_search": 64}` alike."""
    options: dict[str, Any] = {}
    for text in given:
        name, equals, written = text.partition("=")
        is_pair = bool(equals) and name.isidentifier()
        values, _, faults = parse_argument(written if is_pair else text)
        if faults:
            raise UsageError(f"--options {text}: {faults[0].message}")
        if not is_pair and not isinstance(values, dict):
            raise UsageError(f"--options {text}: write it as key=value or as JSON, such as '{{\"ef_search\": 64}}'.")
        options |= {name: values} if is_pair else values
    return options


def _print_head(name: str, options: dict[str, Any], checks: Sequence[str]) -> None:
    shown = ", ".join(f"{key}={value}" for key, value in options.items()) or "default options"
    click.echo(f"{name}, {shown}\n")
    click.echo(f"{'status':8} {'seconds':>7}  {'check'.ljust(max(map(len, checks)))}  why")


def _row(outcome: Outcome, checks: Sequence[str]) -> str:
    """One line, and one more for each further recall that was measured."""
    name = outcome.check.ljust(max(map(len, checks)))
    first = f"{outcome.status:8} {outcome.seconds:7.2f}  {name}  "
    why = [_shortened(outcome.detail)] if outcome.detail else []
    if outcome.status == "passed":
        why += map(str, outcome.measured)
    return ("\n" + " " * len(first)).join([first + "".join(why[:1]), *why[1:]]).rstrip()


def _shortened(text: str) -> str:
    return text if len(text) <= WIDEST else text[: WIDEST - 2] + " …"


def _summary(report: Report, left: int) -> str:
    """The failure that explains the others at length, those by name, and how many checks ended how.

    left: checks that were not finished.
    """
    lines = []
    for outcome in report.failed[:1]:
        lines += ["", f"{outcome.check} failed:", _indented(outcome.detail)]
        lines += [_indented(outcome.example)] if outcome.example else []
    others = [outcome.check for outcome in report.failed[1:]]
    if others:
        lines += ["", "Also failed, probably for the same reason (--check NAME shows one at length):"]
        lines += textwrap.wrap(", ".join(others), WIDEST, initial_indent="    ", subsequent_indent="    ")
    counts = Counter(outcome.status for outcome in report.outcomes)
    seconds = sum(outcome.seconds for outcome in report.outcomes)
    words = ", ".join(f"{counts[status]} {status}" for status in ("passed", "excused", "failed"))
    unfinished = f", {left} not finished" if left else ""
    return "\n".join([*lines, "", f"{words}{unfinished} in {seconds:.1f} s"])


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())
