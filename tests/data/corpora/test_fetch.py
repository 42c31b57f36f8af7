"""A corpus appears whole or not at all, whatever happens on the way."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from memtrans.data.corpora.corpus import Collected, Corpus
from memtrans.data.corpora.fetch import fetch
from memtrans.data.documents import DocumentsConfig, read_documents
from memtrans.data.packages.archive import Archive, sha256_of
from memtrans.errors import MemtransError, UsageError

TEXTS = {"a/one.ml": "let one = 1;;\n", "b.ml": "∀x\n", "c.ml": "let c = 3;;\n"}


def collect(downloads: Path) -> Collected:
    path = downloads / "pkg_1.0_all.deb"
    path.write_bytes(b"package")
    archive = Archive("pkg", "1.0", path, sha256_of(b"package"), known=False)
    return Collected("1.0", (archive,), TEXTS, {"pkg/LICENSE": b"free"}, {"d.ml": "a copy of c.ml"})


CORPUS = Corpus("tiny", "a small corpus", "MIT", "nowhere", frozenset({"b.ml"}), collect)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MEMTRANS_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def stopping(stop: Callable[[], object]) -> Corpus:
    """The corpus whose download is well on its way when it stops."""

    def collect_and_stop(downloads: Path) -> Collected:
        collect(downloads)
        stop()
        return collect(downloads)

    return replace(CORPUS, collect=collect_and_stop)


def test_a_fetched_corpus_is_split_and_described(data: Path) -> None:
    warnings: list[str] = []
    fetched = fetch(CORPUS, warn=warnings.append)
    assert fetched.new
    assert fetched.folder == data / "tiny" / "1.0"
    content = files(fetched.folder)
    manifest = json.loads(content.pop("manifest.json"))
    assert content == {
        "train/a/one.ml": b"let one = 1;;\n",
        "train/c.ml": b"let c = 3;;\n",
        "heldout/b.ml": "∀x\n".encode(),
        "licences/pkg/LICENSE": b"free",
    }
    assert manifest["documents"][1] == {
        "name": "b.ml",
        "split": "heldout",
        "bytes": 5,
        "sha256": sha256_of("∀x\n".encode()),
    }
    assert (manifest["name"], manifest["version"], manifest["licence"]) == ("tiny", "1.0", "MIT")
    assert manifest["packages"][0]["sha256"] == sha256_of(b"package")
    assert manifest["left_out"] == {"d.ml": "a copy of c.ml"}
    assert len(warnings) == 1
    assert "pkg_1.0_all.deb" in warnings[0]
    assert sorted(os.listdir(data)) == ["tiny"]


def test_a_second_fetch_does_nothing(data: Path) -> None:
    first = fetch(CORPUS)
    before = {path: path.stat().st_mtime_ns for path in data.rglob("*")}
    again = fetch(stopping(lambda: pytest.fail("downloaded again")))
    assert (again.folder, again.new) == (first.folder, False)
    assert {path: path.stat().st_mtime_ns for path in data.rglob("*")} == before


def test_another_expected_version_is_fetched_beside(data: Path) -> None:
    fetch(CORPUS)
    newer = replace(CORPUS, version="2.0", collect=lambda downloads: replace(collect(downloads), version="2.0"))
    assert fetch(newer).folder == data / "tiny" / "2.0"
    assert not fetch(newer).new


def test_documents_read_the_corpus_by_name(data: Path) -> None:
    fetch(CORPUS)
    assert dict(read_documents(DocumentsConfig(corpus="tiny")).documents).keys() == {"a/one.ml", "c.ml"}
    held = read_documents(DocumentsConfig(corpus="tiny", split="heldout"))
    assert dict(held.documents) == {"b.ml": "∀x\n"}
    with pytest.raises(UsageError, match="Did you mean 'tiny'"):
        read_documents(DocumentsConfig(corpus="tinny"))


@pytest.mark.parametrize("error", [KeyboardInterrupt, MemtransError("no network")])
def test_an_interrupted_fetch_leaves_nothing(error: type[BaseException], data: Path) -> None:
    def stop() -> None:
        raise error

    with pytest.raises((KeyboardInterrupt, MemtransError)):
        fetch(stopping(stop))
    assert os.listdir(data) == []
    assert fetch(CORPUS).new


def test_a_killed_fetch_leaves_nothing_that_counts_and_the_next_cleans_up(data: Path) -> None:
    """In another process, killed as hard as can be in the middle of the download."""
    program = (
        "import sys, time; sys.path.insert(0, sys.argv[1]); import test_fetch as t; "
        "from memtrans.data.corpora.fetch import fetch; "
        "fetch(t.stopping(lambda: (print('on its way', flush=True), time.sleep(60))))"
    )
    child = subprocess.Popen([sys.executable, "-c", program, str(Path(__file__).parent)], stdout=subprocess.PIPE)
    with child:
        assert child.stdout is not None
        child.stdout.readline()
        (partial,) = data.glob(".tiny.partial-*")
        assert fetch(CORPUS).new  # a fetch under way elsewhere is not disturbed
        assert partial.exists()
        child.send_signal(signal.SIGKILL)
    with pytest.raises(UsageError):
        read_documents(DocumentsConfig(corpus="other"))
    second = replace(CORPUS, version="2.0", collect=lambda downloads: replace(collect(downloads), version="2.0"))
    fetch(second)
    assert sorted(os.listdir(data)) == ["tiny"]


def test_fetches_at_the_same_time_agree(data: Path) -> None:
    slow = stopping(lambda: time.sleep(0.2))
    with ThreadPoolExecutor(3) as pool:
        fetched = list(pool.map(lambda _: fetch(slow), range(3)))
    assert {each.folder for each in fetched} == {data / "tiny" / "1.0"}
    assert sum(each.new for each in fetched) == 1
    assert sorted(os.listdir(data)) == ["tiny"]


def test_no_fetch_sweeps_away_what_another_has_just_begun(data: Path) -> None:
    with ThreadPoolExecutor(6) as pool:
        for _ in range(40):
            assert sum(each.new for each in pool.map(lambda _: fetch(CORPUS), range(6))) == 1
            shutil.rmtree(data / "tiny")


def test_out_is_the_corpus_itself(tmp_path: Path) -> None:
    out = tmp_path / "new" / "here"
    assert fetch(CORPUS, out).folder == out
    assert (out / "train" / "c.ml").is_file()
    assert not fetch(CORPUS, out).new
    (tmp_path / "empty").mkdir()
    assert fetch(CORPUS, tmp_path / "empty").new
    with pytest.raises(UsageError, match="does not hold corpus 'other'"):
        fetch(replace(CORPUS, name="other"), out)
    (tmp_path / "file").write_text("mine")
    for taken in (tmp_path, tmp_path / "file"):
        with pytest.raises(UsageError, match="choose a folder that is new or empty"):
            fetch(CORPUS, taken)


def test_a_place_that_cannot_be_written_is_one_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("mine")
    monkeypatch.setenv("MEMTRANS_DATA", str(tmp_path / "file"))
    with pytest.raises(MemtransError, match="choose another folder with --out or MEMTRANS_DATA"):
        fetch(CORPUS)


@pytest.mark.parametrize("name", ["../../escaped.ml", "/tmp/escaped.ml"])
def test_hostile_names_are_refused(name: str, data: Path) -> None:
    hostile = replace(CORPUS, collect=lambda downloads: replace(collect(downloads), documents={**TEXTS, name: "x"}))
    with pytest.raises(MemtransError, match="points outside"):
        fetch(hostile)
    assert os.listdir(data) == []


@pytest.mark.parametrize("texts", [{"b.ml": "x"}, {"c.ml": "x"}, {}])
def test_a_version_without_one_side_of_the_split_is_refused(texts: dict[str, str], data: Path) -> None:
    odd = replace(CORPUS, collect=lambda downloads: replace(collect(downloads), documents=texts))
    with pytest.raises(MemtransError, match="laid out differently"):
        fetch(odd)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"name": "tiny"}', b"\xff", b"[" * 100_000])
def test_a_damaged_manifest_is_named(content: bytes, tmp_path: Path) -> None:
    fetch(CORPUS, tmp_path / "here")
    (tmp_path / "here" / "manifest.json").write_bytes(content)
    with pytest.raises(UsageError, match=r"manifest\.json is damaged .*; remove .* and fetch it again"):
        fetch(CORPUS, tmp_path / "here")
