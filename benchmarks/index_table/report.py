"""The result as Markdown: a table for each set of keys, and whether the goals were met."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

GOOD_RECALL = 0.95
"""Recall from which an approximate backend counts."""

MOST_OVERHEAD = 0.10
"""Of a step through memtrans over the same step in the library's own hands, from FAIR_SIZE keys on."""

FAIR_SIZE = 32768
BFLOAT16 = "exact, bfloat16 scan"
MOST_COST = 0.25
"""Of a bfloat16 scan, for the best backend on the longest lists of real keys."""

COLUMNS = (
    "keys",
    "backend",
    "search ms",
    "write ms",
    "upkeep ms",
    "step ms",
    "recall@{k}",
    "bytes per key",
    "filling s",
    "longest write ms",
    "library: search ms",
    "write ms",
    "upkeep ms",
    "recall",
    "overhead",
    "with upkeep",
)
TITLES = {"real": "Keys and queries of the reference model", "gauss": "Independent random directions"}


def table(result: dict[str, Any]) -> str:
    k = result["plan"]["neighbours"]
    parts = [f"# Every backend beside its library\n\n{_facts(result)}\n\n{_legend(result)}\n"]
    for keys, title in TITLES.items():
        rows = [row for row in result["rows"] if row["keys"] == keys]
        head = "| " + " | ".join(COLUMNS).format(k=k) + " |\n|---:|---|" + "---:|" * (len(COLUMNS) - 2) + "\n"
        parts.append(f"\n## {title}\n\n{head}{''.join(map(_line, rows))}")
    goals = "".join(f"- {goal}\n" for goal in _goals(result["rows"]))
    return "".join(parts) + (f"\n## Goals\n\n{goals}" if goals else "")


def _facts(result: dict[str, Any]) -> str:
    machine, plan = result["environment"], result["plan"]
    packages = ", ".join(f"{name} {number}" for name, number in machine["packages"].items())
    return (
        f"{machine['processor']} ({', '.join(machine['processor_flags'])}), threads: {machine['threads']}, Python "
        f"{machine['python']}, {packages}, memtrans {machine['memtrans']}.\n"
        f"Per step of {plan['step']} queries and then {plan['step']} new keys, k = {plan['neighbours']}, at "
        f"capacity, first in first out, {plan['steps']} steps (half of them for an index in place, a "
        "quarter for a scan); memtrans and the library take turns at every step."
    )


def _legend(result: dict[str, Any]) -> str:
    documents = max((row["documents"] for row in result["rows"]), default=0)
    heads = " and ".join(map(str, result["heads"]))
    return (
        f"Real keys: heads {heads} of the reference model's memory layer (dimension 48), each in a memory of "
        f"its own, and the means of both; {documents} "
        "held-out theories read one after the other as one long document; no text is read twice.\n"
        "Search and write: medians. Upkeep: what does not happen at most steps, spread over all: sealing blocks and "
        "probing recall (mean less median of the writes), and for an index that is trained and then overwritten one "
        "training for every N keys. Such an index is measured with half of its keys replaced since its training. Step: "
        "the sum of the three. Filling: all writes from empty to N keys, trainings included.\n"
        "Library: the same work without memtrans, with the same parameters; for `exact` and `binned` plain torch. "
        "Overhead: median time of search and write through memtrans (which also checks its input, stores keys and "
        "values and sorts what was found) over that of the library; with upkeep: by the means of whole steps."
    )


def _line(row: dict[str, Any]) -> str:
    def times(prefix: str) -> str:
        return " | ".join(f"{row[f'{prefix}{part}_ms']:.1f}" for part in ("search", "write", "upkeep"))

    return (
        f"| {row['n']:,} | {row['label']} | {times('')} | {row['step_ms']:.1f} | {row['recall']:.3f} "
        f"| {row['bytes_per_key']:.0f} | {row['build_s']:.1f} | {row['longest_write_ms']:.0f} | {times('raw_')} "
        f"| {row['raw_recall']:.3f} | {row['overhead']:+.0%} | {row['overhead_with_upkeep']:+.0%} |\n"
    )


def _goals(rows: list[dict[str, Any]]) -> Iterator[str]:
    over = [row for row in rows if row["n"] >= FAIR_SIZE and row["overhead"] > MOST_OVERHEAD]
    if any(row["n"] >= FAIR_SIZE for row in rows):
        names = ", ".join(f"{row['cell']} ({row['overhead']:+.0%})" for row in over)
        outcome = f"missed by {names}" if over else "met"
        yield f"overhead at most {MOST_OVERHEAD:.0%} from {FAIR_SIZE:,} keys on: {outcome}"
    for capacity in sorted({row["n"] for row in rows}):
        here = [row for row in rows if row["n"] == capacity and row["keys"] == "real"]
        exact = [row["step_ms"] for row in here if row["label"] == BFLOAT16]
        good = [row for row in here if row["recall"] >= GOOD_RECALL and row["label"] != BFLOAT16]
        if exact and good:
            best = min(good, key=lambda row: float(row["step_ms"]))
            share = best["step_ms"] / exact[0]
            goal = f" (goal: at most {MOST_COST:.2f}, {'met' if share <= MOST_COST else 'missed'})"
            yield (
                f"{capacity:,} real keys: the cheapest step at recall of at least {GOOD_RECALL} is {best['label']}'s, "
                f"{share:.2f} times that of a bfloat16 scan{goal if capacity == 262144 else ''}"
            )
