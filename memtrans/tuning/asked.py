"""What a user asks of single options: to stay, to lie between bounds, to be one of some values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from memtrans.backend import BackendSpec
from memtrans.config.schema import Option, describe_options
from memtrans.config.strict_yaml import parse_argument
from memtrans.errors import UsageError, did_you_mean
from memtrans.plugins.registry import check_options
from memtrans.tuning.space import Dimension, asked_dimension


class Asked(NamedTuple):
    """dimensions: to try instead of what would be tried. fixed: options that stay."""

    dimensions: list[Dimension]
    fixed: dict[str, Any]


def read_asked(spec: BackendSpec, fix: Sequence[str], ranges: Sequence[str], choices: Sequence[str]) -> Asked:
    """From `["M=16"]`, `["nprobe=1:128"]` and `["centre=false,true"]`.

    Raises:
        UsageError: an unknown option, one that is named twice, or a value that the backend refuses.
    """
    seen: set[str] = set()
    fixed = {
        option.name: _value(spec, "--fix", option, written) for option, written in _pairs(spec, "--fix", fix, seen)
    }
    dimensions = [_range(spec, option, written) for option, written in _pairs(spec, "--range", ranges, seen)]
    for option, written in _pairs(spec, "--choices", choices, seen):
        values = tuple(_value(spec, "--choices", option, part) for part in written.split(","))
        dimensions.append(Dimension(option.name, choices=tuple(dict.fromkeys(values))))
    return Asked(dimensions, fixed)


def _pairs(spec: BackendSpec, flag: str, texts: Sequence[str], seen: set[str]) -> Iterator[tuple[Option, str]]:
    options = {option.name: option for option in describe_options(spec.options)}
    for text in texts:
        name, equals, written = text.partition("=")
        name = name.strip()
        if not equals:
            raise UsageError(f"{flag} {text}: write it as option=…, such as {_example(flag)}.")
        if name not in options:
            known = ", ".join(options) or "none"
            raise UsageError(
                f"{flag} {text}: backend '{spec.name}' has no option '{name}'.{did_you_mean(name, options)} "
                f"Options: {known}."
            )
        if name in seen:
            raise UsageError(f"{flag} {text}: '{name}' is asked for twice; say once what is to happen to it.")
        seen.add(name)
        yield options[name], written


def _example(flag: str) -> str:
    return {"--fix": "M=16", "--range": "nprobe=1:128", "--choices": "centre=false,true"}[flag]


def _range(spec: BackendSpec, option: Option, written: str) -> Dimension:
    low, colon, high = written.partition(":")
    if not colon:
        raise UsageError(f"--range {option.name}={written}: write the bounds as {option.name}=1:128.")
    bounds = [_value(spec, "--range", option, bound) for bound in (low, high)]
    if not all(isinstance(bound, (int, float)) and not isinstance(bound, bool) for bound in bounds):
        raise UsageError(f"--range {option.name}={written}: '{option.name}' is no number; use --choices.")
    if not bounds[0] < bounds[1]:
        raise UsageError(f"--range {option.name}={written}: the second bound has to be above the first.")
    return asked_dimension(option, *bounds)


def _value(spec: BackendSpec, flag: str, option: Option, written: str) -> Any:
    """What was typed, as the backend's options take it."""
    value, _, faults = parse_argument(written.strip())
    said = f"{flag} {option.name}={written}: "
    if faults:
        raise UsageError(said + faults[0].message)
    # Alone: whether it goes with the others is seen when all are there.
    _, problems = check_options(spec.options, {option.name: value})
    own = [problem for problem in problems if problem.location[:1] == (option.name,)]
    if own:
        raise UsageError(said + own[0].message)
    return value
