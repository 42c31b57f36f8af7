"""What the import hook of `conftest` puts around functions whose tensors have annotated shapes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jaxtyping
from beartype import beartype

_jaxtyped = jaxtyping.jaxtyped


def check(function: Callable[..., Any]) -> Callable[..., Any]:
    return beartype(function)


def once_for_each_definition(*functions: Any, **options: Any) -> Any:
    """`jaxtyping.jaxtyped`, except for functions inside others: to write their checks anew at each call takes
    milliseconds, even while checks are off."""
    if not functions:
        return lambda function: once_for_each_definition(function, **options)
    (function,) = functions
    return function if "<locals>" in function.__qualname__ else _jaxtyped(function, **options)


def install(modules: list[str]) -> None:
    """Before any of them is imported."""
    jaxtyping.jaxtyped = once_for_each_definition  # the hook puts this name before every function
    jaxtyping.install_import_hook(modules, f"{__name__}.{check.__name__}")
