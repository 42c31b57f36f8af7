"""What the registry knows of a backend: one of six statuses, why, and what to install. Imports no index library."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Literal, get_args

from pydantic import BaseModel

from memtrans.backend import API_VERSION, BackendSpec, Capabilities
from memtrans.config.schema import describe_options
from memtrans.errors import shorten
from memtrans.plugins.guard import Failure, attempt, plain, quote
from memtrans.plugins.hooks import OWN, Plugin, SwitchedOff
from memtrans.plugins.libraries import find_missing, modules_of
from memtrans.remedies import as_installed, pip_upgrade

Status = Literal["ok", "missing-dependency", "disabled", "conflict", "incompatible", "broken"]
STATUSES: tuple[Status, ...] = get_args(Status)

SWITCHED_OFF = "switched off by MEMTRANS_DISABLE"
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{,59}")
MODULE = re.compile(r"\w+(\.\w+)*")
# Words that stand beside backend names in configs and results, where they mean something else.
RESERVED = frozenset({"none", "checkpoint", "documents", "memory", "backend"})

LONGEST = 500
"""Characters of a summary or a command that installs something."""

MOST_QUERIES = 2**20
"""Past queries of a list that a backend may want: each is stored in full."""

PUBLIC_TYPES = re.compile(
    r"(BackendSpec|Capabilities|IndexSetup|MetricSpec|ColumnSpec)\.__init__\(\) got an unexpected"
)
"""What Python says where a later version has more fields."""


@dataclass(frozen=True)
class Entry:
    """One backend of one distribution.

    `api` is None where no usable description was found. `reason` and `install` are empty where there is nothing
    to say. `error` is what foreign code raised, kept so that a strict registry can chain it.
    """

    name: str
    distribution: str
    version: str
    api: int | None
    status: Status
    reason: str = ""
    install: str = ""
    spec: BackendSpec | None = field(default=None, repr=False)
    error: BaseException | None = field(default=None, repr=False)

    @property
    def qualified(self) -> str:
        """`distribution:name`, which tells two providers of one name apart."""
        return f"{self.distribution}:{self.name}"

    def as_json(self) -> dict[str, str | int | None]:
        """The row of `memtrans backends list --json`."""
        return {
            "name": self.name,
            "distribution": self.distribution,
            "version": self.version,
            "api": self.api,
            "status": self.status,
            "reason": self.reason,
            "install": self.install,
        }


def entries_of(plugin: Plugin) -> Iterator[Entry]:
    """The backends of a plug-in, or one row that says why there are none."""
    if plugin.hooks is None:
        reason = f"{SWITCHED_OFF}, and not imported"
        yield Entry(plugin.name, plugin.distribution, plugin.version, None, "disabled", reason)
        return
    offered = plugin.backends()
    if isinstance(offered, Failure):
        yield _failed(plugin, offered)
        return
    for spec in offered:
        judged = attempt("its description cannot be checked", partial(_judge, plugin, spec))
        entry = _broken(plugin, plugin.name, judged.reason, judged.error) if isinstance(judged, Failure) else judged
        yield replace(entry, reason=entry.reason or _put_back(plugin))


def _put_back(plugin: Plugin) -> str:
    """What there is to say of a plug-in that works."""
    return f"importing it {', '.join(plugin.changed)}; that was put back" if plugin.changed else ""


def disable(entries: Iterable[Entry], switched_off: SwitchedOff) -> list[Entry]:
    """Switch off backends by `name` or `distribution:name`, as only their imported plug-in could tell of them."""
    return [
        replace(entry, status="disabled", reason=SWITCHED_OFF)
        if entry.status != "disabled" and switched_off.has_name(entry.distribution, entry.name)
        else entry
        for entry in entries
    ]


def mark_conflicts(entries: Sequence[Entry]) -> list[Entry]:
    """Entries as the user sees them: where two could answer to one name, neither does, unless one is our own.

    Our names keep their meaning, whatever else is installed. A backend whose library is missing counts too: which of
    two a config means must not depend on what happens to be installed.
    """
    claims: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.status in ("ok", "missing-dependency"):
            claims.setdefault(entry.name, []).append(entry)
    return [_mark(entry, [rival for rival in claims.get(entry.name, ()) if rival is not entry]) for entry in entries]


def _mark(entry: Entry, rivals: Sequence[Entry]) -> Entry:
    if not rivals or entry.status not in ("ok", "missing-dependency"):
        return entry
    if any(rival.distribution == OWN for rival in rivals) != (entry.distribution == OWN):
        if entry.distribution == OWN:
            return entry
        return replace(entry, status="conflict", reason=f"the name is memtrans' own; write '{entry.qualified}'")
    others = ", ".join(dict.fromkeys(rival.distribution for rival in rivals))
    twice = any(rival.distribution == entry.distribution for rival in rivals)
    remedy = "its distribution should offer it once" if twice else f"write '{entry.qualified}'"
    return replace(entry, status="conflict", reason=f"also provided by {others}; {remedy}")


def _judge(plugin: Plugin, spec: object) -> Entry:
    if not isinstance(spec, BackendSpec):
        return _broken(plugin, plugin.name, f"memtrans_backends() returned {quote(spec)}, which is no BackendSpec")
    name = plain(spec.name, 60) if isinstance(spec.name, str) and spec.name else plugin.name
    if spec.api_version != API_VERSION:
        return _incompatible(plugin, name, spec)
    fault = attempt("its description cannot be checked", lambda: next(_faults(spec), ""))
    if isinstance(fault, Failure):
        return _broken(plugin, name, fault.reason, fault.error)
    if fault:
        return _broken(plugin, name, plain(fault))
    missing = find_missing(spec.requires)
    reason = f"not installed: {', '.join(missing)}" if missing else ""
    return Entry(
        name=name,
        distribution=plugin.distribution,
        version=plugin.version,
        api=spec.api_version,
        status="missing-dependency" if missing else "ok",
        reason=reason,
        install=as_installed(spec.install, plugin.distribution),
        spec=spec,
    )


def _failed(plugin: Plugin, failure: Failure) -> Entry:
    """A plug-in that offers nothing since its code failed: at what this memtrans does not have, or otherwise."""
    error = failure.error
    module = (error.name or "") if isinstance(error, ImportError) else ""
    if module.split(".")[0] != "memtrans" and not (isinstance(error, TypeError) and PUBLIC_TYPES.match(str(error))):
        return _broken(plugin, plugin.name, failure.reason, error)
    reason = f"written for another memtrans than this one (API version {API_VERSION}): {failure.reason}"
    install = f"pip install --upgrade memtrans {plugin.distribution}"
    here = (plugin.name, plugin.distribution, plugin.version)
    return Entry(*here, api=None, status="incompatible", reason=reason, install=install, error=error)


def _broken(plugin: Plugin, name: str, reason: str, error: BaseException | None = None) -> Entry:
    return Entry(
        name=name,
        distribution=plugin.distribution,
        version=plugin.version,
        api=None,
        status="broken",
        reason=reason,
        install=pip_upgrade(plugin.distribution),
        error=error,
    )


def _incompatible(plugin: Plugin, name: str, spec: BackendSpec) -> Entry:
    written = spec.api_version if type(spec.api_version) is int else None
    older = plugin.distribution if written is None or written < API_VERSION else "memtrans"
    return Entry(
        name=name,
        distribution=plugin.distribution,
        version=plugin.version,
        api=written,
        status="incompatible",
        reason=f"written for API version {quote(spec.api_version)}; this memtrans speaks {API_VERSION}",
        install=pip_upgrade(older),
    )


def _faults(spec: BackendSpec) -> Iterator[str]:
    """What makes a description unusable; later checks rely on the earlier ones."""
    if not isinstance(spec.name, str) or not NAME.fullmatch(spec.name):
        yield f"name={quote(spec.name)} is not a backend name; use lower-case letters, digits, '-' and '_'"
    elif spec.name in RESERVED:
        yield f"name='{spec.name}' is a word of the config; choose another"
    if spec.kind not in ("backend", "index"):
        yield f"kind={quote(spec.kind)} is unknown; use 'backend' or 'index'"
    if not is_factory(spec.factory):
        yield f"factory={quote(spec.factory)} names no class; write 'package.module:Class'"
    if not _are_modules(spec.requires):
        yield (
            f"requires={quote(spec.requires)} should be a tuple of module names, such as ('usearch',), or of tuples of "
            "names of which one will do"
        )
    if not isinstance(spec.install, str) or not isinstance(spec.summary, str):
        yield f"install={quote(spec.install)} and summary={quote(spec.summary)} should be texts"
    for text in (spec.install, spec.summary):
        if not text.isprintable() or len(text) > LONGEST:
            which = "install" if text is spec.install else "summary"
            yield f"{which}={quote(text)} should be one printable line of at most {LONGEST} characters"
    yield from _option_faults(spec.options)
    yield from _capability_faults(spec)


def _option_faults(options: object) -> Iterator[str]:
    if not isinstance(options, type) or not issubclass(options, BaseModel):
        yield f"options={shorten(repr(options))} should be a class derived from pydantic.BaseModel"
        return
    if options.model_config.get("extra") != "forbid":
        yield f"options={options.__name__} accepts unknown keys; set model_config = ConfigDict(extra='forbid')"
    # Raises where a type cannot be described, which `attempt` turns into a reason.
    describe_options(options)


def _capability_faults(spec: BackendSpec) -> Iterator[str]:
    capabilities = spec.capabilities
    if not isinstance(capabilities, Capabilities):
        yield f"capabilities={shorten(repr(capabilities))} should be a memtrans.backend.Capabilities"
        return
    if not _is_strings(capabilities.devices):
        yield f"capabilities.devices={capabilities.devices!r} should be a tuple such as ('cpu',)"
    most = capabilities.past_queries
    if type(most) is not int or not 0 <= most <= MOST_QUERIES:
        yield f"capabilities.past_queries={quote(most)} should be a whole number from 0 to {MOST_QUERIES:,}"
    exhaustive = capabilities.exhaustive
    if exhaustive is not None and not isinstance(exhaustive, Mapping):
        yield f"capabilities.exhaustive={exhaustive!r} should map options to values, or be None"
    unknown = set(exhaustive or ()) - set(spec.options.model_fields)
    if unknown:
        yield f"capabilities.exhaustive names options that do not exist: {', '.join(sorted(map(str, unknown)))}"


def is_factory(value: object) -> bool:
    """Whether this names a class, as `package.module:Class`."""
    return isinstance(value, str) and re.fullmatch(r"\w+(\.\w+)*:\w+(\.\w+)*", value) is not None


def _are_modules(value: object) -> bool:
    """A tuple of names of modules, or of tuples of them."""
    if not isinstance(value, tuple):
        return False
    groups = [modules_of(each) for each in value]
    return all(group and _is_strings(group) and all(MODULE.fullmatch(name) for name in group) for group in groups)


def _is_strings(value: Any) -> bool:
    return isinstance(value, tuple) and all(isinstance(item, str) and item for item in value)
