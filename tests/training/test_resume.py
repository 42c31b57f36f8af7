"""A run that is killed and resumed is a run with the same save points that was never stopped, bit for bit."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny_runs import (
    assert_same_run,
    checkpoint_bytes,
    read_log,
    tiny_config,
    train,
    train_until_killed,
    write_documents,
)
from toy_plugins import Site
from toy_queries import AskedCells

from memtrans.data.documents import read_documents, tokenize_documents
from memtrans.data.tokenizer import ByteTokenizer
from memtrans.errors import UsageError
from memtrans.files import LOCK
from memtrans.model import MemorizingTransformer
from memtrans.plugins import registry
from memtrans.training.config import TrainConfig
from memtrans.training.streams import Streams
from memtrans.training.trainer import Trainer

GROWTH = [{"from_tokens": tokens, "capacity": 24 + tokens // 4} for tokens in range(10, 120, 7)]
SMALL = {"width": 16, "xl_cache": 8, "neighbours": 4}
IVF = {"backend": "faiss-ivf-flat", "options": {"nlist": 4, "nprobe": 1, "exact_below": 12}}
IVF_QUERY = {"backend": "faiss-ivf-query", "options": {**IVF["options"], "fewest_queries": 1}}
HNSW = {"backend": "hnsw", "options": {"M": 2, "ef_construction": 2, "ef_search": 1}}

VARIANTS: dict[str, dict[str, Any]] = {
    "plain": {"model": {**SMALL, "memory_layers": []}, "memory": {"capacity": 0}},
    "exact": {},
    "untouched memory layer": {"memory": {"capacity": 0}},
    "two micro-batches": {"accumulate": 2, "max_tokens": 260},
    "growth": {"memory_growth": GROWTH},
    "pending pairs": {"model": {**SMALL, "xl_overlap": False}},
    "pending pairs, growth": {"model": {**SMALL, "xl_overlap": False}, "memory_growth": GROWTH},
    "adafactor": {"optimizer": {"name": "adafactor", "learning_rate": 0.1, "schedule": "rsqrt", "warmup_steps": 4}},
    "bfloat16": {"precision": "bfloat16", "memory": {"capacity": 24, "dtype": "bfloat16"}},
    "hnsw": {"memory": {"capacity": 16, **HNSW}},
    "faiss-ivf-flat": {"memory": {"capacity": 24, **IVF}},
    "faiss-ivf-query": {"memory": {"capacity": 24, **IVF_QUERY}},
    "faiss-ivf-query, pending pairs, growth": {
        "model": {**SMALL, "xl_overlap": False, "memory_layers": [1, 2], "kv_heads": 1},
        "accumulate": 2,
        "max_tokens": 260,
        "memory": {"capacity": 16, **IVF_QUERY},
        "memory_growth": GROWTH,
    },
    "asked-cells": {"memory": {"capacity": 24, "backend": "asked-cells"}},
    "asked-blocks": {"memory": {"capacity": 12, "backend": "asked-blocks"}},
    "all at once": {
        "model": {**SMALL, "xl_overlap": False, "memory_layers": [1, 2], "kv_heads": 1},
        "accumulate": 2,
        "max_tokens": 260,
        "memory": {"capacity": 16, **IVF},
        "memory_growth": GROWTH,
        "precision": "bfloat16",
    },
}
LIBRARIES = {name: "faiss" for name in VARIANTS if name.startswith("faiss")} | {
    "hnsw": "hnswlib",
    "all at once": "faiss",
}

ASKED = """
from dataclasses import replace

from toy_queries import asked_cells

from memtrans.plugins import hookimpl

@hookimpl
def memtrans_backends():
    return [asked_cells(), replace(asked_cells(in_place=False), name="asked-blocks")]
"""


@pytest.fixture(autouse=True)
def _one_thread() -> Any:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(autouse=True)
def _indexes_that_are_built_from_queries(site: Site) -> Iterator[None]:
    site.install("asked", ASKED)
    registry.cache_clear()
    yield
    registry.cache_clear()


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    return write_documents(tmp_path / "documents")


@pytest.mark.parametrize("variant", VARIANTS)
def test_killed_at_any_step_and_resumed(variant: str, documents: Path, tmp_path: Path) -> None:
    if not find_spec(LIBRARIES.get(variant, "torch")):
        pytest.skip(f"needs {LIBRARIES[variant]}")  # each library is an extra
    config = tiny_config(documents, **VARIANTS[variant])
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    steps = train(config, whole).step
    assert steps >= 8
    for step in range(1, steps + 1):  # the next life goes on from what this one left
        train_until_killed(config, broken, step)
    train(config, broken, resume=True)
    assert_same_run(broken, whole)


def test_the_variants_use_what_they_are_named_for(documents: Path, tmp_path: Path) -> None:
    growing = train(tiny_config(documents, **VARIANTS["growth"]), tmp_path / "growth")
    assert len({line["memory"] for line in read_log(tmp_path / "growth")}) > 4
    assert growing.streams.capacity > 24
    pending = train(tiny_config(documents, **VARIANTS["pending pairs"]), tmp_path / "pending")
    assert any(name.endswith("pending") for name in pending.streams.tensors())
    if find_spec("faiss"):
        train(tiny_config(documents, **VARIANTS["faiss-ivf-flat"]), tmp_path / "ivf")
        exact = train(tiny_config(documents), tmp_path / "exact")
        approximate = [line["loss"] for line in read_log(tmp_path / "ivf")]
        assert approximate != [line["loss"] for line in read_log(tmp_path / "exact")]
        assert exact.step == len(approximate)


@pytest.mark.parametrize("variant", ["asked-cells", "asked-blocks"])
def test_a_resumed_run_builds_from_the_same_past_queries(variant: str, documents: Path, tmp_path: Path) -> None:
    config, built = tiny_config(documents, **VARIANTS[variant]), AskedCells.built
    with Trainer(config, tmp_path / "whole", threads=1) as never_stopped:
        never_stopped.run(stop_at=70)
        built.clear()
        never_stopped.run()
    expected = built.copy()
    train(config, tmp_path / "stopped", stop_at=70)
    built.clear()
    train(config, tmp_path / "stopped", resume=True)
    assert max(map(len, expected)) > 3
    assert len(built) >= len(expected)
    assert all(np.array_equal(*each) for each in zip(built[-len(expected) :], expected))


def test_what_was_asked_changes_what_is_found(documents: Path, tmp_path: Path) -> None:
    pytest.importorskip("faiss")
    config = tiny_config(documents, **VARIANTS["faiss-ivf-query"])
    train(config, tmp_path / "asked")
    deaf = {"backend": "faiss-ivf-query", "options": {**IVF["options"], "fewest_queries": 100}}
    train(tiny_config(documents, memory={"capacity": 24, **deaf}), tmp_path / "deaf")
    assert [line["loss"] for line in read_log(tmp_path / "asked")] != [
        line["loss"] for line in read_log(tmp_path / "deaf")
    ]


@settings(max_examples=8)
@given(
    kills=st.lists(st.integers(1, 10), max_size=6),
    save_every=st.integers(1, 5),
    growth=st.lists(st.integers(1, 120), max_size=3, unique=True).map(sorted),
    accumulate=st.integers(1, 2),
    overlap=st.booleans(),
)
def test_killed_again_and_again(
    kills: list[int],
    save_every: int,
    growth: list[int],
    accumulate: int,
    overlap: bool,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("run")
    config = tiny_config(
        write_documents(folder / "documents"),
        model={**SMALL, "xl_overlap": overlap},
        save_every=save_every,
        accumulate=accumulate,
        memory_growth=[{"from_tokens": tokens, "capacity": 30 + 5 * i} for i, tokens in enumerate(growth)],
    )
    train(config, folder / "whole")
    for step in kills:
        train_until_killed(config, folder / "broken", step)
    train(config, folder / "broken", resume=True)
    assert_same_run(folder / "broken", folder / "whole")


def test_a_budget_in_two_parts_is_one_go(documents: Path, tmp_path: Path) -> None:
    config = tiny_config(documents)
    train(config, tmp_path / "whole")
    first = train(config, tmp_path / "parts", stop_at=70)
    assert 70 <= first.tokens < 130
    assert train(config, tmp_path / "parts", resume=True).tokens >= 130
    assert read_log(tmp_path / "parts") == read_log(tmp_path / "whole")
    newest = f"step-{len(read_log(tmp_path / 'whole')):07d}"
    ours, theirs = checkpoint_bytes(tmp_path / "parts"), checkpoint_bytes(tmp_path / "whole")
    assert all(ours[name] == theirs[name] for name in theirs if name.startswith(newest))


def test_resuming_a_finished_run_changes_nothing(documents: Path, tmp_path: Path) -> None:
    config = tiny_config(documents)
    train(config, tmp_path / "run")
    before = checkpoint_bytes(tmp_path / "run"), read_log(tmp_path / "run")
    train(config, tmp_path / "run", resume=True)
    assert (checkpoint_bytes(tmp_path / "run"), read_log(tmp_path / "run")) == before


def test_stopped_before_the_first_step(documents: Path, tmp_path: Path) -> None:
    config = tiny_config(documents)
    with Trainer(config, tmp_path / "run", threads=1) as trainer:
        assert not trainer.run(wanted=lambda: False)
    train(config, tmp_path / "run", resume=True)
    train(config, tmp_path / "whole")
    assert read_log(tmp_path / "run") == read_log(tmp_path / "whole")


def test_what_a_kill_left_is_ignored_and_cleaned(documents: Path, tmp_path: Path) -> None:
    config, run = tiny_config(documents), tmp_path / "run"
    train(config, tmp_path / "whole")
    train_until_killed(config, run, 5)
    staging = run / ".step-0000006.abc"
    shutil.copytree(run / "step-0000003", staging)
    (staging / "model.safetensors").write_bytes(b"half")
    (run / ".log.jsonl.xyz").write_text("half")
    with (run / "log.jsonl").open("a") as log:
        log.write('{"step": 6, "tokens": 9')
    train(config, run, resume=True)
    assert_same_run(run, tmp_path / "whole")
    assert [path.name for path in run.glob(".*")] == [LOCK]


def test_changed_documents_are_refused(documents: Path, tmp_path: Path) -> None:
    config = tiny_config(documents)
    train(config, tmp_path / "run", stop_at=70)
    file = documents / "2.txt"
    same_length = file.read_text(encoding="utf-8")[::-1]
    file.write_text(same_length, encoding="utf-8")
    before = checkpoint_bytes(tmp_path / "run"), read_log(tmp_path / "run")
    with pytest.raises(UsageError, match="documents are not those"):
        Trainer(config, tmp_path / "run", resume=True, threads=1)
    assert (checkpoint_bytes(tmp_path / "run"), read_log(tmp_path / "run")) == before


def test_another_config_is_refused_with_both_values(documents: Path, tmp_path: Path) -> None:
    train(tiny_config(documents), tmp_path / "run", stop_at=40)
    other = tiny_config(documents, optimizer={"learning_rate": 0.02, "warmup_steps": 2})
    with pytest.raises(UsageError, match=r"optimizer\.learning_rate=0\.01, and the config says 0\.02"):
        Trainer(other, tmp_path / "run", resume=True, threads=1)
    with pytest.raises(UsageError, match=r"rows=2, and the config says 3"):
        Trainer(tiny_config(documents, rows=3), tmp_path / "run", resume=True, threads=1)
    Trainer(tiny_config(documents, save_every=7, validate_every=2), tmp_path / "run", resume=True, threads=1).close()


def test_a_used_folder_needs_resume(documents: Path, tmp_path: Path) -> None:
    config = tiny_config(documents)
    train(config, tmp_path / "run", stop_at=20)
    with pytest.raises(UsageError, match="already holds a run; add --resume"):
        Trainer(config, tmp_path / "run", threads=1)


def test_killed_before_the_first_save_starts_again(documents: Path, tmp_path: Path) -> None:
    config = tiny_config(documents, save_every=100)
    train_until_killed(config, tmp_path / "run", 2)
    assert len(read_log(tmp_path / "run")) == 2
    train(config, tmp_path / "run", resume=True)
    train(config, tmp_path / "whole")
    assert_same_run(tmp_path / "run", tmp_path / "whole")


def test_validation_resumes_with_its_log(documents: Path, tmp_path: Path) -> None:
    config = tiny_config(documents, validation={"path": documents, "max_documents": 2}, validate_every=2)
    train(config, tmp_path / "whole", validate=True)
    expected = read_log(tmp_path / "whole", "validation.jsonl")
    assert [line["step"] for line in expected] == sorted({line["step"] for line in expected})
    for step in (1, 3, 4, 8):
        train_until_killed(config, tmp_path / "run", step)
        for _ in range(2):  # the second time there is nothing to do, not even a line to add
            train(config, tmp_path / "run", resume=True, validate=True)
            assert read_log(tmp_path / "run", "validation.jsonl") == expected
            assert_same_run(tmp_path / "run", tmp_path / "whole")
        shutil.rmtree(tmp_path / "run")


@settings(max_examples=10)
@given(steps=st.integers(0, 12), accumulate=st.integers(1, 3), seed=st.integers(0, 5))
def test_streams_restore_what_they_gave(
    steps: int, accumulate: int, seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = write_documents(tmp_path_factory.mktemp("documents"))
    config = tiny_config(folder, accumulate=accumulate, seed=seed)
    model = MemorizingTransformer(config.model_shape(257))
    streams, other = (_new_streams(config, model) for _ in range(2))
    for _ in range(steps):
        streams.read()
    other.restore(streams.position(), streams.tensors())
    assert other.position() == streams.position()
    for ours, theirs in zip(streams.read(), other.read()):
        assert torch.equal(ours.tokens, theirs.tokens)
        assert torch.equal(ours.starts, theirs.starts)


def _new_streams(config: TrainConfig, model: MemorizingTransformer) -> Streams:
    documents = tokenize_documents(read_documents(config.documents).documents, ByteTokenizer())
    return Streams(config, model, documents, ByteTokenizer.bos, 1)


def stopped_out_of_turn(config: TrainConfig, out: Path) -> None:
    """Three saves that `save_every` does not ask for, each by a process that ends there."""
    for stop_at in (30, 70, 100, None):
        train(config, out, resume=True, stop_at=stop_at)


@pytest.mark.parametrize("variant", ["exact", "growth", "pending pairs, growth", "hnsw"])
def test_where_an_index_depends_on_its_keys_alone_any_stop_is_as_good_as_none(
    variant: str, documents: Path, tmp_path: Path
) -> None:
    """Neither scans nor sealed blocks remember when they were built."""
    if not find_spec(LIBRARIES.get(variant, "torch")):
        pytest.skip(f"needs {LIBRARIES[variant]}")  # each library is an extra
    config = tiny_config(documents, **VARIANTS[variant], save_every=100)
    train(config, tmp_path / "whole")
    stopped_out_of_turn(config, tmp_path / "stopped")
    assert read_log(tmp_path / "stopped") == read_log(tmp_path / "whole")
    newest = f"step-{len(read_log(tmp_path / 'whole')):07d}"
    ours, theirs = checkpoint_bytes(tmp_path / "stopped"), checkpoint_bytes(tmp_path / "whole")
    assert [name for name in theirs if name.startswith(newest) and ours[name] != theirs[name]] == []


def test_an_index_that_is_trained_in_place_depends_on_the_save_points(documents: Path, tmp_path: Path) -> None:
    """A stop is a save point and indexes are built anew there: the run is that of the same save points, no other."""
    pytest.importorskip("faiss")
    config = tiny_config(documents, **VARIANTS["faiss-ivf-flat"], save_every=100)
    stopped_out_of_turn(config, tmp_path / "stopped")
    with Trainer(config, tmp_path / "saved", threads=1) as never_stopped:
        for stop_at in (30, 70, 100, None):
            never_stopped.run(stop_at)
    assert_same_run(tmp_path / "stopped", tmp_path / "saved")
    train(config, tmp_path / "whole")
    losses = [[line["loss"] for line in read_log(tmp_path / name)] for name in ("stopped", "whole")]
    assert losses[0] != losses[1], "if these are equal, more can be promised: docs/architecture.md, What is saved"
