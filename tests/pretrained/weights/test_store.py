"""Names of models: fetched ones, folders, the hub, and every way to be none of these."""

from __future__ import annotations

from pathlib import Path

import pytest

from memtrans.errors import UsageError
from memtrans.pretrained.weights.store import find_model

CONFIG = '{"model_type": "llama"}'


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MEMTRANS_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "data" / "models"


def write_model(folder: Path, config: str = CONFIG) -> Path:
    folder.mkdir(parents=True)
    (folder / "config.json").write_text(config)
    return folder


def test_a_fetched_model_is_found_by_name_and_wins_over_a_folder(models: Path, tmp_path: Path) -> None:
    fetched = write_model(models / "smollm2-135m" / "0.1.2-1")
    (fetched / "manifest.json").write_text("{}")
    own = write_model(tmp_path / "smollm2-135m")
    assert find_model("smollm2-135m") == fetched
    assert find_model("./smollm2-135m") == Path("smollm2-135m")
    assert find_model(own) == own
    assert find_model(Path("smollm2-135m")) == Path("smollm2-135m")


def test_a_known_model_that_is_not_fetched_says_how(models: Path) -> None:
    write_model(models / "smollm2-135m" / "0.1.2-1")  # without a manifest it is not complete
    with pytest.raises(UsageError, match=r"is not in .*models: run `memtrans models fetch smollm2-135m`"):
        find_model("smollm2-135m")


def test_a_folder_is_taken_as_it_is(models: Path, tmp_path: Path) -> None:
    folder = write_model(tmp_path / "owner" / "name")
    assert find_model(str(folder)) == folder
    assert find_model("owner/name") == Path("owner/name")


@pytest.mark.parametrize("name", ["HuggingFaceTB/SmolLM2-135M", "a/b", "owner/model.v1_2-x"])
def test_a_name_on_the_hub_goes_through(name: str, models: Path) -> None:
    assert find_model(name) == name


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("smolm2-135m", r"No model 'smolm2-135m'\. .*Did you mean 'smollm2-135m'"),
        ("", r"No model ''\. There are: smollm2-135m, gemma-3-270m"),
        ("./nowhere", r"There is no folder \./nowhere"),
        ("/no/where/at/all", "There is no folder /no/where/at/all"),
        ("owner/nmae", "There is no folder owner/nmae"),
        (Path("nowhere/here"), "There is no folder nowhere/here"),
        ("a/b/c", "There is no folder a/b/c"),
        ("../b", r"There is no folder \.\./b"),
        ("a file", "a file is a file; name the folder"),
        ("empty", r"empty holds no config\.json, so no model"),
        ("ours", r"config\.json names no model_type"),
        ("listed", r"config\.json names no model_type"),
        ("damaged", r"config\.json cannot be read"),
        ("x" * 5000, r"No model 'xxx.*\.\.\.'"),
        ("nul\0", r"No model 'nul"),
    ],
)
def test_what_is_no_model_is_one_sentence(name: str | Path, error: str, models: Path, tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("")
    (tmp_path / "empty").mkdir()
    (tmp_path / "owner").mkdir()
    for folder, config in {"ours": '{"format": 1}', "listed": "[]", "damaged": "[" * 100_000}.items():
        write_model(tmp_path / folder, config)
    with pytest.raises(UsageError, match=error) as raised:
        find_model(name)
    assert len(str(raised.value)) < 500
