"""The page of public names is right: all are there, none is missing, and our own adapters need no other."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "public.md").read_text(encoding="utf-8")
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
    rooms = {"memory", "model", "pretrained", "plugins", "search", "testing", "backend", "options", "errors"}
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
