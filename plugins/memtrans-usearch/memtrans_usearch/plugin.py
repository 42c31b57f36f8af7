"""Describes the backend `usearch`; does not import the library."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from memtrans.backend import BackendSpec, Capabilities
from memtrans.options import IndexOptions
from memtrans.plugins import hookimpl


class UsearchOptions(IndexOptions):
    """A navigable small-world graph over keys of few bytes; options have the library's names."""

    dtype: Literal["f32", "bf16", "i8"] = Field("bf16", description="how a key's numbers are stored")
    connectivity: int = Field(16, ge=2, le=256, description="links per key and layer; twice as many on the lowest")
    expansion_add: int = Field(96, ge=1, le=65536, description="candidates looked at when a key is linked")
    expansion_search: int = Field(64, ge=1, le=65536, description="candidates looked at per query; never fewer than k")
    exact: bool = Field(False, description="score every stored key instead of following links")
    centre: bool = Field(True, description="give the graph keys less their mean: far from zero its links lead nowhere")


SPEC = BackendSpec(
    name="usearch",
    factory="memtrans_usearch.index:UsearchIndex",
    options=UsearchOptions,
    api_version=1,
    requires=("usearch",),
    install="pip install usearch",
    summary="usearch graphs over sealed blocks; keys in f32, bf16 or int8",
    capabilities=Capabilities(
        # A graph reaches whatever its links lead to, at no effort all keys; the library's own scan misses none.
        exhaustive={"exact": True, "dtype": "f32"},
        effort=({"expansion_search": 1}, {"expansion_search": 16}, {"expansion_search": 128}),
        recall_floor=0.9,
    ),
)


@hookimpl
def memtrans_backends() -> list[BackendSpec]:
    return [SPEC]
