from __future__ import annotations

import threading

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from streams import unit
from torch import Tensor

from memtrans.search.exact import exact_topk
from memtrans.search.topk import Scratch, rerank, score
from memtrans.search.workers import Workers

CPU = torch.device("cpu")
DTYPES = [torch.float32, torch.bfloat16, torch.float16]


def best_scores(queries: Tensor, keys: Tensor, live: range, k: int) -> Tensor:
    scores = queries.double() @ keys[live.start : live.stop].double().T
    return scores.sort(dim=1, descending=True).values[:, :k]


@st.composite
def spans(draw: st.DrawFn, stores: int, capacity: int) -> list[range]:
    ends = [sorted(draw(st.tuples(*[st.integers(0, capacity)] * 2))) for _ in range(stores)]
    return [range(start, stop) for start, stop in ends]


@given(st.data())
def test_scores_and_slots_are_those_of_a_full_sort(data: st.DataObject) -> None:
    stores, q = data.draw(st.integers(1, 4)), data.draw(st.integers(0, 40))
    capacity, k = data.draw(st.integers(1, 1500)), data.draw(st.integers(1, 40))
    dtype, scratch_mb = data.draw(st.sampled_from(DTYPES)), data.draw(st.sampled_from([0.001, 0.02, None]))
    live = data.draw(spans(stores, capacity))
    torch.manual_seed(data.draw(st.integers(0, 99)))
    queries, keys = torch.randn(stores, q, 6), torch.randn(stores, capacity, 6).to(dtype)
    for store, span in enumerate(live):
        keys[store, : span.start], keys[store, span.stop :] = torch.nan, torch.nan
    scores, slots = exact_topk(queries, keys, live, k, Scratch(CPU, scratch_mb))
    for store, span in enumerate(live):
        expected = best_scores(queries[store], keys[store], span, k)
        found = expected.shape[1]
        real = slots[store] != -1
        assert bool((real.sum(1) == found).all())
        assert bool((scores[store][~real] == -torch.inf).all())
        got = scores[store].sort(dim=1, descending=True).values[:, :found]
        torch.testing.assert_close(got.double(), expected, rtol=1e-4, atol=1e-4)
        chosen = slots[store].clamp(min=0)
        assert bool(((chosen >= span.start) & (chosen < span.stop))[real].all())
        products = (keys[store][chosen].float() * queries[store].unsqueeze(1)).sum(-1)
        torch.testing.assert_close(products[real], scores[store][real], rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("rows", [63, 128, 200])
@pytest.mark.parametrize("keys", [8192, 9000, 20000])
def test_several_chunks_of_long_lists(rows: int, keys: int) -> None:
    queries, table = unit(1, rows, 20, seed=0), unit(1, keys, 20, seed=1)
    scores, slots = exact_topk(queries, table, [range(keys)], 8, Scratch(CPU))
    expected = best_scores(queries[0], table[0], range(keys), 8)
    got = scores[0].sort(dim=1, descending=True).values.double()
    torch.testing.assert_close(got, expected, rtol=0, atol=1e-6)
    assert all(len(row.unique()) == 8 for row in slots[0])


LENGTHS = [0, 1, 7, 8, 9, 63, 64, 65, 511, 512, 513, 1024, 2047, 4096, 4097]


@given(st.data())
def test_among_equal_scores_exactly_k_are_chosen_and_always_the_same(data: st.DataObject) -> None:
    """Small whole numbers score without rounding, in bfloat16 too, and most of them alike."""
    lengths = data.draw(st.lists(st.sampled_from(LENGTHS), min_size=1, max_size=4))
    q, k = data.draw(st.integers(1, 70)), data.draw(st.sampled_from([1, 10, 32, 128]))
    scan = data.draw(st.sampled_from([torch.float32, torch.bfloat16]))
    bound = data.draw(st.integers(0, 2))  # 0: all scores are equal
    draw = torch.Generator().manual_seed(data.draw(st.integers(0, 99)))
    queries = torch.randint(-2, 3, (len(lengths), q, 4), generator=draw).float()
    keys = torch.randint(-bound, bound + 1, (len(lengths), max(lengths), 4), generator=draw).float()
    live = [range(length // 3, length) for length in lengths]
    scores, slots = exact_topk(queries, keys, live, k, Scratch(CPU), scan=scan)
    for store, span in enumerate(live):
        expected = best_scores(queries[store], keys[store], span, k)
        got = scores[store].sort(dim=1, descending=True).values.double()
        assert torch.equal(got[:, : expected.shape[1]], expected)
        for row in slots[store]:
            found = row[row != -1]
            assert len(found.unique()) == len(found) == min(k, len(span))
            assert all(slot in span for slot in found.tolist())
    for scratch_mb, threads in ((0.01, 1), (2.0, 3)):
        again = exact_topk(queries, keys, live, k, Scratch(CPU, scratch_mb), Workers(threads), scan=scan)
        assert torch.equal(again[0].sort(2).values, scores.sort(2).values)
        assert torch.equal(again[1].sort(2).values, slots.sort(2).values)


def test_any_number_of_threads_gives_the_same_bits() -> None:
    queries, keys = unit(3, 300, 12, seed=0), unit(3, 2000, 12, seed=1)
    live = [range(2000), range(700, 1900), range(0)]
    one = exact_topk(queries, keys, live, 16, Scratch(CPU, 1.0), Workers(1))
    many = exact_topk(queries, keys, live, 16, Scratch(CPU, 1.0), Workers(3))
    assert torch.equal(one[0], many[0])
    assert torch.equal(one[1], many[1])


def test_autocast_and_gradients_stay_outside() -> None:
    queries, keys = unit(2, 128, 16, seed=0).requires_grad_(), unit(2, 9000, 16, seed=1)
    live = [range(9000)] * 2
    expected = exact_topk(queries.detach(), keys, live, 8, Scratch(CPU))
    with torch.autocast("cpu", torch.bfloat16):
        scores, slots = exact_topk(queries, keys, live, 8, Scratch(CPU))
        again = score(queries, keys, slots)
    assert not scores.requires_grad
    assert torch.equal(scores, expected[0])
    assert torch.equal(slots, expected[1])
    torch.testing.assert_close(again, scores)


def test_the_score_buffer_is_reused_bounded_and_private_to_a_thread() -> None:
    scratch = Scratch(CPU, 1.0)
    first = scratch.scores(1, 4, 100, torch.float32)
    assert first.shape == (1, 4, 128), "whole bins of bins"
    assert scratch.scores(1, 2, 50, torch.float32).data_ptr() == first.data_ptr()
    assert scratch.scores(1, 64, 4096, torch.float32).untyped_storage().nbytes() == scratch.nbytes
    elsewhere: list[int] = []
    thread = threading.Thread(target=lambda: elsewhere.append(scratch.scores(1, 4, 100, torch.float32).data_ptr()))
    thread.start()
    thread.join()
    assert elsewhere != [scratch.scores(1, 4, 100, torch.float32).data_ptr()]


def test_a_bfloat16_scan_scores_in_float32_and_misses_little() -> None:
    queries, keys = unit(2, 64, 32, seed=0), unit(2, 3000, 32, seed=1)
    live = [range(3000), range(5)]
    exact, _ = exact_topk(queries, keys, live, 10, Scratch(CPU))
    scores, slots = exact_topk(queries, keys, live, 10, Scratch(CPU), scan=torch.bfloat16)
    assert bool((slots[1] != -1).sum(1).eq(5).all())
    assert torch.equal(scores, score(queries, keys, slots))
    kth = exact[0].amin(1, keepdim=True)
    assert float((scores[0] >= kth - 1e-6).float().mean()) > 0.99
    few = exact_topk(queries, keys[:, :4], [range(4), range(2)], 10, Scratch(CPU), scan=torch.bfloat16)[1]
    assert (few != -1).sum(2).unique().tolist() == [2, 4]


def test_rerank_keeps_the_best_of_what_was_proposed() -> None:
    queries, keys = unit(2, 5, 8, seed=0), unit(2, 50, 8, seed=1).to(torch.bfloat16)
    proposed = torch.stack([torch.randperm(50)[:12] for _ in range(10)]).view(2, 5, 12)
    proposed[0, 0, 3:] = -1
    scores, slots = rerank(queries, keys, proposed, 6, Workers(2))
    all_scores = score(queries, keys, proposed)
    assert torch.equal(scores.sort(2).values, all_scores.topk(6).values.sort(2).values)
    assert (slots[0, 0] == -1).sum() == 3
    assert torch.equal(scores, score(queries, keys, slots))


def test_equal_keys_score_alike_wherever_they_are_named() -> None:
    queries, keys = unit(1, 3, 64, seed=0), unit(1, 20, 64, seed=1)
    keys[0, 10:] = keys[0, :10]
    names = torch.tensor([[[3, 13, *range(11), 13, 3]] * 3])
    scores = score(queries, keys, names)
    for column in (1, 13, 14):
        assert torch.equal(scores[..., column], scores[..., 0])
    assert torch.equal(score(queries, keys, names[..., 1:2])[..., 0], scores[..., 0])
    assert score(queries, keys, names[..., :0]).shape == (1, 3, 0)
