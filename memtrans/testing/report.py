"""What a run of the suite found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from memtrans.testing.causes import Kind, rank

Tier = Literal["hard", "statistical"]
Status = Literal["passed", "failed", "excused"]


@dataclass(frozen=True)
class Measured:
    """Recall that was measured, beside what was asked for.

    at_most: what the mean does not exceed at an error of 1 in 200; a check fails where this is below `floor`.
    floor: what is declared, or follows from it; None where nothing is asked.
    """

    k: int
    workload: str
    mean: float
    at_most: float
    floor: float | None = None

    def __str__(self) -> str:
        floor = "" if self.floor is None else f" (floor {self.floor:.3g})"
        return f"recall@{self.k} {self.mean:.3f}{floor}, {self.workload}"


@dataclass(frozen=True)
class Outcome:
    """One check. `detail`: one line why; `example`: the smallest failing one, empty where there is none."""

    check: str
    tier: Tier
    status: Status
    detail: str = ""
    example: str = ""
    seconds: float = 0.0
    kind: Kind = ""
    measured: tuple[Measured, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, facts: Mapping[str, Any]) -> Outcome:
        return cls(**{**facts, "measured": tuple(Measured(**each) for each in facts.get("measured", ()))})


@dataclass(frozen=True)
class Report:
    """Outcomes in the order in which the checks ran."""

    backend: str
    options: dict[str, Any]
    outcomes: tuple[Outcome, ...]

    @property
    def ok(self) -> bool:
        """Nothing failed."""
        return not self.failed

    @property
    def failed(self) -> list[Outcome]:
        """What failed; the first explains the others best, if one fault is behind them all."""
        failed = [outcome for outcome in self.outcomes if outcome.status == "failed"]
        return sorted(failed, key=lambda outcome: rank(outcome.check, outcome.kind))

    def as_json(self) -> dict[str, Any]:
        return {
            "backend": self.backend,
            "options": self.options,
            "ok": self.ok,
            "failed": [outcome.check for outcome in self.failed],
            "outcomes": [outcome.as_json() for outcome in self.outcomes],
        }
