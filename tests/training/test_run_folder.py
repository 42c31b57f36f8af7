"""The files of a run, on a disk that has its limits."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tiny_runs import read_log

from memtrans.errors import MemtransError
from memtrans.training.run_folder import LOG, VALIDATION, RunFolder, log_until


def test_numbers_that_are_none_leave_the_logs_valid(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path)
    folder.log({"step": 1, "recall": float("nan")})
    folder.log_validation({"step": 1, "perplexity": float("inf")})
    assert read_log(tmp_path, LOG) == [{"step": 1, "recall": None}]
    assert read_log(tmp_path, VALIDATION) == [{"step": 1, "perplexity": None}]


def test_what_cannot_be_removed_is_a_sentence(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path)
    for step in (1, 2, 3):
        folder.checkpoint(step).mkdir()
    (tmp_path / ".step-0000001.old" / "in the way").mkdir(parents=True)
    with pytest.raises(MemtransError, match=rf"^Cannot write {tmp_path}: Directory not empty"):
        folder.prune()
    folder.open(3)
    folder.prune()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["step-0000002", "step-0000003"]


def test_a_name_too_long_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(MemtransError, match="File name too long; choose a shorter name"):
        RunFolder(tmp_path / ("n" * 300)).newest(resume=True)


@pytest.mark.parametrize("line", ["", "[]", "{}", "3", "[" * 100_000, '{"step": 1' + "0" * 400 + "}", '{"step": "x"}'])
def test_a_line_that_names_no_step_is_of_none(line: str, tmp_path: Path) -> None:
    good = json.dumps({"step": 1})
    (tmp_path / LOG).write_text(f"{good}\n{line}\n")
    assert log_until(tmp_path / LOG, 9) == f"{good}\n"
