"""What a trace says of itself: the model, how it read, what it read, and with what it was made."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from memtrans.reading import Reading, Reads

FORMAT = "memtrans-trace"
VERSION = 1

Dtype = Literal["float32", "float16", "bfloat16"]


class LayerFacts(BaseModel):
    """One memory layer of a trace.

    number: the model's own. heads: numbers of the key/value heads that were recorded. kv_heads: how many the model has.
    query_heads: recorded ones, in the order of `heads`; the same number for each. neighbours: k of every search.
    memory: layers with equal numbers shared one `Memory`. seed: what is added to a run's seed for this layer's indexes.
    delay: later tokens after which a pair may be found; it is part of `searchable_from` already.
    scale, gate: of each recorded query head; gate None where the model has none that is fixed.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    number: int = Field(ge=0)
    heads: tuple[int, ...] = Field(min_length=1)
    kv_heads: int = Field(ge=1)
    query_heads: int = Field(ge=1)
    key_dim: int = Field(ge=1)
    value_dim: int = Field(ge=1)
    neighbours: int = Field(ge=1)
    memory: int = Field(ge=0)
    seed: int = Field(ge=0)
    delay: int = Field(ge=0)
    scale: tuple[float, ...]
    gate: tuple[float, ...] | None = None

    @property
    def group(self) -> int:
        """Query heads that share a list."""
        return self.query_heads // len(self.heads)


class ModelFacts(BaseModel):
    """name: as it was given. fingerprint: of weights and shape, as `memtrans.reading.fingerprint`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    kind: str
    fingerprint: str
    vocab_size: int = Field(ge=1)
    bos: int = Field(ge=0)


class Manifest(BaseModel):
    """The dataset `manifest` of a trace, as JSON.

    reading: as the facts of a row of results. capacity: of the exact memory that the model read with. corpus: where the
    documents come from and under which licence. versions: of memtrans and the libraries that made it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: int
    model: ModelFacts
    reading: dict[str, Any]
    layers: tuple[LayerFacts, ...] = Field(min_length=1)
    capacity: int = Field(ge=1)
    segment: int = Field(ge=1)
    seed: int = Field(ge=0)
    dtype: Dtype
    residual: bool = False
    corpus: dict[str, Any]
    documents: tuple[str, ...] = Field(min_length=1)
    versions: dict[str, str]

    @property
    def as_read(self) -> Reading:
        """The way in which the model read."""
        facts = self.reading
        reads: Reads = facts["reads"]
        numbers = tuple(layer.number for layer in self.layers)
        return Reading(
            reads,
            facts["policy"],
            facts["window"],
            facts["sinks"],
            numbers,
            facts["reading"],
            fixed=True,
            foretells=False,
        )
