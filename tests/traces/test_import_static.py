"""Files of VIBE and ann-benchmarks as traces: the same neighbours, and after an export the same answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
import torch
from tiny_traces import Search, documents, read, tiny_trace

from memtrans.errors import UsageError
from memtrans.evaluation.evaluate import evaluate
from memtrans.evaluation.meter import SearchMeter
from memtrans.readers import open_reader
from memtrans.reading import MemoryConfig
from memtrans.traces.export_lists import find_lists
from memtrans.traces.export_static import Static, StaticExport, split
from memtrans.traces.file import TraceFile
from memtrans.traces.import_file import StaticFile
from memtrans.traces.import_static import plan_import

pytestmark = pytest.mark.usefixtures("without_shape_checks")

KEYS, QUERIES, DIM = 90, 13, 6


def save_file(path: Path, distance: str = "ip", change: Any = None, **attributes: Any) -> Path:
    random = np.random.default_rng(0)
    with h5py.File(path, "w") as file:
        file.attrs.update({"distance": distance, "dimension": DIM, "point_type": "float", **attributes})
        lengths = random.uniform(0.5, 2, (KEYS, 1))
        file["train"] = (random.normal(size=(KEYS, DIM)) * lengths).astype(np.float32)
        file["test"] = random.normal(size=(QUERIES, DIM)).astype(np.float32)
        if change is not None:
            change(file)
    return path


def imported(path: Path, queries: int | None = None, k: int | None = None, segment: int | None = None) -> Path:
    out = path.with_suffix(".h5")
    plan_import(StaticFile(path), queries, k, segment).write(out)
    return out


def searches(trace: Path, memory: MemoryConfig, segment: int = 16) -> list[Search]:
    reader = open_reader(trace)
    return read(reader, reader.readings({}, 10**6)[0], reader.documents, memory, segment=segment)[1]


FARTHER = {
    "ip": lambda query, keys: -(keys @ query),
    "normalized": lambda query, keys: -(keys @ query),
    "cosine": lambda query, keys: 1 - keys @ query / np.linalg.norm(query) / np.linalg.norm(keys, axis=1),
    "angular": lambda query, keys: 1 - keys @ query / np.linalg.norm(query) / np.linalg.norm(keys, axis=1),
    "euclidean": lambda query, keys: np.linalg.norm(keys - query, axis=1),
}


@pytest.mark.parametrize("distance", FARTHER)
@pytest.mark.parametrize("segment", [16, 90, 1000])
def test_exact_search_finds_the_nearest_of_each_distance(distance: str, segment: int, tmp_path: Path) -> None:
    path = save_file(tmp_path / "a.hdf5", distance)
    found = searches(imported(path, k=7, segment=segment), MemoryConfig(capacity=KEYS), segment)
    positions = torch.cat([search.positions[0, 0][search.valid[0]] for search in found])
    assert positions.shape == (QUERIES, 7)
    with h5py.File(path) as file:
        for query, near in zip(file["test"][()], positions.tolist()):
            farther = FARTHER[distance](query, file["train"][()])
            assert sorted(near) == sorted(np.argsort(farther, kind="stable")[:7].tolist())


def test_an_exported_and_imported_trace_is_answered_as_the_recorded_one(tmp_path: Path) -> None:
    """At the same options the same keys are found for the same queries, so recall is the same, also where it is low."""
    trace = tiny_trace(tmp_path, kv_heads=1, documents=documents((250,)))
    (of,) = find_lists(TraceFile(trace), None, [], None, None)
    parts = split(of, 32, None, 0)  # two heads ask in each of the 16 places of a segment
    # In the first segment nothing was searched.
    theirs = [searches(trace, memory)[parts.moment // 16 - 1] for memory in MEMORIES]
    formats: tuple[Static, ...] = ("vibe", "ann-benchmarks")
    for form in formats:
        path = tmp_path / f"{form}.hdf5"
        StaticExport(of, parts, 50, form).write(path)
        again = imported(path)
        ours = [found for memory in MEMORIES for found in searches(again, memory)]
        assert len(ours) == len(theirs)
        assert all(torch.equal(one.positions, other.positions) for one, other in zip(ours, theirs))
        recalls = [recall_by_file(found, path) for found in ours]
        assert recalls[0] == 1
        assert all(recall < 0.95 for recall in recalls[1:]), recalls


MEMORIES = [
    MemoryConfig(capacity=8192),
    MemoryConfig(capacity=8192, backend="faiss-ivf-flat", options={"nprobe": 1, "nlist": 8, "exact_below": 64}),
    MemoryConfig(capacity=8192, backend="dial", options={"recall": 0.5}),
]


def recall_by_file(search: Search, path: Path) -> float:
    """Share of the neighbours that the file states which were found."""
    with h5py.File(path) as file:
        k = search.positions.shape[3]
        stated = file["neighbors"][:, :k].reshape(16, 2, k).swapaxes(0, 1).reshape(32, k)
    hits = [len(set(near) & set(found)) for near, found in zip(stated.tolist(), search.positions[0, 0].tolist())]
    return sum(hits) / (32 * k)


def test_there_are_no_values_so_the_output_error_is_not_known(tmp_path: Path) -> None:
    reader = open_reader(imported(save_file(tmp_path / "a.hdf5")))
    reading = reader.readings({}, 10**6)[0]
    meter = SearchMeter(reader.memory_scales(reading))
    memory = MemoryConfig(capacity=KEYS, backend="dial", options={"recall": 0.5})
    result = evaluate(
        reader, reader.documents, reading, memory, segment=64, rows=1, threads=1, observer_of=meter.observer_of
    )
    assert not result.foretold
    told = meter.summary(1)
    assert told["output_error"] is None
    assert 0 < told["recall"] < 1
    assert 0 < told["mass_recall"] < 1


def test_what_an_export_says_is_kept_and_may_be_overruled(tmp_path: Path) -> None:
    trace = TraceFile(tiny_trace(tmp_path, documents=documents((330,))))
    (of,) = find_lists(trace, None, [1], None, None)
    StaticExport(of, split(of, 16, None, 0), 50, "vibe").write(tmp_path / "a.hdf5")
    static = StaticFile(tmp_path / "a.hdf5")
    kept = plan_import(static, None, None, None).manifest()
    assert (kept.layers[0].neighbours, kept.segment) == (32, 16)
    assert kept.layers[0].scale == pytest.approx(trace.manifest.layers[0].scale[1:])
    changed = plan_import(static, 5, 9, 100).manifest()
    assert (changed.layers[0].neighbours, changed.segment) == (9, 100)


def test_keys_are_written_at_the_moments_that_were_recorded(tmp_path: Path) -> None:
    """As after sinks, of which the first write has fewer; an index that trains as it grows would see others else."""
    trace = tiny_trace(tmp_path, kv_heads=1, documents=documents((330,)))
    with h5py.File(trace, "r+") as file:
        file["documents/0/layers/2/searchable_from"][12:16] = 32
    (of,) = find_lists(TraceFile(trace), None, [], None, None)
    parts = split(of, 32, None, 0)
    path = tmp_path / "a.hdf5"
    StaticExport(of, parts, 50, "vibe").write(path)
    moments = TraceFile(imported(path)).document(0).places(2, "searchable_from")
    assert moments.tolist() == of.searchable_from[: len(moments)].tolist()
    assert moments[10:18].tolist() == [16, 16, *[32] * 6]
    path.with_suffix(".h5").unlink()
    moments = TraceFile(imported(path, segment=50)).document(0).places(2, "searchable_from")
    assert moments[48:52].tolist() == [50, 50, 100, 100]


def test_foreign_files_have_defaults_and_a_part_of_their_queries(tmp_path: Path) -> None:
    static = StaticFile(save_file(tmp_path / "a.hdf5"))
    plan = plan_import(static, None, None, None)
    assert (plan.queries, plan.k, plan.segment) == (QUERIES, 10, 512)
    assert plan.manifest().layers[0].scale == pytest.approx([DIM**-0.5])
    few = imported(static.path, queries=5)
    assert sum(int(search.valid.sum()) for search in searches(few, MemoryConfig(capacity=KEYS))) == 5
    assert few.stat().st_size == pytest.approx(plan_import(static, 5, None, None).nbytes, abs=40_000)
    with pytest.raises(UsageError, match=r"--queries 14: .* has 13; choose at most so many"):
        plan_import(static, 14, None, None)


def test_zeros_have_no_angle_and_stay_zeros(tmp_path: Path) -> None:
    path = save_file(tmp_path / "a.hdf5", "angular", lambda file: file["train"].__setitem__(3, 0))
    trace = imported(path)
    keys = TraceFile(trace).document(0).read(0, "keys", 0, KEYS)[0]
    assert keys[3].tolist() == [0] * DIM
    assert keys.norm(dim=1)[4:].tolist() == pytest.approx([1] * (KEYS - 4))


def replaced(name: str, value: Any) -> Any:
    def change(file: Any) -> None:
        del file[name]
        file[name] = value

    return change


REFUSED: dict[str, tuple[Any, str]] = {
    "no train": (lambda file: file.__delitem__("train"), "has no rows in 'train'"),
    "no test": (lambda file: file.__delitem__("test"), "has no rows in 'test'"),
    "lists of ids": (replaced("train", np.arange(5)), "has no rows in 'train'"),
    "nothing": (replaced("test", np.zeros((0, DIM))), "has no rows in 'test'"),
    "a group": (lambda file: (file.__delitem__("test"), file.create_group("test")), "has no rows in 'test'"),
    "unequal columns": (replaced("test", np.zeros((3, DIM + 1))), "train has 6 columns and test 7"),
    "hamming": (lambda file: file.attrs.__setitem__("distance", "hamming"), "distance 'hamming', and a memory"),
    "a typo": (lambda file: file.attrs.__setitem__("distance", "euclidian"), "Did you mean 'euclidean'"),
    "no distance": (lambda file: file.attrs.__delitem__("distance"), "no attribute 'distance'"),
    "sparse": (lambda file: file.attrs.__setitem__("type", "sparse"), "give a dense file"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_such_file_is_refused_in_a_sentence(what: str, tmp_path: Path) -> None:
    change, said = REFUSED[what]
    path = save_file(tmp_path / "a.hdf5", change=change)
    with pytest.raises(UsageError, match=said) as caught:
        StaticFile(path)
    assert "\n" not in str(caught.value)
    assert str(path) in str(caught.value)


@pytest.mark.parametrize("part", [0, 500, 3000])
def test_a_file_that_was_cut_off_is_refused_and_nothing_is_left(part: int, tmp_path: Path) -> None:
    path = save_file(tmp_path / "a.hdf5")
    path.write_bytes(path.read_bytes()[:part])
    with pytest.raises(UsageError, match="it is no HDF5, holds no numbers, or was cut off"):
        StaticFile(path)
    with pytest.raises(UsageError, match="it is no HDF5, holds no numbers, or was cut off"):
        StaticFile(tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["a.hdf5"]


@pytest.mark.parametrize("name", ["train", "test"])
def test_nan_is_refused_with_its_row_and_nothing_is_left(name: str, tmp_path: Path) -> None:
    path = save_file(tmp_path / "a.hdf5", change=lambda file: file[name].__setitem__((7, 2), np.nan))
    with pytest.raises(UsageError, match=f"{name} holds NaN or infinity in row 7"):
        imported(path)
    assert [each.name for each in tmp_path.iterdir()] == ["a.hdf5"]


def test_what_is_no_number_is_refused(tmp_path: Path) -> None:
    path = save_file(tmp_path / "a.hdf5", change=replaced("train", np.full((KEYS, DIM), b"one")))
    with pytest.raises(UsageError, match=r"cannot be read .* holds no numbers"):
        imported(path)


def test_what_was_imported_is_exported_again(tmp_path: Path) -> None:
    trace = imported(save_file(tmp_path / "a.hdf5"), segment=16)
    (of,) = find_lists(TraceFile(trace), None, [], None, None)
    StaticExport(of, split(of, QUERIES, None, 0), 5, "vibe").write(tmp_path / "b.hdf5")
    with h5py.File(tmp_path / "a.hdf5") as before, h5py.File(tmp_path / "b.hdf5") as after:
        assert np.array_equal(before["train"], after["train"])
        assert np.array_equal(before["test"], after["test"])
        assert "learn" not in after


def test_a_benchmark_file_where_a_trace_is_expected_says_what_to_do(tmp_path: Path) -> None:
    path = save_file(tmp_path / "a.hdf5")
    with pytest.raises(UsageError, match=r"make a trace of it: memtrans trace import .*a.hdf5 --out NAME.h5"):
        open_reader(path)
