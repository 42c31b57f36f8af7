from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field, model_validator

from memtrans.config.source import ConfigSource, load_config
from memtrans.config.strict_yaml import Loader, parse_argument, parse_yaml
from memtrans.config.validation import Problem
from memtrans.errors import UsageError


class Flat(BaseModel):
    model_config = ConfigDict(extra="forbid")

    nlist: int = Field(32, ge=1, le=1024)
    nprobe: int | None = Field(None, ge=1)
    metric: str | list[str] = "ip"

    @model_validator(mode="after")
    def _probes_exist(self) -> Flat:
        if self.nprobe and self.nprobe > self.nlist:
            raise ValueError(f"nprobe={self.nprobe} exceeds nlist={self.nlist}; choose 1 to {self.nlist}")
        return self


class Sweep(BaseModel):
    model_config = ConfigDict(extra="forbid")

    checkpoint: str = "model"
    memory: list[int] = Field([0], min_length=1)
    flat: Flat = Flat()


class Problems:
    """What is said about a text, line by line, with the path of the file cut off."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "compare.yaml"

    def __call__(self, text: str, *overrides: str, model: type[BaseModel] = Sweep) -> list[str]:
        self.path.write_text(text)
        with pytest.raises(UsageError) as caught:
            load_config(self.path, model, overrides)
        return str(caught.value).replace(str(self.path), "compare.yaml").splitlines()


@pytest.fixture
def problems(tmp_path: Path) -> Problems:
    return Problems(tmp_path)


def test_a_file_with_overrides_is_a_model(tmp_path: Path) -> None:
    path = tmp_path / "compare.yaml"
    path.write_text("checkpoint: a\nmemory: [0, 8192]\nflat: {nlist: 64}\n")
    assert load_config(path, Sweep).memory == [0, 8192]
    config = load_config(path, Sweep, ["memory=[1, 2]", "flat.nprobe=16", "checkpoint=b=c", "memory=[3]"])
    assert config == Sweep(checkpoint="b=c", memory=[3], flat=Flat(nlist=64, nprobe=16))


def test_an_override_may_open_a_section(tmp_path: Path) -> None:
    path = tmp_path / "compare.yaml"
    path.write_text("")
    assert load_config(path, Sweep, ["flat.metric=[l2, ip]"]).flat.metric == ["l2", "ip"]
    path.write_text("flat:\n")
    assert load_config(path, Sweep, ["flat.nlist=2"]).flat.nlist == 2


def test_every_problem_is_named_with_its_line(problems: Problems) -> None:
    said = problems("checkpont: a\nmemory: [0, many]\n\nflat:\n  nlist: 0\n  nprob: 8\n  metric: {}\n")
    assert said == [
        "compare.yaml:1: unknown key 'checkpont'. Did you mean 'checkpoint'? Known: checkpoint, memory, flat.",
        "compare.yaml:2: memory[1]='many' is refused: it should be a valid integer, "
        "unable to parse string as an integer.",
        "compare.yaml:5: flat.nlist=0 is refused: it should be greater than or equal to 1; "
        "nlist is integer, 1 to 1024, default 32.",
        "compare.yaml:6: unknown key 'flat.nprob'. Did you mean 'nprobe'? Known: nlist, nprobe, metric.",
        "compare.yaml:7: flat.metric={} is refused: it should be a valid string, or it should be a valid list; "
        "metric is string or list, default ip.",
    ]


def test_a_models_own_rule_is_told_in_its_own_words(problems: Problems) -> None:
    said = problems("flat:\n  nprobe: 64\n")
    assert said == ["compare.yaml:1: flat={'nprobe': 64}: nprobe=64 exceeds nlist=32; choose 1 to 32."]


def test_a_missing_key_is_named(problems: Problems) -> None:
    class Needy(BaseModel):
        checkpoint: str
        inner: Inner

    class Inner(BaseModel):
        nlist: int = Field(ge=1)

    Needy.model_rebuild(_types_namespace={"Inner": Inner})
    said = problems("\ninner: {}\n", model=Needy)
    assert said == [
        "compare.yaml: key 'checkpoint' is missing; checkpoint is string.",
        "compare.yaml:2: key 'inner.nlist' is missing; nlist is integer, at least 1.",
    ]


def test_overrides_are_blamed_for_what_they_set(problems: Problems) -> None:
    text = "memory: [x]\nflat: {nlist: 16}\n"
    bare = ["nothing", "=3", "a..b=3"]
    said = problems(text, "memory=[0, y]", "checkpont=3", "flat.x.y=1", "memory.x=1", *bare, "flat=[1")
    assert "--set flat.x.y=1: unknown key 'flat.x'. Known: nlist, nprobe, metric." in said
    assert "--set memory=[0, y]: memory[1]='y' is refused" in "\n".join(said)
    assert "--set checkpont=3: unknown key 'checkpont'. Did you mean 'checkpoint'?" in "\n".join(said)
    assert "--set memory.x=1: 'memory' holds [0, 'y'], so nothing can be set inside it." in said
    for text in bare:
        assert f"--set {text}: write it as key=value or section.key=value." in said
    assert "--set flat=[1: not valid YAML: expected ',' or ']', but got '<stream end>'." in said


def test_of_two_overrides_the_last_counts(problems: Problems) -> None:
    assert problems("", "memory=1", "memory=x")[0].startswith("--set memory=x: memory='x' is refused")


def test_a_rule_between_the_file_and_an_override_names_both(problems: Problems) -> None:
    (said,) = problems("checkpoint: a\nflat: {nlist: 16}\n", "flat.nprobe=64")
    assert said.startswith("compare.yaml:2 with --set flat.nprobe=64: flat=")
    assert said.endswith("nprobe=64 exceeds nlist=16; choose 1 to 16.")


def test_setting_a_value_through_one_alias_leaves_the_other(tmp_path: Path) -> None:
    path = tmp_path / "compare.yaml"
    path.write_text("a: &shared {x: 1}\nb: *shared\n")
    assert ConfigSource(path, ["a.x=2"]).values == {"a": {"x": 2}, "b": {"x": 1}}


def test_repeated_keys_are_refused_at_any_depth(problems: Problems) -> None:
    said = problems("memory: [0]\nflat:\n  nlist: 1\n  nlist: 2\nmemory: [1]\nmemory: [2]\n")
    assert said == [
        "compare.yaml:4: key 'nlist' is given twice (first in line 3); keep one.",
        "compare.yaml:5: key 'memory' is given twice (first in line 1); keep one.",
        "compare.yaml:6: key 'memory' is given twice (first in line 1); keep one.",
    ]


def test_merge_keys_may_be_overridden_and_lines_are_those_of_the_mapping(problems: Problems) -> None:
    said = problems("flat:\n  <<: {nlist: 1, nprobe: 1}\n  nlist: 0\n")
    assert [line.partition(" is")[0] for line in said] == ["compare.yaml:3: flat.nlist=0"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"a: [1\n", "compare.yaml:2: not valid YAML: expected ',' or ']'"),
        (b"\n\ta: 1\n", "compare.yaml:2: not valid YAML: found character '\\t' that cannot start any token."),
        (b"- 1\n", "compare.yaml: holds a list; write `key: value` lines."),
        (b"just words\n", "compare.yaml: holds a str; write"),
        (b"a: !!timestamp 2024-99-99\n", "compare.yaml: not valid YAML: month must be in 1..12."),
        (
            b"a: !!python/object/apply:os.getcwd []\n",
            "compare.yaml:1: not valid YAML: could not determine a constructor",
        ),
        (b"a: 1\n---\nb: 1\n", "compare.yaml:2: not valid YAML: but found another document."),
        (b"? [1]\n: 2\n", "compare.yaml:1: not valid YAML: found unhashable key."),
        (b"a: \x00\n", "not valid YAML: unacceptable character"),
        (b"[" * 5000, "compare.yaml: not valid YAML: it is nested too deeply."),
        (b"caf\xe9: 1\n", "compare.yaml is not UTF-8 (byte 0xe9 at 3); save it as UTF-8."),
    ],
)
def test_what_is_no_config_is_refused_in_one_sentence(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "compare.yaml"
    path.write_bytes(content)
    with pytest.raises(UsageError) as caught:
        load_config(path, Sweep)
    said = str(caught.value).replace(str(path), "compare.yaml")
    assert message in said
    assert "\n" not in said


def test_files_that_are_not_there(tmp_path: Path) -> None:
    (tmp_path / "compare.yaml").touch()
    with pytest.raises(UsageError, match=r"compar\.yaml does not exist; .* Did you mean 'compare\.yaml'\?"):
        load_config(tmp_path / "compar.yaml", Sweep)
    with pytest.raises(UsageError, match=r"a\.yaml does not exist; give the path of a YAML file\.$"):
        load_config(tmp_path / "nowhere" / "a.yaml", Sweep)
    with pytest.raises(UsageError, match="cannot be read: Is a directory"):
        load_config(tmp_path, Sweep)


def test_a_byte_order_mark_is_no_part_of_the_first_key(tmp_path: Path) -> None:
    path = tmp_path / "compare.yaml"
    path.write_bytes("\ufeffcheckpoint: café\n".encode())
    assert load_config(path, Sweep).checkpoint == "café"


def test_callers_add_problems_that_the_model_cannot_know(tmp_path: Path) -> None:
    path = tmp_path / "compare.yaml"
    path.write_text("checkpoint: a\nflat:\n  nlist: 3\n")
    source = ConfigSource(path, ["memory=[1]"])
    assert source.validate(Sweep).memory == [1]
    source.refuse([])
    with pytest.raises(UsageError) as caught:
        source.refuse([Problem(("memory", 0), "too small."), Problem(("flat", "nlist"), "too few.")])
    assert str(caught.value) == f"{path}:3: too few.\n--set memory=[1]: too small."


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


class Dumper(yaml.SafeDumper):
    """Quotes what our loader would take for something else."""

    yaml_implicit_resolvers = Loader.yaml_implicit_resolvers


@given(plain)
def test_what_yaml_writes_is_read_back(value: Any) -> None:
    parsed = parse_yaml(yaml.dump(value, allow_unicode=True, Dumper=Dumper))
    assert parsed.values == value
    assert parsed.faults == []


@given(st.text(alphabet=st.sampled_from("ab:-[]{}&*!|>'\"\n\t #,?<01.%@\x00é")))
def test_any_text_is_parsed_or_faulted(text: str) -> None:
    parsed = parse_yaml(text)
    try:
        expected = yaml.load(text, Loader)
    except yaml.YAMLError:
        assert parsed.faults
        assert parsed.values is None
    else:
        assert parsed.values == expected


@pytest.mark.parametrize(
    ("written", "value"),
    [
        # YAML 1.2, core schema: what YAML 1.1 took for something else is text.
        ("yes", "yes"),
        ("No", "No"),
        ("on", "on"),
        ("OFF", "OFF"),
        ("y", "y"),
        ("1:30", "1:30"),
        ("1_0:30", "1_0:30"),
        ("1:30.5", "1:30.5"),
        ("1_000", "1_000"),
        ("0b11", "0b11"),
        ("2024-01-02", "2024-01-02"),
        ("=", "="),
        ("1e", "1e"),
        ("true", True),
        ("False", False),
        ("TRUE", True),
        ("010", 10),
        ("-08", -8),
        ("+7", 7),
        ("0o17", 15),
        ("0xfF", 255),
        ("1e3", 1000.0),
        ("1e-3", 0.001),
        ("1E+3", 1000.0),
        (".5", 0.5),
        ("-2.", -2.0),
        ("-.inf", float("-inf")),
        ("~", None),
        ("Null", None),
        ("", None),
        ("!!str 010", "010"),
        ("!!int '010'", 10),
        ("!!float 1", 1.0),
        ("'010'", "010"),
    ],
)
def test_plain_words_and_numbers_mean_what_yaml_1_2_says(written: str, value: Any) -> None:
    for text, expected in ((written, value), (f"k: {written}", {"k": value}), (f"[{written}]", [value])):
        if text != "[]":
            assert repr(parse_yaml(text).values) == repr(expected)
    assert repr(parse_argument(written).values) == repr(value)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("a #b", "a #b"),
        ("#b", "#b"),
        ("a#b", "a#b"),
        ("[a #b, 2]", ["a #b", 2]),
        ("'a #b'", "a #b"),
        ("{a #b: 1}", {"a #b": 1}),
        ("가 # 각", "가 # 각"),
        ("3 # three", "3 # three"),
    ],
)
def test_a_command_line_has_no_comments(written: str, value: Any, tmp_path: Path) -> None:
    assert parse_argument(written).values == value
    (tmp_path / "c.yaml").write_text("")
    assert ConfigSource(tmp_path / "c.yaml", [f"key={written}"]).values == {"key": value}


def test_what_is_wrong_with_an_argument_is_said_in_its_own_words() -> None:
    (fault,) = parse_argument("[a #b").faults
    assert fault.message == "not valid YAML: expected ',' or ']', but got '<stream end>'."
    (fault,) = parse_argument("!#x 3").faults
    assert "found '#'" in fault.message


def bomb(depth: int, width: int, merge: bool = False) -> str:
    """Each line holds the one before it so many times."""
    entry, form = ("k: x", "[{}]") if not merge else (", ".join(f"k{i}: {i}" for i in range(width)), "{{<<: [{}]}}")
    lines = [f"a{n}: &a{n} " + form.format(", ".join([f"*a{n - 1}"] * width)) for n in range(1, depth)]
    return "\n".join([f"a0: &a0 {{{entry}}}", *lines])


@pytest.mark.parametrize("text", [bomb(9, 9), bomb(200, 2), bomb(9, 9, merge=True), "a: &a [*a]", "&a {b: *a}"])
def test_aliases_that_hold_too_much_are_refused_in_a_line(text: str, problems: Problems) -> None:
    began = time.monotonic()
    (said,) = problems(text)
    assert "alias" in said
    assert len(said) < 300
    assert time.monotonic() - began < 2


def test_aliases_that_hold_little_are_what_they_stand_for() -> None:
    assert parse_yaml(bomb(3, 3)).values["a2"] == [[{"k": "x"}] * 3] * 3
    assert parse_yaml("a: &a {x: 1}\nb: {<<: *a, y: 2}").values["b"] == {"x": 1, "y": 2}


def test_what_is_quoted_is_cut(problems: Problems) -> None:
    long = "x" * 10_000
    for text, overrides in (
        (f"memory: [{long}]", ()),
        (f"memory: {{{long}: 1}}", ()),
        (f"{long}: 1", ()),
        (f"flat: {{nprobe: 64, metric: [{long}]}}", ()),
        (f"flat: {long}", ("flat.nlist=3",)),
        (f"{long}: 1\n{long}: 2", ()),
        ("", (f"memory={long}",)),
        ("", (f"{long}=1",)),
    ):
        assert all(len(line) < 600 for line in problems(text, *overrides))


def test_of_very_many_problems_the_first_are_told(problems: Problems) -> None:
    said = problems("\n".join(f"wrong{n}: 1" for n in range(1000)))
    assert len(said) == 21
    assert said[0].startswith("compare.yaml:1: unknown key 'wrong0'.")
    assert said[-1] == "... and 980 more."


@pytest.mark.parametrize("written", ["true", "False", "yes", "off", "1:30"])
def test_a_truth_is_no_number(written: str, problems: Problems) -> None:
    for text in (f"memory: {written}", f"memory: [0, {written}]", f"flat: {{nlist: {written}}}"):
        (said,) = problems(text)
        assert "is refused: it should be" in said
    (said,) = problems("", f"flat.nlist={written}")
    assert said.startswith(f"--set flat.nlist={written}: flat.nlist=")
