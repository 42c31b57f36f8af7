"""Which recall predicts the change in loss: that of neighbours (recall@k) or that of softmax weight (mass recall)?

    python -m benchmarks.predict_loss.run [--record benchmarks/results/dial] [--draws 1000] [--quick] [--out DIR]

Across configurations it reads the record of `memtrans compare benchmarks/configs/dial.yaml`; within a configuration,
from token to token and segment to segment, it reads the same theories again with every query judged.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from benchmarks.predict_loss.report import report
from benchmarks.predict_loss.statistics import (
    Numbers,
    Score,
    Statistic,
    bootstrap,
    explained_by_line,
    explained_by_monotone,
    rank_correlation,
)
from memtrans.checkpoint import Checkpoint, load_checkpoint
from memtrans.comparison.differences import Row, is_baseline, is_done
from memtrans.comparison.results import Results
from memtrans.data.documents import DocumentsConfig, TokenizedDocument, read_documents, tokenize_documents
from memtrans.data.segments import Segment
from memtrans.evaluation.environment import describe_environment
from memtrans.evaluation.evaluate import Evaluation, evaluate
from memtrans.evaluation.judge import Judgement, judge
from memtrans.files import write_atomically
from memtrans.memory import Memory
from memtrans.model.reader import MemorizingReader
from memtrans.plugins import registry
from memtrans.reading import MemoryConfig

BENCHMARKS = Path(__file__).parents[1]
SEGMENT, CAPACITY = 128, 8192
EARLY = {"exact_below": 1024}
"""So that the index answers nearly everywhere in documents of this length."""

CONFIGURATIONS: list[tuple[str, dict[str, Any]]] = [
    ("dial", {"recall": 0.5, "drop": "random"}),
    ("binned", {"preset": "meliad"}),
    ("faiss-ivf-flat", {**EARLY, "nprobe": 2}),
    ("faiss-ivf-pq", {**EARLY, "oversample": 1}),
    ("faiss-hnsw", {"ef_search": 32, "M": 4}),
    ("scann", {**EARLY, "brute_force_up_to": 1024, "leaves_to_search": 4}),
]


class TokenRecall:
    """Watches a memory and keeps, for every token of every document, how well its queries were answered."""

    def __init__(self, scales: Tensor, documents: Sequence[TokenizedDocument]) -> None:
        self._scales = scales
        self._judged: dict[str, Tensor] = {}
        self.kept = {key: [np.full(len(d.tokens), np.nan) for d in documents] for key in Judgement._fields}

    def searched(
        self, memory: Memory, layer: int, queries: Tensor, slots: Tensor, valid: Tensor, seconds: float
    ) -> None:
        every = torch.arange(queries.shape[2], device=valid.device).expand(memory.rows, -1)
        judged = judge(memory, layer, queries, slots, self._scales, every.masked_fill(~valid, -1))
        # The queries of heads that share a list stand one head after the other: [rows, heads, tokens].
        self._judged = {
            key: each.reshape(memory.rows, len(self._scales), -1).mean(1) for key, each in judged._asdict().items()
        }

    def wrote(self, seconds: float) -> None:
        pass

    def file(self, segment: Segment) -> None:
        """Put what the last search gave where it belongs; nothing was searched if no memory was there yet."""
        for key, judged in self._judged.items():
            for row, count in enumerate(segment.valid.sum(1).tolist()):
                document, offset = int(segment.documents[row]), int(segment.offsets[row])
                if document >= 0:
                    # The same products summed in another order differ in the seventh digit, and where all was found
                    # that must not decide ranks.
                    self.kept[key][document][offset : offset + count] = judged[row, :count].numpy().round(5)
        self._judged = {}


@dataclass(frozen=True)
class Workload:
    checkpoint: Checkpoint
    documents: list[TokenizedDocument]

    def read(self, backend: str, options: dict[str, Any]) -> tuple[Evaluation, TokenRecall]:
        model = self.checkpoint.model
        reader = MemorizingReader(model, self.checkpoint.tokenizer)
        watch = TokenRecall(model.memory_scales()[0], self.documents)
        memory = MemoryConfig(capacity=CAPACITY, backend=backend, options=options)
        result = evaluate(
            reader,
            self.documents,
            reader.reading,
            memory,
            segment=SEGMENT,
            rows=len(self.documents),
            observe=watch.file,
            observer_of=lambda first: watch,
        )
        return result, watch


def read_workload(max_documents: int, max_tokens: int) -> Workload:
    checkpoint = load_checkpoint(BENCHMARKS / "reference" / "memory")
    theories = DocumentsConfig(
        path=BENCHMARKS / "data" / "hol-light" / "heldout", pattern="**/*.ml", max_documents=max_documents
    )
    return Workload(
        checkpoint, tokenize_documents(read_documents(theories).documents, checkpoint.tokenizer, max_tokens)
    )


def compare_predictors(predict: dict[str, Numbers], loss: Numbers, scores: dict[str, Score]) -> dict[str, float]:
    """Every score of every predictor's shortfall, and how much better mass recall does."""
    found = {
        f"{predictor}.{name}": score(1 - values, loss)
        for predictor, values in predict.items()
        for name, score in scores.items()
    }
    gains = {f"gain.{name}": found[f"mass_recall.{name}"] - found[f"recall.{name}"] for name in scores}
    return found | gains


def across_configurations(rows: Sequence[Row], draws: int) -> Iterator[dict[str, Any]]:
    """A point is a configuration: its recall, mass recall and Δ nats. Of all, of the dial's, of the real indexes'."""
    exact = next(row for row in rows if is_baseline(row))
    cells = [row for row in rows if is_done(row) and row["memory"] and not is_baseline(row)]
    for name, chosen in (
        ("all", cells),
        ("recall dial", [row for row in cells if row["backend"] == "dial"]),
        ("real indexes", [row for row in cells if row["backend"] != "dial"]),
    ):
        estimates = bootstrap(_of_cells(chosen, exact), len(exact["documents"]), draws)
        yield {"points": name, "count": len(chosen), "scores": estimates}


def _of_cells(cells: Sequence[Row], exact: Row) -> Statistic:
    tokens = np.array(exact["document_tokens"], dtype=np.float64)
    nats = np.array([row["document_nats"] for row in cells]) - np.array(exact["document_nats"])
    predict = {key: np.array([row[f"document_{key}"] for row in cells]) for key in ("recall", "mass_recall")}
    scores: dict[str, Score] = {"rank": rank_correlation, "line": explained_by_line, "monotone": explained_by_monotone}

    def statistic(drawn: NDArray[np.int64]) -> dict[str, float]:
        weights = tokens[drawn] / tokens[drawn].sum()
        means = {key: values[:, drawn] @ weights for key, values in predict.items()}
        return compare_predictors(means, nats[:, drawn].sum(1) / tokens[drawn].sum(), scores)

    return statistic


def within_configurations(workload: Workload, configurations: Any, draws: int) -> Iterator[dict[str, Any]]:
    """A point is a token, or a segment of them, that searched a memory; the configuration is the same for all."""
    exact, _ = workload.read("exact", {})
    for backend, options in configurations:
        result, watch = workload.read(backend, options)
        loss = [(ours - theirs).astype(np.float64) for ours, theirs in zip(result.nats, exact.nats)]
        facts = {"backend": backend, "options": options, "delta_nats": float(np.concatenate(loss).mean())}
        facts |= {key: float(np.nanmean(np.concatenate(values))) for key, values in watch.kept.items()}
        for unit, length in (("token", 1), ("segment", SEGMENT)):
            per_document = [_points(columns, length) for columns in zip(*watch.kept.values(), loss)]
            yield {**facts, "unit": unit, "scores": bootstrap(_of_points(per_document), len(per_document), draws)}


def _of_points(per_document: list[Numbers]) -> Statistic:
    """Of [recalls and change, points] per document: how well each recall predicts the change, and its size."""
    scores: dict[str, Score] = {
        "rank": rank_correlation,
        "line": explained_by_line,
        "size rank": lambda x, y: rank_correlation(x, np.abs(y)),
        "size line": lambda x, y: explained_by_line(x, np.abs(y)),
    }

    def statistic(drawn: NDArray[np.int64]) -> dict[str, float]:
        *recalls, loss = np.concatenate([per_document[i] for i in drawn], axis=1)
        return compare_predictors(dict(zip(Judgement._fields, recalls)), loss, scores)

    return statistic


def _points(columns: Sequence[Numbers], length: int) -> Numbers:
    """[columns, points]: means over pieces of that length, whole ones only, where a memory was searched."""
    tokens = len(columns[0]) // length * length
    whole: Numbers = np.stack(columns)[:, :tokens].reshape(len(columns), -1, length).mean(2)
    return whole[:, ~np.isnan(whole[0])]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--record", type=Path, default=BENCHMARKS / "results" / "dial", help="folder of the sweep's results"
    )
    parser.add_argument("--out", type=Path, default=BENCHMARKS / "results" / "predict_loss")
    parser.add_argument("--draws", type=int, default=1000, help="documents are drawn anew so many times")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--quick", action="store_true", help="little text and few draws: does it run?")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    draws = 20 if arguments.quick else arguments.draws
    workload = read_workload(2, 512) if arguments.quick else read_workload(14, 4096)
    configurations = CONFIGURATIONS[:2] if arguments.quick else CONFIGURATIONS
    result = {
        "across": list(across_configurations(Results(arguments.record).all(), draws)),
        "within": list(within_configurations(workload, configurations, max(20, draws // 10))),
        "documents": len(workload.documents),
        "tokens": sum(len(document.tokens) for document in workload.documents),
        "memory": CAPACITY,
        "draws": draws,
        "environment": describe_environment(arguments.threads, registry()),
    }
    text = report(result)
    write_atomically(arguments.out / "result.json", json.dumps(result, indent=1, allow_nan=False) + "\n")
    write_atomically(arguments.out / "table.md", text)
    print(text)


if __name__ == "__main__":
    main()
