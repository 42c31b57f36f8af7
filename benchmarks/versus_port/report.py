"""The result as Markdown: what was compared, a table, and whether the goals were met."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

GOOD_RECALL = 0.95
"""Recall from which an approximate backend counts."""

CLOCK_NAMES = {"wall": "wall-clock time", "cpu": "processor time, since the machine was not idle"}

GOALS = {8192: 1.0, 32768: 2 / 3}
"""At most this many times the cost of the port's memory, by capacity; at the smallest with exact search too."""

HEAD = """\
| memory | system | training tokens/s | evaluation tokens/s | memory adds, training (ms) | evaluation (ms) | \
upkeep (ms) | recall@{k} up to capacity | beyond | right values up to capacity | beyond |
|---:|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|
"""


def table(result: dict[str, Any]) -> str:
    rows, setup = result["rows"], result["setup"]
    lines = [_line(row) for row in rows]
    untrained = [_untrained_line(row) for row in result["untrained"]]
    goals = [f"- {goal}\n" for goal in _goals(rows)]
    return (
        f"# memtrans and memorizing-transformers-pytorch, side by side\n\n{_facts(result)}\n\n"
        + HEAD.format(k=setup["neighbours"])
        + "".join(lines)
        + f"\n{_legend(setup)}\n\n## Goals\n\n"
        + "".join(goals)
        + "\n## Keys of models that have not been trained\n\n"
        + f"| memory | system | recall@{setup['neighbours']} up to capacity | beyond | right values up to capacity "
        + "| beyond |\n|---:|---|---:|---:|---:|---:|\n"
        + "".join(untrained)
    )


def _facts(result: dict[str, Any]) -> str:
    setup, machine = result["setup"], result["environment"]
    packages = ", ".join(f"{name} {number}" for name, number in machine["packages"].items())
    return (
        f"{machine['processor']}, threads: {machine['threads']}, Python {machine['python']}, {packages}, memtrans "
        f"{machine['memtrans']}, memorizing-transformers-pytorch {machine['memorizing-transformers-pytorch']}.\n"
        f"Width {setup['width']}, {setup['layers']} layers, {setup['heads']} query heads and one key/value head of "
        f"dimension {setup['width'] // setup['heads']}, memory in layer 3, {setup['rows']} rows of segments of "
        f"{setup['segment']} tokens, {setup['neighbours']} neighbours, vocabulary {setup['vocab_size']}, float32; text "
        f"of HOL Light theories; both models trained for {setup['train_steps']} steps first. "
        f"Medians of {result['repeats']} steps of each kind, all kinds taking turns; "
        f"{CLOCK_NAMES[result['clock']]}."
    )


def _name(row: dict[str, Any]) -> str:
    return f"memtrans, {row['backend']}" if row["backend"] else "memorizing-transformers-pytorch"


def _line(row: dict[str, Any]) -> str:
    return (
        f"| {row['memory']:,} | {_name(row)} | {row['train_tokens_per_s']:,.0f} | {row['evaluate_tokens_per_s']:,.0f} "
        f"| {row['train_memory_ms']:.0f} | {row['evaluate_memory_ms']:.0f} | {row['upkeep_ms']:.1f} {_found(row)}"
    )


def _untrained_line(row: dict[str, Any]) -> str:
    return f"| {row['memory']:,} | {_name(row)} {_found(row)}"


def _found(row: dict[str, Any]) -> str:
    shares = (row[f"right_values_{when}"] for when in ("up_to_capacity", "beyond_capacity"))
    right = " | ".join("none" if share is None else f"{share:.1%}" for share in shares)
    return f"| {row['recall_up_to_capacity']:.3f} | {row['recall_beyond_capacity']:.3f} | {right} |\n"


def _legend(setup: dict[str, Any]) -> str:
    return (
        "Memory adds: a step with memory less the same step without, paired by batch; without memory the port has "
        "plain attention in that layer. Timed with full memories; the port's holds one segment less than its capacity "
        "at each step, because on exceeding it the port empties its memory.\n"
        "Upkeep: what retraining an index adds to a step when spread over all steps (mean less median of the writes "
        "beyond capacity); it is not part of the columns before it.\n"
        f"Recall: of the {setup['neighbours']} largest inner products with the last M keys of the row; both systems "
        "search by inner product of normalised keys, so there is no other metric to judge by. Up to capacity: searches "
        "from half of the capacity to all of it; beyond: until three times the capacity was written.\n"
        "Right values: share of the retrieved values that were stored together with the key that was chosen."
    )


def _goals(rows: list[dict[str, Any]]) -> Iterator[str]:
    for capacity in sorted({row["memory"] for row in rows}):
        here = [row for row in rows if row["memory"] == capacity]
        port = next(row for row in here if row["backend"] is None)
        exact = next(row for row in here if row["backend"] == "exact")
        good = [row for row in here if row["backend"] and row["recall_beyond_capacity"] >= GOOD_RECALL]
        best = min(good, key=lambda row: _added(row, "train"))
        yield from _judged(
            capacity, exact, port, GOALS.get(capacity) if capacity == min(GOALS) or best is exact else None
        )
        if best is not exact:
            yield from _judged(capacity, best, port, GOALS.get(capacity))


def _judged(capacity: int, row: dict[str, Any], port: dict[str, Any], goal: float | None) -> Iterator[str]:
    for mode in ("train", "evaluate"):
        ratio, faster = _added(row, mode) / _added(port, mode), _speed(row, mode) / _speed(port, mode)
        cost = "" if goal is None else f" (goal: at most {goal:.2f}, {'met' if ratio <= goal else 'missed'})"
        yield (
            f"{capacity:,}, {mode}, {row['backend']}: memory with its upkeep adds {ratio:.2f} times what the port's "
            f"adds{cost}; end to end {faster:.2f} times its tokens/s (goal: faster, "
            f"{'met' if faster > 1 else 'missed'})"
        )


def _added(row: dict[str, Any], mode: str) -> float:
    added: float = row[f"{mode}_memory_ms"] + row["upkeep_ms"]
    return added


def _speed(row: dict[str, Any], mode: str) -> float:
    speed: float = row[f"{mode}_tokens_per_s"]
    return speed
