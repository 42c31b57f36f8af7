"""Holds every installed backend to the conformance suite and writes what came of it into docs/conformance.md.

    python benchmarks/conformance_table.py

A minute or two on one core. Only what lies between the page's markers is written.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from memtrans.plugins import registry
from memtrans.testing import BackendTests, Outcome
from memtrans.testing.isolated import isolated_outcomes
from memtrans.testing.runner import tier_of
from memtrans.testing.suite import standard_checks

PAGE = Path(__file__).parent.parent / "docs" / "conformance.md"
LETTERS = "abcdefghijklmnopqrstuvwxyz"
WORDS = {"passed": "✓", "excused": "–", "failed": "**failed**"}


def main() -> int:
    names = [entry.name for entry in registry().entries() if entry.status == "ok"]
    found = {name: list(_checked(name)) for name in names}
    page = PAGE.read_text(encoding="utf-8")
    page = rewrite(page, "checks", meanings())
    page = rewrite(page, "results", results(found))
    PAGE.write_text(page, encoding="utf-8")
    return int(any(outcome.status == "failed" for outcomes in found.values() for outcome in outcomes))


def _checked(name: str) -> Iterable[Outcome]:
    for outcome in isolated_outcomes(name, {}, standard_checks()):
        print(f"{name:16} {outcome.status:8} {outcome.check}", flush=True)
        yield outcome


def meanings() -> str:
    """What each check means, in the order in which they run."""
    rows = ["| check | tier | what it means |", "|---|---|---|"]
    for check in standard_checks():
        meaning = " ".join((getattr(BackendTests, check).__doc__ or "").split())
        rows.append(f"| `{check}` | {tier_of(check)} | {meaning} |")
    return "\n".join(rows)


def results(found: Mapping[str, Sequence[Outcome]]) -> str:
    """Checks by backends; a letter leads to the declaration that excused a check or changed how it is made."""
    reasons = dict.fromkeys(outcome.detail for outcomes in found.values() for outcome in outcomes if outcome.detail)
    letters = dict(zip(reasons, LETTERS))
    rows = [f"| check | {' | '.join(found)} |", "|---|" + ":-:|" * len(found)]
    for at, check in enumerate(standard_checks()):
        cells = [_cell(outcomes[at], letters) for outcomes in found.values()]
        rows.append(f"| {check.removeprefix('test_').replace('_', ' ')} | {' | '.join(cells)} |")
    notes = [f"- {letter}: {reason}" for reason, letter in letters.items()]
    return "\n".join([*rows, "", *notes])


def _cell(outcome: Outcome, letters: Mapping[str, str]) -> str:
    return " ".join(part for part in (WORDS[outcome.status], letters.get(outcome.detail, "")) if part)


def rewrite(page: str, part: str, text: str) -> str:
    """The page with another text between `<!-- PART: begin -->` and `<!-- PART: end -->`."""
    begin, end = f"<!-- {part}: begin -->", f"<!-- {part}: end -->"
    before, _, rest = page.partition(begin)
    _, _, after = rest.partition(end)
    return f"{before}{begin}\n{text}\n{end}{after}"


if __name__ == "__main__":
    sys.exit(main())
