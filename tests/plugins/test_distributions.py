"""The distributions in `plugins/`: small, on the public surface alone, and light until they are used.

What needs their libraries is in tests of their own; `python tests/wheels/run.py` installs wheels of all and runs those.
"""

from __future__ import annotations

import ast
import importlib
import io
import re
import subprocess
import sys
import tokenize
from importlib.util import find_spec
from pathlib import Path

import pytest

from memtrans.config.schema import describe_options
from memtrans.plugins import Registry
from memtrans.testing import run_conformance

if sys.version_info >= (3, 11):
    import tomllib
else:
    tomllib = pytest.importorskip("tomli")

ROOT = Path(__file__).parents[2]
FOLDERS = sorted(path.parent for path in (ROOT / "plugins").glob("memtrans-*/pyproject.toml"))
LINES = 80

pytestmark = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)


def package(folder: Path) -> Path:
    return folder / folder.name.replace("-", "_")


def project(folder: Path) -> dict:
    return tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def code_lines(source: str) -> int:
    """Lines that hold code: neither blank, nor comment, nor docstring."""
    strings = (
        part.body[0]
        for part in ast.walk(ast.parse(source))
        if isinstance(part, (ast.Module, ast.ClassDef, ast.FunctionDef)) and ast.get_docstring(part) is not None
    )
    left_out = {line for each in strings for line in range(each.lineno, each.end_lineno + 1)}
    idle = (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER)
    tokens = [token for token in tokenize.generate_tokens(io.StringIO(source).readline) if token.type not in idle]
    return len({line for token in tokens for line in range(token.start[0], token.end[0] + 1)} - left_out)


def test_it_is_small(folder: Path) -> None:
    files = {path.name: code_lines(path.read_text(encoding="utf-8")) for path in package(folder).glob("*.py")}
    assert 20 < sum(files.values()) <= LINES, files


def test_it_imports_only_what_the_page_of_the_public_surface_names(folder: Path) -> None:
    page = (ROOT / "docs" / "public.md").read_text(encoding="utf-8")
    public, module = set(), ""
    for first, name in re.findall(r"^\| (`[\w.]+`)? ?\| `(\w+)` \|", page, re.MULTILINE):
        module = first.strip("`") or module
        public.add((module, name))
    used = set()
    for path in package(folder).glob("*.py"):
        for part in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(part, ast.ImportFrom):
                used |= {(part.module or "", alias.name) for alias in part.names}
            if isinstance(part, ast.Import):
                used |= {(alias.name, "") for alias in part.names}
    ours = {each for each in used if each[0] == "memtrans" or each[0].startswith("memtrans.")}
    assert ours, "finds no import at all"
    assert ours <= public, ours - public


def test_its_description_is_light_and_complete(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = package(folder).name
    (entry,) = project(folder)["entry-points"]["memtrans"].values()
    code = f"import sys, {entry}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=True)
    monkeypatch.syspath_prepend(folder)
    (spec,) = importlib.import_module(entry).memtrans_backends()
    assert not {"torch", "numpy", f"{name}.index", *spec.requires} & set(done.stdout.split())
    assert f"memtrans-{spec.name}" == project(folder)["name"] == folder.name
    assert all(option.description for option in describe_options(spec.options))


def test_what_it_needs_is_pinned_for_tests(folder: Path) -> None:
    pinned = re.findall(r"^([\w-]+)==", (ROOT / "constraints.txt").read_text(encoding="utf-8"), re.MULTILINE)
    needs = [re.split(r"[<>=~!\[; ]", each)[0] for each in project(folder)["dependencies"]]
    assert "memtrans" in needs
    assert set(needs) - {"memtrans"} <= set(pinned)


def test_its_index_copies_finds_and_recalls(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sample of the suite, where the library is there."""
    monkeypatch.syspath_prepend(folder)
    plugin = importlib.import_module(f"{package(folder).name}.plugin")
    (spec,) = plugin.memtrans_backends()
    for module in spec.requires:
        if find_spec(module) is None:
            pytest.skip(
                f"{module} is not installed; `{spec.install}` brings it"
            )  # needs Python 3.11 or newer, so no test extra
    checks = [
        "test_index_copies_what_it_is_given",
        "test_index_takes_any_number_of_keys",
        "test_recall_on_drifting_topics",
    ]
    report = run_conformance(f"given:{spec.name}", plugins=Registry(plugins=[plugin]), checks=checks)
    assert report.ok, [outcome.detail for outcome in report.outcomes]
