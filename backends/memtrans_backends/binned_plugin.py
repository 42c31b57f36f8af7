"""Describes the backend `binned`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from memtrans.backend import BackendSpec, Capabilities
from memtrans.options import Options
from memtrans.plugins import hookimpl


class BinnedOptions(Options):
    """How many bins: by preset, by the recall to expect, or by number; only one of the three."""

    preset: Literal["paper", "meliad"] | None = Field(
        None,
        description="paper: bins for an expected recall of 0.90; meliad: k bins, as the authors' code has it; "
        "none: paper, unless recall_target or bins is given",
    )
    recall_target: float | None = Field(
        None, gt=0, lt=1, description="expected recall on keys in random order; bins follow from it, k and keep"
    )
    bins: int | None = Field(
        None, ge=1, le=2**31 - 1, description="number of bins; fewer than k / keep find fewer than k"
    )
    keep: int = Field(1, ge=1, le=64, description="best keys kept of each bin")
    scratch_mb: float | None = Field(
        None, gt=0, description="MiB of scores held at once by each thread; none: 128 on CPU, 1024 on CUDA"
    )

    @model_validator(mode="after")
    def _only_one_way(self) -> BinnedOptions:
        ways = {"preset": self.preset, "recall_target": self.recall_target, "bins": self.bins}
        given = [f"{name}={value}" for name, value in ways.items() if value is not None]
        if len(given) > 1:
            raise ValueError(
                f"{' and '.join(given)} contradict each other; give only one of preset, recall_target, bins"
            )
        if self.preset == "meliad" and self.keep > 1:
            raise ValueError(f"preset=meliad keeps one key of each bin, not keep={self.keep}; leave out one of them")
        return self


SPEC = BackendSpec(
    name="binned",
    factory="memtrans_backends.binned:BinnedBackend",
    options=BinnedOptions,
    kind="backend",
    summary="the paper's approximate top-k: the best keys of each of many strided bins",
    capabilities=Capabilities(
        exhaustive={"bins": 2**31 - 1},
        devices=("cpu", "cuda"),
        effort=({"bins": 16}, {"bins": 64}, {"bins": 512}),
    ),
)


@hookimpl
def memtrans_backends() -> list[BackendSpec]:
    return [SPEC]
