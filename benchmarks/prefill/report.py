"""What the measurement of prefill says, as a page."""

from __future__ import annotations

from typing import Any

from benchmarks.prefill.systems import BASELINE, EXACT, EXACT_TEN, Part

GOALS = {EXACT: 0.35, EXACT_TEN: 0.6}
"""Of the tokens per second of window and sinks."""

SHOWN = (Part.SEARCH, Part.SCORES, Part.WRITE, Part.LOCAL, Part.REST)


def make_report(measured: dict[str, Any]) -> str:
    return "\n".join([_head(measured), "", *_speed(measured), "", *_goals(measured), "", *_crossover(measured), ""])


def _head(measured: dict[str, Any]) -> str:
    environment = measured["environment"]
    return (
        f"# A pretrained model that reads with a memory: how fast\n\n"
        f"Made by `python -m benchmarks.prefill.run`. {measured['model']}, one thread of {environment['processor']}, "
        f"{measured['pairs']:,} pairs in the memory of each layer, top 32, steps of {measured['step']} tokens; medians "
        f"of {measured['steps']} steps that the systems read in turn. Milliseconds of a step, and where they go: "
        "search, attention over what was found (scores, softmax, values), handing over to the memory, local attention "
        "with its sinks, and the rest of the model."
    )


def _speed(measured: dict[str, Any]) -> list[str]:
    rate = {name: measured["step"] / parts[Part.ALL.value] for name, parts in measured["seconds"].items()}
    lines = [
        "| reads | tokens/s | of window + sinks | " + " | ".join(part.value for part in SHOWN) + " |",
        "|---|---:|---:|" + "---:|" * len(SHOWN),
    ]
    for name, parts in measured["seconds"].items():
        milliseconds = [f"{1000 * parts[part.value]:,.0f}" if parts[part.value] else "–" for part in SHOWN]
        lines.append(
            f"| {name} | {rate[name]:,.0f} | {rate[name] / rate[BASELINE]:.2f} | " + " | ".join(milliseconds) + " |"
        )
    return lines


def _goals(measured: dict[str, Any]) -> list[str]:
    seconds = {name: parts[Part.ALL.value] for name, parts in measured["seconds"].items()}
    said = []
    for name, goal in GOALS.items():
        share = seconds[BASELINE] / seconds[name]
        said.append(
            f"- {name}: {share:.2f} of the baseline's tokens per second, goal {goal}: "
            + ("met" if share >= goal else "missed")
        )
    return said


def _crossover(measured: dict[str, Any]) -> list[str]:
    found = measured["crossover"]
    sizes = list(found["everything"])
    lines = [
        "One layer's attention for a step of 512 tokens, in milliseconds, by the number of tokens before: attending to "
        "all of them, or retrieving 32. The keys are a layer's own, repeated with a little noise.",
        "",
        "| | " + " | ".join(f"{int(size):,}" for size in sizes) + " |",
        "|---|" + "---:|" * len(sizes),
    ]
    lines += [
        f"| {name} | " + " | ".join(f"{by_size[size]:,.0f}" for size in sizes) + " |" for name, by_size in found.items()
    ]
    return lines
