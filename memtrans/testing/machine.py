"""A memory's whole life, step by step, against lists of pairs."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import Any

import torch
from torch import Tensor

from memtrans.memory import Memory
from memtrans.testing.draws import Choices
from memtrans.testing.oracle import Documents
from memtrans.testing.rules import require_refused
from memtrans.testing.subject import NOTHING, Subject
from memtrans.testing.workloads import DISTINCT, KINDS, gauss

CAPACITIES = (1, 2, 3, 5, 7, 12, 600, 1030, 1300)
"""From a single pair to more than one block of keys."""

PADDING = ("none", "all", "first half", "last half", "every third")

BEGIN: Choices = {
    "capacity": CAPACITIES,
    "rows": (1, 2, 3),
    "heads": (1, 2),
    "layers": (1, 2),
    "delay": (0, 0, 3),
    "threads": (1, 2),
    "dtype": (torch.float32, torch.float32, torch.bfloat16, torch.float16),
    "filled": (0.0, 1.0, 0.5, 2.4),
}

RULES: Mapping[str, Choices] = {
    "append": {
        "share": (0.0, 0.1, 0.34, 0.6, 1.0, 1.2),
        "extra": (0, 1, 2, 3),
        "kind": tuple(KINDS),
        "padding": PADDING,
    },
    "reset": {"ended": [list(ended) for ended in product((False, True), repeat=3)]},
    "save_and_load": {},
    "resize": {"share": (0.5, 0.9, 2.0)},
    "rebuild": {},
    "bad_input": {"what": ("nan key", "inf value", "wrong dimension", "nan query", "k = 0")},
    "search": {"n": (0, 1, 2, 3, 4), "k": (1, 3, 10, 40)},
}
"""What may happen to a memory, in any order."""


class Life:
    """`exact`: options that leave nothing out, so scores must equal those of the lists."""

    def __init__(self, subject: Subject, exact: bool) -> None:
        self.subject, self.exact = subject, exact

    def begin(self, filled: float = 0.0, **sizes: Any) -> None:
        """`filled`: how much of the ring has been written when the rest begins."""
        if sizes["capacity"] > 100:  # an index for each of many long lists takes its time
            sizes |= {"rows": min(2, sizes["rows"]), "heads": 1, "layers": 1}
        self.sizes = sizes
        self.memory = self.new()
        self.documents = Documents(self.memory.rows)
        self.step = 0
        self.append(filled, 0, "unit", "none")

    def append(self, share: float, extra: int, kind: str, padding: str) -> None:
        n = int(share * self.memory.capacity) + extra
        keys, values, valid = self.draw(n, kind, padding)
        self.documents.append(keys, values, valid, self.memory.dtype)
        # Padding may hold anything, and is never stored.
        unused = ~valid[None, :, None, :, None]
        keys, values = keys.masked_fill(unused, torch.nan), values.masked_fill(unused, torch.inf)
        self.memory.append(keys, values, valid)
        for buffer in (keys, values, valid):
            buffer.fill_(1)

    def reset(self, ended: list[bool]) -> None:
        self.memory.reset(torch.tensor(ended[: self.memory.rows]))
        self.documents.reset(ended[: self.memory.rows])

    def save_and_load(self) -> None:
        twin = self.new()
        twin.append(*self.draw(3, "unit", "none"))  # forgotten by loading
        twin.load_state_dict(self.memory.state_dict())
        self.memory = twin

    def resize(self, share: float) -> None:
        capacity = min(max(CAPACITIES), max(1, int(share * self.memory.capacity)))
        kept = self.memory.capacity + self.memory.delay
        self.memory = self.memory.resized(capacity)
        self.sizes["capacity"] = capacity
        self.documents.rows = [row[-kept:] for row in self.documents.rows]

    def rebuild(self) -> None:
        self.memory.rebuild()

    def bad_input(self, what: str) -> None:
        keys, values, valid = self.draw(2, "unit", "none")
        queries = self.queries(1)
        if what == "nan key":
            keys[..., 1, 0] = torch.nan
        elif what == "inf value":
            values[..., 1, 0] = torch.inf
        elif what == "wrong dimension":
            keys = keys[..., :-1]
        elif what == "nan query":
            queries[..., 0] = torch.nan
        if what in ("nan query", "k = 0"):
            require_refused(lambda: self.memory.search(queries, 0 if what == "k = 0" else 3), what)
        else:
            require_refused(lambda: self.memory.append(keys, values, valid), what)

    def search(self, n: int, k: int) -> None:
        for layer in range(self.memory.layers):
            self.documents.check(self.memory, self.queries(n), k, layer, self.exact)

    def what_is_retrieved_was_appended(self) -> None:
        # Of a short ring everything is asked for: exactly the last tokens must be there. Of few, rank decides.
        for k in (min(self.memory.capacity + 2, 40), 2):
            for layer in range(self.memory.layers):
                self.documents.check(self.memory, self.queries(2), k, layer, self.exact)

    def new(self) -> Memory:
        return self.subject.memory(self.options, value_dim=3, **self.sizes)

    @property
    def options(self) -> Mapping[str, Any]:
        return self.subject.exhaustive if self.exact else NOTHING

    def draw(self, n: int, kind: str, padding: str) -> tuple[Tensor, Tensor, Tensor]:
        """Keys, values and which tokens are valid."""
        self.step += 1
        if self.exact and self.subject.can.exhaustive_on == "distinct keys" and kind not in DISTINCT:
            kind = "unit"
        memory = self.memory
        shape = (memory.layers, memory.rows, memory.heads, n)
        keys = KINDS[kind](*shape, memory.key_dim, seed=self.step)
        at = torch.arange(n).expand(memory.rows, n)
        padded = {
            "none": at < 0,
            "all": at >= 0,
            "first half": at < n // 2,
            "last half": at >= n // 2,
            "every third": at % 3 == 1,
        }[padding].clone()
        padded[1:] = padded[1:].roll(1, dims=1)  # rows fill at different times
        return keys, gauss(*shape, memory.value_dim, seed=self.step + 500), ~padded

    def queries(self, n: int) -> Tensor:
        memory = self.memory
        return gauss(memory.rows, memory.heads, n, memory.key_dim, seed=1000 + self.step)
