"""`memtrans models`, as a user meets it; what fetching does is tested beside it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from memtrans.commands.cli import run

MANIFEST = {
    "name": "smollm2-135m",
    "version": "0.1.2-1",
    "weights": "bfloat16, dequantised from Q4_1 (210 tensors)",
    "files": [{"name": "model.safetensors", "bytes": 2_000_000, "sha256": ""}],
}


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MEMTRANS_DATA", str(tmp_path))
    return tmp_path / "models"


@pytest.fixture
def fetched(models: Path) -> Path:
    folder = models / "smollm2-135m" / "0.1.2-1"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text(json.dumps(MANIFEST))
    return folder


def test_the_list_says_what_is_here_and_how_to_get_the_rest(fetched: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["models", "list"]) == 0
    printed = capsys.readouterr().out
    assert f"version 0.1.2-1 in {fetched}" in printed
    assert "not here: memtrans models fetch gemma-3-270m (238 MB)" in printed
    assert "Gemma Terms of Use" in printed
    assert run(["models", "list", "--json"]) == 0
    smollm2, gemma = json.loads(capsys.readouterr().out)
    assert (smollm2["fetched"][0]["bytes"], gemma["fetched"]) == (2_000_000, [])


def test_a_second_fetch_only_says_so(fetched: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["models", "fetch", "smollm2-135m"]) == 0
    assert capsys.readouterr().out == (
        f"Already here: smollm2-135m 0.1.2-1 in {fetched}\n  2 MB: bfloat16, dequantised from Q4_1 (210 tensors)\n"
    )


def test_an_unknown_name_is_refused(models: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["models", "fetch", "smollm2"]) == 2
    assert "No model 'smollm2'. There are: smollm2-135m, gemma-3-270m. Did you mean" in capsys.readouterr().err
    assert not models.exists()


def test_a_damaged_manifest_is_named(fetched: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (fetched / "manifest.json").write_text('{"name": "smollm2-135m"}')
    assert run(["models", "list"]) == 2
    assert "manifest.json is damaged" in capsys.readouterr().err


def test_listing_imports_none_of_the_libraries() -> None:
    code = (
        "import sys; from memtrans.commands.cli import run; run(['models', 'list']); "
        "print(*{'torch', 'transformers', 'gguf', 'numpy'} & set(sys.modules), file=sys.stderr)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stderr.strip() == ""
