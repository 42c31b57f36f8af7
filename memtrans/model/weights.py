"""Files of tensors, which may come from a stranger: what is not as it should be is said in a sentence."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.overrides import TorchFunctionMode

from memtrans.errors import UsageError, shorten
from memtrans.files import require_file
from memtrans.model.config import ModelConfig
from memtrans.model.transformer import MemorizingTransformer

DTYPES = ("F32", "BF16", "F16")


def weights_of(model: MemorizingTransformer) -> dict[str, Tensor]:
    """Parameters by name, each storage once (embeddings may be tied)."""
    return {name: parameter.detach() for name, parameter in model.named_parameters()}


def read_weights(file: Path, shape: ModelConfig) -> dict[str, Tensor]:
    """Finite weights of a model of that shape.

    Raises:
        UsageError: the file holds other tensors, said from its header alone; or some weight is NaN or Inf.
    """
    with reading(file):
        _refuse_other_tensors(file, shape)
    weights = read_tensors(file)
    for name, weight in weights.items():
        if not bool(torch.isfinite(weight).all()):
            raise UsageError(f"{file}: {name} holds NaN or Inf, the run diverged; use an earlier checkpoint.")
    return weights


def _refuse_other_tensors(file: Path, shape: ModelConfig) -> None:
    with _utf8_path(file) as path, safe_open(path, framework="pt") as opened:
        slices = {name: opened.get_slice(name) for name in opened.keys()}  # noqa: SIM118 - it is no mapping
        saved = {name: (part.get_dtype(), tuple(part.get_shape())) for name, part in slices.items()}
    wrong = [f"{shape.layers:,} layers cannot be in {len(saved):,} tensors"] * (shape.layers > len(saved))
    if not wrong:
        # On this device tensors have a shape and no content, so a shape of any size costs nothing.
        with torch.device("meta"), _Unfilled():
            own = {name: tuple(weight.shape) for name, weight in weights_of(MemorizingTransformer(shape)).items()}
        wrong = [_misfit(name, saved.get(name), own.get(name)) for name in sorted(saved.keys() | own.keys())]
        wrong = [reason for reason in wrong if reason]
    if wrong:
        raise UsageError(
            f"{file} does not fit its config.json, tensors are missing or of another shape or dtype: "
            f"{', '.join(wrong[:3])}; copy both again."
        )


class _Unfilled(TorchFunctionMode):
    """No random numbers are drawn: for a tensor without content torch would import sympy first, for seconds."""

    def __torch_function__(
        self, func: Callable[..., Any], types: Any, args: tuple[Any, ...] = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        given = kwargs or {}
        if func is nn.init.normal_:
            return args[0] if args else given["tensor"]
        return func(*args, **given)


def _misfit(name: str, saved: tuple[str, tuple[int, ...]] | None, own: tuple[int, ...] | None) -> str:
    if saved is None or own is None:
        return f"{shorten(name)} is {'missing' if saved is None else 'not of this model'}"
    if saved[1] != own:
        return f"{name} is of shape {list(saved[1])}, not {list(own)}"
    return "" if saved[0] in DTYPES else f"{name} is of dtype {saved[0]}, not one of {', '.join(DTYPES)}"


def read_tensors(file: Path) -> dict[str, Tensor]:
    """All tensors of a file, by name.

    Raises:
        UsageError: it is missing or damaged.
    """
    with reading(file), _utf8_path(file) as path:
        # Copies: a tensor mapped from the file lies at any address, and kernels may round by alignment.
        return {name: tensor.clone() for name, tensor in load_file(path).items()}


@contextmanager
def _utf8_path(file: Path) -> Iterator[Path]:
    """A path by which safetensors can read a file, whose own name it takes only as UTF-8."""
    try:
        str(file).encode()
    except UnicodeEncodeError:
        with file.open("rb") as opened:
            yield Path(f"/dev/fd/{opened.fileno()}")
    else:
        yield file


@contextmanager
def reading(file: Path) -> Iterator[None]:
    """Say in a sentence why a file cannot be read, whoever says so."""
    try:
        require_file(file)
        yield
    except (SafetensorError, OSError, ValueError, RecursionError) as error:
        reason = shorten(str(getattr(error, "strerror", None) or error), 200)
        raise UsageError(
            f"{file} is missing or damaged ({reason}); copy it again or use another checkpoint."
        ) from error


@contextmanager
def saving() -> Iterator[None]:
    """What safetensors says of a full disk as the OSError that it was."""
    try:
        yield
    except SafetensorError as error:
        number = re.search(r"os error (\d+)", str(error))
        if number is None:
            raise
        raise OSError(int(number[1]), os.strerror(int(number[1]))) from error
