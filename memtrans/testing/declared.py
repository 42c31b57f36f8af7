"""What a backend says about itself: its options, its capabilities and its counters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import torch

from memtrans.backend import BackendStats, InPlaceIndex
from memtrans.config.schema import Option, describe_options
from memtrans.errors import UsageError
from memtrans.search.events import count_events
from memtrans.search.indexed.blocks import block_size
from memtrans.testing.indexes import numbers
from memtrans.testing.rules import Violation, excuse, require, require_bytes, require_refused
from memtrans.testing.stream import Stream
from memtrans.testing.subject import Subject
from memtrans.testing.workloads import unit

RING = 2500
"""Two whole blocks and a short one."""

UNKNOWN = "no_such_option"


def unknown_options(subject: Subject) -> None:
    def resolve() -> object:
        return subject.plugins.resolve_options(subject.name, {**subject.options, UNKNOWN: 1})

    require_refused(resolve, f"the unknown option {UNKNOWN}=1", naming=UNKNOWN)


def options_out_of_range(subject: Subject) -> None:
    for option in describe_options(subject.spec.options):
        for value in _impossible(option):

            def resolve(name: str = option.name, value: Any = value) -> object:
                return subject.plugins.resolve_options(subject.name, {**subject.options, name: value})

            require_refused(resolve, f"option {option.name}={value!r} ({option.range()})", naming=option.name)


def _impossible(option: Option) -> Iterator[Any]:
    if option.minimum is not None:
        yield option.minimum - 1
    if option.maximum is not None:
        yield option.maximum + 1
    yield from (bound for bound in (option.above, option.below) if bound is not None)
    if option.choices or option.type.split()[0] in ("integer", "number", "boolean"):
        yield "no such value"


def capabilities(subject: Subject) -> None:
    can = subject.can
    sets = {"small": can.small, "exhaustive": can.exhaustive or {}}
    sets |= {f"effort[{at}]": options for at, options in enumerate(can.effort)}
    for name, options in sets.items():
        try:
            subject.resolve(options)
        except UsageError as error:
            raise Violation(f"Capabilities.{name} = {dict(options)} is refused: {error}") from error
    require(0 < can.recall_floor <= 1, f"recall_floor={can.recall_floor} is no share; choose above 0, at most 1.")
    require(len(can.effort) != 1, "effort holds one set of options; give several, least effort first, or none.")
    if subject.spec.kind == "index" and can.in_place:
        has_put = isinstance(subject.index(1200), InPlaceIndex)
        require(has_put, "in_place=True is declared, but the index has no put(slots, keys).")
    if subject.spec.kind == "index" and can.past_queries:
        for asked in (0, 1, 3):
            try:
                subject.build(subject.index(1200), numbers(max(300, subject.fewest), 0), asked)
            except Exception as error:  # whatever an index raises
                raise Violation(
                    f"past_queries={can.past_queries} is declared, and build(keys, queries) with {asked} queries ends "
                    f"in {type(error).__name__}: {error}. There may be none at all."
                ) from error


def counters(subject: Subject) -> None:
    stream = Stream(subject.maker(), stores=2, capacity=1500)
    stats = new = _stats(stream, BackendStats())
    for step in range(7):
        stream.write(unit(2, 260, 8, seed=step), [260, 150])
        before = _stats(stream, stats)
        stream.search(unit(2, 5, 8, seed=50 + step), 3)
        stats = _stats(stream, before)
        could = 5 * int(stream.ring.lengths.sum())
        counted = stats.keys_searched - before.keys_searched
        require(
            counted == could,
            f"a search of 5 queries among {stream.ring.lengths.tolist()} keys added {counted} to keys_searched; "
            f"it counts every key that each query could find, which is {could}.",
        )
    stream.reset([True, True])
    held = _stats(stream, stats).index_bytes
    require(
        held == new.index_bytes,
        f"index_bytes={held} after every store was reset, and {new.index_bytes} when it was new; drop what a reset "
        "store held.",
    )


def bytes_stay(subject: Subject) -> None:
    """What a ring takes rises and falls where a log is compacted, but not from one half of its life to the other."""
    stream = Stream(subject.maker(), stores=1, capacity=600)
    held = []
    for turn in range(12):
        stream.write(unit(1, 600, 8, seed=turn))
        size = _stats(stream, BackendStats()).index_bytes
        if size is None:
            subject.notes.append("index_bytes is unknown")
            return
        held.append(size)
    first, second = max(held[:6]), max(held[6:])
    require(
        second <= 1.1 * first,
        f"index_bytes rose to {first} in six rounds of a ring of 600 keys, and to {second} in the next six; drop what "
        "is evicted.",
    )
    require(
        max(held) <= 4 * held[0],
        f"index_bytes rose from {held[0]} to {max(held)} while 600 keys were overwritten; drop what is evicted sooner.",
    )


def _stats(stream: Stream, before: BackendStats) -> BackendStats:
    """The counters, once they are known to be possible and none has fallen since `before`."""
    stats = stream.backend.stats()
    if stats.index_bytes is not None:
        require_bytes(stats.index_bytes, "index_bytes")
    within = 0 <= stats.keys_indexed <= stats.keys_searched
    require(within, f"keys_indexed={stats.keys_indexed} is no part of keys_searched={stats.keys_searched}.")
    fell = stats.keys_searched < before.keys_searched or stats.keys_indexed < before.keys_indexed
    require(not fell, "keys_searched or keys_indexed fell; they count since the backend was made.")
    require(stats.recall is None or 0 <= stats.recall <= 1, f"recall={stats.recall} is no share.")
    _events_follow(stats, before)
    return stats


def _events_follow(stats: BackendStats, before: BackendStats) -> None:
    """Of what was listed before, so much is gone from its beginning as the counts say."""
    counts, counted = count_events(stats), count_events(before)
    fewer = [kind for kind in counted if counts[kind] < counted[kind]]
    require(
        not fewer,
        f"fewer events of kind {', '.join(fewer)} than before; event_counts counts since the backend was made, and is "
        "empty only where `events` lists all of them.",
    )
    require(len(stats.events) <= counts.total(), "more events are listed than event_counts counts.")
    new = counts.total() - counted.total()
    older = stats.events[: max(0, len(stats.events) - new)]
    known = len(older) <= len(before.events) and older == before.events[len(before.events) - len(older) :]
    require(known, "events that were reported before are gone, and newer ones are not listed; keep the latest.")


def an_index_answers(subject: Subject) -> None:
    """For an index under `memtrans.search.indexed` the share is known; any other must answer for half of the keys."""
    if subject.can.scan:
        excuse("scan=True: it scores every key itself")
    if subject.can.exact and subject.spec.kind == "backend":
        excuse("exact=True: a scan is what it promises")
    stream = Stream(subject.maker(), stores=1, capacity=RING)
    indexed = length = 0
    for step in range(11):
        before = stream.backend.stats()
        stream.write(unit(1, 330, 8, seed=step))
        stream.search(unit(1, 4, 8, seed=50 + step), 5)
        after = stream.backend.stats()
        indexed = (after.keys_indexed - before.keys_indexed) // 4
        length = int(stream.ring.lengths)
        if subject.spec.kind == "index":
            expected = _indexed(subject, len(stream.seen[0]), length)
            require(
                indexed == expected,
                f"with {length} of {RING} keys stored an index answered for {indexed} of them, not for {expected}.",
            )
    require(
        indexed >= length / 2,
        f"an exact scan answered for most keys: of {length} keys the index answered for {indexed}. Declare in "
        "Capabilities.small the options under which the index answers for a thousand keys (the tester's own override "
        "them), and count in keys_indexed.",
    )
    if subject.spec.kind == "index":
        stats = stream.backend.stats()
        said = stats.index_bytes is None or stats.index_bytes > 0
        require(said, f"index_bytes={stats.index_bytes} although an index holds {indexed} keys; see nbytes().")
        require(stats.recall is not None, "no recall was reported after eleven writes and searches; it is probed.")
        told = bool(stats.events) or not subject.can.trained
        require(told, "an index that declares trained=True was built, and no training was reported in `events`.")


def _indexed(subject: Subject, written: int, length: int) -> int:
    """Keys of one store that its index answers for: all from a size on, or those of the blocks that are full."""
    if subject.can.in_place:
        return length if length >= subject.fewest else 0
    size, head = block_size(RING), written % RING
    blocks = [range(first, min(first + size, RING)) for first in range(0, RING, size)]
    return sum(len(block) for block in blocks if block.stop <= length and not block.start < head < block.stop)


def half_precision(subject: Subject) -> None:
    for dtype in (torch.bfloat16, torch.float16):
        stream = Stream(subject.maker(), stores=1, capacity=1100, dtype=dtype)
        exact = None
        if subject.can.exhaustive is not None:
            exact = Stream(subject.maker(subject.can.exhaustive), stores=1, capacity=1100, dtype=dtype)
        for step in range(6):
            keys, queries = unit(1, 260, 8, seed=step), unit(1, 10, 8, seed=60 + step)
            stream.write(keys)
            stream.search(queries, 5)
            if exact:
                exact.write(keys)
                exact.require_best(queries, 5)
