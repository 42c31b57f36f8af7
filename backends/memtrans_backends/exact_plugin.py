"""Describes the backend `exact`: every key is scored."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from memtrans.backend import BackendSpec, Capabilities
from memtrans.options import Options
from memtrans.plugins import hookimpl


class ExactOptions(Options):
    """How much memory exact search may use, and how precisely it scans."""

    scratch_mb: float | None = Field(
        None, gt=0, description="MiB of scores held at once by each thread; none: 128 on CPU, 1024 on CUDA"
    )
    scan: Literal["float32", "bfloat16"] = Field(
        "float32",
        description="bfloat16, on CUDA: choose 1.5 k candidates by bfloat16 scores, then score those in float32; not "
        "exact among near-duplicates. On CPU float32 looks at rounded scores first where that is faster, and is exact",
    )


SPEC = BackendSpec(
    name="exact",
    factory="memtrans_backends.exact:ExactBackend",
    options=ExactOptions,
    kind="backend",
    summary="exact search straight from the ring; no second copy of the keys",
    capabilities=Capabilities(exact=True, exhaustive={"scan": "float32"}, devices=("cpu", "cuda"), recall_floor=0.98),
)


@hookimpl
def memtrans_backends() -> list[BackendSpec]:
    return [SPEC]


@hookimpl
def memtrans_environment() -> dict[str, bool]:
    from memtrans.search import bfloat16_is_fast

    return {"bfloat16_is_fast": bfloat16_is_fast()}
