from __future__ import annotations

from collections import Counter

from memtrans.backend import BackendStats, Event
from memtrans.search.events import KEPT, LISTED, EventLog, count_events, trainings


def stats_of(log: EventLog) -> BackendStats:
    return BackendStats(events=log.latest, event_counts=log.counts)


def test_a_log_counts_all_and_keeps_the_latest() -> None:
    log = EventLog()
    for number in range(3 * KEPT):
        log.add(Event("age" if number % 3 else "probe", 0, number, 0.5, 0.9))
    assert log.counts == {"probe": KEPT, "age": 2 * KEPT}
    assert [event.keys for event in log.latest] == list(range(2 * KEPT, 3 * KEPT))


def test_retrainings_on_a_probes_word_are_listed_with_their_recall() -> None:
    one, other = EventLog(), EventLog()
    one.add(Event("train", 1, 100))
    other.add(Event("probe", 2, 300, 0.4, 0.9))
    told = trainings([stats_of(one), stats_of(other)], stores=[3, 3])
    assert told.events == {"probe": 1, "train": 1}
    assert told.retrained == [{"store": 5, "keys": 300, "recall_before": 0.4, "recall_after": 0.9}]


def test_stores_are_counted_through_backends_that_have_several() -> None:
    log = EventLog()
    log.add(Event("probe", 1, 8, 0.1, 0.9))
    told = trainings([stats_of(log)] * 3, stores=[2, 5, 3])
    assert [each["store"] for each in told.retrained] == [1, 2 + 1, 2 + 5 + 1]


def test_what_was_told_before_is_not_told_again() -> None:
    log, quiet = EventLog(), EventLog()
    log.add(Event("probe", 0, 1, 0.1, 0.2))
    quiet.add(Event("double", 0, 2))
    before = [count_events(stats_of(quiet)), count_events(stats_of(log))]
    log.add(Event("age", 0, 3))
    log.add(Event("probe", 0, 4, 0.3, 0.4))
    told = trainings([stats_of(quiet), stats_of(log)], [1, 1], before)
    assert told.events == {"age": 1, "probe": 1}
    assert [each["keys"] for each in told.retrained] == [4]
    assert trainings([stats_of(quiet)], [1], before[:1]) == ({}, [])


def test_the_list_is_short_whatever_happened() -> None:
    log = EventLog()
    for number in range(2 * KEPT):
        log.add(Event("probe", 0, number, 0.5, 0.9))
    told = trainings([stats_of(log)], [1])
    assert told.events == {"probe": 2 * KEPT}
    assert [each["keys"] for each in told.retrained] == list(range(2 * KEPT - LISTED, 2 * KEPT))


def test_a_backend_that_does_not_count_lists_all_its_events() -> None:
    stats = BackendStats(events=(Event("train", 0, 9), Event("train", 1, 9)))
    assert count_events(stats) == Counter(train=2)
    assert trainings([stats], [2], [Counter(train=1)]).events == {"train": 1}
