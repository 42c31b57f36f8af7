"""What becomes of an index over keys that a model writes while it is learning?

    memtrans data fetch hol-light
    python -m benchmarks.drift

A model is trained with exact memory. Before each of its steps the same weights read the same tokens with three more
memories, whose inverted files differ in when they are trained anew: never, at growth and age, or also when a probe
sees recall fall. There is one memory layer, so all four hold the same keys. Once a model begins from nothing, once
the reference model goes on learning, and once it reads without learning: what is lost then is not the weights' doing.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from memtrans.backend import IndexSetup, MemoryBackend, Ring
from memtrans.checkpoint import Checkpoint, load_checkpoint
from memtrans.data.segments import IGNORE, Segment
from memtrans.evaluation.meter import SearchMeter
from memtrans.files import write_atomically
from memtrans.memory import Memory
from memtrans.model import Cache, MemorizingTransformer
from memtrans.options import TrainedOptions
from memtrans.plugins import Registry, registry
from memtrans.search.events import count_events
from memtrans.search.indexed import import_factory
from memtrans.search.indexed.in_place import InPlaceBackend
from memtrans.search.indexed.lists import IndexedList
from memtrans.search.indexed.policy import Reason, RetrainPolicy
from memtrans.training.config import TrainConfig
from memtrans.training.optim import learning_rate, new_optimizer
from memtrans.training.prepare import Tell, prepare, tell_nobody
from memtrans.training.streams import Streams

HERE = Path(__file__).parent
RESULTS = HERE / "results" / "drift"
REFERENCE = HERE / "reference" / "memory"
INDEX = "faiss-ivf-flat"
OPTIONS = {"exact_below": 1024, "nlist": 64, "nprobe": 8}
"""Indexed from early on: a model that learns reads short of what the defaults wait for."""
CHECKED = 8
"""Recall is measured in one step of so many, on a few queries of each list."""
QUERIES = 8
WINDOW = 100
"""Steps to a row of the table, and between two savings of what was found."""

HEAD = """\
# An index over keys of a model that learns

Made by `python -m benchmarks.drift`. The `small` model reads HOL Light theories of the training split, {rows} side by
side in segments of {segment}, with exact memories of {capacity:,}; where it learns, at a rate of {rate}. Beside it the
same weights read the same tokens through indexes that are trained anew never, at growth and age, or also when a probe
sees recall fall: {index}.
Recall of the best 32: mean (lowest) of the steps that were checked, one in {checked}. Δ: nats per token against the
exact memory."""


class Never(RetrainPolicy):
    """Once, when the list is long enough."""

    def after_write(self, written: int, keys: int) -> Reason | None:
        return super().after_write(written, keys) if not self.trained_on else None

    def after_probe(self, recall: float) -> bool:
        return False


class Scheduled(RetrainPolicy):
    """At each doubling, and after `capacity` keys written."""

    def after_probe(self, recall: float) -> bool:
        return False


def never(options: TrainedOptions, ring: Ring) -> MemoryBackend:
    return _trained_by(Never, options, ring)


def scheduled(options: TrainedOptions, ring: Ring) -> MemoryBackend:
    return _trained_by(Scheduled, options, ring)


def probed(options: TrainedOptions, ring: Ring) -> MemoryBackend:
    return _trained_by(RetrainPolicy, options, ring)


def _trained_by(policy: type[RetrainPolicy], options: TrainedOptions, ring: Ring) -> MemoryBackend:
    """What `memtrans.search.from_index` makes of the index, at another policy."""
    spec = registry().find(INDEX).spec
    setup = IndexSetup(ring.dim, ring.capacity, ring.seed)

    def make() -> IndexedList:
        return IndexedList(import_factory(spec)(options, setup), INDEX, spec.capabilities.serial, centre=options.centre)

    return InPlaceBackend(make, ring, exact_below=options.exact_below, trained=True, policy=policy)


POLICIES = ("never", "scheduled", "probed")


def policies() -> Registry:
    """A backend for each."""
    spec = registry().find(INDEX).spec
    return Registry(
        [replace(spec, name=name, factory=f"benchmarks.drift:{name}", kind="backend") for name in POLICIES],
        installed=False,
    )


@dataclass
class Follower:
    """A memory and a cache that follow the training, and how well the memory has been searched."""

    memory: Memory
    cache: Cache
    scales: Sequence[Tensor]

    def read(self, model: MemorizingTransformer, part: Segment, checked: bool) -> tuple[Tensor, float | None]:
        """Nats of the segment's tokens and, if `checked`, recall; remembers nothing yet."""
        meter = SearchMeter(list(self.scales), every=1, queries=QUERIES) if checked else None
        self.memory.observer = meter.observer_of(0) if meter else None
        self.memory.reset(part.starts)
        output = model(part.tokens, self.memory, self.cache, part.starts, part.valid)
        self._new, self.cache = output.new, output.cache
        nats = F.cross_entropy(
            output.logits.flatten(0, 1), part.targets.flatten(), ignore_index=IGNORE, reduction="sum"
        )
        return nats, float(np.mean(meter.recalls)) if meter and meter.recalls else None

    def remember(self) -> None:
        """What was read, once the gradients are there."""
        self.memory.append(*self._new)


class Run:
    """A model in training, and its followers."""

    def __init__(
        self,
        config: TrainConfig,
        options: Mapping[str, Any],
        start: Checkpoint | None = None,
        threads: int = 1,
        tell: Tell = tell_nobody,
    ) -> None:
        torch.set_num_threads(threads)
        self.config = config
        made = prepare(config, start, tell)
        self.model = made.model.train()
        self.optimizer = new_optimizer(config.optimizer, self.model)
        self.streams = Streams(config, self.model, made.documents, made.tokenizer.bos, threads)
        self.followers = {"exact": self._follow("exact", {}, None)}
        self.followers |= {name: self._follow(name, options, policies()) for name in POLICIES}
        self.step = self.tokens = 0

    def _follow(self, backend: str, options: Mapping[str, Any], plugins: Registry | None) -> Follower:
        rows, capacity = self.config.rows, self.config.memory.capacity
        memory = self.model.new_memory(
            rows, capacity, backend=backend, options=dict(options), threads=torch.get_num_threads(), plugins=plugins
        )
        return Follower(memory, self.model.empty_cache(rows), self.model.memory_scales())

    def steps(self, count: int, learns: bool) -> Iterator[dict[str, Any]]:
        """What each step found: nats and recall of each memory, and how often its indexes were trained so far."""
        for _ in range(count):
            (part,) = self.streams.read()
            tokens = int(part.valid.sum())
            found = self._one_step(part, tokens, learns)
            self.step, self.tokens = self.step + 1, self.tokens + tokens
            yield {"step": self.step, "read": self.tokens, "tokens": tokens, **found}

    def _one_step(self, part: Segment, tokens: int, learns: bool) -> dict[str, Any]:
        checked = self.step % CHECKED == 0
        nats, recall = {}, {}
        for name, follower in self.followers.items():
            with torch.set_grad_enabled(learns and name == "exact"):
                loss, recall[name] = follower.read(self.model, part, checked and name != "exact")
            if learns and name == "exact":
                (loss / max(1, tokens)).backward()
            nats[name] = round(loss.item(), 3)
        if learns:
            settings = self.config.optimizer
            for group in self.optimizer.param_groups:
                group["lr"] = learning_rate(settings, self.step, self.tokens / self.config.max_tokens)
            torch.nn.utils.clip_grad_norm_(self.model.parameters(), settings.clip)
            self.optimizer.step()
            self.optimizer.zero_grad(set_to_none=True)
        for follower in self.followers.values():
            follower.remember()
        trained = {name: dict(count_events(self.followers[name].memory.stats())) for name in POLICIES}
        return {"nats": nats, "recall": {name: recall[name] for name in POLICIES}, "trained": trained}


@dataclass(frozen=True)
class Phase:
    """start: a checkpoint's folder; None = from nothing."""

    title: str
    start: Path | None
    learns: bool
    steps: int


PHASES = (
    Phase("from nothing", None, True, 800),
    Phase("the reference model learns on", REFERENCE, True, 400),
    Phase("the reference model, weights as they are", REFERENCE, False, 300),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rate", type=float, default=2e-3, help="learning rate, constant after 100 steps")
    parser.add_argument("--share", type=float, default=1.0, help="of the steps")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--out", type=Path, default=RESULTS)
    arguments = parser.parse_args()
    began = time.monotonic()
    rows: list[dict[str, Any]] = []
    for phase in PHASES:
        steps = max(1, round(phase.steps * arguments.share))
        start = load_checkpoint(phase.start) if phase.start else None
        run = Run(config_of(steps, arguments.rate), OPTIONS, start, arguments.threads)
        for row in run.steps(steps, phase.learns):
            rows.append({"phase": phase.title, **row})
            if row["step"] % WINDOW == 0 or row["step"] == steps:
                save(arguments.out, run.config, rows)
                print(f"{phase.title}, {row['step']} steps, {time.monotonic() - began:.0f} s", flush=True)
    print((arguments.out / "table.md").read_text())


def config_of(steps: int, rate: float) -> TrainConfig:
    """Long theories, so that memories fill and turn over several times."""
    return TrainConfig.model_validate(
        {
            "documents": {"corpus": "hol-light", "split": "train", "min_bytes": 60000, "max_tokens": 65536},
            "rows": 4,
            "segment": 128,
            "memory": {"capacity": 8192},
            "optimizer": {"learning_rate": rate, "schedule": "constant"},
            "precision": "float32",
            "max_tokens": steps * 4 * 128,
        }
    )


def save(out: Path, config: TrainConfig, rows: Sequence[dict[str, Any]]) -> None:
    write_atomically(out / "steps.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
    write_atomically(out / "table.md", page(config, rows))


def page(config: TrainConfig, rows: Sequence[dict[str, Any]]) -> str:
    """Recall, Δ nats and trainings by policy, over the steps of each phase."""
    index = f"`{INDEX}` ({', '.join(f'{name}={value}' for name, value in OPTIONS.items())})"
    lines = [
        HEAD.format(
            rows=config.rows,
            segment=config.segment,
            capacity=config.memory.capacity,
            rate=config.optimizer.learning_rate,
            index=index,
            checked=CHECKED,
        )
    ]
    for phase in dict.fromkeys(row["phase"] for row in rows):
        lines += ["", f"## {phase[0].upper()}{phase[1:]}", "", *_table([row for row in rows if row["phase"] == phase])]
    return "\n".join(lines) + "\n"


def _table(rows: Sequence[dict[str, Any]]) -> list[str]:
    heads = ["steps", "tokens read", "nats", *(f"recall, {n}" for n in POLICIES), *(f"Δ nats, {n}" for n in POLICIES)]
    lines = [f"| {' | '.join(heads)} |", "|" + "---:|" * len(heads)]
    for begin in range(0, len(rows), WINDOW):
        window = rows[begin : begin + WINDOW]
        nats = sum(row["nats"]["exact"] for row in window) / sum(row["tokens"] for row in window)
        cells = [f"{begin + 1} to {begin + len(window)}", f"{window[-1]['read']:,}", f"{nats:.3f}"]
        cells += [f"{recall_of(window, n):.3f} ({recall_of(window, n, min):.3f})" for n in POLICIES]
        cells += [f"{cost(window, n):+.4f}" for n in POLICIES]
        lines.append(f"| {' | '.join(cells)} |")
    lines += ["", "Indexes were trained, by reason:", ""]
    for name in POLICIES:
        counts = rows[-1]["trained"][name]
        lines.append(f"- {name}: " + (", ".join(f"{kind} {n:,}" for kind, n in sorted(counts.items())) or "not at all"))
    return lines


def recall_of(rows: Sequence[dict[str, Any]], name: str, over: Any = np.mean) -> float:
    """Of the steps that were checked while something was remembered."""
    found = [row["recall"][name] for row in rows if row["recall"][name] is not None]
    return float(over(found)) if found else float("nan")


def cost(rows: Sequence[dict[str, Any]], name: str) -> float:
    """Nats per token more than with the exact memory."""
    more = sum(row["nats"][name] - row["nats"]["exact"] for row in rows)
    return float(more / sum(row["tokens"] for row in rows))


if __name__ == "__main__":
    main()
