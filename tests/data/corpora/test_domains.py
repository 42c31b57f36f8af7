"""Each domain's rules: what a document is, what is left out, what is held out."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from debian_package import debian_package

from memtrans.commands.data import command
from memtrans.data.corpora import cpython, essays, hol_light, latex, python_projects
from memtrans.data.corpora.corpus import join_sources
from memtrans.data.corpora.fetch import fetch
from memtrans.data.corpora.table import CORPORA
from memtrans.errors import MemtransError, UsageError

VENDORED = Path(__file__).parents[3] / "benchmarks" / "data" / "hol-light"
VIGNETTE = b"\\begin{equation} y = X \\beta \\end{equation}\n" * 1000
PAGE = b"As noted above, much depends on who decides, and for whom.\n" * 1200
THEORY = b"let lemma = prove (`T`, TAUT_TAC);;\n" * 1000

Serve = Callable[[str, dict[str, bytes]], None]


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


@pytest.fixture
def serve(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Serve:
    """Puts a package, of a version nobody knows, where an `apt-get` finds it by name."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "apt-get").write_text(f'#!/bin/sh\ncp {tmp_path}/"$3"_*.deb .\n')
    (tmp_path / "bin" / "apt-get").chmod(0o755)
    (tmp_path / "downloads").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"), prepend=":")
    monkeypatch.setenv("MEMTRANS_DATA", str(tmp_path / "data"))

    def add(package: str, files: dict[str, bytes]) -> None:
        copyright_file = {f"usr/share/doc/{package}/copyright": b"of " + package.encode()}
        (tmp_path / f"{package}_9_all.deb").write_bytes(debian_package(files | copyright_file))

    return add


def test_latex_takes_long_vignettes_of_every_package(serve: Serve, tmp_path: Path) -> None:
    for package in latex.PACKAGES:
        doc = f"usr/lib/R/site-library/{package[-3:].upper()}/doc/"
        serve(
            package,
            {
                f"{doc}long.Rnw": VIGNETTE,
                f"{doc}short.Rnw": VIGNETTE[:900],
                f"{doc}long.R": VIGNETTE,
                f"usr/share/doc/{package}/examples/vignettes/long.Rnw": VIGNETTE,
            },
        )
    serve(
        "r-cran-survival", {"usr/lib/R/library/survival/doc/caf\xe9.Rnw": b"% caf\xe9\n" + VIGNETTE}
    )  # base R's folder
    collected = latex.collect(tmp_path / "downloads")
    others = {f"{package[-3:].upper()}/long.Rnw" for package in latex.PACKAGES if package != "r-cran-survival"}
    assert collected.documents.keys() == others | {"survival/caf\xe9.Rnw"}
    assert collected.documents["survival/caf\xe9.Rnw"].startswith("% caf\xe9\n")
    assert collected.licences == {f"{package}/copyright": b"of " + package.encode() for package in latex.PACKAGES}
    assert [archive.package for archive in collected.archives] == list(latex.PACKAGES)


def test_other_vignettes_are_another_version_of_latex(serve: Serve, tmp_path: Path) -> None:
    def version() -> str:
        return latex.collect(tmp_path / "downloads").version

    for package in latex.PACKAGES:
        serve(package, {"usr/lib/R/site-library/x/doc/a.Rnw": VIGNETTE})
    first = version()
    assert first == version()
    assert first.startswith(f"{latex.VERSION}-")
    serve("r-cran-zoo", {"usr/lib/R/site-library/x/doc/a.Rnw": VIGNETTE + b"%"})
    assert version() != first


def test_essays_takes_long_pages_packed_or_not(serve: Serve, tmp_path: Path) -> None:
    pages = {"secA5.md.gz": gzip.compress(PAGE), "secA2.md": PAGE, "secA1.md.gz": gzip.compress(PAGE[:900])}
    pages |= {"biblio.md.gz": gzip.compress(PAGE), "index.html": PAGE}
    serve("anarchism", {essays.PAGES + name: content for name, content in pages.items()} | {"usr/secA3.md": PAGE})
    collected = essays.collect(tmp_path / "downloads")
    assert collected.documents == {"secA5.md": PAGE.decode(), "secA2.md": PAGE.decode()}
    assert collected.licences == {"copyright": b"of anarchism"}
    assert "biblio.md" in collected.left_out


@pytest.mark.parametrize(
    "content",
    [gzip.compress(PAGE, mtime=0)[:-9], gzip.compress(PAGE, mtime=0)[:100], PAGE],
    ids=["no end", "a beginning", "not packed"],
)
def test_a_damaged_page_is_named_and_nothing_is_kept(serve: Serve, content: bytes, tmp_path: Path) -> None:
    serve("anarchism", {f"{essays.PAGES}secA5.md.gz": content})
    with pytest.raises(MemtransError, match=r"secA5\.md\.gz is damaged: .*Fetch the package again"):
        fetch(essays.CORPUS, warn=lambda message: None)
    assert list((tmp_path / "data").iterdir()) == []


def test_the_held_out_theories_here_are_the_held_out_list() -> None:
    assert {path.relative_to(VENDORED / "heldout").as_posix() for path in VENDORED.rglob("*.ml")} == hol_light.HELDOUT
    for line in (VENDORED / "SHA256SUMS").read_text().splitlines():
        sha256, name = line.split()
        assert hashlib.sha256((VENDORED / name).read_bytes()).hexdigest() == sha256
    assert "BSD-2-clause" in (VENDORED / "copyright").read_text(encoding="utf-8")


def test_nothing_is_both_held_out_and_left_out() -> None:
    assert not hol_light.HELDOUT & hol_light.LEFT_OUT.keys()
    assert not essays.HELDOUT & essays.LEFT_OUT.keys()
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
