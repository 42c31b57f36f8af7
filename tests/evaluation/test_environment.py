"""The commit that a result names is that of the code it was measured with, or none."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from memtrans.evaluation.environment import commit_of


def git(folder: Path, *arguments: str) -> str:
    who = ["-c", "user.name=tester", "-c", "user.email=tester@example.org"]
    done = subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A package in a repository of its own."""
    file = tmp_path / "package" / "module.py"
    file.parent.mkdir()
    file.write_text("one = 1\n")
    (tmp_path / "results.jsonl").write_text("")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "-m", "first")
    return file


def test_the_commit_of_a_tracked_file(source: Path) -> None:
    assert commit_of(source) == git(source.parent, "rev-parse", "--short=12", "HEAD")


def test_a_change_of_the_code_is_marked_and_results_are_none(source: Path) -> None:
    (source.parents[1] / "results.jsonl").write_text("new results")
    assert not str(commit_of(source)).endswith("+")
    source.write_text("one = 2\n")
    assert str(commit_of(source)).endswith("+")
    git(source.parent, "checkout", "--quiet", ".")
    assert not str(commit_of(source)).endswith("+")
    source.with_name("new.py").write_text("")
    assert str(commit_of(source)).endswith("+")


def test_somebody_elses_repository_is_not_ours(source: Path) -> None:
    """An environment that lies in a checkout: its files are not part of that repository."""
    installed = source.parents[1] / ".venv" / "site-packages" / "memtrans" / "environment.py"
    installed.parent.mkdir(parents=True)
    installed.write_text("")
    assert commit_of(installed) is None
    (source.parents[1] / ".gitignore").write_text(".venv\n")
    assert commit_of(installed) is None


def test_a_variable_of_a_hook_names_no_other_repository(
    source: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path_factory.mktemp("other")
    git(other, "init", "--quiet")
    expected = commit_of(source)
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    assert commit_of(source) == expected
    assert commit_of(other / "nothing.py") is None


def test_without_a_repository_there_is_none(tmp_path: Path) -> None:
    assert commit_of(tmp_path / "module.py") is None
