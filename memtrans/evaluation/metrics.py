"""Metrics of plug-ins, at work in one cell: whatever one of them does, the cell and the other metrics go on."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from importlib import import_module
from numbers import Integral, Real
from types import MappingProxyType
from typing import Any, NamedTuple

from jaxtyping import Int
from torch import Tensor

from memtrans.errors import MemtransError
from memtrans.memory import Memory, Observer
from memtrans.metrics import Metric, MetricSpec
from memtrans.plugins.additions import Addition
from memtrans.plugins.entries import NAME
from memtrans.plugins.guard import Failure, attempt, quote

MOST = 64
"""Numbers of one metric."""


class Measured(NamedTuple):
    """numbers: by metric, as `distribution:metric`, and by name. errors: why a metric has none."""

    numbers: dict[str, dict[str, float | int | None]]
    errors: dict[str, str]


class MetricsAtWork:
    """The metrics of plug-ins in one cell; one that fails is asked no more, and `measured` says why."""

    def __init__(self, offered: Iterable[Addition[MetricSpec]]) -> None:
        self._metrics: dict[str, Metric] = {}
        self._errors: dict[str, str] = {}
        for addition in offered:
            if addition.spec is None:  # it may call itself as one that works
                self._errors.setdefault(addition.qualified, addition.reason)
                continue
            self._errors.pop(addition.qualified, None)
            made = attempt("it cannot be made", lambda spec=addition.spec: _make(spec))  # type: ignore[misc]
            if isinstance(made, Failure):
                self._errors[addition.qualified] = made.reason
            else:
                self._metrics[addition.qualified] = made

    def __bool__(self) -> bool:
        """Whether there is any that wants to be told."""
        return bool(self._metrics)

    def observer_of(self, first: int, ours: Observer | None = None) -> Observer:
        """Who watches the memory whose first layer has this number: all metrics, after `ours`."""
        return ours if ours is not None and not self else _Together(self, first, ours)

    def read(self, documents: Int[Tensor, " rows"]) -> None:
        """A step ends, in which the rows read these documents; -1 = none."""
        self._tell("read() failed", lambda metric: metric.read(documents.clone()))

    def searched(self, memory: Memory, layer: int, queries: Tensor, slots: Tensor, valid: Tensor) -> None:
        """Tell every metric of a search, each with tensors of its own.

        Raises:
            MemtransError: one of them changed the memory, so that the cell is not what it was to measure.
        """
        before = memory.generation

        def tell(metric: Metric) -> None:
            metric.searched(memory, layer, queries.detach().clone(), slots.clone(), valid.clone())

        observer, memory.observer = memory.observer, None  # a search that a metric makes is none of the model's
        try:
            self._tell("searched() failed", tell)
        finally:
            memory.observer = observer
        if memory.generation != before:
            raise MemtransError(f"A metric changed the memory, one of {', '.join(self._metrics)}; switch it off.")

    def measured(self, row: Mapping[str, Any]) -> Measured:
        """Ask each for its numbers. row: what else was measured."""
        numbers: dict[str, dict[str, float | int | None]] = {}

        def ask(name: str, metric: Metric) -> None:
            numbers[name] = _checked(metric.numbers(MappingProxyType(dict(row))))

        for name, metric in list(self._metrics.items()):
            self._attempt(name, "numbers() failed", lambda name=name, metric=metric: ask(name, metric))  # type: ignore[misc]
        return Measured(numbers, {name: why for name, why in self._errors.items() if name not in numbers})

    def _tell(self, what: str, tell: Callable[[Metric], None]) -> None:
        for name, metric in list(self._metrics.items()):
            self._attempt(name, what, lambda metric=metric: tell(metric))  # type: ignore[misc]

    def _attempt(self, name: str, what: str, action: Callable[[], None]) -> None:
        failed = attempt(what, action, f"the metric '{name}' is at work; MEMTRANS_DISABLE={name} leaves it out")
        if isinstance(failed, Failure):
            self._errors[name] = failed.reason
            del self._metrics[name]


class _Together:
    """Watches one memory for our own meter, if there is one, and for the metrics."""

    def __init__(self, metrics: MetricsAtWork, first: int, ours: Observer | None) -> None:
        self._metrics, self._first, self._ours = metrics, first, ours

    def searched(
        self, memory: Memory, layer: int, queries: Tensor, slots: Tensor, valid: Tensor, seconds: float
    ) -> None:
        if self._ours is not None:
            self._ours.searched(memory, layer, queries, slots, valid, seconds)
        self._metrics.searched(memory, self._first + layer, queries, slots, valid)

    def wrote(self, seconds: float) -> None:
        if self._ours is not None:
            self._ours.wrote(seconds)


def _make(spec: MetricSpec) -> Metric:
    module, _, attribute = spec.factory.partition(":")
    metric = reduce(getattr, attribute.split("."), import_module(module))()  # type: ignore[operator]  # any class
    if not isinstance(metric, Metric):
        raise TypeError(f"{type(metric).__name__} lacks a method; derive it from memtrans.metrics.Metric")
    return metric


def _checked(numbers: object) -> dict[str, float | int | None]:
    """As JSON has them: what is NaN or infinite is unknown."""
    if not isinstance(numbers, Mapping):
        raise TypeError(f"it returned {quote(numbers)}; return numbers by name")
    if len(numbers) > MOST:
        raise ValueError(f"it returned {len(numbers):,} numbers; at most {MOST} fit into a row")
    return {_name(name): _number(name, value) for name, value in numbers.items()}


def _name(name: object) -> str:
    if not isinstance(name, str) or not NAME.fullmatch(name):
        raise ValueError(f"{quote(name)} is no name of a number; use lower-case letters, digits, '-' and '_'")
    return name


def _number(name: object, value: object) -> float | int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, Real):
        raise TypeError(f"{name}={quote(value)} is no number; use int, float or None")
    number = int(value) if isinstance(value, Integral) else float(value)
    return number if math.isfinite(number) else None
