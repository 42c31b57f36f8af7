"""A search is seeded, goes on where it was, and chooses what holds for queries that it did not look at."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydantic import BaseModel, Field

from memtrans.backend import BackendSpec, Capabilities
from memtrans.errors import UsageError
from memtrans.tuning.choice import choose, front, outcome_of
from memtrans.tuning.measure import Means, Outcome
from memtrans.tuning.space import new_space
from memtrans.tuning.study import FILE, Question, Study, Tried
from memtrans.tuning.targets import Target

UNITS = 20


class Options(BaseModel):
    lists: int = Field(64, ge=1, le=4096)
    probes: int = Field(8, ge=1, le=4096)


SPEC = BackendSpec(
    name="made-up", factory="nowhere:Index", options=Options, capabilities=Capabilities(effort=({"probes": 1},))
)


def means(share: float, spread: float = 0.0) -> Means:
    values = np.clip(share + spread * np.linspace(-1, 1, UNITS), 0, 1)
    return Means({"recall": values, "mass_recall": values}, np.ones(UNITS))


def made_up(options: Mapping[str, Any]) -> Outcome:
    """An inverted file by formula: all is found where every list is looked into."""
    lists, probes = options.get("lists", 64), options.get("probes", 8)
    if probes > lists:
        raise UsageError(f"probes={probes} exceeds lists={lists}.")
    share = 1 - 0.5 * np.exp(-12 * probes / lists**0.7)
    found = means(share, 0.002)
    return Outcome(found, found, lists + 8192 * probes / lists, None, 0.0, 200.0, 1.0)


def question(**changes: Any) -> Question:
    settings: dict[str, Any] = {
        "backend": "made-up",
        "space": new_space(SPEC, [], {}, 8192),
        "targets": [Target("mass_recall", 0.99)],
        "max_bytes": None,
        "counted": True,
        "seed": 0,
        "facts": {},
    }
    return Question(**{**settings, **changes})


def all_of(study: Study, trials: int) -> list[tuple[dict[str, Any], str | None]]:
    list(study.run(trials, made_up))
    return [(each.options, each.error) for each in study.tried]


def test_a_seed_gives_a_search_and_defaults_come_first(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
    one = all_of(Study(tmp_path / "a", question()), 12)
    assert one == all_of(Study(tmp_path / "b", question()), 12)
    assert one[0] == ({}, None)
    assert one[1] == ({"lists": 64, "probes": 8}, None)
    assert one[2] == ({"lists": 64, "probes": 1}, None)
    assert one[:5] != all_of(Study(tmp_path / "c", question(seed=1)), 5)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[dict[str, Any], str | None]]:
    """A search that nothing disturbed. From the twelfth trial on a model of costs suggests."""
    return all_of(Study(tmp_path_factory.mktemp("whole"), question()), 13)


@pytest.mark.parametrize("moment", [0, 1, 5, 10])
def test_a_search_that_was_killed_goes_on_as_if_it_had_not_been(
    moment: int, whole: list[tuple[dict[str, Any], str | None]], tmp_path: Path
) -> None:
    (tmp_path / "killed").mkdir()
    calls = 0

    def killed(options: Mapping[str, Any]) -> Outcome:
        nonlocal calls
        calls += 1
        if calls > moment:
            raise _Killed
        return made_up(options)

    with pytest.raises(_Killed):
        for _ in _Passing(tmp_path / "killed").run(13, killed):
            pass
    assert len(Study(tmp_path / "killed", question()).tried) < 13
    assert all_of(Study(tmp_path / "killed", question()), 13) == whole


class _Killed(BaseException):
    """Nothing in the study may catch it: it stands for the end of the process."""


class _Passing(Study):
    """A study in which what ends a trial ends all."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, question())

    def _tell(self, number: int, trial: Any, options: dict[str, Any], found: Any) -> Tried:
        if isinstance(getattr(found, "error", None), _Killed):
            raise found.error
        return super()._tell(number, trial, options, found)

    def _attributes(self, options: dict[str, Any], found: Any) -> dict[str, Any]:
        if isinstance(getattr(found, "error", None), _Killed):
            raise found.error
        return super()._attributes(options, found)


def test_a_folder_answers_one_question(tmp_path: Path) -> None:
    list(Study(tmp_path, question()).run(1, made_up))
    with pytest.raises(UsageError, match=r"holds a search for something else.*give another --out"):
        Study(tmp_path, question(targets=[Target("recall", 0.9)]))
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / FILE).write_bytes(b"no data base" * 100)
    with pytest.raises(UsageError, match=r"study\.db cannot be read as a search"):
        Study(tmp_path / "other", question())


def test_it_comes_near_the_best_there_is(tmp_path: Path) -> None:
    study = Study(tmp_path, question())
    list(study.run(24, made_up))
    answer = choose(question(), study.tried)
    assert answer.reached
    space = question().space
    lists, probes = space.dimensions
    every = [
        made_up({"lists": lists.value(place), "probes": many})
        for place in range(int(lists.places[0]), int(lists.places[1]) + 1)
        for many in range(int(probes.places[0]), int(probes.places[1]) + 1)
        if many <= lists.value(place)
    ]
    best = min(question().cost(each) for each in every if question().holds(each))
    assert question().cost(outcome_of(answer.tried)) <= 1.1 * best


def test_refused_options_are_no_trials(tmp_path: Path) -> None:
    asked = []

    def measure(options: Mapping[str, Any]) -> Outcome:
        asked.append(options["lists"] < options["probes"] if options else False)
        return made_up(options)

    fixed = question(space=new_space(SPEC, [], {"lists": 4}, 8192))
    study = Study(tmp_path, fixed)
    list(study.run(6, lambda options: measure({"probes": 2, **options})))
    assert any(asked)
    assert [each.error for each in study.tried] == [None] * 6


def test_a_space_without_an_accepted_trial_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("memtrans.tuning.study.REFUSALS", 6)
    with pytest.raises(UsageError, match=r"6 suggestions in a row were refused, the last one so: never\. Give other"):
        list(Study(tmp_path, question()).run(2, _refuse))


def _refuse(options: Mapping[str, Any]) -> Outcome:
    raise UsageError("never.")


def test_a_trial_that_fails_is_kept_with_its_reason(tmp_path: Path) -> None:
    def measure(options: Mapping[str, Any]) -> Outcome:
        if options.get("probes") == 1:
            raise RuntimeError("the library gave up")
        return made_up(options)

    study = Study(tmp_path, question())
    list(study.run(3, measure))
    assert [each.error for each in study.tried] == [None, None, "RuntimeError: the library gave up"]


def outcome(searched: float, held_out: float, cost: float, size: float | None = 100.0) -> Outcome:
    return Outcome(means(searched), means(held_out), cost, None, 0.0, size, 1.0)


def test_what_held_out_queries_contradict_is_passed_over() -> None:
    tried = [
        Tried(0, {"a": 0}, outcome(0.97, 0.97, 10)),
        Tried(1, {"a": 1}, outcome(0.995, 0.985, 20)),
        Tried(2, {"a": 2}, outcome(0.995, 0.991, 30)),
        Tried(3, {"a": 3}, outcome(0.999, 0.999, 40)),
    ]
    answer = choose(question(), tried)
    assert (answer.tried, answer.reached, answer.passed_over) == (tried[2], True, 1)
    assert front(question(), tried, "mass_recall") == [tried[0], tried[1], tried[3]]


def test_what_is_out_of_reach_is_said_with_what_came_nearest() -> None:
    tried = [Tried(0, {"a": 0}, outcome(0.8, 0.8, 10)), Tried(1, {"a": 1}, outcome(0.9, 0.9, 20))]
    answer = choose(question(), tried)
    assert (answer.tried, answer.reached) == (tried[1], False)
    assert choose(question(), [Tried(0, {}, None, "too slow")]).tried is None


def test_a_margin_is_kept() -> None:
    close = Outcome(means(0.991, 0.05), means(0.991), 10, None, 0.0, None, 1.0)
    assert close.searched.mean("mass_recall") > 0.98
    assert not question(targets=[Target("mass_recall", 0.975)]).holds(close)
    assert question(targets=[Target("mass_recall", 0.96)]).holds(close)


def test_bytes_are_bounded() -> None:
    small, large = outcome(1, 1, 10, 90.0), outcome(1, 1, 5, 110.0)
    bounded = question(max_bytes=100.0)
    assert bounded.holds(small)
    assert not bounded.holds(large)
    with pytest.raises(UsageError, match=r"--max-bytes-per-key: backend 'made-up' does not say how many bytes"):
        bounded.holds(outcome(1, 1, 5, None))
