"""Describes the backend `hnsw`; does not import hnswlib."""

from __future__ import annotations

from pydantic import Field

from memtrans.backend import BackendSpec, Capabilities
from memtrans.options import CENTRE, IndexOptions
from memtrans.plugins import hookimpl


class HnswOptions(IndexOptions):
    """A navigable small-world graph: searched greedily from layer to layer."""

    centre: bool | None = Field(True, description=CENTRE)
    M: int = Field(16, ge=2, le=256, description="links per key and layer; twice as many on the lowest")
    ef_construction: int = Field(80, ge=1, le=65536, description="candidates looked at when a key is linked")
    ef_search: int = Field(64, ge=1, le=65536, description="candidates looked at per query; never fewer than k")


SPEC = BackendSpec(
    name="hnsw",
    factory="memtrans_backends.hnsw:Hnsw",
    options=HnswOptions,
    requires=("hnswlib",),
    install="pip install 'memtrans[hnsw]'  # builds from source: needs a C++ compiler",
    summary="hnswlib graphs over sealed blocks",
    # Candidates as many as the largest block, and links enough to reach every key.
    capabilities=Capabilities(
        exhaustive={"ef_search": 16384, "ef_construction": 400, "M": 32},
        exhaustive_on="distinct keys",
        recall_floor=0.9,
        effort=({"ef_search": 1}, {"ef_search": 16}, {"ef_search": 128}),
    ),
)


@hookimpl
def memtrans_backends() -> list[BackendSpec]:
    return [SPEC]
