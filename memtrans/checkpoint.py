"""Checkpoints: a directory of safetensors and JSON that is there whole or not at all; nothing is pickled.

config.json         format version, the model's shape, its tokenizer's fingerprint, what it was trained with
model.safetensors   weights
tokenizer.json
training/           only where a run can be resumed: optimizer, memories, caches, data position, RNG
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import torch
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from safetensors.torch import save_file
from torch import Tensor

from memtrans.config.validation import find_problems
from memtrans.data.tokenizer import Tokenizer, fingerprint_of, load_tokenizer_of
from memtrans.errors import UsageError, shorten
from memtrans.files import new_folder, read_whole, writing
from memtrans.memory.free import free_bytes
from memtrans.memory.guards import usable_device
from memtrans.model import MemorizingTransformer, ModelConfig
from memtrans.model.weights import read_tensors, read_weights, reading, saving, weights_of
from memtrans.remedies import source_hint

FORMAT = 1
OWN_KEYS = ("format", "tokenizer", "model")
MOST_JSON = 2**26
"""Bytes of config.json, and of what a run needs to go on."""


class Checkpoint(NamedTuple):
    """A model ready to read text. `facts`: what config.json says besides the model's shape."""

    path: Path
    model: MemorizingTransformer
    tokenizer: Tokenizer
    facts: dict[str, Any]


class TrainingState(NamedTuple):
    """What a run needs besides the weights to go on as if it had never stopped."""

    tensors: dict[str, Tensor]
    position: dict[str, Any]


def save_checkpoint(
    path: Path,
    model: MemorizingTransformer,
    tokenizer: Tokenizer,
    facts: Mapping[str, Any],
    training: TrainingState | None = None,
    dtype: torch.dtype | None = None,
    texts: Mapping[str, str] | None = None,
) -> None:
    """Write a new checkpoint directory; a kill at any moment leaves it whole or absent.

    dtype: storage of the weights, None = as they are. texts: more files to put there, by name.

    Raises:
        UsageError: something is at `path` already, or a weight is not finite in `dtype`.
    """
    weights = {name: w.to(dtype or w.dtype).contiguous() for name, w in weights_of(model).items()}
    for name, weight in weights.items():
        if not bool(torch.isfinite(weight).all()):
            raise UsageError(
                f"{name} holds NaN or Inf as {weight.dtype}, so it is not saved in {path}; the run diverged, or the "
                "numbers are too large for this dtype (then choose float32)."
            )
    with new_folder(path) as staging, saving():
        save_file(weights, staging / "model.safetensors")
        tokenizer.save(staging / "tokenizer.json")
        own = {"tokenizer": fingerprint_of(staging / "tokenizer.json"), "model": model.config.model_dump(mode="json")}
        config = {"format": FORMAT, **facts, **own}
        (staging / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
        for name, text in (texts or {}).items():
            (staging / name).write_text(text, encoding="utf-8")
        if training is not None:
            (staging / "training").mkdir()
            # Clones: the format refuses tensors that share storage, as a new cache's do.
            tensors = {name: tensor.detach().cpu().contiguous().clone() for name, tensor in training.tensors.items()}
            save_file(tensors, staging / "training" / "state.safetensors")
            (staging / "training" / "state.json").write_text(json.dumps(training.position), encoding="utf-8")


def load_checkpoint(path: Path, device: str = "cpu") -> Checkpoint:
    """Read a checkpoint, or the newest one of a training run's directory.

    It may come from a stranger: nothing in it is run, and nothing is allocated before the file of weights is seen to
    hold just the tensors that config.json asks for.

    Raises:
        UsageError: nothing there, another format, a damaged file, a tokenizer of another model, or weights that are
            not finite.
    """
    path, on = find_checkpoint(path), usable_device(device)
    file, config = path / "config.json", read_config(path)
    if config.get("format") != FORMAT or isinstance(config["format"], bool):
        said = shorten(repr(config.get("format")))
        raise UsageError(f"{path} has checkpoint format {said}; this version reads {FORMAT}. Save it again.")
    shape = validated(ModelConfig, config.get("model"), f"{file} does not describe a model of this version")
    facts = {key: value for key, value in config.items() if key not in OWN_KEYS}
    said = f"{file} does not say as this version does how the model was made"
    made = validated(_Facts, {**facts, "tokenizer": config.get("tokenizer")}, said)
    weights = read_weights(path / "model.safetensors", shape)
    tokenizer = load_tokenizer_of(path / "tokenizer.json", shape.vocab_size, made.tokenizer)
    _refuse_large_cache(shape, on, file)
    model = MemorizingTransformer(shape)
    for name, weight in weights_of(model).items():
        weight.copy_(weights[name])
    return Checkpoint(path, model.to(on), tokenizer, facts)


def load_training_state(path: Path) -> TrainingState:
    """The state that `save_checkpoint` wrote beside the weights.

    Raises:
        UsageError: the checkpoint has none (it was exported), or it is damaged.
    """
    if not (path / "training").is_dir():
        raise UsageError(f"{path} holds weights only; a run resumes from the directory that `memtrans train` wrote.")
    return TrainingState(
        read_tensors(path / "training" / "state.safetensors"), _read_json(path / "training" / "state.json")
    )


def read_config(path: Path) -> dict[str, Any]:
    """What config.json of a folder says, whoever wrote it.

    Raises:
        UsageError: it is missing or damaged.
    """
    return _read_json(path / "config.json")


def find_checkpoint(path: Path) -> Path:
    """`path` itself if it is a checkpoint, else the one of the latest step among the `step-*` below it."""
    if os.path.lexists(path / "config.json"):
        return path
    if not os.path.isdir(path):
        remedy = f"give a checkpoint directory or the --out of a training run.{source_hint(path)}"
        raise UsageError(f"{path} does not exist; {remedy}")
    with writing(path):
        whole = [step for step in step_folders(path) if os.path.isfile(step / "config.json")]
    if whole:
        return whole[-1]
    raise UsageError(f"{path} holds no checkpoint: neither config.json nor step-*/config.json is there.")


def step_folders(run: Path) -> list[Path]:
    """The checkpoints of a run's directory in the order of their steps, which is not that of their names."""
    found = [path for path in run.glob("step-*") if re.fullmatch(r"step-[0-9]{1,18}", path.name)]
    return sorted(found, key=lambda path: int(path.name.removeprefix("step-")))


class _Training(BaseModel):
    """Of the settings that a model was trained with, those that are used again."""

    model_config = ConfigDict(strict=True)

    segment: int | None = Field(None, ge=1, le=2**20)
    validation: dict[str, Any] | None = None


class _Facts(BaseModel):
    """What is relied on of what config.json says besides the model's shape; the rest may be anything."""

    model_config = ConfigDict(strict=True)

    training: _Training = _Training()
    step: int = Field(0, ge=0)
    tokens: int = Field(0, ge=0)
    tokenizer: str | None = None


Settings = TypeVar("Settings", bound=BaseModel)


def validated(model: type[Settings], values: Any, wrong: str) -> Settings:
    """What a file of a checkpoint says, as `model`; `wrong` begins the UsageError that names what is not so."""
    try:
        return model.model_validate_json(json.dumps(values))
    except (ValidationError, RecursionError) as error:
        problems = find_problems(error, model, values) if isinstance(error, ValidationError) else []
        told = " ".join(problem.message for problem in problems[:3]) or "it is nested too deeply."
        raise UsageError(f"{wrong}: {told}") from error


def _refuse_large_cache(shape: ModelConfig, device: torch.device, file: Path) -> None:
    """The one thing of a model that takes much memory and is not in the file of weights."""
    cached = shape.layers * shape.store_heads * shape.xl_cache * shape.key_dim * 4
    if cached > (free := free_bytes(device)):
        raise UsageError(
            f"{file}: xl_cache={shape.xl_cache:,} needs {cached / 1e9:.1f} GB for each document that is read, "
            f"{free / 1e9:.1f} GB are free on {device}; the file is damaged, or the machine too small."
        )


def _read_json(file: Path) -> dict[str, Any]:
    with reading(file):
        content = json.loads(read_whole(file, MOST_JSON))
    if not isinstance(content, dict):
        raise UsageError(f"{file} should hold a JSON object; copy it again or use another checkpoint.")
    return content
