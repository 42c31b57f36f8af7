"""Which cells of a config a command asks for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase

from memtrans.errors import UsageError

COMMA = re.compile(r"(?<=\d),(?=\d{3})")


def chosen(names: Mapping[str, str], patterns: Sequence[str]) -> set[str]:
    """The keys of the cells whose name has one of the patterns in it; all where there is no pattern.

    names: by key, as in `model, memory 8,192, hnsw M=16`; numbers may be written without their commas. A pattern may
    have `*` and `?`.

    Raises:
        UsageError: a pattern that no name has.
    """
    found: set[str] = set()
    for pattern in patterns:
        matching = {key for key, name in names.items() if _has(name, pattern)}
        if not matching:
            listed = "; ".join(list(names.values())[:5]) + ("; …" if len(names) > 5 else "")
            raise UsageError(f"--only {pattern!r} is in the name of no cell; names are: {listed}. --dry-run lists all.")
        found |= matching
    return found if patterns else set(names)


def _has(name: str, pattern: str) -> bool:
    return any(fnmatchcase(each, f"*{pattern}*") for each in (name, COMMA.sub("", name)))
