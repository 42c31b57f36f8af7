"""A trial's short cut through a trace finds what a whole replay finds at the same moments."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from tiny_models import save_tiny_model
from tiny_pretrained import save_model
from tiny_traces import documents, recording_of, tiny_trace
from torch import Tensor
from toy_queries import AskedCells, asked_cells

from memtrans.errors import UsageError
from memtrans.evaluation.evaluate import evaluate
from memtrans.evaluation.judge import judge
from memtrans.memory import Memory
from memtrans.plugins import Registry
from memtrans.reading import MemoryConfig
from memtrans.recording.record import record
from memtrans.traces.file import TraceFile
from memtrans.traces.reader import TraceReader
from memtrans.tuning.measure import Bench, TooSlow
from memtrans.tuning.replay import replay
from memtrans.tuning.sample import Sampling, take_sample

pytestmark = pytest.mark.usefixtures("without_shape_checks")

PRETRAINED = {"window": 16, "step": 16, "sinks": 2, "neighbours": 8, "positions": "original", "layers": [0, 1]}

CASES = [
    ("hnsw", {"M": 4, "ef_search": 4}, 48),
    ("faiss-ivf-flat", {"exact_below": 16, "nlist": 8, "nprobe": 2}, 48),
    ("faiss-ivf-flat", {"exact_below": 16, "nlist": 8, "nprobe": 1}, 500),
    ("faiss-ivf-query", {"exact_below": 16, "nlist": 8, "nprobe": 2, "fewest_queries": 1}, 48),
    ("faiss-ivf-query", {"exact_below": 16, "nlist": 8, "nprobe": 1, "fewest_queries": 1}, 500),
    ("dial", {"recall": 0.5}, 48),
    ("exact", {}, 48),
]


class AtMoments:
    """Judges every query of those searches of a replay that see as many pairs of a document as a sample's moment."""

    def __init__(self, reader: TraceReader, moments: list[tuple[int, ...]]) -> None:
        self.scales = reader.memory_scales(reader.readings({}, 1)[0])
        self.moments, self.life = moments, -1
        self.written = 0
        self.recalls: list[float] = []
        self.masses: list[float] = []

    def searched(
        self, memory: Memory, layer: int, queries: Tensor, slots: Tensor, valid: Tensor, seconds: float
    ) -> None:
        stored = int(memory.positions(torch.arange(memory.capacity)[None]).max()) + 1 if int(memory.lengths[0]) else 0
        if stored < self.written or self.life < 0:
            self.life += 1
        self.written = stored
        if self.life < len(self.moments) and stored in self.moments[self.life]:
            every = torch.arange(queries.shape[2])[None]
            judged = judge(memory, layer, queries, slots, self.scales[layer], every.masked_fill(~valid, -1))
            self.recalls += judged.recall[~judged.recall.isnan()].tolist()
            self.masses += judged.mass_recall[~judged.mass_recall.isnan()].tolist()

    def wrote(self, seconds: float) -> None: ...


@pytest.mark.parametrize(("backend", "options", "capacity"), CASES, ids=lambda each: str(each))
def test_a_trial_finds_what_a_replay_finds(
    backend: str, options: dict[str, object], capacity: int, tmp_path: Path
) -> None:
    texts = documents((170, 100))
    trace = TraceFile(tiny_trace(tmp_path, documents=texts))
    sample = take_sample(trace, Sampling(capacity, places=1000))
    found = Bench(sample, backend, capacity, threads=1).measure(options)
    reader = TraceReader(trace)
    moments = [tuple(life.writes[count - 1][1] for count in life.asks) for life in sample.lives]
    watch = AtMoments(reader, moments)
    memory = MemoryConfig(capacity=capacity, backend=backend, options=options)
    reading = reader.readings({}, 1)[0]
    evaluate(reader, texts, reading, memory, segment=16, rows=1, threads=1, observer_of=lambda first: watch)
    sides = (found.searched, found.held_out)
    assert len(watch.recalls) == sum(side.counts.sum() for side in sides) > 100
    for metric, seen in (("recall", watch.recalls), ("mass_recall", watch.masses)):
        assert sum(side.sums[metric].sum() for side in sides) == pytest.approx(sum(seen), rel=1e-5), metric
    assert found.held_out.mean("recall") < 1 or backend in ("exact", "hnsw")


@pytest.mark.parametrize("shape", [{"kv_heads": 1}, {"xl_overlap": False}, PRETRAINED], ids=str)
@pytest.mark.parametrize("seed", [0, 7])
def test_a_trial_builds_from_the_past_queries_of_a_replay(
    shape: dict[str, Any], seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = documents((250, 170))
    if shape == PRETRAINED:
        record(recording_of(save_model(tmp_path / "model"), shape, segment=24, documents=texts), tmp_path / "T.h5")
        trace = TraceFile(tmp_path / "T.h5")
    else:
        trace = TraceFile(tiny_trace(tmp_path, documents=texts, **shape))
    installed = Registry([asked_cells()]).load()
    monkeypatch.setattr("memtrans.memory.memory.registry", lambda: installed)
    for module in ("search.indexed.probe", "tuning.sample"):
        monkeypatch.setattr(f"memtrans.{module}.CAREFUL_QUERIES", 4)  # fewer than are asked between two writes
    sample = take_sample(trace, Sampling(128, seed=seed))
    AskedCells.built.clear()
    bench = Bench(sample, "asked-cells", 128, threads=1)
    bench.measure({})
    ours = AskedCells.built.copy()
    AskedCells.built.clear()
    replay(trace, bench, {}, None, 0, lambda _: None)
    theirs = [queries.tobytes() for queries in AskedCells.built]
    assert sum(len(queries) > 3 for queries in ours) > 2
    # A trial ends before the document does, and has its layers one after the other.
    assert all(queries.tobytes() in theirs for queries in ours)


def test_sides_share_no_part_of_a_step_and_layers_share_sides(tmp_path: Path) -> None:
    shape = {"layers": 3, "memory_layers": (2, 3)}
    record(recording_of(save_tiny_model(tmp_path / "model", **shape), documents=documents((170,))), tmp_path / "T.h5")
    sample = take_sample(TraceFile(tmp_path / "T.h5"), Sampling(100))
    asks = [ask for life in sample.lives for ask in life.asks.values()]
    of_unit: dict[int, set[bool]] = {}
    for ask in asks:
        for unit, side in zip(ask.units.tolist(), ask.held_out.tolist()):
            of_unit.setdefault(unit, set()).add(side)
    assert all(len(sides) == 1 for sides in of_unit.values())
    assert 0.4 < np.mean([side for sides in of_unit.values() for side in sides]) < 0.6
    other = take_sample(TraceFile(tmp_path / "T.h5"), Sampling(100, seed=1))
    assert not np.array_equal(asks[0].held_out, next(iter(other.lives[0].asks.values())).held_out)


def test_a_pretrained_model_is_measured_too(tmp_path: Path) -> None:
    record(recording_of(save_model(tmp_path / "model"), PRETRAINED, segment=32), tmp_path / "T.h5")
    trace = TraceFile(tmp_path / "T.h5")
    both = Bench(take_sample(trace, Sampling(64)), "exact", 64, threads=1).measure({})
    one = Bench(take_sample(trace, Sampling(64, layers=[1])), "exact", 64, threads=1).measure({})
    assert both.held_out.mean("recall") == one.held_out.mean("recall") == 1.0
    assert both.held_out.counts.sum() == 2 * one.held_out.counts.sum()
    with pytest.raises(UsageError, match=r"--layers names 7, and .*T\.h5 has layers 0, 1; choose among them"):
        take_sample(trace, Sampling(64, layers=[7]))


def test_costs_are_counted(tmp_path: Path) -> None:
    trace = TraceFile(tiny_trace(tmp_path, documents=documents((170,))))
    sample = take_sample(trace, Sampling(500))
    exact = Bench(sample, "exact", 500, threads=1)
    assert exact.counts({})
    stored = exact.measure({}).scored
    assert stored is not None
    assert 85 < stored < 170
    ivf = Bench(sample, "faiss-ivf-flat", 500, threads=1)
    few, many = (ivf.measure({"exact_below": 16, "nlist": 8, "nprobe": probes}) for probes in (1, 8))
    assert few.scored is not None
    assert few.scored < stored / 2
    assert many.scored is not None
    assert stored < many.scored <= stored + 8
    assert many.held_out.mean("mass_recall") == pytest.approx(1, abs=1e-6)
    assert few.index_bytes_per_key is not None
    full = take_sample(trace, Sampling(160))
    assert not Bench(full, "hnsw", 160, threads=1).counts({})


def test_a_trial_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    sample = take_sample(TraceFile(tiny_trace(tmp_path, documents=documents((100,)))), Sampling(500))
    with pytest.raises(TooSlow, match=r"took longer than 1e-09 s"):
        Bench(sample, "exact", 500, threads=1).measure({}, most_seconds=1e-9)


def test_a_trace_without_searches_is_refused(tmp_path: Path) -> None:
    trace = TraceFile(tiny_trace(tmp_path, documents=documents((37,)), segment=32))
    sample = take_sample(trace, Sampling(500))
    assert sample.keys == 32
    with pytest.raises(UsageError, match=r"too few queries|no query finds a key"):
        take_sample(TraceFile(tiny_trace(tmp_path / "b", documents=documents((33,)), segment=32)), Sampling(500))
