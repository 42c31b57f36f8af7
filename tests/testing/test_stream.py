"""The hand-kept ring of the suite, which has to be right before anything can be judged by it."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from memtrans.backend import NONE, BackendStats, Ring
from memtrans.testing.rules import Violation, require_distinct_ids, require_equal, require_possible
from memtrans.testing.stream import Stream
from memtrans.testing.workloads import KINDS, Topics, unit


class Told:
    """Answers with what it is told to."""

    def __init__(self, ring: Ring) -> None:
        self.ring, self.answer = ring, torch.empty(0)
        self.slots: list[list[int]] = []

    def write(self, slots: Tensor, keys: Tensor) -> None:
        self.slots.append(slots[0].tolist())

    def search(self, queries: Tensor, k: int) -> Tensor:
        return self.answer

    def reset(self, stores: Tensor) -> None: ...

    def stats(self) -> BackendStats:
        return BackendStats()


def told(capacity: int = 3) -> tuple[Stream, Told]:
    made: list[Told] = []

    def make(ring: Ring) -> Told:
        made.append(Told(ring))
        return made[-1]

    return Stream(make, stores=1, capacity=capacity, dim=2), made[0]


def test_slots_go_round_and_lengths_stop_at_the_capacity() -> None:
    stream, backend = told()
    stream.write(unit(1, 2, 2, seed=0))
    stream.write(unit(1, 3, 2, seed=1), [2])
    stream.reset([True])
    stream.write(unit(1, 1, 2, seed=2))
    assert backend.slots == [[0, 1], [2, 0, NONE], [0]]
    assert stream.ring.lengths.tolist() == [1]
    assert bool(torch.isnan(told()[0].ring.keys).all()), "slots that hold no key must give themselves away"


def test_recall_counts_ties_and_what_is_missing() -> None:
    stream, backend = told(capacity=4)
    keys = torch.tensor([[[1.0, 0.0], [0.0, 1.0], [1.0, 0.0], [0.5, 0.0]]])
    stream.write(keys)
    queries = torch.tensor([[[1.0, 0.0]]])
    for slots, recall in (([0, 2], 1.0), ([2, 0], 1.0), ([0, 1], 0.5), ([0, -1], 0.5), ([-1, -1], 0.0)):
        backend.answer = torch.tensor([[slots]])
        assert stream.check(queries, 2) == recall
    backend.answer = torch.tensor([[[2]]])
    assert stream.check(queries, 1) == 1.0, "as good as slot 0"


def test_the_best_are_required_by_score() -> None:
    stream, backend = told(capacity=4)
    stream.write(torch.tensor([[[1.0, 0.0], [0.0, 1.0], [1.0, 0.0], [0.5, 0.0]]]))
    queries = torch.tensor([[[1.0, 0.0]]])
    backend.answer = torch.tensor([[[2, 0, 3]]])
    stream.require_best(queries, 3)
    backend.answer = torch.tensor([[[2, 0, 1]]])
    with pytest.raises(Violation, match=r"found 3 of 4 keys for k=3, and the one at rank 3 scores 0 where 0.5 exists"):
        stream.require_best(queries, 3)
    backend.answer = torch.tensor([[[2, 0, -1]]])
    with pytest.raises(Violation, match="found 2 of 4 keys"):
        stream.require_best(queries, 3)


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (torch.tensor([[[0, 0]]]), "slot 0 was returned twice for query 0 .* pad with -1"),
        (torch.tensor([[[0, 2]]]), "slot 2 was returned for query 0, where 2 keys are stored; slots run from 0 to 1"),
        (torch.tensor([[[0, -2]]]), "slot -2 was returned"),
        (torch.tensor([[[0.0, 1.0]]]), "slots of torch.float32; slots are torch.int64"),
        (torch.tensor([[[0, 1]]], dtype=torch.int32), "slots of torch.int32"),
        (torch.tensor([[[0]]]), r"shape \[1, 1, 1\] for 1 queries in each of 1 stores and k=2"),
        ([[[0, 1]]], "returned list; it must return a tensor"),
    ],
)
def test_an_impossible_answer_is_said_in_words(answer: object, message: str) -> None:
    with pytest.raises(Violation, match=message):
        require_possible(answer, torch.tensor([2]), 1, 2)


def test_missing_neighbours_may_be_repeated() -> None:
    require_distinct_ids(torch.tensor([[-1, 1, -1, 0]]), 2)


def test_the_first_difference_is_shown() -> None:
    one, other = torch.tensor([[[1, 2], [3, 4]]]), torch.tensor([[[2, 1], [4, 5]]])
    with pytest.raises(Violation, match=r"Broken: query 1 of store 0 found \[3, 4\], and otherwise \[4, 5\]"):
        require_equal(one, other, "Broken")


class Writes(Told):
    """Normalises what it was lent."""

    def search(self, queries: Tensor, k: int) -> Tensor:
        queries /= 2
        return self.answer


def test_a_backend_that_writes_into_its_arguments_is_found_out() -> None:
    stream = Stream(Writes, stores=1, capacity=3, dim=2)
    stream.write(unit(1, 2, 2, seed=0))
    stream.backend.answer = torch.tensor([[[0]]])
    with pytest.raises(Violation, match="search modified the queries that it was given"):
        stream.search(unit(1, 1, 2, seed=1), 1)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("n", [0, 1, 7])
def test_keys_are_a_function_of_their_seed(kind: str, n: int) -> None:
    one, same, other = (KINDS[kind](2, n, 5, seed=seed) for seed in (3, 3, 4))
    assert one.shape == (2, n, 5)
    assert torch.equal(one, same)
    assert n == 0 or kind in ("zeros", "mixed") or not torch.equal(one, other)


def test_topics_shift_to_others() -> None:
    topics = Topics(stores=1, dim=64, seed=0)
    before = topics.centres.clone()
    topics.drift(0.1)
    assert float((topics.centres * before).sum(1).min()) > 0.9
    topics.shift()
    assert float((topics.centres * before).sum(1).abs().max()) < 0.6
    torch.testing.assert_close(topics.draw(5).norm(dim=2), torch.ones(1, 5))
