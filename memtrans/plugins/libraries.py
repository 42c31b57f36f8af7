"""Whether what a backend requires is there, and which distribution it comes from. Imports none of it.

A requirement is the name of a module, or several names of which one will do. Which distribution brings a module is
open: `faiss` comes from faiss-cpu or faiss-gpu, `scann` from scann or scann-core. What answered is therefore written
into every result.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import importlib.machinery
import importlib.util
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.metadata import Distribution, distributions
from pathlib import Path

Requirement = str | tuple[str, ...]
"""A module, or several of which one will do."""


def find_missing(requires: Sequence[Requirement]) -> list[str]:
    """The requirements that nothing meets, as a person would say them: `faiss`, `hnswlib or chroma_hnswlib`."""
    return [" or ".join(modules_of(each)) for each in requires if answering(each) is None]


def answering(requirement: Requirement) -> str | None:
    """The module that meets a requirement, the first of those that are installed; None where none is."""
    return next(filter(is_installed, modules_of(requirement)), None)


def modules_of(requirement: Requirement) -> tuple[str, ...]:
    """The modules of which one will do."""
    return (requirement,) if isinstance(requirement, str) else requirement


def libraries_of(requires: Sequence[Requirement]) -> dict[str, str | None]:
    """Module → "distribution version" of what meets each requirement; None where no distribution says it is its own."""
    modules = filter(None, map(answering, requires))
    return {module: " and ".join(map(" ".join, providers(module).items())) or None for module in modules}


def is_installed(module: str) -> bool:
    """Whether a module could be imported, decided without importing it or a package above it."""
    return origin_of_module(module) is not None


def origin_of_module(module: str) -> str | None:
    """The file that an import would load, or another word where there is no file; None where it would fail."""
    top, *below = module.split(".")
    found = importlib.util.find_spec(top)
    name = top
    for part in below:
        name = f"{name}.{part}"
        path = found.submodule_search_locations if found else None
        found = importlib.machinery.PathFinder.find_spec(name, path) if path else None
    # A folder that happens to carry the name has no origin, and no library in it.
    return found.origin if found else None


@lru_cache(maxsize=64)
def providers(module: str) -> dict[str, str]:
    """Name → version of the distribution that an import of this module would be answered by.

    Several where two wrote to one place and it cannot be told whose files lie there.
    """
    file = Path(origin_of_module(module) or "")
    claims = [found for found in distributions() if _lists(found, file)]
    if len(claims) > 1:  # the one installed last has overwritten the other
        claims = [found for found in claims if _is_whole(found, file.parent)] or claims
    return {found.metadata["Name"]: found.version for found in claims}


def _lists(found: Distribution, file: Path) -> bool:
    root = Path(str(found.locate_file("")))
    # Searched as text first: parsing the records of everything installed would take most of a second.
    return file.is_relative_to(root) and f"\n{file.relative_to(root).as_posix()}," in f"\n{found.read_text('RECORD')}"


def _is_whole(found: Distribution, package: Path) -> bool:
    """Whether all that a distribution has put into the folder of a package is there unchanged."""
    return all(_hash(file) == noted for file, noted in _recorded(found) if file.is_relative_to(package))


def _recorded(found: Distribution) -> Iterator[tuple[Path, str]]:
    for name, noted, *_ in csv.reader((found.read_text("RECORD") or "").splitlines()):
        if noted.startswith("sha256="):
            yield Path(str(found.locate_file(name))), noted.removeprefix("sha256=")


def _hash(file: Path) -> str:
    try:
        digest = hashlib.sha256(file.read_bytes()).digest()
    except OSError:
        return ""
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
