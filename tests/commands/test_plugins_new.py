from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from rendered_plugins import ROOT, run_there
from toy_plugins import Site, plugin_code

from memtrans.commands.cli import run
from memtrans.commands.plugins import LICENCES
from memtrans.plugins import registry
from memtrans.plugins.entries import RESERVED

pytest.importorskip("copier", reason="needs memtrans[plugins]")


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    registry.cache_clear()
    (tmp_path / "here").mkdir()
    (tmp_path / "scratch").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "scratch"))
    yield
    registry.cache_clear()
    assert list((tmp_path / "scratch").iterdir()) == []


def refusal(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What is said, once nothing was made."""
    before = sorted(Path().iterdir())
    assert run(["plugins", "new", *arguments]) == 2
    assert sorted(Path().iterdir()) == before
    return capsys.readouterr().err


def test_it_makes_a_folder_named_after_the_backend(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["plugins", "new", "my_sketch"]) == 0
    assert [path.name for path in Path().iterdir()] == ["memtrans-my-sketch"]
    assert Path("memtrans-my-sketch/memtrans_my_sketch/index.py").is_file()
    said = capsys.readouterr().out
    assert said.startswith("Made memtrans-my-sketch. ")
    assert "memtrans conformance my_sketch" in said


def test_modes_are_those_of_the_umask() -> None:
    before = os.umask(0o027)
    try:
        assert run(["plugins", "new", "sketch"]) == 0
    finally:
        os.umask(before)
    made = Path("memtrans-sketch")
    assert {path.stat().st_mode & 0o777 for path in made.rglob("*") if path.is_file()} == {0o640}
    assert {path.stat().st_mode & 0o777 for path in [made, *made.rglob("*")] if path.is_dir()} == {0o750}


@pytest.mark.parametrize(
    "name", ["Sketch", "a b", "../up", "/root", "9d", "x-", "_x", "é", "", "a\nb", "x\n", "a" * 41, "{{ name }}", "a.b"]
)
def test_a_bad_name_is_refused_in_words(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    said = refusal(capsys, "--", name)
    assert "cannot be a backend's name here: use up to 40 lower-case letters" in said


@pytest.mark.parametrize("name", sorted({*RESERVED, "backends"}))
def test_a_word_of_the_config_is_refused(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert f"name='{name}' is a word that memtrans uses itself; choose another." in refusal(capsys, name)


def test_a_name_that_is_taken_is_refused(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.install("toy-plugin", plugin_code())
    assert "A backend 'exact' is offered by memtrans already" in refusal(capsys, "exact")
    assert "A backend 'toy' is offered by toy-plugin already" in refusal(capsys, "toy")


@pytest.mark.parametrize("kind", ["file", "folder", "empty folder"])
def test_what_is_there_stays(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    there = Path("memtrans-sketch")
    if kind == "file":
        there.write_text("mine")
    else:
        there.mkdir()
    if kind == "folder":
        (there / "mine").touch()
    assert "memtrans-sketch exists already; choose a path that does not" in refusal(capsys, "sketch")
    assert there.is_file() == (kind == "file")
    assert (there / "mine").exists() == (kind == "folder")


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--summary", "two\nlines"),
        ("--summary", 'a "quoted" word'),
        ("--summary", "back\\slash"),
        ("--summary", ""),
        ("--summary", "x" * 101),
        ("--author", 'A "B"'),
        ("--library", "lib; rm"),
        ("--library", "../lib"),
        ("--library-module", "a-b"),
        ("--library-module", "os; x"),
        ("--memtrans-from", "a b"),
    ],
)
def test_an_answer_that_would_break_a_file_is_refused(
    option: str, value: str, capsys: pytest.CaptureFixture[str]
) -> None:
    said = refusal(capsys, "sketch", option, value)
    assert f"{option.removeprefix('--').replace('-', '_')}='" in said
    assert "should be" in said or "is no name of a module" in said


def test_licences_are_those_of_the_template() -> None:
    questions = yaml.safe_load((ROOT / "copier.yml").read_text(encoding="utf-8"))
    assert tuple(questions["licence"]["choices"]) == LICENCES


def test_without_a_source_no_path_is_recorded() -> None:
    assert run(["plugins", "new", "sketch"]) == 0
    answers = yaml.safe_load(Path("memtrans-sketch/.copier-answers.yml").read_text())
    assert answers["name"] == "sketch"
    assert not [key for key in answers if key.startswith("_")]


# Python warns of the folder listing that was cut off.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_ctrl_c_leaves_nothing_half_written(tmp_path: Path) -> None:
    scratch, ended = tmp_path / "scratch", threading.Event()

    def interrupt() -> None:
        while not list(scratch.glob("*/rendered/*")) and not ended.is_set():
            time.sleep(0.0005)
        if not ended.is_set():
            os.kill(os.getpid(), signal.SIGINT)

    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    thread = threading.Thread(target=interrupt)
    thread.start()
    try:
        status = run(["plugins", "new", "sketch"])
    finally:
        ended.set()
        thread.join()
        signal.signal(signal.SIGINT, before)
    assert status == 130
    assert list(Path().iterdir()) == []


def test_a_place_that_cannot_be_written_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    Path("file").touch()
    assert run(["plugins", "new", "sketch", "--out", "file/below"]) == 1
    assert "Cannot write file/below: File exists; a file stands where a folder should be; " in capsys.readouterr().err


def test_without_copier_it_says_what_to_install() -> None:
    code = "import sys; sys.modules['copier'] = None\nfrom memtrans.commands.cli import run; sys.exit(run())"
    done = subprocess.run([sys.executable, "-c", code, "plugins", "new", "sketch"], capture_output=True, text=True)
    assert done.returncode == 2
    assert "A new plug-in is rendered by copier." in done.stderr
    assert "[plugins]" in done.stderr


def test_the_wheel_renders_the_same(tmp_path: Path) -> None:
    # In the project's folder, where build backends may expect to be.
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path / "dist")]
    built = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    assert built.returncode == 0, built.stderr
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    site = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(site)
    done = run_there(site, Path(), "-m", "memtrans", "plugins", "new", "sketch", "--out", "from-wheel")
    assert done.returncode == 0, done.stderr
    assert run(["plugins", "new", "sketch", "--out", "from-clone"]) == 0
    found = [
        {path.relative_to(made): path.read_bytes() for path in Path(made).rglob("*") if path.is_file()}
        for made in ("from-wheel", "from-clone")
    ]
    assert found[0] == found[1]
    shutil.rmtree(site)
