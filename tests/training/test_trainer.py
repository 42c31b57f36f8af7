from __future__ import annotations

import itertools
import math
import os
from collections import Counter
from pathlib import Path

import pytest
import torch
from pydantic import ValidationError
from tiny_models import evaluated
from tiny_runs import assert_same_run, checkpoint_bytes, read_log, tiny_config, train, write_documents

from memtrans.checkpoint import load_checkpoint
from memtrans.data.documents import DocumentsConfig, read_documents, tokenize_documents
from memtrans.errors import BackendUnavailable, MemtransError, UsageError
from memtrans.files import LOCK
from memtrans.reading import MemoryConfig
from memtrans.training.config import TrainConfig
from memtrans.training.trainer import RECALL_EVERY, StepResult, Trainer


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    return write_documents(tmp_path / "documents")


def test_it_learns(documents: Path, tmp_path: Path) -> None:
    train(tiny_config(documents, max_tokens=1500, save_every=1000), tmp_path / "run")
    losses = [line["loss"] for line in read_log(tmp_path / "run")]
    assert losses[0] == pytest.approx(math.log(257), rel=0.25)
    assert sum(losses[-5:]) / 5 < 0.65 * losses[0]


def test_the_log_counts_predicted_tokens(documents: Path, tmp_path: Path) -> None:
    trainer = train(tiny_config(documents), tmp_path / "run")
    log = read_log(tmp_path / "run")
    assert [line["step"] for line in log] == list(range(1, trainer.step + 1))
    counts = [after["tokens"] - before["tokens"] for before, after in itertools.pairwise(log)]
    assert all(0 < count <= 16 for count in counts)  # 2 rows of 8, less where a document ends
    assert log[-2]["tokens"] < 130 <= log[-1]["tokens"] == trainer.tokens


def test_the_loss_of_a_step_is_a_mean_over_all_its_tokens(documents: Path, tmp_path: Path) -> None:
    """Two micro-batches of one row see the same gradients as one of two rows, memories and all."""
    together = train(tiny_config(documents, max_tokens=60), tmp_path / "together")
    apart = train(tiny_config(documents, max_tokens=60, rows=1, accumulate=2), tmp_path / "apart")
    for ours, theirs in zip(read_log(tmp_path / "apart"), read_log(tmp_path / "together")):
        assert ours["loss"] == pytest.approx(theirs["loss"], rel=1e-4)
        assert ours["grad_norm"] == pytest.approx(theirs["grad_norm"], rel=1e-3)
    assert apart.tokens == together.tokens


def test_only_the_newest_checkpoints_stay(documents: Path, tmp_path: Path) -> None:
    trainer = train(tiny_config(documents, save_every=2), tmp_path / "run")
    kept = sorted(path.name for path in (tmp_path / "run").glob("step-*"))
    assert len(kept) == 2
    assert kept[-1] == f"step-{trainer.step:07d}"


def test_validation_leaves_no_trace(documents: Path, tmp_path: Path) -> None:
    validation = {"path": documents, "max_documents": 2}
    train(tiny_config(documents), tmp_path / "without")
    train(tiny_config(documents, validation=validation, validate_every=1), tmp_path / "with")
    assert read_log(tmp_path / "with") == read_log(tmp_path / "without")
    ours, theirs = checkpoint_bytes(tmp_path / "with"), checkpoint_bytes(tmp_path / "without")
    differing = {name.split("/")[-1] for name in ours if ours[name] != theirs[name]}
    assert differing <= {"config.json"}  # which says how often to validate
    lines = read_log(tmp_path / "with", "validation.jsonl")
    assert [line["step"] for line in lines] == [line["step"] for line in read_log(tmp_path / "with")]
    assert lines[-1]["perplexity"] < lines[0]["perplexity"]


def test_validation_reads_with_a_memory_as_large_as_training(documents: Path, tmp_path: Path) -> None:
    growth = [{"from_tokens": 20, "capacity": 400}]
    validation = {"path": documents / "4.txt"}
    config = tiny_config(documents, validation=validation, memory_growth=growth)
    with Trainer(config, tmp_path / "run", threads=1) as trainer:
        trainer.run()
        result = trainer.validate() or {}
    texts = tokenize_documents(read_documents(DocumentsConfig.model_validate(validation)).documents, trainer.tokenizer)
    with_400, with_24 = (
        evaluated(trainer.model, trainer.tokenizer, texts, MemoryConfig(capacity=capacity), segment=8, rows=2)
        for capacity in (400, 24)
    )
    assert result["perplexity"] == pytest.approx(with_400.perplexity, rel=1e-6)
    assert with_24.perplexity != pytest.approx(with_400.perplexity, rel=1e-6)


@pytest.mark.parametrize("capacity", [0, 24])
def test_a_diverged_run_stops_and_keeps_its_checkpoints(capacity: int, documents: Path, tmp_path: Path) -> None:
    config = tiny_config(documents, memory={"capacity": capacity})
    with Trainer(config, tmp_path / "run", threads=1) as trainer:
        trainer.run(stop_at=40)
        before = checkpoint_bytes(tmp_path / "run")
        with torch.no_grad():
            trainer.model.blocks[0].ffn_out.weight.fill_(torch.nan)
        step = trainer.step
        with pytest.raises(MemtransError, match=rf"diverged in step {step + 1}: .*learning_rate \(now 0\.01\)"):
            trainer.run()
    assert checkpoint_bytes(tmp_path / "run") == before
    assert len(read_log(tmp_path / "run")) == step
    assert load_checkpoint(tmp_path / "run").facts["step"] == step
    train(config, tmp_path / "run", resume=True)


def test_an_enormous_learning_rate_is_found_out(documents: Path, tmp_path: Path) -> None:
    config = tiny_config(documents, optimizer={"learning_rate": 1e30, "warmup_steps": 0}, save_every=1)
    with pytest.raises(MemtransError, match="diverged in step"):
        train(config, tmp_path / "run")


def test_weights_that_are_not_finite_are_never_saved(documents: Path, tmp_path: Path) -> None:
    with Trainer(tiny_config(documents), tmp_path / "run", threads=1) as trainer:
        with torch.no_grad():
            trainer.model.embedding.weight[0, 0] = torch.inf
        with pytest.raises(MemtransError, match=r"embedding\.weight holds NaN or Inf"):
            trainer.save()
    assert [path.name for path in (tmp_path / "run").iterdir()] == [LOCK]


def test_a_backend_is_looked_up_before_the_documents_are_read(tmp_path: Path) -> None:
    config = tiny_config(tmp_path / "nowhere", memory={"capacity": 8, "backend": "exat"})
    with pytest.raises(BackendUnavailable, match="Did you mean 'exact'"):
        Trainer(config, tmp_path / "run")
    assert not (tmp_path / "run").exists()


def test_an_exported_checkpoint_is_no_run(documents: Path, tmp_path: Path) -> None:
    config = tiny_config(documents)
    saved = train(config, tmp_path / "run", stop_at=20).folder.checkpoint(2)
    with pytest.raises(MemtransError, match="is a checkpoint, not a run's folder"):
        Trainer(config, saved, resume=True)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"model": {"wdth": 16}}, "unknown key 'wdth'. Did you mean 'width'"),
        ({"model": {"width": 15}}, "not divisible by heads"),
        ({"model": {"vocab_size": 300}}, "set tokenizer.vocab_size"),
        ({"model": {"memory_layers": []}}, "memory.capacity=24, but the model has no memory layer"),
        ({"memory_growth": [{"from_tokens": 9, "capacity": 30}, {"from_tokens": 9, "capacity": 40}]}, "must ascend"),
        ({"memory_growth": [{"from_share": 0.5, "capacity": 30}, {"from_tokens": 65, "capacity": 40}]}, "must ascend"),
        (
            {"memory_growth": [{"from_share": 0.5, "from_tokens": 9, "capacity": 30}]},
            "either 'from_tokens' or 'from_share'",
        ),
        ({"memory_growth": [{"capacity": 30}]}, "give either 'from_tokens' or 'from_share'"),
        ({"memory_growth": [{"from_share": 1.0, "capacity": 30}]}, "less than 1"),
        ({"seed": -1}, "greater than or equal to 0"),
        ({"seed": 2**40}, "less than 4294967296"),
        ({"optimizer": {"betas": [0.9, 1.0]}}, "less than 1"),
        ({"optimizer": {"learning_rate": math.inf}}, "finite number"),
        ({"memory": {"capacity": 0}, "memory_growth": [{"from_tokens": 9, "capacity": 30}]}, "set memory.capacity"),
    ],
)
def test_configs_that_cannot_be(changes: dict[str, object], message: str, tmp_path: Path) -> None:
    with pytest.raises(ValidationError) as raised:
        tiny_config(tmp_path, **changes)
    assert message in str(raised.value)


def test_capacity_follows_the_tokens_read(tmp_path: Path) -> None:
    growth = [{"from_tokens": 50, "capacity": 40}, {"from_tokens": 90, "capacity": 80}]
    config = tiny_config(tmp_path, memory_growth=growth)
    assert [config.capacity_at(tokens) for tokens in (0, 49, 50, 89, 90, 1000)] == [24, 24, 40, 40, 80, 80]


def test_a_shorter_run_with_shares_grows_in_time(tmp_path: Path) -> None:
    growth = [{"from_share": 0.25, "capacity": 40}, {"from_tokens": 90, "capacity": 80}]
    config = tiny_config(tmp_path, memory_growth=growth, max_tokens=200)
    assert [config.capacity_at(tokens) for tokens in (49, 50, 89, 90)] == [24, 40, 40, 80]
    shorter = tiny_config(tmp_path, memory_growth=growth, max_tokens=120)
    assert [shorter.capacity_at(tokens) for tokens in (29, 30, 90)] == [24, 40, 80]
    in_tokens = [{"from_tokens": 30, "capacity": 40}, {"from_tokens": 90, "capacity": 80}]
    assert shorter.model_dump(mode="json")["memory_growth"] == in_tokens, "what a run records, and resumes with"
    assert TrainConfig.model_validate(shorter.model_dump(mode="json")).capacity_at(30) == 40


def test_recall_is_measured_against_exact_search_every_so_many_steps(documents: Path, tmp_path: Path) -> None:
    halved = {"capacity": 64, "backend": "dial", "options": {"recall": 0.5}}
    config = tiny_config(documents, memory=halved, max_tokens=1200, save_every=1000)
    results: list[StepResult] = []
    with Trainer(config, tmp_path / "run") as trainer:
        trainer.run(show=results.append)
    checked = {result.step: result.recall for result in results if result.recall is not None}
    assert len(checked) >= 3
    assert all((step - 1) % RECALL_EVERY == 0 for step in checked)
    assert all(0.2 < recall < 0.9 for recall in checked.values())


def test_every_training_of_an_index_is_in_the_log(documents: Path, tmp_path: Path) -> None:
    pytest.importorskip("faiss")
    options = {"exact_below": 16, "nlist": 8, "nprobe": 1, "niter": 1, "points_per_centroid": 1}
    config = tiny_config(
        documents,
        memory={"capacity": 64, "backend": "faiss-ivf-flat", "options": options},
        max_tokens=800,
        save_every=9,
    )
    whole = train(config, tmp_path / "whole")
    log = read_log(tmp_path / "whole")
    kinds = sum((Counter(line["events"]) for line in log), Counter[str]())
    assert {"train", "double", "probe"} <= kinds.keys()
    retrained = [each for line in log for each in line["retrained"]]
    assert len(retrained) == kinds["probe"]
    assert all(0 <= each["recall_before"] <= 1 and each["recall_after"] is not None for each in retrained)
    assert {each["store"] for each in retrained} <= set(range(2 * whole.model.config.store_heads))
    assert not log[0]["events"], "nothing was trained yet"
    train(config, tmp_path / "stopped", stop_at=400)
    resumed = train(config, tmp_path / "stopped", resume=True)
    with Trainer(config, tmp_path / "saved", threads=1) as trainer:
        trainer.run(stop_at=400)
        trainer.run()
    assert_same_run(tmp_path / "stopped", tmp_path / "saved")
    assert resumed.step == whole.step


def test_a_folder_is_held_until_its_trainer_is_closed(documents: Path, tmp_path: Path) -> None:
    config, run = tiny_config(documents), tmp_path / "run"
    with Trainer(config, run, threads=1) as trainer:
        trainer.run(stop_at=40)
        staging = run / ".step-0000009.half"
        staging.mkdir()
        with pytest.raises(UsageError, match=rf"{run} is in use by process {os.getpid()} on .*; wait for it to end"):
            Trainer(config, run, resume=True, threads=1)
        assert staging.is_dir(), "the second one must leave alone what the first one writes"
        trainer.run(stop_at=60)
    with Trainer(config, run, resume=True, threads=1):
        assert not staging.exists()


def test_a_folder_is_let_go_whatever_ends_its_trainer(documents: Path, tmp_path: Path) -> None:
    config, run = tiny_config(documents), tmp_path / "run"
    with pytest.raises(ZeroDivisionError), Trainer(config, run, threads=1) as trainer:
        trainer.run(show=lambda result: 1 // 0)
    train(config, run, resume=True, stop_at=40)
    with pytest.raises(UsageError, match="rows=2, and the config says 3"):
        Trainer(tiny_config(documents, rows=3), run, resume=True, threads=1)
    train(config, run, resume=True)


def test_a_closed_trainer_changes_nothing(documents: Path, tmp_path: Path) -> None:
    trainer = train(tiny_config(documents), tmp_path / "run", stop_at=40)
    before = checkpoint_bytes(tmp_path / "run"), read_log(tmp_path / "run")
    for use in (trainer.run, trainer.save, trainer.validate):
        with pytest.raises(UsageError, match="was closed; make another one with resume=True"):
            use()
    assert (checkpoint_bytes(tmp_path / "run"), read_log(tmp_path / "run")) == before


def test_the_newest_checkpoints_stay_beyond_seven_digits(documents: Path, tmp_path: Path) -> None:
    config = tiny_config(documents, save_every=1)
    with Trainer(config, tmp_path / "run", threads=1) as trainer:
        trainer.step = 9_999_998
        trainer.run(stop_at=40)
        last = trainer.step
    kept = sorted(int(path.name.removeprefix("step-")) for path in (tmp_path / "run").glob("step-*"))
    assert kept == [last - 1, last]
    assert last > 10_000_000
    assert load_checkpoint(tmp_path / "run").facts["step"] == last
    with Trainer(config, tmp_path / "run", resume=True, threads=1) as resumed:
        assert resumed.step == last


def test_stages_are_told_in_their_order(documents: Path, tmp_path: Path) -> None:
    told: list[tuple[str, int, int | None]] = []

    def tell(stage: str, done: int = 0, total: int | None = None, *, unit: str = "") -> None:
        assert (tmp_path / "run" / LOCK).exists(), "the folder is there, and held, before anything takes long"
        told.append((stage, done, total))

    config = tiny_config(documents, tokenizer={"vocab_size": 270}, validation={"path": documents, "max_documents": 2})
    with Trainer(config, tmp_path / "run", threads=1, tell=tell) as trainer:
        trainer.run()
        trainer.validate()
    stages = list(dict.fromkeys(stage for stage, _, _ in told))
    assert stages == [
        "reading documents",
        "training the tokenizer",
        "tokenizing",
        "tokenizing for validation",
        "validating",
    ]
    for stage, total in (("training the tokenizer", 5), ("tokenizing", 5), ("tokenizing for validation", 2)):
        assert [(done, of) for name, done, of in told if name == stage] == [(n, total) for n in range(total + 1)]
    last = [(done, of) for name, done, of in told if name == "validating"][-1]
    assert last[0] == last[1], "tokens: all of them"
    with Trainer(config, tmp_path / "run", threads=1, resume=True, tell=tell):
        assert told[-1][0] == "restoring the memory"


def test_a_validation_that_was_stopped_is_made_up_for(documents: Path, tmp_path: Path) -> None:
    config = tiny_config(documents, validation={"path": documents, "max_documents": 2}, validate_every=4)
    train(config, tmp_path / "whole")
    asked = 0

    def wanted() -> bool:
        nonlocal asked
        asked += 1
        return asked < 6  # four steps, and a segment of the validation that comes then

    with Trainer(config, tmp_path / "run", threads=1) as trainer:
        assert not trainer.run(wanted=wanted)
        assert trainer.step == 4
    assert not (tmp_path / "run" / "validation.jsonl").exists()
    train(config, tmp_path / "run", resume=True)
    for name in ("log.jsonl", "validation.jsonl"):
        assert read_log(tmp_path / "run", name) == read_log(tmp_path / "whole", name)
