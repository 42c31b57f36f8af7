"""The shape of a model, checked, and shapes known by name."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator, model_validator

from memtrans.errors import UsageError, did_you_mean

Slope = Annotated[float, Field(ge=-1e6, le=1e6)]


class ModelConfig(BaseModel):
    """Shape of a model. Defaults follow the paper; gate and scale start where AdamW learns to use memory."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    # The upper ends are far beyond any model known; they keep numbers from a damaged file from becoming work.
    vocab_size: int = Field(256 + 1, ge=2, le=2**24)
    width: int = Field(192, ge=1, le=2**18)
    layers: int = Field(4, ge=1, le=1000)
    heads: int = Field(4, ge=1, le=2**12)
    kv_heads: int | None = Field(None, ge=1, le=2**12, description="Key/value heads; None = as many as heads.")
    head_dim: int | None = Field(None, ge=1, le=2**16, description="None = width / heads.")
    ffn_width: int | None = Field(None, ge=1, le=2**20, description="None = 4 x width.")
    memory_layers: tuple[int, ...] = Field((3,), description="Layers with memory, counted from 1.")
    neighbours: int = Field(32, ge=1, le=2**16, description="k: memories retrieved per query and head.")
    combine: Literal["gate", "joint_softmax"] = "gate"
    gate_start: float = Field(-1.0, ge=-1e6, le=1e6, description="Before the sigmoid; the paper starts at 0.")
    scale_form: Literal["log", "abs"] = "log"
    local_scale_start: float = Field(8.0, gt=0, le=1e6, description="The paper starts at 1.")
    memory_scale_start: float = Field(16.0, gt=0, le=1e6, description="The paper starts at 1.")
    xl_cache: int = Field(128, ge=0, le=2**16, description="Transformer-XL cache, tokens; 0 = none.")
    xl_overlap: bool = Field(True, description="False: a pair enters memory only when it has left the cache.")
    bias_buckets: int = Field(32, ge=4, le=2**16)
    bias_max_distance: int = Field(128, ge=8, le=2**24)
    bias_slope_start: tuple[Slope, ...] | None = Field(
        None, description="Per layer, fall per distance bucket in its first head; None = 2, and 0 in memory layers."
    )
    tied_embeddings: bool = True
    activation_checkpointing: bool = False

    @field_validator("*", mode="before")
    @classmethod
    def _no_truth_for_a_number(cls, value: Any, info: ValidationInfo) -> Any:
        """True and False are refused where pydantic takes them for 1 and 0."""
        if isinstance(value, bool) and cls.model_fields[str(info.field_name)].annotation is not bool:
            raise ValueError("it should be a number")
        return value

    @model_validator(mode="after")
    def _consistent(self) -> ModelConfig:
        if self.head_dim is None and self.width % self.heads:
            raise ValueError(f"width={self.width} is not divisible by heads={self.heads}; set head_dim or change one.")
        if self.heads % self.store_heads:
            raise ValueError(f"heads={self.heads} is not divisible by kv_heads={self.kv_heads}.")
        beyond = [n for n in self.memory_layers if not 1 <= n <= self.layers]
        if beyond:
            raise ValueError(f"memory_layers={beyond[:9]} do not exist; layers are numbered 1 to {self.layers}.")
        if list(self.memory_layers) != sorted(set(self.memory_layers)):
            raise ValueError(f"memory_layers={list(self.memory_layers[:9])} must ascend without repetition.")
        if self.bias_slope_start is not None and len(self.bias_slope_start) != self.layers:
            raise ValueError(f"bias_slope_start has {len(self.bias_slope_start)} numbers for {self.layers} layers.")
        if self.bias_max_distance <= self.bias_buckets // 2:
            raise ValueError(f"bias_max_distance={self.bias_max_distance} must exceed half of bias_buckets.")
        return self

    @property
    def store_heads(self) -> int:
        return self.kv_heads or self.heads

    @property
    def key_dim(self) -> int:
        return self.head_dim or self.width // self.heads

    def memory_index(self, layer: int) -> int | None:
        """Which of the memory layers this layer (from 1) is, counted from 0."""
        return self.memory_layers.index(layer) if layer in self.memory_layers else None

    def bias_slope(self, layer: int) -> float:
        """How steeply the position bias of a layer (from 1) starts; memory is searched by content, so flat there."""
        if self.bias_slope_start is not None:
            return self.bias_slope_start[layer - 1]
        return 0.0 if layer in self.memory_layers else 2.0

    @classmethod
    def preset(cls, name: str, **changes: Any) -> ModelConfig:
        """A preset by name, with some of its fields changed.

        Raises:
            UsageError: no preset has this name.
        """
        if name not in PRESETS:
            raise UsageError(f"Unknown preset '{name}'. There are: {', '.join(PRESETS)}.{did_you_mean(name, PRESETS)}")
        return cls(**{**PRESETS[name], **changes})


PRESETS: dict[str, dict[str, Any]] = {
    "tiny": {"width": 64, "layers": 2, "heads": 2, "memory_layers": (2,), "xl_cache": 32},
    "small": {"vocab_size": 2048, "width": 192, "layers": 4, "heads": 4, "memory_layers": (3,), "xl_cache": 128},
    "paper-200m": {
        "vocab_size": 32_000,
        "width": 1024,
        "layers": 12,
        "heads": 8,
        "ffn_width": 4096,
        "memory_layers": (9,),
        "xl_cache": 512,
        "gate_start": 0.0,
        "scale_form": "abs",
        "local_scale_start": 1.0,
        "memory_scale_start": 1.0,
        "bias_slope_start": (0.0,) * 12,
    },
}
