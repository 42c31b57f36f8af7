"""The page of public names is right: all are there, none is missing, and our own adapters need no other."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from surface import describe

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "public.md").read_text(encoding="utf-8")
CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
RECORD = ROOT / "tests" / "public_surface.txt"
ADAPTERS = sorted((ROOT / "backends").rglob("*.py"))


def listed() -> dict[str, set[str]]:
    """Module → names, as the page has them; a row without a module continues the one above."""
    names: dict[str, set[str]] = {}
    module = ""
    for written, name, meaning in re.findall(r"^\| (?:`([\w.]+)` )?\| `(\w+)` \| (.+) \|$", PAGE, re.MULTILINE):
        module = written or module
        assert meaning.strip()
        assert name not in names.setdefault(module, set()), f"{module}.{name} is listed twice"
        names[module].add(name)
    return names


def defined(module: str) -> set[str]:
    """What a module says is public; where it does not say, what it defines without an underscore."""
    found = import_module(module)
    said = getattr(found, "__all__", None)
    if said is not None:
        return {name for name in said if not name.startswith("__")}
    path = Path(str(found.__file__))
    names: set[str] = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, (ast.ClassDef, ast.FunctionDef)):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            names |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return {name for name in names if not name.startswith("_")}


def imported(path: Path) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "memtrans":
            yield from ((str(node.module), alias.name) for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names if alias.name.split(".")[0] == "memtrans")


def test_every_public_module_is_listed() -> None:
    rooms = {"memory", "model", "pretrained", "plugins", "search", "testing"}
    rooms |= {"backend", "metrics", "options", "errors"}
    assert set(listed()) == {"memtrans", *(f"memtrans.{room}" for room in rooms)}


@pytest.mark.parametrize("module", sorted(listed()))
def test_names_are_those_of_the_module(module: str) -> None:
    assert listed()[module] == defined(module)
    for name in listed()[module]:
        assert getattr(import_module(module), name) is not None


def test_one_name_is_one_thing() -> None:
    things: dict[str, set[int]] = {}
    for module, names in listed().items():
        for name in names:
            things.setdefault(name, set()).add(id(getattr(import_module(module), name)))
    assert all(len(found) == 1 for found in things.values()), things


@pytest.mark.parametrize("path", ADAPTERS, ids=lambda path: path.stem)
def test_adapters_import_public_names_only(path: Path) -> None:
    names = listed()
    for module, name in imported(path):
        assert name in names.get(module, ()), f"{path.name} imports {module}.{name}, which docs/public.md does not list"


def surface() -> dict[str, str]:
    """`module.name` → what can be relied on."""
    return {
        f"{module}.{name}": describe(getattr(import_module(module), name))
        for module, names in sorted(listed().items())
        for name in sorted(names)
    }


def recorded(text: str) -> list[tuple[str, str, str]]:
    """(version, words of its changelog, line) of the record, oldest first; a later line of a name counts."""
    version = words = ""
    found = []
    for line in text.splitlines():
        if line.startswith("## "):
            version, _, words = line.removeprefix("## ").partition(": ")
        elif line and not line.startswith("#"):
            found.append((version, words, line))
    return found


def unexplained(current: dict[str, str], record: str, changelog: str) -> list[str]:
    """What is wrong, and how it is mended: names that changed and are not recorded, records without a changelog."""
    sections = dict(part.partition("\n")[::2] for part in changelog.split("\n## ")[1:])
    lines = recorded(record)
    last = {line.partition(" ")[0]: line.partition(" ")[2] for _, _, line in lines}
    known = {name: what for name, what in last.items() if what != "removed"}
    wrong = [
        f"{name} is now `{current.get(name, 'removed')}`: say so in CHANGELOG.md, and append to "
        f"tests/public_surface.txt a heading `## VERSION: words of that changelog line` with the line "
        f"`{name} {current.get(name, 'removed')}`"
        for name in sorted({*current, *known})
        if current.get(name) != known.get(name)
    ]
    for version, words in dict.fromkeys(line[:2] for line in lines):
        said = " ".join(sections.get(version, sections.get("Unreleased", "")).split())
        if not words or words not in said:
            wrong.append(f"the changelog of {version} does not say '{words}', under which names are recorded")
    return wrong


def test_the_surface_changes_only_with_the_changelog() -> None:
    assert not (wrong := unexplained(surface(), RECORD.read_text(encoding="utf-8"), CHANGELOG)), "\n".join(wrong)


def test_a_change_without_a_changelog_line_is_seen() -> None:
    before, changelog = "## Unreleased: the first names\na.b (x)\n", "# C\n\n## Unreleased\n\n- the first\n  names\n"
    assert unexplained({"a.b": "(x)"}, before, changelog) == []
    (changed,) = unexplained({"a.b": "(x, y=1)"}, before, changelog)
    assert "a.b is now `(x, y=1)`" in changed
    (added,) = unexplained({"a.b": "(x)", "a.c": "class"}, before, changelog)
    assert "with the line `a.c class`" in added
    (removed,) = unexplained({}, before, changelog)
    assert "a.b is now `removed`" in removed
    (unsaid,) = unexplained({"a.b": "(x, y=1)"}, before + "## Unreleased: takes y\na.b (x, y=1)\n", changelog)
    assert "does not say 'takes y'" in unsaid
    assert unexplained({}, before + "## Unreleased: names\na.b removed\n", changelog) == []
