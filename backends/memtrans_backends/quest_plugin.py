"""Describes the backend `quest`."""

from __future__ import annotations

from pydantic import Field, model_validator

from memtrans.backend import BackendSpec, Capabilities
from memtrans.options import Options
from memtrans.plugins import hookimpl


class QuestOptions(Options):
    """How many keys make a page, and how many are read for a query."""

    page: int = Field(16, ge=1, le=65536, description="keys in a row that share one bound")
    budget: int = Field(
        2048,
        ge=1,
        le=2**31 - 1,
        description="keys read for a query, in whole pages; as many as are asked for where that is more",
    )
    scratch_mb: float | None = Field(
        None, gt=0, description="MiB of scores held at once by each thread; none: 128 on CPU, 1024 on CUDA"
    )

    @model_validator(mode="after")
    def _a_page_is_affordable(self) -> QuestOptions:
        if self.budget < self.page:
            raise ValueError(
                f"budget={self.budget} does not pay for one page of {self.page} keys; choose a budget of {self.page} "
                "or more, or a smaller page"
            )
        return self


SPEC = BackendSpec(
    name="quest",
    factory="memtrans_backends.quest:QuestBackend",
    options=QuestOptions,
    kind="backend",
    summary="Quest: reads the pages whose bounds by channel are the largest, and takes the best of their keys",
    capabilities=Capabilities(
        exhaustive={"budget": 2**31 - 1},
        devices=("cpu", "cuda"),
        small={"page": 2, "budget": 512},
        recall_floor=0.5,
        effort=({"budget": 32}, {"budget": 128}, {"budget": 512}),
    ),
)


@hookimpl
def memtrans_backends() -> list[BackendSpec]:
    return [SPEC]
