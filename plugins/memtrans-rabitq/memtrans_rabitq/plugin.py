"""Describes the backend `rabitq`; does not import the library."""

from __future__ import annotations

from pydantic import Field, model_validator

from memtrans.backend import BackendSpec, Capabilities
from memtrans.options import IndexOptions
from memtrans.plugins import hookimpl


class RabitqOptions(IndexOptions):
    """An inverted file: keys are grouped around centroids, and their differences from them kept as RaBitQ codes."""

    nbits: int = Field(7, ge=1, le=9, description="bits of a code, per dimension")
    nlist: int | None = Field(None, ge=1, le=4096, description="groups; none: one for every 64 keys of a block")
    nprobe: int | None = Field(None, ge=1, le=4096, description="groups searched per query; none: half of them")
    niter: int = Field(6, ge=1, le=100, description="k-means iterations")

    @model_validator(mode="after")
    def _options_fit_together(self) -> RabitqOptions:
        if self.nlist and self.nprobe and self.nprobe > self.nlist:
            raise ValueError(
                f"nprobe={self.nprobe} exceeds nlist={self.nlist}; choose nprobe between 1 and {self.nlist}"
            )
        return self


SPEC = BackendSpec(
    name="rabitq",
    factory="memtrans_rabitq.index:RabitqIndex",
    options=RabitqOptions,
    api_version=1,
    requires=("rabitqlib",),
    install="pip install rabitqlib",
    summary="rabitqlib's inverted files of RaBitQ codes over sealed blocks",
    capabilities=Capabilities(
        trained=True,
        exhaustive=None,  # scores are estimated from codes, at any effort
        reproducible=False,  # keys are rotated at random, and the library takes no seed for that
        effort=({"nprobe": 1}, {"nprobe": 4}, {"nprobe": 16}),
        recall_floor=0.9,
    ),
)


@hookimpl
def memtrans_backends() -> list[BackendSpec]:
    return [SPEC]
