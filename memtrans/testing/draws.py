"""Lives that were drawn once and for all: every run makes the same ones, whatever else the process has imported.

A life is a list of steps, each the name of a method with a choice for every argument. Choices stand in lists, simplest
first, and are drawn by `random.Random` of a fixed seed, whose numbers Python keeps from one version to the next. (A
library that looks for inputs by itself learns from the modules that are loaded and from what failed before; what it
finds is no verdict that two machines share.)
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

Choices = Mapping[str, Sequence[Any]]
"""Arguments of a step by name, and what each may be, simplest first."""

TRIES = 400
"""Lives that are tried, at most, to make a failing one smaller."""


@dataclass(frozen=True)
class Step:
    """Call `name` with these choices: for each argument a place in its list."""

    name: str
    choices: Choices
    chosen: Mapping[str, int]

    @property
    def arguments(self) -> dict[str, Any]:
        return {name: self.choices[name][at] for name, at in self.chosen.items()}

    def __str__(self) -> str:
        return f"{self.name}({', '.join(f'{name}={value!r}' for name, value in self.arguments.items())})"


Life = tuple[Step, ...]


def drawn(number: int, steps: int, begin: Choices, rules: Mapping[str, Choices]) -> Iterator[Life]:
    """So many lives of a `begin` and up to so many steps, always the same ones."""
    for seed in range(number):
        dice = random.Random(seed)
        names = dice.choices(list(rules), k=dice.randint(min(2, steps), steps))
        yield (_step(dice, "begin", begin), *(_step(dice, name, rules[name]) for name in names))


def _step(dice: random.Random, name: str, choices: Choices) -> Step:
    return Step(name, choices, {argument: dice.randrange(len(values)) for argument, values in choices.items()})


def live_all(lives: Iterator[Life], live: Callable[[Life], None], shrink: bool) -> None:
    """Live each of them. The first that fails is raised, made as small as it can be, with its steps as a note."""
    for life in lives:
        error = _error(live, life)
        if error is None:
            continue
        if shrink:
            life, error = _smallest(life, error, live)
        vars(error)["__notes__"] = [*getattr(error, "__notes__", []), "\n".join(map(str, life))]
        raise error


def _error(live: Callable[[Life], None], life: Life) -> Exception | None:
    try:
        live(life)
    except Exception as error:  # whatever a backend raises
        return error
    return None


def _smallest(life: Life, error: Exception, live: Callable[[Life], None]) -> tuple[Life, Exception]:
    """Steps are left out and arguments made simpler for as long as something fails."""
    tries, smaller = 0, _smaller(life)
    while (other := next(smaller, None)) is not None and tries < TRIES:
        tries += 1
        failed = _error(live, other)
        if failed is not None:
            life, error, smaller = other, failed, _smaller(other)
    return life, error


def _smaller(life: Life) -> Iterator[Life]:
    """Simpler lives: first without all but the first steps, then without each, then with a simpler argument."""
    for end in range(1, len(life)):
        yield life[:end]
    for at in range(1, len(life)):
        yield life[:at] + life[at + 1 :]
    for at, step in enumerate(life):
        for argument, place in step.chosen.items():
            for simpler in range(place):
                yield (*life[:at], replace(step, chosen={**step.chosen, argument: simpler}), *life[at + 1 :])
