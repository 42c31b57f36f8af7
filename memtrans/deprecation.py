"""What will go: it works for one release more, and whoever still uses it is told by name what to use instead."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from importlib import import_module
from typing import Any, NamedTuple

plugin_at_work: ContextVar[str] = ContextVar("plugin_at_work", default="")
"""Whose code is run now, as `the plug-in 'a' of b`; empty outside of plug-ins."""


class Deprecated(NamedTuple):
    """since: the version that says so first; the one after it does not have it any more. use: what to use instead."""

    since: str
    use: str


def warn_deprecated(what: str, how: Deprecated, stacklevel: int = 3) -> None:
    """Say so once for each place, with the plug-in that is at work; as FutureWarning, which users see too."""
    user = plugin_at_work.get()
    by = f", which {user} uses," if user else ""
    message = f"{what}{by} is deprecated since memtrans {how.since} and goes with the next version; use {how.use}."
    warnings.warn(message, FutureWarning, stacklevel=stacklevel)


def moved(module: str, names: Mapping[str, Deprecated]) -> Callable[[str], Any]:
    """The `__getattr__` of a module that still finds what has moved; `use` is then a `module.name`."""

    def find(name: str) -> Any:
        if name not in names:
            raise AttributeError(f"module '{module}' has no attribute '{name}'")
        warn_deprecated(f"{module}.{name}", names[name])
        home, _, there = names[name].use.rpartition(".")
        return getattr(import_module(home), there)

    return find
