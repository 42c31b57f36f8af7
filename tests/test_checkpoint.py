from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memtrans.checkpoint import (
    TrainingState,
    find_checkpoint,
    load_checkpoint,
    load_training_state,
    save_checkpoint,
)
from memtrans.data.tokenizer import BPETokenizer, ByteTokenizer
from memtrans.errors import MemtransError, UsageError
from memtrans.model import MemorizingTransformer
from memtrans.model.config import ModelConfig

FILES = ("config.json", "model.safetensors", "tokenizer.json", "training/state.safetensors", "training/state.json")


def small_model(**changes: object) -> MemorizingTransformer:
    torch.manual_seed(0)
    return MemorizingTransformer(ModelConfig.preset("tiny", width=16, xl_cache=4, **changes))


def load_all(path: Path) -> None:
    load_checkpoint(path)
    load_training_state(path)


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("saved") / "checkpoint"
    shared = torch.arange(6.0)
    state = TrainingState({"a": shared, "b": shared[2:], "c": shared.view(2, 3).T}, {"step": 3, "seen": [1, 2]})
    save_checkpoint(path, small_model(), ByteTokenizer(), {"step": 3}, state)
    return path


@pytest.mark.parametrize("tied", [True, False])
def test_weights_come_back(tied: bool, tmp_path: Path) -> None:
    model = small_model(tied_embeddings=tied)
    save_checkpoint(tmp_path / "model", model, ByteTokenizer(), {"note": "x"})
    loaded = load_checkpoint(tmp_path / "model")
    assert loaded.facts == {"note": "x"}
    assert loaded.model.config == model.config
    assert (loaded.model.unembedding.weight is loaded.model.embedding.weight) is tied
    tokens = torch.arange(10).view(2, 5)
    assert torch.equal(loaded.model(tokens).logits, model(tokens).logits)


def test_what_takes_seconds_to_import_is_not_needed(saved: Path) -> None:
    code = "import pathlib, sys; from memtrans.checkpoint import load_checkpoint as load; "
    code += "load(pathlib.Path(sys.argv[1])); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code, str(saved)], capture_output=True, text=True, check=True)
    assert not {"sympy", "torch._dynamo", "transformers", "faiss"} & set(done.stdout.split())


def test_the_tokenizer_comes_back(tmp_path: Path) -> None:
    tokenizer = BPETokenizer.train(["abab abab cd"] * 9, 270)
    model = small_model(vocab_size=tokenizer.vocab_size)
    save_checkpoint(tmp_path / "model", model, tokenizer, {})
    assert load_checkpoint(tmp_path / "model").tokenizer.encode("abab").tolist() == tokenizer.encode("abab").tolist()


def test_training_state_comes_back(saved: Path) -> None:
    tensors, position = load_training_state(saved)
    assert position == {"step": 3, "seen": [1, 2]}
    assert tensors["b"].tolist() == [2, 3, 4, 5]
    assert tensors["c"].tolist() == [[0, 3], [1, 4], [2, 5]]


def test_stored_dtype_rounds_and_is_computed_with_in_float32(tmp_path: Path) -> None:
    model = small_model()
    save_checkpoint(tmp_path / "half", model, ByteTokenizer(), {}, dtype=torch.bfloat16)
    weight = load_checkpoint(tmp_path / "half").model.embedding.weight
    assert weight.dtype == torch.float32
    assert torch.equal(weight, model.embedding.weight.bfloat16().float())


def test_a_weight_too_large_for_the_dtype_is_refused(tmp_path: Path) -> None:
    model = small_model()
    with torch.no_grad():
        model.norm.weight[0] = 1e6
    with pytest.raises(UsageError, match=r"norm\.weight holds NaN or Inf as torch.float16.*choose float32"):
        save_checkpoint(tmp_path / "half", model, ByteTokenizer(), {}, dtype=torch.float16)
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    with pytest.raises(UsageError, match="there exists already"):
        save_checkpoint(tmp_path / "there", small_model(), ByteTokenizer(), {})
    assert list(tmp_path.rglob("*")) == [tmp_path / "there"]


def test_what_fails_half_way_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(TypeError):
        save_checkpoint(tmp_path / "new", small_model(), ByteTokenizer(), {"not for JSON": object()})
    assert list(tmp_path.iterdir()) == []


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(FILES), share=st.floats(0, 0.999))
def test_a_truncated_file_is_named(name: str, share: float, saved: Path, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "cut", ignore_errors=True)
    shutil.copytree(saved, tmp_path / "cut")
    file = tmp_path / "cut" / name
    whole = file.read_bytes().rstrip()
    file.write_bytes(whole[: int(share * len(whole))])
    with pytest.raises(UsageError) as raised:
        load_all(tmp_path / "cut")
    assert str(file) in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named(name: str, saved: Path, tmp_path: Path) -> None:
    shutil.copytree(saved, tmp_path / "part")
    (tmp_path / "part" / name).unlink()
    with pytest.raises(UsageError, match=Path(name).name):
        load_all(tmp_path / "part")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"format": 99}, "checkpoint format 99; this version reads 1"),
        ({"model": {"wdth": 3}}, "does not describe a model"),
        ({"model": {"width": 32}}, "missing or of another shape"),
    ],
)
def test_a_config_that_does_not_fit(change: dict[str, object], message: str, saved: Path, tmp_path: Path) -> None:
    shutil.copytree(saved, tmp_path / "other")
    config = json.loads((saved / "config.json").read_text())
    (tmp_path / "other" / "config.json").write_text(json.dumps({**config, **change}))
    with pytest.raises(UsageError, match=message):
        load_checkpoint(tmp_path / "other")


def test_the_newest_checkpoint_of_a_run_is_found(saved: Path, tmp_path: Path) -> None:
    for name in ("step-0000009", "step-0000010", ".step-0000011.abc"):
        shutil.copytree(saved, tmp_path / name)
    assert find_checkpoint(tmp_path).name == "step-0000010"
    assert find_checkpoint(tmp_path / "step-0000009").name == "step-0000009"
    with pytest.raises(UsageError, match="nowhere does not exist"):
        find_checkpoint(tmp_path / "nowhere")
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match="holds no checkpoint"):
        find_checkpoint(tmp_path / "empty")


def test_weights_alone_cannot_be_resumed(tmp_path: Path) -> None:
    save_checkpoint(tmp_path / "weights", small_model(), ByteTokenizer(), {}, texts={"log.jsonl": "{}\n"})
    assert (tmp_path / "weights" / "log.jsonl").read_text() == "{}\n"
    with pytest.raises(UsageError, match="holds weights only"):
        load_training_state(tmp_path / "weights")


def test_a_name_that_is_not_utf_8_is_as_good_as_another(saved: Path, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9")
    save_checkpoint(path, small_model(), ByteTokenizer(), {}, load_training_state(saved))
    load_all(path)
    (path / "model.safetensors").write_bytes(b"damaged")
    with pytest.raises(UsageError, match=r"model\.safetensors is missing or damaged"):
        load_all(path)


def test_a_full_disk_is_a_sentence_whoever_meets_it(tmp_path: Path) -> None:
    """A limit on the size of a file stands for the disk: what is larger cannot be written."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limits[1]))
    try:
        with pytest.raises(MemtransError, match=r"^Cannot write .*full: File too large; free some space"):
            save_checkpoint(tmp_path / "full", small_model(), ByteTokenizer(), {})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, before)
    assert os.listdir(tmp_path) == []


def test_the_newest_is_the_one_of_the_last_step_not_the_last_by_name(saved: Path, tmp_path: Path) -> None:
    for step in ("step-9999999", "step-10000000", "step-0000003"):
        shutil.copytree(saved, tmp_path / step)
    (tmp_path / "step-backup").mkdir()
    (tmp_path / "step-20000000").mkdir()  # of which a copy was not finished
    assert find_checkpoint(tmp_path) == tmp_path / "step-10000000"
