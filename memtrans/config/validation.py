"""What pydantic refused, as sentences that name the value, the rule and the remedy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from memtrans.config.schema import Option, describe_options
from memtrans.errors import UsageError, did_you_mean, shorten

Location = tuple[str | int, ...]

LONGEST = 2000
"""Characters of a rule in a model's own words."""


class Problem(NamedTuple):
    """One thing wrong with a mapping, and the keys that lead to it; no keys where the whole is wrong."""

    location: Location
    message: str


Model = TypeVar("Model", bound=BaseModel)


def validated(name: str, model: type[Model], given: Mapping[Any, Any]) -> Model:
    """A section as its model.

    Raises:
        UsageError: with everything that is wrong with it.
    """
    try:
        made = model.model_validate(given)
        problems = list(find_truths(given, made))
    except ValidationError as error:
        problems = find_problems(error, model, given)
    if problems:
        raise UsageError(f"{name}: " + " ".join(message for _, message in problems))
    return made


def find_problems(error: ValidationError, model: type[BaseModel], values: Mapping[Any, Any]) -> list[Problem]:
    """Every refusal of `values` by `model`, one per place, in the order of the model's fields."""
    found: dict[Location, list[str]] = {}
    for details in error.errors(include_url=False):
        if details["type"] == "too_short" and len(details["input"]) >= details["ctx"]["min_length"]:
            continue  # It seems short only because some of its items are refused.
        location = _real_location(details, values)
        found.setdefault(location, []).append(_sentence(details, location, model))
    return [Problem(location, _join(messages)) for location, messages in found.items()]


def find_truths(given: Any, validated: Any, location: Location = ()) -> Iterator[Problem]:
    """Places where True or False was given and was taken for 1 or 0, as pydantic does."""
    if isinstance(given, bool) and type(validated) in (int, float):
        yield Problem(location, f"{dotted(location)}={given} is refused: it should be a valid number.")
    elif isinstance(given, Mapping):
        inside = dict(validated) if isinstance(validated, (BaseModel, Mapping)) else {}
        for key, value in given.items():
            yield from find_truths(value, inside.get(key), (*location, key))
    elif isinstance(given, (list, tuple)) and isinstance(validated, (list, tuple)):
        for place, (value, inside) in enumerate(zip(given, validated)):
            yield from find_truths(value, inside, (*location, place))
    elif isinstance(validated, (list, tuple)) and len(validated) == 1:  # a single value became a list of one
        yield from find_truths(given, validated[0], location)


def dotted(location: Location) -> str:
    """`memory[1]`, `faiss-ivf-flat.nprobe`."""
    text = "".join(f"[{key}]" if isinstance(key, int) else f".{shorten(str(key))}" for key in location)
    return text.removeprefix(".")


def _real_location(details: ErrorDetails, values: Any) -> Location:
    """The location without the names of union members, which pydantic mixes in and no user wrote."""
    kept: list[str | int] = []
    for key in details["loc"]:
        try:
            values = values[key]
        except (KeyError, IndexError, TypeError):
            continue
        kept.append(key)
    if details["type"] == "missing":
        kept.append(details["loc"][-1])
    return tuple(kept)


def _sentence(details: ErrorDetails, location: Location, model: type[BaseModel]) -> str:
    owners = list(_models_at(model, location[:-1]))
    options = {option.name: option for owner in owners for option in describe_options(owner)}
    name = str(location[-1]) if location else ""
    if details["type"] == "extra_forbidden":
        return f"unknown key '{dotted(location)}'.{did_you_mean(name, options)} Known: {', '.join(options)}."
    if details["type"] == "missing":
        return f"key '{dotted(location)}' is missing{_rule(options.get(name))}."
    if details["type"] == "value_error":
        # The model's own sentence, which knows better than we do.
        own = shorten(str(details["ctx"]["error"]).rstrip("."), LONGEST)
        return f"{own}." if not location else f"{dotted(location)}={_shown(details['input'])}: {own}."
    return _refusal(details, location, options.get(name))


def _refusal(details: ErrorDetails, location: Location, option: Option | None) -> str:
    rule = details["msg"].replace("Input should be", "it should be").rstrip(".")
    if details["type"] == "too_short":
        least = details["ctx"]["min_length"]
        rule = f"it should have at least {least} item{'s' * (least > 1)}"
    close = ""
    if option and option.choices and isinstance(details["input"], str):
        close = did_you_mean(details["input"], map(str, option.choices))
    where = dotted(location) or "the whole"
    return f"{where}={_shown(details['input'])} is refused: {rule}{_rule(option)}.{close}"


def _rule(option: Option | None) -> str:
    """`; nprobe is integer, 1 to 64, default 8`."""
    if option is None:
        return ""
    default = "" if option.required or option.default is None else f"default {option.default}"
    return f"; {option.name} is " + ", ".join(part for part in (option.type, option.range(), default) if part)


def _models_at(model: type[BaseModel], location: Location) -> Iterator[type[BaseModel]]:
    """Models that may own the keys below a location; list positions and mapping keys lead to the same models."""
    current = [model]
    for key in location:
        fields = [
            field for owner in current for name, field in owner.model_fields.items() if key in (name, field.alias)
        ]
        if fields:
            current = [inner for field in fields for inner in _models_in(field.annotation)]
    yield from current


def _models_in(annotation: Any) -> Iterable[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in _models_in(part)]


def _shown(value: Any) -> str:
    return shorten(repr(value))


def _join(messages: list[str]) -> str:
    """One message for all members of a union that refused the same value."""
    first, *others = messages
    rules = [message.partition(" is refused: ")[2].partition(";")[0].rstrip(".") for message in others]
    unsaid = [f", or {rule}" for rule in dict.fromkeys(rules) if rule and rule not in first]
    head, semicolon, rest = first.rstrip(".").partition(";")
    return f"{head}{''.join(unsaid)}{semicolon}{rest}." if unsaid else first
