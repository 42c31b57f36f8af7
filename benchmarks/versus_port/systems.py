"""memtrans and `memorizing-transformers-pytorch` (the port) behind the same few verbs, set up as alike as they can be.

Both get one memory layer, one key/value head, no Transformer-XL cache, the same loss and the same optimizer. The
port runs as its documentation shows: its memory inside the forward pass, one process, the file behind its memory
on a RAM disk where there is one.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from memtrans.backend import NONE
from memtrans.memory import Memory
from memtrans.model import MemorizingTransformer, ModelConfig

MEMORY_LAYER = 3
QUERIES_PER_HEAD = 8


@dataclass(frozen=True)
class Setup:
    """What both systems share. `train_steps`: steps before anything is measured, so that keys are not random."""

    vocab_size: int = 2048
    width: int = 256
    layers: int = 4
    heads: int = 4
    rows: int = 2
    segment: int = 512
    neighbours: int = 32
    train_steps: int = 352
    learning_rate: float = 1e-3

    @property
    def key_dim(self) -> int:
        return self.width // self.heads


class Trace(NamedTuple):
    """What a model writes to its memory and, for a few tokens of each segment, asks of it.

    queries: [segments, rows, q, dim]. keys and values: [rows, segments · segment length, dim], in order of time.
    """

    queries: Tensor
    keys: Tensor
    values: Tensor


class Answer(NamedTuple):
    """positions: [rows, q, k], which written pair was chosen, -1 = none. values: [rows, q, k, dim], what came back."""

    positions: Tensor
    values: Tensor


class Store(Protocol):
    """A memory by itself, without the model."""

    def search(self, queries: Tensor) -> Answer: ...

    def append(self, keys: Tensor, values: Tensor) -> None: ...


class Run(Protocol):
    """A model that can make a step, with or without memory."""

    def prepare(self) -> None:
        """Bring the memory to where a step should find it; not part of the step's time."""

    def step(self, tokens: Tensor, targets: Tensor, train: bool) -> None: ...


def some_queries(queries: Tensor) -> Tensor:
    """[rows, heads, tokens, dim] → the same few tokens of each head: [rows, q, dim]."""
    chosen = torch.linspace(0, queries.shape[2] - 1, min(QUERIES_PER_HEAD, queries.shape[2])).long()
    return queries[:, :, chosen].detach().flatten(1, 2)


def learn(loss: Tensor, optimizer: torch.optim.Optimizer) -> None:
    loss.backward()
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)


class Ours:
    """memtrans; the step without memory is the same model given no memory."""

    def __init__(self, setup: Setup, threads: int) -> None:
        torch.manual_seed(0)
        self.setup, self.threads = setup, threads
        config = ModelConfig(
            vocab_size=setup.vocab_size,
            width=setup.width,
            layers=setup.layers,
            heads=setup.heads,
            kv_heads=1,
            memory_layers=(MEMORY_LAYER,),
            neighbours=setup.neighbours,
            xl_cache=0,
            tied_embeddings=False,
        )
        self.model = MemorizingTransformer(config)
        self.optimizer = torch.optim.AdamW(self.model.parameters(), lr=setup.learning_rate)

    def new_memory(self, capacity: int, backend: str = "exact", options: Mapping[str, Any] | None = None) -> Memory:
        return self.model.new_memory(
            self.setup.rows, capacity, backend=backend, options=options or {}, threads=self.threads
        )

    def trace(self, segments: list[Tensor]) -> Trace:
        watch = _Watch(self.setup.heads)
        memory = self.new_memory(1)
        memory.observer = watch
        one = torch.zeros(self.setup.rows, 1, 1, self.setup.key_dim)
        memory.append(one, one)  # a memory that holds nothing is never searched
        keys, values = [], []
        with torch.no_grad():
            for tokens in segments:
                new = self.model(tokens, memory).new
                keys.append(new.keys[0, :, 0])
                values.append(new.values[0, :, 0])
        return Trace(torch.stack(watch.queries), torch.cat(keys, 1), torch.cat(values, 1))


class _Watch:
    def __init__(self, heads: int) -> None:
        self.heads, self.queries = heads, list[Tensor]()

    def searched(
        self, memory: Memory, layer: int, queries: Tensor, slots: Tensor, valid: Tensor, seconds: float
    ) -> None:
        self.queries.append(some_queries(queries[:, 0].unflatten(1, (self.heads, -1))))

    def wrote(self, seconds: float) -> None: ...


class OurRun:
    """precision: "float32", or "bfloat16" for the autocast that `memtrans train` uses; weights stay in float32."""

    def __init__(self, system: Ours, memory: Memory | None, precision: str = "float32") -> None:
        self.system, self.memory, self.autocast = system, memory, precision == "bfloat16"

    def prepare(self) -> None:
        """Nothing: a full memory stays full."""

    def step(self, tokens: Tensor, targets: Tensor, train: bool) -> None:
        with torch.set_grad_enabled(train):
            with torch.autocast("cpu", torch.bfloat16, enabled=self.autocast):
                output = self.system.model(tokens, self.memory)
            loss = F.cross_entropy(output.logits.flatten(0, 1), targets.flatten())
            if train:
                learn(loss, self.system.optimizer)
        if self.memory is not None:
            self.memory.append(*output.new)


class OurStore:
    def __init__(self, memory: Memory, neighbours: int) -> None:
        self.memory, self.neighbours = memory, neighbours

    def search(self, queries: Tensor) -> Answer:
        found = self.memory.retrieve(queries.unsqueeze(1), self.neighbours)
        return Answer(self.memory.positions(found.slots).squeeze(1), found.values.squeeze(1))

    def append(self, keys: Tensor, values: Tensor) -> None:
        self.memory.append(keys.unsqueeze(1), values.unsqueeze(1))


class Port:
    """The port; the step without memory is its model made without memorizing layers, that is with plain attention."""

    def __init__(self, setup: Setup) -> None:
        self.setup = setup
        self.library = import_module("memorizing_transformers_pytorch")
        ram = Path("/dev/shm")
        self.folder = tempfile.TemporaryDirectory(dir=ram if ram.is_dir() else None)
        self._memories = 0
        self.model, self.optimizer = self._new_model((MEMORY_LAYER,))
        self.plain, self.plain_optimizer = self._new_model(())

    def _new_model(self, memory_layers: tuple[int, ...]) -> tuple[nn.Module, torch.optim.Optimizer]:
        torch.manual_seed(0)
        setup = self.setup
        model: nn.Module = self.library.MemorizingTransformer(
            num_tokens=setup.vocab_size,
            dim=setup.width,
            depth=setup.layers,
            dim_head=setup.key_dim,
            heads=setup.heads,
            memorizing_layers=memory_layers,
            num_retrieved_memories=setup.neighbours,
        )
        return model, torch.optim.AdamW(model.parameters(), lr=setup.learning_rate)

    def new_memory(self, capacity: int) -> Any:
        self._memories += 1
        return self.library.KNNMemory(
            dim=self.setup.key_dim,
            max_memories=capacity,
            num_indices=self.setup.rows,
            memmap_filename=f"{self.folder.name}/{self._memories}",
            multiprocessing=False,
        )

    def trace(self, segments: list[Tensor]) -> Trace:
        recorder = _Recorder(self.setup.rows)
        with torch.no_grad():
            for tokens in segments:
                self.model(tokens, [recorder])
        keys, values = torch.cat(recorder.pairs, 1).unbind(2)
        return Trace(torch.stack(recorder.queries), keys, values)


class _Recorder:
    """Stands where the port's memory stands, finds nothing, and keeps what it is given.

    With one memory layer, queries, keys and values do not depend on what was retrieved.
    """

    def __init__(self, rows: int) -> None:
        self.num_indices = rows
        self.queries, self.pairs = list[Tensor](), list[Tensor]()

    def search(self, queries: Tensor, neighbours: int) -> tuple[Tensor, Tensor]:
        self.queries.append(some_queries(queries))
        shape = (*queries.shape[:3], neighbours)
        return queries.new_zeros(*shape, 2, queries.shape[-1]), torch.zeros(shape, dtype=torch.bool)

    def add(self, pairs: Tensor) -> None:
        self.pairs.append(pairs)


class PortRun:
    """Every step finds the port's memory holding one segment less than its capacity.

    At capacity the port empties its memory; a step measured after that would search next to nothing.
    """

    def __init__(self, system: Port, memory: Any | None) -> None:
        self.system, self.memory = system, memory
        self.model = system.plain if memory is None else system.model
        self.optimizer = system.plain_optimizer if memory is None else system.optimizer

    def hold(self, trace: Trace) -> None:
        """Fill the memory with the first pairs of the trace, and come back to this state before each step."""
        assert self.memory is not None
        self._faiss = import_module("faiss")
        pairs = torch.stack([trace.keys, trace.values], 2)[:, : self.memory.max_memories - self.system.setup.segment]
        for part in pairs.split(self.system.setup.segment, 1):
            self.memory.add(part)
        self._held = [(self._faiss.clone_index(knn.index), knn.ids, pairs.shape[1]) for knn in self.memory.knns]

    def prepare(self) -> None:
        if self.memory is None:
            return
        for row, (knn, (index, ids, count)) in enumerate(zip(self.memory.knns, self._held)):
            knn.index, knn.ids = self._faiss.clone_index(index), ids
            self.memory.db_offsets[row] = count

    def step(self, tokens: Tensor, targets: Tensor, train: bool) -> None:
        with torch.set_grad_enabled(train):
            logits = self.model(tokens, [] if self.memory is None else [self.memory])
            loss = F.cross_entropy(logits.flatten(0, 1), targets.flatten())
            if train:
                learn(loss, self.optimizer)


class PortStore:
    def __init__(self, memory: Any, neighbours: int) -> None:
        self.memory, self.neighbours = memory, neighbours
        self.written = 0

    def search(self, queries: Tensor) -> Answer:
        pairs, _ = self.memory.search(queries, self.neighbours)
        positions = [self._positions(knn, row) for knn, row in zip(self.memory.knns, queries)]
        return Answer(torch.stack(positions), pairs[..., 1, :])

    def _positions(self, knn: Any, queries: Tensor) -> Tensor:
        """The same search again, for what the index chose: it numbers the pairs since it was last emptied."""
        ids = torch.from_numpy(knn.search(queries.numpy(), self.neighbours))
        return torch.where(ids < 0, NONE, ids + self.written - knn.index.ntotal)

    def append(self, keys: Tensor, values: Tensor) -> None:
        self.memory.add(torch.stack([keys, values], 2))
        self.written += keys.shape[1]
