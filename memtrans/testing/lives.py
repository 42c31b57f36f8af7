"""Whole lives of a memory, each a run of the state machine."""

from __future__ import annotations

import torch

from memtrans.testing import draws
from memtrans.testing.machine import BEGIN, PADDING, RULES, Life
from memtrans.testing.subject import Subject

LIVES, STEPS = 15, 10


def against_lists(subject: Subject) -> None:
    _live(subject, exact=False)


def against_exact(subject: Subject) -> None:
    _live(subject, exact=True)


def written_down(subject: Subject) -> None:
    """What chance may leave out: layers, heads, a delay, rows of different ages, and everything that ends them."""
    exact = subject.can.exact or subject.can.exhaustive is not None
    for capacity, delay, dtype in ((7, 3, torch.float32), (5, 0, torch.bfloat16)):
        life = Life(subject, exact)
        life.begin(capacity=capacity, rows=3, heads=2, layers=2, delay=delay, threads=1, dtype=dtype)
        for step in range(15):
            life.append([0.0, 0.3, 0.6, 1.2][step % 4], step % 3, ["unit", "unequal"][step % 2], PADDING[step % 5])
            life.what_is_retrieved_was_appended()
            if step in (3, 8, 9):
                life.reset([step == 3, step != 3, False])
                life.what_is_retrieved_was_appended()
            if step in (5, 12):
                life.save_and_load()
                life.what_is_retrieved_was_appended()
            if step in (7, 11):
                life.resize(0.5 if step == 7 else 2.0)
                life.what_is_retrieved_was_appended()


def _live(subject: Subject, exact: bool) -> None:
    def live(steps: draws.Life) -> None:
        life = Life(subject, exact)
        for step in steps:
            getattr(life, step.name)(**step.arguments)
            life.what_is_retrieved_was_appended()

    draws.live_all(draws.drawn(LIVES, STEPS, BEGIN, RULES), live, subject.shrink)
