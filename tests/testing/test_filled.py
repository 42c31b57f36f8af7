"""How much of what was wanted an index found by itself, in all and at each age."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch
from testing.faults_metric import LOSSY_SEALED, ConstantAnswer, SecondHalfOfTheBlock
from toy_indexes import Scan

from memtrans.plugins import Registry
from memtrans.testing.filled import ALONE, Answer, ask, every_age, full
from memtrans.testing.rules import Violation
from memtrans.testing.stream import Stream
from memtrans.testing.subject import Subject
from memtrans.testing.workloads import unit

LIVE = Subject(LOSSY_SEALED.name, {}, Registry([LOSSY_SEALED], installed=False))


def subject(index: type) -> Subject:
    spec = replace(LOSSY_SEALED, factory=f"{index.__module__}:{index.__qualname__}")
    return Subject(spec.name, {}, Registry([spec], installed=False))


def test_recall_is_the_share_of_what_was_wanted_and_each_age_has_its_own() -> None:
    wanted = torch.tensor([[1, 1, 0, 0], [0, 0, 1, 1]], dtype=torch.bool)
    found = torch.tensor([[1, 1, 0, 0], [0, 0, 0, 1]], dtype=torch.bool)
    answer = Answer(wanted, found, 2)
    assert answer.recalls.tolist() == [1.0, 0.5]
    assert answer.of_age(0.0, 0.25) == 1.0
    assert answer.of_age(0.25, 0.5) == 0.0
    assert answer.of_age(0.5, 1.0) == 1.0


def test_ages_are_told_in_a_ring_that_has_come_round_and_no_key_is_found_by_a_slot_of_none() -> None:
    stream = Stream(LIVE.maker(), stores=1, capacity=8)
    keys = unit(1, 11, 8, seed=0)
    stream.write(keys[:, :8])
    stream.write(keys[:, 8:])
    answer = ask(stream, keys[:, 3:], 1)  # the eight that are left, oldest first
    assert torch.equal(answer.wanted, torch.eye(8, dtype=torch.bool))
    assert torch.equal(answer.found, torch.eye(8, dtype=torch.bool))
    stream.backend.search = lambda queries, k: torch.full((1, 8, k), -1)  # type: ignore[method-assign]
    assert not ask(stream, keys[:, 3:], 1).found.any()


def test_an_index_that_answers_the_same_to_all_scores_nothing_when_no_scan_helps_it() -> None:
    for index, least, most in ((Scan, 0.999, 1.0), (ConstantAnswer, 0.0, 0.2)):
        stream, queries = full(subject(index), ALONE, 21)
        assert least <= float(ask(stream, queries, 10).recalls.mean()) <= most


def test_an_index_that_loses_its_old_keys_is_told_which_they_are() -> None:
    with pytest.raises(Violation, match=r"of the \w+ newest eighth of the keys in a ring that is full, 0\.\d+ of the"):
        every_age(subject(SecondHalfOfTheBlock))
