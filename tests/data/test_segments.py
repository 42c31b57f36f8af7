"""The loader against a model that hands out one (input, target) pair at a time."""

from __future__ import annotations

import json
from collections import defaultdict
from itertools import islice

import numpy as np
import pytest
import torch
from hypothesis import assume, given
from hypothesis import strategies as st

from memtrans.data.segments import IGNORE, Segment, SegmentLoader
from memtrans.errors import BadInput

BOS = 99
texts = st.lists(st.lists(st.integers(0, 98), max_size=13), min_size=1, max_size=7).filter(any)
rows = st.integers(1, 4)
lengths = st.integers(1, 6)


def arrays(documents: list[list[int]]) -> list[np.ndarray]:
    return [np.array(document, dtype=np.uint16) for document in documents]


def expected(documents: list[list[int]], rows: int, length: int) -> list[list[tuple]]:
    """Per segment and row: document, first target's position, starts, (input, target) pairs."""
    waiting = [i for i, document in enumerate(documents) if document]
    current = [-1] * rows
    left: list[list[tuple[int, int]]] = [[] for _ in range(rows)]
    segments = []
    while True:
        segment = []
        for row in range(rows):
            starts = False
            if not left[row]:
                starts = current[row] >= 0 or bool(waiting)
                current[row] = waiting.pop(0) if waiting else -1
                document = documents[current[row]] if current[row] >= 0 else []
                left[row] = list(zip([BOS, *document], document))
            position = len(documents[current[row]]) - len(left[row]) if current[row] >= 0 else 0
            segment.append((current[row], position, starts, left[row][:length]))
            left[row] = left[row][length:]
        if all(document < 0 for document, *_ in segment):
            return segments
        segments.append(segment)


def seen(segment: Segment) -> list[tuple]:
    result = []
    for row in range(len(segment.starts)):
        valid = segment.valid[row]
        pairs = list(zip(segment.tokens[row][valid].tolist(), segment.targets[row][valid].tolist()))
        assert valid.tolist() == sorted(valid.tolist(), reverse=True)  # padding only at the end
        assert (segment.tokens[row][~valid] == 0).all()
        assert (segment.targets[row][~valid] == IGNORE).all()
        result.append((int(segment.documents[row]), int(segment.offsets[row]), bool(segment.starts[row]), pairs))
    return result


@given(documents=texts, rows=rows, length=lengths)
def test_equals_the_list_model(documents: list[list[int]], rows: int, length: int) -> None:
    loader = SegmentLoader(arrays(documents), rows, length, bos=BOS)
    assert [seen(segment) for segment in loader] == expected(documents, rows, length)
    assert list(loader) == []  # an ended loader stays ended


@given(documents=texts, rows=rows, length=lengths, seed=st.integers(0, 5))
def test_each_token_is_predicted_once_whatever_the_rows(documents: list, rows: int, length: int, seed: int) -> None:
    read: dict[int, list[int]] = defaultdict(list)
    for segment in SegmentLoader(arrays(documents), rows, length, bos=BOS, shuffle=True, seed=seed):
        for document, position, starts, pairs in seen(segment):
            if document >= 0:
                assert position == len(read[document])
                assert starts == (position == 0)
                assert pairs[0][0] == (BOS if starts else documents[document][position - 1])
                read[document] += [target for _, target in pairs]
    assert read == {i: document for i, document in enumerate(documents) if document}


@given(documents=texts, rows=rows, length=lengths, stop=st.integers(0, 12), repeat=st.booleans())
def test_resumed_equals_never_stopped(documents: list, rows: int, length: int, stop: int, repeat: bool) -> None:
    def make() -> SegmentLoader:
        return SegmentLoader(arrays(documents), rows, length, bos=BOS, shuffle=True, seed=3, repeat=repeat)

    first, second = make(), make()
    list(islice(first, stop))
    second.load_state_dict(json.loads(json.dumps(first.state_dict())))
    assert second.epoch == first.epoch
    assert [seen(s) for s in islice(second, 12)] == [seen(s) for s in islice(first, 12)]


@given(documents=texts, length=lengths, seed=st.integers(0, 5), shuffle=st.booleans())
def test_every_epoch_holds_every_document_once(documents: list, length: int, seed: int, shuffle: bool) -> None:
    loader = SegmentLoader(arrays(documents), 2, length, bos=BOS, shuffle=shuffle, seed=seed, repeat=True)
    filled = [i for i, document in enumerate(documents) if document]
    taken: list[int] = []
    while len(taken) < 3 * len(filled):
        segment = next(loader)
        assert (segment.documents >= 0).all()  # a row is never idle
        taken += segment.documents[segment.starts].tolist()
    epochs = [taken[i * len(filled) : (i + 1) * len(filled)] for i in range(3)]
    assert all(sorted(epoch) == filled for epoch in epochs)
    assert loader.epoch >= 2
    if not shuffle:
        assert epochs[0] == epochs[1] == filled


def test_the_order_depends_on_seed_and_epoch() -> None:
    documents = arrays([[i] for i in range(30)])

    def orders(seed: int) -> list[list[int]]:
        loader = SegmentLoader(documents, 1, 1, bos=BOS, shuffle=True, seed=seed, repeat=True)
        return [[int(next(loader).documents) for _ in range(30)] for _ in range(2)]

    assert orders(0) == orders(0)
    assert orders(0)[0] != orders(0)[1]
    assert orders(0)[0] != orders(1)[0]
    assert orders(0)[1] != orders(1)[0]  # epochs of one seed are not those of the next, shifted


def test_a_row_that_runs_out_is_reset_once() -> None:
    loader = SegmentLoader(arrays([[1, 2, 3], [4]]), 3, 1, bos=BOS)
    assert [segment.starts.tolist() for segment in loader] == [
        [True, True, False],  # the third row never had a memory to empty
        [False, True, False],
        [False, False, False],
    ]


def test_types_are_those_of_embeddings_and_losses() -> None:
    segment = next(SegmentLoader(arrays([[1, 2]]), 1, 4, bos=BOS))
    assert segment.tokens.dtype == segment.targets.dtype == torch.int64
    assert segment.valid.dtype == segment.starts.dtype == torch.bool


def test_a_segment_is_not_changed_by_the_next() -> None:
    loader = SegmentLoader(arrays([[1, 2], [3]]), 1, 2, bos=BOS)
    first = next(loader)
    before = seen(first)
    next(loader)
    assert seen(first) == before


@pytest.mark.parametrize(
    ("documents", "rows", "length", "message"),
    [([[]], 1, 1, "None of the 1 documents"), ([[1]], 0, 1, "rows=0"), ([[1]], 1, 0, "length=0")],
)
def test_impossible_loaders_are_refused(documents: list, rows: int, length: int, message: str) -> None:
    with pytest.raises(BadInput, match=message):
        SegmentLoader(arrays(documents), rows, length, bos=BOS)


@given(other=texts)
def test_a_position_in_other_documents_is_refused(other: list[list[int]]) -> None:
    documents = [[1, 2], [3]]
    assume(len(other) != 2 or sum(map(len, other)) != 3)
    state = SegmentLoader(arrays(documents), 1, 2, bos=BOS).state_dict()
    with pytest.raises(BadInput, match="same documents"):
        SegmentLoader(arrays(other), 1, 2, bos=BOS).load_state_dict(state)
