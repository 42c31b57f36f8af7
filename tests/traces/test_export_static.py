"""Files for VIBE and ann-benchmarks: what their loaders find in them, and that it is right."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
from tiny_models import save_tiny_model
from tiny_traces import documents, recording_of, tiny_trace

from benchmarks.check_neighbors import main as check
from memtrans.errors import UsageError
from memtrans.recording.record import record
from memtrans.traces.export_lists import KeyList, find_lists
from memtrans.traces.export_static import StaticExport, split
from memtrans.traces.file import TraceFile

pytestmark = pytest.mark.usefixtures("without_shape_checks")


@pytest.fixture(scope="module")
def trace(tmp_path_factory: pytest.TempPathFactory) -> TraceFile:
    folder = tmp_path_factory.mktemp("trace")
    model = save_tiny_model(folder / "model", width=32, heads=4, kv_heads=2)
    record(recording_of(model, documents=documents((330, 40))), folder / "T.h5")
    return TraceFile(folder / "T.h5")


@pytest.fixture(scope="module")
def of(trace: TraceFile) -> KeyList:
    return find_lists(trace, None, [1], None, None)[0]


def written(of: KeyList, path: Path, held_out: int | None = 30, k: int = 20, form: Any = "vibe") -> StaticExport:
    export = StaticExport(of, split(of, held_out, None, 0), k, form)
    export.write(path)
    return export


def load_as_vibe(path: Path) -> tuple[Any, ...]:
    """What its runner takes from a file, as it takes it: `dimension` and `distance` by name, the rest as arrays."""
    with h5py.File(path, "r") as file:
        dimension, distance = int(file.attrs["dimension"]), file.attrs["distance"]
        arrays = [np.array(file[name]) for name in ("train", "test", "neighbors", "distances", "avg_distances")]
        learn = [np.array(file[name]) for name in ("learn", "learn_neighbors")]
    return (dimension, distance, *arrays, *learn)


def ip_distance(query: np.ndarray, keys: np.ndarray) -> np.ndarray:
    """VIBE's metric `ip`."""
    return -(keys @ query)


def angular_distance(one: np.ndarray, other: np.ndarray) -> float:
    """ann-benchmarks' metric `angular`, of one pair."""
    return 1 - np.dot(one, other) / (np.sum(one**2) ** 0.5 * np.sum(other**2) ** 0.5)


def test_vibe_loads_it(of: KeyList, tmp_path: Path) -> None:
    export = written(of, tmp_path / "a.hdf5")
    dimension, distance, train, test, neighbors, distances, average, learn, learn_neighbors = load_as_vibe(
        tmp_path / "a.hdf5"
    )
    assert (dimension, distance) == (8, "ip")
    assert train.dtype == test.dtype == learn.dtype == np.float32
    assert train.shape == (len(export.parts.train), 8)
    assert neighbors.shape == distances.shape == (30, 20)
    assert learn_neighbors.shape == (len(learn), 20)
    assert learn_neighbors.dtype == np.uint32  # RoarGraph hands it to C++ as that
    for query, near, far, mean in zip(test, neighbors, distances, average):
        everything = ip_distance(query, train)
        assert near.tolist() == np.argsort(everything, kind="stable")[:20].tolist()
        assert far == pytest.approx(everything[near], abs=1e-5)
        assert mean == pytest.approx(everything.mean(), abs=1e-5)
    for query, near in zip(learn, learn_neighbors):
        assert near.tolist() == np.argsort(ip_distance(query, train), kind="stable")[:20].tolist()


def test_ann_benchmarks_loads_it_with_angles_for_inner_products(of: KeyList, tmp_path: Path) -> None:
    written(of, tmp_path / "a.hdf5", form="ann-benchmarks")
    written(of, tmp_path / "ip.hdf5")
    _, _, keys, _, true_neighbors, *_ = load_as_vibe(tmp_path / "ip.hdf5")
    with h5py.File(tmp_path / "a.hdf5", "r") as file:
        dimension = int(file.attrs["dimension"]) if "dimension" in file.attrs else len(file["train"][0])
        assert file.attrs.get("type", "dense") != "sparse"
        assert file.attrs["distance"] == "angular"
        assert file.attrs["point_type"] == "float"
        train, test = np.array(file["train"]), np.array(file["test"])
        neighbors, distances = np.array(file["neighbors"]), np.array(file["distances"])
    assert dimension == train.shape[1] == test.shape[1] == 9
    assert np.array_equal(train[:, :8], keys)
    assert np.array_equal(neighbors, true_neighbors)
    for query, near, far in zip(test, neighbors, distances):
        assert far == pytest.approx([angular_distance(query, train[key]) for key in near], abs=1e-6)
        assert (np.diff(far) >= 0).all()


def test_held_out_queries_asked_just_these_keys_and_the_others_before(
    trace: TraceFile, of: KeyList, tmp_path: Path
) -> None:
    export = written(of, tmp_path / "a.hdf5")
    assert export.parts.moment % 16 == 0
    with h5py.File(trace.path) as recorded, h5py.File(tmp_path / "a.hdf5") as file:
        group = recorded["documents/0/layers/2"]
        n = (group["searchable_from"][()] <= export.parts.moment).sum()
        assert np.array_equal(file["train"][()], group["keys"][1, :n])
        assert np.array_equal(file["train_positions"][()], group["positions"][:n])
        row_of = {place: row for row, place in enumerate(group["query_positions"][()].tolist())}
        for name in ("test", "learn"):
            places, heads = file[f"{name}_positions"][()], file[f"{name}_heads"][()]
            asked = [group["queries"][head, row_of[place]] for place, head in zip(places.tolist(), heads.tolist())]
            assert np.array_equal(file[name][()], asked)
            assert set(heads.tolist()) == {2, 3}  # those that share key head 1
            assert ((places >= export.parts.moment) == (name == "test")).all()
        # Until the next write no query could find more.
        assert (group["searchable_from"][n] > file["test_positions"][()]).all()
        assert file["scale"].shape == (2,)


@pytest.mark.parametrize(("memory", "k"), [(50, 20), (50, 100), (7, 7)])
def test_a_memory_holds_its_last_keys(memory: int, k: int, trace: TraceFile, tmp_path: Path) -> None:
    (of,) = find_lists(trace, 2, [0], "0.txt", memory)
    export = written(of, tmp_path / "a.hdf5", k=k)
    _, _, train, _, neighbors, *_ = load_as_vibe(tmp_path / "a.hdf5")
    assert len(train) == memory
    assert export.parts.train.stop > memory
    assert neighbors.shape[1] == min(k, memory)
    assert check([str(tmp_path / "a.hdf5")]) == 0


def test_where_nobody_says_how_many_queries_a_quarter_is_held_out(of: KeyList) -> None:
    parts = split(of, None, None, 0)
    total = len(of.asking) * 2
    assert len(parts.test) == total // 4 // 2 * 2
    assert len(parts.learn) == parts.test[0]


def test_earlier_queries_are_drawn_by_the_seed(of: KeyList) -> None:
    one, same, other = (split(of, 30, 50, seed).learn.tolist() for seed in (1, 1, 2))
    assert one == same != other
    assert len(set(one)) == 50
    assert one == sorted(one)


def test_more_held_out_queries_than_were_asked_are_refused(of: KeyList) -> None:
    with pytest.raises(UsageError, match=r"--queries 5000: \d+ queries of this list were asked after it had keys"):
        split(of, 5000, None, 0)


@pytest.mark.parametrize("form", ["vibe", "ann-benchmarks"])
def test_the_size_is_known_before(form: Any, of: KeyList, tmp_path: Path) -> None:
    export = written(of, tmp_path / "a.hdf5", form=form)
    size = (tmp_path / "a.hdf5").stat().st_size
    assert export.nbytes < size < export.nbytes + 20_000  # HDF5's own and the manifest


@pytest.mark.parametrize("dtype", ["bfloat16", "float16"])
def test_numbers_of_16_bits_become_float32(dtype: Any, tmp_path: Path) -> None:
    path = tiny_trace(tmp_path, documents=documents((150,)), dtype=dtype)
    (of,) = find_lists(TraceFile(path), None, [0], None, None)
    written(of, tmp_path / "a.hdf5")
    assert load_as_vibe(tmp_path / "a.hdf5")[2].dtype == np.float32
    assert check([str(tmp_path / "a.hdf5")]) == 0


def test_nan_in_the_trace_is_refused_and_nothing_is_left(tmp_path: Path) -> None:
    path = tiny_trace(tmp_path, documents=documents((150,)))
    with h5py.File(path, "r+") as file:
        file["documents/0/layers/2/queries"][0, 20, 3] = np.nan
    (of,) = find_lists(TraceFile(path), None, [0], None, None)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(UsageError, match=r"the queries of layer 2 in document 0 .* hold NaN or infinity"):
        written(of, tmp_path / "a.hdf5")
    assert sorted(tmp_path.iterdir()) == before


def test_a_query_without_an_angle_is_refused(tmp_path: Path) -> None:
    path = tiny_trace(tmp_path, documents=documents((150,)))
    with h5py.File(path, "r+") as file:
        file["documents/0/layers/2/queries"][0, 20] = 0
    (of,) = find_lists(TraceFile(path), None, [0], None, None)
    with pytest.raises(UsageError, match="so it has no angle; export with --format vibe"):
        written(of, tmp_path / "a.hdf5", form="ann-benchmarks")
    written(of, tmp_path / "b.hdf5")


def test_what_is_there_is_not_overwritten(of: KeyList, tmp_path: Path) -> None:
    (tmp_path / "a.hdf5").write_text("mine")
    with pytest.raises(UsageError, match="exists already"):
        written(of, tmp_path / "a.hdf5")
    assert (tmp_path / "a.hdf5").read_text() == "mine"
