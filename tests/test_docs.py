"""Runs the documentation: its Python blocks, and checks of the commands and files that it names."""

from __future__ import annotations

import re
import shlex
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import click
import pytest
from toy_plugins import Site

from memtrans.commands.cli import cli

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
FENCE = re.compile(r"^```(\w+)[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# A block that begins with a comment of this form is the file of that name.
FILE_NAME = re.compile(r"# ([\w/]+\.(?:py|toml))\n")


class Block(NamedTuple):
    page: Path
    line: int
    language: str
    text: str


def blocks(page: Path, *languages: str) -> list[Block]:
    text = page.read_text(encoding="utf-8")
    return [
        Block(page, text[: found.start()].count("\n") + 2, found[1], found[2])
        for found in FENCE.finditer(text)
        if found[1] in languages
    ]


def write_if_named(block: Block, folder: Path) -> bool:
    """Whether a block is a file with a name; it is then written into the folder."""
    named = FILE_NAME.match(block.text)
    if named:
        path = folder / named[1]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.text, encoding="utf-8")
    return bool(named)


def commands() -> Iterator[tuple[str, list[str]]]:
    """(where, words) of every command line in the documentation; of a console block those after a prompt."""
    for page in PAGES:
        for block in blocks(page, "console", "sh", "bash", "shell"):
            for number, line in enumerate(block.text.replace("\\\n", " ").splitlines()):
                if block.language == "console" and not line.startswith("$ "):
                    continue
                for command in re.split(r"\||&&|;|>", line.removeprefix("$ ")):
                    words = shlex.split(command, comments=True)
                    while words and re.fullmatch(r"[A-Z_]+=.*", words[0]):
                        del words[0]
                    yield f"{page.name}:{block.line + number}", words


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_python_blocks_run(page: Path, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(site.folder)
    if "memtrans.pretrained" in page.read_text(encoding="utf-8"):
        from tiny_pretrained import save_model  # takes seconds to import, and other pages need none of it

        save_model(site.folder / "smollm2-135m", max_position_embeddings=2048)
    if "small.h5" in page.read_text(encoding="utf-8"):
        shutil.copy(ROOT / "benchmarks" / "traces" / "small.h5", site.folder)
    namespace: dict[str, object] = {"__name__": "__main__"}
    for block in blocks(page, "python", "py"):
        if not write_if_named(block, site.folder):
            # Empty lines in front make tracebacks show the page's own line numbers.
            exec(compile("\n" * (block.line - 1) + block.text, str(page), "exec"), namespace)


def test_memtrans_commands_exist_with_their_options() -> None:
    found = [(where, words[1:]) for where, words in commands() if words[:1] == ["memtrans"]]
    for where, words in found:
        command: click.Command = cli
        names = [word for word in words if not word.startswith("-")]
        while isinstance(command, click.Group) and names:
            name = names.pop(0)
            inner = command.get_command(click.Context(command), name)
            assert inner is not None, f"{where}: no command '{name}'"
            command = inner
        known = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
        for word in words:
            option = word.partition("=")[0]
            assert not option.startswith("-") or option in {*known, "--help", "-h"}, f"{where}: no option '{option}'"


def test_make_targets_and_variables_exist() -> None:
    makefile = (ROOT / "Makefile").read_text()
    targets = set(re.findall(r"^([\w-]+):", makefile, re.MULTILINE))
    variables = set(re.findall(r"^(\w+) \?=", makefile, re.MULTILINE))
    found = [(where, words[1:]) for where, words in commands() if words[:1] == ["make"]]
    assert found
    for where, words in found:
        for word in words:
            name, is_variable, _ = word.partition("=")
            assert name in (variables if is_variable else targets), f"{where}: make knows no '{name}'"


@pytest.mark.skipif(sys.version_info < (3, 11), reason="needs tomllib")
def test_toml_blocks_parse() -> None:
    import tomllib

    for page in PAGES:
        for block in blocks(page, "toml"):
            assert tomllib.loads(block.text), f"{page.name}:{block.line}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_to_files_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8")):
        assert re.match(r"\w+:", target) or (page.parent / target).exists(), f"{page.name}: {target} is not there"
