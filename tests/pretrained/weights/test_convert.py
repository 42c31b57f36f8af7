"""A GGUF file becomes a folder that holds the same weights and a tokenizer that loses nothing."""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch
from tiny_gguf import GGUF, write_gguf

pytest.importorskip("accelerate", reason="needs the extra `pretrained`")
from gguf import GGUFReader
from transformers import AutoModelForCausalLM, AutoTokenizer

from memtrans.errors import MemtransError
from memtrans.pretrained.weights.convert import convert, require_same_tokens
from memtrans.pretrained.weights.sanity import read_sample

NAMES = {
    "model.embed_tokens.weight": "token_embd.weight",
    "model.layers.1.mlp.down_proj.weight": "blk.1.ffn_down.weight",
    "model.layers.0.self_attn.v_proj.weight": "blk.0.attn_v.weight",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("converted")
    write_gguf(place / GGUF)
    assert convert(place / GGUF, place / "model") == {"Q8_0": 15, "F32": 5}
    return place / "model"


def test_the_weights_are_those_of_the_file_in_bfloat16(folder: Path, tmp_path: Path) -> None:
    there = write_gguf(tmp_path / GGUF)
    weights = AutoModelForCausalLM.from_pretrained(folder).state_dict()
    assert {weight.dtype for weight in weights.values()} == {torch.bfloat16}
    for name, in_file in NAMES.items():
        assert torch.equal(weights[name], torch.from_numpy(there[in_file]).bfloat16())


def test_it_is_an_ordinary_folder(folder: Path) -> None:
    config = json.loads((folder / "config.json").read_text())
    assert "quantization_config" not in config
    assert (config["model_type"], config["num_key_value_heads"], config["max_position_embeddings"]) == ("llama", 1, 128)
    assert {"model.safetensors", "generation_config.json", "tokenizer.json"} <= {path.name for path in folder.iterdir()}


def test_a_tokenizer_with_other_tokens_than_the_file_is_refused(folder: Path) -> None:
    tokenizer, reader = AutoTokenizer.from_pretrained(folder), GGUFReader(folder.parent / GGUF)
    require_same_tokens(tokenizer, reader)
    tokenizer.eos_token = tokenizer.bos_token
    with pytest.raises(MemtransError, match=r"are \[264, 1, 1\], but \[264, 1, 2\] in the file"):
        require_same_tokens(tokenizer, reader)
    tokenizer.add_tokens(["<made up>"])
    with pytest.raises(MemtransError, match=r"are \[265, 1, 1\]"):
        require_same_tokens(tokenizer, reader)


def test_the_sample_is_read(folder: Path) -> None:
    reading = read_sample(folder, most_nats=10.0)
    assert (reading.bos, reading.eos, reading.bos_by_default, reading.vocabulary) == (1, 2, False, 264)
    assert reading.nats == pytest.approx(np.log(264), abs=0.3)  # random weights
    with pytest.raises(MemtransError, match=r"converts this model wrongly: it reads plain English at 5\.\d\d nats"):
        read_sample(folder, most_nats=4.0)


def test_digits_are_split_first_where_the_file_says_so(folder: Path, tmp_path: Path) -> None:
    assert AutoTokenizer.from_pretrained(folder).tokenize("\n  12") == ["ĊĠĠ", "1", "2"]
    write_gguf(tmp_path / GGUF, pre="default")
    convert(tmp_path / GGUF, tmp_path / "model")
    assert AutoTokenizer.from_pretrained(tmp_path / "model").tokenize("\n  12") == ["Ċ", "Ġ", "Ġ", "1", "2"]


def test_a_tokenizer_that_loses_text_is_refused(folder: Path, tmp_path: Path) -> None:
    for path in folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    tokenizer = json.loads((tmp_path / "tokenizer.json").read_text())
    tokenizer["normalizer"] = {"type": "Lowercase"}
    (tmp_path / "tokenizer.json").write_text(json.dumps(tokenizer))
    with pytest.raises(MemtransError, match="its tokenizer makes 'the station stood"):
        read_sample(tmp_path, most_nats=10.0)


def test_it_says_nothing_on_the_way(folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    write_gguf(tmp_path / GGUF)
    convert(tmp_path / GGUF, tmp_path / "model")
    read_sample(tmp_path / "model", most_nats=10.0)
    assert capfd.readouterr() == ("", "")


def test_a_file_that_transformers_cannot_read_is_one_error(tmp_path: Path) -> None:
    write_gguf(tmp_path / GGUF)
    (tmp_path / GGUF).write_bytes((tmp_path / GGUF).read_bytes().replace(b"llama", b"lama2"))
    with pytest.raises(MemtransError, match=r"transformers \d.* cannot convert tiny.* Try another version"):
        convert(tmp_path / GGUF, tmp_path / "model")


@pytest.fixture
def full_disk() -> Iterator[None]:
    """Files longer than 50 kB cannot be written."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is Linux's")
def test_a_full_disk_is_one_error(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    write_gguf(tmp_path / GGUF)
    request.getfixturevalue("full_disk")
    with pytest.raises((MemtransError, OSError), match=r"(?i)file too large"):
        convert(tmp_path / GGUF, tmp_path / "model")
