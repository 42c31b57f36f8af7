"""Throw-away backends and distributions for tests of the registry and the command line."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, model_validator
from toy_indexes import ranked

from memtrans.backend import BackendSpec, BackendStats, IndexSetup, Ring
from memtrans.errors import UsageError
from memtrans.plugins import Registry


class ToyOptions(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    nlist: int = Field(32, ge=1, le=1024)
    nprobe: int = Field(8, ge=1)
    metric: str = "ip"

    @model_validator(mode="after")
    def _probes_exist(self) -> ToyOptions:
        if self.nprobe > self.nlist:
            raise ValueError(f"nprobe={self.nprobe} exceeds nlist={self.nlist}; choose 1 to {self.nlist}")
        return self


class NewestKeys:
    """A backend that finds the newest keys, whatever is asked."""

    def __init__(self, options: ToyOptions, ring: Ring) -> None:
        if options.metric == "broken":
            raise RuntimeError("no such metric")
        if options.nlist > ring.capacity * 100:
            raise UsageError(f"nlist={options.nlist} is too much for {ring.capacity} keys.")
        self.ring = ring

    def write(self, slots: torch.Tensor, keys: torch.Tensor) -> None: ...

    def reset(self, stores: torch.Tensor) -> None: ...

    def search(self, queries: torch.Tensor, k: int) -> torch.Tensor:
        newest = self.ring.lengths[:, None, None] - 1 - torch.arange(k)
        return newest.clamp(min=-1).expand(-1, queries.shape[1], -1)

    def stats(self) -> BackendStats:
        return BackendStats()


class BruteForce:
    """An index that scores every key."""

    def __init__(self, options: ToyOptions, setup: IndexSetup) -> None: ...

    def build(self, keys: NDArray[np.float32]) -> None:
        self.keys = keys.copy()

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        return ranked(queries @ self.keys.T, k)

    def nbytes(self) -> int:
        return self.keys.nbytes


class NotABackend:
    """What a factory should not make."""

    def __init__(self, options: ToyOptions, ring: Ring) -> None: ...


TOY = BackendSpec(name="toy", factory="toy_plugins:NewestKeys", options=ToyOptions, kind="backend")


def registry_of(*specs: BackendSpec, **environ: str) -> Registry:
    """A registry of these backends and nothing that happens to be installed."""
    return Registry(specs, installed=False, environ=environ)


def only(registry: Registry) -> dict[str, str | int | None]:
    (entry,) = registry.entries()
    return entry.as_json()


@dataclass
class Site:
    """A folder on the path into which distributions are installed the way pip does it."""

    folder: Path

    def install(self, distribution: str, code: str, entry_point: str = "plugin") -> None:
        module = f"{distribution}_{entry_point}".replace("-", "_").replace(".", "_")
        (self.folder / f"{module}.py").write_text(code)
        info = self.folder / f"{distribution.replace('-', '_')}-1.5.dist-info"
        info.mkdir(exist_ok=True)
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.5\n")
        with (info / "entry_points.txt").open("a") as file:
            header = "" if file.tell() else "[memtrans]\n"
            file.write(f"{header}{entry_point} = {module}\n")
        importlib.invalidate_caches()


def plugin_code(name: str = "toy", requires: tuple[str, ...] = ()) -> str:
    return f"""
from pydantic import BaseModel, ConfigDict
from memtrans.backend import BackendSpec
from memtrans.plugins import hookimpl

class Options(BaseModel):
    model_config = ConfigDict(extra="forbid")

@hookimpl
def memtrans_backends():
    return [BackendSpec(name={name!r}, factory="nowhere:Index", options=Options, requires={requires!r},
                        install="pip install toy")]
"""


def installed_row(name: str, **environ: str) -> dict[str, str | int | None]:
    (entry,) = Registry(environ=environ).providers(name)
    return entry.as_json()
