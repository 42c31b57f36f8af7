"""When an index that was trained on its keys has to be trained again."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Literal

Reason = Literal["train", "double", "age"]
"""First training, twice the keys, or `capacity` keys written since."""

FLOOR = 0.9
"""A mean of the last probes below this share of the recall just after training says that the keys have drifted."""

COLLAPSE = 0.5
"""A single probe below this share says so alone: sixteen queries are too few to miss by that much."""

WINDOW = 3
"""Probes in the mean."""

LONGEST_WAIT = 16
"""Probes to sit out, at most, after retraining has not helped."""


@dataclass
class RetrainPolicy:
    """Decides for one store; it counts writes and remembers probes.

    The floor is relative, because a probe of few queries on a healthy index of recall 0.85 would often fall below any
    absolute one. Where retraining did not raise the recall, the next one waits twice as many probes.
    """

    capacity: int
    trained_on: int = 0
    written: int = 0
    healthy: float | None = None
    recent: deque[float] = field(default_factory=lambda: deque(maxlen=WINDOW))
    wait: int = 0
    penalty: int = 1

    def after_write(self, written: int, keys: int) -> Reason | None:
        """Why to train now that `written` more keys have made it `keys` in all, or None."""
        self.written += written
        if not self.trained_on:
            return "train"
        if keys >= 2 * self.trained_on:
            return "double"
        return "age" if self.written >= self.capacity else None

    def after_training(self, keys: int) -> None:
        self.trained_on, self.written, self.healthy = keys, 0, None
        self.recent.clear()

    def after_probe(self, recall: float) -> bool:
        """Whether this probe calls for retraining. The first one after a training sets the standard."""
        if self.healthy is None:
            self.healthy = recall
            return False
        self.recent.append(recall)
        self.wait = max(0, self.wait - 1)
        if self.wait:
            return False
        mean = sum(self.recent) / len(self.recent)
        drifted = len(self.recent) == WINDOW and mean < FLOOR * self.healthy
        return drifted or recall < COLLAPSE * self.healthy

    def after_remedy(self, before: float, after: float) -> None:
        """Retraining on a probe's word changed the recall from `before` to `after`."""
        self.healthy = after
        self.penalty = 1 if before < FLOOR * after else min(2 * self.penalty, LONGEST_WAIT)
        self.wait = self.penalty
