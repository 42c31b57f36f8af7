from __future__ import annotations

import torch
from hypothesis import given
from hypothesis import strategies as st

from memtrans.memory.cursor import Cursor


@given(st.integers(1, 6), st.data())
def test_slots_are_those_of_a_ring_kept_by_hand(capacity: int, data: st.DataObject) -> None:
    rows = 2
    cursor = Cursor(rows, capacity, torch.device("cpu"))
    rings: list[dict[int, int]] = [{} for _ in range(rows)]  # slot -> number of the token in it
    written = [0] * rows
    for _ in range(data.draw(st.integers(1, 5))):
        n = data.draw(st.integers(0, 2 * capacity + 1))
        valid = torch.tensor(data.draw(st.lists(st.booleans(), min_size=rows * n, max_size=rows * n))).view(rows, n)
        slots = cursor.advance(valid.bool())
        for row in range(rows):
            real = [slot for slot in slots[row].tolist() if slot != -1]
            assert len(real) == len(set(real)) == min(capacity, int(valid[row].sum()))
            assert not (slots[row] != -1)[~valid[row].bool()].any()
            for _token in range(int(valid[row].sum())):
                rings[row][written[row] % capacity] = written[row]
                written[row] += 1
        by_age = cursor.slots_by_age()
        positions = cursor.positions(by_age)
        assert cursor.lengths.tolist() == [len(ring) for ring in rings]
        for row, ring in enumerate(rings):
            assert [slot for slot in by_age[row].tolist() if slot != -1] == sorted(ring, key=lambda slot: ring[slot])
            assert positions[row].tolist() == sorted(ring.values()) + [-1] * (by_age.shape[1] - len(ring))
