"""From many trials to one answer, and the front that it is on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from memtrans.tuning.measure import Bench, Outcome, scans, searches
from memtrans.tuning.study import Question, Tried
from memtrans.tuning.timing import interleaved_medians

NEAR = 1.5
"""Up to so many times the least cost trials are timed against each other: counts, and single times, tell no better."""

FINALISTS = 12
"""So many of those that are near are timed, the cheapest and others evenly spread over them."""

REPEATS = 15

ALIKE = 1.03
"""Times no further apart than this are taken for one, and the index that is built faster is chosen."""


@dataclass(frozen=True)
class Timed:
    """A finalist's milliseconds for all queries of the last moments, as medians, and an exact scan's beside it."""

    tried: Tried
    search_ms: float
    scan_ms: float


@dataclass(frozen=True)
class Answer:
    """tried: the trial that was chosen, None where no one reaches the targets. reached: whether the held-out queries
    agree. passed_over: cheaper ones, that the search's queries were content with and the held-out ones were not.
    timed: of the finalists, where they were timed."""

    tried: Tried | None
    reached: bool
    passed_over: int = 0
    timed: tuple[Timed, ...] = ()


def outcome_of(tried: Tried) -> Outcome:
    assert tried.outcome is not None, "only trials that were measured are compared"
    return tried.outcome


def measured(tried: Iterable[Tried]) -> list[Tried]:
    """Trials with an outcome, each options once."""
    first: dict[str, Tried] = {}
    for each in tried:
        if each.outcome is not None:
            first.setdefault(repr(sorted(each.options.items())), each)
    return list(first.values())


def front(question: Question, tried: Iterable[Tried], metric: str) -> list[Tried]:
    """Trials of which none costs less and finds as much, the cheapest first; by the queries the search looks at."""
    kept: list[Tried] = []
    order = sorted(
        measured(tried), key=lambda each: (question.cost(outcome_of(each)), -outcome_of(each).searched.mean(metric))
    )
    for each in order:
        if not kept or outcome_of(each).searched.mean(metric) > outcome_of(kept[-1]).searched.mean(metric):
            kept.append(each)
    return kept


def choose(question: Question, tried: Iterable[Tried], bench: Bench | None = None) -> Answer:
    """The cheapest trial that reaches the targets with a margin, and for which held-out queries agree that it does.

    bench: to time the cheapest ones in turn; without one the cost of the search decides.
    """
    by_cost = sorted(
        (each for each in measured(tried) if question.holds(outcome_of(each))),
        key=lambda each: question.cost(outcome_of(each)),
    )
    if not by_cost:
        return Answer(nearest(question, tried), False)
    timed: list[Timed] = []
    if bench is not None:
        least = question.cost(outcome_of(by_cost[0]))
        near = [each for each in by_cost if question.cost(outcome_of(each)) <= NEAR * least]
        timed = time_in_turn(bench, near[:: -(-len(near) // FINALISTS)])
        order = [each.tried for each in _by_time(timed)]
        by_cost = [*order, *(each for each in by_cost if each not in order)]
    agreed = [agrees(question, each) for each in by_cost]
    place = agreed.index(True) if any(agreed) else 0
    return Answer(by_cost[place], any(agreed), place, tuple(timed))


def agrees(question: Question, tried: Tried) -> bool:
    """Whether the means of the held-out queries reach the targets."""
    held_out = outcome_of(tried).held_out
    return all(held_out.mean(target.metric) >= target.least for target in question.targets)


def nearest(question: Question, tried: Iterable[Tried]) -> Tried | None:
    """The trial that misses what was asked for by least."""
    return min(measured(tried), key=lambda each: max(question.violations(outcome_of(each)).values()), default=None)


def time_in_turn(bench: Bench, finalists: Sequence[Tried], repeats: int = REPEATS) -> list[Timed]:
    """Medians of searches made in turn, with an exact scan among them; the fastest first."""
    totals = [0.0] * (len(finalists) + 1)
    for life in bench.sample.lives:
        ask = life.asks[len(life.writes)]
        memories = [bench.filled(each.options, life) for each in finalists]
        tasks = [searches(memory, ask) for memory in memories]
        tasks.append(scans(memories[0], ask))
        totals = [total + ms for total, ms in zip(totals, interleaved_medians(tasks, repeats))]
    timed = [Timed(each, ms, totals[-1]) for each, ms in zip(finalists, totals)]
    return sorted(timed, key=lambda each: each.search_ms)


def _by_time(timed: Sequence[Timed]) -> list[Timed]:
    """The fastest first, and of those that are as fast the one whose writes take least time."""
    fastest = timed[0].search_ms
    alike = [each for each in timed if each.search_ms <= ALIKE * fastest]
    rest = [each for each in timed if each.search_ms > ALIKE * fastest]
    return [*sorted(alike, key=lambda each: outcome_of(each.tried).write_s), *rest]
