"""The config of a training run."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_serializer, field_validator, model_validator

from memtrans.config.validation import find_problems
from memtrans.data.documents import DocumentsConfig
from memtrans.model.config import PRESETS, ModelConfig
from memtrans.reading import MemoryConfig
from memtrans.training.optim import OptimizerConfig

ANY_VOCABULARY = 512
"""Stands for the tokenizer's, which is not known before documents are read; a shape is valid with any."""


class TokenizerConfig(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Literal["bytes", "bpe"] = "bpe"
    vocab_size: int = Field(2048, gt=256, description="BPE only; trained on the training documents.")


class GrowthStep(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    from_tokens: int | None = Field(None, ge=0, description="Tokens read.")
    from_share: float | None = Field(None, ge=0, lt=1, description="Instead, a share of max_tokens.")
    capacity: int = Field(ge=1)

    @model_validator(mode="after")
    def _one_beginning(self) -> GrowthStep:
        if (self.from_tokens is None) == (self.from_share is None):
            raise ValueError("give either 'from_tokens' or 'from_share'")
        return self

    def begins(self, max_tokens: int) -> int:
        """Tokens read from which on the memory has this capacity, in a run of so many."""
        return round((self.from_share or 0.0) * max_tokens) if self.from_tokens is None else self.from_tokens


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
    seed: int = Field(0, ge=0, lt=2**32)
    save_every: int = Field(500, ge=1, description="Steps between checkpoints.")
    validate_every: int = Field(0, ge=0, description="Steps between validations; 0 = only at the end.")

    @field_validator("model")
    @classmethod
    def _no_vocabulary(cls, changes: dict[str, Any]) -> dict[str, Any]:
        if "vocab_size" in changes:
            raise ValueError("vocab_size comes from the tokenizer; set tokenizer.vocab_size instead")
        return changes

    @model_validator(mode="after")
    def _consistent(self) -> TrainConfig:
        starts = [step.begins(self.max_tokens) for step in self.memory_growth]
        if starts != sorted(set(starts)):
            raise ValueError(f"memory_growth: the steps begin at {starts} tokens, which must ascend without repetition")
        if self.memory_growth and not self.memory.capacity:
            raise ValueError("memory_growth needs a memory to begin with; set memory.capacity")
        try:
            shape = self.model_shape(ANY_VOCABULARY)
        except ValidationError as error:
            problems = find_problems(error, ModelConfig, {**PRESETS[self.preset], **self.model})
            raise ValueError("model: " + " ".join(problem.message for problem in problems)) from error
        if self.memory.capacity and not shape.memory_layers:
            raise ValueError(
                f"memory.capacity={self.memory.capacity}, but the model has no memory layer; "
                "set memory.capacity to 0 or model.memory_layers to the layers that should have one"
            )
        return self

    @field_serializer("memory_growth")
    def _in_tokens(self, steps: tuple[GrowthStep, ...]) -> list[dict[str, int]]:
        """A run records the tokens at which its memory grows, however they were given."""
        return [{"from_tokens": step.begins(self.max_tokens), "capacity": step.capacity} for step in steps]

    def model_shape(self, vocab_size: int) -> ModelConfig:
        return ModelConfig(**{**PRESETS[self.preset], **self.model, "vocab_size": vocab_size})

    def capacity_at(self, tokens: int) -> int:
        """Capacity of the memory for a step that begins when so many tokens were read."""
        grown = [step.capacity for step in self.memory_growth if step.begins(self.max_tokens) <= tokens]
        return max([self.memory.capacity, *grown])
