"""Checkpoints: a directory of safetensors and JSON that is there whole or not at all; nothing is pickled.

config.json         format version, the model's shape, what it was trained with
model.safetensors   weights
tokenizer.json
training/           only where a run can be resumed: optimizer, memories, caches, data position, RNG
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import torch
from pydantic import ValidationError
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor

from memtrans.data.tokenizer import Tokenizer, load_tokenizer
from memtrans.errors import UsageError
from memtrans.files import new_folder
from memtrans.model import MemorizingTransformer, ModelConfig

FORMAT = 1


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
    weights = {name: w.to(dtype or w.dtype).contiguous() for name, w in _weights(model).items()}
    for name, weight in weights.items():
        if not bool(torch.isfinite(weight).all()):
            raise UsageError(
                f"{name} holds NaN or Inf as {weight.dtype}, so it is not saved in {path}; the run diverged, or the "
                "numbers are too large for this dtype (then choose float32)."
            )
    with new_folder(path) as staging:
        save_file(weights, staging / "model.safetensors")
        tokenizer.save(staging / "tokenizer.json")
        config = {"format": FORMAT, **facts, "model": model.config.model_dump(mode="json")}
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

    Raises:
        UsageError: nothing there, another format, a damaged file, or weights that are not finite.
    """
    path = find_checkpoint(path)
    config = _read_json(path / "config.json")
    if config.get("format") != FORMAT:
        raise UsageError(
            f"{path} has checkpoint format {config.get('format')}; this version reads {FORMAT}. Save it again."
        )
    try:
        model = MemorizingTransformer(ModelConfig.model_validate(config["model"]))
    except (KeyError, ValidationError) as error:
        raise UsageError(f"{path / 'config.json'} does not describe a model of this version: {error}") from error
    _load_weights(model, path / "model.safetensors")
    facts = {key: value for key, value in config.items() if key not in ("format", "model")}
    return Checkpoint(path, model.to(device), load_tokenizer(path / "tokenizer.json"), facts)


def load_training_state(path: Path) -> TrainingState:
    """The state that `save_checkpoint` wrote beside the weights.

    Raises:
        UsageError: the checkpoint has none (it was exported), or it is damaged.
    """
    if not (path / "training").is_dir():
        raise UsageError(f"{path} holds weights only; a run resumes from the directory that `memtrans train` wrote.")
    return TrainingState(
        _read_tensors(path / "training" / "state.safetensors"), _read_json(path / "training" / "state.json")
    )


def find_checkpoint(path: Path) -> Path:
    """`path` itself if it is a checkpoint, else the newest `step-*` below it."""
    if (path / "config.json").is_file():
        return path
    steps = sorted(path.glob("step-*/config.json"))
    if steps:
        return steps[-1].parent
    if not path.exists():
        raise UsageError(f"{path} does not exist; give a checkpoint directory or the --out of a training run.")
    raise UsageError(f"{path} holds no checkpoint: neither config.json nor step-*/config.json is there.")


def _weights(model: MemorizingTransformer) -> dict[str, Tensor]:
    """Parameters by name, each storage once (embeddings may be tied)."""
    return {name: parameter.detach() for name, parameter in model.named_parameters()}


def _load_weights(model: MemorizingTransformer, file: Path) -> None:
    saved, own = _read_tensors(file), _weights(model)
    wrong = sorted(
        name
        for name in saved.keys() | own.keys()
        if name not in saved or name not in own or saved[name].shape != own[name].shape
    )
    if wrong:
        raise UsageError(f"{file} does not fit its config.json: {', '.join(wrong[:3])} missing or of another shape.")
    for name, weight in own.items():
        if not bool(torch.isfinite(saved[name]).all()):
            raise UsageError(f"{file}: {name} holds NaN or Inf, the run diverged; use an earlier checkpoint.")
        weight.copy_(saved[name])


def _read_tensors(file: Path) -> dict[str, Tensor]:
    try:
        # Copies: a tensor mapped from the file lies at any address, and kernels may round by alignment.
        return {name: tensor.clone() for name, tensor in load_file(file).items()}
    except (SafetensorError, OSError) as error:
        raise UsageError(f"{file} is missing or damaged ({error}); copy it again or use another checkpoint.") from error


def _read_json(file: Path) -> dict[str, Any]:
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"{file} is missing or damaged ({error}); copy it again or use another checkpoint.") from error
    if not isinstance(content, dict):
        raise UsageError(f"{file} should hold a JSON object; copy it again or use another checkpoint.")
    return content
