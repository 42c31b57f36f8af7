"""Stores have nothing to do with each other, a reset one is new, and a search changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor

from memtrans.memory.guards import LARGEST_SEED
from memtrans.testing.rules import excuse, require, require_equal
from memtrans.testing.stream import Stream
from memtrans.testing.subject import Subject
from memtrans.testing.workloads import unit

WORST = 0.5
"""Share of what is usual that is found with any seed and in any list; below it something is missing."""


def reset_is_new(subject: Subject) -> None:
    make = subject.maker(subject.repeatable)
    used, new = (Stream(make, stores=2, capacity=1100) for _ in range(2))
    for step in range(6):
        used.write(unit(2, 260, 8, seed=step))
    used.reset([True, False])
    nothing = used.search(unit(2, 5, 8, seed=98), 7)[0]
    require(bool((nothing == -1).all()), "a reset store still finds keys; it must answer -1 until it is written to.")
    for step, count in enumerate((1, 40, 300, 260, 260, 300), start=10):
        keys = unit(2, count, 8, seed=step)
        queries = unit(2, 50, 8, seed=99 + step)
        for stream in (used, new):
            stream.write(keys)
        again, once = (stream.search(queries, 7)[:1] for stream in (used, new))
        require_equal(again, once, "a store that was reset answers otherwise than a new one with the same keys")


def others_are_untouched(subject: Subject) -> None:
    stream = Stream(subject.maker(), stores=3, capacity=1100)
    for step in range(5):
        stream.write(unit(3, 260, 8, seed=step), [260, 240, 200])
    queries = unit(3, 50, 8, seed=99)
    before = stream.search(queries, 7)[1:]
    for step in range(3):
        stream.write(unit(3, 300, 8, seed=10 + step), [300, 0, 0])
        after = stream.search(queries, 7)[1:]
        require_equal(after, before, "writing to one store changed what another finds")
    whole = stream.search(queries, 7)
    stream.reset([False, False, False])
    require_equal(stream.search(queries, 7), whole, "resetting no store changed what is found")
    stream.reset([True, False, False])
    require_equal(stream.search(queries, 7)[1:], before, "resetting one store changed what another finds")
    stream.write(unit(3, 1, 8, seed=20), [1, 0, 0])
    require_equal(stream.search(queries, 7)[1:], before, "writing to a reset store changed what another finds")


def options_are_its_own(subject: Subject) -> None:
    """The least effort, while another backend of the process makes the most."""
    sets = subject.can.effort
    if not sets:
        excuse("effort=(): no options declared that trade time for recall")
    if not subject.can.reproducible:
        excuse("reproducible=False: at least effort nothing can be compared")

    def answers(*options: Mapping[str, Any]) -> Tensor:
        streams = [Stream(subject.maker(each), stores=1, capacity=1100) for each in options]
        for step in range(4):
            for stream in streams:
                stream.write(unit(1, 275, 8, seed=step))
        return [stream.search(unit(1, 60, 8, seed=9), 7) for stream in streams[::-1]][-1]

    message = "a second backend with other options changed what the first one finds"
    require_equal(answers(sets[0], sets[-1]), answers(sets[0]), message)


def searches_leave_no_trace(subject: Subject) -> None:
    make = subject.maker(subject.repeatable)
    asked, quiet = (Stream(make, stores=2, capacity=1100) for _ in range(2))
    for step in range(12):
        for stream in (asked, quiet):
            stream.write(unit(2, 150, 8, seed=step), [150, 110])
        queries = unit(2, 20, 8, seed=50 + step)
        first = asked.search(queries, 6)
        kept, before = first.clone(), asked.backend.stats()
        for other in range(3):
            asked.search(unit(2, 7 + 300 * other, 8, seed=70 + other), 1 + 5 * other)
        asked.search(unit(2, 20, 8, seed=80 + step), 6)
        require(torch.equal(first, kept), "a later search overwrote the tensor that an earlier one returned.")
        require_equal(asked.search(queries, 6), kept, "the same search, asked again after others, found other keys")
        after = asked.backend.stats()
        same = (after.index_bytes, after.events) == (before.index_bytes, before.events)
        require(same, "a search changed the index (its bytes or its events); only write may train.")
        require_equal(quiet.search(queries, 6), kept, "a backend that was searched more often finds other keys")


def queries_may_be_overwritten(subject: Subject) -> None:
    """Whatever is kept of them for a recall probe must be a copy."""
    make = subject.maker(subject.repeatable)
    reused, kept = (Stream(make, stores=2, capacity=1100) for _ in range(2))
    for step in range(14):
        answers = []
        for stream in (reused, kept):
            stream.write(unit(2, 150, 8, seed=step), [150, 110])
            queries = unit(2, 30, 8, seed=99 + step)
            answers.append(stream.search(queries, 7))
            if stream is reused:
                queries.copy_(unit(2, 30, 8, seed=500))
        require_equal(answers[0], answers[1], "overwriting the queries after a search changed a later answer")
        recalls = [stream.backend.stats().recall for stream in (reused, kept)]
        require(recalls[0] == recalls[1], f"overwriting the queries after a search made recall {recalls[0]}.")


def keys_that_differ_little(subject: Subject) -> None:
    """Three lists of one memory: the same keys, with some exchanged, and in another order; each finds its own.

    What is exchanged is neither first nor last nor at a round place, where somebody who compares keys would look.
    """
    generator, n = torch.Generator().manual_seed(5), 1100
    keys = unit(1, n, 8, seed=0)[0]
    places = torch.tensor([at for at in range(11, n - 90, 7) if at % 2 and at % 5])
    exchanged, turned = keys.clone(), keys.clone()
    exchanged[places] = unit(len(places), 8, seed=1)
    turned[places] = keys[places[torch.randperm(len(places), generator=generator)]]
    lists = torch.stack([keys, exchanged, turned])
    stream = Stream(subject.maker(), stores=3, capacity=n)
    stream.write(lists)
    found = stream.search(lists[:, places], 10)
    own = (found == places[:, None]).any(2).double().mean(1)
    require(
        float(own.min()) >= WORST * float(own[0]),
        f"of lists that hold equal keys but for some, or in another order, {', '.join(f'{x:.0%}' for x in own)} of "
        "what differs finds itself; what is kept of one list must not answer for another.",
    )


def any_seed(subject: Subject) -> None:
    """Seeds are whole numbers from 0 to the largest that a memory takes, and one more for each layer."""

    def recall(seed: int) -> float:
        stream = Stream(subject.maker(), stores=1, capacity=1100, seed=seed)
        stream.write(unit(1, 1100, 8, seed=0))
        return stream.check(unit(1, 20, 8, seed=1), 10)

    usual = recall(7)
    for seed in (0, 2**31, 2**32 + 5, LARGEST_SEED):
        found = recall(seed)
        require(
            found >= WORST * usual,
            f"with seed={seed} recall@10 is {found:.3f}, and {usual:.3f} with seed=7; any seed will do as well.",
        )


def same_history_same_answers(subject: Subject) -> None:
    make = subject.maker(subject.repeatable)
    one, other = (Stream(make, stores=2, capacity=1100) for _ in range(2))
    for step in range(9):
        for stream in (one, other):
            stream.write(unit(2, 260, 8, seed=step), [260, 150])
        queries = unit(2, 40, 8, seed=99 + step)
        first, second = (stream.search(queries, 7) for stream in (one, other))
        require_equal(first, second, "two backends with one seed and the same writes answer differently")
