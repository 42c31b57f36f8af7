"""What a distribution may add to memtrans, and the guarded way in which its code is loaded and called.

A plug-in is a module named in the entry-point group `memtrans`. It implements one or more of `PluginHooks`:

    @hookimpl
    def memtrans_backends() -> list[BackendSpec]:
        return [BackendSpec(name="mine", factory="my_package.index:MyIndex", options=MyOptions)]

Foreign code runs only inside `attempt`, so one broken plug-in is a row with a reason, never everyone's traceback; what
it changes in the process meanwhile, such as the working directory or torch's default dtype, is put back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from importlib.metadata import Distribution, EntryPoint, distributions
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

import pluggy

from memtrans.deprecation import plugin_at_work
from memtrans.plugins.guard import Failure as Failure
from memtrans.plugins.guard import attempt as attempt
from memtrans.plugins.guard import plain, quote

if TYPE_CHECKING:
    import click

    from memtrans.backend import BackendSpec
    from memtrans.metrics import ColumnSpec, MetricSpec

GROUP = "memtrans"
hookspec = pluggy.HookspecMarker(GROUP)
hookimpl = pluggy.HookimplMarker(GROUP)
"""Marks a plug-in module's function as the implementation of the hook of the same name."""

OWN = "memtrans"
"""The distribution of our own plug-ins, and of no other."""

MOST = 1000
"""Of what a hook may offer: one that never ends would never be listed."""

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

    @hookspec
    def memtrans_metrics(self) -> Iterable[MetricSpec]:  # type: ignore[empty-body]  # a specification
        """Numbers to measure besides ours in every cell of `compare` and `eval`."""

    @hookspec
    def memtrans_columns(self) -> Iterable[ColumnSpec]:  # type: ignore[empty-body]  # a specification
        """Columns of the table of `compare` and `eval`: numbers of metrics, or others that a row has."""


@dataclass(frozen=True)
class Plugin:
    """One entry point as it loaded; its hooks are asked one plug-in at a time, so that failures stay apart.

    hooks: None where it was switched off, and not imported; it offers nothing then. changed: what it changed in the
    process, as `changed logging`, and which was put back.
    """

    name: str
    distribution: str
    version: str
    hooks: pluggy.PluginManager | Failure | None
    changed: list[str] = field(default_factory=list)

    def backends(self) -> list[Any] | Failure:
        """What it says are backends; nothing is checked yet."""
        return self._offered("memtrans_backends")

    def commands(self) -> list[Any] | Failure:
        """What it says are click commands."""
        return self._offered("memtrans_commands")

    def metrics(self) -> list[Any] | Failure:
        """What it says are metrics."""
        return self._offered("memtrans_metrics")

    def columns(self) -> list[Any] | Failure:
        """What it says are columns."""
        return self._offered("memtrans_columns")

    def environment(self) -> dict[str, Fact] | Failure:
        """Its facts for result rows."""
        return self._ask(lambda hook: _facts(hook.memtrans_environment()), {})

    def _offered(self, hook: str) -> list[Any] | Failure:
        return self._ask(lambda hooks: _all_of(hook, getattr(hooks, hook)), [])

    def _ask(self, question: Callable[[Any], T], nothing: T) -> T | Failure:
        if self.hooks is None:
            return nothing
        if isinstance(self.hooks, Failure):
            return self.hooks
        hook = self.hooks.hook
        return _run("a hook failed", "asking", self, lambda: question(hook))


def _all_of(name: str, hook: Any) -> list[Any]:
    """What the implementations of a hook offer, one list after the other."""
    answers = hook()
    if hook.get_hookimpls() and not answers:  # pluggy leaves out what is None
        raise TypeError(f"{name}() returned None, so it offers nothing; return a list")
    offered = list(islice((each for answer in answers for each in answer), MOST + 1))
    if len(offered) > MOST:
        raise ValueError(f"{name}() offers more than {MOST:,}")
    return offered


def _facts(answers: Iterable[Mapping[str, Fact]]) -> dict[str, Fact]:
    """As JSON can have them."""
    facts = dict(islice((pair for answer in answers for pair in answer.items()), MOST))
    for name, value in facts.items():
        if not isinstance(name, str) or not (value is None or type(value) in (str, int, float, bool)):
            raise TypeError(f"the fact {quote(name)} is {quote(value)}; use str, int, float, bool or None")
    return {plain(name): plain(value) if isinstance(value, str) else value for name, value in facts.items()}


def _run(what: str, doing: str, plugin: Plugin, action: Callable[[], T]) -> T | Failure:
    """Foreign code of a plug-in; what it changes in the process is put back, and noted in `plugin.changed`."""
    who = f"{doing} the plug-in '{plugin.name}' of {plugin.distribution}; "
    who += f"MEMTRANS_DISABLE={plugin.distribution} leaves it out"
    token = plugin_at_work.set(f"the plug-in '{plugin.name}' of {plugin.distribution}")
    try:
        if plugin.distribution == OWN:
            return attempt(what, action, who)
        # Only here: where nothing but our own plug-ins is installed none of it is needed.
        from memtrans.plugins.process import preserved

        def guarded() -> T:
            with preserved(plugin.changed):
                return action()

        return attempt(what, guarded, who)
    finally:
        plugin_at_work.reset(token)


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
    changed: list[str] = []

    def hooks_of() -> pluggy.PluginManager:
        manager = pluggy.PluginManager(GROUP)
        manager.add_hookspecs(PluginHooks)
        module = source()
        manager.register(module, name)
        manager.check_pending()
        if not manager.get_hookcallers(module):
            raise TypeError("it implements no hook; decorate memtrans_backends with memtrans.plugins.hookimpl")
        return manager

    unloaded = Plugin(name, distribution, version, None, changed)
    return replace(unloaded, hooks=_run("loading it failed", "loading", unloaded, hooks_of))


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
                here = (plain(point.name, 100), name, version)
                yield Plugin(*here, hooks=None) if off else load_plugin(*here, point.load)
            seen.add(name)


def _entry_points(distribution: Distribution) -> tuple[str, str, list[EntryPoint]]:
    """Name, version and entry points of the group; no name is read where the group does not occur."""
    # Searched as text first: parsing the metadata of everything installed costs more than all the rest.
    if f"[{GROUP}]" not in (distribution.read_text("entry_points.txt") or ""):
        return "", "", []
    points = [point for point in distribution.entry_points if point.group == GROUP]
    name = distribution_name(plain(distribution.metadata["Name"], 100))
    return name, plain(distribution.version, 100), points


def distribution_name(name: str) -> str:
    """The normalised spelling under which registries know a distribution: lower case, single dashes."""
    return re.sub(r"[-_.]+", "-", name).lower()
