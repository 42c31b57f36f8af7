"""Run from one of its layers on, a model goes on as it did when that layer was given the same."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from pretrained.test_families import FAMILIES
from tiny_pretrained import save_model, tiny, tokens
from tiny_traces import documents, read, recording_of, same_searches
from torch import nn

from memtrans.pretrained.above import find_above
from memtrans.pretrained.reader import PretrainedReader
from memtrans.readers import open_reader
from memtrans.reading import MemoryConfig, given_to
from memtrans.recording.record import record

LAYERS = 3
ASKED = {"reads": "memory", "window": 16, "step": 16, "sinks": 2, "neighbours": 4, "layers": [1]}
TUPLES = ("bloom", "mpt", "gpt_neo")


@pytest.mark.parametrize("kind", [*FAMILIES, *TUPLES])
def test_the_layers_below_are_not_needed(kind: str) -> None:
    model, ids = tiny(kind), tokens()
    above = find_above(model, 2, 1)
    assert above is not None
    given = []
    with above.block.register_forward_pre_hook(lambda _, *args: given.append(given_to(*args)), with_kwargs=True):
        expected = model(ids, use_cache=False).logits
    with above.given(given[0]):
        assert torch.equal(model(torch.ones_like(ids), use_cache=False).logits, expected)
    assert torch.equal(model(ids, use_cache=False).logits, expected), "the model is as it was before"


def test_a_model_whose_layers_share_more_than_a_stream_is_not_run_above() -> None:
    model = tiny("llama")

    class Sharing(nn.Module):
        def __init__(self, block: nn.Module, shared: list[torch.Tensor], first: bool) -> None:
            super().__init__()
            self.block, self.shared, self.first = block, shared, first

        def forward(self, x: torch.Tensor, **named: object) -> torch.Tensor:
            if self.first:
                self.shared[:] = [x]
            return self.block(x, **named) + self.shared[0]  # type: ignore[no-any-return]

    shared: list[torch.Tensor] = [torch.zeros(1)]
    blocks = model.get_decoder().layers
    for number in range(2):
        blocks[number] = Sharing(blocks[number], shared, number == 0)
    assert find_above(model, 2, 1) is None


@pytest.mark.parametrize(
    ("dtype", "most", "more"),
    [("float32", 1e-5, {}), ("float32", 1e-5, {"remainder": 4}), ("float16", 1e-2, {}), ("bfloat16", 1e-1, {})],
)
def test_losses_of_a_trace_are_those_of_a_live_run(
    dtype: str, most: float, more: dict[str, int], tmp_path: Path
) -> None:
    asked = ASKED | more
    recording = recording_of(
        save_model(tmp_path / "model", num_hidden_layers=LAYERS), asked, dtype=dtype, residual=True
    )
    record(recording, tmp_path / "T.h5")
    live, replay = open_reader(tmp_path / "model"), open_reader(tmp_path / "T.h5")
    for memory in (MemoryConfig(capacity=48), MemoryConfig(capacity=64, backend="dial", options={"recall": 0.5})):
        ours, found = read(replay, replay.readings({}, 300)[0], documents(), memory, rows=2)
        theirs, expected = read(live, live.readings(asked, 300)[0], documents(), memory, rows=2)
        assert ours.foretold
        assert ours.total_nats / ours.tokens == pytest.approx(theirs.total_nats / theirs.tokens, abs=most)
        if dtype == "float32":
            assert same_searches(found, expected)


def test_layers_below_that_slide_a_window_of_their_own_go_along(tmp_path: Path) -> None:
    folder = save_model(tmp_path / "model")
    kinds = ["sliding_attention", "full_attention", "sliding_attention"]
    shape = {"vocab_size": 257, "pad_token_id": 256, "bos_token_id": 256, "num_hidden_layers": LAYERS}
    tiny("gemma3_text", layer_types=kinds, **shape).save_pretrained(folder)
    recording = recording_of(folder, ASKED, residual=True)
    record(recording, tmp_path / "T.h5")
    live, replay = open_reader(folder), open_reader(tmp_path / "T.h5")
    assert isinstance(live, PretrainedReader)
    ours, found = read(replay, replay.readings({}, 300)[0], documents(), MemoryConfig(capacity=48))
    theirs, expected = read(live, live.readings(ASKED, 300)[0], documents(), MemoryConfig(capacity=48))
    assert same_searches(found, expected)
    assert ours.total_nats / ours.tokens == pytest.approx(theirs.total_nats / theirs.tokens, abs=1e-5)
