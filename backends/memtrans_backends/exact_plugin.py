"""Describes the backend `exact`: every key scored, none missed."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from memtrans.backend import BackendSpec, Capabilities
from memtrans.plugins import hookimpl


class ExactOptions(BaseModel):
    """What exact search lets one choose: only how much memory it may use."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    scratch_mb: float | None = Field(
        None, gt=0, description="MiB of scores held at once, per thread; none: 8 on CPU, 1024 on CUDA"
    )


SPEC = BackendSpec(
    name="exact",
    factory="memtrans_backends.exact:ExactBackend",
    options=ExactOptions,
    kind="backend",
    summary="exact search straight from the ring; no second copy of the keys",
    capabilities=Capabilities(exact=True, exhaustive={}, devices=("cpu", "cuda")),
)


@hookimpl
def memtrans_backends() -> list[BackendSpec]:
    return [SPEC]
