"""Streaming runbooks: read as big-ann-benchmarks reads them, each search with queries and a truth of its own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
import yaml
from tiny_traces import documents, tiny_trace

from benchmarks.check_neighbors import main as check
from memtrans.traces.export_lists import KeyList, find_lists
from memtrans.traces.export_runbook import Change, RunbookExport, Search, plan_runbook
from memtrans.traces.file import TraceFile

pytestmark = pytest.mark.usefixtures("without_shape_checks")


@pytest.fixture(scope="module")
def trace(tmp_path_factory: pytest.TempPathFactory) -> TraceFile:
    return TraceFile(tiny_trace(tmp_path_factory.mktemp("trace"), kv_heads=1, documents=documents((330, 40))))


def list_of(trace: TraceFile, memory: int) -> KeyList:
    return find_lists(trace, None, [], None, memory)[0]


def written(of: KeyList, path: Path, queries: int = 8, searches: int | None = None, k: int = 10) -> RunbookExport:
    export = RunbookExport(of, plan_runbook(of, queries, searches, 0), k)
    export.write(path)
    return export


def load_runbook(name: str, max_pts: int, path: Path) -> tuple[int, list[dict[str, Any]]]:
    """The rules of their loader: steps are numbered from 1, known operations, ranges within the data set's size."""
    book = yaml.safe_load(path.read_text())[name]
    steps = []
    while (step := book.get(len(steps) + 1)) is not None:
        assert step["operation"] in {"insert", "delete", "search"}
        if step["operation"] != "search":
            assert 0 <= step["start"] < max_pts
            assert 0 <= step["end"] <= max_pts
        steps.append(step)
    assert len(book) == len(steps) + 1
    return book["max_pts"], steps


def read_xbin(path: Path, dtype: Any) -> np.ndarray:
    """Their memory map of a file: uint32 rows and columns, and nothing after the numbers."""
    n, d = map(int, np.fromfile(path, dtype="uint32", count=2))
    assert path.stat().st_size == 8 + n * d * np.dtype(dtype).itemsize
    return np.array(np.memmap(path, dtype=dtype, mode="r", offset=8, shape=(n, d)))


def read_truth(path: Path) -> tuple[np.ndarray, np.ndarray]:
    """Their reader of neighbours: int32 ids, then float32 distances."""
    n, k = map(int, np.fromfile(path, dtype="uint32", count=2))
    assert path.stat().st_size == 8 + n * k * (4 + 4)
    with open(path, "rb") as file:
        file.seek(8)
        ids = np.fromfile(file, dtype="int32", count=n * k).reshape(n, k)
        return ids, np.fromfile(file, dtype="float32", count=n * k).reshape(n, k)


@pytest.mark.parametrize("memory", [5, 16, 50, 8192])
def test_their_loader_reads_it_and_each_search_has_its_own_truth(memory: int, trace: TraceFile, tmp_path: Path) -> None:
    written(list_of(trace, memory), tmp_path / "book")
    base = read_xbin(tmp_path / "book" / "base.fbin", np.float32)
    positions = read_xbin(tmp_path / "book" / "base.positions.ibin", np.int32)
    most, steps = load_runbook("book", len(base), tmp_path / "book" / "runbook.yaml")
    with h5py.File(trace.path) as file:
        group = file["documents/0/layers/2"]
        moments, keys, recorded = group["searchable_from"][()], group["keys"][0], group["queries"][()]
        row_of = {place: row for row, place in enumerate(group["query_positions"][()].tolist())}
        assert np.array_equal(base, keys[: len(base)])
        assert np.array_equal(positions[:, 0], group["positions"][: len(base)])
    live: set[int] = set()
    samples = []
    for step in steps:
        if step["operation"] == "search":
            queries = read_xbin(tmp_path / "book" / step["queries"], np.float32)
            places = read_xbin(tmp_path / "book" / step["places"], np.int32)
            ids, distances = read_truth(tmp_path / "book" / step["gt"])
            samples.append(places.tolist())
            for query, (place, head), near, far in zip(queries, places.tolist(), ids, distances):
                assert np.array_equal(query, recorded[head, row_of[place]])
                # Only keys that came before, and of them the last ones that the memory holds.
                findable = np.flatnonzero(moments <= place)[-memory:]
                assert set(findable.tolist()) == live
                scores = base[findable] @ query
                assert near.tolist() == findable[np.argsort(-scores, kind="stable")[:10]].tolist()
                assert far == pytest.approx(-(base[near] @ query), abs=1e-5)
        else:
            these = set(range(step["start"], step["end"]))
            assert these.isdisjoint(live) if step["operation"] == "insert" else these <= live
            live ^= these
        assert len(live) <= most <= memory
    assert len(samples) > 10
    assert len({str(sample) for sample in samples}) == len(samples)
    assert check([str(tmp_path / "book")]) == 0


def test_it_ends_with_the_last_search(trace: TraceFile) -> None:
    steps = plan_runbook(list_of(trace, 50), 8, 4, 0)
    assert isinstance(steps[-1], Search)
    assert sum(isinstance(step, Search) for step in steps) == 4


def test_samples_are_drawn_by_the_seed_and_all_are_asked_where_there_are_fewer(trace: TraceFile) -> None:
    def asked(queries: int, seed: int) -> list[list[int]]:
        steps = plan_runbook(list_of(trace, 50), queries, None, seed)
        return [step.queries.tolist() for step in steps if isinstance(step, Search)]

    assert asked(8, 1) == asked(8, 1) != asked(8, 2)
    assert sum(map(len, asked(1000, 0))) == 2 * len(list_of(trace, 50).asking)


def test_chunks_larger_than_the_memory_leave_only_what_it_holds(trace: TraceFile) -> None:
    steps = plan_runbook(list_of(trace, 5), 8, None, 0)
    assert all(step.end - step.start <= 5 for step in steps if isinstance(step, Change))


def test_facts_are_beside_it_and_the_size_is_known_before(trace: TraceFile, tmp_path: Path) -> None:
    export = written(list_of(trace, 50), tmp_path / "book")
    facts = json.loads((tmp_path / "book" / "facts.json").read_text())
    assert (facts["distance"], facts["layer"], facts["head"], facts["memory"]) == ("ip", 2, 0, 50)
    assert facts["manifest"]["model"]["fingerprint"] == trace.manifest.model.fingerprint
    size = sum(file.stat().st_size for file in (tmp_path / "book").iterdir())
    assert size == pytest.approx(export.nbytes, abs=6000)
