"""What a result depends on besides its config: versions, processor, threads, the state of the source."""

from __future__ import annotations

import os
import platform
import subprocess
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import torch

from memtrans import __version__
from memtrans.plugins import Registry

PACKAGES = ("torch", "numpy", "faiss-cpu", "faiss-gpu", "hnswlib", "scann")
FLAGS = ("avx2", "avx512f", "avx512_bf16", "amx_bf16", "asimd", "bf16")


def describe_environment(threads: int | None, registry: Registry) -> dict[str, Any]:
    """Facts for a result row; nothing in it names the user, the host or a path."""
    return {**_machine(), "threads": threads or torch.get_num_threads(), "plugins": registry.environment()}


@lru_cache(maxsize=1)
def _machine() -> dict[str, Any]:
    name, flags = _processor()
    return {
        "memtrans": __version__,
        "commit": _commit(),
        "python": platform.python_version(),
        "system": platform.system(),
        "processor": name,
        "processor_flags": flags,
        "cores": os.cpu_count(),
        "gpu": torch.cuda.get_device_name() if torch.cuda.is_available() else None,
        "packages": {package: found for package in PACKAGES if (found := _version(package))},
    }


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _processor() -> tuple[str, list[str]]:
    """Model name and the vector extensions that matter for search, as far as the system tells."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor(), []
    pairs = (line.partition(":") for line in lines)
    facts = {name.strip(): value.strip() for name, _, value in pairs}
    have = set((facts.get("flags") or facts.get("Features") or "").split())
    return facts.get("model name", platform.machine()), [flag for flag in FLAGS if flag in have]


def _commit() -> str | None:
    """Commit of the source this runs from, with `+` where it was changed; None outside a repository."""
    here = Path(__file__).parent
    try:
        head = subprocess.run(["git", "rev-parse", "--short=12", "HEAD"], cwd=here, capture_output=True, text=True)
        changed = subprocess.run(["git", "diff", "--quiet", "HEAD"], cwd=here, capture_output=True)
    except OSError:
        return None
    return None if head.returncode else head.stdout.strip() + ("+" if changed.returncode else "")
