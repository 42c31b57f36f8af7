"""What tuning says: the front as a table and as JSON, and the section for a config."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import yaml
from pydantic import BaseModel

from memtrans.evaluation.intervals import Interval
from memtrans.tuning.choice import Answer, agrees, outcome_of
from memtrans.tuning.study import Question, Tried, lower_end
from memtrans.tuning.targets import METRICS


def front_table(question: Question, shown: Sequence[Tried], chosen: Tried | None) -> str:
    """A Markdown table, the cheapest first; `*` marks what was chosen."""
    metric = question.targets[0].metric
    cost = "keys scored" if question.counted else "of a scan's time"
    heads = ["", cost, f"{metric.replace('_', ' ')} searched", "held out [95%]", "bytes/key", "write s", "options"]
    rows = [heads, ["---", "---:", "---:", "---:", "---:", "---:", "---"]]
    for each in shown:
        outcome = outcome_of(each)
        rows.append(
            [
                "*" if each == chosen else "",
                f"{question.cost(outcome):,.0f}" if question.counted else f"{question.cost(outcome):.3f}",
                f"{outcome.searched.mean(metric):.4f}",
                f"{outcome.held_out.mean(metric):.4f}{bounds(outcome.held_out.interval(metric))}",
                "?" if outcome.index_bytes_per_key is None else f"{outcome.index_bytes_per_key:.0f}",
                f"{outcome.write_s:.2f}",
                in_words(each.options) or "defaults",
            ]
        )
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def bounds(interval: Interval) -> str:
    """` [0.991, 0.994]`, or nothing where there are none."""
    return "" if interval.low is None else f" [{interval.low:.4f}, {interval.high:.4f}]"


def in_words(options: Mapping[str, Any]) -> str:
    return " ".join(f"{name}={value}" for name, value in options.items())


def front_json(question: Question, shown: Sequence[Tried], answer: Answer) -> list[dict[str, Any]]:
    """The front as it is written to a file; what is not known is None."""
    timed = {each.tried.number: each for each in answer.timed}
    return [
        {
            "trial": each.number,
            "options": each.options,
            "chosen": each == answer.tried,
            "holds": question.holds(outcome_of(each)),
            "holds_for_held_out": agrees(question, each),
            "keys_scored": outcome_of(each).scored,
            "relative_time": outcome_of(each).relative_ms,
            "search_ms": timed[each.number].search_ms if each.number in timed else None,
            "scan_ms": timed[each.number].scan_ms if each.number in timed else None,
            **{f"{metric}_searched": outcome_of(each).searched.mean(metric) for metric in METRICS},
            **{f"{metric}_held_out": outcome_of(each).held_out.mean(metric) for metric in METRICS},
            **{f"{metric}_interval": list(outcome_of(each).held_out.interval(metric)[:2]) for metric in METRICS},
            "write_s": outcome_of(each).write_s,
            "index_bytes_per_key": outcome_of(each).index_bytes_per_key,
            "indexed_share": outcome_of(each).indexed_share,
        }
        for each in shown
    ]


def section(question: Question, tried: Tried, options: type[BaseModel], capacity: int, trace: str) -> str:
    """What can be pasted into a config of `compare`: options that are not at their defaults."""
    defaults = {name: field.default for name, field in options.model_fields.items()}
    changed = {name: value for name, value in tried.options.items() if name not in defaults or value != defaults[name]}
    content: dict[str, Any] = {"memory": capacity, "backend": question.backend}
    content |= {question.backend: changed} if changed else {}
    found = outcome_of(tried)
    reached = ", ".join(
        f"{each.metric} {found.held_out.mean(each.metric):.4f}{bounds(found.held_out.interval(each.metric))}"
        for each in question.targets
    )
    return f"# memtrans tune on {trace}: {reached} on held-out queries\n{yaml.safe_dump(content, sort_keys=False)}"


def conclusion(question: Question, answer: Answer) -> str:
    """In sentences: whether the targets are reached, and by how much or how far not."""
    if answer.tried is None:
        return "No trial could be measured."
    found = outcome_of(answer.tried)
    named = in_words(answer.tried.options) or "the defaults"
    means = [
        f"{each.metric} {found.held_out.mean(each.metric):.4f}{bounds(found.held_out.interval(each.metric))}"
        for each in question.targets
    ]
    said = ", ".join(means)
    if answer.reached:
        more = f" {_cheaper(answer.passed_over)}" if answer.passed_over else ""
        return f"{named}: {said} on held-out queries.{more}"
    if question.holds(found):
        return f"Not reached on held-out queries: {said} with {named}, which the search's queries are content with."
    asked = ", ".join(map(str, question.targets)) + (
        f" and {question.max_bytes:g} bytes a key" if question.max_bytes is not None else ""
    )
    low = ", ".join(f"{lower_end(found.searched, each.metric):.4f}" for each in question.targets)
    return (
        f"No options that were tried reach {asked}. {named} came nearest: {said} on held-out queries, at least {low} "
        "as the search counts it. Give wider bounds, more trials, or a lower target."
    )


def _cheaper(count: int) -> str:
    if count == 1:
        return "One that is cheaper was passed over, because the held-out queries fell short of the target."
    return f"{count} that are cheaper were passed over, because the held-out queries fell short of the target."
