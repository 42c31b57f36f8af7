"""How much memory is free: what the machine has, and what the control group of this process may still take."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psutil
import torch

NO_LIMIT = 2**60
"""Version 1 of control groups says that there is none with a number of about 2^63."""

FILES = {
    "": ("memory.max", "memory.current", "inactive_file"),
    "memory": ("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"),
}
"""By controllers of a line of /proc/self/cgroup, none in version 2: limit, use, and what of it can be taken back."""


def free_bytes(device: torch.device) -> int:
    """Bytes that can be allocated on a device now: a container or a batch job may have less than its machine."""
    if device.type == "cuda":
        return int(torch.cuda.mem_get_info(device)[0])
    return min([int(psutil.virtual_memory().available), *group_free()])


def group_free(root: Path = Path("/")) -> Iterator[int]:
    """Bytes left in each control group with a limit that this process belongs to; none where there are no such."""
    try:
        lines = (root / "proc/self/cgroup").read_text().splitlines()
    except OSError:
        return
    for line in lines:
        _, controllers, path = line.split(":", 2)
        if controllers in FILES:
            top = root / "sys/fs/cgroup" / controllers
            # Inside a container the path may be that outside: then only what lies further up is there.
            group = top / path.lstrip("/")
            for folder in (group, *group.parents):
                yield from _free_in(folder, *FILES[controllers])
                if folder == top:
                    break


def _free_in(folder: Path, limit: str, usage: str, reclaimable: str) -> Iterator[int]:
    try:
        most, used = int((folder / limit).read_text()), int((folder / usage).read_text())
        numbers = dict(line.split() for line in (folder / "memory.stat").read_text().splitlines())
    except (OSError, ValueError):  # no such group, or "max"
        return
    if most < NO_LIMIT:
        yield max(0, most - used + int(numbers.get(reclaimable, 0)))
