"""A comparison: run every cell of a plan that is not in the record yet."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timezone
from functools import partial
from typing import Any

import torch

from memtrans.comparison.differences import Row, is_done
from memtrans.comparison.job import Job
from memtrans.comparison.measuring import measure
from memtrans.comparison.plan import Cell, Plan, Provider
from memtrans.comparison.processes import Apart
from memtrans.comparison.projection import projected_seconds
from memtrans.comparison.results import MEASURED, SCHEMA, Results
from memtrans.comparison.subject import OpenReader, Subject, read_subject
from memtrans.data.documents import read_documents
from memtrans.data.sources import Skipped
from memtrans.errors import UsageError
from memtrans.evaluation.environment import describe_environment, describe_provider
from memtrans.evaluation.finite import spell_out
from memtrans.memory.guards import check_fits
from memtrans.plugins import registry
from memtrans.search.indexed import fewest_indexed


def _say_nothing(_stage: str) -> None: ...


class Comparison:
    """The cells of a plan on this machine. Made before any cell runs, so that what is wrong is found at once.

    open_reader: finds a model by its name. apart: cells will be measured in processes of their own, so here a model is
    only looked at, on the CPU, and let go of. jobs: cells that are measured side by side; each then has its share of
    the threads. again: measure every cell, also those that the record has. retry: measure only what the record has as
    failed or skipped. tell: hears what is being read.

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
        apart: bool = False,
        jobs: int = 1,
        again: bool = False,
        retry: bool = False,
        tell: Callable[[str], None] = _say_nothing,
    ) -> None:
        self.plan, self.device, self.jobs, self.again, self.retry = plan, device, jobs, again, retry
        self.apart = apart
        self.threads = threads if threads or jobs == 1 else max(1, torch.get_num_threads() // jobs)
        self._open_reader = open_reader
        self._started = datetime.now(timezone.utc).isoformat(timespec="seconds")
        read = None
        if plan.config.documents.named:
            tell("reading documents")
            read = read_documents(plan.config.documents)
        self.skipped: list[Skipped] = read.skipped if read else []
        documents = read.documents if read else None
        opener: OpenReader = (lambda name, _: open_reader(name, "cpu")) if apart else open_reader
        self._subjects: dict[str, Subject] = {
            name: read_subject(name, opener, documents, plan.config, device, tell) for name in plan.config.checkpoint
        }
        self._cells = self._all_cells()
        if apart:
            self._subjects = {name: subject.closed() for name, subject in self._subjects.items()}

    def cells(self) -> list[Cell]:
        """The plan's cells, each once: of a model without memory layers those of memory 0 only.

        What is too large for the machine says so, and so do those whose options have no effect.
        """
        return self._cells

    def choose(self, keys: Collection[str]) -> None:
        """Leave out the cells whose keys are not among these, as if the plan had not asked for them."""
        self._cells = [cell for cell in self._cells if self.key(cell) in keys]

    def _all_cells(self) -> list[Cell]:
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
        return [cell for cell in self.cells() if self.is_missing(cell, results)]

    def is_missing(self, cell: Cell, results: Results) -> bool:
        """Whether it would be measured now."""
        recorded = results.rows([self.key(cell)])
        if self.retry:
            return any(not is_done(row) for row in recorded)
        return self.again or not any(map(is_done, recorded))

    def why_missing(self, cell: Cell, results: Results) -> str:
        """Why a cell is to be measured though the record has one that was asked for alike; empty where it has none."""
        if self.again or results.finished(self.key(cell)):
            return ""
        request = cell.request(self._subjects[cell.checkpoint].surroundings)
        alike = [row for row in results.all() if is_done(row) and request in (row["request"], row["cell"])]
        if not alike:
            return ""
        known = any(row["contents"] for row in alike)
        return f"{alike[-1]['provider'] or 'the plug-in'} " + (
            "has changed since it was measured" if known else "was measured before its contents were recorded"
        )

    def projected_seconds(self, results: Results, cells: Iterable[Cell] | None = None) -> float | None:
        """These cells, or what is missing, will take about so long; None where no cell is finished that would tell."""
        cells = self.missing(results) if cells is None else cells
        return projected_seconds(
            [(cell, self.tokens(cell)) for cell in cells if not cell.skip], results.all(), self.jobs
        )

    def environment(self, provider: Provider | None = None) -> dict[str, Any]:
        """What the speed of a cell depends on besides the cell."""
        entry = provider.entry if provider else None
        described = describe_environment(self.threads, registry(), entry)
        return {**described, "device": self.device, "jobs": self.jobs, "apart": self.apart}

    def run(self, results: Results, show: Callable[[Cell, int], None], apart: Apart | None = None) -> Iterator[Row]:
        """Measure each missing cell and record it; a failure is a row, and the next cell runs.

        A cell that another process has finished since this one began is left out. apart: measures in processes of
        their own, so that no cell can end this one; None = here.
        """
        cells = self._still_missing(results)
        measured = self._measured_here(cells, show) if apart is None else apart.measured(cells, self.job, show)
        with closing(measured):
            for cell, outcome in measured:
                row = self._row(cell, outcome)
                results.put(row, again=self.again)
                yield row

    def job(self, cell: Cell) -> Job:
        """What a process of its own has to be told to measure a cell."""
        subject = self._subjects[cell.checkpoint].closed()
        return Job(self._open_reader, self.device, self.threads, cell, subject)

    def _still_missing(self, results: Results) -> Iterator[Cell]:
        for cell in self.missing(results):
            results.refresh()
            if self.is_missing(cell, results):
                yield cell

    def _measured_here(
        self, cells: Iterable[Cell], show: Callable[[Cell, int], None]
    ) -> Generator[tuple[Cell, Row], None, None]:
        for cell in cells:
            if cell.skip:
                yield cell, {"status": "skipped", "error": cell.skip}
                continue
            show(cell, 0)
            began, subject = time.perf_counter(), partial(self._subjects.__getitem__, cell.checkpoint)
            outcome = measure(subject, cell, self.threads, partial(show, cell))
            yield cell, {**outcome, "cell_s": time.perf_counter() - began}

    def _row(self, cell: Cell, outcome: Row) -> Row:
        subject, config = self._subjects[cell.checkpoint], self.plan.config
        provider = self.plan.providers.get(cell.backend)
        row = {
            "schema": SCHEMA,
            "cell": self.key(cell),
            "request": cell.request(subject.surroundings),
            "status": outcome["status"],
            "error": outcome["error"],
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
            "contents": cell.contents or None,
            "depends": provider.contents.depends if provider and cell.contents else None,
            "started": self._started,
            "environment": self.environment(provider),
        }
        if outcome["status"] == "ok":
            indexing = provider is not None and _has_index(provider)
            row["unindexed"] = outcome.get("indexed_share") == 0 and indexing
        return row | outcome


def _has_index(provider: Provider) -> bool:
    """Whether an index should answer, as opposed to a scan of every key that is meant as one."""
    return not (provider.spec.capabilities.exact or provider.spec.capabilities.scan)
