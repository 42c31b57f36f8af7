from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from reference import Reference
from tiny_models import CAPACITY, ROWS, TOKENS, VOCABULARY, evaluated, filled, new_model, same_state, tokens
from torch import Tensor

from memtrans.data.documents import TokenizedDocument
from memtrans.data.tokenizer import ByteTokenizer
from memtrans.errors import UsageError
from memtrans.model import MemorizingTransformer, ModelConfig, local_attention
from memtrans.reading import MemoryConfig

STARTS = [[True, True], [False, False], [False, False], [True, False], [False, True], [False, False], [False, False]]
VALID = [[[True] * TOKENS] * ROWS for _ in STARTS]
VALID[3][1] = [True, True, False, False]
VALID[5] = [[False, True, True, True], [True, False, True, True]]


@pytest.mark.parametrize("block", [1, 3, 128])
@pytest.mark.parametrize("combine", ["gate", "joint_softmax"])
@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"xl_overlap": False},
        {"kv_heads": 2, "xl_overlap": False, "memory_layers": (1, 3)},
        {"kv_heads": 1, "memory_layers": (2, 3)},
        {"kv_heads": 2, "xl_cache": 0},
        {"kv_heads": 1, "xl_cache": 9, "xl_overlap": False},
        {"scale_form": "abs", "tied_embeddings": False, "head_dim": 3, "neighbours": 9},
        {"memory_layers": ()},
    ],
    ids=str,
)
def test_the_model_agrees_with_loops_over_single_numbers(
    changes: dict[str, Any], combine: str, block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local_attention, "BLOCK", block)
    model = new_model(combine=combine, **changes)
    reference = Reference(model, model.config, ROWS, CAPACITY)
    memory = model.new_memory(ROWS, CAPACITY, threads=1) if model.config.memory_layers else None
    cache = None
    for step, (starts, valid) in enumerate(zip(STARTS, VALID)):
        if memory is not None:
            memory.reset(torch.tensor(starts))
        output = model(tokens(step), memory, cache, torch.tensor(starts), torch.tensor(valid))
        if memory is not None:
            memory.append(*output.new)
        cache = output.cache
        expected = torch.tensor(reference.read(tokens(step).tolist(), starts, valid))
        real = torch.tensor(valid)
        torch.testing.assert_close(output.logits[real], expected[real].float(), rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("combine", ["gate", "joint_softmax"])
def test_an_empty_memory_is_no_memory_bit_for_bit(combine: str) -> None:
    model = new_model(combine=combine)
    memory, cache = filled(model)
    plain = model(tokens(0), None, cache).logits
    memory.reset(torch.tensor([True, False]))
    partly = model(tokens(0), memory, cache).logits
    assert torch.equal(partly[0], plain[0]), "where nothing was found the output is the local one"
    assert not torch.allclose(partly[1], plain[1])
    memory.reset()
    assert torch.equal(model(tokens(0), memory, cache).logits, plain)
    assert torch.equal(model(tokens(0), model.new_memory(ROWS, CAPACITY), cache).logits, plain)


def test_forward_reads_and_leaves_no_trace() -> None:
    model = new_model(memory_layers=(1, 2), xl_overlap=False)
    memory, cache = filled(model)
    before, weights = memory.state_dict(), {name: p.clone() for name, p in model.state_dict().items()}
    first = model(tokens(0), memory, cache)
    first.logits.sum().backward()
    assert same_state(before, memory.state_dict())
    assert same_state(weights, model.state_dict())
    second = model(tokens(0), memory, cache)
    assert torch.equal(first.logits, second.logits)
    assert all(torch.equal(a, b) for a, b in zip(first.new, second.new))


@pytest.mark.parametrize("changes", [{}, {"xl_overlap": False}, {"combine": "joint_softmax", "xl_cache": 0}], ids=str)
def test_future_tokens_change_no_past_logit(changes: dict[str, Any]) -> None:
    model = new_model(**changes)

    def read(stream: Tensor) -> Tensor:
        memory, cache, logits = model.new_memory(ROWS, CAPACITY), None, []
        for segment in stream.split(TOKENS, dim=1):
            output = model(segment, memory, cache)
            memory.append(*output.new)
            cache = output.cache
            logits.append(output.logits)
        return torch.cat(logits, dim=1)

    stream = torch.cat([tokens(step) for step in range(4)], dim=1)
    expected = read(stream)
    for changed in (1, 6, 10, 15):
        other = stream.clone()
        other[0, changed:] = (other[0, changed:] + 1) % VOCABULARY
        got = read(other)
        torch.testing.assert_close(got[0, :changed], expected[0, :changed], rtol=0, atol=1e-6)
        assert not torch.allclose(got[0, changed], expected[0, changed])
        torch.testing.assert_close(got[1], expected[1], rtol=0, atol=1e-6)


def test_a_document_that_starts_sees_nothing_of_the_one_before() -> None:
    model = new_model()
    memory, cache = filled(model)
    starts = torch.tensor([True, False])
    expected = model(tokens(0), None, None).logits
    memory.reset(starts)
    got = model(tokens(0), memory, cache, starts).logits
    torch.testing.assert_close(got[0], expected[0], rtol=0, atol=1e-6)
    assert not torch.allclose(got[1], expected[1])


def test_padding_is_not_remembered_and_nothing_sees_it() -> None:
    model = new_model()
    memory, cache = filled(model)
    valid = torch.tensor([[True, True, False, False], [False, False, True, True]])
    one, other = tokens(0), tokens(0)
    other[~valid] = (other[~valid] + 3) % VOCABULARY
    outputs = [model(each, memory, cache, None, valid) for each in (one, other)]
    assert torch.equal(outputs[0].logits[valid], outputs[1].logits[valid])
    memory.append(*outputs[0].new)
    following = [model(tokens(1), memory, output.cache).logits for output in outputs]
    assert torch.equal(*following)
    assert memory.positions(memory.search(torch.zeros(ROWS, 4, 1, 2), 99)).amax().item() == 3 * TOKENS + 1


def test_it_runs_under_inference_mode() -> None:
    model = new_model()
    with torch.inference_mode():
        memory, cache = filled(model)
        inferred = model(tokens(0), memory, cache).logits
    memory, cache = filled(model)
    assert torch.equal(inferred, model(tokens(0), memory, cache).logits)


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16, torch.float16])
def test_autocast_and_16_bit_memories_stay_close(dtype: torch.dtype) -> None:
    model = new_model(neighbours=9)  # more than are stored, so that rounding cannot choose others
    expected = model(tokens(0), *filled(model)).logits
    with torch.autocast("cpu", torch.bfloat16):
        memory, cache = filled(model, dtype=dtype)
        output = model(tokens(0), memory, cache)
    assert output.logits.dtype == torch.float32
    output.logits.sum().backward()
    assert (output.logits - expected).abs().mean() < 0.1 * expected.abs().mean()
    memory.append(*output.new)


def documents(*lengths: int) -> list[TokenizedDocument]:
    random = np.random.default_rng(0)
    return [TokenizedDocument(f"d{n}", random.integers(0, 256, n), n) for n in lengths]


@pytest.mark.parametrize("changes", [{}, {"xl_overlap": False}], ids=str)
def test_perplexity_does_not_depend_on_the_number_of_rows(changes: dict[str, Any]) -> None:
    model = new_model(vocab_size=257, **changes)
    texts = documents(13, 1, 30, 8, 17)
    memory = MemoryConfig(capacity=10)
    runs = [evaluated(model, ByteTokenizer(), texts, memory, segment=8, rows=rows, threads=1) for rows in (1, 2, 4, 9)]
    for run in runs:
        assert run.tokens == 13 + 1 + 30 + 8 + 17, "each token is predicted, the first one from BOS"
        assert run.perplexity == pytest.approx(runs[0].perplexity, rel=1e-6)
        for nats, expected in zip(run.nats, runs[0].nats):
            np.testing.assert_allclose(nats, expected, rtol=0, atol=2e-5)
    alone = evaluated(model, ByteTokenizer(), texts[2:3], memory, segment=8, rows=1, threads=1)
    np.testing.assert_allclose(alone.nats[0], runs[0].nats[2], rtol=0, atol=2e-5)
    total = sum(nats.astype(np.float64).sum() for nats in runs[0].nats)
    assert runs[0].perplexity == pytest.approx(float(np.exp(total / 69))), "total nats over total tokens"


@pytest.mark.parametrize("training", [True, False])
def test_evaluation_has_its_own_memory_and_leaves_no_trace_in_the_model(training: bool) -> None:
    model = new_model(vocab_size=257).train(training)
    memory, _ = filled(model)
    before, weights = memory.state_dict(), {name: p.clone() for name, p in model.state_dict().items()}
    texts = documents(20, 9)
    runs = [evaluated(model, ByteTokenizer(), texts, MemoryConfig(capacity=10), segment=8, threads=1) for _ in range(2)]
    assert runs[0].total_nats == runs[1].total_nats
    assert model.training is training
    assert same_state(before, memory.state_dict())
    assert same_state(weights, model.state_dict())
    assert all(p.grad is None for p in model.parameters())


def parameter_count(config: ModelConfig) -> int:
    with torch.device("meta"):
        return sum(p.numel() for p in MemorizingTransformer(config).parameters())


def test_the_papers_model_has_about_200_million_parameters() -> None:
    count = parameter_count(ModelConfig.preset("paper-200m"))
    layer = 1024 * 3 * 1024 + 1024 * 1024 + 2 * 1024 * 4096 + 2 * 1024 + 32 * 8 + 8
    assert count == 12 * layer + 32_000 * 1024 + 1024 + 2 * 8 == 183_791_728
    assert abs(count / 200e6 - 1) < 0.1


def test_scales_are_reported_per_memory_layer() -> None:
    model = new_model(memory_layers=(1, 3))
    scales = model.memory_scales()
    expected = [model.blocks[number].attention.memory_scale() for number in (0, 2)]
    assert [torch.equal(a, b) for a, b in zip(scales, expected, strict=True)] == [True, True]
    assert not any(scale.requires_grad for scale in scales)


def test_a_model_without_memory_layers_takes_no_memory() -> None:
    model = new_model(memory_layers=())
    assert model(tokens(0)).new is None
    with pytest.raises(UsageError, match=r"no memory layer.*choose memory 0"):
        model.new_memory(1, 8)
