"""With everything retrieved a model gives the logits of full attention, whatever its family does to keys."""

from __future__ import annotations

import pytest
import torch
from tiny_pretrained import HALVES, ROTATIONS, SCALED, attach_small, logits_of, tiny, tokens

from memtrans.pretrained import Attachment

CUTS = (13, 37, 38)
FAMILIES = [
    "cohere",
    "cohere2",
    "ernie4_5",
    "exaone4",
    "gemma",
    "gemma2",
    "gemma3_text",
    "glm4",
    "gpt2",
    "gpt_bigcode",
    "gpt_neox",
    "gptj",
    "granite",
    "helium",
    "llama",
    "llama4_text",
    "mistral",
    "mixtral",
    "nanochat",
    "nemotron",
    "olmo2",
    "olmo3",
    "opt",
    "persimmon",
    "phi",
    "phi3",
    "qwen2",
    "qwen3",
    "qwen3_moe",
    "smollm3",
    "stablelm",
    "starcoder2",
]


def rotations(attachment: Attachment) -> dict[int, tuple[int, bool, int, bool] | None]:
    return {
        number: found and (len(found.inv_freq), found.interleaved, found.first, bool((found.inv_freq < 0).any()))
        for number, found in attachment.traits.rotations.items()
    }


@pytest.mark.parametrize("kind", FAMILIES)
def test_everything_retrieved_is_full_attention(kind: str) -> None:
    model, ids = tiny(kind), tokens(n=48)
    expected = logits_of(model, ids)
    with attach_small(model) as attachment:
        for cuts in ((), CUTS):
            got = logits_of(model, ids, attachment.new_cache(), cuts)
            assert (got - expected).abs().max() <= 1e-5 * expected.abs().max(), cuts
    with attach_small(model, memory=0, traits=attachment.traits) as without:
        got = logits_of(model, ids, without.new_cache())
    assert (got - expected).abs().max() >= 0.01 * expected.abs().max(), "nothing would be missed without a memory"
    if kind in ROTATIONS:
        assert rotations(attachment) == ROTATIONS[kind]


@pytest.mark.parametrize("rope_type", SCALED)
def test_scaled_rotations_are_served(rope_type: str) -> None:
    scaled = {"rope_type": rope_type, "rope_theta": 10000.0, **SCALED[rope_type]}
    model, ids = tiny("llama", rope_parameters=scaled), tokens()
    expected = logits_of(model, ids)
    with attach_small(model) as attachment:
        got = logits_of(model, ids, attachment.new_cache(), CUTS)
    assert (got - expected).abs().max() <= 1e-5 * expected.abs().max()
    assert rotations(attachment) == {0: HALVES, 1: HALVES}
    plain = next(iter(tiny("llama").modules())).model.rotary_emb.inv_freq
    changed = not torch.equal(attachment.traits.rotations[0].inv_freq, plain)
    assert changed == (rope_type != "dynamic"), "dynamic frequencies change beyond the trained length only"


def test_a_model_as_wide_as_it_was_trained_long_needs_no_sliding_layer_of_its_own() -> None:
    model = tiny("mistral", sliding_window=512)
    with attach_small(model) as attachment:
        assert attachment.traits.full == (0, 1)
