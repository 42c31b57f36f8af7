from __future__ import annotations

import torch
from hypothesis import given
from hypothesis import strategies as st

from memtrans.memory.delay import DelayQueue, Pairs, gather_tokens


def numbered(rows: int, n: int, first: int, valid: torch.Tensor) -> Pairs:
    """Pairs whose key is the number of their column and whose value is its negative."""
    number = torch.arange(first, first + n, dtype=torch.float32)
    keys = number.view(1, 1, 1, n, 1).expand(2, rows, 3, n, 4)
    return Pairs(keys, -keys, valid)


@given(st.integers(0, 5), st.data())
def test_a_token_leaves_when_enough_later_ones_of_its_row_have_come(length: int, data: st.DataObject) -> None:
    rows = 2
    queue = DelayQueue(numbered(rows, length, 0, torch.zeros(rows, length, dtype=torch.bool)))
    waiting: list[list[int]] = [[] for _ in range(rows)]
    first = 0
    for _ in range(data.draw(st.integers(1, 6))):
        n = data.draw(st.integers(0, 4))
        valid = torch.tensor(data.draw(st.lists(st.booleans(), min_size=rows * n, max_size=rows * n))).view(rows, n)
        ready = queue.push(numbered(rows, n, first, valid.bool()))
        for row in range(rows):
            waiting[row] += [first + i for i in range(n) if valid[row, i]]
            leaving = waiting[row][: max(0, len(waiting[row]) - length)]
            waiting[row] = waiting[row][len(leaving) :]
            real = ready.valid[row]
            assert ready.keys[0, row, 0, real, 0].tolist() == leaving
            assert ready.values[1, row, 2, real, 3].tolist() == [-number for number in leaving]
        first += n
        if data.draw(st.booleans()):
            queue.reset(torch.tensor([True, False]))
            waiting[0] = []


def test_gathering_takes_other_tokens_in_every_row() -> None:
    pairs = torch.arange(2 * 2 * 3 * 4.0).view(1, 2, 2, 3, 4)
    taken = gather_tokens(pairs, torch.tensor([[2, 0], [-1, 1]]))
    assert torch.equal(taken[0, 0], pairs[0, 0][:, [2, 0]])
    assert torch.equal(taken[0, 1], pairs[0, 1][:, [0, 1]])
