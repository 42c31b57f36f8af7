"""Options in words: names, types, defaults and ranges that a pydantic model accepts.

Source: the model's JSON schema, so that tables and messages cannot disagree with what is validated.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from pydantic import BaseModel


@dataclass(frozen=True)
class Option:
    """One option: None where it has no bound, no choices or no fixed default."""

    name: str
    type: str
    required: bool
    default: Any
    minimum: float | None
    above: float | None
    maximum: float | None
    below: float | None
    choices: tuple[Any, ...] | None
    description: str

    def range(self) -> str:
        """`1 to 64`, `at least 1`, `above 0, below 1`, `l2 or ip`, or nothing."""
        if self.choices:
            return " or ".join(str(choice) for choice in self.choices)
        if self.minimum is not None and self.maximum is not None:
            return f"{self.minimum:.15g} to {self.maximum:.15g}"
        bounds = {"at least": self.minimum, "above": self.above, "at most": self.maximum, "below": self.below}
        return ", ".join(f"{word} {bound:.15g}" for word, bound in bounds.items() if bound is not None)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def describe_options(model: type[BaseModel]) -> list[Option]:
    """The options of a model in the order in which it declares them.

    Raises:
        pydantic.errors.PydanticUserError: a type has no JSON schema, or an annotation cannot be resolved.
    """
    schema = model.model_json_schema()
    definitions = schema.get("$defs", {})
    required = schema.get("required", [])
    return [
        _describe(name, _resolve(field, definitions), name in required)
        for name, field in schema.get("properties", {}).items()
    ]


def _resolve(field: Mapping[str, Any], definitions: Mapping[str, Any]) -> dict[str, Any]:
    """A field's schema with its reference and its alternatives (`int | None`) merged in."""
    merged = {key: value for key, value in field.items() if key not in ("$ref", "anyOf")}
    if "$ref" in field:
        merged = {**definitions[field["$ref"].rsplit("/", 1)[-1]], **merged}
    alternatives = [_resolve(part, definitions) for part in field.get("anyOf", ())]
    for part in alternatives:
        merged = {**part, **merged}
    if alternatives:
        merged["type"] = " or ".join(dict.fromkeys(_type(part) for part in alternatives))
    return merged


def _type(schema: Mapping[str, Any]) -> str:
    named = {"null": "none", "array": "list", "object": "mapping"}
    declared = str(schema.get("type", "any"))
    return named.get(declared, declared)


def _describe(name: str, schema: Mapping[str, Any], required: bool) -> Option:
    choices = schema.get("enum", (schema["const"],) if "const" in schema else None)
    return Option(
        name=name,
        type=_type(schema),
        required=required,
        default=schema.get("default"),
        minimum=schema.get("minimum"),
        above=schema.get("exclusiveMinimum"),
        maximum=schema.get("maximum"),
        below=schema.get("exclusiveMaximum"),
        choices=tuple(choices) if choices else None,
        description=schema.get("description", ""),
    )
