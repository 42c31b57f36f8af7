"""How the process of a cell ended that gave no result, in words."""

from __future__ import annotations

import re
import signal
from collections.abc import Sequence
from pathlib import PurePath

MEANINGS = {
    signal.SIGSEGV: "segmentation fault",
    signal.SIGBUS: "bus error",
    signal.SIGABRT: "abort",
    signal.SIGFPE: "arithmetic error",
    signal.SIGILL: "an instruction that this processor lacks",
}

FRAME = re.compile(r'  File "(?P<file>.+)", line (?P<line>\d+) in (?P<function>.+)')

MOST = 3
"""Calls that are named."""


def say_how_it_ended(status: int, peak_bytes: int | None) -> str:
    """status: as of `subprocess`, negative for a signal. peak_bytes: the most memory it is known to have held."""
    if status >= 0:
        return f"ended with status {status} and no result"
    try:
        number = signal.Signals(-status)
    except ValueError:
        return f"died of signal {-status}"
    if number == signal.SIGKILL:
        held = f", having held {peak_bytes / 1e9:.1f} GB" if peak_bytes else ""
        return f"was killed (SIGKILL), probably since memory ran out{held}; try a smaller memory or fewer rows or jobs"
    meaning = f": {MEANINGS[number]}" if number in MEANINGS else ""
    return f"died of {number.name} (signal {-status}{meaning})"


def say_where(lines: Sequence[str]) -> str:
    """`, in string_at (__init__.py:519), called by answer (index.py:44)` of what `faulthandler` wrote; or nothing."""
    frames = []
    for line in lines:
        frame = FRAME.fullmatch(line)
        if frame:
            frames.append(f"{frame['function']} ({PurePath(frame['file']).name}:{frame['line']})")
        elif frames:
            break  # another thread
    return f", in {', called by '.join(frames[:MOST])}" if frames else ""
