"""The public surface as text: a line for each name of docs/public.md, with its parameters, fields and methods."""

from __future__ import annotations

import dataclasses
import inspect
from typing import Any

from pydantic import BaseModel


def describe(value: Any) -> str:
    """What somebody can rely on: no annotations, which Python versions print differently."""
    if isinstance(value, type):
        return " ".join([*_made_with(value), *sorted(_members(value))]) or "class"
    if callable(value):
        return _parameters(value)
    return f"= {value!r}" if isinstance(value, (int, str)) else type(value).__name__


def _made_with(cls: type) -> list[str]:
    if issubclass(cls, BaseModel):
        return [f"{name}={_default(field.default)!r}" for name, field in cls.model_fields.items()]
    if getattr(cls, "_is_protocol", False):  # what it can be made with is up to whoever keeps it
        return []
    if dataclasses.is_dataclass(cls) or "__init__" in vars(cls):
        return [_parameters(cls)]
    return []


def _members(cls: type) -> list[str]:
    """Methods and properties that the class or a base of ours defines; checks of the suite are not called by anyone."""
    found: dict[str, str] = {}
    for base in reversed(cls.__mro__):
        if base.__module__.split(".")[0] == "memtrans" and not issubclass(base, BaseModel):
            for name, member in vars(base).items():
                if not name.startswith(("_", "test_")) and isinstance(member, (property, staticmethod, classmethod)):
                    found[name] = f".{name}"
                elif not name.startswith(("_", "test_")) and inspect.isfunction(member):
                    found[name] = f".{name}{_parameters(member)}"
    return list(found.values())


def _parameters(function: Any) -> str:
    signature = inspect.signature(function)
    plain = [
        each.replace(annotation=inspect.Parameter.empty, default=_default(each.default))
        for each in signature.parameters.values()
    ]
    return str(signature.replace(parameters=plain, return_annotation=inspect.Signature.empty))


def _default(value: Any) -> Any:
    """What is the same on every machine; of anything else only that there is a default."""
    plain = value is None or value is inspect.Parameter.empty or isinstance(value, (bool, int, float, str))
    return value if plain or value == () else ...
