"""What is timed: one model in several ways of reading, and the parts of a step."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum
from functools import wraps
from typing import Any, NamedTuple

import torch
from torch import Tensor
from transformers import DynamicCache, PreTrainedModel

from memtrans.memory import Memory
from memtrans.pretrained import MemoryCache, attach, layer
from memtrans.pretrained.traits import cache_argument

STEP = 512
TEN = tuple(range(10, 20))
BASELINE = "window + sinks"
EXACT = "exact, 30 layers"
EXACT_TEN = "exact, 10 layers"


class Part(str, Enum):
    """Where the time of a step goes. `rest`: projections, feed-forward layers, logits, the model's own attention."""

    SEARCH = "search"
    SCORES = "scores and values"
    WRITE = "write"
    LOCAL = "local attention"
    REST = "rest"
    ALL = "all"


class System(NamedTuple):
    """memory: what `attach` is told of it, None = every token is attended to."""

    name: str
    memory: dict[str, Any] | None


def systems(pairs: int) -> list[System]:
    return [
        System(BASELINE, {"memory": 0}),
        System(EXACT, {"memory": pairs}),
        System(EXACT_TEN, {"memory": pairs, "layers": TEN}),
        System("faiss-ivf-flat, 30 layers", {"memory": pairs, "backend": "faiss-ivf-flat"}),
        System("full attention", None),
    ]


class Reading:
    """A system in the middle of a document; it also watches its memories. query: the last one of a layer's search."""

    def __init__(self, model: PreTrainedModel, system: System) -> None:
        self.model, self.system = model, system
        self.cache: MemoryCache | DynamicCache = DynamicCache(config=model.config)
        if system.memory is not None:
            self._attachment = attach(model, positions="original", threads=1, **system.memory)
            self.cache = self._attachment.new_cache(self._watch)
        self.query: Tensor | None = None
        self._seconds: dict[str, float] = defaultdict(float)
        self._place = 0

    def _watch(self, _number: int, memory: Memory) -> None:
        memory.observer = self

    def searched(
        self, _memory: Any, _layer: int, queries: Tensor, _slots: Tensor, _valid: Tensor, seconds: float
    ) -> None:
        self.query = queries
        self._seconds[Part.SEARCH] += seconds

    def wrote(self, seconds: float) -> None:
        self._seconds[Part.WRITE] += seconds

    def fill(self, tokens: Tensor) -> None:
        for part in tokens.split(STEP):
            self.read(part)

    @torch.no_grad()
    def read(self, tokens: Tensor) -> dict[Part, float]:
        """Seconds that these tokens take, in all and by part."""
        self._seconds.clear()
        given: dict[str, Any] = {cache_argument(self.model): self.cache}
        with self._timed(Part.LOCAL, "local_attention"), self._timed(Part.SCORES, "remembered_attention"):
            began = time.perf_counter()
            self.model(tokens[None], use_cache=True, **given)
            self._seconds[Part.ALL] = time.perf_counter() - began
        self._seconds[Part.SCORES] -= self._seconds[Part.SEARCH]
        parts = {part: self._seconds[part] for part in Part}
        return parts | {Part.REST: 2 * parts[Part.ALL] - sum(parts.values())}

    @contextmanager
    def _timed(self, part: Part, name: str) -> Iterator[None]:
        """Measure a function of the layers, and put it back."""
        function: Callable[..., Any] = getattr(layer, name)

        @wraps(function)
        def timed(*arguments: Any) -> Any:
            began = time.perf_counter()
            result = function(*arguments)
            self._seconds[part] += time.perf_counter() - began
            return result

        setattr(layer, name, timed)
        try:
            yield
        finally:
            setattr(layer, name, function)
