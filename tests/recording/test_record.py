"""A recording that was ended at any moment goes on, and is what an undisturbed one is."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import h5py
import numpy as np
import pytest
from tiny_models import save_tiny_model, write_documents
from tiny_runs import Killed
from tiny_traces import documents, recording_of

from memtrans.commands.cli import run
from memtrans.errors import MemtransError, UsageError
from memtrans.files import locked
from memtrans.recording.projection import project, require_room
from memtrans.recording.record import parts_of, record

pytestmark = pytest.mark.usefixtures("without_shape_checks")


def same_data(one: Path, other: Path) -> bool:
    """Whether two traces hold the same datasets and attributes, bit for bit."""
    with h5py.File(one) as first, h5py.File(other) as second:
        ours, theirs = contents(first), contents(second)
    return ours.keys() == theirs.keys() and all(ours[name] == theirs[name] for name in ours)


def contents(file: h5py.File) -> dict[str, object]:
    found: dict[str, object] = {}

    def visit(name: str, item: h5py.Dataset | h5py.Group) -> None:
        for key, value in item.attrs.items():
            found[f"{name}@{key}"] = str(value)
        if isinstance(item, h5py.Dataset):
            data = item[()]
            found[name] = (data.dtype, data.shape, data.tobytes()) if isinstance(data, np.ndarray) else data

    file.visititems(visit)
    return found


def kill_after(tokens: int) -> Callable[[int], None]:
    done = 0

    def advance(step: int) -> None:
        nonlocal done
        done += step
        if done >= tokens:
            raise Killed

    return advance


@pytest.mark.parametrize("moment", [1, 100, 170, 180, 210, 300])
def test_a_killed_recording_goes_on_and_is_the_same(moment: int, tmp_path: Path) -> None:
    recording = recording_of(save_tiny_model(tmp_path / "model"), residual=True)
    record(recording, tmp_path / "whole.h5")
    with pytest.raises(Killed):
        record(recording, tmp_path / "T.h5", kill_after(moment))
    assert not (tmp_path / "T.h5").exists()
    heard: list[int] = []
    record(recording, tmp_path / "T.h5", heard.append)
    assert sum(heard) == sum(len(each.tokens) for each in documents())
    assert same_data(tmp_path / "T.h5", tmp_path / "whole.h5")
    assert (tmp_path / "T.h5").read_bytes() == (tmp_path / "whole.h5").read_bytes()
    assert not parts_of(tmp_path / "T.h5").exists()


def test_kill_9_loses_at_most_the_document_in_hand(tmp_path: Path) -> None:
    save_tiny_model(tmp_path / "model")
    write_documents(tmp_path / "documents", count=5, size=800)
    command = ["trace", str(tmp_path / "model"), "--documents", str(tmp_path / "documents"), "--threads", "1", "--out"]
    out = tmp_path / "T.h5"
    child = subprocess.Popen([sys.executable, "-m", "memtrans", *command, str(out)], stderr=subprocess.DEVNULL)
    finished: list[Path] = []
    until = time.monotonic() + 240
    while not finished and child.poll() is None and time.monotonic() < until:
        finished = sorted(parts_of(out).glob("*.json"))
        finished = [each for each in finished if each.name != "asked.json"]
        time.sleep(0.002)
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    assert finished
    assert not out.exists()
    before = {each: each.stat().st_mtime_ns for each in finished}
    if parts_of(out).exists():
        assert {each: each.stat().st_mtime_ns for each in finished} == before
    assert run([*command, str(out)]) == 0
    assert run([*command, str(tmp_path / "whole.h5")]) == 0
    assert out.read_bytes() == (tmp_path / "whole.h5").read_bytes()


def test_what_was_begun_otherwise_is_not_gone_on_with(tmp_path: Path) -> None:
    name = save_tiny_model(tmp_path / "model")
    with pytest.raises(Killed):
        record(recording_of(name), tmp_path / "T.h5", kill_after(200))
    with pytest.raises(UsageError, match=r"T\.h5\.parts holds the beginning of another recording; remove it"):
        record(recording_of(name, dtype="float16"), tmp_path / "T.h5")
    with locked(parts_of(tmp_path / "T.h5")), pytest.raises(UsageError, match="is in use by process"):
        record(recording_of(name), tmp_path / "T.h5")
    (tmp_path / "T.h5").touch()
    with pytest.raises(UsageError, match=r"T\.h5 exists already"):
        record(recording_of(name), tmp_path / "T.h5")


def test_what_the_model_does_not_have_cannot_be_recorded(tmp_path: Path) -> None:
    name = save_tiny_model(tmp_path / "model", layers=3, memory_layers=(1, 3))
    with pytest.raises(UsageError, match=r"--layers names 2, and the model retrieves in 1, 3; choose among them"):
        recording_of(name, layers=[1, 2])
    with pytest.raises(UsageError, match=r"--heads names 2, and the model has key/value heads 0 to 1; choose among"):
        record(recording_of(name, heads=[0, 2]), tmp_path / "T.h5")
    with pytest.raises(UsageError, match="--residual is for a model that reads with one memory layer"):
        recording_of(name, residual=True)
    short = documents(lengths=(5, 3))
    with pytest.raises(UsageError, match="Nothing was searched for: the longest document has 5 tokens"):
        record(recording_of(name, documents=short), tmp_path / "short.h5")
    assert not list(tmp_path.glob("*.h5"))


def test_size_is_known_beforehand_and_a_small_disk_is_refused(tmp_path: Path) -> None:
    recording = recording_of(save_tiny_model(tmp_path / "model"), dtype="bfloat16", residual=True)
    expected = project(recording)
    record(recording, tmp_path / "T.h5")
    with h5py.File(tmp_path / "T.h5") as file:
        stored = sum(np.prod(shape) * dtype.itemsize for dtype, shape in shapes(file))
    assert 0.8 * expected.nbytes < stored <= expected.nbytes
    assert expected.seconds > 0
    require_room(expected, tmp_path / "new" / "U.h5")
    with pytest.raises(UsageError, match=r"needs \S+ MB while it is made, and \S+ MB are free there; choose another"):
        require_room(expected._replace(needed=2**60), tmp_path / "new" / "U.h5")


def shapes(file: h5py.File) -> list[tuple[np.dtype, tuple[int, ...]]]:
    found = []
    file["documents"].visititems(
        lambda _, item: found.append((item.dtype, item.shape)) if isinstance(item, h5py.Dataset) else None
    )
    return found


def test_a_disk_without_room_is_a_sentence_and_what_is_finished_stays(tmp_path: Path) -> None:
    """HDF5 itself would take the process down."""
    recording, out = recording_of(save_tiny_model(tmp_path / "model")), tmp_path / "T.h5"
    record(recording, tmp_path / "whole.h5")
    with pytest.raises(Killed):
        record(recording, out, kill_after(len(documents()[0].tokens) + 1))
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2**16, limits[1]))
    try:
        with pytest.raises(MemtransError, match=r"Cannot write .*1\.h5: File too large; free some space"):
            record(recording, out, token_bytes=1000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert (parts_of(out) / "0.json").exists()
    record(recording, out)
    assert out.read_bytes() == (tmp_path / "whole.h5").read_bytes()
