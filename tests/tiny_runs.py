"""Training runs of a few steps, and what two of them must have in common."""

from __future__ import annotations

import json
import random
from contextlib import suppress
from pathlib import Path
from typing import Any

from memtrans.training.config import TrainConfig
from memtrans.training.trainer import Trainer

LENGTHS = (90, 21, 64, 7, 130)
WALL_CLOCK = ("tokens_per_s",)


def write_documents(folder: Path, seed: int = 0) -> Path:
    """Texts of repeated random words, one byte a token."""
    draw = random.Random(seed)
    words = ["".join(draw.choices("abcdefgh", k=4)) for _ in range(12)]
    folder.mkdir(parents=True, exist_ok=True)
    for number, length in enumerate(LENGTHS):
        text = " ".join(draw.choice(words) for _ in range(length))[:length]
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    return folder


def tiny_config(documents: Path, **changes: Any) -> TrainConfig:
    """About nine steps; `changes` replace top-level keys."""
    settings: dict[str, Any] = {
        "preset": "tiny",
        "model": {"width": 16, "xl_cache": 8, "neighbours": 4},
        "tokenizer": {"kind": "bytes"},
        "documents": {"path": documents},
        "rows": 2,
        "segment": 8,
        "memory": {"capacity": 24},
        "max_tokens": 130,
        "precision": "float32",
        "optimizer": {"learning_rate": 0.01, "warmup_steps": 2},
        "save_every": 3,
    }
    return TrainConfig.model_validate({**settings, **changes})


def train(
    config: TrainConfig, out: Path, *, resume: bool = False, stop_at: int | None = None, validate: bool = False
) -> Trainer:
    """The trainer after its run, closed."""
    with Trainer(config, out, resume=resume, threads=1) as trainer:
        trainer.run(stop_at)
        if validate:
            trainer.validate()
    return trainer


class Killed(BaseException):
    """Ends a run as a kill does: nothing after it is done."""


def train_until_killed(config: TrainConfig, out: Path, step: int) -> None:
    """Resume and die in `step`, after it was logged and before it could be saved."""

    def show(result: Any) -> None:
        if result.step == step:
            raise Killed

    with suppress(Killed), Trainer(config, out, resume=True, threads=1) as trainer:
        trainer.run(show=show)


def read_log(out: Path, name: str = "log.jsonl") -> list[dict[str, Any]]:
    lines = [json.loads(line) for line in (out / name).read_text(encoding="utf-8").splitlines()]
    return [{key: value for key, value in line.items() if key not in WALL_CLOCK} for line in lines]


def checkpoint_bytes(out: Path) -> dict[str, bytes]:
    """All there is of the checkpoints: weights, optimizer, memories, caches, RNG, data position."""
    files = [file for folder in out.glob("step-*") for file in folder.rglob("*") if file.is_file()]
    return {file.relative_to(out).as_posix(): file.read_bytes() for file in files}


def assert_same_run(out: Path, other: Path) -> None:
    assert read_log(out) == read_log(other)
    ours, theirs = checkpoint_bytes(out), checkpoint_bytes(other)
    assert ours.keys() == theirs.keys()
    assert [name for name in ours if ours[name] != theirs[name]] == []
