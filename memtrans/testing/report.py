"""What a run of the suite found."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

Tier = Literal["hard", "statistical"]
Status = Literal["passed", "failed", "excused"]


@dataclass(frozen=True)
class Outcome:
    """One check. `detail`: one line why; `example`: the smallest failing one, empty where there is none."""

    check: str
    tier: Tier
    status: Status
    detail: str = ""
    example: str = ""
    seconds: float = 0.0

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Report:
    """Outcomes in the order in which the checks ran."""

    backend: str
    options: dict[str, Any]
    outcomes: tuple[Outcome, ...]

    @property
    def ok(self) -> bool:
        """Nothing failed."""
        return all(outcome.status != "failed" for outcome in self.outcomes)

    def as_json(self) -> dict[str, Any]:
        return {
            "backend": self.backend,
            "options": self.options,
            "ok": self.ok,
            "outcomes": [outcome.as_json() for outcome in self.outcomes],
        }
