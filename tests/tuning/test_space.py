"""A search space comes from what a backend says of its options; the user may ask for another."""

from __future__ import annotations

import pytest
from pydantic import BaseModel, ConfigDict, Field

from memtrans.backend import BackendSpec, Capabilities
from memtrans.errors import UsageError
from memtrans.plugins import registry
from memtrans.plugins.registry import check_options
from memtrans.tuning.asked import read_asked
from memtrans.tuning.space import Dimension, new_space


class Options(BaseModel):
    model_config = ConfigDict(extra="forbid")

    lists: int = Field(100, ge=1, le=2**31)
    probes: int | None = Field(None, ge=1)
    beam: float = Field(0.5, ge=0, le=1)
    metric: str = "ip"
    open_ended: float = 0.0


SPEC = BackendSpec(
    name="plug-in", factory="nowhere:Index", options=Options, capabilities=Capabilities(effort=({"probes": 4},))
)


def by_name(*asked: Dimension, **fixed: object) -> dict[str, Dimension]:
    return {each.name: each for each in new_space(SPEC, asked, fixed, 8192).dimensions}


def test_a_plug_in_needs_no_code_to_be_tuned() -> None:
    found = by_name()
    assert list(found) == ["lists", "probes", "beam"]
    assert [found["lists"].value(place) for place in found["lists"].places] == [25, 800]
    assert found["probes"].places == (1, 32)
    assert found["probes"].logarithmic
    assert found["beam"].places == (0, 1)


def test_what_is_fixed_is_not_tried_and_stays() -> None:
    space = new_space(SPEC, [], {"lists": 7}, 8192)
    assert "lists" not in {each.name for each in space.dimensions}
    assert space.options(space.places(space.starts[1])) == {"lists": 7, "probes": 4, "beam": 0.5}


def test_bounds_that_are_asked_for_replace_ours() -> None:
    asked = read_asked(SPEC, ["beam=0.25"], ["lists=3:90"], ["probes=1,2,8"])
    space = new_space(SPEC, asked.dimensions, asked.fixed, 8192)
    assert [str(each) for each in space.dimensions] == ["lists 3 to 90", "probes 1, 2, 8"]
    assert space.fixed == {"beam": 0.25}


@pytest.mark.parametrize(
    ("fix", "ranges", "choices", "said"),
    [
        (["list=3"], [], [], r"has no option 'list'\. Did you mean 'lists'\? Options: lists, probes"),
        (["lists"], [], [], r"--fix lists: write it as option=…, such as M=16"),
        (["lists=0"], [], [], r"lists=0 is refused"),
        ([], ["lists=9"], [], r"write the bounds as lists=1:128"),
        ([], ["lists=9:3"], [], r"the second bound has to be above the first"),
        ([], ["metric=a:b"], [], r"'metric' is no number; use --choices"),
        ([], [], ["probes=1,none"], r"--choices probes=none: .*probes='none' is refused"),
        (["lists=4"], ["lists=1:9"], [], r"'lists' is asked for twice"),
    ],
)
def test_a_typo_is_said_in_a_sentence(fix: list[str], ranges: list[str], choices: list[str], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        read_asked(SPEC, fix, ranges, choices)


def test_nothing_to_tune_is_said() -> None:
    with pytest.raises(UsageError, match=r"Backend 'plug-in' has no option to tune"):
        new_space(SPEC, [], {"lists": 1, "probes": 1, "beam": 0.5}, 8192)


@pytest.mark.parametrize("entry", [each for each in registry().entries() if each.spec], ids=lambda each: each.name)
@pytest.mark.parametrize("capacity", [256, 8192, 262_144])
def test_every_value_of_a_space_is_one_that_the_backend_takes(entry: object, capacity: int) -> None:
    spec = entry.spec  # type: ignore[attr-defined]
    space = new_space(spec, [], {}, capacity)
    for dimension in space.dimensions:
        ends = dimension.choices or [dimension.value(place) for place in dimension.places]
        for value in ends:
            _, problems = check_options(spec.options, {dimension.name: value})
            assert not [each for each in problems if each.location[:1] == (dimension.name,)], (dimension, value)
            assert dimension.value(dimension.place(value)) == value
    for start in space.starts:
        assert set(space.places(start)) == {each.name for each in space.dimensions}
