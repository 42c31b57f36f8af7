"""A file that is no trace, or a damaged one, is refused in a sentence that says what helps."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
import torch
from tiny_traces import documents, read, tiny_trace

from memtrans.commands.cli import run
from memtrans.errors import MemtransError, UsageError
from memtrans.readers import open_reader
from memtrans.reading import MemoryConfig
from memtrans.traces.file import TraceFile
from memtrans.traces.numbers import decoded, encoded


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_trace(tmp_path_factory.mktemp("good"))


@pytest.fixture
def trace(good: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(good, tmp_path / "T.h5"))


def edited(change: Callable[[Any], None]) -> Callable[[Path], None]:
    def edit(path: Path) -> None:
        with h5py.File(path, "r+") as file:
            change(file)

    return edit


def with_manifest(**changes: Any) -> Callable[[Path], None]:
    def change(file: Any) -> None:
        manifest = {**json.loads(file["manifest"][()]), **changes}
        del file["manifest"]
        file["manifest"] = json.dumps(manifest)

    return edited(change)


def set_number(name: str, value: float) -> Callable[[Path], None]:
    def change(file: Any) -> None:
        file[name][0, 3, 1] = value

    return edited(change)


def resized(name: str, size: int) -> Callable[[Path], None]:
    def change(file: Any) -> None:
        old = file[name][()]
        del file[name]
        file[name] = old[:size]

    return edited(change)


def delete(name: str) -> Callable[[Path], None]:
    return edited(lambda file: file.__delitem__(name))


DAMAGES = {
    "cut off in the middle": (lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]), "cut off"),
    "cut off at once": (lambda path: path.write_bytes(path.read_bytes()[:600]), "cut off"),
    "empty": (lambda path: path.write_bytes(b""), "no HDF5"),
    "text": (lambda path: path.write_text("hello"), "no HDF5"),
    "another version": (edited(lambda file: file.attrs.__setitem__("version", 9)), "has version 9 of a trace"),
    "another kind of HDF5": (edited(lambda file: file.attrs.__delitem__("format")), "no trace of memtrans"),
    "no manifest": (delete("manifest"), "no trace of memtrans"),
    "an empty manifest": (with_manifest(layers=[]), "its manifest is damaged"),
    "a manifest with more": (with_manifest(colour="blue"), "its manifest is damaged"),
    "a missing document": (delete("documents/1"), "lacks document 1 "),
    "an empty document": (resized("documents/1/tokens", 0), r"document 1 \(1.txt\) is empty"),
    "a missing layer": (delete("documents/0/layers/2/keys"), "lacks the keys of layer 2 in document 0"),
    "fewer heads": (resized("documents/0/layers/2/values", 1), "lacks the values of layer 2 in document 0"),
    "fewer moments": (resized("documents/0/layers/2/searchable_from", 9), "lacks the searchable_from of layer 2"),
}


@pytest.mark.parametrize("what", DAMAGES)
def test_a_damaged_trace_is_refused_in_a_sentence(what: str, trace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    damage, said = DAMAGES[what]
    damage(trace)
    with pytest.raises(UsageError, match=said) as caught:
        open_reader(trace)
    assert "\n" not in str(caught.value)
    assert str(trace) in str(caught.value)
    assert run(["trace", "show", str(trace)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("name", ["keys", "values", "queries"])
@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_nan_is_refused_where_it_is_read(name: str, value: float, trace: Path) -> None:
    set_number(f"documents/0/layers/2/{name}", value)(trace)
    reader = open_reader(trace)
    with pytest.raises(
        UsageError, match=rf"the {name} of layer 2 in document 0 \(0.txt\) hold NaN or infinity"
    ) as said:
        read(reader, reader.readings({}, 300)[0], documents(), MemoryConfig(capacity=48))
    assert "\n" not in str(said.value)


def test_a_trace_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"nowhere.h5 does not exist"):
        open_reader(tmp_path / "nowhere.h5")


@pytest.mark.parametrize("dtype", ["float32", "float16", "bfloat16"])
def test_numbers_come_back_as_that_type_holds_them(dtype: Any) -> None:
    numbers = torch.tensor([[0.0, -1.5, 3.14159, 1e-3, 6e4]])
    stored = encoded(numbers, dtype, "numbers")
    assert stored.dtype.itemsize == (4 if dtype == "float32" else 2)
    assert torch.equal(decoded(stored, dtype), numbers.to(getattr(torch, dtype)).float())


def test_a_number_that_a_type_does_not_hold_is_refused() -> None:
    with pytest.raises(MemtransError, match=r"keys hold a number that is not finite in float16; choose --dtype bf"):
        encoded(torch.tensor([1e5]), "float16", "keys")


def test_plain_h5py_finds_what_docs_say(good: Path) -> None:
    """Every query's exact neighbours by numpy alone are those that the model's own search found."""
    trace = TraceFile(good)
    layer = trace.manifest.layers[0]
    with h5py.File(good) as file:
        group = file["documents/0/layers/2"]
        keys, queries = group["keys"][()], group["queries"][()]
        places, moments = group["query_positions"][()], group["searchable_from"][()]
        assert len(file["documents/0/tokens"]) == len(file["documents/0/nats"]) == 170
        assert group["positions"][()].tolist() == list(range(keys.shape[1]))
    assert (np.diff(moments) >= 0).all()
    assert (np.diff(places) == 1).all()
    found = (moments[None, :] <= places[:, None]).sum(1)
    reader = open_reader(good)
    _, searches = read(reader, reader.readings({}, 300)[0], documents(), MemoryConfig(capacity=500))
    for head in range(layer.query_heads):
        positions = torch.cat([search.positions[0, head][search.valid[0]] for search in searches])[: len(places)]
        for at, (n, slots) in enumerate(zip(found, positions)):
            expected = np.argsort(-(keys[head, :n] @ queries[head, at]), kind="stable")[: layer.neighbours]
            assert sorted(expected) == [place for place in sorted(slots.tolist()) if place >= 0]
