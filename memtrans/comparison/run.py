"""A comparison: run every cell of a plan that is not in the record yet."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timezone
from functools import partial
from pathlib import Path
from typing import Any

import torch

from memtrans.comparison.differences import Row
from memtrans.comparison.plan import Cell, Plan, Provider
from memtrans.comparison.projection import projected_seconds
from memtrans.comparison.results import MEASURED, SCHEMA, Results
from memtrans.comparison.subject import OpenReader, Subject, read_subject
from memtrans.data.documents import read_documents
from memtrans.data.sources import Skipped
from memtrans.errors import MemtransError, UsageError
from memtrans.evaluation.environment import describe_environment, describe_provider
from memtrans.evaluation.finite import spell_out
from memtrans.memory.guards import check_fits
from memtrans.plugins import registry
from memtrans.plugins.guard import Failure, attempt, describe
from memtrans.search.indexed import fewest_indexed


def _say_nothing(_stage: str) -> None: ...


class Comparison:
    """The cells of a plan on this machine. Made before any cell runs, so that what is wrong is found at once.

    open_reader: finds a model by its name. again: measure every cell, also those that the record has. tell: hears what
    is being read.

    Raises:
        UsageError: a model or the documents cannot be read, or a model cannot read as the config asks.
    """

    def __init__(
        self,
        plan: Plan,
        open_reader: OpenReader,
        device: str = "cpu",
        threads: int | None = None,
        *,
        again: bool = False,
        tell: Callable[[str], None] = _say_nothing,
    ) -> None:
        self.plan, self.device, self.threads, self.again = plan, device, threads, again
        self._started = datetime.now(timezone.utc).isoformat(timespec="seconds")
        read = None
        if plan.config.documents.named:
            tell("reading documents")
            read = read_documents(plan.config.documents)
        self.skipped: list[Skipped] = read.skipped if read else []
        documents = read.documents if read else None
        self._subjects: dict[str, Subject] = {
            name: read_subject(name, open_reader, documents, plan.config, device, tell)
            for name in plan.config.checkpoint
        }

    def cells(self) -> list[Cell]:
        """The plan's cells, each once: of a model without memory layers those of memory 0 only.

        What is too large for the machine says so, and so do those whose options have no effect.
        """
        cells = [cell for name, subject in self._subjects.items() for cell in self.plan.cells(name, subject.readings)]
        kept = {self.key(cell): cell for cell in reversed(cells)}
        return [
            replace(cell, skip=cell.skip or self._too_large(cell), note=self._not_indexed(cell))
            for cell in reversed(kept.values())
        ]

    def _too_large(self, cell: Cell) -> str:
        nbytes = self._subjects[cell.checkpoint].memory_bytes(cell)
        try:
            check_fits(nbytes, torch.device(self.device), cell.memory, self.plan.config.rows)
        except UsageError as error:
            return str(error)
        return ""

    def _not_indexed(self, cell: Cell) -> str:
        """That no index will answer, as far as the backend's description tells; empty if one may."""
        provider = self.plan.providers.get(cell.backend)
        if provider is None or cell.skip or not _has_index(provider) or provider.spec.kind != "index":
            return ""
        options = provider.spec.options.model_validate(cell.options)
        fewest = fewest_indexed(provider.spec, options, cell.memory)
        most = min(cell.memory, self._subjects[cell.checkpoint].longest)
        if fewest is not None and fewest <= most:
            return ""
        rule = f"from {fewest:,} on" if fewest else "none at this size"
        return f"searched exactly: of at most {most:,} keys, and {cell.backend} indexes {rule}; options have no effect"

    def key(self, cell: Cell) -> str:
        return cell.key(self._subjects[cell.checkpoint].surroundings)

    def notices(self) -> Iterator[str]:
        """Which memories do not hold the longest document, a line for each model."""
        forgetting: dict[str, set[int]] = {}
        for cell in self.cells():
            held = cell.memory + (cell.reading.window or 0)
            if cell.memory and not cell.skip and held < self._subjects[cell.checkpoint].longest:
                forgetting.setdefault(cell.checkpoint, set()).add(cell.memory)
        for name, sizes in forgetting.items():
            told = " or ".join(f"{size:,}" for size in sorted(sizes))
            longest = self._subjects[name].longest
            yield f"{name}: the longest document has {longest:,} tokens; a memory of {told} forgets the oldest"

    def tokens(self, cell: Cell) -> int:
        return self._subjects[cell.checkpoint].token_count

    def missing(self, results: Results) -> list[Cell]:
        """What would be measured now."""
        return [cell for cell in self.cells() if self.again or not results.finished(self.key(cell))]

    def projected_seconds(self, results: Results) -> float | None:
        """What is missing will take about so long; None where no cell is finished that would tell."""
        missing = [(cell, self.tokens(cell)) for cell in self.missing(results) if not cell.skip]
        return projected_seconds(missing, results.all())

    def environment(self, provider: Provider | None = None) -> dict[str, Any]:
        """What the speed of a cell depends on besides the cell."""
        entry = provider.entry if provider else None
        return {**describe_environment(self.threads, registry(), entry), "device": self.device}

    def run(self, results: Results, show: Callable[[Cell, int], None]) -> Iterator[Row]:
        """Measure each missing cell and record it; a failure is a row, and the next cell runs.

        A cell that another process has finished since this one began is left out.
        """
        for cell in self.missing(results):
            results.refresh()
            if self.again or not results.finished(self.key(cell)):
                row = self._measure(cell, partial(show, cell))
                results.put(row, again=self.again)
                yield row

    def _measure(self, cell: Cell, advance: Callable[[int], None]) -> Row:
        if cell.skip:
            return self._row(cell, status="skipped", error=cell.skip)
        subject, metrics = self._subjects[cell.checkpoint], registry().metrics()
        measured = attempt("", lambda: subject.measure(cell, self.threads, advance, metrics))
        if isinstance(measured, Failure):
            # What is asked for wrongly cannot be made here: too large for this machine, a library is missing.
            skipped = isinstance(measured.error, UsageError)
            error = str(measured.error) if skipped else _what_failed(measured.error)
            return self._row(cell, status="skipped" if skipped else "failed", error=error)
        provider = self.plan.providers.get(cell.backend)
        unindexed = measured.get("indexed_share") == 0 and provider is not None and _has_index(provider)
        return self._row(cell, status="ok", error=None) | measured | {"unindexed": unindexed}

    def _row(self, cell: Cell, status: str, error: str | None) -> Row:
        subject, config = self._subjects[cell.checkpoint], self.plan.config
        provider = self.plan.providers.get(cell.backend)
        return {
            "schema": SCHEMA,
            "cell": self.key(cell),
            "status": status,
            "error": error,
            "checkpoint": cell.checkpoint,
            "backend": cell.backend,
            "options": spell_out(cell.options),
            "memory": cell.memory,
            **cell.reading.facts,
            **dict.fromkeys(MEASURED),
            "segment": subject.segment,
            "rows": config.rows,
            "dtype": config.dtype,
            "seed": config.seed,
            "surroundings": subject.surroundings,
            "texts": subject.texts,
            "tokens": subject.tokens,
            **describe_provider(provider.entry if provider else None),
            "started": self._started,
            "environment": self.environment(provider),
        }


def _has_index(provider: Provider) -> bool:
    """Whether an index should answer, as opposed to a scan of every key that is meant as one."""
    return not (provider.spec.capabilities.exact or provider.spec.capabilities.scan)


def _what_failed(error: BaseException) -> str:
    """The error in a line; where it is not ours, with the place it comes from, which names no folder."""
    if isinstance(error, MemtransError):
        return f"{type(error).__name__}: {error}"
    said = describe(error)
    place = traceback.extract_tb(error.__traceback__)[-1]
    return f"{said} ({Path(place.filename).name}:{place.lineno}, in {place.name})"
