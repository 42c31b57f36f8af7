from __future__ import annotations

import torch

from memtrans.search.idle import answer_idle, stores_that_ask


def test_a_store_asks_as_soon_as_one_query_is_not_zero() -> None:
    queries = torch.zeros(4, 3, 2)
    queries[0] = 1
    queries[1, 2, 1] = -1
    queries[2, 0] = 1
    assert stores_that_ask(queries) == [True, True, True, False]
    assert stores_that_ask(queries[:3]) == [True, True, True]
    assert stores_that_ask(queries[:, :0]) == [False] * 4


def test_stores_that_do_not_ask_are_given_their_first_keys() -> None:
    found = torch.full((3, 2, 3), 7)
    answered = answer_idle(found, [True, False, False], torch.tensor([9, 9, 2]))
    assert answered.tolist() == [[[7] * 3] * 2, [[0, 1, 2]] * 2, [[0, 1, -1]] * 2]
    assert answer_idle(found, [True] * 3, torch.tensor([9, 9, 2])) is found
