"""The search: Optuna suggests options, a bench measures them, a file remembers them."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from memtrans.errors import MemtransError, UsageError
from memtrans.plugins.guard import Failure, attempt, describe
from memtrans.tuning.library import import_optuna
from memtrans.tuning.measure import Means, Outcome
from memtrans.tuning.space import Dimension, Space
from memtrans.tuning.targets import Target

FILE, NAME, DEFAULTS = "study.db", "tune", "defaults"

REFUSALS = 100
"""Suggestions in a row that a backend may refuse, as a pair of options that do not go together."""

PATIENCE = 4
"""Refused suggestions in a row after which options are drawn by chance: a model of costs learns nothing from them."""

MARGIN = 0.9
"""Level of the interval whose lower end has to reach a target: one time in twenty the truth lies below it."""

LEAST = 1e-4
"""Share that is missed, and bytes, below which less makes no difference."""


@dataclass(frozen=True)
class Tried:
    """One trial. options: as they were given to the backend; others are at their defaults. outcome: None where `error`
    says why there is none."""

    number: int
    options: dict[str, Any]
    outcome: Outcome | None = field(compare=False)
    error: str | None = None


@dataclass(frozen=True)
class Question:
    """What is looked for, and what a trial costs: keys scored, or time relative to an exact scan.

    facts: all else that an answer depends on, JSON-able; a folder of results answers one question.
    """

    backend: str
    space: Space
    targets: Sequence[Target]
    max_bytes: float | None
    counted: bool
    seed: int
    facts: Mapping[str, Any]

    def cost(self, outcome: Outcome) -> float:
        cost = outcome.scored if self.counted else outcome.relative_ms
        if cost is None:
            raise MemtransError(f"Backend '{self.backend}' does not say how many keys a search scores.")
        return cost

    def violations(self, outcome: Outcome) -> dict[str, float]:
        """By what factor each demand is missed, as a logarithm: 0 or below where it is not. Costs grow alike."""
        missed = {
            each.metric: math.log((1 - lower_end(outcome.searched, each.metric) + LEAST) / (1 - each.least + LEAST))
            for each in self.targets
        }
        if self.max_bytes is None:
            return missed
        if outcome.index_bytes_per_key is None:
            raise UsageError(
                f"--max-bytes-per-key: backend '{self.backend}' does not say how many bytes it holds; leave it out."
            )
        return {**missed, "bytes": math.log((outcome.index_bytes_per_key + LEAST) / (self.max_bytes + LEAST))}

    def holds(self, outcome: Outcome) -> bool:
        """Whether the targets hold for the queries that the search looks at, with a margin, and the bounds too."""
        return max(self.violations(outcome).values()) <= 1e-9

    @property
    def asked(self) -> str:
        said = {
            "backend": self.backend,
            "dimensions": [asdict(each) for each in self.space.dimensions],
            "fixed": dict(self.space.fixed),
            "targets": [asdict(each) for each in self.targets],
            "max_bytes": self.max_bytes,
            "counted": self.counted,
            "seed": self.seed,
            **self.facts,
        }
        return json.dumps(said, sort_keys=True, default=str)


Measure = Callable[[Mapping[str, Any]], Outcome]
"""Options to what they find and cost."""


def lower_end(means: Means, metric: str) -> float:
    """What a mean is at least, as far as its queries tell."""
    low = means.interval(metric, MARGIN).low
    return means.mean(metric) if low is None else low


class Study:
    """Trials in a folder. A folder whose search was stopped or killed goes on where it was.

    Optuna's sampler is given a seed of its own for each trial, made of the question's and of how many trials are
    finished, so that what it suggests depends on them alone and not on how often the search was begun again.
    """

    def __init__(self, folder: Path, question: Question) -> None:
        self._optuna, self._question = import_optuna(), question
        self._distributions = self._describe(question.space)
        self._study = self._open(folder / FILE)
        unfinished = (self._states.RUNNING, self._states.WAITING)
        for trial in self._study.get_trials(states=unfinished):
            self._study.tell(trial.number, state=self._states.FAIL)

    @property
    def _states(self) -> Any:
        return self._optuna.trial.TrialState

    def _open(self, path: Path) -> Any:
        try:
            study = self._optuna.create_study(
                storage=f"sqlite:///{path}", study_name=NAME, direction="minimize", load_if_exists=True
            )
        except Exception as error:  # whatever the data base makes of a file that is none of its own
            raise UsageError(
                f"{path} cannot be read as a search ({describe(error):.200}); give another --out."
            ) from error
        asked = study.user_attrs.get("asked")
        if asked not in (None, self._question.asked):
            raise UsageError(
                f"{path.parent} holds a search for something else, with another trace, target, bound or seed; "
                "give another --out."
            )
        study.set_user_attr("asked", self._question.asked)
        return study

    def _describe(self, space: Space) -> dict[str, Any]:
        return {each.name: self._distribution(each) for each in space.dimensions}

    def _distribution(self, dimension: Dimension) -> Any:
        kinds = self._optuna.distributions
        if dimension.choices is not None:
            return kinds.CategoricalDistribution(dimension.choices)
        low, high = dimension.places
        if dimension.step is not None:
            return kinds.IntDistribution(int(low), int(high))
        if dimension.whole:
            return kinds.IntDistribution(int(low), int(high), log=dimension.logarithmic)
        return kinds.FloatDistribution(low, high, log=dimension.logarithmic)

    @property
    def tried(self) -> list[Tried]:
        """All that is finished: the backend's defaults, then what Optuna suggested."""
        said = self._study.user_attrs.get(DEFAULTS)
        first = [] if said is None else [_tried(0, said)]
        finished = self._study.get_trials(states=(self._states.COMPLETE, self._states.PRUNED))
        return first + [_tried(number, trial.user_attrs) for number, trial in enumerate(finished, len(first))]

    def run(self, trials: int, measure: Measure, deadline: float | None = None) -> Iterator[Tried]:
        """Make trials until there are so many, or until the deadline of `time.monotonic`.

        measure: raises UsageError, before it does anything that takes time, for options that a backend refuses.
        """
        tried = self.tried
        while len(tried) < trials and (deadline is None or time.monotonic() < deadline):
            tried.append(self._suggested(tried, measure) if tried else self._defaults(measure))
            yield tried[-1]

    def _defaults(self, measure: Measure) -> Tried:
        options = dict(self._question.space.fixed)
        said = self._attributes(options, attempt("", partial(measure, options)))
        self._study.set_user_attr(DEFAULTS, said)
        return _tried(0, said)

    def _suggested(self, tried: Sequence[Tried], measure: Measure) -> Tried:
        """The next trial that the backend does not refuse."""
        reason = ""
        for refused in range(REFUSALS):
            trial = self._ask(len(tried) - 1, refused)
            options = self._question.space.options(trial.params)
            known = [each.outcome for each in tried if each.options == options and each.outcome]
            found = known[0] if known else attempt("", partial(measure, options))
            if not (isinstance(found, Failure) and isinstance(found.error, UsageError)):
                return self._tell(len(tried), trial, options, found)
            reason = str(found.error)
            self._study.tell(trial, state=self._states.FAIL)
        raise UsageError(f"{REFUSALS} suggestions in a row were refused, the last one so: {reason} Give other bounds.")

    def _ask(self, number: int, refused: int) -> Any:
        seed = np.random.SeedSequence([self._question.seed, number, refused]).generate_state(1)[0]
        self._study.sampler = self._sampler(int(seed), by_chance=refused > PATIENCE)
        starts = self._question.space.starts
        if refused == 0 and number < len(starts):
            self._study.enqueue_trial(self._question.space.places(starts[number]))
        return self._study.ask(self._distributions)

    def _sampler(self, seed: int, by_chance: bool) -> Any:
        samplers = self._optuna.samplers
        if by_chance:
            return samplers.RandomSampler(seed=seed)
        return samplers.GPSampler(seed=seed)

    def _tell(self, number: int, trial: Any, options: dict[str, Any], found: Outcome | Failure) -> Tried:
        said = self._attributes(options, found)
        for name, value in said.items():
            trial.set_user_attr(name, value)
        if isinstance(found, Failure):
            self._study.tell(trial, state=self._states.PRUNED)
        else:
            for name, missed in self._question.violations(found).items():
                trial.set_constraint(name, missed)
            self._study.tell(trial, math.log(max(self._question.cost(found), LEAST)))
        return _tried(number, said)

    def _attributes(self, options: dict[str, Any], found: Outcome | Failure) -> dict[str, Any]:
        if isinstance(found, Failure):
            said = str(found.error) if isinstance(found.error, MemtransError) else describe(found.error)
            return {"options": json.dumps(options), "error": said}
        return {"options": json.dumps(options), "outcome": json.dumps(_to_json(found))}


def _tried(number: int, said: Mapping[str, Any]) -> Tried:
    outcome = _from_json(json.loads(said["outcome"])) if "outcome" in said else None
    return Tried(number, json.loads(said.get("options", "{}")), outcome, said.get("error"))


def _to_json(outcome: Outcome) -> dict[str, Any]:
    def means(side: Means) -> dict[str, Any]:
        return {"counts": side.counts.tolist(), **{metric: sums.tolist() for metric, sums in side.sums.items()}}

    plain = {name: value for name, value in vars(outcome).items() if not isinstance(value, Means)}
    return {**plain, "searched": means(outcome.searched), "held_out": means(outcome.held_out)}


def _from_json(said: dict[str, Any]) -> Outcome:
    def means(side: dict[str, Any]) -> Means:
        arrays = {name: np.array(values) for name, values in side.items()}
        return Means({name: each for name, each in arrays.items() if name != "counts"}, arrays["counts"])

    return Outcome(**{**said, "searched": means(said["searched"]), "held_out": means(said["held_out"])})
