"""What indexes did on their own: counted without end, listed as far as is useful.

A long run trains thousands of times, so nobody keeps every event. How often, of each kind, is always known; of the
retrainings that a failing recall probe called for, which say how well an index keeps up, the latest are listed.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

from memtrans.backend import BackendStats, Event

KEPT = 1000
"""Events of a backend that are kept."""

LISTED = 32
"""Retrainings on a probe's word that a line of a log or of results shows."""


class EventLog:
    """All events of one backend, counted; the latest of them, as they were."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._latest: deque[Event] = deque(maxlen=KEPT)

    def add(self, event: Event) -> None:
        self._counts[event.kind] += 1
        self._latest.append(event)

    @property
    def counts(self) -> dict[str, int]:
        """How many of each kind."""
        return dict(self._counts)

    @property
    def latest(self) -> tuple[Event, ...]:
        """At most KEPT, the newest last."""
        return tuple(self._latest)


class Trainings(NamedTuple):
    """Why indexes were trained, in a form for JSON lines.

    events: how often, by kind. retrained: those that a probe called for, at most LISTED, in the order of stores and
    then of time; each with its store (numbered through memories, layers, rows and heads), keys, recall before, after.
    """

    events: dict[str, int]
    retrained: list[dict[str, Any]]


def sum_known(parts: Iterable[int | None]) -> int | None:
    """The sum, None if one of the parts is unknown."""
    known = list(parts)
    return None if None in known else sum(part for part in known if part is not None)


def count_events(stats: BackendStats) -> Counter[str]:
    """By kind. A backend that does not count lists all its events."""
    return Counter(stats.event_counts or [event.kind for event in stats.events])


def trainings(parts: Sequence[BackendStats], stores: Sequence[int], before: Sequence[Counter[str]] = ()) -> Trainings:
    """What happened in backends, each of so many stores; with `before`, what has happened since."""
    counts: Counter[str] = Counter()
    first = [0, *accumulate(stores)]
    retrained: list[dict[str, Any]] = []
    for part, stats in enumerate(parts):
        new = count_events(stats)
        if before:
            new.subtract(before[part])
        counts.update(new)
        latest = list(stats.events)[::-1][: new.total()][::-1]
        retrained += [_describe(event, first[part]) for event in latest if event.kind == "probe"]
    return Trainings({kind: count for kind, count in sorted(counts.items()) if count}, retrained[-LISTED:])


def _describe(event: Event, first: int) -> dict[str, Any]:
    return {
        "store": first + event.store,
        "keys": event.keys,
        "recall_before": event.recall_before,
        "recall_after": event.recall_after,
    }
