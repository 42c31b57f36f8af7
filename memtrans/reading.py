"""What everything that measures knows of a language model: it reads documents and says what each token cost.

A kind of model is a `Reader`. Positions, windows and sinks are its own business; whoever measures sees readings, nats
and memories. `memtrans.readers` finds the kind of a checkpoint.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, Protocol, runtime_checkable

import torch
from jaxtyping import Float
from pydantic import BaseModel, ConfigDict, Field
from torch import Tensor, nn

from memtrans.data.documents import TokenizedDocument
from memtrans.data.segments import Segment
from memtrans.data.tokenizer import Tokenizer
from memtrans.memory import Memory, Observer
from memtrans.memory.guards import list_bytes
from memtrans.memory.means import mean_bytes
from memtrans.memory.past import past_queries_of

Reads = Literal["full", "window", "window+sinks", "memory"]


class MemoryConfig(BaseModel):
    """A memory and its index. `capacity` in tokens per document; 0 = no memory."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    capacity: int = Field(8192, ge=0)
    backend: str = "exact"
    options: dict[str, Any] = Field(default_factory=dict)
    dtype: Literal["float32", "bfloat16", "float16"] = "float32"

    @property
    def torch_dtype(self) -> torch.dtype:
        dtype: torch.dtype = getattr(torch, self.dtype)
        return dtype

    def list_bytes(self, key_dim: int, value_dim: int, remainder: int = 0) -> int:
        """What one list, of a layer, row and head, will hold, without an index. remainder: as in `Memory`."""
        past_queries = past_queries_of(self.backend) if self.capacity else 0
        means = mean_bytes(self.capacity, key_dim + value_dim, remainder)
        return list_bytes(self.capacity, key_dim, value_dim, self.torch_dtype, past_queries) + means


@dataclass(frozen=True)
class Reading:
    """One way in which a model reads.

    reads: what a token attends to: `full` = every token before it; `window` = the last ones; `window+sinks` = also
    the first ones of the document; `memory` = also what it retrieves. policy: where what is retrieved stands for the
    model's positions; None = its memory has none. window: tokens before the step; None = all. sinks: first tokens that
    stay. layers: the model's own numbers of those that retrieve. settings: whatever else a loss depends on, JSON-able.
    fixed: no setting chose any of this, the model was made to read so; then it is no part of what tells cells apart.
    foretells: False = what is read knows nothing of the next token, so its nats are NaN: a trace without its model.
    """

    reads: Reads
    policy: str | None = None
    window: int | None = None
    sinks: int = 0
    layers: tuple[int, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    fixed: bool = False
    foretells: bool = True

    @property
    def retrieves(self) -> bool:
        return self.reads == "memory"

    @property
    def remainder(self) -> int:
        """Tokens per block by whose means what is not retrieved counts; 0 = it does not."""
        size: int = self.settings.get("remainder", 0)
        return size

    @property
    def facts(self) -> dict[str, Any]:
        """What a row of results says of it, JSON-able; `reading` are its settings."""
        return {
            "reads": self.reads,
            "policy": self.policy,
            "window": self.window,
            "sinks": self.sinks,
            "layers": list(self.layers),
            "reading": dict(self.settings),
        }


class MemoryLayer(NamedTuple):
    """One layer's memory: which `Memory`, and its number in there."""

    memory: Memory
    layer: int


ObserverOf = Callable[[int], Observer]
"""Who watches a `Memory` whose first layer has this number among all memory layers of the model, counted from 0."""


@runtime_checkable
class Session(Protocol):
    """One pass over documents that are read side by side. memory_layers: in the order of the layers; may be empty."""

    @property
    def rows(self) -> int:
        """Documents side by side; at most what was asked for."""

    @property
    def memory_layers(self) -> Sequence[MemoryLayer]: ...

    def read(self, segment: Segment) -> Float[Tensor, "rows length"]:
        """Nats of each target, 0 at padding; forgets first what the rows read where a document starts.

        The segment's `documents` are places among those that are measured.
        """


@runtime_checkable
class Reader(Protocol):
    """A language model, whatever its kind, that can be measured.

    vocab_size: ids that the model knows. segment: tokens per step where nothing is asked for, None = unknown.
    shape: JSON-able, all that a loss depends on besides weights, reading, memory and documents.
    """

    @property
    def tokenizer(self) -> Tokenizer: ...

    @property
    def vocab_size(self) -> int: ...

    @property
    def segment(self) -> int | None: ...

    @property
    def shape(self) -> Mapping[str, Any]: ...

    def weights(self) -> Iterable[tuple[str, Tensor]]:
        """By name, in an order that is always the same: what tells one model from another."""

    def readings(self, asked: Mapping[str, Any], longest: int) -> list[Reading]:
        """The ways to read that a config's `reading` section asks for, of documents of at most `longest` tokens.

        Raises:
            UsageError: a key or value that this kind of model does not have, or a way in which it cannot read.
        """

    def memory_bytes(self, reading: Reading, memory: MemoryConfig, rows: int) -> int:
        """What the memories will hold in all rows and layers, without an index: see `MemoryConfig.list_bytes`."""

    def memory_scales(self, reading: Reading) -> list[Float[Tensor, " query_heads"]]:
        """Per memory layer the factor of each head's memory scores."""

    def begin(
        self,
        reading: Reading,
        memory: MemoryConfig,
        rows: int,
        *,
        threads: int | None = None,
        seed: int = 0,
        observer_of: ObserverOf | None = None,
    ) -> Session:
        """Start to read. A `memory.capacity` of 0 where `reading` retrieves means the same reading without memory."""


class Block(NamedTuple):
    """The module that is given a layer's residual stream, of `width` numbers a token."""

    module: nn.Module
    width: int


def given_to(args: Sequence[Any], named: Mapping[str, Any]) -> Tensor:
    """What a block is given, among the arguments of its call."""
    given: Tensor = args[0] if args else named["hidden_states"]
    return given.detach()


Given = Callable[[Segment], Tensor]
"""What a layer was given when a segment was read: [rows, length, width], anything at padding."""


@runtime_checkable
class RunsAbove(Reader, Protocol):
    """A reader that can go on from what the one layer that retrieves was given, without the layers below it."""

    def block(self, reading: Reading) -> Block | None:
        """Of the one layer that retrieves; None where the model does not go on the same from there."""

    def above(self, begun: Session, reading: Reading, given: Given) -> Session:
        """The session, just begun with a reading for which there is a `block`: from now on no layer below is run."""


@runtime_checkable
class DocumentsOfItsOwn(Reader, Protocol):
    """A reader that reads nothing but documents that it brings: a trace."""

    @property
    def documents(self) -> Sequence[TokenizedDocument]: ...


def fingerprint(reader: Reader) -> str:
    """Of a model's weights and shape; the same on every machine, and whatever type they are stored in."""
    digest = hashlib.sha256(json.dumps(dict(reader.shape), sort_keys=True).encode())
    for name, weight in reader.weights():
        digest.update(name.encode() + weight.detach().float().cpu().numpy().tobytes())
    return digest.hexdigest()
