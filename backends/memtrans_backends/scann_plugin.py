"""Describes the backend `scann`; does not import the library."""

from __future__ import annotations

from pydantic import Field, model_validator

from memtrans.backend import BackendSpec, Capabilities
from memtrans.options import CENTRE, TrainedOptions
from memtrans.plugins import hookimpl


class ScannOptions(TrainedOptions):
    """A scan over all keys while they are few; above, a tree, quantised scores, and exact scores for the best."""

    centre: bool | None = Field(None, description=CENTRE)
    brute_force_up_to: int = Field(
        16384, ge=0, description="a list that held no more keys than this when it was built is scanned as a whole"
    )
    leaves: int | None = Field(
        None, ge=1, le=65536, description="leaves of the tree; none: 2^round(log2(1.4 √keys)), chosen at every training"
    )
    leaves_to_search: int | None = Field(
        None, ge=1, le=65536, description="leaves per query; none: 48 of up to 512, but at most a third"
    )
    reorder: int | None = Field(
        None, ge=1, le=65536, description="candidates scored exactly, never fewer than k; none: 7 k"
    )
    dims_per_block: int = Field(2, ge=1, le=64, description="dimensions that share one 4-bit code")
    threshold: float = Field(
        0.3, ge=0, lt=1, description="anisotropic quantisation: how much errors along a key matter more than across"
    )
    avq: float | None = Field(
        4.0, gt=0, description="how much the same errors matter more for the centres of leaves; none: plain k-means"
    )
    points_per_leaf: int = Field(64, ge=1, description="most keys per leaf that training the tree looks at")
    code_points: int = Field(16384, ge=16, description="most keys that training the codes looks at")
    niter: int = Field(6, ge=1, le=100, description="k-means iterations, for the tree and for the codes")

    @model_validator(mode="after")
    def _options_fit_together(self) -> ScannOptions:
        if self.leaves and self.leaves_to_search and self.leaves_to_search > self.leaves:
            raise ValueError(
                f"leaves_to_search={self.leaves_to_search} exceeds leaves={self.leaves}; "
                f"choose leaves_to_search between 1 and {self.leaves}"
            )
        smallest = max(self.exact_below, self.brute_force_up_to)
        if self.leaves and self.leaves > smallest:
            raise ValueError(
                f"leaves={self.leaves} exceeds the fewest keys a tree is built on, {smallest}; "
                f"choose brute_force_up_to of at least {self.leaves}"
            )
        return self


SPEC = BackendSpec(
    name="scann",
    factory="memtrans_backends.scann:Scann",
    options=ScannOptions,
    requires=("scann",),
    install="pip install 'memtrans[scann]'  # Linux only",
    summary="ScaNN: tree, anisotropic quantisation and reordering, overwritten in place",
    capabilities=Capabilities(
        in_place=True,
        trained=True,
        exact_below=4096,
        exhaustive={"brute_force_up_to": 2**31 - 1},
        small={"exact_below": 256, "brute_force_up_to": 512},
        effort=({"leaves": 64, "leaves_to_search": 1}, {"leaves": 64, "leaves_to_search": 64, "reorder": 256}),
        reproducible=False,
        recall_floor=0.9,
    ),
)


@hookimpl
def memtrans_backends() -> list[BackendSpec]:
    return [SPEC]
