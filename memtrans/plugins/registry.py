"""The registry: backends by name, whoever provides them. Listing them imports neither torch nor an index library.

Environment: `MEMTRANS_DISABLE=a,b` switches plug-ins off, each by the name of its entry point, by
`distribution:entry point` or with all of its `distribution`; their code is not imported. A name that is none of these
may be a backend's (or `distribution:backend`), which is known, and switched off, only after its plug-in was imported.
`MEMTRANS_STRICT=1` raises on a plug-in that is broken, incompatible or in conflict, instead of listing it as such.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial, reduce
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from memtrans.backend import BackendSpec, MemoryBackend, Ring
from memtrans.config.validation import Problem, find_problems, find_truths
from memtrans.errors import BackendUnavailable, MemtransError, UsageError, did_you_mean
from memtrans.plugins.additions import Addition, columns_of, metrics_of
from memtrans.plugins.entries import Entry as Entry
from memtrans.plugins.entries import disable, entries_of, mark_conflicts
from memtrans.plugins.guard import Failure, attempt, quote
from memtrans.plugins.hooks import Fact, Plugin, SwitchedOff, distribution_name, installed_plugins, load_plugin
from memtrans.plugins.hooks import hookimpl as hookimpl
from memtrans.plugins.offers import Offer, offers_of

if TYPE_CHECKING:
    from pydantic import BaseModel

    from memtrans.metrics import ColumnSpec, MetricSpec

S = TypeVar("S", "MetricSpec", "ColumnSpec")

GIVEN = "given"
"""The distribution of specs and modules that were handed to a `Registry` rather than installed."""


class Registry:
    """Backends, commands, metrics, columns and environment facts of every plug-in.

    `specs` and `plugins` (modules, or objects with `hookimpl` methods) come in addition to what is installed;
    with `installed=False` they are all there is, which is how tests stay apart from the machine they run on.
    """

    def __init__(
        self,
        specs: Sequence[BackendSpec] = (),
        plugins: Sequence[object] = (),
        *,
        installed: bool = True,
        environ: Mapping[str, str] = os.environ,
    ) -> None:
        self._given = [*([_Given(specs)] if specs else []), *plugins]
        self._installed = installed
        self._environ = environ
        self._switched_off = SwitchedOff(environ.get("MEMTRANS_DISABLE", ""))
        self._plugins: list[Plugin] = []
        self._entries: list[Entry] | None = None

    def load(self) -> Registry:
        """Import the plug-in modules and check what they offer; done by itself on first use.

        Raises:
            MemtransError: `MEMTRANS_STRICT=1`, and a plug-in is broken, incompatible or in conflict.
        """
        plugins = [load_plugin(_name_of(source), GIVEN, "", partial(_itself, source)) for source in self._given]
        switched_off = self._switched_off
        if self._installed:
            # In a fixed order: the path's own depends on the file system.
            plugins += sorted(installed_plugins(switched_off), key=lambda plugin: (plugin.distribution, plugin.name))
        found = [entry for plugin in plugins for entry in entries_of(plugin)]
        entries = disable(found, switched_off)
        if _is_strict(self._environ.get("MEMTRANS_STRICT", "")):
            _refuse_faulty(mark_conflicts(entries))
        self._plugins, self._entries = plugins, entries
        return self

    def entries(self) -> list[Entry]:
        """One row per backend and provider, by name."""
        return sorted(mark_conflicts(self._own_entries()), key=lambda entry: (entry.name, entry.distribution))

    def find(self, name: str) -> Entry:
        """The one usable provider of `name`, or of `distribution:name`.

        Raises:
            BackendUnavailable: nobody provides it, two do, or the one that does cannot be used.
        """
        matches = self.providers(name)
        usable = [entry for entry in matches if entry.status == "ok"]
        if len(usable) == 1:
            return usable[0]
        raise BackendUnavailable(self._why_not(name, usable or matches))

    def providers(self, name: str) -> list[Entry]:
        """Every row of that name, whatever its status; a name that says the distribution knows no conflict."""
        distribution, _, bare = name.rpartition(":")
        if not distribution:
            return [entry for entry in self.entries() if entry.name == bare]
        wanted = (bare, distribution_name(distribution))
        return [entry for entry in self._own_entries() if (entry.name, entry.distribution) == wanted]

    def resolve_options(self, name: str, options: Mapping[str, Any]) -> BaseModel:
        """The backend's options with defaults filled in.

        Raises:
            BackendUnavailable: as `find`.
            UsageError: an unknown option or a value out of range; every problem is named.
        """
        model = _spec_of(self.find(name)).options
        resolved, problems = check_options(model, options)
        if resolved is None or problems:
            raise _refused(name, problems)
        return resolved

    def create(self, name: str, options: BaseModel, ring: Ring) -> MemoryBackend:
        """Import the backend's library and make it for the keys of `ring`.

        Raises:
            BackendUnavailable: as `find`, or its module cannot be imported.
            UsageError: the factory refused the options or the dimension, with a ValueError.
            MemtransError: the factory failed, or made something that is no MemoryBackend.
        """
        entry = self.find(name)
        spec = _spec_of(entry)
        if not isinstance(options, spec.options):
            raise UsageError(f"Backend '{name}' takes {spec.options.__name__}, not {options!r}; see resolve_options.")
        factory = _factory_of(entry)
        make = factory if spec.kind == "backend" else _indexed(spec)
        backend = attempt(f"could not be made with {quote(options, 200)}", lambda: make(options, ring))
        if isinstance(backend, Failure):
            if isinstance(backend.error, MemtransError):
                raise backend.error
            if isinstance(backend.error, ValueError):  # Python's usual way to refuse options or a dimension
                raise UsageError(
                    f"Backend '{name}' refuses {quote(options, 200)} for keys of dimension {ring.dim}: {backend.error}"
                ) from backend.error
            raise MemtransError(f"Backend '{name}' {backend.reason}") from backend.error
        if not isinstance(backend, MemoryBackend):
            raise MemtransError(
                f"Backend '{name}' is a {type(backend).__name__}, which lacks a method of MemoryBackend."
            )
        return backend

    def commands(self) -> list[tuple[str, Any]]:
        """(distribution, command) of every plug-in; a `Failure` stands where it did not load or the hook failed."""
        offers = ((plugin.distribution, plugin.commands()) for plugin in self._loaded_plugins())
        return [
            (distribution, command)
            for distribution, offered in offers
            for command in ([offered] if isinstance(offered, Failure) else offered)
        ]

    def environment(self) -> dict[str, dict[str, Fact]]:
        """Facts for result rows by distribution; a plug-in that failed says so under `error`."""
        facts: dict[str, dict[str, Fact]] = {}
        for plugin in self._loaded_plugins():
            found = plugin.environment()
            found = {"error": found.reason} if isinstance(found, Failure) else found
            if found:
                facts.setdefault(plugin.distribution, {}).update(found)
        return facts

    def offers(self) -> list[Offer]:
        """One row per distribution: all that it adds, through whichever hooks, and its state."""
        return offers_of(self._loaded_plugins(), self.entries())

    def metrics(self) -> list[Addition[MetricSpec]]:
        """What plug-ins measure besides; those that cannot be used say why."""
        return self._added(metrics_of)

    def columns(self) -> list[Addition[ColumnSpec]]:
        """What plug-ins show in tables besides; those that cannot be used say why."""
        return self._added(columns_of)

    def _added(self, added_by: Callable[[Plugin], list[Addition[S]]]) -> list[Addition[S]]:
        """Of all plug-ins. Of a distribution that offers a name in two of them the first counts."""
        added = [each for plugin in self._loaded_plugins() for each in added_by(plugin)]
        wanted = [each for each in added if not self._switched_off.has_name(each.distribution, each.name)]
        first: dict[str, Addition[S]] = {}
        return [each for each in wanted if each.spec is None or first.setdefault(each.qualified, each) is each]

    def _loaded_plugins(self) -> list[Plugin]:
        self._own_entries()
        return self._plugins

    def _own_entries(self) -> list[Entry]:
        if self._entries is None:
            self.load()
        assert self._entries is not None
        return self._entries

    def _why_not(self, name: str, matches: Sequence[Entry]) -> str:
        if len(matches) > 1 and all(entry.status in ("ok", "conflict") for entry in matches):
            owners = dict.fromkeys(entry.distribution for entry in matches)
            choices = " or ".join(f"'{owner}:{matches[0].name}'" for owner in owners)
            remedy = f"write {choices}" if len(owners) > 1 else "it should be offered once"
            return f"Backend '{name}' is provided {len(matches)} times, by {' and '.join(owners)}; {remedy}."
        if matches:
            reasons = "; ".join(f"{entry.status}: {entry.reason}" for entry in matches)
            return f"Backend '{name}' cannot be used ({reasons}).{_hint(matches[0])}"
        entries = self.entries()
        installed = ", ".join(entry.name for entry in entries if entry.status == "ok") or "none"
        close = did_you_mean(name, [entry.name for entry in entries])
        hints = [_hint(entry) for entry in entries if f"'{entry.name}'" in close and entry.status != "ok"]
        return f"Backend '{name}' is not installed. Installed: {installed}.{close}{''.join(hints[:1])}"


def check_options(model: type[BaseModel], options: Mapping[str, Any]) -> tuple[BaseModel | None, list[Problem]]:
    """The options with defaults filled in, and all that is wrong with them; None where they could not be read."""

    def read() -> tuple[BaseModel | None, list[Problem]]:
        try:
            resolved = model.model_validate(dict(options))
        except ValidationError as error:
            return None, list(find_problems(error, model, options))
        return resolved, list(find_truths(options, resolved))

    checked = attempt("its options cannot be checked", read)
    return (None, [Problem((), f"{checked.reason}.")]) if isinstance(checked, Failure) else checked


class _Given:
    """A plug-in made of specs that were handed over."""

    def __init__(self, specs: Sequence[BackendSpec]) -> None:
        self._specs = specs

    @hookimpl
    def memtrans_backends(self) -> Sequence[BackendSpec]:
        return self._specs


def _itself(source: object) -> object:
    return source


def _name_of(source: object) -> str:
    return str(getattr(source, "__name__", type(source).__name__))


def _is_strict(value: str) -> bool:
    if value not in ("", "0", "1"):
        raise UsageError(f"MEMTRANS_STRICT={value!r} is neither 1 nor 0; set it to 1 or unset it.")
    return value == "1"


def _refuse_faulty(entries: Iterable[Entry]) -> None:
    faulty = [entry for entry in entries if entry.status in ("broken", "incompatible", "conflict")]
    if faulty:
        rows = "; ".join(f"{entry.qualified} is {entry.status}: {entry.reason}" for entry in faulty)
        raise MemtransError(f"MEMTRANS_STRICT=1 refuses {rows}.") from faulty[0].error


def _factory_of(entry: Entry) -> Callable[[BaseModel, Ring], MemoryBackend]:
    """The factory that a spec names; this is where the library is imported."""
    module, _, attribute = _spec_of(entry).factory.partition(":")

    def load() -> Any:
        return reduce(getattr, attribute.split("."), import_module(module))

    found = attempt(f"importing {module}:{attribute} failed", load)
    if isinstance(found, Failure):
        raise BackendUnavailable(
            f"Backend '{entry.name}' cannot be used: {found.reason}.{_hint(entry)}"
        ) from found.error
    factory: Callable[[BaseModel, Ring], MemoryBackend] = found
    return factory


def _indexed(spec: BackendSpec) -> Callable[[BaseModel, Ring], MemoryBackend]:
    """What turns many single lists into one backend; it imports torch, so only when one is made."""
    from memtrans.search.indexed import from_index

    return partial(from_index, spec)


def _refused(name: str, problems: Iterable[Problem]) -> UsageError:
    return UsageError(f"Backend '{name}': " + " ".join(problem.message for problem in problems))


def _spec_of(entry: Entry) -> BackendSpec:
    assert entry.spec is not None, "an entry that is ok has its description"
    return entry.spec


def _hint(entry: Entry) -> str:
    return f" {entry.install}" if entry.install else ""


@cache
def registry() -> Registry:
    """The registry of this process, loaded. Tests make a `Registry` of their own instead."""
    return Registry().load()
