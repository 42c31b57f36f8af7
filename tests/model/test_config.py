from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from memtrans.errors import UsageError
from memtrans.model.config import PRESETS, ModelConfig


@pytest.mark.parametrize("name", PRESETS)
def test_presets_can_be_changed(name: str) -> None:
    config = ModelConfig.preset(name)
    assert config.memory_layers
    assert ModelConfig.preset(name, neighbours=7).neighbours == 7
    assert ModelConfig.model_validate(config.model_dump(mode="json")) == config


def test_the_papers_preset_is_the_papers_model() -> None:
    config = ModelConfig.preset("paper-200m")
    assert (config.layers, config.width, config.heads, config.key_dim, config.ffn_width) == (12, 1024, 8, 128, 4096)
    assert (config.memory_layers, config.neighbours, config.store_heads) == ((9,), 32, 8)
    assert (config.combine, config.gate_start, config.scale_form) == ("gate", 0.0, "abs")
    assert (config.local_scale_start, config.memory_scale_start, config.xl_cache) == (1.0, 1.0, 512)


def test_position_biases_start_steep_except_in_memory_layers() -> None:
    config = ModelConfig(layers=3, memory_layers=(2,))
    assert [config.bias_slope(layer) for layer in (1, 2, 3)] == [2.0, 0.0, 2.0]
    assert [config.memory_index(layer) for layer in (1, 2, 3)] == [None, 0, None]
    config = ModelConfig(layers=3, memory_layers=(2, 3), bias_slope_start=(0.5, 1.0, 0.0))
    assert [config.bias_slope(layer) for layer in (1, 2, 3)] == [0.5, 1.0, 0.0]
    assert [config.memory_index(layer) for layer in (1, 2, 3)] == [None, 0, 1]


def test_an_unknown_preset_is_answered_with_a_close_one() -> None:
    with pytest.raises(UsageError, match=r"Unknown preset 'smal'. There are: tiny, small, paper-200m. Did you mean"):
        ModelConfig.preset("smal")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"width": 10, "heads": 4}, "width=10 is not divisible by heads=4; set head_dim or change one"),
        ({"kv_heads": 3}, "heads=4 is not divisible by kv_heads=3"),
        ({"kv_heads": 8}, "heads=4 is not divisible by kv_heads=8"),
        ({"memory_layers": (0, 5)}, r"memory_layers=\[0, 5\] do not exist; layers are numbered 1 to 4"),
        ({"memory_layers": (3, 2)}, r"memory_layers=\[3, 2\] must ascend without repetition"),
        ({"memory_layers": (2, 2)}, "must ascend without repetition"),
        ({"bias_slope_start": (1.0, 2.0)}, "bias_slope_start has 2 numbers for 4 layers"),
        ({"bias_max_distance": 16}, "bias_max_distance=16 must exceed half of bias_buckets"),
        ({"neighbours": 0}, "greater than or equal to 1"),
        ({"combine": "sum"}, "'gate' or 'joint_softmax'"),
        ({"neighbors": 3}, "Extra inputs are not permitted"),
    ],
)
def test_shapes_that_cannot_be_are_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        ModelConfig(**changes)
