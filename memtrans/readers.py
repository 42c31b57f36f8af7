"""The one place that knows every kind of model: a name to a model that can be measured."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from memtrans.checkpoint import find_checkpoint, load_checkpoint, read_config
from memtrans.errors import UsageError
from memtrans.model.reader import MemorizingReader
from memtrans.pretrained.libraries import READING, require_libraries
from memtrans.pretrained.weights.store import find_model
from memtrans.reading import Reader, RunsAbove, fingerprint
from memtrans.traces.file import SUFFIX, TraceFile, is_hdf5
from memtrans.traces.reader import TraceReader

OF_TRANSFORMERS = ("model_type", "architectures")
"""What config.json of a folder of transformers says, and of a checkpoint of ours never."""

HUB_NAME = re.compile(r"[A-Za-z0-9][\w.-]*(/[A-Za-z0-9][\w.-]*)?")


def open_reader(name: str | Path, device: str = "cpu") -> Reader:
    """A checkpoint, the newest one of a training run, a pretrained model, or a trace: its path, or its name.

    Raises:
        UsageError: there is none by that name, it is damaged, or it is of no kind that is known here.
    """
    if is_hdf5(Path(name)) or Path(name).suffix == SUFFIX:
        return _open_trace(Path(name), device)
    if _is_pretrained(str(name)):
        return _open_pretrained(str(name), device)
    checkpoint = load_checkpoint(Path(name), device)
    return MemorizingReader(checkpoint.model, checkpoint.tokenizer, _trained(checkpoint.facts).get("segment"))


def trained_with(name: str | Path) -> dict[str, Any]:
    """The settings that a checkpoint says it was trained with; empty if it says none, or is of another kind."""
    if _is_pretrained(str(name)) or Path(name).suffix == SUFFIX:
        return {}
    return _trained(read_config(find_checkpoint(Path(name))))


def _open_trace(path: Path, device: str) -> TraceReader:
    """With the model it was recorded from, where that is there and makes its losses known.

    Raises:
        UsageError: the trace is damaged, or what lies where its model was is another one.
    """
    trace = TraceFile(path)
    model = trace.manifest.model
    if not trace.manifest.residual or not _is_here(model.name):
        return TraceReader(trace)
    reader = open_reader(model.name, device)
    if fingerprint(reader) != model.fingerprint:
        raise UsageError(
            f"{path} was recorded from a model with fingerprint {model.fingerprint[:12]}, and {model.name} has "
            f"{fingerprint(reader)[:12]}; record it again, or move that model away to replay without losses."
        )
    return TraceReader(trace, reader if isinstance(reader, RunsAbove) else None)


def _is_here(name: str) -> bool:
    """Whether a model lies there, or was fetched by that name; the hub is not asked."""
    if os.path.lexists(name):
        return True
    try:
        return isinstance(find_model(name), Path)
    except UsageError:
        return False


def _open_pretrained(name: str, device: str) -> Reader:
    try:
        require_libraries(READING, "A pretrained model")
        # Only here, as it takes seconds to load and need not be installed.
        from memtrans.pretrained.reader import PretrainedReader

        return PretrainedReader.open(name, device)
    except UsageError as error:
        if os.path.lexists(name):
            raise
        raise UsageError(
            f"{name} does not exist; give a checkpoint directory, the --out of a training run, or a pretrained model, "
            f"which it is not: {error}"
        ) from error


def _trained(facts: dict[str, Any]) -> dict[str, Any]:
    trained: dict[str, Any] = facts.get("training", {})
    return trained


def _is_pretrained(name: str) -> bool:
    if not os.path.lexists(name):
        return HUB_NAME.fullmatch(name) is not None
    try:
        config = read_config(Path(name))
    except UsageError:
        return False  # whoever loads it says what is wrong
    return "format" not in config and not config.keys().isdisjoint(OF_TRANSFORMERS)
