"""How many groups to cut a list of keys into, and how many of them to search."""

from __future__ import annotations

import math


def suggest_nlist(keys: int) -> int:
    """The power of two nearest to 1.4 √keys: 128 at 8 thousand keys, 256 at 32 thousand, 512 at 262 thousand."""
    return int(2 ** max(0, round(math.log2(1.4 * math.sqrt(keys)))))


def suggest_nprobe(nlist: int) -> int:
    """An eighth of the groups, and eight at least."""
    return max(8, nlist // 8)
