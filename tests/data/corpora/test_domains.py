"""Each domain's rules: what a document is, what is left out, what is held out."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from debian_package import debian_package

from memtrans.commands.data import command
from memtrans.data.corpora import cpython, hol_light, python_projects
from memtrans.data.corpora.corpus import join_sources
from memtrans.data.corpora.table import CORPORA
from memtrans.errors import UsageError

VENDORED = Path(__file__).parents[3] / "benchmarks" / "data" / "hol-light"
THEORY = b"let lemma = prove (`T`, TAUT_TAC);;\n" * 1000


@pytest.fixture
def apt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An `apt-get` whose hol-light has a few theories, of a version nobody knows."""
    theories = {"100/bertrand.ml": THEORY, "sets.ml": THEORY, "trivia.ml": THEORY[:900], "hol.mk": THEORY}
    theories |= {"Jordan/float.ml": THEORY, "database.ml": THEORY, "old.ml": b"(* caf\xe9 *)\n" + THEORY}
    files = {hol_light.THEORIES + name: content for name, content in theories.items()}
    files[hol_light.COPYRIGHT] = b"BSD"
    files["usr/lib/other.ml"] = THEORY
    (tmp_path / "hol-light_9_all.deb").write_bytes(debian_package(files))
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "apt-get").write_text(f"#!/bin/sh\ncp {tmp_path}/*.deb .\n")
    (tmp_path / "bin" / "apt-get").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"), prepend=":")
    monkeypatch.setenv("MEMTRANS_DATA", str(tmp_path / "data"))


def test_hol_light_takes_long_theories_only(apt: None, tmp_path: Path) -> None:
    (tmp_path / "downloads").mkdir()
    collected = hol_light.collect(tmp_path / "downloads")
    assert collected.documents.keys() == {"100/bertrand.ml", "sets.ml", "old.ml"}
    assert collected.documents["old.ml"].startswith("(* café *)")
    assert collected.licences == {"copyright": b"BSD"}
    assert collected.version == "9"


def test_the_held_out_theories_here_are_the_held_out_list() -> None:
    assert {path.relative_to(VENDORED / "heldout").as_posix() for path in VENDORED.rglob("*.ml")} == hol_light.HELDOUT
    for line in (VENDORED / "SHA256SUMS").read_text().splitlines():
        sha256, name = line.split()
        assert hashlib.sha256((VENDORED / name).read_bytes()).hexdigest() == sha256
    assert "BSD-2-clause" in (VENDORED / "copyright").read_text(encoding="utf-8")


def test_nothing_is_both_held_out_and_left_out() -> None:
    assert not hol_light.HELDOUT & hol_light.LEFT_OUT.keys()
    assert {name.removesuffix(".py") for name in python_projects.HELDOUT} <= {
        requirement.split("==")[0] for requirement in python_projects.PROJECTS
    }


def test_the_standard_library_is_there_without_download(tmp_path: Path) -> None:
    collected = cpython.collect(tmp_path)
    assert collected.documents.keys() > cpython.HELDOUT
    assert all(len(text.encode()) >= cpython.MIN_BYTES for text in collected.documents.values())
    assert "# email/message.py\n" in collected.documents["email.py"]
    assert not {"test.py", "encodings.py", "site-packages.py"} & collected.documents.keys()


def test_sources_are_joined_in_tree_order() -> None:
    files = {"p/b.py": b"b\n", "p/a/z.py": b"z\n", "p/a.py": b"a\n"}
    assert join_sources(files) == "# p/a/z.py\nz\n\n# p/a.py\na\n\n# p/b.py\nb\n"


def test_list_and_fetch_from_the_command_line(apt: None, tmp_path: Path) -> None:
    def run(*arguments: str) -> str:
        return CliRunner().invoke(command, arguments, catch_exceptions=False).output

    before = json.loads(run("list", "--json"))
    assert [row["name"] for row in before] == list(CORPORA)
    assert all(row["fetched"] == [] for row in before)
    assert "not here: memtrans data fetch hol-light" in run("list")

    said = run("fetch", "hol-light")
    assert "Warning: hol-light_9_all.deb" in said
    assert "heldout     1 documents" in said
    assert "Already here" in run("fetch", "hol-light")
    (copy,) = json.loads(run("list", "--json"))[0]["fetched"]
    assert copy["version"] == "9"
    assert copy["train"] == {"documents": 2, "bytes": 2 * len(THEORY) + len("(* café *)\n".encode())}
    assert str(tmp_path / "data" / "hol-light" / "9") in run("list")
    with pytest.raises(UsageError, match="Did you mean 'hol-light'"):
        run("fetch", "hollight")
