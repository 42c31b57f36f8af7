"""What is free is what the tightest control group leaves, or the machine."""

from __future__ import annotations

from pathlib import Path

import psutil
import pytest
import torch

from memtrans.memory import free
from memtrans.memory.free import free_bytes, group_free

MB = 2**20


def group(folder: Path, version: int, limit: str, used: int, reclaimable: int = 0) -> None:
    names = [("memory.limit_in_bytes", "memory.usage_in_bytes", "total_"), ("memory.max", "memory.current", "")]
    most, current, prefix = names[version - 1]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / most).write_text(f"{limit}\n")
    (folder / current).write_text(f"{used}\n")
    (folder / "memory.stat").write_text(f"anon 5\n{prefix}inactive_file {reclaimable}\nactive_file 7\n")


def member(root: Path, *lines: str) -> None:
    (root / "proc/self").mkdir(parents=True)
    (root / "proc/self/cgroup").write_text("".join(f"{line}\n" for line in lines))


def test_each_level_of_version_2_has_a_say(tmp_path: Path) -> None:
    member(tmp_path, "0::/job/step")
    group(tmp_path / "sys/fs/cgroup/job", 2, str(100 * MB), used=90 * MB, reclaimable=20 * MB)
    group(tmp_path / "sys/fs/cgroup/job/step", 2, "max", used=80 * MB)
    assert list(group_free(tmp_path)) == [30 * MB]
    group(tmp_path / "sys/fs/cgroup/job/step", 2, str(85 * MB), used=80 * MB)
    assert list(group_free(tmp_path)) == [5 * MB, 30 * MB]


def test_version_1(tmp_path: Path) -> None:
    member(tmp_path, "4:memory:/batch", "3:cpu,cpuacct:/batch", "0::/")
    group(tmp_path / "sys/fs/cgroup/memory/batch", 1, str(64 * MB), used=60 * MB, reclaimable=MB)
    group(tmp_path / "sys/fs/cgroup/memory", 1, "9223372036854771712", used=90 * MB)
    assert list(group_free(tmp_path)) == [5 * MB]


@pytest.mark.parametrize("path", ["/docker/0123", "/../../elsewhere", "/"])
def test_in_a_container_the_path_may_be_that_outside(path: str, tmp_path: Path) -> None:
    member(tmp_path, f"0::{path}")
    group(tmp_path / "sys/fs/cgroup", 2, str(10 * MB), used=4 * MB)
    assert list(group_free(tmp_path)) == [6 * MB]


def test_without_groups_or_within_no_limit_there_is_nothing_to_say(tmp_path: Path) -> None:
    assert list(group_free(tmp_path)) == []
    member(tmp_path, "0::/gone")
    assert list(group_free(tmp_path)) == []


def test_more_used_than_allowed_leaves_nothing(tmp_path: Path) -> None:
    member(tmp_path, "0::/")
    group(tmp_path / "sys/fs/cgroup", 2, str(MB), used=2 * MB)
    assert list(group_free(tmp_path)) == [0]


def test_the_least_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    available = psutil.virtual_memory().available
    monkeypatch.setattr(free, "group_free", lambda: iter([3 * MB, available * 2]))
    assert free_bytes(torch.device("cpu")) == 3 * MB
    monkeypatch.setattr(free, "group_free", lambda: iter([2**60]))
    assert abs(free_bytes(torch.device("cpu")) - available) < 2**30
