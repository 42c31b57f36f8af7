"""The page about conformance lists the checks and the backends that there are."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from benchmarks import conformance_table as script
from memtrans.plugins import registry
from memtrans.testing import Outcome
from memtrans.testing.suite import standard_checks

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "conformance.md").read_text(encoding="utf-8")


def part(name: str) -> str:
    return PAGE.partition(f"<!-- {name}: begin -->\n")[2].partition(f"\n<!-- {name}: end -->")[0]


def test_the_page_says_what_each_check_says_of_itself() -> None:
    assert part("checks") == script.meanings()


def test_the_page_shows_every_backend_and_every_check_and_no_failure() -> None:
    header, _, *rows = [line for line in part("results").splitlines() if line.startswith("|")]
    own = [entry.name for entry in registry().entries() if entry.distribution == "memtrans"]
    assert [cell.strip() for cell in header.split("|")[2:-1]] == own
    checks = [check.removeprefix("test_").replace("_", " ") for check in standard_checks()]
    assert [row.split("|")[1].strip() for row in rows] == checks
    cells = [cell.strip() for row in rows for cell in row.split("|")[2:-1]]
    letters = set(re.findall(r"^- (\w): ", part("results"), re.MULTILINE))
    assert all(re.fullmatch(r"✓( \w)?|– \w", cell) for cell in cells)
    assert {cell[-1] for cell in cells if len(cell) > 1} == letters


def test_every_declaration_that_the_results_name_is_explained() -> None:
    table = PAGE.partition("## What a declaration excuses")[2].partition("## First-party")[0]
    for declaration in re.findall(r"^- \w: ([\w=]+)", part("results"), re.MULTILINE):
        assert declaration.partition("=")[0] in table, declaration


def test_letters_lead_to_reasons_and_failures_stand_out() -> None:
    checks = standard_checks()

    def outcomes(status: Any, detail: str) -> list[Outcome]:
        return [Outcome(check, "hard", status, detail) for check in checks]

    table = script.results({"a": outcomes("passed", ""), "b": outcomes("failed", "x"), "c": outcomes("excused", "y")})
    rows = table.splitlines()
    assert rows[0] == "| check | a | b | c |"
    assert rows[2].endswith("| ✓ | **failed** a | – b |")
    assert rows[-2:] == ["- a: x", "- b: y"]


def test_only_the_part_between_the_markers_is_written() -> None:
    page = "before\n<!-- checks: begin -->\nold\n<!-- checks: end -->\nafter <!-- results: begin -->"
    new = script.rewrite(page, "checks", "new")
    assert new == page.replace("old", "new")
