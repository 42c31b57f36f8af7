"""What is measured: a model, and the documents as it reads them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from memtrans.backend import BackendStats
from memtrans.comparison.differences import Row
from memtrans.comparison.plan import Cell, CompareConfig
from memtrans.data.documents import TokenizedDocument, limited, tokenize_documents
from memtrans.data.segments import Segment
from memtrans.data.sources import Document
from memtrans.errors import UsageError
from memtrans.evaluation.evaluate import Evaluation, evaluate
from memtrans.evaluation.finite import require_finite_loss
from memtrans.evaluation.meter import SearchMeter
from memtrans.evaluation.metrics import MetricsAtWork
from memtrans.metrics import MetricSpec
from memtrans.plugins.additions import Addition
from memtrans.reading import DocumentsOfItsOwn, MemoryConfig, Reader, Reading

OpenReader = Callable[[str, str], Reader]
"""A name and a device to a model, whatever its kind."""

SEGMENT = 128
"""Tokens per step where neither the config nor the model says."""


@dataclass(frozen=True)
class Subject:
    """Measures cells, and knows what is the same in all of them.

    readings: the ways to read that the config asks for.
    surroundings: digest of all that a cell's numbers depend on besides the cell itself and the machine's speed.
    texts: digest of the documents before they were tokenized. tokens: digest of what is predicted; where two models
    have the same, each token's loss can be compared.
    """

    reader: Reader
    readings: list[Reading]
    documents: list[TokenizedDocument]
    segment: int
    config: CompareConfig
    surroundings: str
    texts: str
    tokens: str

    @property
    def token_count(self) -> int:
        return sum(len(document.tokens) for document in self.documents)

    @property
    def longest(self) -> int:
        """Tokens of the longest document."""
        return max(len(document.tokens) for document in self.documents)

    def memory_bytes(self, cell: Cell) -> int:
        """What a cell's memory will hold in all rows and layers, without an index."""
        return self.reader.memory_bytes(cell.reading, self._memory(cell), self.config.rows)

    def measure(
        self,
        cell: Cell,
        threads: int | None,
        advance: Callable[[int], None],
        offered: Sequence[Addition[MetricSpec]] = (),
    ) -> Row:
        """The keys of a result row that have to be measured. advance: told of the tokens of each step.

        offered: what plug-ins measure besides.

        Raises:
            MemtransError: the loss is not finite. Whatever a backend may raise.
        """
        meter, metrics = SearchMeter(self.reader.memory_scales(cell.reading)), MetricsAtWork(offered)

        def read(segment: Segment) -> None:
            meter.attribute(segment.documents)
            metrics.read(segment.documents)
            advance(int(segment.valid.sum()))

        result = evaluate(
            self.reader,
            self.documents,
            cell.reading,
            self._memory(cell),
            segment=self.segment,
            rows=self.config.rows,
            threads=threads,
            seed=self.config.seed,
            observe=read,
            observer_of=lambda first: metrics.observer_of(first, meter.observer_of(first)),
        )
        require_finite_loss(result)
        row = _row_of(result, meter)
        measured = metrics.measured(row)
        return row | {"metrics": measured.numbers, "metric_errors": measured.errors}

    def _memory(self, cell: Cell) -> MemoryConfig:
        memory = MemoryConfig(capacity=cell.memory, dtype=self.config.dtype)
        if not cell.memory:
            return memory
        return memory.model_copy(update={"backend": cell.backend, "options": cell.options})


def read_subject(
    name: str,
    open_reader: OpenReader,
    documents: Sequence[Document] | None,
    config: CompareConfig,
    device: str,
    tell: Callable[[str], None],
) -> Subject:
    """Load a model and tokenize what it is to read; a trace brings documents of its own.

    Raises:
        UsageError: there is no model that can be read, or it cannot read as the config asks, or these documents.
    """
    tell(f"loading {name}")
    reader = open_reader(name, device)
    if isinstance(reader, DocumentsOfItsOwn):
        if documents is not None:
            raise UsageError(
                f"{name} is a trace, which brings its documents as it read them; leave 'documents' out, and compare "
                "models that read others in a config of their own."
            )
        limits = config.documents
        tokenized, texts = limited(reader.documents, limits.max_tokens, limits.max_documents), ""
    else:
        tokenized, texts = _tokenized(name, reader, documents, config, tell)
    readings = reader.readings(config.reading, max(len(document.tokens) for document in tokenized))
    segment = config.segment or reader.segment or SEGMENT
    surroundings = _digest_of_all(reader, tokenized, config, segment, device)
    tokens = _digest(*(part for each in tokenized for part in (_bytes(each.name), _ids(each))))
    return Subject(reader, readings, tokenized, segment, config, surroundings, texts or tokens, tokens)


def _tokenized(
    name: str,
    reader: Reader,
    documents: Sequence[Document] | None,
    config: CompareConfig,
    tell: Callable[[str], None],
) -> tuple[list[TokenizedDocument], str]:
    """The documents as a model reads them, and the digest of their texts."""
    if documents is None:
        raise UsageError(f"documents names no path and no corpus: {name} is no trace, so say what it is to read.")
    tell(f"tokenizing {len(documents):,} documents for {name}")
    most = config.documents.max_tokens
    texts = _digest(_bytes(str(most)), *(_bytes(part) for each in documents for part in (each.name, each.text)))
    return tokenize_documents(documents, reader.tokenizer, most), texts


def _row_of(result: Evaluation, meter: SearchMeter) -> Row:
    stats = result.stats or BackendStats()
    row: Row = {
        "perplexity": result.perplexity if result.foretold else None,
        "bits_per_byte": result.bits_per_byte if result.foretold else None,
        "tokens_per_s": result.tokens / result.seconds,
        "documents": result.names,
        "document_bytes": result.byte_counts,
        "document_tokens": [len(nats) for nats in result.nats],
        "document_nats": [float(nats.sum(dtype=np.float64)) for nats in result.nats] if result.foretold else None,
    }
    if meter.search_ms:
        row |= meter.summary(len(result.names)) | result.trainings._asdict()
        row |= {"indexed_share": stats.indexed_share}
    return row


def _digest(*parts: bytes) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "little") + part)
    return digest.hexdigest()


def _bytes(text: str) -> bytes:
    return text.encode(errors="surrogatepass")  # names of files need not be Unicode


def _ids(document: TokenizedDocument) -> bytes:
    return np.asarray(document.tokens, dtype=np.int64).tobytes()


def _digest_of_all(
    reader: Reader, documents: list[TokenizedDocument], config: CompareConfig, segment: int, device: str
) -> str:
    digest = hashlib.sha256()
    for name, weight in reader.weights():
        digest.update(name.encode() + weight.detach().float().cpu().numpy().tobytes())
    for document in documents:
        digest.update(_bytes(document.name) + _ids(document))
    facts = [
        dict(reader.shape),
        segment,
        config.rows,
        config.dtype,
        config.seed,
        *([] if device == "cpu" else [device]),
    ]
    digest.update(json.dumps(facts, sort_keys=True).encode())
    return digest.hexdigest()
