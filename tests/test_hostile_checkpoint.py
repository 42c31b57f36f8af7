"""A checkpoint from a stranger is loaded or refused in a sentence, and soon; nothing large is made on the way."""

from __future__ import annotations

import json
import os
import shutil
import struct
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import tokenizers
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from safetensors.torch import load_file, save_file
from tokenizers import models, normalizers, pre_tokenizers

from memtrans.checkpoint import load_checkpoint, load_training_state, save_checkpoint
from memtrans.commands.cli import run
from memtrans.data.tokenizer import BPETokenizer, ByteTokenizer, Tokenizer
from memtrans.errors import UsageError
from memtrans.model import MemorizingTransformer, ModelConfig

DEEP = json.loads("[" * 900 + "]" * 900)
NASTY = [None, True, False, -1, 0, 1, 3, 2**31, 10**12, 10**40, -0.5, 1e308, float("nan"), float("inf"), "", "abc", "3"]
NASTY += ["x" * 100_000, "\ud800", "\x00", [], [[]], [0], [-1, "a"], [2, 2], list(range(100_000)), {}, {"a": {}}, DEEP]
SECONDS = 5


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("good") / "checkpoint"
    shape = ModelConfig(width=8, layers=2, heads=2, memory_layers=(2,), xl_cache=4, bias_slope_start=(0.5, 0.0))
    facts = {"training": {"segment": 8, "validation": {"path": "x"}}, "step": 3, "tokens": 30, "dtype": "float32"}
    save_checkpoint(path, MemorizingTransformer(shape), ByteTokenizer(), facts)
    return path


@pytest.fixture
def path(good: Path, tmp_path: Path) -> Path:
    shutil.copytree(good, tmp_path / "model")
    return tmp_path / "model"


def refusal(path: Path) -> str:
    with pytest.raises(UsageError) as caught:
        load_checkpoint(path)
    said = str(caught.value)
    assert "\n" not in said
    assert len(said) < 1500
    return said


def outcome(path: Path) -> str:
    """Loaded or refused, within bounds; anything else is raised."""
    began = time.monotonic()
    try:
        load_checkpoint(path)
        said = "loaded"
    except UsageError as error:
        said = str(error)
    assert time.monotonic() - began < SECONDS
    assert "\n" not in said
    assert len(said) < 1500
    return said


def owners(content: dict[str, Any], *paths: str) -> list[tuple[dict[str, Any], str]]:
    """Every key of some of a file's objects, and the object that it is in."""
    found: list[tuple[dict[str, Any], str]] = []
    for each in paths:
        inner = content
        for key in filter(None, each.split(".")):
            inner = inner[key]
        found += [(inner, key) for key in [*inner, "unknown"]]
    return found


REUSED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.large_base_example])


@REUSED
@given(st.data())
def test_any_value_of_any_key_of_the_config(path: Path, data: st.DataObject) -> None:
    file = path / "config.json"
    before = file.read_text()
    content = json.loads(before)
    owner, key = data.draw(st.sampled_from(owners(content, "", "model", "training")))
    owner[key] = NASTY[data.draw(st.integers(0, len(NASTY) - 1))]
    file.write_text(json.dumps(content))
    outcome(path)
    file.write_text(before)


@pytest.mark.parametrize(
    ("keys", "value", "said"),
    [
        (("training",), [], "config.json does not say .*: training=.. is refused: it should be an object"),
        (("training", "segment"), "abc", "training.segment='abc' is refused: it should be a valid integer"),
        (("training", "segment"), "16", "training.segment='16' is refused"),
        (("training", "validation"), [], "training.validation=.. is refused"),
        (("step",), "x", "step='x' is refused"),
        (("tokenizer",), 3, "tokenizer=3 is refused"),
        (("tokenizer",), "another", "tokenizer.json is not the tokenizer that the model was trained with"),
        (("model",), 3, "does not describe a model of this version: the whole=3 is refused"),
        (("model", "vocab_size"), 10**12, "vocab_size=1000000000000 is refused: it should be less than or equal to"),
        (("model", "layers"), 300_000, "layers=300000 is refused: it should be less than or equal to 1000"),
        (("model",), {"width": 8, "layers": 900, "heads": 2}, "900 layers cannot be in 2. tensors"),
        (("model", "vocab_size"), 2**24, r"embedding.weight is of shape .257, 8., not .16777216, 8."),
        (("model", "width"), 2**18, "is of shape"),
        (("model", "layers"), True, "layers=True: it should be a number"),
        (("model", "gate_start"), float("nan"), "gate_start=nan is refused"),
        (("format",), True, "has checkpoint format True; this version reads 1"),
    ],
)
def test_what_is_wrong_with_a_config_is_named(keys: tuple[str, ...], value: Any, said: str, path: Path) -> None:
    config = json.loads((path / "config.json").read_text())
    inner = config
    for key in keys[:-1]:
        inner = inner[key]
    inner[keys[-1]] = value
    (path / "config.json").write_text(json.dumps(config, allow_nan=True))
    with pytest.raises(UsageError, match=said):
        load_checkpoint(path)


@pytest.mark.parametrize("name", ["config.json", "tokenizer.json"])
@pytest.mark.parametrize("content", [b"[" * 200_000, b'{"a":' * 200_000, b"\xff\xfe", b"", b"9" * 5000, b"null", b"[]"])
def test_json_that_is_none(name: str, content: bytes, path: Path) -> None:
    (path / name).write_bytes(content)
    assert name in refusal(path)


def in_place(kind: str, path: Path) -> None:
    """Something else than a file, where a file was."""
    path.unlink()
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "huge":
        with path.open("wb") as file:
            file.truncate(2**40)  # a hole: it takes no room on the disk
    else:
        path.symlink_to({"dangling": "nowhere", "loop": path.name, "device": "/dev/zero"}[kind])


@pytest.mark.parametrize("kind", ["folder", "pipe", "dangling", "loop", "device", "huge"])
@pytest.mark.parametrize("name", ["config.json", "model.safetensors", "tokenizer.json"])
def test_what_stands_in_place_of_a_file(kind: str, name: str, path: Path) -> None:
    in_place(kind, path / name)
    began = time.monotonic()
    assert name in refusal(path)
    assert time.monotonic() - began < SECONDS


def test_links_to_files_are_files(path: Path, good: Path) -> None:
    for file in good.iterdir():
        (path / file.name).unlink()
        (path / file.name).symlink_to(file)
    load_checkpoint(path)


def with_header(change: Callable[[dict[str, Any]], object]) -> Callable[[Path], object]:
    def rewrite(file: Path) -> None:
        content = file.read_bytes()
        (size,) = struct.unpack("<Q", content[:8])
        header = json.loads(content[8 : 8 + size])
        change(header)
        written = json.dumps(header).encode()
        file.write_bytes(struct.pack("<Q", len(written)) + written + content[8 + size :])

    return rewrite


def with_tensors(change: Callable[[dict[str, torch.Tensor]], object]) -> Callable[[Path], object]:
    def rewrite(file: Path) -> None:
        tensors = load_file(file)
        change(tensors)
        save_file(tensors, file)

    return rewrite


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (with_header(lambda h: h["norm.weight"].update(shape=[2**62])), "is missing or damaged"),
        (with_header(lambda h: h["norm.weight"].update(dtype="F64")), "is missing or damaged"),
        (with_header(lambda h: h["norm.weight"].update(data_offsets=[0, 2**63])), "is missing or damaged"),
        (
            with_header(lambda h: h.update(more={"dtype": "F32", "shape": [0], "data_offsets": [0, 0]})),
            "damaged|more is",
        ),
        (with_header(lambda h: h["norm.weight"].update(shape=[4, 2])), r"norm.weight is of shape \[4, 2\], not \[8\]"),
        (with_header(lambda h: h["norm.weight"].update(dtype="I32")), "norm.weight is of dtype I32, not one of F32"),
        (lambda file: file.write_bytes(struct.pack("<Q", 2**60) + b"{}"), "is missing or damaged"),
        (lambda file: file.write_bytes(struct.pack("<Q", 2) + b"{}"), "2 layers cannot be in 0 tensors"),
        (lambda file: file.write_bytes(struct.pack("<Q", 10**5) + b"[" * 10**5), "is missing or damaged"),
        (with_tensors(lambda t: t.update({"norm.weight": torch.ones(8, dtype=torch.bool)})), "is of dtype BOOL"),
        (with_tensors(lambda t: t.update({"norm.weight": torch.ones(8, dtype=torch.float64)})), "is of dtype F64"),
        (with_tensors(lambda t: t.update({"x" * 1000: torch.ones(8)})), r"xxx\.\.\. is not of this model"),
        (with_tensors(lambda t: t.pop("norm.weight")), "norm.weight is missing"),
        (
            with_tensors(lambda t: t.update({"norm.weight": torch.full((8,), torch.inf)})),
            "norm.weight holds NaN or Inf",
        ),
    ],
)
def test_weights_that_are_not_what_the_config_says(change: Callable[[Path], object], said: str, path: Path) -> None:
    change(path / "model.safetensors")
    with pytest.raises(UsageError, match=said):
        load_checkpoint(path)
    assert "model.safetensors" in refusal(path)


@cache
def bpe(vocab_size: int = 270) -> BPETokenizer:
    return BPETokenizer.train(["abab abab cd"] * 9, vocab_size)


def put_tokenizer(path: Path, tokenizer: Tokenizer, fits: bool = True) -> Path:
    """As if the model had been saved with it, by a version that kept no fingerprint."""
    (path / "tokenizer.json").unlink()
    tokenizer.save(path / "tokenizer.json")
    config = json.loads((path / "config.json").read_text())
    del config["tokenizer"]
    if fits:
        config["model"]["vocab_size"] = tokenizer.vocab_size
        model = MemorizingTransformer(ModelConfig(**config["model"]))
        save_file({name: weight.detach() for name, weight in model.named_parameters()}, path / "model.safetensors")
    (path / "config.json").write_text(json.dumps(config))
    return path


def test_a_checkpoint_without_a_fingerprint_is_read(path: Path) -> None:
    assert load_checkpoint(put_tokenizer(path, bpe())).tokenizer.vocab_size == bpe().vocab_size


@pytest.mark.parametrize("tokenizer", [bpe(), BPETokenizer.train(["ab"], 257)], ids=["more", "as many"])
def test_a_tokenizer_of_another_model_is_refused(tokenizer: Tokenizer, path: Path) -> None:
    (path / "tokenizer.json").unlink()
    tokenizer.save(path / "tokenizer.json")
    with pytest.raises(UsageError, match=r"tokenizer\.json.*trained with"):
        load_checkpoint(path)


def test_a_tokenizer_of_another_size_is_refused_without_a_fingerprint(path: Path) -> None:
    size = bpe().vocab_size
    with pytest.raises(UsageError, match=f"tokenizer.json: The tokenizer has {size} ids, the model .* of 257"):
        load_checkpoint(put_tokenizer(path, bpe(), fits=False))


def test_another_tokenizer_of_the_same_size_is_refused(path: Path, tmp_path: Path) -> None:
    model = MemorizingTransformer(ModelConfig(width=8, layers=1, heads=1, memory_layers=(), vocab_size=260))
    save_checkpoint(tmp_path / "ab", model, BPETokenizer.train(["ababcd"] * 9, 260), {})
    BPETokenizer.train(["efefgh"] * 9, 260).save(tmp_path / "ab" / "tokenizer.json")
    assert "is not the tokenizer that the model was trained with" in refusal(tmp_path / "ab")


def test_a_tokenizer_written_otherwise_is_the_same(tmp_path: Path) -> None:
    model = MemorizingTransformer(
        ModelConfig(width=8, layers=1, heads=1, memory_layers=(), vocab_size=bpe().vocab_size)
    )
    save_checkpoint(tmp_path / "model", model, bpe(), {})
    file = tmp_path / "model" / "tokenizer.json"
    content = json.loads(file.read_text())
    merges = content["bpe"]["model"]["merges"]
    content["bpe"]["model"]["merges"] = [" ".join(pair) for pair in merges]  # as older versions of the library do
    file.write_text(json.dumps(content, indent=3, sort_keys=True))
    load_checkpoint(tmp_path / "model")


def changed(**parts: Any) -> Callable[[dict[str, Any]], None]:
    return lambda content: content.update(parts)


def changed_model(**parts: Any) -> Callable[[dict[str, Any]], None]:
    return lambda content: content["model"].update(parts)


ADDED = {"single_word": False, "lstrip": True, "rstrip": True, "normalized": True, "special": True}
TRUNCATION = {"direction": "Right", "max_length": 9999, "strategy": "LongestFirst", "stride": 0}


def other_tokenizer(model: Any, **parts: Any) -> Callable[[dict[str, Any]], None]:
    made = tokenizers.Tokenizer(model)
    for name, part in parts.items():
        setattr(made, name, part)
    written = json.loads(made.to_str())
    return lambda content: content.update(written)


@pytest.mark.parametrize(
    "change",
    [
        other_tokenizer(models.WordLevel({"the": 0, "<unk>": 1}, unk_token="<unk>")),
        other_tokenizer(models.Unigram([("a", 0.0)], 0, False)),
        other_tokenizer(models.BPE({"a": 0}, [])),
        other_tokenizer(bpe()._bpe.model),  # no decoder, and blanks are no part of any token
        changed(normalizer={"type": "Lowercase"}),
        changed(normalizer={"type": "NFC"}),
        changed(truncation=TRUNCATION),
        changed(pre_tokenizer={"type": "Whitespace"}),
        changed(pre_tokenizer={"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True, "use_regex": True}),
        changed(decoder=None),
        changed(added_tokens=[{"id": 270, "content": "abab", **ADDED}]),
        changed_model(dropout=0.5),
        changed_model(unk_token="a"),
        changed_model(end_of_word_suffix="b"),
        changed_model(vocab={"a": 0}, merges=[]),
        changed_model(vocab={name: n for n, name in enumerate(pre_tokenizers.ByteLevel.alphabet(), 1)}, merges=[]),
        changed_model(vocab={name: 2**32 - 1 - n for n, name in enumerate(pre_tokenizers.ByteLevel.alphabet())}),
        changed_model(vocab={}, merges=[]),
        changed_model(merges=[["no", "such"]]),
        changed(model=DEEP),
        changed(model=None),
        changed(version="9"),
    ],
)
def test_a_tokenizer_that_is_not_ours_is_refused(change: Callable[[dict[str, Any]], None], path: Path) -> None:
    put_tokenizer(path, bpe())
    content = json.loads((path / "tokenizer.json").read_text())
    change(content["bpe"])
    (path / "tokenizer.json").write_text(json.dumps(content))
    assert "is not a tokenizer that memtrans saved" in refusal(path)


@REUSED
@given(st.data())
def test_any_value_of_any_key_of_the_tokenizer(path: Path, data: st.DataObject) -> None:
    content = {"format": 1, "kind": "bpe", "bpe": json.loads(bpe()._bpe.to_str())}
    owner, key = data.draw(st.sampled_from(owners(content, "", "bpe", "bpe.model", "bpe.pre_tokenizer", "bpe.decoder")))
    owner[key] = NASTY[data.draw(st.integers(0, len(NASTY) - 1))]
    (path / "tokenizer.json").write_text(json.dumps(content))
    outcome(path)


def test_text_that_a_tokenizer_would_lose_is_no_text_of_fewer_bytes() -> None:
    made = tokenizers.Tokenizer(models.WordLevel({"the": 0, "<unk>": 1}, unk_token="<unk>"))
    made.pre_tokenizer, made.normalizer = pre_tokenizers.Whitespace(), normalizers.Lowercase()
    with pytest.raises(UsageError, match="tokens of 13 bytes out of a text of 11; it must be one without loss"):
        BPETokenizer(made).encode("the cat sat")


@pytest.mark.parametrize(
    "change", [changed(step=[]), changed(training={"validation": {"pth": 3}}), changed(training={})]
)
def test_the_command_line_says_so_too(
    change: Callable[[dict[str, Any]], None], path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = json.loads((path / "config.json").read_text())
    change(config)
    (path / "config.json").write_text(json.dumps(config))
    assert run(["eval", str(path), "--memory", "0"]) == 2
    said = capsys.readouterr().err
    assert said.splitlines()[-1].startswith("memtrans: ")
    assert "Traceback" not in said


@pytest.mark.parametrize("kind", ["folder", "pipe", "dangling", "device"])
@pytest.mark.parametrize("name", ["state.safetensors", "state.json"])
def test_what_a_run_needs_to_go_on_is_read_as_warily(kind: str, name: str, path: Path) -> None:
    (path / "training").mkdir()
    save_file({"a": torch.ones(2)}, path / "training" / "state.safetensors")
    (path / "training" / "state.json").write_text("{}")
    load_training_state(path)
    in_place(kind, path / "training" / name)
    with pytest.raises(UsageError, match=name):
        load_training_state(path)


def test_the_latest_step_counts_by_number(good: Path, tmp_path: Path) -> None:
    for name in ("step-9999999", "step-10000000", "step-x", "step-10000001"):
        (tmp_path / name).mkdir()
        if name != "step-10000001":
            shutil.copytree(good, tmp_path / name, dirs_exist_ok=True)
    assert load_checkpoint(tmp_path).path.name == "step-10000000"


@pytest.mark.parametrize("name", ["n" * 5000, "a\x00b", "caf\udce9"])
def test_names_that_no_folder_can_have(name: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not exist"):
        load_checkpoint(tmp_path / name)
