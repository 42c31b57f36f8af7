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
from memtrans.plugins.entries import Entry
from memtrans.plugins.libraries import answering, libraries_of, providers

PACKAGES = ("torch", "numpy", "transformers", "faiss-cpu", "faiss-gpu", "hnswlib", "scann", "scann-core")
FLAGS = ("avx2", "avx512f", "avx512_bf16", "amx_bf16", "asimd", "bf16")


def describe_environment(threads: int | None, registry: Registry, backend: Entry | None = None) -> dict[str, Any]:
    """Facts for a result row; nothing in it names the user, the host or a path.

    backend: also the versions of the libraries that it requires.
    """
    facts = _machine()
    needed = filter(None, map(answering, backend.spec.requires if backend and backend.spec else ()))
    packages = {**facts["packages"], **{name: found for each in needed for name, found in providers(each).items()}}
    threads = threads or torch.get_num_threads()
    return {**facts, "packages": packages, "threads": threads, "plugins": registry.environment()}


def describe_provider(backend: Entry | None) -> dict[str, Any]:
    """Who answers for a backend, for a result row.

    provider: the plug-in's distribution and its version. libraries: module → distribution and version of what meets
    each of its requirements, None where that cannot be told. Without a backend both are None.
    """
    if backend is None or backend.spec is None:
        return {"provider": None, "libraries": None}
    provider = f"{backend.distribution} {backend.version}".strip()
    return {"provider": provider, "libraries": libraries_of(backend.spec.requires)}


@lru_cache(maxsize=1)
def _machine() -> dict[str, Any]:
    name, flags = _processor()
    return {
        "memtrans": __version__,
        "commit": commit_of(Path(__file__)),
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


def commit_of(source: Path) -> str | None:
    """Commit that a source file is part of, with `+` where that repository's Python files differ from it.

    None where no repository tracks the file: an environment may lie in anybody's checkout.
    """
    if _git(source, "ls-files", "--error-unmatch", source.name) is None:
        return None
    head = _git(source, "rev-parse", "--short=12", "HEAD")
    # Results are written into the same repository; they change nothing.
    changed = _git(source, "status", "--porcelain", "--", ":(top)*.py")
    return None if head is None else head.strip() + ("+" if changed else "")


def _git(source: Path, *arguments: str) -> str | None:
    """What git says in the folder of a file, None if it refuses or is not there."""
    # Inside a hook, variables of git's name another repository.
    environ = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        done = subprocess.run(
            ["git", *arguments], cwd=source.parent, env=environ, capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout
