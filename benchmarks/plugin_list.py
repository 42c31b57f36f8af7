"""Writes docs/plugin-list.md's tables from plugins/: its folders, and the entries of others in plugins/others.yaml.

    python -m benchmarks.plugin_list

A folder may hold `conformance.json`, what `memtrans conformance BACKEND --json` printed, or an array of several.
"""

from __future__ import annotations

import datetime
import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib  # comes with hatchling there

from benchmarks.conformance_table import rewrite

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "plugin-list.md"
PLUGINS = ROOT / "plugins"
TEMPLATE = "template"

Line = Field(min_length=1, max_length=200, pattern=r"^[^\n|]+$")


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Conformance(Strict):
    """How many checks ended how, at default options, and with which memtrans."""

    memtrans: str = Line
    date: datetime.date
    passed: int = Field(ge=1)
    excused: int = Field(ge=0)
    failed: int = Field(ge=0)


class Listed(Strict):
    """One distribution as the page shows it."""

    name: str = Field(pattern=r"^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$")
    summary: str = Line
    backends: tuple[str, ...] = Field(min_length=1)
    library: str = Line
    licence: str = Line
    source: str = Field(pattern=r"^(https://\S+|\.\./plugins/\S+)$")
    conformance: Conformance | None = None


def main() -> int:
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


def written(page: str, plugins: Path = PLUGINS) -> str:
    """The page with tables of what is in `plugins`."""
    page = rewrite(page, "ours", table(ours(plugins)))
    return rewrite(page, "others", table(others(plugins / "others.yaml")))


def ours(plugins: Path) -> list[tuple[Listed, str]]:
    """(distribution, its conformance in words) of every folder but the template."""
    folders = sorted(path.parent for path in plugins.glob("*/pyproject.toml") if path.parent.name != TEMPLATE)
    return [(_of_folder(folder), _results(folder / "conformance.json")) for folder in folders]


def others(path: Path) -> list[tuple[Listed, str]]:
    """The same of the entries that strangers sent; a mistake in one is an error that names it."""
    entries = TypeAdapter(tuple[Listed, ...]).validate_python(yaml.safe_load(path.read_text(encoding="utf-8")))
    return [(entry, _in_words(entry.conformance)) for entry in sorted(entries, key=lambda entry: entry.name)]


def table(rows: Sequence[tuple[Listed, str]]) -> str:
    if not rows:
        return "None yet."
    lines = ["| distribution | what it is | backends | library | licence | conformance |", "|---|---|---|---|---|---|"]
    for entry, conformance in rows:
        backends = ", ".join(f"`{name}`" for name in entry.backends)
        name = f"[{entry.name}]({entry.source})"
        lines.append(f"| {name} | {entry.summary} | {backends} | {entry.library} | {entry.licence} | {conformance} |")
    return "\n".join(lines)


def _of_folder(folder: Path) -> Listed:
    project: Mapping[str, Any] = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    libraries = [name for name in project.get("dependencies", []) if not name.startswith(("memtrans", "numpy"))]
    return Listed(
        name=project["name"],
        summary=project["description"],
        backends=tuple(project["entry-points"]["memtrans"]),
        library=", ".join(libraries) or "numpy",
        licence=project["license"],
        source=f"../plugins/{folder.name}/README.md",
    )


def _results(path: Path) -> str:
    """Counts of what the command wrote, over all of its backends."""
    if not path.is_file():
        return "–"
    found = json.loads(path.read_text(encoding="utf-8"))
    reports = found if isinstance(found, list) else [found]
    return "; ".join(
        _counts(report["backend"], Counter(outcome["status"] for outcome in report["outcomes"])) for report in reports
    )


def _counts(of: str, counts: Mapping[str, int]) -> str:
    return f"{of}: " + ", ".join(f"{counts.get(status, 0)} {status}" for status in ("passed", "excused", "failed"))


def _in_words(conformance: Conformance | None) -> str:
    if conformance is None:
        return "–"
    counts = {status: getattr(conformance, status) for status in ("passed", "excused", "failed")}
    return _counts(f"memtrans {conformance.memtrans}, {conformance.date}", counts)


if __name__ == "__main__":
    sys.exit(main())
