"""How caches read, and what the layers of one cache share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import torch

from memtrans.memory import Memory
from memtrans.pretrained.calls import Calls
from memtrans.pretrained.positions import Positions
from memtrans.pretrained.timeline import Timeline


@dataclass(frozen=True)
class Settings:
    """How caches read. capacity: tokens per document, 0 = no memory. neighbours: retrieved per query and head.

    window, step, sinks: as in `Timeline`. dtype: of the rings. layers: numbers of those that have a memory. remainder:
    as in `Memory`.
    """

    capacity: int
    backend: str
    options: Mapping[str, Any]
    dtype: torch.dtype
    window: int
    step: int
    sinks: int
    neighbours: int
    positions: Positions
    layers: tuple[int, ...]
    threads: int | None = None
    seed: int = 0
    remainder: int = 0


@dataclass
class Reach:
    """What the layers of a cache share.

    unfinished: numbers of the layers that the call under way has still to come to. planned: whether the timeline knows
    of that call.
    """

    settings: Settings
    timeline: Timeline
    calls: Calls
    unfinished: set[int] = field(default_factory=set)
    planned: bool = False
    memories: list[tuple[int, Memory]] = field(default_factory=list)
    made: Callable[[int, Memory], None] | None = None
