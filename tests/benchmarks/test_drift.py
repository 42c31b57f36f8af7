"""Indexes over keys of a model that learns: what each policy does, and what the page makes of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import torch
from tiny_models import write_documents

from benchmarks import drift
from memtrans.search.indexed.policy import RetrainPolicy
from memtrans.training.config import TrainConfig

pytest.importorskip("faiss")

OPTIONS = {"exact_below": 48, "nlist": 4, "nprobe": 1}


def tiny(folder: Path) -> TrainConfig:
    write_documents(folder, count=4, size=900)
    return TrainConfig.model_validate(
        {
            "preset": "tiny",
            "tokenizer": {"kind": "bytes"},
            "documents": {"path": str(folder)},
            "rows": 2,
            "segment": 32,
            "memory": {"capacity": 128},
            "precision": "float32",
            "max_tokens": 10_000,
        }
    )


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[drift.Run, list[dict[str, Any]]]:
    run = drift.Run(tiny(tmp_path_factory.mktemp("drift") / "documents"), OPTIONS)
    before = {name: weight.clone() for name, weight in run.model.state_dict().items()}
    rows = [{"phase": "learns", **row} for row in run.steps(17, learns=True)]
    assert any(not torch.equal(weight, before[name]) for name, weight in run.model.state_dict().items())
    return run, rows


@pytest.mark.parametrize(
    ("policy", "reasons"),
    [
        (drift.Never, ["train", None, None, None]),
        (drift.Scheduled, ["train", None, "double", "age"]),
        (RetrainPolicy, ["train", None, "double", "age"]),
    ],
)
def test_when_each_policy_trains_for_growth_and_age(policy: type[RetrainPolicy], reasons: list[str | None]) -> None:
    one, told = policy(capacity=100), []
    for written, keys in ((16, 16), (10, 26), (14, 40), (100, 79)):
        told.append(one.after_write(written, keys))
        if told[-1]:
            one.after_training(keys, 0.9)
    assert told == reasons


def test_only_one_heeds_a_probe() -> None:
    told = {}
    for policy in (drift.Never, drift.Scheduled, RetrainPolicy):
        one = policy(capacity=100)
        one.after_training(50, 0.9)
        told[policy] = one.after_probe(0.1)
    assert told == {drift.Never: False, drift.Scheduled: False, RetrainPolicy: True}


def test_all_hold_the_same_keys_and_are_trained_as_often_as_their_policy_says(
    run: tuple[drift.Run, list[dict[str, Any]]],
) -> None:
    followers, rows = run[0].followers, run[1]
    held = followers["exact"].memory
    for name in drift.POLICIES:
        assert torch.equal(followers[name].memory.keys(), held.keys())
    trained = rows[-1]["trained"]
    assert set(trained["never"]) == {"train"}
    assert trained["scheduled"].keys() >= {"train", "double"}
    assert "probe" not in trained["scheduled"]
    assert sum(trained["probed"].values()) >= sum(trained["scheduled"].values())


def test_what_is_found_is_measured_against_the_exact_memory(run: tuple[drift.Run, list[dict[str, Any]]]) -> None:
    rows = run[1]
    checked = [row for row in rows if row["recall"]["never"] is not None]
    assert [row["step"] - 1 for row in checked] == [8, 16]
    assert all(0 < row["recall"][name] < 1 for row in checked[1:] for name in drift.POLICIES)
    before = [row for row in rows if not row["trained"]["never"]]
    assert before
    assert all(row["nats"][name] == row["nats"]["exact"] for row in before for name in drift.POLICIES)
    assert any(row["nats"][name] != row["nats"]["exact"] for row in rows for name in drift.POLICIES)


def test_weights_stay_where_nothing_is_learned(run: tuple[drift.Run, list[dict[str, Any]]]) -> None:
    weights = {name: weight.clone() for name, weight in run[0].model.state_dict().items()}
    (row,) = run[0].steps(1, learns=False)
    assert row["tokens"] > 0
    assert all(torch.equal(weight, weights[name]) for name, weight in run[0].model.state_dict().items())


def test_the_committed_table_is_made_of_the_committed_steps() -> None:
    rows = [json.loads(line) for line in (drift.RESULTS / "steps.jsonl").read_text(encoding="utf-8").splitlines()]
    page = drift.page(drift.config_of(steps=800, rate=2e-3), rows)
    assert (drift.RESULTS / "table.md").read_text(encoding="utf-8") == page


def row(step: int, recall: float | None, more: float, count: int) -> dict[str, Any]:
    return {
        "phase": "from nothing",
        "step": step,
        "read": 10 * step,
        "tokens": 10,
        "nats": {"exact": 20.0, "never": 20.0 + more, "scheduled": 20.0, "probed": 19.0},
        "recall": dict.fromkeys(drift.POLICIES, recall),
        "trained": {"never": {}, "scheduled": {"age": 2, "train": count}, "probed": {"train": count}},
    }


def test_the_page_has_means_lowest_and_costs(tmp_path: Path) -> None:
    rows = [row(1, None, 0.0, 1), row(2, 0.5, 1.0, 2), row(3, 1.0, 2.0, 3)]
    drift.save(tmp_path / "out", tiny(tmp_path / "documents"), rows)
    page = (tmp_path / "out" / "table.md").read_text()
    assert "## From nothing" in page
    line = "| 1 to 3 | 30 | 2.000 | " + "0.750 (0.500) | " * 3 + "+0.1000 | +0.0000 | -0.1000 |"
    assert line in page
    assert "- never: not at all\n- scheduled: age 2, train 3\n" in page
    assert len((tmp_path / "out" / "steps.jsonl").read_text().splitlines()) == 3
