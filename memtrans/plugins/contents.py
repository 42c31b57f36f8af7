"""What a plug-in's own files hold, so that an edited one is known for another. Imports none of them."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution, version
from pathlib import Path
from typing import NamedTuple

from memtrans.plugins.entries import Entry
from memtrans.plugins.hooks import GROUP, OWN
from memtrans.plugins.registry import GIVEN
from memtrans.remedies import origin_of

REQUIRED = re.compile(r"[A-Za-z0-9][\w.-]*")
OURS = frozenset({"memtrans", "memtrans_backends"})


class Contents(NamedTuple):
    """What a distribution is made of.

    digest: of its own files, empty for ours, which are known by version and commit. depends: name → version of what
    it requires and is installed, but for its extras and memtrans.
    """

    digest: str
    depends: dict[str, str]


def contents_of(entry: Entry) -> Contents:
    """Of the distribution that a backend comes from.

    Its files are those that were installed; of an editable installation, and where no list of them is kept, those of
    the packages that its entry points and the backend's factory name.
    """
    if entry.distribution in (OWN, GIVEN):
        return Contents("", {})
    try:
        found = distribution(entry.distribution)
    except PackageNotFoundError:
        return Contents("", {})
    files = set(_installed(found))
    if not files:
        modules = {point.module for point in found.entry_points if point.group == GROUP}
        modules |= {entry.spec.factory.partition(":")[0]} if entry.spec else set()
        files = {file for module in modules for file in _of_module(module)}
    return Contents(_digest(files), _depends(found))


def _installed(found: Distribution) -> Iterator[tuple[str, Path]]:
    """(name, place) of each of its files, as the installer noted them; none where it runs from elsewhere."""
    origin = origin_of(found.metadata["Name"])
    if origin and origin.editable:
        return
    for file in found.files or ():
        if not file.parts[0].endswith(".dist-info") and file.suffix not in (".pth", ".pyc"):
            yield file.as_posix(), Path(str(file.locate()))


def _of_module(module: str) -> Iterator[tuple[str, Path]]:
    """The files of the package that a module is in, or of a module by itself."""
    top, *below = module.split(".")
    found = None if top in OURS else importlib.util.find_spec(top)
    while found and found.origin is None and below:  # a namespace, in which others may have packages too
        top = f"{top}.{below.pop(0)}"
        found = importlib.util.find_spec(top)
    if found is None or found.origin is None:
        return
    if not found.submodule_search_locations:
        yield top, Path(found.origin)
    for folder in found.submodule_search_locations or ():
        for place, folders, names in os.walk(folder):
            folders[:] = [each for each in folders if each != "__pycache__" and not each.startswith(".")]
            for name in names:
                file = Path(place, name)
                if file.suffix != ".pyc" and not name.startswith("."):
                    yield f"{top}/{file.relative_to(folder).as_posix()}", file


def _digest(files: set[tuple[str, Path]]) -> str:
    digest = hashlib.sha256()
    for name, file in sorted(files):
        try:
            content = hashlib.sha256(file.read_bytes()).digest()
        except OSError:
            continue  # removed meanwhile, or nobody may read it
        digest.update(f"{name}\0".encode(errors="surrogateescape") + content)
    return digest.hexdigest()[:16] if files else ""


def _depends(found: Distribution) -> dict[str, str]:
    depends = {}
    for requirement in found.requires or ():
        required = REQUIRED.match(requirement)
        if required and "extra ==" not in requirement and required[0] != OWN:
            try:
                depends[required[0]] = version(required[0])
            except PackageNotFoundError:
                continue
    return dict(sorted(depends.items()))
