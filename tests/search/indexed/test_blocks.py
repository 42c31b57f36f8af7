"""Sealing: when a block gets its index, and that no key is lost meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from streams import Stream, unit
from toy_indexes import Cells, Scan

from memtrans.backend import Index, IndexSetup, Ring
from memtrans.options import Options
from memtrans.search.indexed.blocks import SPREAD, BlockBackend, block_size, blocks_of, tokens_until_sealed
from memtrans.search.indexed.lists import IndexedList

DIM = 4


class Breakable(Scan):
    """Fails to be built as often as it is told to."""

    failures = 0

    def build(self, keys: NDArray[np.float32]) -> None:
        if Breakable.failures:
            Breakable.failures -= 1
            raise MemoryError("no room for the index")
        super().build(keys)


def in_blocks(index: Callable[[Options, IndexSetup], Index], ring: Ring) -> BlockBackend:
    def make() -> IndexedList:
        return IndexedList(index(Options(), IndexSetup(ring.dim, block_size(ring.capacity), ring.seed)), "toy", False)

    return BlockBackend(make, ring, trained=True)


def stream_of(index: Callable[[Options, IndexSetup], Index], stores: int, capacity: int, threads: int = 1) -> Stream:
    return Stream(partial(in_blocks, index), stores=stores, capacity=capacity, dim=DIM, threads=threads)


def sealed_keys(written: int, capacity: int, store: int, stores: int) -> int:
    """How many keys have an index after so many tokens: block by block, from when it was last full."""
    total = 0
    for block in blocks_of(capacity):
        since_full = (written - block.stop) % capacity
        was_full = written >= block.stop
        entered_again = since_full > capacity - len(block)
        if was_full and not entered_again and since_full >= tokens_until_sealed(block, capacity, store, stores):
            total += len(block)
    return total


def indexed_keys(stream: Stream) -> list[int]:
    """Keys of each store that have an index, seen from outside."""
    per_store = []
    for store in range(stream.ring.stores):
        others = [other != store for other in range(stream.ring.stores)]
        twin = stream.restored()
        twin.reset(others)
        per_store.append(twin.backend.stats().index_bytes // (4 * DIM))
    return per_store


@given(st.data())
def test_every_key_is_found_at_every_moment_and_blocks_are_sealed_when_they_are_due(data: st.DataObject) -> None:
    capacity = data.draw(st.sampled_from([40, 1024, 1025, 1100, 1500, 2048, 4100]))
    stream = stream_of(Scan, 3, capacity, threads=data.draw(st.sampled_from([1, 2])))
    written = [0, 0, 0]
    torch.manual_seed(data.draw(st.integers(0, 99)))
    for _ in range(data.draw(st.integers(1, 14))):
        if data.draw(st.integers(0, 9)) == 0:
            ended = data.draw(st.lists(st.booleans(), min_size=3, max_size=3))
            stream.reset(ended)
            written = [0 if gone else count for gone, count in zip(ended, written)]
        most = min(capacity, data.draw(st.sampled_from([1, 60, 700, 4100])))
        counts = data.draw(st.lists(st.integers(0, most), min_size=3, max_size=3))
        stream.write(unit(3, max(counts), DIM), counts)
        written = [count + new for count, new in zip(written, counts)]
        sealed = [sealed_keys(count, capacity, store, 3) for store, count in enumerate(written)]
        assert stream.backend.stats().index_bytes == 4 * DIM * sum(sealed)
        before = stream.backend.stats().keys_indexed
        assert stream.check(unit(3, 2, DIM), min(7, capacity)) == 1.0
        assert stream.backend.stats().keys_indexed - before == 2 * sum(sealed)


@pytest.mark.parametrize("capacity", [1500, 4096])
def test_what_is_sealed_depends_on_the_tokens_and_not_on_how_they_were_written(capacity: int) -> None:
    keys, queries = unit(5, 3 * capacity // 2 + 77, DIM, seed=0), unit(5, 40, DIM, seed=1)
    found = []
    for size, threads in ((37, 1), (400, 3), (3 * capacity, 2)):
        stream = stream_of(Cells, 5, capacity, threads)
        for start in range(0, keys.shape[1], size):
            part = keys[:, start : start + size]
            stream.write(part[:, -capacity:]) if part.shape[1] <= capacity else skip_to_the_end(stream, part)
        assert indexed_keys(stream) == [sealed_keys(keys.shape[1], capacity, store, 5) for store in range(5)]
        found.append(stream.backend.search(queries, 6).sort(2).values)
        found.append(stream.restored(threads).backend.search(queries, 6).sort(2).values)
    assert all(torch.equal(found[0], each) for each in found)


def skip_to_the_end(stream: Stream, keys: torch.Tensor) -> None:
    """Write all of them at once: of more tokens than slots only the last ones are ever stored."""
    stores, n, _ = keys.shape
    kept = stream.ring.capacity
    slots = (torch.arange(n) % kept)[-kept:].expand(stores, kept)
    for store in range(stores):
        stream.seen[store] = list(keys[store])
        stream.ring.keys[store, slots[store]] = keys[store, -kept:]
    stream.ring.lengths.fill_(kept)
    stream.backend.write(slots, keys[:, -kept:])


def test_no_write_builds_more_than_its_share() -> None:
    stores, n, capacity = 12, 64, 2048
    stream = stream_of(Scan, stores, capacity)
    told = [0]
    for _ in range(3 * capacity // n):
        stream.write(unit(stores, n, DIM))
        told.append(stream.backend.stats().event_counts.get("train", 0))
    assert max(np.diff(told)) == -(-stores * n // int(SPREAD * 1024)) == 2
    assert told[-1] == stores * 5 + 1, "six blocks were full, the last of them only just"


def test_the_only_block_is_sealed_at_once_and_a_short_one_in_time() -> None:
    assert [tokens_until_sealed(range(500), 500, store, 9) for store in range(9)] == [0] * 9
    long, short = blocks_of(1034)
    assert len(short) == 10
    # The long block is entered again after ten tokens: all stores have its index for half of them or longer.
    assert [tokens_until_sealed(long, 1034, store, 5) for store in range(5)] == [0, 1, 2, 3, 4]
    assert [tokens_until_sealed(short, 1034, store, 4) for store in range(4)] == [0, 128, 256, 384]


def test_a_document_that_ends_before_its_blocks_are_sealed_leaves_nothing() -> None:
    stream = stream_of(Scan, 4, 2048)
    stream.write(unit(4, 1024, DIM))
    assert stream.backend.stats().index_bytes == 1024 * 4 * DIM
    stream.reset([False, True, True, True])
    stream.write(unit(4, 600, DIM))
    assert stream.backend.stats().index_bytes == 1024 * 4 * DIM, "only store 0 has a full block"
    assert stream.check(unit(4, 3, DIM), 20) == 1.0


@pytest.mark.parametrize("threads", [1, 2])
def test_a_failure_to_build_is_raised_and_loses_no_key(threads: int) -> None:
    stream = stream_of(Breakable, 3, 2048, threads)
    stream.write(unit(3, 1000, DIM))
    Breakable.failures = 2
    with pytest.raises(MemoryError, match="no room"):
        stream.write(unit(3, 1000, DIM))
    Breakable.failures = 0
    assert stream.check(unit(3, 4, DIM), 30) == 1.0
    stream.write(unit(3, 10, DIM))
    assert stream.backend.stats().index_bytes == 3 * 1024 * 4 * DIM, "what failed is tried again"
    assert stream.check(unit(3, 4, DIM), 30) == 1.0
