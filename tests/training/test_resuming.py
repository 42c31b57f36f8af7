"""What a run saved may be damaged, or somebody else's: it is refused in a sentence, before anything goes on from it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file, save_file
from tiny_runs import checkpoint_bytes, tiny_config, train, write_documents

from memtrans.errors import UsageError
from memtrans.training.config import TrainConfig
from memtrans.training.trainer import Trainer

ADAFACTOR = {"name": "adafactor", "learning_rate": 0.1, "schedule": "rsqrt", "warmup_steps": 4}
Tensors = dict[str, torch.Tensor]
Change = Callable[[Tensors], object]


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two runs that were stopped at the same step, and their documents."""
    folder = tmp_path_factory.mktemp("runs")
    documents = write_documents(folder / "documents")
    train(tiny_config(documents), folder / "adamw", stop_at=40)
    train(tiny_config(documents, optimizer=ADAFACTOR), folder / "adafactor", stop_at=40)
    return folder


@pytest.fixture
def run(runs: Path, tmp_path: Path) -> Path:
    shutil.copytree(runs / "adamw", tmp_path / "run")
    return tmp_path / "run"


def newest(run: Path) -> Path:
    return max(run.glob("step-*"))


def refusal(config: TrainConfig, run: Path) -> str:
    before, random = checkpoint_bytes(run), torch.get_rng_state()
    with pytest.raises(UsageError) as raised:
        Trainer(config, run, resume=True, threads=1)
    torch.set_rng_state(random)
    assert checkpoint_bytes(run) == before
    said = str(raised.value)
    assert str(newest(run)) in said
    assert "\n" not in said
    assert len(said) < 700
    return said


def put(keys: str, value: Any) -> Callable[[dict[str, Any]], None]:
    def change(content: dict[str, Any]) -> None:
        *path, last = keys.split(".")
        for key in path:
            content = content[key]
        content[last] = value

    return change


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (dict.clear, "state.json does not say how far the run had come: key 'step' is missing"),
        (put("step", "3"), "step='3' is refused"),
        (put("step", 10**30), f"state.json is that of step {10**30:,}, not of step-"),
        (put("tokens", -1), "tokens=-1 is refused"),
        (put("tokens", True), "tokens=True is refused"),
        (put("documents", None), "documents=None is refused"),
        (put("capacity", 10**12), "capacity=1,000,000,000,000 is none that this run's memory ever has"),
        (put("capacity", 23), "capacity=23 is none"),
        (put("loader", []), "loader=[] is refused"),
        (put("loader", {}), "The saved data position has rows=None, this loader rows=2"),
        (put("loader.token_count", 1), "has token_count=1, this loader token_count=312"),
        (put("loader.next", 10**9), "is none in these documents: epoch=0, next=1000000000"),
        (put("loader.epoch", -1), "is none in these documents: epoch=-1"),
        (put("loader.epoch", 0.5), "is none in these documents: epoch=0.5"),
        (put("loader.documents", [0]), "is none in these documents"),
        (put("loader.documents", [0, 5]), "is none in these documents"),
        (put("loader.documents", [0, "1"]), "is none in these documents"),
        (put("loader.offsets", [10**20, 0]), "is none in these documents"),
        (put("loader.offsets", "ab"), "is none in these documents"),
        (put("loader.offsets", None), "is none in these documents"),
    ],
)
def test_a_place_that_the_run_was_never_at(
    change: Callable[[dict[str, Any]], None], said: str, runs: Path, run: Path
) -> None:
    file = newest(run) / "training" / "state.json"
    content = json.loads(file.read_text())
    change(content)
    file.write_text(json.dumps(content))
    assert said in refusal(tiny_config(runs / "documents"), run)


def of_shape(name: str, *shape: int, dtype: torch.dtype = torch.float32) -> Change:
    return lambda tensors: tensors.update({name: torch.zeros(shape, dtype=dtype)})


def without(name: str) -> Change:
    return lambda tensors: tensors.pop(name)


HOSTILE: list[tuple[Change, str]] = [
    (dict.clear, "rng is missing"),
    (without("rng"), "rng is missing"),
    (of_shape("rng", 3, dtype=torch.uint8), "rng is missing, or no state"),
    (of_shape("rng", 5056), "rng is missing, or no state"),
    (lambda tensors: tensors["rng"].fill_(255), "rng is no state of torch's random numbers"),
    (of_shape("optimizer.0.exp_avg", 3), "optimizer.0.exp_avg of shape [3] is not of this optimizer or model"),
    (of_shape("optimizer.0.step", dtype=torch.bool), "optimizer.0.step of shape [] is not of this optimizer"),
    (of_shape("optimizer.999.step"), "optimizer.999.step of shape [] is not of this optimizer"),
    (of_shape("optimizer.x.y.z"), "optimizer.x.y.z of shape [] is not"),
    (of_shape("optimizer.0"), "optimizer.0 of shape [] is not"),
    (of_shape("optimizer." + "9" * 5000 + ".step"), "is not of this optimizer"),
    (without("optimizer.0.exp_avg"), "optimizer.0 is not whole"),
    (without("cache.0.keys"), "The cache's keys are missing"),
    (of_shape("cache.0.values", 2), "The cache's values are missing, or of another shape"),
    (of_shape("cache.0.valid", 2, 8), "The cache's valid are missing, or of another shape or dtype"),
    (without("memory.0.written"), "memory state: ['written'] missing or unexpected"),
    (of_shape("memory.0.written", 2), "written is of torch.float32, not torch.int64"),
    (of_shape("memory.0.junk"), "memory state: ['junk'] missing or unexpected"),
]


@pytest.mark.parametrize(("change", "said"), HOSTILE)
def test_tensors_that_no_such_run_has(change: Change, said: str, runs: Path, run: Path) -> None:
    file = newest(run) / "training" / "state.safetensors"
    tensors = load_file(file)
    change(tensors)
    save_file(tensors, file)
    assert said in refusal(tiny_config(runs / "documents"), run)


@pytest.mark.parametrize(("ours", "theirs"), [("adamw", "adafactor"), ("adafactor", "adamw")])
def test_what_another_optimizer_has_gathered(ours: str, theirs: str, runs: Path, tmp_path: Path) -> None:
    shutil.copytree(runs / ours, tmp_path / "run")
    name = "training/state.safetensors"
    shutil.copy(newest(runs / theirs) / name, newest(tmp_path / "run") / name)
    settings = {"optimizer": ADAFACTOR} if ours == "adafactor" else {}
    assert "is not of this optimizer" in refusal(tiny_config(runs / "documents", **settings), tmp_path / "run")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda config: config.pop("training"), "does not say with which settings it was trained"),
        (put("training.rows", "x" * 10**6), "was trained with rows=xxx"),
        (put("training", {"y" * 10**6: 3}), "was trained with"),
    ],
)
def test_a_checkpoint_that_tells_nothing_of_its_training(
    change: Callable[[dict[str, Any]], None], said: str, runs: Path, run: Path
) -> None:
    file = newest(run) / "config.json"
    content = json.loads(file.read_text())
    change(content)
    file.write_text(json.dumps(content))
    with pytest.raises(UsageError, match=said) as raised:
        Trainer(tiny_config(runs / "documents"), run, resume=True, threads=1)
    assert len(str(raised.value)) < 700


def test_a_checkpoint_under_another_name(runs: Path, run: Path) -> None:
    newest(run).rename(run / "step-0000009")
    assert "not of step-0000009; copy the checkpoint again" in refusal(tiny_config(runs / "documents"), run)
