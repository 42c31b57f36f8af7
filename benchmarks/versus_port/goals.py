"""What memtrans wants to reach beside the port, and whether a measurement reaches it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

GOOD_RECALL = 0.95
"""Recall, with a full memory, from which an approximate backend counts."""

Mode = Literal["train", "evaluate"]


@dataclass(frozen=True)
class Goal:
    """At least `bound` times the port's tokens/s, or for `measure="cost"` at most that share of what its memory adds.

    approximate: whether the fastest backend of good recall counts; else only exact search does.
    """

    memory: int
    precision: str
    mode: Mode
    bound: float
    measure: Literal["speed", "cost"] = "speed"
    approximate: bool = False


GOALS = (
    Goal(8192, "float32", "train", 1.35),
    Goal(8192, "bfloat16", "train", 1.9),
    Goal(8192, "float32", "evaluate", 1.4),
    Goal(8192, "bfloat16", "evaluate", 1.7),
    Goal(8192, "float32", "train", 0.4, "cost"),
    Goal(8192, "float32", "evaluate", 0.4, "cost"),
    Goal(32768, "float32", "train", 1.3, approximate=True),
    Goal(32768, "bfloat16", "train", 1.8, approximate=True),
)


@dataclass(frozen=True)
class Verdict:
    goal: Goal
    backend: str
    recall: float
    value: float

    @property
    def met(self) -> bool:
        """To the two digits that are printed."""
        value = round(self.value, 2)
        return value >= self.goal.bound if self.goal.measure == "speed" else value <= self.goal.bound


def judge_goals(rows: Sequence[dict[str, Any]], goals: Sequence[Goal] = GOALS) -> Iterator[Verdict]:
    """A verdict on each goal whose memory was measured, in the order of the goals."""
    for goal in goals:
        here = [row for row in rows if row["memory"] == goal.memory]
        if not here:
            continue
        row, port = contender(here, goal.precision, goal.mode, goal.approximate), port_of(here)
        ratio = speed_ratio if goal.measure == "speed" else cost_ratio
        yield Verdict(goal, row["backend"], row["recall_beyond_capacity"], ratio(row, port, goal.mode))


def contender(rows: Sequence[dict[str, Any]], precision: str, mode: Mode, approximate: bool) -> dict[str, Any]:
    """Of the rows of one memory, exact search, or else the fastest backend that finds enough."""
    ours = [row for row in rows if row["backend"] and row["precision"] == precision]
    if not approximate:
        return next(row for row in ours if row["backend"] == "exact")
    good = [row for row in ours if row["recall_beyond_capacity"] >= GOOD_RECALL]
    return max(good, key=lambda row: tokens_per_s(row, mode))


def port_of(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The port's row among those of one memory."""
    return next(row for row in rows if row["backend"] is None)


def tokens_per_s(row: dict[str, Any], mode: Mode) -> float:
    """Of the median step, with the upkeep of its index spread over all steps."""
    measured: float = row[f"{mode}_tokens_per_s"]
    return measured / (1 + measured * row["upkeep_ms"] / 1000 / row["step_tokens"])


def memory_adds(row: dict[str, Any], mode: Mode) -> float:
    """Milliseconds a step, with upkeep."""
    added: float = row[f"{mode}_memory_ms"] + row["upkeep_ms"]
    return added


def speed_ratio(row: dict[str, Any], port: dict[str, Any], mode: Mode) -> float:
    return tokens_per_s(row, mode) / tokens_per_s(port, mode)


def cost_ratio(row: dict[str, Any], port: dict[str, Any], mode: Mode) -> float:
    return memory_adds(row, mode) / memory_adds(port, mode)
