from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny_models import evaluated
from torch.utils._python_dispatch import TorchDispatchMode

from memtrans.data.documents import TokenizedDocument
from memtrans.data.segments import Segment
from memtrans.data.tokenizer import ByteTokenizer
from memtrans.errors import BackendUnavailable, UsageError
from memtrans.evaluation.evaluate import Evaluation
from memtrans.model import MemorizingTransformer
from memtrans.model.config import ModelConfig
from memtrans.reading import MemoryConfig

BYTES = ByteTokenizer()
NONE = MemoryConfig(capacity=0)


def small_model(**changes: object) -> MemorizingTransformer:
    torch.manual_seed(1)
    model = MemorizingTransformer(
        ModelConfig.preset("tiny", **{"width": 16, "xl_cache": 4, "neighbours": 3, **changes})
    )
    for name, parameter in model.named_parameters():
        if name.endswith(".gate"):
            torch.nn.init.constant_(parameter, 1.0)  # open, so that the memory counts
    return model


def texts(*lengths: int) -> list[TokenizedDocument]:
    draw = np.random.default_rng(0)
    tokens = [draw.integers(97, 103, size=length).astype(np.uint16) for length in lengths]
    return [TokenizedDocument(f"{i}", each, len(each)) for i, each in enumerate(tokens)]


def losses_one_by_one(model: MemorizingTransformer, tokens: list[int], capacity: int, segment: int) -> list[float]:
    """The loss of each token, read by itself: no loader, no other rows, no padding."""
    inputs = [BYTES.bos, *tokens[:-1]]
    memory = model.new_memory(1, capacity) if capacity else None
    cache, losses = None, []
    for start in range(0, len(tokens), segment):
        with torch.no_grad():
            output = model(torch.tensor([inputs[start : start + segment]]), memory, cache)
        cache = output.cache
        if memory is not None and output.new is not None:
            memory.append(*output.new)
        targets = torch.tensor(tokens[start : start + segment])
        losses += F.cross_entropy(output.logits[0], targets, reduction="none").tolist()
    return losses


@settings(max_examples=12)
@given(
    lengths=st.lists(st.integers(1, 40), min_size=1, max_size=5),
    rows=st.integers(1, 6),
    segment=st.integers(1, 12),
    capacity=st.sampled_from([0, 5, 64]),
    overlap=st.booleans(),
)
def test_every_token_has_the_loss_it_has_alone(
    lengths: list[int], rows: int, segment: int, capacity: int, overlap: bool
) -> None:
    model, documents = small_model(xl_overlap=overlap), texts(*lengths)
    result = evaluated(model, BYTES, documents, MemoryConfig(capacity=capacity), segment=segment, rows=rows)
    assert result.names == [document.name for document in documents]
    for document, nats in zip(documents, result.nats):
        alone = losses_one_by_one(model, document.tokens.tolist(), capacity, segment)
        np.testing.assert_allclose(nats, alone, rtol=1e-4, atol=1e-5)


def test_memory_changes_what_is_predicted() -> None:
    model, documents = small_model(), texts(60, 30)
    without, within = (
        evaluated(model, BYTES, documents, MemoryConfig(capacity=c), segment=8).total_nats for c in (0, 40)
    )
    assert abs(without - within) > 1e-3


def test_a_model_that_knows_nothing_is_as_perplexed_as_its_vocabulary_is_large() -> None:
    model = small_model()
    torch.nn.init.zeros_(model.embedding.weight)
    result = evaluated(model, BYTES, texts(50, 7), NONE, segment=8)
    assert result.perplexity == pytest.approx(257, rel=1e-5)
    assert result.bits_per_byte == pytest.approx(math.log2(257), rel=1e-5)
    assert result.tokens == 57


def test_perplexity_is_a_ratio_of_sums() -> None:
    nats = [np.array([1.0, 2.0, 3.0], dtype=np.float32), np.array([10.0], dtype=np.float32)]
    result = Evaluation(["a", "b"], nats, [6, 2], 2.0, None)
    assert result.perplexity == pytest.approx(math.exp(16 / 4))
    assert result.bits_per_byte == pytest.approx(16 / math.log(2) / 8)
    assert result.summary()["tokens_per_s"] == 2.0


def test_a_diverged_model_still_gives_a_number() -> None:
    result = Evaluation(["a"], [np.array([5000.0], dtype=np.float32)], [1], 1.0, None)
    assert math.isfinite(result.perplexity)


@pytest.mark.parametrize("training", [True, False])
def test_it_leaves_no_trace_in_the_model(training: bool) -> None:
    model = small_model().train(training)
    before = {name: tensor.clone() for name, tensor in model.state_dict().items()}
    random_state = torch.get_rng_state()
    first = evaluated(model, BYTES, texts(30, 12), MemoryConfig(capacity=16), segment=8)
    second = evaluated(model, BYTES, texts(30, 12), MemoryConfig(capacity=16), segment=8)
    assert model.training is training
    assert torch.equal(torch.get_rng_state(), random_state)
    assert all(torch.equal(tensor, before[name]) for name, tensor in model.state_dict().items())
    assert all(parameter.grad is None for parameter in model.parameters())
    assert all(np.array_equal(ours, theirs) for ours, theirs in zip(first.nats, second.nats))


def test_the_longest_document_is_read_first() -> None:
    read: list[Segment] = []
    evaluated(small_model(), BYTES, texts(10, 10, 100), NONE, segment=10, rows=2, observe=read.append)
    assert len(read) == 10  # in the order given it would be 11 segments, one row idle for most of them
    assert sum(int(step.valid.sum()) for step in read) == 120
    assert [step.documents.tolist() for step in read] == [[2, 0], [2, 1]] + 8 * [[2, -1]], "as they were given"


@pytest.mark.parametrize("training", [True, False])
def test_what_stops_an_evaluation_leaves_the_model_as_it_was(training: bool) -> None:
    def stop(_segment: Segment) -> None:
        raise KeyboardInterrupt

    model = small_model().train(training)
    with pytest.raises(KeyboardInterrupt):
        evaluated(model, BYTES, texts(30, 12), NONE, segment=8, observe=stop)
    assert model.training is training
    with pytest.raises(BackendUnavailable):
        evaluated(model, BYTES, texts(30), MemoryConfig(capacity=16, backend="nowhere"), segment=8)
    assert model.training is training


def test_tokens_of_another_vocabulary_are_refused() -> None:
    model = small_model(vocab_size=400)
    with pytest.raises(UsageError, match="The tokenizer has 257 ids, the model a vocabulary of 400"):
        evaluated(model, BYTES, texts(30), NONE, segment=8)
    beyond = TokenizedDocument("d.txt", np.array([97, 257], dtype=np.uint16), 2)
    with pytest.raises(UsageError, match=r"d\.txt holds token 257, the model has a vocabulary of 257"):
        evaluated(small_model(), BYTES, [*texts(30), beyond], NONE, segment=8)


class Softmaxes(TorchDispatchMode):
    """Of each logarithmic softmax, whether it is over the last dimension of a dense tensor."""

    def __init__(self) -> None:
        super().__init__()
        self.along_memory: list[bool] = []

    def __torch_dispatch__(self, operation: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        if operation is torch.ops.aten._log_softmax.default:
            self.along_memory.append(args[0].is_contiguous() and args[1] == args[0].ndim - 1)
        return operation(*args, **(kwargs or {}))


def test_losses_are_taken_along_the_vocabulary_as_it_lies_in_memory() -> None:
    """Across it, for 32,000 tokens, they take three times as long."""
    with Softmaxes() as softmaxes:
        evaluated(small_model(), BYTES, texts(20, 9), NONE, segment=8, rows=2)
    assert softmaxes.along_memory == [True] * 3
