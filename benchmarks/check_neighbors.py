"""Checks the true neighbours that `memtrans trace export` states, with h5py and FAISS alone.

    python benchmarks/check_neighbors.py FILE...

It knows nothing of memtrans and shares no code with it. A FILE is one of VIBE or ann-benchmarks, or the folder of a
streaming runbook. A stated neighbour is confirmed if FAISS's exact search names it too, or if its inner product, summed
anew in double precision, is no smaller than that of FAISS's last one: of keys that tie any may be stated.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import faiss
import h5py
import numpy as np
import yaml

BLOCK = 512
"""Queries at once."""


class Question(NamedTuple):
    """ids: of the keys. stated: of each query's neighbours. distances: stated with them, or None. angular: else ip."""

    name: str
    keys: np.ndarray
    ids: np.ndarray
    queries: np.ndarray
    stated: np.ndarray
    distances: np.ndarray | None
    angular: bool


def of_hdf5(path: Path) -> Iterator[Question]:
    with h5py.File(path, "r") as file:
        if file.attrs["distance"] not in ("ip", "angular"):
            sys.exit(f"{path} has distance '{file.attrs['distance']}'; only 'ip' and 'angular' are checked here.")
        angular = file.attrs["distance"] == "angular"
        train = file["train"][()]
        ids = np.arange(len(train))
        yield Question("test", train, ids, file["test"][()], file["neighbors"][()], file["distances"][()], angular)
        if "learn" in file:
            learn, stated = file["learn"][()], file["learn_neighbors"][()].astype(np.int64)
            yield Question("learn", train, ids, learn, stated, None, angular)


def of_runbook(folder: Path) -> Iterator[Question]:
    """Follows the runbook: what was inserted and not deleted is there."""
    (book,) = yaml.safe_load((folder / "runbook.yaml").read_text()).values()
    base = read_matrix(folder / "base.fbin", np.float32)
    live: set[int] = set()
    number = 1
    while number in book:
        step = book[number]
        if step["operation"] == "insert":
            live |= set(range(step["start"], step["end"]))
        elif step["operation"] == "delete":
            live -= set(range(step["start"], step["end"]))
        else:
            ids = np.array(sorted(live))
            queries = read_matrix(folder / step["queries"], np.float32)
            stated, distances = read_truth(folder / step["gt"])
            yield Question(f"step {number}", base[ids], ids, queries, stated, distances, False)
        assert len(live) <= book["max_pts"], f"step {number}: {len(live)} keys, and max_pts is {book['max_pts']}"
        number += 1


def read_matrix(path: Path, dtype: type) -> np.ndarray:
    rows, columns = np.fromfile(path, np.uint32, 2)
    return np.fromfile(path, dtype, offset=8).reshape(rows, columns)


def read_truth(path: Path) -> tuple[np.ndarray, np.ndarray]:
    rows, k = (int(each) for each in np.fromfile(path, np.uint32, 2))
    ids = np.fromfile(path, np.int32, rows * k, offset=8).reshape(rows, k)
    return ids.astype(np.int64), np.fromfile(path, np.float32, rows * k, offset=8 + 4 * rows * k).reshape(rows, k)


def check(question: Question) -> Counter[str]:
    """How many neighbours are `stated`, `confirmed`, some by a `tie`, or `refuted`; how many `distances` are wrong."""
    keys, queries = question.keys.astype(np.float64), question.queries.astype(np.float64)
    if question.angular:
        keys, queries = (each / np.linalg.norm(each, axis=1, keepdims=True) for each in (keys, queries))
    k = question.stated.shape[1]
    index = faiss.IndexFlatIP(keys.shape[1])
    index.add(keys.astype(np.float32))
    place_of = {int(each): place for place, each in enumerate(question.ids)}
    found = Counter[str]()
    for begin in range(0, len(queries), BLOCK):
        some = queries[begin : begin + BLOCK]
        _, answered = index.search(some.astype(np.float32), k)
        for query, answer, row in zip(some, answered, range(begin, begin + len(some))):
            places = [place_of.get(int(each), -1) for each in question.stated[row]]
            found += check_one(query, keys, answer, places)
            found["stated"] += k
            if question.distances is not None and -1 not in places:
                scores = keys[places] @ query
                right = (1 - scores) if question.angular else -scores
                off = np.abs(question.distances[row] - right) > slack(query, keys[places])
                found["distances"] += int(off.sum())
    return found


def check_one(query: np.ndarray, keys: np.ndarray, answer: np.ndarray, places: list[int]) -> Counter[str]:
    """One query. What is named twice, or is not there, is refuted."""
    last = (keys[answer] @ query).min()
    found, seen, answered = Counter[str](), set[int](), set(answer.tolist())
    for place in places:
        if place < 0 or place in seen:
            found["refuted"] += 1
        elif place in answered:
            found["confirmed"] += 1
        elif keys[place] @ query >= last - slack(query, keys[[place]])[0]:
            found.update(("confirmed", "tie"))
        else:
            found["refuted"] += 1
        seen.add(place)
    return found


def slack(query: np.ndarray, keys: np.ndarray) -> np.ndarray:
    """How far float32 sums of these products can be from the true ones."""
    return len(query) * np.finfo(np.float32).eps * np.linalg.norm(query) * np.linalg.norm(keys, axis=1)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    failed = False
    for path in parser.parse_args(arguments).files:
        total = Counter[str]()
        searches = 0
        for question in of_runbook(path) if path.is_dir() else of_hdf5(path):
            total += check(question)
            searches += len(question.queries)
        print(
            f"{path}: {searches:,} queries, {total['stated']:,} neighbours stated, {total['confirmed']:,} confirmed "
            f"({total['tie']:,} by a tie), {total['refuted']:,} refuted, {total['distances']:,} distances wrong"
        )
        failed |= bool(total["refuted"] or total["distances"] or not total["stated"])
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
