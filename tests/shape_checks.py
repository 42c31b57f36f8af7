"""What the import hook of `conftest` puts around functions whose tensors have annotated shapes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from beartype import beartype

Function = TypeVar("Function", bound=Callable[..., object])


def check(function: Function) -> Function:
    """beartype, except for functions inside others: to write their checks anew at each call takes milliseconds."""
    return function if "<locals>" in function.__qualname__ else beartype(function)
