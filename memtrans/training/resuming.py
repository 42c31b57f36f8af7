"""What a run saved beside its weights, taken over only where it is whole and this run's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch
from pydantic import BaseModel, ConfigDict, Field
from torch import Tensor

from memtrans.checkpoint import validated
from memtrans.errors import BadInput, UsageError
from memtrans.training.run_folder import checkpoint_name


class Place(BaseModel):
    """How far a run had come. Of the rest only the types are known here."""

    model_config = ConfigDict(strict=True)

    step: int = Field(ge=0)
    tokens: int = Field(ge=0)
    capacity: int = Field(ge=0)
    documents: str
    loader: dict[str, Any]


def read_place(checkpoint: Path, position: Mapping[str, Any]) -> Place:
    """What the position in a checkpoint of a run says.

    Raises:
        UsageError: it says nothing of the kind, or is of another checkpoint.
    """
    file = checkpoint / "training" / "state.json"
    place = validated(Place, position, f"{file} does not say how far the run had come")
    if checkpoint.name != checkpoint_name(place.step):
        raise UsageError(f"{file} is that of step {place.step:,}, not of {checkpoint.name}; copy the checkpoint again.")
    return place


@contextmanager
def belonging(checkpoint: Path) -> Iterator[None]:
    """Name the checkpoint in which something is not as this run would have saved it."""
    try:
        yield
    except BadInput as error:
        raise UsageError(
            f"{checkpoint / 'training'} is not what this run saved: {error} Copy the checkpoint again, or remove it to "
            "go on from the one before."
        ) from error


def restore_rng(state: Tensor | None) -> None:
    """Go on with torch's random numbers; raises BadInput where the state is none."""
    like = torch.get_rng_state()
    if state is None or state.dtype != like.dtype or state.shape != like.shape:
        raise BadInput("rng is missing, or no state of torch's random numbers.")
    try:
        torch.set_rng_state(state)
    except RuntimeError as error:
        raise BadInput("rng is no state of torch's random numbers.") from error
