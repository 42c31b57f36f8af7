"""Hugging Face models of many families, tiny and untrained, made in milliseconds without a network."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers
from torch import Tensor
from transformers import AutoConfig, AutoModelForCausalLM, Cache, PreTrainedModel, PreTrainedTokenizerFast

from memtrans.pretrained import Attachment, attach
from memtrans.pretrained.traits import cache_argument

VOCABULARY, TRAINED = 128, 512

_SHAPE: dict[str, Any] = {
    "vocab_size": VOCABULARY,
    "hidden_size": 32,
    "intermediate_size": 48,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "head_dim": 8,
    "max_position_embeddings": TRAINED,
    "pad_token_id": 0,
    "bos_token_id": 1,
    "eos_token_id": None,
}
_GPT = {"n_embd": 32, "n_layer": 2, "n_head": 4, "n_positions": TRAINED, "n_inner": 48, "rotary_dim": 4}
_SLIDING = {"layer_types": ["sliding_attention", "full_attention"], "sliding_window": 8}
_EXPERTS = {
    "num_local_experts": 2,
    "num_experts": 2,
    "num_experts_per_tok": 1,
    "moe_intermediate_size": 16,
    "shared_expert_intermediate_size": 16,
}
_DEEPSEEK = {
    "num_key_value_heads": 4,
    "q_lora_rank": 16,
    "kv_lora_rank": 16,
    "qk_nope_head_dim": 8,
    "qk_rope_head_dim": 8,
    "v_head_dim": 8,
    "first_k_dense_replace": 2,
    "n_group": 1,
    "topk_group": 1,
}
_CHANGES: dict[str, dict[str, Any]] = {
    **dict.fromkeys(("gemma3_text", "olmo3", "gpt_oss"), _SLIDING),
    **dict.fromkeys(("mixtral", "qwen2_moe", "qwen3_moe", "olmoe"), _EXPERTS),
    **dict.fromkeys(("gpt2", "gptj", "codegen", "gpt_bigcode"), _GPT),
    **dict.fromkeys(("deepseek_v2", "deepseek_v3"), _DEEPSEEK),
    "gemma2": {**_SLIDING, "attn_logit_softcapping": 1.0},
    "cohere": {"logit_scale": 1.0},
    "cohere2": {**_SLIDING, "logit_scale": 1.0},
    "smollm3": {"no_rope_layers": [1, 0]},
    "phi": {"partial_rotary_factor": 0.5},
    "stablelm": {"partial_rotary_factor": 0.5},
    "opt": {"ffn_dim": 48, "word_embed_proj_dim": 32},
    "mpt": {"d_model": 32, "n_heads": 4, "n_layers": 2, "max_seq_len": TRAINED},
    "bloom": {"n_layer": 2, "n_head": 4},
    "gpt_neo": {"attention_types": [[["global"], 2]], "num_layers": 2, "num_heads": 4},
    "rwkv": {"context_length": TRAINED, "attention_hidden_size": 32},
}
_NO_HEAD_DIM = ("falcon", "rwkv")

SCALED: dict[str, dict[str, Any]] = {
    "linear": {"factor": 4.0},
    "dynamic": {"factor": 4.0},
    "yarn": {"factor": 4.0, "original_max_position_embeddings": 128},
    "llama3": {
        "factor": 8.0,
        "low_freq_factor": 1.0,
        "high_freq_factor": 4.0,
        "original_max_position_embeddings": 64,
    },
}

HALVES, INTERLEAVED, UNMOVED = (4, False, 0, False), (4, True, 0, False), (0, False, 0, False)
ROTATIONS: dict[str, dict[int, tuple[int, bool, int, bool] | None]] = {
    "llama": {0: HALVES, 1: HALVES},
    "cohere": {0: INTERLEAVED, 1: INTERLEAVED},
    "cohere2": {1: UNMOVED},
    "ernie4_5": {0: INTERLEAVED, 1: INTERLEAVED},
    "gemma3_text": {1: HALVES},
    "glm4": {0: (2, True, 0, False), 1: (2, True, 0, False)},
    "gpt2": {0: None, 1: None},
    "gpt_neox": {0: (1, False, 0, False), 1: (1, False, 0, False)},
    "gptj": {0: None, 1: None},
    "nanochat": {0: (4, False, 0, True), 1: (4, False, 0, True)},
    "opt": {0: None, 1: None},
    "persimmon": {0: (2, False, 0, False), 1: (2, False, 0, False)},
    "phi": {0: (2, False, 0, False), 1: (2, False, 0, False)},
    "smollm3": {0: HALVES, 1: UNMOVED},
    "stablelm": {0: (2, False, 0, False), 1: (2, False, 0, False)},
}
"""By layer: pairs of dimensions, whether they are interleaved, the first one, whether they turn the other way."""


def tiny(kind: str = "llama", seed: int = 0, dtype: torch.dtype = torch.float32, **changes: Any) -> PreTrainedModel:
    """A model of that family for inference, with weights so large that every token tells on the logits."""
    shape = {**_SHAPE, **_CHANGES.get(kind, {}), **changes}
    if kind in _NO_HEAD_DIM:
        del shape["head_dim"]
    torch.manual_seed(seed)
    model: PreTrainedModel = AutoModelForCausalLM.from_config(AutoConfig.for_model(kind, **shape)).eval()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.mul_(10 if parameter.dim() > 1 else 1)
    return model.to(dtype)


def tokens(rows: int = 2, n: int = 90, seed: int = 0) -> Tensor:
    return torch.randint(3, VOCABULARY, (rows, n), generator=torch.Generator().manual_seed(seed))


def attach_small(model: PreTrainedModel, **changes: Any) -> Attachment:
    """Windows of a few tokens, and everything before them retrieved as it was rotated."""
    small: dict[str, Any] = {"memory": 200, "window": 8, "step": 8, "sinks": 2, "neighbours": 200, "threads": 1}
    return attach(model, **{**small, "positions": "original", **changes})


@torch.no_grad()
def logits_of(
    model: PreTrainedModel, ids: Tensor, cache: Cache | None = None, cuts: Sequence[int] = (), **extra: Tensor
) -> Tensor:
    """Of all tokens; read in pieces that begin at `cuts`. extra: [rows, n] each, cut like the tokens."""
    edges = [0, *cuts, ids.shape[1]]
    out = []
    for begin, end in itertools.pairwise(edges):
        given = {name: value[:, begin:end] for name, value in extra.items()}
        given |= {cache_argument(model): cache, "use_cache": cache is not None}
        out.append(model(ids[:, begin:end], **given).logits)
    return torch.cat(out, dim=1)


def save_model(folder: Path, **changes: Any) -> Path:
    """A tiny llama, and a tokenizer of single bytes with a token that begins documents."""
    vocabulary = {letter: number for number, letter in enumerate(sorted(pre_tokenizers.ByteLevel.alphabet()))}
    bytes_only = Tokenizer(models.BPE(vocabulary, []))
    bytes_only.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    bytes_only.decoder = decoders.ByteLevel()
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=bytes_only, bos_token="<s>")
    tokenizer.save_pretrained(folder)
    tiny("llama", vocab_size=257, pad_token_id=256, bos_token_id=256, **changes).save_pretrained(folder)
    return folder
