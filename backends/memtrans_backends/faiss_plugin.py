"""Describes the backends that FAISS provides; imports no index library."""

from __future__ import annotations

from pydantic import Field, model_validator

from memtrans.backend import BackendSpec, Capabilities
from memtrans.options import TrainedOptions
from memtrans.plugins import hookimpl

INSTALL = "pip install 'memtrans[faiss]'"


class IvfOptions(TrainedOptions):
    """An inverted file: keys are grouped around centroids, and a query looks into the nearest groups."""

    nlist: int | None = Field(
        None, ge=1, le=65536, description="groups; none: 2^round(log2(1.4 √keys)), chosen anew at every training"
    )
    nprobe: int | None = Field(None, ge=1, le=65536, description="groups searched per query; none: max(8, nlist / 8)")
    niter: int = Field(6, ge=1, le=100, description="k-means iterations")
    points_per_centroid: int = Field(64, ge=1, description="most keys per group that training looks at")

    @model_validator(mode="after")
    def _options_fit_together(self) -> IvfOptions:
        if self.nlist and self.nprobe and self.nprobe > self.nlist:
            raise ValueError(
                f"nprobe={self.nprobe} exceeds nlist={self.nlist}; choose nprobe between 1 and {self.nlist}"
            )
        if self.nlist and self.nlist > self.exact_below:
            raise ValueError(
                f"nlist={self.nlist} exceeds exact_below={self.exact_below}, and that many groups cannot be trained "
                f"on fewer keys; choose exact_below of at least {self.nlist}"
            )
        return self


IVF_FLAT = BackendSpec(
    name="faiss-ivf-flat",
    factory="memtrans_backends.faiss_ivf:IvfFlat",
    options=IvfOptions,
    requires=("faiss",),
    install=INSTALL,
    summary="inverted file over uncompressed keys, overwritten in place",
    capabilities=Capabilities(
        in_place=True,
        trained=True,
        exact_below=4096,
        exhaustive={"nlist": 32, "nprobe": 32},
        devices=("cpu", "cuda"),
    ),
)


@hookimpl
def memtrans_backends() -> list[BackendSpec]:
    return [IVF_FLAT]
