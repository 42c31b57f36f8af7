"""What each distribution adds, through whichever hooks there are, and in which state it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any, Literal

from memtrans.errors import shorten
from memtrans.plugins.entries import Entry
from memtrans.plugins.hooks import GROUP, Failure, Plugin, attempt

State = Literal["ok", "incompatible", "failed", "disabled"]

BACKENDS = "backends"
_KINDS = {"environment": "facts"}
"""What a hook adds is called as the hook is, but for these."""

MOST = 1000
"""Names of one kind. A hook that never ends could never be listed."""


@dataclass(frozen=True)
class Offer:
    """One distribution.

    api: the lowest version that its backends state, None where none does. state: of the distribution; a single backend
    has a status of its own. reasons: what failed, or why it is switched off. adds: names by kind, such as `backends`.
    """

    distribution: str
    version: str
    api: int | None
    state: State
    reasons: tuple[str, ...]
    adds: Mapping[str, Sequence[str]]

    def as_json(self) -> dict[str, Any]:
        """The row of `memtrans plugins list --json`."""
        return {
            "distribution": self.distribution,
            "version": self.version,
            "api": self.api,
            "state": self.state,
            "reason": "; ".join(self.reasons),
            "adds": {kind: list(names) for kind, names in self.adds.items()},
        }


def offers_of(plugins: Iterable[Plugin], entries: Sequence[Entry]) -> list[Offer]:
    """One row for each distribution, by name. entries: the backends of all of them, judged."""
    found: dict[str, list[Plugin]] = {}
    for plugin in plugins:
        found.setdefault(plugin.distribution, []).append(plugin)
    return [
        _offer(its_plugins, [entry for entry in entries if entry.distribution == distribution])
        for distribution, its_plugins in sorted(found.items())
    ]


def _offer(plugins: Sequence[Plugin], entries: Sequence[Entry]) -> Offer:
    adds: dict[str, list[str]] = {BACKENDS: [entry.name for entry in entries if entry.spec is not None]}
    failures = [f"{entry.name}: {entry.reason}" for entry in entries if entry.status == "broken"]
    for plugin in plugins:
        for kind, names in _other_hooks(plugin):
            if isinstance(names, Failure):
                failures.append(f"{plugin.name}, its {kind}: {names.reason}")
            else:
                adds.setdefault(kind, []).extend(names)
    others = [f"{entry.name}: {entry.reason}" for entry in entries if entry.status in ("incompatible", "disabled")]
    return Offer(
        distribution=plugins[0].distribution,
        version=plugins[0].version,
        api=min((entry.api for entry in entries if entry.api is not None), default=None),
        state=_state(bool(failures), plugins, entries),
        reasons=tuple(dict.fromkeys(failures + others)),
        adds={kind: list(dict.fromkeys(names)) for kind, names in adds.items() if names},
    )


def _state(failed: bool, plugins: Sequence[Plugin], entries: Sequence[Entry]) -> State:
    if failed:
        return "failed"
    statuses = {entry.status for entry in entries}
    if "incompatible" in statuses:
        return "incompatible"
    switched_off = statuses == {"disabled"} or all(plugin.hooks is None for plugin in plugins)
    return "disabled" if switched_off else "ok"


def _other_hooks(plugin: Plugin) -> Iterator[tuple[str, list[str] | Failure]]:
    """(kind, names) of every hook that it implements, but for backends, which are entries."""
    if plugin.hooks is None or isinstance(plugin.hooks, Failure):
        return
    for caller in vars(plugin.hooks.hook).values():
        kind = caller.name.removeprefix(f"{GROUP}_")
        if kind == BACKENDS or not caller.get_hookimpls():
            continue
        # A hook that is told something cannot be asked without it; that there is one is all that can be said.
        asks_for = caller.spec.argnames if caller.spec else ()
        names = [plugin.name] if asks_for else attempt("its hook failed", partial(_names, caller))
        yield _KINDS.get(kind, kind), names


def _name(item: Any) -> str:
    return item if isinstance(item, str) else str(getattr(item, "name", getattr(item, "title", item)))


def _names(hook: Any) -> list[str]:
    """Of what a hook gave: of mappings the keys, of other things their names."""
    items = (item for given in hook() for item in given)
    names = (shorten(_name(item)) for item in islice(items, MOST))
    # Control characters would move a terminal's cursor.
    return [name if name.isprintable() else repr(name)[1:-1] for name in names]
