"""Training: documents in, checkpoints and a log out.

A run is a pure function of its config and its save points: stopped anywhere and resumed, it goes on bit for bit
(on CPU at the same number of threads) as the run that was never stopped.
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, NamedTuple

import torch
import torch.nn.functional as F
from pydantic import BaseModel, ConfigDict, Field, model_validator
from torch import Tensor

from memtrans.checkpoint import (
    Checkpoint,
    TrainingState,
    find_checkpoint,
    load_checkpoint,
    load_training_state,
    save_checkpoint,
)
from memtrans.data.atomic import write_atomically
from memtrans.data.documents import DocumentsConfig, TokenizedDocument, read_documents, tokenize_documents
from memtrans.data.segments import IGNORE, SegmentLoader
from memtrans.data.tokenizer import BPETokenizer, ByteTokenizer, Tokenizer
from memtrans.errors import MemtransError, UsageError
from memtrans.evaluate import MemoryConfig, evaluate
from memtrans.model import PRESETS, Cache, MemorizingTransformer, ModelConfig
from memtrans.optim import OptimizerConfig, learning_rate, new_optimizer


class TokenizerConfig(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Literal["bytes", "bpe"] = "bpe"
    vocab_size: int = Field(2048, gt=256, description="BPE only; trained on the training documents.")


class GrowthStep(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    from_tokens: int = Field(ge=0)
    capacity: int = Field(ge=1)


class TrainConfig(BaseModel):
    """One training run."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    preset: Literal["tiny", "small", "paper-200m"] = "small"
    model: dict[str, Any] = Field(default_factory=dict, description="Changes to the preset; see ModelConfig.")
    tokenizer: TokenizerConfig = TokenizerConfig()
    documents: DocumentsConfig
    validation: DocumentsConfig | None = None
    rows: int = Field(8, ge=1, description="Documents read side by side in one micro-batch.")
    segment: int = Field(128, ge=1, description="Tokens per row and micro-batch.")
    accumulate: int = Field(1, ge=1, description="Micro-batches per step, each with rows and memory of its own.")
    memory: MemoryConfig = MemoryConfig(capacity=1024)
    memory_growth: tuple[GrowthStep, ...] = Field((), description="Larger capacities once so many tokens were read.")
    optimizer: OptimizerConfig = OptimizerConfig()
    max_tokens: int = Field(gt=0, description="The budget, also what the learning-rate schedule spans.")
    precision: Literal["float32", "bfloat16"] = "bfloat16"
    seed: int = 0
    save_every: int = Field(500, ge=1, description="Steps between checkpoints.")
    validate_every: int = Field(0, ge=0, description="Steps between validations; 0 = only at the end.")

    @model_validator(mode="after")
    def _consistent(self) -> TrainConfig:
        tokens = [step.from_tokens for step in self.memory_growth]
        if tokens != sorted(set(tokens)):
            raise ValueError(f"memory_growth: from_tokens={tokens} must ascend")
        if self.memory_growth and not self.memory.capacity:
            raise ValueError("memory_growth needs a memory to begin with; set memory.capacity")
        self.model_shape(512)
        return self

    def model_shape(self, vocab_size: int) -> ModelConfig:
        return ModelConfig(**{**PRESETS[self.preset], **self.model, "vocab_size": vocab_size})

    def capacity_at(self, tokens: int) -> int:
        return max([self.memory.capacity, *(s.capacity for s in self.memory_growth if s.from_tokens <= tokens)])


class StepResult(NamedTuple):
    """One finished step, as the log and the progress bar show it. loss: mean nats per token."""

    step: int
    tokens: int
    loss: float
    learning_rate: float
    grad_norm: float
    tokens_per_s: float
    gates: list[float]
    memory: int
    recall: float | None


class Trainer:
    """One run: its streams of documents, their memories, the model and the optimizer."""

    def __init__(self, config: TrainConfig, out: Path, device: str = "cpu", threads: int | None = None) -> None:
        self.config, self.out, self.device, self.threads = config, out, torch.device(device), threads
        self.step = self.tokens = 0
        self.events: list[str] = []

    # Setting up -------------------------------------------------------------------------------------------------

    def start(self, resume: bool) -> None:
        """Read the documents and make a fresh run in `out`, or take up the one that is there."""
        there = any(self.out.glob("step-*")) or (self.out / "log.jsonl").exists()
        if there and not resume:
            raise UsageError(f"{self.out} already holds a run; add --resume to continue it, or choose another --out.")
        saved = load_checkpoint(find_checkpoint(self.out)) if any(self.out.glob("step-*/config.json")) else None
        read = read_documents(self.config.documents)
        self.skipped = read.skipped
        if saved is None:
            self.tokenizer = self._new_tokenizer([document.text for document in read.documents])
            torch.manual_seed(self.config.seed)
            self.model = MemorizingTransformer(self.config.model_shape(self.tokenizer.vocab_size)).to(self.device)
        else:
            self._refuse_other_config(saved)
            self.tokenizer, self.model = saved.tokenizer, saved.model.to(self.device)
        documents = tokenize_documents(read.documents, self.tokenizer, self.config.documents.max_tokens)
        self.optimizer = new_optimizer(self.config.optimizer, self.model)
        self._new_streams(documents)
        if saved is not None:
            self._restore(saved)
        self._trim_log()
        self._validation = self._read_validation()

    def _new_tokenizer(self, texts: list[str]) -> Tokenizer:
        settings = self.config.tokenizer
        return ByteTokenizer() if settings.kind == "bytes" else BPETokenizer.train(texts, settings.vocab_size)

    def _new_streams(self, documents: list[TokenizedDocument]) -> None:
        config = self.config
        self.loader = SegmentLoader(
            [document.tokens for document in documents],
            config.rows * config.accumulate,
            config.segment,
            bos=self.tokenizer.bos,
            shuffle=True,
            seed=config.seed,
            repeat=True,
        )
        self.caches: list[Cache] = [self.model.empty_cache(config.rows) for _ in range(config.accumulate)]
        self.memories = [self._new_memory(i) for i in range(config.accumulate)]

    def _new_memory(self, stream: int) -> Any:
        capacity = self.config.capacity_at(self.tokens)
        return self.config.memory.make(self.model, self.config.rows, capacity, self.threads, self.config.seed + stream)

    def _read_validation(self) -> list[TokenizedDocument] | None:
        settings = self.config.validation
        if settings is None:
            return None
        return tokenize_documents(read_documents(settings).documents, self.tokenizer, settings.max_tokens)

    # Training ---------------------------------------------------------------------------------------------------

    def run(self, stop_at: int | None, wanted: Callable[[], bool], show: Callable[[StepResult], None]) -> bool:
        """Train until `stop_at` tokens (None = the config's budget) or until not `wanted`; True = reached."""
        budget = self.config.max_tokens if stop_at is None else stop_at
        self.model.train()
        with (self.out / "log.jsonl").open("a", encoding="utf-8") as log:
            while self.tokens < budget and wanted():
                progress = self._one_step()
                log.write(json.dumps(progress._asdict()) + "\n")
                log.flush()
                show(progress)
                if self.step % self.config.save_every == 0:
                    self.save()
                if self.config.validate_every and self.step % self.config.validate_every == 0:
                    self.validate()
        self.save()
        return self.tokens >= budget

    def _one_step(self) -> StepResult:
        began = time.perf_counter()
        settings = self.config.optimizer
        self._grow_memories()
        rate = learning_rate(settings, self.step, self.tokens / self.config.max_tokens)
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        segment = next(self.loader)
        count = int(segment.valid.sum())
        parts = (part.to(self.device).chunk(self.config.accumulate) for part in
                 (segment.tokens, segment.targets, segment.starts, segment.valid))
        nats = sum(self._micro_batch(i, count, *part) for i, part in enumerate(zip(*parts)))
        norm = float(torch.nn.utils.clip_grad_norm_(self.model.parameters(), settings.clip))
        if not torch.isfinite(torch.tensor(nats + norm)):
            raise MemtransError(
                f"Step {self.step}: loss {nats} with gradient norm {norm}; the run diverged. Lower "
                f"optimizer.learning_rate ({settings.learning_rate}) and resume from the last checkpoint."
            )
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self.step, self.tokens = self.step + 1, self.tokens + count
        return self._progress(nats / count, rate, norm, count / (time.perf_counter() - began))

    def _micro_batch(self, i: int, count: int, tokens: Tensor, targets: Tensor, starts: Tensor, valid: Tensor) -> float:
        """Gradients of one micro-batch's share of the step's mean loss; its nats."""
        memory = self.memories[i]
        if memory is not None:
            memory.reset(starts)
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self.config.precision == "bfloat16"):
            output = self.model(tokens, memory, self.caches[i], starts, valid)
        nats = F.cross_entropy(output.logits.flatten(0, 1), targets.flatten(), ignore_index=IGNORE, reduction="sum")
        (nats / count).backward()
        # After backward: the graph reads the memory, and a token must never retrieve itself.
        if memory is not None:
            memory.append(*output.new)
        self.caches[i] = output.cache
        return nats.item()

    def _grow_memories(self) -> None:
        capacity = self.config.capacity_at(self.tokens)
        for i, memory in enumerate(self.memories):
            if memory is not None and memory.capacity < capacity:
                self.memories[i] = memory.resized(capacity)

    def _progress(self, loss: float, rate: float, norm: float, speed: float) -> StepResult:
        memory = self.memories[0]
        gates = [
            float(gate) for name, p in self.model.named_parameters() if name.endswith(".gate") for gate in p.detach().sigmoid()
        ]
        recall = None if memory is None else memory.stats().recall
        capacity = 0 if memory is None else memory.capacity
        return StepResult(self.step, self.tokens, loss, rate, norm, speed, gates, capacity, recall)

    def validate(self) -> dict[str, Any] | None:
        """Perplexity on the validation documents with a memory of its own, also written to validation.jsonl."""
        if self._validation is None:
            return None
        memory = self.config.memory.model_copy(update={"capacity": self.config.capacity_at(self.tokens)})
        result = evaluate(self.model, self.tokenizer, self._validation, memory, segment=self.config.segment,
                          rows=self.config.rows, threads=self.threads)
        self.model.train()
        line = {"step": self.step, "tokens": self.tokens, **result.summary()}
        with (self.out / "validation.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
        return line

    # Saving and resuming ----------------------------------------------------------------------------------------

    def save(self) -> None:
        """Write `step-*`; the memories rebuild their indexes, exactly as a resumed run's will."""
        path = self.out / f"step-{self.step:07d}"
        if path.exists():
            return
        tensors: dict[str, Tensor] = {"rng": torch.get_rng_state()}
        for i, (memory, cache) in enumerate(zip(self.memories, self.caches)):
            tensors |= {f"cache.{i}.{name}": part for name, part in cache._asdict().items()}
            if memory is not None:
                tensors |= {f"memory.{i}.{name}": part for name, part in memory.state_dict().items()}
                memory.rebuild()
        for number, state in self.optimizer.state_dict()["state"].items():
            tensors |= {f"optimizer.{number}.{name}": torch.as_tensor(part) for name, part in state.items()}
        position = {"step": self.step, "tokens": self.tokens, "loader": self.loader.state_dict(),
                    "capacity": self.config.capacity_at(max(0, self.tokens - 1))}
        state = TrainingState({name: part.contiguous().cpu() for name, part in tensors.items()}, position)
        facts = {"training": self.config.model_dump(mode="json"), "step": self.step, "tokens": self.tokens}
        save_checkpoint(path, self.model, self.tokenizer, facts, state)
        for old in sorted(self.out.glob("step-*"))[:-2]:
            shutil.rmtree(old)

    def _restore(self, saved: Checkpoint) -> None:
        state = load_training_state(saved.path)
        self.step, self.tokens = state.position["step"], state.position["tokens"]
        self.loader.load_state_dict(state.position["loader"])
        tensors = {name: part.to(self.device) for name, part in state.tensors.items()}
        torch.set_rng_state(state.tensors["rng"])
        for i in range(self.config.accumulate):
            self.caches[i] = Cache(**_below(tensors, f"cache.{i}."))
            if self.memories[i] is not None:
                self.memories[i] = self.config.memory.make(
                    self.model, self.config.rows, state.position["capacity"], self.threads, self.config.seed + i)
                self.memories[i].load_state_dict(_below(tensors, f"memory.{i}."))
        whole = self.optimizer.state_dict()
        parts: dict[int, dict[str, Tensor]] = {}
        for name, part in _below(state.tensors, "optimizer.").items():
            number, key = name.split(".", 1)
            parts.setdefault(int(number), {})[key] = part
        self.optimizer.load_state_dict({"state": parts, "param_groups": whole["param_groups"]})

    def _refuse_other_config(self, saved: Checkpoint) -> None:
        before, now = saved.facts["training"], self.config.model_dump(mode="json")
        free = {"save_every", "validate_every", "validation"}
        changed = [key for key in now if key not in free and before.get(key) != now[key]]
        if changed:
            key = changed[0]
            raise UsageError(
                f"{self.out} was trained with {key}={before.get(key)}, the config says {now[key]}; "
                "resume with the config of the run, or choose another --out."
            )

    def _trim_log(self) -> None:
        """Drop what was logged after the checkpoint: those steps are made again, and stand in the log once."""
        self.out.mkdir(parents=True, exist_ok=True)
        for name in ("log.jsonl", "validation.jsonl"):
            file = self.out / name
            if not file.exists():
                continue
            kept = [line for line in file.read_text(encoding="utf-8").splitlines() if _step_of(line) <= self.step]
            write_atomically(file, "".join(line + "\n" for line in kept))


def _below(tensors: dict[str, Tensor], prefix: str) -> dict[str, Tensor]:
    return {name[len(prefix) :]: part for name, part in tensors.items() if name.startswith(prefix)}


def _step_of(line: str) -> float:
    try:
        return float(json.loads(line)["step"])
    except (ValueError, KeyError):
        return float("inf")  # a line cut short by a kill
