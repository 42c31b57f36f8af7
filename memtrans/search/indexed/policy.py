"""When an index that was trained on its keys has to be trained again."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Literal

Reason = Literal["train", "double", "age"]
"""First training, twice the keys, or `capacity` keys written since."""

FLOOR = 0.9
"""A mean of the last probes below this share of the recall just after training says that the keys have drifted."""

COLLAPSE = 0.75
"""A single probe below this share says so alone: with sixteen queries chance does not reach that far."""

SPREAD = 0.5
"""Stores grow and age together; the last of them is trained when that share more has been written than the first."""

WINDOW = 3
"""Probes in the mean."""

LONGEST_WAIT = 16
"""Probes to sit out, at most, after retraining has not helped."""


@dataclass
class RetrainPolicy:
    """Decides for one store; it counts writes and remembers probes.

    The floor is relative to what the index has shown it can do, because a probe of few queries on a healthy index of
    recall 0.85 would often fall below any absolute one. Where retraining does not help, which is so while only a few
    of the new keys are there, the standard stays and the next attempt waits twice as many probes.

    turn: this store's place among all, from 0 to below 1. Growth and age call for training all of them at once, which
    would hold up that write for seconds, so each takes its turn after some more tokens, its index going on meanwhile.
    """

    capacity: int
    turn: float = 0.0
    trained_on: int = 0
    written: int = 0
    standard: float | None = None
    recent: deque[float] = field(default_factory=lambda: deque(maxlen=WINDOW))
    wait: int = 0
    penalty: int = 1

    def after_write(self, written: int, keys: int) -> Reason | None:
        """Why to train now that `written` more keys have made it `keys` in all, or None."""
        self.written += written
        if not self.trained_on:
            return "train"
        later = 1 + SPREAD * self.turn
        if keys >= 2 * self.trained_on and self.written >= later * self.trained_on:
            return "double"
        return "age" if self.written >= later * self.capacity else None

    def after_training(self, keys: int, recall: float | None) -> None:
        """Trained for growth or age; where the recall is not known, the next probe sets the standard."""
        self._restart(keys)
        self.standard = recall

    def after_probe(self, recall: float) -> bool:
        """Whether this probe calls for retraining."""
        if self.standard is None:
            self.standard = recall
            return False
        self.recent.append(recall)
        self.wait = max(0, self.wait - 1)
        if self.wait:
            return False
        mean = sum(self.recent) / len(self.recent)
        drifted = len(self.recent) == WINDOW and mean < FLOOR * self.standard
        return drifted or recall < COLLAPSE * self.standard

    def after_remedy(self, keys: int, before: float, after: float) -> None:
        """Retraining on a probe's word changed the recall from `before` to `after`."""
        self._restart(keys)
        self.standard = max(after, self.standard or 0.0)
        helped = before < FLOOR * after
        self.wait = 0 if helped else self.penalty
        self.penalty = 1 if helped else min(2 * self.penalty, LONGEST_WAIT)

    def _restart(self, keys: int) -> None:
        self.trained_on, self.written = keys, 0
        self.recent.clear()
