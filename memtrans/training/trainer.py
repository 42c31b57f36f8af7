"""Training: documents in, checkpoints and a log out.

A run is a pure function of its config and its save points: killed anywhere and resumed, it goes on bit for bit
(on CPU at the same number of threads) as the run that was never stopped.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor

from memtrans.checkpoint import Checkpoint, TrainingState, load_checkpoint, load_training_state, save_checkpoint
from memtrans.data.documents import TokenizedDocument, read_documents, tokenize_documents
from memtrans.data.segments import IGNORE, Segment
from memtrans.data.sources import Document
from memtrans.data.tokenizer import BPETokenizer, ByteTokenizer, Tokenizer
from memtrans.errors import BadInput, MemtransError, UsageError
from memtrans.evaluation.evaluate import evaluate
from memtrans.evaluation.meter import SearchMeter
from memtrans.model import MemorizingTransformer
from memtrans.plugins import registry
from memtrans.training.config import TrainConfig
from memtrans.training.optim import learning_rate, new_optimizer, optimizer_tensors, restore_optimizer
from memtrans.training.run_folder import RunFolder
from memtrans.training.streams import Streams, below

FREE = ("save_every", "validate_every", "validation")
"""Top-level keys that may change when a run is resumed."""


RECALL_EVERY = 16
"""Steps between checks of the memory's recall; by number, so that a resumed run makes the same ones."""


class StepResult(NamedTuple):
    """One finished step, as the log and the progress bar show it.

    tokens: read so far. loss: mean nats per token. gates: one per memory layer and head. memory: its capacity.
    recall: of this step's searches against exact ones, None where it was not checked. events: how often indexes were
    trained since the step before, by reason; retrained: those for which a recall probe was the reason, with its recall
    before and after.
    """

    step: int
    tokens: int
    loss: float
    learning_rate: float
    grad_norm: float
    tokens_per_s: float
    gates: list[float]
    memory: int
    recall: float | None
    events: dict[str, int]
    retrained: list[dict[str, Any]]


class Trainer:
    """One run in folder `out`: begun anew, or with `resume` taken up where its newest checkpoint is.

    skipped: documents that could not be used.

    Raises:
        UsageError: `out` holds a run and `resume` is False; or the config, the documents or a file of the run
            are not what they were.
    """

    def __init__(
        self, config: TrainConfig, out: Path, *, resume: bool = False, device: str = "cpu", threads: int | None = None
    ) -> None:
        self.config, self.folder, self.device, self.threads = config, RunFolder(out), torch.device(device), threads
        self.step = self.tokens = 0
        newest = self.folder.newest(resume)
        if config.memory.capacity:  # a typo here is found before the documents are read
            registry().resolve_options(config.memory.backend, config.memory.options)
        saved = load_checkpoint(newest) if newest else None
        if saved:
            _refuse_other_config(saved, config)
        read = read_documents(config.documents)
        self.skipped = read.skipped
        self.tokenizer, model = (saved.tokenizer, saved.model) if saved else _new_model(config, read.documents)
        self.model = model.to(self.device).train()
        self.optimizer = new_optimizer(config.optimizer, self.model)
        documents = tokenize_documents(read.documents, self.tokenizer, config.documents.max_tokens)
        self.streams = Streams(config, self.model, documents, self.tokenizer.bos, threads)
        if saved:
            self._restore(saved)
        self._validation = self._read_validation()
        self._validated: dict[str, Any] = {}
        self.folder.open(self.step)

    def run(
        self,
        stop_at: int | None = None,
        wanted: Callable[[], bool] = lambda: True,
        show: Callable[[StepResult], None] = lambda result: None,
    ) -> bool:
        """Train until `stop_at` tokens (at most, and by default, the config's budget) or until not `wanted`, and save.

        True = `stop_at` was reached. show: called after each step.

        Raises:
            MemtransError: the run diverged; the checkpoints before are kept.
        """
        goal = min(stop_at or self.config.max_tokens, self.config.max_tokens)
        while self.tokens < goal and wanted():
            result = self._one_step()
            self.folder.log(result._asdict())
            show(result)
            # Validation first: what a checkpoint says is behind it must be in the logs.
            if self.config.validate_every and self.step % self.config.validate_every == 0:
                self.validate()
            if self.step % self.config.save_every == 0:
                self.save()
        self.save()
        return self.tokens >= goal

    def validate(self) -> dict[str, Any] | None:
        """Perplexity on the validation documents with a memory of its own, also written to validation.jsonl."""
        if self._validation is None:
            return None
        if self._validated.get("step") != self.step:
            memory = self.config.memory.model_copy(update={"capacity": self.streams.capacity})
            result = evaluate(
                self.model,
                self.tokenizer,
                self._validation,
                memory,
                segment=self.config.segment,
                rows=self.config.rows,
                threads=self.threads,
            )
            self._validated = {"step": self.step, "tokens": self.tokens, **result.summary()}
            self.folder.log_validation(self._validated)
        return self._validated

    def save(self) -> None:
        """Write the checkpoint of this step, unless it is there already."""
        path = self.folder.checkpoint(self.step)
        if path.exists():
            return
        tensors = {"rng": torch.get_rng_state(), **self.streams.tensors(), **optimizer_tensors(self.optimizer)}
        state = TrainingState(tensors, {"step": self.step, "tokens": self.tokens, **self.streams.position()})
        facts = {"training": self.config.model_dump(mode="json"), "step": self.step, "tokens": self.tokens}
        self.folder.flush()
        save_checkpoint(path, self.model, self.tokenizer, facts, state)
        self.streams.rebuild()
        self.folder.prune()

    def _restore(self, saved: Checkpoint) -> None:
        tensors, position = load_training_state(saved.path)
        self.step, self.tokens = position["step"], position["tokens"]
        torch.set_rng_state(tensors["rng"])
        restore_optimizer(self.optimizer, below("optimizer.", tensors))
        self.streams.restore(position, {name: part.to(self.device) for name, part in tensors.items()})

    def _read_validation(self) -> list[TokenizedDocument] | None:
        settings = self.config.validation
        if settings is None:
            return None
        read = read_documents(settings)
        self.skipped = [*self.skipped, *read.skipped]
        return tokenize_documents(read.documents, self.tokenizer, settings.max_tokens)

    def _one_step(self) -> StepResult:
        began = time.perf_counter()
        settings = self.config.optimizer
        rate = learning_rate(settings, self.step, self.tokens / self.config.max_tokens)
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        self.streams.grow_memories(self.tokens)
        meter = self._watch_recall()
        parts = self.streams.read()
        count = sum(int(part.valid.sum()) for part in parts)
        loss = sum(self._micro_batch(i, part, count) for i, part in enumerate(parts))
        norm = float(torch.nn.utils.clip_grad_norm_(self.model.parameters(), settings.clip))
        if not math.isfinite(norm):
            raise self._diverged(f"the gradient norm is {norm}")
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self.step, self.tokens = self.step + 1, self.tokens + count
        recall = sum(meter.recalls) / len(meter.recalls) if meter and meter.recalls else None
        return self._result(loss, rate, norm, count / (time.perf_counter() - began), recall)

    def _watch_recall(self) -> SearchMeter | None:
        """In one step of so many, compare some searches of the first micro-batch with exact ones."""
        memory = self.streams.memories[0]
        if memory is None:
            return None
        memory.observer = SearchMeter(self.model.memory_scales(), every=1) if self.step % RECALL_EVERY == 0 else None
        return memory.observer

    def _micro_batch(self, i: int, part: Segment, count: int) -> float:
        """Add the gradients of a micro-batch's share of the step's mean loss, which is over `count` tokens."""
        tokens, targets, starts, valid = (
            x.to(self.device) for x in (part.tokens, part.targets, part.starts, part.valid)
        )
        memory = self.streams.memories[i]
        if memory is not None:
            memory.reset(starts)
        try:
            with torch.autocast(self.device.type, torch.bfloat16, enabled=self.config.precision == "bfloat16"):
                output = self.model(tokens, memory, self.streams.caches[i], starts, valid)
        except BadInput as error:  # the memory refuses queries that are NaN before there is a loss
            raise self._diverged(str(error)) from error
        loss: Tensor = (
            F.cross_entropy(output.logits.flatten(0, 1), targets.flatten(), ignore_index=IGNORE, reduction="sum")
            / count
        )
        if not torch.isfinite(loss):
            raise self._diverged(f"the loss is {loss.item()}")
        loss.backward()
        # After backward: the graph reads the memory, and a token must never retrieve itself.
        if memory is not None:
            memory.append(*output.new)
        self.streams.caches[i] = output.cache
        return loss.item()

    def _diverged(self, symptom: str) -> MemtransError:
        return MemtransError(
            f"The run diverged in step {self.step + 1}: {symptom.rstrip('.')}. The checkpoints in {self.folder.path} "
            f"are kept. Start anew with a lower optimizer.learning_rate (now {self.config.optimizer.learning_rate})."
        )

    def _result(self, loss: float, rate: float, norm: float, speed: float, recall: float | None) -> StepResult:
        gates = [p.detach().sigmoid() for name, p in self.model.named_parameters() if name.endswith(".gate")]
        return StepResult(
            step=self.step,
            tokens=self.tokens,
            loss=loss,
            learning_rate=rate,
            grad_norm=norm,
            tokens_per_s=speed,
            gates=[float(gate) for layer in gates for gate in layer],
            memory=self.streams.capacity,
            recall=recall,
            **self.streams.take_trainings()._asdict(),
        )


def _new_model(config: TrainConfig, documents: list[Document]) -> tuple[Tokenizer, MemorizingTransformer]:
    settings = config.tokenizer
    tokenizer: Tokenizer = ByteTokenizer()
    if settings.kind == "bpe":
        tokenizer = BPETokenizer.train([document.text for document in documents], settings.vocab_size)
    torch.manual_seed(config.seed)
    return tokenizer, MemorizingTransformer(config.model_shape(tokenizer.vocab_size))


def _refuse_other_config(saved: Checkpoint, config: TrainConfig) -> None:
    before, now = (
        dict(_flat({key: value for key, value in facts.items() if key not in FREE}))
        for facts in (saved.facts["training"], config.model_dump(mode="json"))
    )
    changed = [key for key in {**now, **before} if before.get(key) != now.get(key)]
    if changed:
        told = "; ".join(f"{key}={before.get(key)}, and the config says {now.get(key)}" for key in changed[:3])
        raise UsageError(
            f"{saved.path.parent} was trained with {told}. Resume with the config of the run, or choose another --out."
        )


def _flat(values: dict[str, Any], prefix: str = "") -> list[tuple[str, Any]]:
    """`{"a": {"b": 1}}` → `[("a.b", 1)]`."""
    pairs: list[tuple[str, Any]] = []
    for key, value in values.items():
        pairs += _flat(value, f"{prefix}{key}.") if isinstance(value, dict) else [(prefix + key, value)]
    return pairs
