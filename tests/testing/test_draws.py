"""What the suite draws is the same in every process, and a failing life is made small."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest
from numpy.typing import NDArray
from testing.clean_backends import SEALED
from toy_indexes import Scan

from memtrans.plugins import Registry
from memtrans.testing import run_conformance
from memtrans.testing.draws import Life, drawn, live_all
from memtrans.testing.machine import BEGIN, RULES

TESTS = Path(__file__).parents[1]

SCRIPT = """
import sys
sys.path[:0] = sys.argv[1:]
import odd_constants
from testing.test_draws import told
print(told())
"""

CHOICES = {"size": (1, 2, 5, 9), "kind": ("plain", "odd")}


class Listens(Scan):
    """Takes note of all that it is told and asked."""

    heard: ClassVar[list[bytes]] = []

    def build(self, keys: NDArray[np.float32]) -> None:
        self.heard.append(keys.tobytes())
        super().build(keys)

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        self.heard.append(bytes(k) + queries.tobytes())
        return super().search(queries, k)


def told() -> str:
    """A digest of all that an index hears in the check whose examples are cheapest to draw."""
    spec = replace(SEALED, factory=f"{__name__}:Listens")
    Listens.heard.clear()
    report = run_conformance(spec.name, plugins=Registry([spec], installed=False), checks=["test_answers_are_possible"])
    assert report.ok
    heard = sorted(Listens.heard)  # two threads search, in whatever order
    return hashlib.sha256(b"".join(heard)).hexdigest()


def test_another_process_tells_an_index_the_same_whatever_else_it_has_imported(tmp_path: Path) -> None:
    odd = ", ".join(str(number) for number in (*range(41), 0.77, 0.123, 1499, 701, "'unit'", "'zeros'"))
    (tmp_path / "odd_constants.py").write_text(f"ODD = [{odd}]\n\n\ndef odd(x):\n    return x in (3, 6, 0.31, 7.5)\n")
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path), str(TESTS)],
        env={**os.environ, "PYTHONHASHSEED": "1"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert Listens.heard == []
    assert done.stdout.strip() == told() == told()
    assert len(Listens.heard) > 10


def test_lives_are_those_that_they_were() -> None:
    lives = list(drawn(15, 10, BEGIN, RULES))
    assert lives == list(drawn(15, 10, BEGIN, RULES))
    assert {step.name for life in lives for step in life} == {"begin", *RULES}
    capacities = {life[0].arguments["capacity"] for life in lives}
    assert min(capacities) <= 3
    assert max(capacities) > 1024
    first = next(drawn(1, 2, {"n": tuple(range(1000))}, {"go": {"by": tuple(range(1000))}}))
    assert [str(step) for step in first] == ["begin(n=265)", "go(by=988)", "go(by=523)"]


def fails_on_large_and_odd(life: Life) -> None:
    for step in life[1:]:
        if step.name == "go" and step.arguments["size"] >= 5 and step.arguments["kind"] == "odd":
            raise ValueError(f"{step.arguments['size']} is too much")


def test_a_failing_life_is_made_as_small_as_it_can_be() -> None:
    lives = drawn(30, 8, {"n": (1, 2, 3)}, {"go": CHOICES, "rest": {}})
    with pytest.raises(ValueError, match="5 is too much") as caught:
        live_all(lives, fails_on_large_and_odd, shrink=True)
    assert caught.value.__notes__ == ["begin(n=1)\ngo(size=5, kind='odd')"]


def test_without_shrinking_the_first_that_fails_is_shown_as_it_was_drawn() -> None:
    lives = list(drawn(30, 8, {"n": (1, 2, 3)}, {"go": CHOICES, "rest": {}}))
    with pytest.raises(ValueError, match="is too much") as caught:
        live_all(iter(lives), fails_on_large_and_odd, shrink=False)
    assert caught.value.__notes__[0] in ["\n".join(map(str, life)) for life in lives]


def test_what_ends_a_run_is_no_failing_example() -> None:
    tried = []

    def stop(life: Life) -> None:
        tried.append(life)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        live_all(drawn(3, 2, {}, {"rest": {}}), stop, shrink=True)
    assert len(tried) == 1
