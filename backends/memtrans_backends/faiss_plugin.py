"""Describes the backends that FAISS provides; imports no index library."""

from __future__ import annotations

from pydantic import Field, model_validator

from memtrans.backend import BackendSpec, Capabilities
from memtrans.options import CENTRE, CompressedOptions, IndexOptions, TrainedOptions
from memtrans.plugins import hookimpl

INSTALL = "pip install 'memtrans[faiss]'"

PAST_QUERIES = 256
"""Of a list, which is what a metric of up to 128 dimensions is made from."""


class IvfOptions(TrainedOptions):
    """An inverted file: keys are grouped around centroids, and a query looks into the nearest groups."""

    centre: bool | None = Field(None, description=CENTRE)
    nlist: int | None = Field(
        None, ge=1, le=65536, description="groups; none: 2^round(log2(1.4 √keys)), chosen anew at every training"
    )
    nprobe: int | None = Field(
        None,
        ge=1,
        le=65536,
        description="groups searched per query; none: 2 √nlist",
    )
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


class IvfPqOptions(CompressedOptions, IvfOptions):
    """An inverted file over product-quantised keys: a quarter to a tenth of the bytes, never exact."""

    centre: bool | None = Field(None, description=CENTRE)
    m: int | None = Field(
        None,
        ge=1,
        le=1024,
        description="parts of a key, each coded by itself; none: half the dimension, or its next smaller divisor",
    )
    bits: int = Field(8, ge=1, le=8, description="bits of each part's code")
    pq_niter: int = Field(5, ge=1, le=100, description="k-means iterations for the codes")
    pq_points_per_code: int = Field(8, ge=1, description="most keys per code that training looks at")

    @model_validator(mode="after")
    def _codes_can_be_trained(self) -> IvfPqOptions:
        if 2**self.bits > self.exact_below:
            raise ValueError(
                f"bits={self.bits} needs {2**self.bits} keys to train its codes, but exact_below={self.exact_below}; "
                f"choose exact_below of at least {2**self.bits}"
            )
        return self


class IvfQueryOptions(IvfOptions):
    """An inverted file in the metric of the queries that were asked. Centring is part of it: `centre` adds nothing."""

    centre: bool | None = Field(False, description=CENTRE)
    nlist: int | None = Field(
        None, ge=1, le=65536, description="groups; none: twice 2^round(log2(1.4 √keys)), chosen anew at every training"
    )
    floor: float = Field(
        0.1, ge=1e-3, le=1e6, description="least eigenvalue of the queries' second moment, as a share of their mean"
    )
    deviations: float = Field(
        1.0,
        ge=0,
        le=10,
        description="groups are ranked by the score of their centroid and so many standard deviations of their keys'",
    )
    fewest_queries: int = Field(
        32, ge=1, le=65536, description="with fewer past queries than this, the metric is that of keys"
    )


class FlatOptions(IndexOptions):
    """An exact scan, in which centring saves digits and nothing else."""


class FaissHnswOptions(IndexOptions):
    """A navigable small-world graph, as FAISS builds it."""

    centre: bool | None = Field(True, description=CENTRE)
    M: int = Field(16, ge=2, le=256, description="links per key and layer; twice as many on the lowest")
    ef_construction: int = Field(80, ge=1, le=65536, description="candidates looked at when a key is linked")
    ef_search: int = Field(64, ge=1, le=65536, description="candidates looked at per query; never fewer than k")


class FactoryOptions(CompressedOptions):
    """Any index that FAISS's index factory can make."""

    centre: bool | None = Field(None, description=CENTRE)
    factory: str = Field(
        "IVF64,SQ8", min_length=1, description="index factory string, such as 'IVF64,SQ8' or 'OPQ16,PQ16'"
    )
    search: str = Field("", description="search parameters, such as 'nprobe=16,quantizer_efSearch=64'")


FLAT = BackendSpec(
    name="faiss-flat",
    factory="memtrans_backends.faiss_flat:Flat",
    options=FlatOptions,
    requires=("faiss",),
    install=INSTALL,
    summary="FAISS's exact scan over its own copy of the keys",
    capabilities=Capabilities(in_place=True, exact=True, exhaustive={}, devices=("cpu", "cuda"), recall_floor=0.99),
)

IVF_FLAT = BackendSpec(
    name="faiss-ivf-flat",
    factory="memtrans_backends.faiss_ivf:ivf_flat",
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
        small={"exact_below": 256},
        effort=({"nprobe": 1}, {"nprobe": 4}, {"nprobe": 16}),
        recall_floor=0.93,
    ),
)

IVF_QUERY = BackendSpec(
    name="faiss-ivf-query",
    factory="memtrans_backends.faiss_ivf_query:IvfQuery",
    options=IvfQueryOptions,
    requires=("faiss",),
    install=INSTALL,
    summary="inverted file in the metric of past queries, overwritten in place",
    capabilities=Capabilities(
        in_place=True,
        trained=True,
        exact_below=4096,
        past_queries=PAST_QUERIES,
        exhaustive={"nlist": 32, "nprobe": 32},
        devices=("cpu", "cuda"),
        small={"exact_below": 256},
        effort=({"nprobe": 1}, {"nprobe": 4}, {"nprobe": 16}),
        recall_floor=0.93,
    ),
)

IVF_PQ = BackendSpec(
    name="faiss-ivf-pq",
    factory="memtrans_backends.faiss_ivf:ivf_pq",
    options=IvfPqOptions,
    requires=("faiss",),
    install=INSTALL,
    summary="inverted file over product-quantised keys: saves bytes, not time",
    capabilities=Capabilities(
        in_place=True,
        trained=True,
        exact_below=4096,
        devices=("cpu", "cuda"),
        small={"exact_below": 256},
        effort=({"nprobe": 1}, {"nprobe": 4}, {"nprobe": 16}),
        recall_floor=0.93,
    ),
)

HNSW = BackendSpec(
    name="faiss-hnsw",
    factory="memtrans_backends.faiss_hnsw:FaissHnsw",
    options=FaissHnswOptions,
    requires=("faiss",),
    install=INSTALL,
    summary="FAISS's graphs over sealed blocks",
    capabilities=Capabilities(
        exhaustive={"ef_search": 16384, "ef_construction": 400, "M": 32},
        exhaustive_on="distinct keys",
        recall_floor=0.9,
        effort=({"ef_search": 1}, {"ef_search": 16}, {"ef_search": 128}),
    ),
)

FACTORY = BackendSpec(
    name="faiss",
    factory="memtrans_backends.faiss_factory:from_factory",
    options=FactoryOptions,
    kind="backend",
    requires=("faiss",),
    install=INSTALL,
    summary="any FAISS factory string: in place where that index can be overwritten, else in sealed blocks",
    capabilities=Capabilities(
        trained=True,
        exact_below=4096,
        exhaustive={"factory": "Flat", "search": ""},
        devices=("cpu", "cuda"),
        small={"exact_below": 256},
        effort=tuple({"factory": "IVF64,SQ8", "search": f"nprobe={nprobe}"} for nprobe in (1, 4, 16)),
    ),
)


@hookimpl
def memtrans_backends() -> list[BackendSpec]:
    return [FLAT, IVF_FLAT, IVF_PQ, IVF_QUERY, HNSW, FACTORY]
