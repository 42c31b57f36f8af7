"""The page of plug-ins says what plugins/ says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from benchmarks.plugin_list import PAGE, PLUGINS, TEMPLATE, others, ours, table, written

ENTRY = """
- name: memtrans-sketch
  summary: random projections, then exact scores
  backends: [sketch, sketch-ivf]
  library: numpy
  licence: MIT
  source: https://example.org/sketch
"""
COUNTS = "  conformance: {memtrans: 0.2.0, date: 2026-11-24, passed: 40, excused: 3, failed: 0}\n"


def test_the_page_is_that_of_its_sources() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == written(page), "run python -m benchmarks.plugin_list"


def test_every_distribution_of_the_repository_is_listed() -> None:
    folders = {path.name for path in PLUGINS.iterdir() if (path / "pyproject.toml").is_file()} - {TEMPLATE}
    assert {entry.source.split("/")[2] for entry, _ in ours(PLUGINS)} == folders
    for entry, _ in ours(PLUGINS):
        assert (PAGE.parent / entry.source).is_file()


def entries(tmp_path: Path, text: str) -> str:
    (tmp_path / "others.yaml").write_text(text, encoding="utf-8")
    return table(others(tmp_path / "others.yaml"))


def test_an_entry_is_a_row(tmp_path: Path) -> None:
    row = entries(tmp_path, ENTRY + COUNTS).splitlines()[-1]
    assert row == (
        "| [memtrans-sketch](https://example.org/sketch) | random projections, then exact scores "
        "| `sketch`, `sketch-ivf` | numpy | MIT | memtrans 0.2.0, 2026-11-24: 40 passed, 3 excused, 0 failed |"
    )
    assert entries(tmp_path, ENTRY).endswith("| MIT | – |")
    assert entries(tmp_path, "[]") == "None yet."


def test_the_example_in_the_file_is_an_entry(tmp_path: Path) -> None:
    lines = (PLUGINS / "others.yaml").read_text(encoding="utf-8").splitlines()
    first = next(at for at, line in enumerate(lines) if line.startswith("# - name"))
    example = "\n".join(line[2:] for line in lines[first:] if line.startswith("#"))
    assert "memtrans-sketch" in entries(tmp_path, example)


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("summary: random projections, then exact scores", "summary: a | b", "summary"),
        ("  licence: MIT\n", "", "licence"),
        ("licence: MIT", "license: MIT", "license"),
        ("backends: [sketch, sketch-ivf]", "backends: []", "backends"),
        ("https://example.org/sketch", "javascript:alert(1)", "source"),
        ("memtrans-sketch", "a b", "name"),
    ],
)
def test_a_mistake_in_an_entry_is_named(old: str, new: str, named: str, tmp_path: Path) -> None:
    assert old in ENTRY
    with pytest.raises(ValidationError, match=named):
        entries(tmp_path, ENTRY.replace(old, new))


def test_a_folder_is_read_with_its_results(tmp_path: Path) -> None:
    folder = tmp_path / "memtrans-toy"
    folder.mkdir()
    (folder / "pyproject.toml").write_text(
        '[project]\nname = "memtrans-toy"\ndescription = "a toy"\nlicense = "MIT"\n'
        'dependencies = ["memtrans", "numpy>=1", "toylib>=2"]\n[project.entry-points.memtrans]\ntoy = "memtrans_toy"\n'
    )
    assert table(ours(tmp_path)).splitlines()[-1] == (
        "| [memtrans-toy](../plugins/memtrans-toy/README.md) | a toy | `toy` | toylib>=2 | MIT | – |"
    )
    outcomes = [{"status": status} for status in ("passed", "passed", "excused", "failed")]
    (folder / "conformance.json").write_text(json.dumps({"backend": "toy", "outcomes": outcomes}))
    assert table(ours(tmp_path)).endswith("| MIT | toy: 2 passed, 1 excused, 1 failed |")
