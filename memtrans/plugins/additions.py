"""The metrics and columns of plug-ins: which are sound, and why one is not. Imports none of their libraries."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Generic, TypeVar

from memtrans.backend import API_VERSION
from memtrans.metrics import ColumnSpec, MetricSpec
from memtrans.plugins.entries import NAME, is_factory
from memtrans.plugins.guard import Failure, attempt, plain, quote
from memtrans.plugins.hooks import Plugin

LONGEST_TITLE = 30

S = TypeVar("S", MetricSpec, ColumnSpec)


@dataclass(frozen=True)
class Addition(Generic[S]):
    """One thing that a distribution adds. spec: None where it cannot be used; then `reason` says why."""

    name: str
    distribution: str
    version: str
    spec: S | None
    reason: str = ""
    error: BaseException | None = field(default=None, repr=False)

    @property
    def qualified(self) -> str:
        """`distribution:name`, under which rows have it: no two distributions can collide."""
        return f"{self.distribution}:{self.name}"


def metrics_of(plugin: Plugin) -> list[Addition[MetricSpec]]:
    """The metrics of a plug-in; of equal names the first counts."""
    return _unique(_judged(plugin, plugin.metrics(), MetricSpec, _metric_faults))


def columns_of(plugin: Plugin) -> list[Addition[ColumnSpec]]:
    """The columns of a plug-in."""
    return _unique(_judged(plugin, plugin.columns(), ColumnSpec, _column_faults))


def _judged(
    plugin: Plugin, offered: list[Any] | Failure, kind: type[S], faults: Callable[[Any], Iterator[str]]
) -> Iterator[Addition[S]]:
    here = (plugin.distribution, plugin.version)
    if isinstance(offered, Failure):
        if not isinstance(plugin.hooks, Failure):  # else it is a row of `memtrans backends list`, and no hook was asked
            yield Addition(plugin.name, *here, None, offered.reason, offered.error)
        return
    for spec in offered:
        fault = attempt("its description cannot be checked", partial(_fault, spec, kind, faults))
        reason = fault.reason if isinstance(fault, Failure) else plain(fault)
        if reason:
            yield Addition(_called(spec) or plugin.name, *here, None, reason)
        else:
            yield Addition(spec.name if isinstance(spec, MetricSpec) else spec.title, *here, spec)


def _called(spec: Any) -> str:
    """What a description that cannot be used calls itself, if that can be found out."""
    name = attempt("", lambda: spec.name if isinstance(spec, MetricSpec) else spec.title)
    return plain(name, 60) if isinstance(name, str) else ""


def _fault(spec: Any, kind: type[S], faults: Callable[[Any], Iterator[str]]) -> str:
    if not isinstance(spec, kind):
        return f"its hook returned {quote(spec)}, which is no {kind.__name__}"
    if spec.api_version != API_VERSION:
        return f"written for API version {quote(spec.api_version)}; this memtrans speaks {API_VERSION}"
    return next(faults(spec), "")


def _metric_faults(spec: MetricSpec) -> Iterator[str]:
    if not isinstance(spec.name, str) or not NAME.fullmatch(spec.name):
        yield f"name={quote(spec.name)} is no name of a metric; use lower-case letters, digits, '-' and '_'"
    if not is_factory(spec.factory):
        yield f"factory={quote(spec.factory)} names no class; write 'package.module:Class'"


def _column_faults(spec: ColumnSpec) -> Iterator[str]:
    title = spec.title
    if not isinstance(title, str) or not title.isprintable() or not 0 < len(title) <= LONGEST_TITLE or "|" in title:
        yield f"title={quote(title)} is no title; use at most {LONGEST_TITLE} printable characters without '|'"
    if not isinstance(spec.key, str) or not spec.key:
        yield f"key={quote(spec.key)} names no number of a row"
    shown = attempt("", lambda: format(1.0 * spec.factor, spec.form))
    if isinstance(shown, Failure):
        yield f"form={quote(spec.form)} and factor={quote(spec.factor)} cannot show a number"
    elif len(shown) > LONGEST_TITLE or not shown.isprintable() or "|" in shown:
        yield f"form={quote(spec.form)} shows a number as {quote(shown)}; use '.3f' or the like"


def _unique(additions: Iterator[Addition[S]]) -> list[Addition[S]]:
    """Names as they are offered, each once."""
    found: list[Addition[S]] = []
    for each in additions:
        if each.spec is not None and each.name in [other.name for other in found if other.spec is not None]:
            each = replace(each, spec=None, reason="it is offered twice; the first counts")
        found.append(each)
    return found
