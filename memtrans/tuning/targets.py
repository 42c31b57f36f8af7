"""What the options that are looked for have to reach."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from memtrans.errors import UsageError, did_you_mean

METRICS = ("mass_recall", "recall")


@dataclass(frozen=True)
class Target:
    """A mean over queries, at least so high."""

    metric: str
    least: float

    def __str__(self) -> str:
        return f"{self.metric} {self.least:g}"


def read_targets(texts: Iterable[str]) -> list[Target]:
    """`["mass_recall=0.99"]` to targets.

    Raises:
        UsageError: an unknown metric, one that is named twice, or a number that is no share above 0.
    """
    targets = [_read(text) for text in texts]
    for target in targets:
        if sum(target.metric == other.metric for other in targets) > 1:
            raise UsageError(f"--target names {target.metric} more than once; give each metric one target.")
    return targets


def _read(text: str) -> Target:
    metric, equals, number = text.partition("=")
    metric = metric.strip()
    if not equals:
        raise UsageError(f"--target {text}: write it as metric=share, such as mass_recall=0.99.")
    if metric not in METRICS:
        known = " and ".join(METRICS)
        raise UsageError(f"--target {text}: '{metric}' is not known.{did_you_mean(metric, METRICS)} Known: {known}.")
    try:
        least = float(number)
    except ValueError:
        least = -1.0
    if not 0 < least <= 1:
        raise UsageError(f"--target {text}: '{number}' is no share; give a number above 0 and up to 1, such as 0.99.")
    return Target(metric, least)
