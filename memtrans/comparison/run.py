"""A comparison: run every cell of a plan that is not in the record yet."""

from __future__ import annotations

import hashlib
import json
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch

from memtrans.backend import BackendStats
from memtrans.checkpoint import Checkpoint, load_checkpoint
from memtrans.comparison.plan import Cell, CompareConfig, Plan
from memtrans.comparison.results import Results, Row
from memtrans.data.documents import TokenizedDocument, read_documents, tokenize_documents
from memtrans.data.segments import Segment
from memtrans.data.sources import Skipped
from memtrans.errors import MemtransError, UsageError
from memtrans.evaluation.environment import describe_environment
from memtrans.evaluation.evaluate import Evaluation, MemoryConfig, evaluate
from memtrans.evaluation.meter import SearchMeter
from memtrans.memory.guards import check_fits
from memtrans.plugins import registry

MEASURED = (
    "perplexity",
    "bits_per_byte",
    "delta_nats",
    "delta_nats_low",
    "delta_nats_high",
    "delta_nats_approximate",
    "recall",
    "mass_recall",
    "layer_recall",
    "layer_mass_recall",
    "indexed_share",
    "search_ms_mean",
    "search_ms_p50",
    "search_ms_p95",
    "search_ms_p99",
    "write_ms",
    "write_ms_max",
    "tokens_per_s",
    "index_bytes",
    "index_bytes_per_token",
    "documents",
    "document_tokens",
    "document_nats",
    "document_recall",
    "document_mass_recall",
    "events",
    "retrained",
)
"""What a finished cell fills in; null in every other row, and where it is unknown."""


@dataclass(frozen=True)
class Subject:
    """A model and the documents as it reads them. `surroundings`: digest of all that is the same in its cells."""

    checkpoint: Checkpoint
    documents: list[TokenizedDocument]
    segment: int
    surroundings: str

    @property
    def tokens(self) -> int:
        return sum(len(document.tokens) for document in self.documents)


class Comparison:
    """The cells of a plan on this machine. Made before any cell runs, so that what is wrong is found at once.

    Raises:
        UsageError: a checkpoint or the documents cannot be read.
    """

    def __init__(self, plan: Plan, device: str = "cpu", threads: int | None = None) -> None:
        self.plan, self.device, self.threads = plan, device, threads
        read = read_documents(plan.config.documents)
        self.skipped: list[Skipped] = read.skipped
        self._subjects: dict[str, Subject] = {}
        for path in plan.config.checkpoint:
            checkpoint = load_checkpoint(path, device)
            documents = tokenize_documents(read.documents, checkpoint.tokenizer, plan.config.documents.max_tokens)
            segment = plan.config.segment or int(checkpoint.facts.get("training", {}).get("segment", 128))
            surroundings = _digest(checkpoint, documents, plan.config, segment, device)
            self._subjects[str(path)] = Subject(checkpoint, documents, segment, surroundings)

    def cells(self) -> list[Cell]:
        """The plan's cells, less those beyond memory 0 of a model without memory layers; too large ones say so."""
        kept = (
            cell
            for cell in self.plan.cells
            if cell.memory == 0 or self._subjects[cell.checkpoint].checkpoint.model.config.memory_layers
        )
        return [replace(cell, skip=cell.skip or self._too_large(cell)) for cell in kept]

    def _too_large(self, cell: Cell) -> str:
        model, config = self._subjects[cell.checkpoint].checkpoint.model, self.plan.config
        shape = model.config
        pairs = len(shape.memory_layers) * config.rows * shape.store_heads * cell.memory
        nbytes = pairs * 2 * shape.key_dim * getattr(torch, config.dtype).itemsize
        try:
            check_fits(nbytes, torch.device(self.device), cell.memory, config.rows)
        except UsageError as error:
            return str(error)
        return ""

    def key(self, cell: Cell) -> str:
        return cell.key(self._subjects[cell.checkpoint].surroundings)

    def tokens(self, cell: Cell) -> int:
        return self._subjects[cell.checkpoint].tokens

    def missing(self, results: Results) -> list[Cell]:
        return [cell for cell in self.cells() if not results.finished(self.key(cell))]

    def run(self, results: Results, show: Callable[[Cell, int], None]) -> Iterator[Row]:
        """Measure each missing cell and record it; a failure is a row, and the next cell runs."""
        for cell in self.missing(results):
            row = self._measure(cell, show)
            results.put(row)
            yield row

    def _measure(self, cell: Cell, show: Callable[[Cell, int], None]) -> Row:
        subject = self._subjects[cell.checkpoint]
        if cell.skip:
            return self._row(cell, subject, status="skipped", error=cell.skip)
        memory = MemoryConfig(
            capacity=cell.memory,
            backend=cell.backend if cell.memory else "exact",
            options=cell.options,
            dtype=self.plan.config.dtype,
        )
        meter = SearchMeter(subject.checkpoint.model.memory_scales())

        def read(segment: Segment) -> None:
            meter.attribute(segment.documents)
            show(cell, int(segment.valid.sum()))

        try:
            result = evaluate(
                subject.checkpoint.model,
                subject.checkpoint.tokenizer,
                subject.documents,
                memory,
                segment=subject.segment,
                rows=self.plan.config.rows,
                threads=self.threads,
                seed=self.plan.config.seed,
                observe=read,
                observer=meter,
            )
        except UsageError as error:  # it cannot be made here: too large for this machine, a library is missing
            return self._row(cell, subject, status="skipped", error=str(error))
        except Exception as error:  # whatever a plug-in may raise
            return self._row(cell, subject, status="failed", error=_what_failed(error))
        return self._row(cell, subject, status="ok", error=None) | _measured(result, meter)

    def _row(self, cell: Cell, subject: Subject, status: str, error: str | None) -> Row:
        return {
            "cell": self.key(cell),
            "status": status,
            "error": error,
            "checkpoint": cell.checkpoint,
            "backend": cell.backend,
            "options": cell.options,
            "memory": cell.memory,
            **dict.fromkeys(MEASURED),
            "segment": subject.segment,
            "rows": self.plan.config.rows,
            "dtype": self.plan.config.dtype,
            "seed": self.plan.config.seed,
            "surroundings": subject.surroundings,
            "environment": {**describe_environment(self.threads, registry()), "device": self.device},
        }


def _what_failed(error: Exception) -> str:
    """The error in a line; where it is not ours, with the place it comes from, which names no folder."""
    said = f"{type(error).__name__}: {error}"
    if isinstance(error, MemtransError):
        return said
    place = traceback.extract_tb(error.__traceback__)[-1]
    return f"{said} ({Path(place.filename).name}:{place.lineno}, in {place.name})"


def _measured(result: Evaluation, meter: SearchMeter) -> Row:
    stats = result.stats or BackendStats()
    row = {
        "perplexity": result.perplexity,
        "bits_per_byte": result.bits_per_byte,
        "tokens_per_s": result.tokens / result.seconds,
        "documents": result.names,
        "document_tokens": [len(nats) for nats in result.nats],
        "document_nats": [float(nats.sum(dtype=np.float64)) for nats in result.nats],
    }
    if meter.search_ms:
        row |= meter.summary(len(result.names)) | result.trainings._asdict()
        row |= {"indexed_share": stats.indexed_share or 0.0}
    return row


def _digest(
    checkpoint: Checkpoint, documents: list[TokenizedDocument], config: CompareConfig, segment: int, device: str
) -> str:
    """Of everything a cell's numbers depend on besides the cell itself and the machine's speed."""
    digest = hashlib.sha256()
    for name, weight in sorted(checkpoint.model.state_dict().items()):
        digest.update(name.encode() + weight.detach().float().cpu().numpy().tobytes())
    for document in documents:
        digest.update(document.name.encode() + np.asarray(document.tokens, dtype=np.int64).tobytes())
    shape: dict[str, Any] = checkpoint.model.config.model_dump(mode="json")
    facts = [shape, segment, config.rows, config.dtype, config.seed, *([] if device == "cpu" else [device])]
    digest.update(json.dumps(facts, sort_keys=True).encode())
    return digest.hexdigest()
