"""Models that cannot have a memory are refused in words, and left as they were."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from tiny_pretrained import attach_small, logits_of, tiny, tokens
from torch import nn
from transformers import AutoModelForSeq2SeqLM, PreTrainedModel, T5Config

from memtrans.errors import UsageError

IGNORES = "does not call the attention function that it was given"
STATES = "keep Linear"

REASONS = {
    "bloom": IGNORES,
    "falcon": IGNORES,
    "gpt_neo": IGNORES,
    "mpt": IGNORES,
    "rwkv": IGNORES,
    "xglm": IGNORES,
    "diffllama": "attends twice to what it cached once",
    "deepseek_v3": "attends to other keys than it cached",
    "gpt_oss": "attends with s_aux",
    "falcon_h1": STATES,
    "jamba": STATES,
    "mamba": STATES,
    "minimax": STATES,
}


def state_of(model: PreTrainedModel) -> tuple[object, ...]:
    hooks = [len(m._forward_hooks) + len(m._forward_pre_hooks) for m in model.modules()]
    return model.config._attn_implementation, hooks, [m.training for m in model.modules()]


@pytest.mark.parametrize("kind", REASONS)
def test_refused_for_its_reason_and_left_as_it_was(kind: str) -> None:
    model = tiny(kind)
    model.train()
    next(m for m in model.modules() if isinstance(m, nn.Embedding)).eval()
    before = state_of(model)
    for _ in range(2):  # it is not taken for attached afterwards
        with pytest.raises(UsageError, match=REASONS[kind]) as refused:
            attach_small(model)
        assert kind in str(refused.value)
        assert "\n" not in str(refused.value)
    assert state_of(model) == before


def test_logits_after_a_refusal_are_those_before() -> None:
    model, ids = tiny("gpt_oss"), tokens(n=20)
    before = logits_of(model, ids)
    with pytest.raises(UsageError):
        attach_small(model)
    assert torch.equal(logits_of(model, ids), before)


def test_an_encoder_decoder() -> None:
    config = T5Config(vocab_size=32, d_model=8, d_ff=8, d_kv=4, num_layers=1, num_heads=2, decoder_start_token_id=0)
    with pytest.raises(UsageError, match="encoder-decoder"):
        attach_small(AutoModelForSeq2SeqLM.from_config(config))


def test_a_model_all_of_whose_layers_slide() -> None:
    with pytest.raises(UsageError, match="All layers of mistral slide"):
        attach_small(tiny("mistral", sliding_window=8))


@pytest.mark.parametrize("model", ["gpt2", None, nn.Linear(2, 2)])
def test_what_is_no_model(model: object) -> None:
    with pytest.raises(UsageError, match="PreTrainedModel"):
        attach_small(model)  # type: ignore[arg-type]  # what is no model is what is tested


def test_a_model_whose_logits_change_through_the_interface() -> None:
    model = tiny("llama")

    def halve(module: nn.Module, _args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        if module.config._attn_implementation == "memtrans":
            kwargs["hidden_states"].mul_(0.5)

    model.model.layers[1].self_attn.register_forward_pre_hook(halve, with_kwargs=True)
    with pytest.raises(UsageError, match="gives other logits through the attention interface"):
        attach_small(model)
