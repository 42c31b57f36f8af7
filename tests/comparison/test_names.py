"""No two rows look alike, and no backend is measured twice for having two names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from comparisons import compare, rows, write_sweep
from tiny_models import save_tiny_model
from toy_plugins import Site, plugin_code

from memtrans.comparison.names import shortest_tails


def test_tails_are_as_short_as_they_can_be() -> None:
    paths = ["runs/a/model", "runs/b/model", "other", "model"]
    assert shortest_tails(paths) == {
        "runs/a/model": "a/model",
        "runs/b/model": "b/model",
        "other": "other",
        "model": "model",
    }
    assert shortest_tails(["a", "a"]) == {"a": "a"}
    assert shortest_tails(["/", "."]) == {"/": "/", ".": "."}
    assert shortest_tails(["runs/caf\udce9"]) == {"runs/caf\udce9": "caf\\xe9"}, "a name need not be UTF-8"


def planned(config: Path, capsys: pytest.CaptureFixture[str], *changes: str) -> list[tuple[str, int]]:
    capsys.readouterr()
    arguments = [word for change in changes for word in ("--set", change)]
    assert compare(config, "--dry-run", "--json", *arguments) == 0
    return [(cell["backend"], cell["memory"]) for cell in json.loads(capsys.readouterr().out)]


def test_two_spellings_are_one_cell(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (config.parent / "link").symlink_to(config.parent / "model")
    one = [f"checkpoint={config.parent}/model", "memory=32", "dial.recall=0.5"]
    expected = [("exact", 32), ("dial", 32)]
    assert planned(config, capsys, *one, "backend=[exact, dial, exact]") == expected
    assert planned(config, capsys, *one, "backend=[dial, memtrans:exact, exact, memtrans:dial]") == expected
    assert planned(config, capsys, *one, "dial.recall=[0.5, 0.50]") == expected
    twice = f"checkpoint=[{config.parent}/model, {config.parent}/./model, {config.parent}/link]"
    assert planned(config, capsys, *one[1:], twice) == expected, "the same weights wherever they lie"


def test_options_may_stand_under_either_name(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config.write_text(config.read_text().replace("dial:", "memtrans:dial:"))
    assert len(planned(config, capsys)) == 8
    config.write_text(config.read_text() + "dial: {recall: 0.1}\n")
    assert compare(config, "--dry-run") == 2
    assert "'dial' and 'memtrans:dial' are one backend" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["exact", "memtrans:exact"])
def test_a_name_of_ours_is_ours_whoever_offers_it_too(config: Path, site: Site, name: str) -> None:
    site.install("memtrans-rival", plugin_code("exact"))
    assert compare(config, "--set", "memory=32", "--set", f"backend=[dial, {name}]") == 0
    exact, *dials = [row for row in rows(config) if row["memory"] == 32]
    assert exact["backend"] == "exact"
    assert exact["delta_nats"] == 0
    assert all(row["delta_nats"] is not None for row in dials)


def test_models_of_one_name_do_not_look_alike(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number, folder in enumerate(("a", "b")):
        save_tiny_model(tmp_path / folder / "model", seed=number)
    config = write_sweep(tmp_path)
    models = f"checkpoint=[{tmp_path}/a/model, {tmp_path}/b/model]"
    assert compare(config, "--set", models, "--set", "memory=[0, 32]") == 0
    captured = capsys.readouterr()
    table = (tmp_path / "out" / "table.md").read_text()
    for name in ("a/model", "b/model"):
        assert f"| {name} " in table
        assert f"{name}, memory 32, exact: perplexity" in captured.err
    assert "b/model at memory 0" in table or "a/model at memory 0" in table


def test_other_weights_at_the_same_path_do_not_look_alike(tmp_path: Path) -> None:
    config = write_sweep(tmp_path)
    only = ["--set", f"checkpoint={tmp_path}/model", "--set", "memory=32"]
    assert compare(config, *only) == 0
    (tmp_path / "model").rename(tmp_path / "earlier")
    save_tiny_model(tmp_path / "model", seed=1)
    assert compare(config, *only) == 0
    digests = {row["surroundings"][:6] for row in rows(config)}
    table = (tmp_path / "out" / "table.md").read_text()
    assert len(digests) == 2
    assert all(table.count(f"model ({digest})") >= 3 for digest in digests)
