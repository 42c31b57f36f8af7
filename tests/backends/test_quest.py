from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from streams import Stream, Topics, unit
from torch import Tensor

from memtrans_backends.quest import QuestBackend, by_sign
from memtrans_backends.quest_plugin import QuestOptions


def quest(*, stores: int = 1, capacity: int = 64, dim: int = 8, threads: int = 1, **options: Any) -> Stream:
    """A stream whose backend is Quest."""
    chosen = QuestOptions.model_validate(options)
    return Stream(lambda ring: QuestBackend(chosen, ring), stores=stores, capacity=capacity, dim=dim, threads=threads)


def backend_of(stream: Stream) -> QuestBackend:
    assert isinstance(stream.backend, QuestBackend)
    return stream.backend


def model(seen: list[Tensor], capacity: int, query: Tensor, k: int, page: int, budget: int) -> set[int]:
    """Quest for one query, in double: the slots of the k best keys of the pages with the largest bounds."""
    keys = {at % capacity: key.double().numpy() for at, key in enumerate(seen)}  # the last to come to a slot stays
    q = query.double().numpy()
    pages: dict[int, list[int]] = {}
    for slot in keys:
        pages.setdefault(slot // page, []).append(slot)

    def bound(number: int) -> float:
        held = np.stack([keys[slot] for slot in pages[number]])
        return float(np.maximum(q * held.min(0), q * held.max(0)).sum())

    chosen = sorted(pages, key=bound, reverse=True)[: max(budget // page, -(-k // page))]
    return set(
        sorted((slot for number in chosen for slot in pages[number]), key=lambda slot: -float(keys[slot] @ q))[:k]
    )


def slots_of(found: Tensor) -> list[set[int]]:
    """For each query those it found."""
    return [{slot for slot in row if slot >= 0} for row in found.tolist()]


@given(
    page=st.integers(1, 9),
    pages_paid=st.integers(1, 5),
    capacity=st.integers(10, 60),
    k=st.integers(1, 12),
    steps=st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.booleans()), min_size=1, max_size=4),
    seed=st.integers(0, 999),
)
def test_it_finds_what_quest_does(
    page: int, pages_paid: int, capacity: int, k: int, steps: list[tuple[int, int, bool]], seed: int
) -> None:
    """Rings that fill, wrap and are reset; pages that are new, half full, half overwritten or cut by the ring's end."""
    budget, k = page * pages_paid + seed % page, min(k, capacity)
    stream = quest(stores=2, capacity=capacity, dim=4, page=page, budget=budget)
    generator = torch.Generator().manual_seed(seed)
    for first, second, reset in steps:
        if reset:
            stream.reset([True, False])
        n = min(capacity, max(first, second))
        stream.write(torch.randn(2, n, 4, generator=generator), [min(n, first), min(n, second)])
        queries = torch.randn(2, 2, 4, generator=generator)
        found = stream.search(queries, k)
        for store in range(2):
            expected = [model(stream.seen[store], capacity, query, k, page, budget) for query in queries[store]]
            assert slots_of(found[store]) == expected


def test_no_key_is_above_the_bound_of_its_page() -> None:
    stream = quest(stores=2, capacity=100, page=7, budget=7)
    for step in range(5):
        stream.write(3 * torch.randn(2, 37, 8, generator=torch.Generator().manual_seed(step)), [37, 20])
    queries = torch.randn(2, 50, 8, generator=torch.Generator().manual_seed(9), dtype=torch.float64)
    bounds = by_sign(queries) @ backend_of(stream).extremes.double().mT  # [stores, q, pages]
    scores = queries @ stream.ring.keys.double().mT
    for page in range(15):
        largest = scores[:, :, 7 * page : 7 * page + 7].amax(2)
        assert bool((largest <= bounds[:, :, page] + 1e-12).all())


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_the_bound_is_that_of_the_reference_code(dtype: torch.dtype) -> None:
    """Its evaluation turns keys to the side of the query, takes the largest of each channel, and multiplies with |q|.

    Source: mit-han-lab/Quest, evaluation/quest_attention.py and quest/tests/test_estimate.py, from which nothing is
    taken but the formula. A channel of which the query is zero adds nothing.
    """
    options = QuestOptions(page=16, budget=16)
    stream = Stream(lambda ring: QuestBackend(options, ring), stores=1, capacity=61, dim=8, dtype=dtype)
    stream.write(unit(1, 61, 8, seed=0))
    queries = unit(1, 20, 8, seed=1).double()
    queries[:, :, 3] = 0
    keys = stream.ring.keys[0].double()
    side = torch.where(queries[0] > 0, 1.0, -1.0)
    for page, held in enumerate(keys.split(16)):
        reference = ((held[None] * side[:, None]).amax(1) * queries[0].abs()).sum(1)  # [q]
        ours = by_sign(queries[0]) @ backend_of(stream).extremes[0, page].double()
        torch.testing.assert_close(ours, reference, rtol=0, atol=1e-12)


def test_pages_of_one_key_are_exact_at_any_budget() -> None:
    """Then the bound is the score."""
    for k in (1, 5, 20):
        stream = quest(stores=2, capacity=150, page=1, budget=k)
        for step in range(3):
            stream.write(unit(2, 70, 8, seed=step), [70, 31])
            stream.require_best(unit(2, 40, 8, seed=9 + step), k)
        assert stream.backend.stats().indexed_share == 1.0


def test_a_budget_for_all_that_is_stored_is_exact() -> None:
    stream = quest(stores=2, capacity=90, page=16, budget=64)
    for count in (40, 24, 26):
        stream.write(unit(2, count, 8, seed=count))
        if int(stream.ring.lengths[0]) <= 64:
            stream.require_best(unit(2, 40, 8, seed=1), 7)
            assert stream.backend.stats().keys_indexed == 0
    assert stream.check(unit(2, 40, 8, seed=1), 7) < 1
    assert stream.backend.stats().keys_indexed == 2 * 40 * 90


def test_a_page_is_chosen_by_what_it_could_hold() -> None:
    """Worked out by hand, for the query (1, 1) and pages of two.

    (3, -3) and (-3, 3) score 0, but a key with the largest of both channels would score 6. (2, 2) scores 4, and so much
    is the bound of its page. So one page reads the first two, and two pages find the nearest.
    """
    keys = torch.tensor([[[3.0, -3.0], [-3.0, 3.0], [2.0, 2.0], [1.0, 1.0], [0.0, 1.0], [1.0, 0.0]]])
    query = torch.tensor([[[1.0, 1.0]]])
    for budget, k, expected in ((2, 2, {0, 1}), (4, 1, {2}), (4, 2, {2, 3}), (4, 3, {0, 2, 3})):
        stream = quest(capacity=6, dim=2, page=2, budget=budget)
        stream.write(keys)
        (found,) = slots_of(stream.search(query, k)[0])
        assert len(found) == k
        assert found == expected or (k == 3 and found == {1, 2, 3})  # 0 and 1 score alike
    assert (by_sign(query[0]) @ backend_of(stream).extremes[0].T).tolist() == [[6.0, 4.0, 2.0]]


def test_asked_for_its_whole_budget_it_is_quest_itself() -> None:
    """All keys of the chosen pages come back, so attention over them is attention over what Quest reads."""
    stream = quest(capacity=256, page=16, budget=64)
    stream.write(unit(1, 256, 8, seed=0))
    queries = unit(1, 30, 8, seed=1)
    bounds = by_sign(queries[0]) @ backend_of(stream).extremes[0].T
    for found, chosen in zip(slots_of(stream.search(queries, 64)[0]), bounds.topk(4).indices.tolist()):
        assert found == {16 * page + member for page in chosen for member in range(16)}


def test_a_page_that_is_being_overwritten_is_bounded_by_what_it_holds_now() -> None:
    stream = quest(capacity=32, dim=2, page=8, budget=8)
    stream.write(torch.ones(1, 32, 2))
    assert backend_of(stream).extremes[0, 0].tolist() == [1.0, 1.0, 1.0, 1.0]
    stream.write(torch.tensor([[[5.0, -2.0]] * 3]))
    assert backend_of(stream).extremes[0, 0].tolist() == [5.0, 1.0, 1.0, -2.0]
    stream.write(torch.tensor([[[0.0, 0.0]] * 32]))
    assert backend_of(stream).extremes[0].abs().sum() == 0


def test_at_least_k_keys_are_read() -> None:
    stream = quest(capacity=160, page=16, budget=16)
    stream.write(unit(1, 160, 8, seed=0))
    for k, pages in ((1, 1), (16, 1), (17, 2), (100, 7)):
        assert backend_of(stream).pages_read(k) == pages
        assert int((stream.search(unit(1, 5, 8, seed=1), k) >= 0).sum()) == 5 * k
    stream.require_best(unit(1, 5, 8, seed=1), 160)


def test_a_bound_counts_as_two_keys() -> None:
    stream = quest(stores=2, capacity=64, page=8, budget=16)
    stream.write(unit(2, 44, 8, seed=0), [44, 12])
    queries = unit(2, 1, 8, seed=1)
    bounds = by_sign(queries[0, 0]) @ backend_of(stream).extremes[0, :6].T
    read = 16 - 4 * (5 in bounds.topk(2).indices.tolist())  # the sixth page holds four keys
    assert backend_of(stream).scored(queries, 3) == 2 * 6 + read + 12
    many = unit(2, 200, 8, seed=2)
    share = backend_of(stream).scored(many, 3) / 200
    assert 2 * 6 + 12 + 12 < share < 2 * 6 + 16 + 12


def test_a_store_that_does_not_ask_is_not_searched() -> None:
    stream = quest(stores=2, capacity=64, page=8, budget=16)
    stream.write(unit(2, 64, 8, seed=0))
    queries = unit(2, 3, 8, seed=1)
    queries[1] = 0
    assert stream.search(queries, 4)[1].tolist() == [[0, 1, 2, 3]] * 3
    assert stream.backend.stats().keys_searched == 3 * 64
    assert backend_of(stream).scored(queries, 4) == 3 * (2 * 8 + 16)


@pytest.mark.parametrize("threads", [1, 2])
def test_answers_do_not_depend_on_how_much_is_looked_at_at_once(threads: int) -> None:
    topics = Topics(3, 16, seed=0)
    keys, queries = topics.draw(500), topics.draw(300)
    found = []
    for scratch_mb in (None, 0.05):
        stream = quest(stores=3, capacity=500, dim=16, threads=threads, page=8, budget=64, scratch_mb=scratch_mb)
        stream.write(keys, [500, 130, 40])
        found.append(stream.search(queries, 10).sort(2).values)
    assert torch.equal(*found)


def test_bounds_that_overflow_give_possible_answers() -> None:
    """Of a page whose bound is -inf nothing is read; +inf less +inf is no number, and must not name a page either."""
    for signs in ((-1.0, -1.0), (1.0, -1.0)):
        stream = quest(capacity=40, dim=2, page=4, budget=8)
        stream.write(torch.tensor([[signs]]).expand(1, 38, 2) * 3e38)
        stream.search(torch.full((1, 3, 2), 3e38), 5)
        assert backend_of(stream).scored(torch.full((1, 3, 2), 3e38), 5) <= 3 * (2 * 10 + 8)


def test_it_holds_two_vectors_a_page_and_none_where_all_is_read() -> None:
    assert quest(stores=3, capacity=100, page=16, budget=64).backend.stats().index_bytes == 3 * 7 * 2 * 8 * 4
    assert quest(stores=3, capacity=100, page=16, budget=112).backend.stats().index_bytes == 0


def test_a_budget_below_a_page_is_refused() -> None:
    with pytest.raises(ValidationError, match="budget=8 does not pay for one page of 16 keys; choose a budget of 16"):
        QuestOptions(budget=8)
    with pytest.raises(ValidationError, match="budget=2048 does not pay for one page of 4096 keys"):
        QuestOptions(page=4096)
