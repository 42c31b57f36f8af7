"""The check of exported neighbours knows nothing of memtrans, and finds what is wrong."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

import benchmarks.check_neighbors as checker


def save_file(path: Path, change: Callable[[Any], None] = lambda file: None) -> Path:
    """Right neighbours by numpy; `change` makes some of it wrong."""
    random = np.random.default_rng(0)
    train, test = (random.normal(size=(n, 8)).astype(np.float32) for n in (50, 10))
    train[3] *= 10
    train[7] = train[3]  # of two keys that tie either is right
    near = np.argsort(-(test @ train.T), axis=1, kind="stable")[:, :5]
    with h5py.File(path, "w") as file:
        file.attrs["distance"] = "ip"
        file["train"], file["test"], file["neighbors"] = train, test, near
        file["distances"] = -np.take_along_axis(test @ train.T, near, 1).astype(np.float64)
        change(file)
    return path


def told(path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    status = checker.main([str(path)])
    return status, capsys.readouterr().out.split(": ", 1)[1].strip()


def test_it_imports_nothing_of_memtrans() -> None:
    tree = ast.parse(Path(checker.__file__).read_text())
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {"faiss", "h5py"} <= names
    assert not [name for name in names if "memtrans" in name or name.startswith("benchmarks")]


def test_what_is_right_is_confirmed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, said = told(save_file(tmp_path / "a.hdf5"), capsys)
    assert status == 0
    assert said.startswith("10 queries, 50 neighbours stated, 50 confirmed")
    assert said.endswith("0 refuted, 0 distances wrong")


def tie(file: Any) -> None:
    """Each query has one neighbour, for which there are two keys, and the later one is stated."""
    query = file["train"][3]
    scores = file["train"][()] @ query
    assert np.argsort(-scores, kind="stable")[:2].tolist() == [3, 7]
    for name, value in (("neighbors", np.array([[7]] * 10)), ("distances", np.full((10, 1), -scores[3], np.float64))):
        del file[name]
        file[name] = value
    file["test"][...] = query


def test_of_keys_that_tie_any_may_be_stated(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, said = told(save_file(tmp_path / "a.hdf5", tie), capsys)
    assert status == 0
    assert said.startswith("10 queries, 10 neighbours stated, 10 confirmed (10 by a tie), 0 refuted, 0 distances")


def farther(file: Any) -> None:
    scores = file["train"][()] @ file["test"][2]
    file["neighbors"][2, 4] = np.argsort(-scores)[5]


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        (farther, "49 confirmed (0 by a tie), 1 refuted, 1 distances wrong"),
        (lambda file: file["neighbors"].__setitem__((2, 4), file["neighbors"][2, 3]), "1 refuted"),
        (lambda file: file["neighbors"].__setitem__((2, 4), 50), "1 refuted"),
        (lambda file: file["neighbors"].__setitem__((2, 4), -1), "1 refuted"),
        (lambda file: file["distances"].__setitem__((2, 4), 0.25), "0 refuted, 1 distances wrong"),
    ],
)
def test_what_is_wrong_is_found(
    change: Callable[[Any], None], wrong: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, said = told(save_file(tmp_path / "a.hdf5", change), capsys)
    assert status == 1
    assert wrong in said


def test_distances_that_it_does_not_know_are_said(tmp_path: Path) -> None:
    path = save_file(tmp_path / "a.hdf5", lambda file: file.attrs.__setitem__("distance", "hamming"))
    with pytest.raises(SystemExit, match="has distance 'hamming'; only 'ip' and 'angular'"):
        checker.main([str(path)])
