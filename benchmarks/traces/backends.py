"""Every backend at its defaults on the traces of a pretrained model, centred and not: where do they fall apart?

    python -m benchmarks.traces.backends [--results DIR] [--page benchmarks/results/traces.md] [--finished]

The traces have to be there (`python -m benchmarks.traces.record`). What is measured already is not measured again.
--finished: measure nothing more; the page is of what is there, and says what is not.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from memtrans.commands.cli import run
from memtrans.comparison.plan import read_plan
from memtrans.comparison.results import Results
from memtrans.files import write_atomically
from memtrans.plugins import registry

CONFIGS = Path(__file__).parents[1] / "configs" / "traces"
SIZES = ("8k", "32k")
GOOD = 0.95
"""Recall below which an index is said to fall apart on a list."""

HEAD = (
    "| backend | centred | recall@32 | easiest head | hardest head | mass recall | output error | indexed | scored "
    "| search ms | write ms | longest write ms | index MB |"
)

Row = dict[str, Any]


def page(rows: Iterable[Row], missing: Iterable[str] = ()) -> str:
    """The results as Markdown: a table for each trace, what fell apart, and what was not measured."""
    done = [row for row in rows if row["status"] == "ok"]
    parts = ["# Every backend at its defaults on keys of a pretrained model", _facts(done)]
    for name in dict.fromkeys(row["checkpoint"] for row in done):
        of_trace = [row for row in done if row["checkpoint"] == name]
        table = "\n".join([HEAD, "|---|---|" + "---:|" * (HEAD.count("|") - 3), *map(_line, of_trace)])
        parts.append(f"## {Path(name).stem}\n\n{_trace(of_trace[0])}\n\n{table}")
    fallen = "\n".join(_fallen(done)) or f"None: every index found {GOOD} and more on each list."
    parts.append(f"## Where indexes fall apart\n\nLists on which less than {GOOD} was found:\n\n{fallen}")
    if left := "\n".join(f"- {each}" for each in missing):
        parts.append(f"## Not measured\n\n{left}")
    return "\n\n".join(parts) + "\n"


def missing_of(config: Path, rows: Iterable[Row]) -> Iterator[str]:
    """A line for each trace and backend of a config that has no finished row."""
    plan = read_plan(config, [], registry())
    done = [(row["checkpoint"], row["backend"], row["options"]) for row in rows if row["status"] == "ok"]
    for trace in plan.config.checkpoint:
        for name, variants in plan.options.items():
            for options in variants:
                if (trace, name, options) not in done:
                    centred = ", centred" if options.get("centre") else ""
                    yield f"{Path(trace).stem}, {name}{centred}"


def _facts(rows: list[Row]) -> str:
    machine = rows[0]["environment"]
    packages = ", ".join(f"{name} {version}" for name, version in sorted(machine["packages"].items()))
    days = sorted({row["started"][:10] for row in rows})
    return (
        f"{', '.join(days)}, {machine['processor']}, one thread, memtrans {machine['memtrans']}, {packages}.\n"
        "Nine lists: three layers of three key/value heads, three query heads to each. Every fourth step checks 16 "
        "queries of each list against the exact 32 nearest, while the lists grow; `indexed` is the share of keys that "
        "an index answered for, `scored` the share that a search scores where a backend counts. Times are of a step of "
        "512 tokens over all lists. `dial` is told its recall, as a yardstick of what a recall of .9 does."
    )


def _trace(row: Row) -> str:
    tokens, length = sum(row["document_tokens"]), row["memory"]
    return f"{tokens:,} tokens of {', '.join(row['documents'])}, a memory of {length:,}; policy `{row['policy']}`."


def _line(row: Row) -> str:
    heads = [recall for layer in row["head_recall"] for recall in layer]
    scored, mega = row["scored_share"], row["index_bytes"]
    cells = (
        row["backend"],
        {True: "yes", False: "no"}.get(row["options"].get("centre"), "–"),
        f"{row['recall']:.3f}",
        f"{max(heads):.3f}",
        f"{min(heads):.3f}",
        f"{row['mass_recall']:.3f}",
        f"{row['output_error']:.4f}",
        f"{row['indexed_share']:.0%}",
        "–" if scored is None else f"{scored:.1%}",
        f"{row['search_ms_mean']:.0f}",
        f"{row['write_ms']:.0f}",
        f"{row['write_ms_max']:.0f}",
        "–" if mega is None else f"{mega / 1e6:.1f}",
    )
    return f"| {' | '.join(cells)} |"


def _fallen(rows: list[Row]) -> Iterator[str]:
    """A line for each backend that falls apart, the worst list first."""
    for row in rows:
        lists = [
            (recall, f"layer {layer} head {head}")
            for layer, heads in zip(row["layers"], row["head_recall"])
            for head, recall in enumerate(heads)
            if recall < GOOD
        ]
        if lists and row["backend"] != "dial":
            centred = ", centred" if row["options"].get("centre") else ""
            told = ", ".join(f"{where} {recall:.3f}" for recall, where in sorted(lists))
            yield f"- {Path(row['checkpoint']).stem}, {row['backend']}{centred}: {told}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--results", type=Path, default=Path("build/traces/backends"))
    parser.add_argument("--page", type=Path, default=Path("benchmarks/results/traces.md"))
    parser.add_argument("--finished", action="store_true")
    arguments = parser.parse_args()
    rows: list[Row] = []
    missing: list[str] = []
    for size in SIZES:
        folder, config = arguments.results / size, CONFIGS / f"backends-{size}.yaml"
        if not arguments.finished:
            status = run(["compare", str(config), "--out", str(folder), "--threads", "1"])
            if status:
                return status
        of_size = Results(folder).all()
        missing += missing_of(config, of_size)
        rows += of_size
    write_atomically(arguments.page, page(rows, missing))
    kept = ("checkpoint", "backend", "options", "memory", "recall", "mass_recall", "output_error", "scored_share")
    kept += ("head_recall", "search_ms_mean", "write_ms", "write_ms_max", "index_bytes", "indexed_share")
    lines = "".join(json.dumps({key: row[key] for key in kept}) + "\n" for row in rows if row["status"] == "ok")
    write_atomically(arguments.page.with_suffix(".jsonl"), lines)
    return 0


if __name__ == "__main__":
    sys.exit(main())
