"""What measures does not know which kind of model it has: a third kind changes no file of theirs."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from comparisons import write_sweep
from toy_reader import Bigrams

from memtrans.comparison.plan import Cell, read_plan
from memtrans.comparison.results import Results
from memtrans.comparison.run import Comparison
from memtrans.data.documents import DocumentsConfig, read_documents, tokenize_documents
from memtrans.data.segments import Segment
from memtrans.errors import UsageError
from memtrans.evaluation.evaluate import evaluate
from memtrans.evaluation.meter import SearchMeter
from memtrans.model import MemorizingTransformer, ModelConfig
from memtrans.model.reader import MemorizingReader
from memtrans.plugins import registry
from memtrans.readers import open_reader
from memtrans.reading import MemoryConfig, Reader, Reading, Session

ROOT = Path(__file__).parents[1]
ROOMS = sorted(path for room in ("comparison", "evaluation") for path in (ROOT / "memtrans" / room).rglob("*.py"))
KINDS = ("memtrans.model", "memtrans.checkpoint", "memtrans.pretrained", "memtrans.readers")


@pytest.mark.parametrize("path", ROOMS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_what_measures_imports_no_kind_of_model(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        modules += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        assert not [module for module in modules if module.startswith(KINDS)]


def test_both_kinds_here_keep_the_protocol() -> None:
    model = MemorizingTransformer(ModelConfig.preset("tiny"))
    ours = MemorizingReader(model, Bigrams().tokenizer)
    for reader in (ours, Bigrams()):
        assert isinstance(reader, Reader)
        for reading in reader.readings({}, 100):
            assert isinstance(reader.begin(reading, MemoryConfig(capacity=8), 1), Session)


def bigrams(name: str, device: str) -> Reader:
    return Bigrams(7) if name == "bigrams" else open_reader(name, device)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """The model of the usual sweep, and one of a third kind."""
    config = write_sweep(tmp_path)
    text = config.read_text().replace(f"[{tmp_path}/model, {tmp_path}/plain]", "bigrams")
    config.write_text(text + "reading: {trust: [0.2, 0.6]}\n")
    return config


def compared(config: Path, *overrides: str) -> list[dict[str, Any]]:
    results = Results(config.parent / "out")
    comparison = Comparison(read_plan(config, overrides, registry()), bigrams, threads=1)
    list(comparison.run(results, lambda cell, tokens: None))
    return Results(config.parent / "out").rows(map(comparison.key, comparison.cells()))


def test_a_third_kind_is_evaluated(tmp_path: Path) -> None:
    """Two memories whose writes stand between each other's searches: times are of a step, recalls of a layer."""
    write_sweep(tmp_path)
    reader = Bigrams()
    read = read_documents(DocumentsConfig(path=tmp_path / "documents"))
    documents = tokenize_documents(read.documents, reader.tokenizer)
    reading = reader.readings({}, 300)[0]
    for backend, options in (("exact", {}), ("dial", {"recall": 0.5})):
        steps: list[Segment] = []
        memory = MemoryConfig(capacity=64, backend=backend, options=options)
        meter = SearchMeter(reader.memory_scales(reading), every=1)

        def observe(step: Segment, meter: SearchMeter = meter, steps: list[Segment] = steps) -> None:
            meter.attribute(step.documents)
            steps.append(step)

        result = evaluate(
            reader,
            documents,
            reading,
            memory,
            segment=16,
            rows=2,
            observe=observe,
            observer_of=meter.observer_of,
        )
        assert result.tokens == sum(len(document.tokens) for document in documents)
        assert all(np.isfinite(nats).all() for nats in result.nats)
        told = meter.summary(len(documents))
        assert told["worst_layer_recall"] == min(told["layer_recall"]) <= told["recall"]
        assert len(told["layer_recall"]) == 2
        assert None not in (*told["layer_recall"], *told["document_recall"])
        assert result.stats is not None
        assert len(meter.write_ms) == len(steps)
        assert len(meter.search_ms) == len(steps) - 3, "in three steps documents began, and nothing was stored"
    assert told["recall"] < 0.9


def test_a_third_kind_is_compared(config: Path) -> None:
    rows = compared(config)
    assert {row["status"] for row in rows} == {"ok"}, [row["error"] for row in rows]
    without = [(row["reads"], row["policy"], row["window"], row["sinks"]) for row in rows if not row["memory"]]
    assert without == [("window", None, 1, 0), ("window+sinks", None, 1, 4)]
    assert len(rows) == 2 + 2 * 2 * 3, "sizes, ways to read, and the three cells of two backends"
    assert len({row["cell"] for row in rows}) == len(rows)
    for row in rows:
        if row["memory"]:
            assert (row["reads"], row["policy"], row["layers"]) == ("memory", "copy", [3, 7])
            assert row["schema"] == 4
    assert compared(config) == rows, "all were finished"


def test_differences_are_taken_where_the_model_reads_alike(config: Path) -> None:
    """Also where it read otherwise before, and where exact search comes last."""
    for order in ("dial", "exact"):
        compared(config, f"backend={order}", "memory=32", *(["dial.recall=0.5"] if order == "dial" else []))
    rows = Results(config.parent / "out").all()
    exact = {json.dumps(row["reading"]): row for row in rows if row["backend"] == "exact"}
    assert len(exact) == 2
    for row in rows:
        baseline = exact[json.dumps(row["reading"])]
        difference = sum(row["document_nats"]) - sum(baseline["document_nats"])
        assert row["delta_nats"] == pytest.approx(difference / sum(row["document_tokens"]), abs=1e-12)
    assert len({row["delta_nats"] for row in rows if row["backend"] == "dial"}) == 2


def test_what_a_kind_does_not_know_is_refused_before_anything_is_measured(config: Path) -> None:
    with pytest.raises(UsageError, match="Bigrams have no 'window'"):
        compared(config, "reading.window=3")
    ours = f"checkpoint={config.parent}/model"
    with pytest.raises(UsageError, match="reads in one way, as it was trained to, so it has no 'trust'"):
        compared(config, ours)


def test_our_own_cells_keep_their_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was measured before there were ways to read is still finished."""
    monkeypatch.chdir(ROOT)
    plan = read_plan(Path("benchmarks/configs/quickstart.yaml"), [], registry())
    comparison = Comparison(plan, open_reader)
    results = Results(Path("benchmarks/results/quickstart"))
    assert len(comparison.cells()) == len(results.all())
    assert comparison.missing(results) == []
    assert {row["reads"] for row in results.all()} == {"memory", "window"}


def test_how_a_model_reads_tells_cells_apart_unless_it_has_no_choice() -> None:
    def key(reading: Reading) -> str:
        return Cell("model", "exact", {}, 8, reading).key("surroundings")

    def centred(options: dict[str, object]) -> str:
        return Cell("model", "hnsw", options, 8, Reading("memory")).key("surroundings")

    assert centred({"centre": False}) == centred({}) != centred({"centre": True}), "there was no such option before"
    kinds = [
        Reading("memory"),
        Reading("memory", "fixed"),
        Reading("memory", window=8),
        Reading("memory", sinks=4),
        Reading("memory", layers=(1,)),
        Reading("memory", settings={"distance": 2048}),
        Reading("memory", fixed=True),
    ]
    assert len(set(map(key, kinds))) == len(kinds)
    assert key(Reading("memory", window=8, layers=(3,), fixed=True)) == key(Reading("window", fixed=True))
    assert key(kinds[-1]) == "c93377cbba69bc9e", "as it was before there were ways to read"
