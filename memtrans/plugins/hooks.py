"""What a distribution may add to memtrans, and the guarded way in which its code is loaded and called.

A plug-in is a module named in the entry-point group `memtrans`. It implements one or more of `PluginHooks`:

    @hookimpl
    def memtrans_backends() -> list[BackendSpec]:
        return [BackendSpec(name="mine", factory="my_package.index:MyIndex", options=MyOptions)]

Foreign code runs only inside `attempt`, so one broken plug-in is a row with a reason, never everyone's traceback.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from importlib.metadata import Distribution, EntryPoint, distributions
from typing import TYPE_CHECKING, Any, TypeVar

import pluggy

from memtrans.errors import Terminated

if TYPE_CHECKING:
    import click

    from memtrans.backend import BackendSpec

GROUP = "memtrans"
hookspec = pluggy.HookspecMarker(GROUP)
hookimpl = pluggy.HookimplMarker(GROUP)
"""Marks a plug-in module's function as the implementation of the hook of the same name."""

T = TypeVar("T")
Fact = str | int | float | bool | None


class PluginHooks:
    """The hooks. All are optional and take no argument."""

    @hookspec
    def memtrans_backends(self) -> Iterable[BackendSpec]:  # type: ignore[empty-body]  # a specification
        """Backends that this distribution offers."""

    @hookspec
    def memtrans_commands(self) -> Iterable[click.Command]:  # type: ignore[empty-body]  # a specification
        """Commands to add to `memtrans`; a name that is taken stays with its first owner."""

    @hookspec
    def memtrans_environment(self) -> Mapping[str, Fact]:  # type: ignore[empty-body]  # a specification
        """Facts about this machine that result rows should carry, such as the CPU features a library found."""


@dataclass(frozen=True)
class Failure:
    """What foreign code did instead of returning."""

    reason: str
    error: BaseException


def attempt(what: str, action: Callable[[], T]) -> T | Failure:
    """Run foreign code; whatever it raises, SystemExit included, becomes a value. Only Ctrl-C and SIGTERM pass."""
    try:
        return action()
    except (KeyboardInterrupt, Terminated):
        raise
    except BaseException as error:
        # Messages may span lines; a reason is one row of a table.
        detail = " ".join(str(error).split())
        return Failure(f"{what}: {type(error).__name__}" + (f": {detail}" if detail else ""), error)


@dataclass(frozen=True)
class Plugin:
    """One entry point as it loaded; its hooks are asked one plug-in at a time, so that failures stay apart.

    hooks: None where it was switched off, and not imported; it offers nothing then.
    """

    name: str
    distribution: str
    version: str
    hooks: pluggy.PluginManager | Failure | None

    def backends(self) -> list[Any] | Failure:
        """What it says are backends; nothing is checked yet."""
        return self._ask(lambda hook: [spec for specs in hook.memtrans_backends() for spec in specs], [])

    def commands(self) -> list[Any] | Failure:
        """What it says are click commands."""
        return self._ask(lambda hook: [command for commands in hook.memtrans_commands() for command in commands], [])

    def environment(self) -> dict[str, Fact] | Failure:
        """Its facts for result rows."""
        return self._ask(lambda hook: {k: v for facts in hook.memtrans_environment() for k, v in facts.items()}, {})

    def _ask(self, question: Callable[[Any], T], nothing: T) -> T | Failure:
        if self.hooks is None:
            return nothing
        if isinstance(self.hooks, Failure):
            return self.hooks
        hook = self.hooks.hook
        return attempt("a hook failed", lambda: question(hook))


class SwitchedOff:
    """The names of a comma-separated list: of distributions, entry points or backends, or `distribution:name`."""

    def __init__(self, names: str) -> None:
        listed = [name.strip() for name in names.split(",") if name.strip()]
        self._bare = {name for name in listed if ":" not in name}
        self._distributions = {distribution_name(name) for name in self._bare}
        pairs = (name.rpartition(":") for name in listed if ":" in name)
        self._qualified = {(distribution_name(distribution), name) for distribution, _, name in pairs}

    def has_name(self, distribution: str, name: str) -> bool:
        """Whether an entry point or a backend is switched off by its name."""
        return name in self._bare or (distribution, name) in self._qualified

    def has_plugin(self, distribution: str, name: str) -> bool:
        """Whether an entry point is switched off, by its own name or with all of its distribution."""
        return distribution in self._distributions or self.has_name(distribution, name)


def load_plugin(name: str, distribution: str, version: str, source: Callable[[], object]) -> Plugin:
    """Import a plug-in and check that it implements hooks that exist."""

    def hooks_of() -> pluggy.PluginManager:
        manager = pluggy.PluginManager(GROUP)
        manager.add_hookspecs(PluginHooks)
        module = source()
        manager.register(module, name)
        manager.check_pending()
        if not manager.get_hookcallers(module):
            raise TypeError("it implements no hook; decorate memtrans_backends with memtrans.plugins.hookimpl")
        return manager

    return Plugin(name, distribution, version, attempt("loading it failed", hooks_of))


def installed_plugins(switched_off: SwitchedOff) -> Iterator[Plugin]:
    """Load every entry point of the group; of a distribution found twice on the path, the first counts.

    What is switched off is not imported: code that ends the process could not be listed otherwise.
    """
    seen: set[str] = set()
    for distribution in distributions():
        found = attempt("its metadata cannot be read", partial(_entry_points, distribution))
        if isinstance(found, Failure):
            yield Plugin("unknown", "unknown", "", found)
            continue
        name, version, points = found
        if points and name not in seen:
            for point in points:
                off = switched_off.has_plugin(name, point.name)
                here = (point.name, name, version)
                yield Plugin(*here, hooks=None) if off else load_plugin(*here, point.load)
            seen.add(name)


def _entry_points(distribution: Distribution) -> tuple[str, str, list[EntryPoint]]:
    """Name, version and entry points of the group; no name is read where the group does not occur."""
    # Searched as text first: parsing the metadata of everything installed costs more than all the rest.
    if f"[{GROUP}]" not in (distribution.read_text("entry_points.txt") or ""):
        return "", "", []
    points = [point for point in distribution.entry_points if point.group == GROUP]
    return distribution_name(distribution.metadata["Name"]), distribution.version, points


def distribution_name(name: str) -> str:
    """The normalised spelling under which registries know a distribution: lower case, single dashes."""
    return re.sub(r"[-_.]+", "-", name).lower()
