"""From a config to cells: every combination of checkpoint, memory size, backend and options, checked beforehand."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PositiveInt, field_validator, model_validator

from memtrans.backend import BackendSpec
from memtrans.config.source import ConfigSource
from memtrans.config.validation import Problem
from memtrans.data.documents import DocumentsConfig
from memtrans.errors import UsageError
from memtrans.plugins import Registry
from memtrans.plugins.entries import Entry
from memtrans.plugins.hooks import OWN
from memtrans.plugins.registry import check_options
from memtrans.reading import Reading

NO_BACKEND = "none"
"""What stands for a backend where there is no memory to search."""

EXACT = "exact"
"""The backend that differences are taken to."""


LATER = {"centre": False}
"""Options that came later, at the value that means what was done before: no part of what tells cells apart."""


def is_exact(backend: str) -> bool:
    """Whether this is exact search, by either of its names."""
    return backend in (EXACT, f"{OWN}:{EXACT}")


class ComparedDocuments(DocumentsConfig):
    """As everywhere, or neither `path` nor `corpus`, for traces: then of the documents they bring the first ones."""

    @model_validator(mode="after")
    def _one_source(self) -> ComparedDocuments:
        if self.path is None and self.corpus is None:
            given = self.model_fields_set - {"max_documents", "max_tokens"}
            if given:
                raise ValueError(f"'{min(given)}' needs 'path' or 'corpus'")
        elif self.path is not None and self.corpus is not None:
            raise ValueError("give either 'path' or 'corpus'")
        elif self.path is not None and self.split is not None:
            raise ValueError("'split' belongs to 'corpus'; with 'path', name the folder of the split")
        return self

    @property
    def named(self) -> bool:
        """Whether it says where documents come from."""
        return self.path is not None or self.corpus is not None


class CompareConfig(BaseModel):
    """What to compare. Besides these keys, a section named after a backend holds options for it; lists are swept."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    checkpoint: tuple[str, ...] = Field(
        min_length=1, description="Model directories, or names of pretrained models; one without memory is a baseline."
    )
    documents: ComparedDocuments = Field(
        default_factory=lambda: ComparedDocuments(), description="Traces bring theirs, so there only limits."
    )
    memory: tuple[int, ...] = Field((0, 8192), min_length=1, description="Tokens per document; 0 = no memory.")
    backend: tuple[str, ...] = Field(("exact",), min_length=1)
    rows: PositiveInt = Field(4, description="Documents read side by side.")
    segment: PositiveInt | None = Field(None, description="Tokens per step and row; None = as the model was trained.")
    dtype: Literal["float32", "bfloat16", "float16"] = "float32"
    seed: int = Field(0, ge=0, lt=2**32)
    reading: dict[str, Any] = Field(
        default_factory=dict, description="How a model reads, where its kind leaves a choice: its own keys."
    )

    @field_validator("checkpoint", "memory", "backend", mode="before")
    @classmethod
    def _listed(cls, value: Any) -> Any:
        return value if isinstance(value, (list, tuple)) else [value]

    @field_validator("checkpoint")
    @classmethod
    def _once(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        """A name is its own path, and a path has one spelling."""
        return tuple(dict.fromkeys(str(Path(name)) for name in names))

    @field_validator("memory")
    @classmethod
    def _sizes(cls, sizes: tuple[int, ...]) -> tuple[int, ...]:
        below = [size for size in sizes if size < 0]
        if below:
            raise ValueError(f"memory={below[0]} is negative; 0 stands for no memory")
        return tuple(dict.fromkeys(sizes))


@dataclass(frozen=True)
class Cell:
    """One measurement to make.

    backend: as `Provider.name`. reading: how the model reads. skip: why it cannot be made here, empty if it can. note:
    what to know of it beforehand.
    """

    checkpoint: str
    backend: str
    options: dict[str, Any]
    memory: int
    reading: Reading
    skip: str = ""
    note: str = ""

    def key(self, surroundings: str) -> str:
        """Names the measurement: equal for equal cells on equal models and documents, whatever the config's form."""
        options = {name: value for name, value in self.options.items() if LATER.get(name, ...) is not value}
        what = {"backend": self.backend, "options": options, "memory": self.memory}
        what |= {} if self.reading.fixed else self.reading.facts
        return hashlib.sha256((surroundings + json.dumps(what, sort_keys=True)).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Provider:
    """A backend that a config names. name: one for each, however it is spelled."""

    name: str
    entry: Entry

    @property
    def spec(self) -> BackendSpec:
        assert self.entry.spec is not None, "what has no description was refused"
        return self.entry.spec


@dataclass(frozen=True)
class Plan:
    """A checked config. providers: by name. options: by name, those of each of a backend's cells."""

    config: CompareConfig
    providers: dict[str, Provider]
    options: dict[str, list[dict[str, Any]]]

    def cells(self, checkpoint: str, readings: Sequence[Reading]) -> Iterator[Cell]:
        """What is asked for of a model that reads in these ways, of each size and reading the exact ones first."""
        for memory, reading in itertools.product(self.config.memory, readings):
            if memory == 0 and not reading.retrieves:
                yield Cell(checkpoint, NO_BACKEND, {}, 0, reading)
            elif memory and reading.retrieves:
                yield from self._of_backends(checkpoint, memory, reading)

    def _of_backends(self, checkpoint: str, memory: int, reading: Reading) -> Iterator[Cell]:
        for name in sorted(self.providers, key=lambda name: not is_exact(name)):  # differences are taken to it
            reason = _why_not(self.providers[name].entry)
            for options in self.options[name]:
                yield Cell(checkpoint, name, options, memory, reading, reason)


def read_plan(path: Path, overrides: Sequence[str], registry: Registry) -> Plan:
    """Read and check a config.

    Raises:
        UsageError: unknown keys, backends or options, or values out of range; every problem in one message.
    """
    source = ConfigSource(path, overrides)
    names = _named_backends(source.values)
    sections = {key: source.values.pop(key) for key in list(source.values) if _is_section(key, names, registry)}
    problems: list[Problem] = []
    providers = _providers(names, registry, problems)
    written: dict[str, str] = {}
    for name in sections:
        one = _one_name(name, registry)
        if written.setdefault(one, name) != name:
            problems.append(Problem((name,), f"'{name}' and '{written[one]}' are one backend; merge their options."))
        # Fewer backends on the command line need no change of the file.
        fewer = source.was_set("backend") and not source.was_set(name)
        if one not in providers and name not in names and not fewer:
            problems.append(Problem((name,), f"options for '{name}', which is not in backend: {names}."))
    resolved = {
        name: _resolve_all(provider, written.get(name, name), sections, problems)
        for name, provider in providers.items()
    }
    config = source.validate(CompareConfig, problems)
    return Plan(config, providers, resolved)


def _named_backends(values: dict[Any, Any]) -> list[Any]:
    """As they are written: what is no name is refused with the rest of the config."""
    written = values.get("backend", CompareConfig.model_fields["backend"].default)
    return list(written) if isinstance(written, (list, tuple)) else [written]


def _is_section(key: Any, names: list[Any], registry: Registry) -> bool:
    """Whether options of a backend stand there, which may be one that nobody provides."""
    return key not in CompareConfig.model_fields and (key in names or bool(registry.providers(str(key))))


def _one_name(name: str, registry: Registry) -> str:
    """The short name where it can mean nothing else, so that both spellings are one backend."""
    distribution, _, bare = name.rpartition(":")
    providers = registry.providers(bare)
    # A name of ours is ours, whoever offers it too.
    ours = any(entry.distribution == OWN and entry.status != "disabled" for entry in providers)
    meant = distribution in ("", OWN) if ours else len(providers) == 1
    return bare if meant else name


def _providers(names: Sequence[Any], registry: Registry, problems: list[Problem]) -> dict[str, Provider]:
    """What is known of each backend; one whose library is missing stays, to be skipped with its reason."""
    found: dict[str, Provider] = {}
    for position, name in enumerate(names):
        if not isinstance(name, str):
            continue
        providers = registry.providers(name)
        if len(providers) == 1 and providers[0].status != "ok" and providers[0].spec is not None:
            entry = providers[0]
        else:
            try:
                entry = registry.find(name)
            except UsageError as error:
                problems.append(Problem(("backend", position), str(error)))
                continue
        one = _one_name(name, registry)
        found.setdefault(one, Provider(one, entry))
    return found


def _resolve_all(
    provider: Provider, section: str, sections: dict[str, Any], problems: list[Problem]
) -> list[dict[str, Any]]:
    """The options of each of a backend's cells, every combination once. section: what they stand under."""
    resolved: list[dict[str, Any]] = []
    for options in _variants(sections.get(section), section, problems):
        complete = _resolve(provider, section, options, problems)
        if complete not in resolved:
            resolved.append(complete)
    return resolved


def _variants(section: Any, name: str, problems: list[Problem]) -> Iterator[dict[str, Any]]:
    """Every combination of the listed option values."""
    if section is None:
        section = {}
    if not isinstance(section, dict):
        problems.append(Problem((name,), f"'{name}' holds {section!r}; write its options as `option: value` lines."))
        section = {}
    problems += [
        Problem((name, option), f"'{name}.{option}' lists no values, so nothing would run; give one, or leave it out.")
        for option, value in section.items()
        if value == []
    ]
    lists = [value if isinstance(value, list) else [value] for value in section.values()]
    for values in itertools.product(*lists):
        yield dict(zip(section, values))


def _resolve(provider: Provider, section: str, options: dict[str, Any], problems: list[Problem]) -> dict[str, Any]:
    """With defaults, also where a library is missing: the cell is the same once it is installed."""
    model = provider.spec.options
    validated, wrong = check_options(model, options)
    problems += [Problem((section, *at), f"Backend '{section}': {message}") for at, message in wrong]
    return validated.model_dump(mode="json") if validated else options


def _why_not(entry: Entry) -> str:
    """Why a backend cannot run here, and what helps; empty if it can."""
    if entry.status == "ok":
        return ""
    # As the plug-in writes it: a result names no folder of this machine.
    remedy = entry.spec.install if entry.spec and entry.status == "missing-dependency" else ""
    return f"{entry.status}: {entry.reason}." + (f" {remedy}" if remedy else "")
