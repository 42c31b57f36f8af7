"""What the curves say is what the backends do."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from memtrans.backend import IndexSetup

pytest.importorskip("faiss")
pytest.importorskip("h5py")

from benchmarks.query_metric.curves import curve, nearest
from benchmarks.query_metric.designs import inverted_file, query_metric
from benchmarks.query_metric.lists import Recorded, lists_of
from memtrans_backends.faiss_ivf import ivf_flat
from memtrans_backends.faiss_ivf_query import IvfQuery
from memtrans_backends.faiss_plugin import IvfOptions, IvfQueryOptions
from memtrans_backends.nlist import suggest_nlist

TRACE = Path(__file__).parents[2] / "benchmarks" / "traces" / "small.h5"
HELD = 900


@pytest.fixture(scope="module")
def recorded() -> Recorded:
    return next(lists_of(TRACE))


@pytest.mark.parametrize("groups", [1, 5])
@pytest.mark.parametrize("aware", [False, True])
def test_recall_and_keys_scored_are_those_of_the_index(recorded: Recorded, aware: bool, groups: int) -> None:
    keys, asked, setup = recorded.keys[:HELD], recorded.asked(HELD), IndexSetup(recorded.keys.shape[1], HELD)
    truth = nearest(keys, asked)
    nlist = suggest_nlist(HELD)
    if aware:
        past = recorded.past(HELD, 64, every=8)
        index = IvfQuery(IvfQueryOptions(nlist=nlist, nprobe=groups, fewest_queries=1), setup)
        index.build(keys, past)
        design = query_metric(1, most=64, every=8)
    else:
        index = ivf_flat(IvfOptions(nlist=nlist, nprobe=groups), setup)
        index.build(keys)
        design = inverted_file(1)
    known = curve(design(recorded, HELD, asked), truth)
    found = index.search(asked, truth.shape[1])
    recall = np.mean([len(np.intersect1d(*pair)) for pair in zip(found, truth)]) / truth.shape[1]
    # Of near ties either may be found, and either group be the nearest.
    assert known.recall[groups - 1] == pytest.approx(recall, abs=1e-3)
    assert known.scored[groups - 1] * HELD == pytest.approx(index.scored(asked, 32) / len(asked), abs=1)


def test_past_queries_are_those_before_the_moment_one_of_every_so_many_places(recorded: Recorded) -> None:
    first = recorded.moment(HELD)
    of = {query.tobytes(): int(place) for query, place in zip(recorded.queries, recorded.places)}
    places = np.array([of[query.tobytes()] for query in recorded.past(HELD, 20, every=8)])
    assert len(places) == 20
    assert (np.diff(places // 8) == 1).all()
    assert first - 8 <= places[-1] < first
    assert all(of[query.tobytes()] >= first for query in recorded.asked(HELD))
    assert len(recorded.past(HELD, 0)) == 0
