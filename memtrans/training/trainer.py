"""Training: documents in, checkpoints and a log out.

A run is a pure function of its config and its save points: killed anywhere and resumed, it goes on bit for bit
(on CPU at the same number of threads) as a run with the same save points that was never stopped. Where the memory's
index depends on its keys alone the save points make no difference (docs/architecture.md, "What is saved").
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor

from memtrans.checkpoint import Checkpoint, TrainingState, load_checkpoint, load_training_state, save_checkpoint
from memtrans.data.documents import TokenizedDocument
from memtrans.data.segments import IGNORE, Segment
from memtrans.errors import BadInput, MemtransError, UsageError
from memtrans.evaluation.evaluate import evaluate
from memtrans.evaluation.meter import SearchMeter
from memtrans.model.reader import MemorizingReader
from memtrans.training.checks import check_start
from memtrans.training.config import TrainConfig
from memtrans.training.optim import learning_rate, new_optimizer, optimizer_tensors, restore_optimizer
from memtrans.training.prepare import Tell, prepare, refuse_other_config, tell_nobody
from memtrans.training.resuming import belonging, read_place, restore_rng
from memtrans.training.run_folder import RunFolder
from memtrans.training.streams import Streams, below

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


class _Unwanted(Exception):
    """Ends a validation that nobody waits for any more."""


class Trainer:
    """One run in folder `out`: begun anew, or with `resume` taken up where its newest checkpoint is.

    From its making to `close`, or to the end of a `with` block, it holds the folder against every other. tell: is
    told of each stage, from reading documents to validation. skipped: documents that could not be used.

    Raises:
        UsageError: `out` holds a run and `resume` is False, or another trainer holds it; or the config, the documents
            or a file of the run are not what they were.
    """

    def __init__(
        self,
        config: TrainConfig,
        out: Path,
        *,
        resume: bool = False,
        device: str = "cpu",
        threads: int | None = None,
        tell: Tell = tell_nobody,
    ) -> None:
        self.config, self.folder, self.device, self.threads = config, RunFolder(out), torch.device(device), threads
        self.step = self.tokens = 0
        self._tell = tell
        self._validated: dict[str, Any] = {}
        check_start(config, self.device)
        self.folder.newest(resume)  # so that a folder that is no run's, or that of another run, stays as it is
        self.folder.hold()
        try:
            self._begin(self.folder.newest(resume))
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Trainer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the folder; what was not saved is lost."""
        self.folder.release()

    def _begin(self, newest: Path | None) -> None:
        saved = load_checkpoint(newest) if newest else None
        if saved:
            refuse_other_config(saved, self.config)
        self.tokenizer, model, documents, self._validation, self.skipped = prepare(self.config, saved, self._tell)
        self.model = model.to(self.device).train()
        self.optimizer = new_optimizer(self.config.optimizer, self.model)
        self.streams = Streams(self.config, self.model, documents, self.tokenizer.bos, self.threads)
        if saved:
            self._tell("restoring the memory")
            self._restore(saved)
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
        self._require_open()
        goal = min(stop_at or self.config.max_tokens, self.config.max_tokens)
        if self._is_validated_now() and not self.folder.is_validated(self.step):
            self.validate(wanted)  # it was stopped before it had done so
        while self.tokens < goal and wanted():
            result = self._one_step()
            self.folder.log(result._asdict())
            show(result)
            # Validation first: what a checkpoint says is behind it must be in the logs.
            if self._is_validated_now():
                self.validate(wanted)
            if self.step % self.config.save_every == 0:
                self.save()
        self.save()
        return self.tokens >= goal

    def validate(self, wanted: Callable[[], bool] = lambda: True) -> dict[str, Any] | None:
        """Perplexity on the validation documents with a memory of its own, also written to validation.jsonl.

        None = there are no such documents, or it is no longer `wanted`: then nothing is written.
        """
        self._require_open()
        if self._validation is None:
            return None
        if self._validated.get("step") != self.step:
            try:
                summary = self._evaluate(self._validation, wanted)
            except _Unwanted:
                return None
            self._validated = {"step": self.step, "tokens": self.tokens, **summary}
            self.folder.log_validation(self._validated)
        return self._validated

    def _evaluate(self, documents: Sequence[TokenizedDocument], wanted: Callable[[], bool]) -> dict[str, Any]:
        total, done = sum(len(document.tokens) for document in documents), 0

        def observe(segment: Segment) -> None:
            nonlocal done
            if not wanted():
                raise _Unwanted
            done += int(segment.valid.sum())
            self._tell("validating", done, total, unit="tokens")

        self._tell("validating", done, total, unit="tokens")
        memory = self.config.memory.model_copy(update={"capacity": self.streams.capacity})
        reader = MemorizingReader(self.model, self.tokenizer)
        return evaluate(
            reader,
            documents,
            reader.reading,
            memory,
            segment=self.config.segment,
            rows=self.config.rows,
            threads=self.threads,
            observe=observe,
        ).summary()

    def save(self) -> None:
        """Write the checkpoint of this step, unless it is there already, and make the indexes anew as resuming does."""
        self._require_open()
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
        place = read_place(saved.path, position)
        with belonging(saved.path):
            restore_rng(tensors.get("rng"))
            restore_optimizer(self.optimizer, below("optimizer.", tensors))
            self.streams.restore(position, {name: part.to(self.device) for name, part in tensors.items()})
        self.step, self.tokens = place.step, place.tokens

    def _is_validated_now(self) -> bool:
        return bool(self.step and self.config.validate_every) and self.step % self.config.validate_every == 0

    def _require_open(self) -> None:
        if not self.folder.held:
            raise UsageError(f"This trainer of {self.folder.path} was closed; make another one with resume=True.")

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
        meter = SearchMeter(self.model.memory_scales(), every=1) if self.step % RECALL_EVERY == 0 else None
        memory.observer = meter.observer_of(0) if meter else None
        return meter

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
