"""What to type where something is missing: right for how a distribution was installed, which its metadata tell.

An installer notes where a distribution came from unless that was an index (`direct_url.json`, PEP 610). So somebody
who has a clone is told of the clone, and nobody is sent to an index for what may not be there.
"""

from __future__ import annotations

import json
import re
import shlex
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlparse


class Origin(NamedTuple):
    """A file or folder that a distribution was installed from; editable: it runs from there."""

    path: Path
    editable: bool


def pip_install(requirement: str) -> str:
    """The command that installs `distribution[extra]` into an environment that has the distribution already."""
    name, bracket, extras = requirement.partition("[")
    origin = origin_of(name)
    # Where it came from an index, or where that file is gone, pip takes the installed one for the one that is meant.
    source = requirement if origin is None else f"{_told(origin.path)}{bracket}{extras}"
    quoted = f"'{source}'" if origin is None and bracket else shlex.quote(source)
    return f"pip install {'--editable ' if origin and origin.editable else ''}{quoted}"


def pip_upgrade(name: str) -> str:
    """What brings a newer version of a distribution."""
    origin = origin_of(name)
    if origin is None:
        return f"pip install --upgrade {name}"
    if origin.path.is_file():
        return f"install a newer wheel of {name}; this one came from {origin.path}"
    return f"update {_told(origin.path)}, then {pip_install(name)}"


def as_installed(command: str, name: str) -> str:
    """A plug-in's `pip install …`, with what it says of its own distribution as that was installed."""
    spelled = "[-_.]+".join(map(re.escape, re.split(r"[-_.]+", name)))
    own = re.fullmatch(rf"pip install '?({spelled}(?:\[[\w\s,.-]*\])?)'?(\s*#.*)?", command, re.IGNORECASE)
    return pip_install(own[1]) + (own[2] or "") if own else command


def origin_of(name: str) -> Origin | None:
    """Where a distribution was installed from, None if from an index, from afar, or from what is gone."""
    try:
        noted = json.loads(distribution(name).read_text("direct_url.json") or "{}")
        url = urlparse(noted.get("url", ""))
        editable = bool(noted.get("dir_info", {}).get("editable", False))
    except (PackageNotFoundError, OSError, ValueError, AttributeError):
        return None
    path = Path(unquote(url.path))
    return Origin(path, editable) if url.scheme == "file" and path.exists() else None


def source_hint(path: Path) -> str:
    """The end of a message that a file is missing, where it is one of memtrans' source tree, else nothing.

    Configs and reference models are no part of the wheel.
    """
    if path.parts[:1] != ("benchmarks",) or path.exists():
        return ""
    origin = origin_of("memtrans")
    clone = origin.path if origin and (origin.path / path).exists() else None
    where = f"it is {clone / path}" if clone else "run this in a clone of its source, or name your own"
    return f" '{path}' comes with memtrans' source, not with its wheel: {where}."


def _told(path: Path) -> str:
    """A path as it may be typed here: without one's own folder, and such that it cannot be taken for a name."""
    return "." if path == Path.cwd() else str(path)
