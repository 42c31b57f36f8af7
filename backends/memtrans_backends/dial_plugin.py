"""Describes the backend `dial`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from memtrans.backend import BackendSpec, Capabilities
from memtrans.options import Options
from memtrans.plugins import hookimpl


class DialOptions(Options):
    """How much of the exact result is withheld, and which part of it."""

    recall: float = Field(0.9, ge=0, le=1, description="expected share of the k nearest keys that is returned")
    drop: Literal["best", "random", "last", "oldest"] = Field(
        "random", description="which are withheld: the highest scores, any, the lowest scores, or the oldest keys"
    )


SPEC = BackendSpec(
    name="dial",
    factory="memtrans_backends.dial:DialBackend",
    options=DialOptions,
    kind="backend",
    summary="exact search degraded to a chosen recall: the dose for a dose–response curve",
    capabilities=Capabilities(
        exhaustive={"recall": 1.0},
        devices=("cpu", "cuda"),
        scan=True,
        recall_floor=0.85,
        effort=({"recall": 0.3}, {"recall": 0.6}, {"recall": 0.9}),
    ),
)


@hookimpl
def memtrans_backends() -> list[BackendSpec]:
    return [SPEC]
