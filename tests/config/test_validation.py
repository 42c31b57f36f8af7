from __future__ import annotations

from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from memtrans.config.schema import describe_options
from memtrans.config.validation import Problem, dotted, find_problems


class Leaf(BaseModel):
    model_config = ConfigDict(extra="forbid")

    nprobe: int | None = Field(None, ge=1, le=64, description="lists visited")
    metric: Literal["ip", "cosine"] = "ip"


class Tree(BaseModel):
    model_config = ConfigDict(extra="forbid")

    leaf: Leaf | None = None
    leaves: list[Leaf] = []
    named: dict[str, Leaf | int] = {}


def problems(values: dict[str, Any]) -> list[Problem]:
    with pytest.raises(ValidationError) as caught:
        Tree.model_validate(values)
    return find_problems(caught.value, Tree, values)


def test_locations_hold_only_keys_that_the_user_wrote() -> None:
    values = {"leaf": {"nprobe": 0}, "leaves": [{}, {"nprob": 1}], "named": {"a": {"nprobe": 99}}, "x": 1}
    locations = [problem.location for problem in problems(values)]
    assert set(locations) == {
        ("leaf", "nprobe"),
        ("leaves", 1, "nprob"),
        ("named", "a", "nprobe"),
        ("named", "a"),  # A union: it could have been a number, too.
        ("x",),
    }


def test_sentences_name_the_options_where_the_mistake_is() -> None:
    (inner,) = problems({"leaves": [{}, {"nprob": 1}]})
    assert inner.message == "unknown key 'leaves[1].nprob'. Did you mean 'nprobe'? Known: nprobe, metric."
    (choice,) = problems({"leaf": {"metric": "cosin"}})
    assert choice.message == (
        "leaf.metric='cosin' is refused: it should be 'ip' or 'cosine'; metric is string, ip or cosine, default ip. "
        "Did you mean 'cosine'?"
    )
    (bound,) = problems({"leaf": {"nprobe": 65}})
    assert bound.message == (
        "leaf.nprobe=65 is refused: it should be less than or equal to 64; nprobe is integer or none, 1 to 64."
    )


def test_long_values_are_cut() -> None:
    (problem,) = problems({"leaf": "x" * 1000})
    assert len(problem.message) < 250


def test_dotted() -> None:
    assert dotted(("faiss", "sizes", 1, "x")) == "faiss.sizes[1].x"
    assert dotted(()) == ""


keys = st.sampled_from(["leaf", "leaves", "named", "nprobe", "metric", "a"])
plain = st.recursive(
    st.none() | st.booleans() | st.integers(-1, 70) | st.text(max_size=3) | st.sampled_from(["ip", "cosine"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(keys, plain, max_size=3))
def test_every_refused_mapping_has_problems_that_lead_to_what_was_written(values: dict[str, Any]) -> None:
    try:
        Tree.model_validate(values)
    except ValidationError as error:
        found = find_problems(error, Tree, values)
        assert found
        assert len({problem.location for problem in found}) == len(found)
        for problem in found:
            at: Any = values
            for key in problem.location:
                at = at[key]


def test_options_are_described_in_the_order_of_the_model() -> None:
    nprobe, metric = describe_options(Leaf)
    assert (nprobe.name, nprobe.type, nprobe.range(), nprobe.default) == ("nprobe", "integer or none", "1 to 64", None)
    assert nprobe.description == "lists visited"
    assert (metric.choices, metric.range(), metric.default) == (("ip", "cosine"), "ip or cosine", "ip")
    assert [option.type for option in describe_options(Tree)] == ["mapping or none", "list", "mapping"]


@pytest.mark.parametrize(
    ("bounds", "said"),
    [
        ({"ge": 1}, "at least 1"),
        ({"gt": 0, "lt": 1}, "above 0, below 1"),
        ({"le": 0.5}, "at most 0.5"),
        ({"ge": 1, "le": 1048576}, "1 to 1048576"),
        ({"ge": 1, "lt": 4}, "at least 1, below 4"),
        ({}, ""),
    ],
)
def test_ranges_read_as_words(bounds: dict[str, float], said: str) -> None:
    class Bounded(BaseModel):
        value: float = Field(1, **bounds)

    (option,) = describe_options(Bounded)
    assert option.range() == said
