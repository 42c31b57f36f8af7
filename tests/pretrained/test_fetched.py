"""Fetched models read with a memory as they read without one, when everything is retrieved."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
import torch
from fetched_models import fetched_model
from transformers import AutoModelForCausalLM, AutoTokenizer

from memtrans.pretrained import attach
from memtrans.pretrained.traits import cache_argument

pytestmark = pytest.mark.fetched


@pytest.mark.parametrize(("name", "positions"), [("smollm2-135m", 700), ("gemma-3-270m", 300)])
def test_everything_retrieved_is_full_attention(name: str, positions: int) -> None:
    folder = fetched_model(name)
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
    text = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    ids = AutoTokenizer.from_pretrained(folder)(text, return_tensors="pt").input_ids[:, :positions]
    cuts = sorted(torch.randperm(positions, generator=torch.Generator().manual_seed(0))[:6].tolist())
    with torch.no_grad(), attach(model, memory=2048, window=64, step=64, neighbours=2048, length=positions) as reading:
        expected = model(ids, use_cache=False).logits
        whole = model(ids, **{cache_argument(model): reading.new_cache()}).logits
        cache = reading.new_cache()
        edges = itertools.pairwise([0, *cuts, positions])
        pieces = [model(ids[:, a:b], **{cache_argument(model): cache}).logits for a, b in edges if a < b]
    with torch.no_grad(), attach(model, memory=0, window=64, step=64, traits=reading.traits) as forgetting:
        without = model(ids, **{cache_argument(model): forgetting.new_cache()}).logits
    assert (whole - expected).abs().max() <= 1e-4
    assert (torch.cat(pieces, dim=1) - expected).abs().max() <= 1e-4
    assert (without - expected).abs().max() > 1, "nothing would be missed without a memory"
