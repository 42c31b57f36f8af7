"""The distributions as strangers get them: wheels in a fresh environment, nothing editable.

    python tests/wheels/run.py [--work DIR] [--check TEST ...]

Builds a wheel of the core and one of each folder `plugins/memtrans-*`, installs them under `constraints.txt`, and runs
there `memtrans backends list`, the conformance suite of every backend that is listed, the tests of each plug-in, and
`memtrans compare` with backends of all of them in one table. TORCH_INDEX is the Makefile's. Exit code 1 if anything
failed.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
PLUGINS = sorted(path.parent for path in (ROOT / "plugins").glob("memtrans-*/pyproject.toml"))
CONFIG = Path(__file__).with_name("compare.yaml")


class Environment:
    """A virtual environment in `folder` that sees no source tree: commands run in `folder`, without PYTHONPATH."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.bin = folder, folder / "venv" / "bin"
        venv.create(folder / "venv", with_pip=True, clear=True)

    def run(
        self, name: str, *arguments: object, check: bool = True, capture: bool = False
    ) -> subprocess.CompletedProcess[str]:
        """Run one of the environment's programs; its output is shown, or kept if `capture`."""
        command = [str(self.bin / name), *map(str, arguments)]
        print("$", name, *map(str, arguments), flush=True)
        kept = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "VIRTUAL_ENV")}
        return subprocess.run(
            command,
            cwd=self.folder,
            env=kept | {"OMP_NUM_THREADS": "1"},
            check=check,
            text=True,
            stdout=subprocess.PIPE if capture else None,
        )

    def install(self, *what: object, check: bool = True) -> None:
        quiet = ("--disable-pip-version-check", "--quiet", "--constraint", ROOT / "constraints.txt")
        self.run("python", "-m", "pip", "install", *quiet, *what, check=check)


def prepare(folder: Path) -> Environment:
    """Build the wheels and install them."""
    environment = Environment(folder)
    environment.install("hatchling", "hatch-fancy-pypi-readme")
    wheels = folder / "wheels"
    for source in (ROOT, *PLUGINS):
        options = ("--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", wheels)
        environment.run("python", "-m", "pip", "wheel", *options, source)
    index = os.environ.get("TORCH_INDEX")
    environment.install(*(("--index-url", index) if index else ()), "torch")
    (core,) = wheels.glob("memtrans-*.whl")
    environment.install(f"{core}[faiss,scann,testing]", *sorted(set(wheels.glob("*.whl")) - {core}))
    environment.install("hnswlib", check=False)  # source only: needs a compiler
    return environment


def listed(environment: Environment) -> list[str]:
    """Names of the backends that can be used, once nothing is found to come from a source tree."""
    code = "import memtrans; print(memtrans.__file__)"
    where = environment.run("python", "-c", code, capture=True).stdout
    assert "site-packages" in where, f"memtrans is imported from {where.strip()}, not from its wheel"
    rows = json.loads(environment.run("memtrans", "backends", "list", "--json", capture=True).stdout)
    found = {row["distribution"] for row in rows if row["status"] == "ok"}
    missing = {"memtrans", *(source.name for source in PLUGINS)} - found
    assert not missing, f"no backend of {', '.join(sorted(missing))} can be used"
    return [row["name"] for row in rows if row["status"] == "ok"]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Wheels of the core and of all plug-ins in a fresh environment.")
    parser.add_argument("--work", type=Path, help="folder to work in (default: a temporary one)")
    parser.add_argument("--check", action="append", default=[], help="only these conformance checks (default: all)")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as temporary:
        folder = (options.work or Path(temporary)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        environment = prepare(folder)
        environment.run("memtrans", "backends", "list")
        checks = [part for name in options.check for part in ("--check", name)]
        failed = []
        for backend in listed(environment):
            began = time.monotonic()
            done = environment.run("memtrans", "conformance", backend, *checks, check=False, capture=True)
            print(done.stdout if done.returncode else done.stdout.splitlines()[-1], flush=True)
            print(f"{backend}: {time.monotonic() - began:.0f} s", flush=True)
            failed += [f"conformance of {backend}"] if done.returncode else []
        for plugin in PLUGINS:
            tests = ("-p", "no:cacheprovider", "--ignore-glob", "*/test_conformance.py", plugin / "tests")
            done = environment.run("python", "-m", "pytest", "-q", *tests, check=False)
            failed += [f"tests of {plugin.name}"] if done.returncode else []
        held = ROOT / "benchmarks"
        sets = (f"checkpoint={held / 'reference/memory'}", f"documents.path={held / 'data/hol-light/heldout'}")
        chosen = [part for each in sets for part in ("--set", each)]
        done = environment.run("memtrans", "compare", CONFIG, *chosen, "--out", folder / "results", check=False)
        failed += ["compare"] if done.returncode else []
    print(f"failed: {', '.join(failed)}" if failed else "wheels of the core and of all plug-ins: everything passed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
