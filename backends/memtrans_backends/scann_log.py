"""Keeps ScaNN's log to errors: three lines on stderr for every tree that is built would bury everything else.

No setting does this. Its library contains a logging library that has a switch; the name under which the switch is
compiled in holds a date, which differs from release to release, so it is looked up. Where it is not found ScaNN talks.
"""

from __future__ import annotations

import ctypes
import mmap
import re
from pathlib import Path

ERROR = 2
"""Abseil's `LogSeverityAtLeast::kError`."""

_SWITCH = re.compile(rb"_ZN4absl(?:\d+lts_\d+)?14SetMinLogLevelE\w+")


def log_errors_only(library: Path) -> bool:
    """Whether this shared library, which Python has loaded already, could be told so."""
    with library.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        names = {match.decode() for match in _SWITCH.findall(content)}
    loaded = ctypes.CDLL(str(library)) if names else None
    # A name may stand in the file and be exported under no such name.
    switches = [switch for name in names if (switch := getattr(loaded, name, None))]
    for switch in switches:
        switch(ctypes.c_int(ERROR))
    return bool(switches)
