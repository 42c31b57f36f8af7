"""Whole lives of a memory, each a run of the state machine."""

from __future__ import annotations

from hypothesis.stateful import run_state_machine_as_test

from memtrans.testing.machine import Life
from memtrans.testing.subject import Subject


def against_lists(subject: Subject) -> None:
    _live(subject, exact=False)


def against_exact(subject: Subject) -> None:
    _live(subject, exact=True)


def _live(subject: Subject, exact: bool) -> None:
    life = type("Life", (Life,), {"subject": subject, "exact": exact})
    run_state_machine_as_test(life, settings=subject.effort(examples=15, steps=10))
