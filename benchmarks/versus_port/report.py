"""The result as Markdown: what was compared, a table, and whether the goals were met."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from benchmarks.versus_port.goals import (
    GOOD_RECALL,
    Mode,
    Verdict,
    contender,
    cost_ratio,
    judge_goals,
    memory_adds,
    port_of,
    speed_ratio,
    tokens_per_s,
)

CLOCK_NAMES = {"wall": "wall-clock time", "cpu": "processor time, since the machine was not idle"}

PRECISIONS = ("float32", "bfloat16")

MODES: dict[Mode, str] = {"train": "training", "evaluate": "evaluation"}

SHORT_HEAD = """\
| memory | system | precision | training tokens/s | evaluation tokens/s | memory adds to a training step |\
 recall@{k}, full memory | right values, full memory |
|---:|---|---|---:|---:|---:|---:|---:|
"""

SPEED_HEAD = """\
| memory | system | precision | training tokens/s | × port | evaluation tokens/s | × port |\
 memory adds, training (ms) | × port | evaluation (ms) | × port | of that upkeep |
|---:|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|
"""

FOUND_HEAD = """\
| memory | system | recall@{k} up to capacity | beyond | right values up to capacity | beyond |
|---:|---|---:|---:|---:|---:|
"""


def table(result: dict[str, Any]) -> str:
    rows, setup = result["rows"], result["setup"]
    found = FOUND_HEAD.format(k=setup["neighbours"])
    goals = "".join(f"- {_judged(verdict)}\n" for verdict in judge_goals(rows)) or "None for memories of these sizes.\n"
    return (
        f"# memtrans and memorizing-transformers-pytorch, side by side\n\n{_facts(result)}\n\n## In short\n\n"
        + f"{SHORT_HEAD.format(k=setup['neighbours'])}{''.join(_short_lines(rows))}\n{SHORT_LEGEND}\n\n## Goals\n\n"
        + f"{goals}\n## Speed\n\n{SPEED_HEAD}"
        + "".join(_speed_line(row, rows) for row in rows)
        + f"\n{SPEED_LEGEND}\n{_options(rows)}\n\n## What is found\n\n{found}"
        + "".join(_found_line(row) for row in rows if row["precision"] == "float32")
        + f"\n{FOUND_LEGEND.format(k=setup['neighbours'])}\n\n## Keys of models that have not been trained\n\n{found}"
        + "".join(_found_line(row) for row in result["untrained"])
    )


def _facts(result: dict[str, Any]) -> str:
    setup, machine = result["setup"], result["environment"]
    packages = ", ".join(f"{name} {number}" for name, number in machine["packages"].items())
    return (
        f"{machine['processor']}, threads: {machine['threads']}, Python {machine['python']}, {packages}, memtrans "
        f"{machine['memtrans']}, memorizing-transformers-pytorch {machine['memorizing-transformers-pytorch']}.\n"
        f"Width {setup['width']}, {setup['layers']} layers, {setup['heads']} query heads and one key/value head of "
        f"dimension {setup['width'] // setup['heads']}, memory in layer 3, {setup['rows']} rows of segments of "
        f"{setup['segment']} tokens, {setup['neighbours']} neighbours, vocabulary {setup['vocab_size']}; text "
        f"of HOL Light theories; both models trained for {setup['train_steps']} steps first. "
        f"Medians of {result['repeats']} steps of each kind, all kinds taking turns; "
        f"{CLOCK_NAMES[result['clock']]}."
    )


def _judged(verdict: Verdict) -> str:
    goal = verdict.goal
    where = (
        f"{goal.memory:,}, {MODES[goal.mode]} in {goal.precision}, {verdict.backend} (recall {verdict.recall:.3f}): "
    )
    if goal.measure == "speed":
        what = f"{verdict.value:.2f} times the port's tokens/s (goal: at least {goal.bound:.2f}"
    else:
        what = f"memory adds {verdict.value:.2f} times what the port's adds (goal: at most {goal.bound:.2f}"
    return f"{where}{what}, {'met' if verdict.met else 'missed'})"


def _name(row: dict[str, Any]) -> str:
    return f"memtrans, {row['backend']}" if row["backend"] else "memorizing-transformers-pytorch"


def _speed_line(row: dict[str, Any], rows: list[dict[str, Any]]) -> str:
    return f"| {row['memory']:,} | {_name(row)} | {row['precision']} | {' | '.join(_speeds(row, rows))} |\n"


def _speeds(row: dict[str, Any], rows: list[dict[str, Any]]) -> Iterator[str]:
    port = port_of([other for other in rows if other["memory"] == row["memory"]])
    for mode in MODES:
        yield f"{tokens_per_s(row, mode):,.0f}"
        yield f"{speed_ratio(row, port, mode):.2f}"
    for mode in MODES:
        yield f"{memory_adds(row, mode):.0f}"
        yield f"{cost_ratio(row, port, mode):.2f}"
    yield f"{row['upkeep_ms']:.1f}"


def _options(rows: list[dict[str, Any]]) -> str:
    """What is set otherwise than by default."""
    chosen = {row["backend"]: row["options"] for row in rows if row["options"]}
    listed = (
        f"{label}: " + ", ".join(f"{name}={value}" for name, value in options.items())
        for label, options in chosen.items()
    )
    return f"Options: {'; '.join(listed)}."


def _short_lines(rows: list[dict[str, Any]]) -> Iterator[str]:
    """Of each memory exact search, what is faster and finds enough, and the port."""
    for memory in sorted({row["memory"] for row in rows}):
        here = [row for row in rows if row["memory"] == memory]
        port, shown = port_of(here), list[dict[str, Any]]()
        for approximate in (False, True):
            for precision in PRECISIONS:
                row = contender(here, precision, "train", approximate)
                if row not in shown:
                    shown.append(row)
                    yield _short_line(row, port)
        yield _short_line(port, port)


def _short_line(row: dict[str, Any], port: dict[str, Any]) -> str:
    speeds = [f"{tokens_per_s(row, mode):,.0f}{_times(row, port, speed_ratio(row, port, mode))}" for mode in MODES]
    adds = f"{memory_adds(row, 'train'):.0f} ms{_times(row, port, cost_ratio(row, port, 'train'))}"
    return (
        f"| {row['memory']:,} | {_name(row)} | {row['precision']} | {' | '.join(speeds)} | {adds} "
        f"| {row['recall_beyond_capacity']:.3f} | {_share(row['right_values_beyond_capacity'])} |\n"
    )


def _times(row: dict[str, Any], port: dict[str, Any], ratio: float) -> str:
    return "" if row is port else f" ({ratio:.2f} ×)"


def _share(right_values: float | None) -> str:
    return "none" if right_values is None else f"{right_values:.1%}"


def _found_line(row: dict[str, Any]) -> str:
    shares = (row[f"right_values_{when}"] for when in ("up_to_capacity", "beyond_capacity"))
    right = " | ".join(map(_share, shares))
    return (
        f"| {row['memory']:,} | {_name(row)} | {row['recall_up_to_capacity']:.3f} "
        f"| {row['recall_beyond_capacity']:.3f} | {right} |\n"
    )


SHORT_LEGEND = "×: beside the port. Where an index trains faster and finds enough, it follows."

SPEED_LEGEND = f"""\
Precision: the port computes in float32 only; bfloat16 is autocast, as `memtrans train` uses it. × port: beside the \
port's row of the same memory.
Tokens/s: of the median step, with upkeep: what retraining an index adds to a step when spread over all steps (mean \
less median of the writes beyond capacity).
Memory adds: a step with memory less the same step without, paired by batch, and upkeep; without memory the port has \
plain attention in that layer. Timed with full memories; the port's holds one segment less than its capacity at each \
step, because on exceeding it the port empties its memory.
Goals with an index: of the backends whose recall beyond capacity is at least {GOOD_RECALL}, the fastest counts."""

FOUND_LEGEND = """\
Recall: of the {k} largest inner products with the last M keys of the row; both systems search by inner product of \
normalised keys, so there is no other metric to judge by. Up to capacity: searches from half of the capacity to all of \
it; beyond: until three times the capacity was written. Keys and queries are those of a model in float32.
Right values: share of the retrieved values that were stored together with the key that was chosen."""
