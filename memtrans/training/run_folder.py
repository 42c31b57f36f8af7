"""The folder of one training run: its checkpoints and its logs, in step with each other after any kill."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from memtrans.checkpoint import find_checkpoint, step_folders
from memtrans.errors import UsageError
from memtrans.evaluation.finite import to_json
from memtrans.files import locked, remove_unfinished, write_atomically, writing

LOG, VALIDATION = "log.jsonl", "validation.jsonl"
KEPT = 2
"""Checkpoints that stay: the newest, and the one before in case the newest comes to harm."""


class RunFolder:
    """`step-*` checkpoints, log.jsonl and validation.jsonl of one run; only who holds it may change it.

    held: whether this one does, against every other.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.held = False
        self._lock = ExitStack()

    def hold(self) -> None:
        """Make the folder if need be and keep others out until `release`, or a kill.

        Raises:
            UsageError: another run is at work in it.
        """
        self._lock.enter_context(locked(self.path))
        self.held = True

    def release(self) -> None:
        self.held = False
        self._lock.close()

    def newest(self, resume: bool) -> Path | None:
        """The checkpoint to go on from, None where there is nothing yet.

        Raises:
            UsageError: a run is here and was not to be resumed, or this is no folder of a run.
        """
        with writing(self.path):
            if (self.path / "config.json").exists():
                raise UsageError(f"{self.path} is a checkpoint, not a run's folder; choose another --out.")
            saved = bool(step_folders(self.path))
            logged = (self.path / LOG).exists()
        if not resume and (saved or logged):
            raise UsageError(f"{self.path} already holds a run; add --resume to continue it, or choose another --out.")
        return find_checkpoint(self.path) if saved else None

    def checkpoint(self, step: int) -> Path:
        return self.path / checkpoint_name(step)

    def open(self, step: int) -> None:
        """Make the folder hold what a run saved at `step` has done, and nothing that a kill left half-made.

        Steps logged after the checkpoint are made again, so that each stands in the log once.
        """
        with writing(self.path):
            for name in (LOG, VALIDATION, "step-*"):
                remove_unfinished(self.path, name)
            for name in (LOG, VALIDATION):
                if (self.path / name).exists():
                    write_atomically(self.path / name, log_until(self.path / name, step))

    def log(self, line: Mapping[str, Any]) -> None:
        file = self.path / LOG
        with writing(file), file.open("a", encoding="utf-8") as log:
            log.write(to_json(line) + "\n")

    def log_validation(self, line: Mapping[str, Any]) -> None:
        """Write the line of a validation, in place of an earlier one of the same step."""
        file = self.path / VALIDATION
        before = log_until(file, line["step"] - 1) if file.exists() else ""
        write_atomically(file, f"{before}{to_json(line)}\n")

    def is_validated(self, step: int) -> bool:
        """Whether there is a line of that step's validation."""
        file = self.path / VALIDATION
        return file.exists() and any(_step_of(line) == step for line in _lines(file))

    def flush(self) -> None:
        """Let the log reach the disk: a checkpoint must never be ahead of it."""
        file = self.path / LOG
        if file.exists():
            with writing(file), file.open("rb") as log:
                os.fsync(log.fileno())

    def prune(self) -> None:
        """Drop all but the newest checkpoints; a kill meanwhile leaves none half there."""
        with writing(self.path):
            for old in step_folders(self.path)[:-KEPT]:
                hidden = old.with_name(f".{old.name}.old")
                os.rename(old, hidden)
                shutil.rmtree(hidden)


def checkpoint_name(step: int) -> str:
    return f"step-{step:07d}"


def log_until(file: Path, step: int) -> str:
    """The lines of a log up to a step; one that a kill cut short is left out."""
    return "".join(f"{line}\n" for line in _lines(file) if _step_of(line) <= step)


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8", errors="replace").splitlines()


def _step_of(line: str) -> float:
    try:
        return float(json.loads(line)["step"])
    except (ValueError, LookupError, TypeError, OverflowError, RecursionError):
        return float("inf")
