"""From a name to a model: ours, or one of transformers, and a sentence where it is neither."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tiny_models import save_tiny_model

from memtrans.data.tokenizer import ByteTokenizer
from memtrans.errors import UsageError
from memtrans.model import MemorizingTransformer, ModelConfig
from memtrans.model.reader import MemorizingReader
from memtrans.readers import open_reader, trained_with
from memtrans.reading import MemoryConfig, Reading


def test_a_checkpoint_reads_as_it_was_trained_to(tmp_path: Path) -> None:
    reader = open_reader(save_tiny_model(tmp_path / "model"))
    assert isinstance(reader, MemorizingReader)
    assert reader.segment == 16
    assert trained_with(str(tmp_path / "model")) == {"segment": 16}
    memory = Reading("memory", window=8, layers=(2,), fixed=True)
    window = Reading("window", window=8, fixed=True)
    assert reader.readings({}, 1000) == [memory, window]
    plain = open_reader(save_tiny_model(tmp_path / "plain", memory_layers=()))
    assert plain.readings({}, 1000) == [window]


@pytest.mark.parametrize("backend", ["exact", "faiss-ivf-query"])
def test_memories_are_as_large_as_was_said(backend: str) -> None:
    if backend == "faiss-ivf-query":
        pytest.importorskip("faiss")
    shape = ModelConfig.preset("tiny", layers=3, memory_layers=(1, 3), kv_heads=1)
    reader = MemorizingReader(MemorizingTransformer(shape), ByteTokenizer())
    memory = MemoryConfig(capacity=50, dtype="bfloat16", backend=backend)
    session = reader.begin(reader.reading, memory, 3)
    assert [layer for _, layer in session.memory_layers] == [0, 1]
    assert session.memory_layers[0].memory.nbytes == reader.memory_bytes(reader.reading, memory, 3)
    without = reader.readings({}, 9)[1]
    assert reader.memory_bytes(without, memory, 3) == 0
    assert reader.memory_bytes(reader.reading, MemoryConfig(capacity=0, backend=backend), 3) == 0
    assert reader.memory_scales(without) == []
    assert reader.begin(without, memory, 3).memory_layers == []


def test_a_way_to_read_that_it_does_not_have_is_a_sentence(tmp_path: Path) -> None:
    reader = open_reader(save_tiny_model(tmp_path / "model"))
    with pytest.raises(UsageError, match=r"reads in one way, .* so it has no 'window'; leave out 'window', 'sinks'\."):
        reader.readings({"window": 512, "sinks": 4}, 1000)


def test_what_it_does_not_retrieve_may_count_by_its_means(tmp_path: Path) -> None:
    reader = open_reader(save_tiny_model(tmp_path / "model"))
    plain, means, window = reader.readings({"remainder": [0, 16]}, 1000)
    assert [plain, window] == reader.readings({}, 1000)
    assert means == Reading("memory", window=8, layers=(2,), settings={"remainder": 16})
    memory = MemoryConfig(capacity=50)
    session = reader.begin(means, memory, 3)
    assert session.memory_layers[0].memory.remainder == 16
    assert session.memory_layers[0].memory.nbytes == reader.memory_bytes(means, memory, 3)
    for wrong, said in (
        ({"remainder": -1}, "remainder=-1"),
        ({"remainder": True}, "True"),
        ({"remainder": []}, "at least"),
    ):
        with pytest.raises(UsageError, match=f"reading: .*{said}"):
            reader.readings(wrong, 1000)


@pytest.mark.parametrize("name", ["runs/nowhere", "./nowhere", "/nowhere", "a/b/c", "no such model", ""])
def test_a_name_of_nothing_is_a_sentence(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match=r"does not exist; give a checkpoint directory|holds no checkpoint") as caught:
        open_reader(name)
    assert "\n" not in str(caught.value)


def test_a_folder_of_another_kind_says_what_it_lacks(tmp_path: Path) -> None:
    config = tmp_path / "config.json"
    for written, said in (({}, "has checkpoint format None"), ({"format": 99}, "has checkpoint format 99")):
        config.write_text(json.dumps(written))
        with pytest.raises(UsageError, match=said):
            open_reader(tmp_path)
    config.write_text("{")
    with pytest.raises(UsageError, match="missing or damaged"):
        open_reader(tmp_path)


def test_a_folder_of_transformers_is_a_pretrained_model(tmp_path: Path) -> None:
    pytest.importorskip("transformers")
    (tmp_path / "config.json").write_text(json.dumps({"model_type": "no-such-type"}))
    with pytest.raises(UsageError, match="cannot be read as a causal language model"):
        open_reader(tmp_path)
    assert trained_with(tmp_path) == {}
