"""Long rounds run when they are asked for, and are named when they are not."""

from __future__ import annotations

import json

import pytest
from testing.clean_backends import SEALED

from memtrans.commands.cli import run
from memtrans.plugins import Registry
from memtrans.testing import BackendTests, run_conformance
from memtrans.testing.isolated import isolated_outcomes
from memtrans.testing.runner import make_suite, outcomes_of
from memtrans.testing.suite import ONLY_THOROUGH, only_thorough

pytestmark = pytest.mark.usefixtures("without_shape_checks")

CHECK = "test_unknown_options_are_refused"


class Rounds(BackendTests):
    backend = SEALED.name
    plugins = Registry([SEALED], installed=False)

    @only_thorough
    def test_many_rounds(self) -> None:
        """As many as there are."""
        raise ValueError("it ran")


def test_a_long_check_is_excused_by_default_and_says_how_to_run_it() -> None:
    (outcome,) = outcomes_of(Rounds(), ["test_many_rounds"])
    assert (outcome.status, outcome.detail) == ("excused", ONLY_THOROUGH)
    assert "--thorough" in ONLY_THOROUGH


def test_a_long_check_runs_when_it_is_asked_for() -> None:
    (outcome,) = outcomes_of(type("Thorough", (Rounds,), {"thorough": True})(), ["test_many_rounds"])
    assert (outcome.status, outcome.detail) == ("failed", "ValueError: it ran")
    assert Rounds.test_many_rounds.__doc__ == "As many as there are."


@pytest.mark.parametrize("thorough", [False, True])
def test_checks_are_told_how_much_is_wanted(thorough: bool) -> None:
    suite = make_suite(SEALED.name, {}, Registry([SEALED], installed=False), thorough=thorough)
    assert suite.subject.thorough is thorough


def test_every_way_to_run_the_suite_takes_it(capfd: pytest.CaptureFixture[str]) -> None:
    assert run_conformance("exact", checks=[CHECK], thorough=True).ok
    assert [each.status for each in isolated_outcomes("exact", {}, [CHECK], thorough=True)] == ["passed"]
    assert run(["conformance", "exact", "--check", CHECK, "--thorough", "--json"]) == 0
    assert json.loads(capfd.readouterr().out)["ok"]
