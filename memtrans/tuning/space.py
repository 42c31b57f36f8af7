"""Which options are tried, and between which bounds: from what a backend says of its own options."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from memtrans.backend import BackendSpec
from memtrans.config.schema import Option, describe_options
from memtrans.errors import UsageError
from memtrans.options import TrainedOptions

REACH = 8
"""How many times more and less than what a backend names for an option is tried."""

WIDE = 64
"""Bounds of an option that lie no further apart than this are tried as they are."""

POLICY = frozenset(TrainedOptions.model_fields) - {"centre"}
"""Options that say from when on an index is used: they move the question, not the answer."""


@dataclass(frozen=True)
class Dimension:
    """One option that is tried. Its places are what Optuna sees: whole numbers, numbers, or choices.

    choices: all values there are, None = numbers from `low` to `high`. step: None = every number, else places are
    exponents of 2 by which this one is multiplied.
    """

    name: str
    whole: bool = True
    low: float = 0
    high: float = 0
    logarithmic: bool = False
    step: float | None = None
    choices: tuple[Any, ...] | None = None

    def value(self, place: Any) -> Any:
        """What the option is at a place."""
        if self.choices is not None or self.step is None:
            return place
        value = min(max(self.step * 2.0**place, self.low), self.high)
        return round(value) if self.whole else value

    @property
    def places(self) -> tuple[float, float]:
        """The first and last."""
        if self.step is None:
            return self.low, self.high
        # Rounded such that no two places are one value: 1.5 and 1 are not both tried as whole numbers.
        low, high = (math.log2(bound / self.step) for bound in (self.low, self.high))
        return math.ceil(low - 1e-9), math.floor(high + 1e-9)

    @property
    def middle(self) -> Any:
        """The place that stands for none, where a backend finds a value itself."""
        if self.choices is not None:
            return self.choices[0]
        low, high = self.places
        middle = math.sqrt(low * high) if self.logarithmic else (low + high) / 2
        return round(middle) if self.whole or self.step is not None else middle

    def place(self, value: Any) -> Any:
        """Of a value, or of what comes nearest to it."""
        if self.choices is not None:
            return value if value in self.choices else self.choices[0]
        low, high = self.places
        place = value if self.step is None else math.log2(max(value, 1e-300) / self.step)
        place = min(max(place, low), high)
        return round(place) if self.whole or self.step is not None else float(place)

    def __str__(self) -> str:
        if self.choices is not None:
            return f"{self.name} {', '.join(map(str, self.choices))}"
        low, high = (self.value(place) for place in self.places)
        by = " by powers of 2" if self.step is not None else ""
        return f"{self.name} {low:g} to {high:g}{by}"


@dataclass(frozen=True)
class Space:
    """dimensions: what is tried. fixed: what was asked to stay. starts: options that are tried first."""

    dimensions: tuple[Dimension, ...]
    fixed: Mapping[str, Any]
    starts: tuple[Mapping[str, Any], ...]

    def options(self, places: Mapping[str, Any]) -> dict[str, Any]:
        """The options at places by name of a parameter."""
        chosen = dict(self.fixed)
        for dimension in self.dimensions:
            chosen[dimension.name] = dimension.value(places[dimension.name])
        return chosen

    def places(self, options: Mapping[str, Any]) -> dict[str, Any]:
        """Where options lie, or what comes nearest to them."""
        places: dict[str, Any] = {}
        for dimension in self.dimensions:
            value = options.get(dimension.name)
            places[dimension.name] = dimension.middle if value is None else dimension.place(value)
        return places

    def lowest(self, options: Mapping[str, Any], effort: Sequence[str]) -> bool:
        """Whether all these options, of which there is at least one here, are as low as was allowed."""
        some = [each for each in self.dimensions if each.name in effort and each.choices is None]
        return bool(some) and all(options.get(each.name) == each.value(each.places[0]) for each in some)


def new_space(spec: BackendSpec, asked: Sequence[Dimension], fixed: Mapping[str, Any], capacity: int) -> Space:
    """All options of a backend whose bounds can be told, but for those that were asked for otherwise.

    asked: instead of what would be tried. capacity: of the memory; no option that says how much a search looks at is
    tried above it.

    Raises:
        UsageError: there is nothing to try.
    """
    own = {each.name: each for each in asked}
    dimensions = list(asked)
    for option in describe_options(spec.options):
        if option.name not in own and option.name not in fixed and option.name not in POLICY:
            found = _dimension(option, spec, capacity)
            dimensions += [found] if found else []
    if not dimensions:
        raise UsageError(f"Backend '{spec.name}' has no option to tune; name one with --range or --choices.")
    order = [option.name for option in describe_options(spec.options)]
    dimensions.sort(key=lambda each: order.index(each.name))
    defaults = {option.name: option.default for option in describe_options(spec.options)}
    starts = ({}, *sorted(spec.capabilities.effort, key=len))
    return Space(tuple(dimensions), dict(fixed), tuple({**defaults, **start, **fixed} for start in starts))


def asked_dimension(option: Option, low: float, high: float) -> Dimension:
    """Every number between two bounds, by its size where they lie far apart."""
    whole = "integer" in option.type
    return Dimension(option.name, whole, low, high, logarithmic=low > 0 and high / low >= REACH)


def _dimension(option: Option, spec: BackendSpec, capacity: int) -> Dimension | None:
    types = option.type.split(" or ")
    if option.choices:
        return Dimension(option.name, choices=option.choices)
    if "boolean" in types:
        return Dimension(option.name, choices=(False, True))
    if not {"integer", "number"} & set(types):
        return None
    return _numbers(option, spec, capacity)


def _numbers(option: Option, spec: BackendSpec, capacity: int) -> Dimension | None:
    whole = "integer" in option.type
    low, high = _bounds(option, whole)
    effort = [each[option.name] for each in spec.capabilities.effort if option.name in each]
    if effort:
        high = max(low, min(high, capacity))
    named = [each for each in (option.default, *effort) if isinstance(each, (int, float)) and each > 0]
    if not low or low < 0:
        # A scale that begins at zero has no factors: its whole width is tried, or nothing.
        if math.isfinite(low) and math.isfinite(high) and high - low <= WIDE:
            return Dimension(option.name, whole, low, high)
        low = 1 if whole else min(named, default=0) / REACH
    if not named and whole:
        named = [math.sqrt(low * max(low, min(high, capacity)))]
    if not named:
        return None
    if not (math.isfinite(high) and high / low <= WIDE):
        low, high = max(low, min(named) / REACH), min(high, max(named) * REACH)
        low, high = (math.ceil(low), math.floor(high)) if whole else (low, high)
    if effort or high / low < REACH or not whole:
        return Dimension(option.name, whole, low, high, high / low >= REACH)
    step = option.default if isinstance(option.default, int) and option.default else 1
    return Dimension(option.name, whole, low, high, step=step)


def _bounds(option: Option, whole: bool) -> tuple[float, float]:
    """The least and the largest value that are allowed, -inf and inf where there is no bound."""
    low = option.minimum if option.minimum is not None else -math.inf
    high = option.maximum if option.maximum is not None else math.inf
    if option.above is not None:
        low = option.above + 1 if whole else math.nextafter(option.above, math.inf)
    if option.below is not None:
        high = option.below - 1 if whole else math.nextafter(option.below, -math.inf)
    return low, high
