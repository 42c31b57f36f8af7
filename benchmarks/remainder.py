"""What does an estimate of the pairs that were not retrieved give back?

    memtrans compare benchmarks/configs/remainder.yaml --out benchmarks/results/remainder
    memtrans compare benchmarks/configs/pretrained/remainder.yaml --out benchmarks/results/pretrained/remainder
    python -m benchmarks.remainder

`dial` finds each of the best 32 by chance, so its recall is the share of their softmax mass that is found.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from memtrans.comparison.differences import Row, difference, is_baseline, is_done
from memtrans.comparison.results import Results
from memtrans.comparison.table import interval
from memtrans.files import write_atomically

RESULTS = Path(__file__).parent / "results"

STAGES = {"A pretrained model": "pretrained/remainder", "The reference model": "remainder"}


def main() -> None:
    found = {title: [row for row in Results(RESULTS / name).all() if is_done(row)] for title, name in STAGES.items()}
    report = "\n".join([HEAD, *(section(title, rows) for title, rows in found.items() if rows)])
    write_atomically(RESULTS / "remainder.md", report)
    print(report)


HEAD = """\
# The mass that was not found

Made by `python -m benchmarks.remainder` from two comparisons; `benchmarks/configs/remainder.yaml` and
`benchmarks/configs/pretrained/remainder.yaml` are their configs. All Δ are nats per token against exact search of the
top 32 without an estimate, over the same documents. Remainder: slots per block whose means stand for what was not
retrieved, 0 = it does not count. `dial` is exact search that misses each of the best by chance; –: not measured.
"""


def remainder_of(row: Row) -> int:
    size: int = (row["reading"] or {}).get("remainder", 0)
    return size


def section(title: str, rows: Sequence[Row]) -> str:
    """A table of the memories, beside what is read without one."""
    memories = [row for row in rows if row["memory"]]
    (base,) = (row for row in memories if is_baseline(row) and not remainder_of(row))
    lines = [
        f"## {title}",
        "",
        f"{base['checkpoint']}, {len(base['documents'])} documents of up to {max(base['document_tokens']):,} tokens, a "
        f"memory of {base['memory']:,}. Exact search without an estimate: {_nats(base):.4f} nats"
        + "".join(f"; {row['reads']}: {_nats(row):.4f}" for row in rows if not row["memory"])
        + ".",
        "",
        "| recall | mass recall | Δ nats, remainder 0 | " + " | ".join(f"remainder {size}" for size in _sizes(rows)),
        "|---:|---:|---:|" + "---:|" * len(_sizes(rows)),
    ]
    lines[-2] += " |"
    for recall in sorted({_asked(row) for row in memories}, reverse=True):
        alike = {remainder_of(row): row for row in memories if _asked(row) == recall}
        plain = alike.get(0)
        if plain is not None:
            cells = [_delta(alike.get(size), base) for size in (0, *_sizes(rows))]
            lines.append(f"| {recall} | {plain['mass_recall']:.3f} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _asked(row: Row) -> float:
    """The recall that was asked for: what is measured differs a little with what is read."""
    recall: float = row["options"].get("recall", 1.0)
    return recall


def _sizes(rows: Sequence[Row]) -> list[int]:
    return sorted({remainder_of(row) for row in rows} - {0})


def _nats(row: Row) -> float:
    return float(sum(row["document_nats"]) / sum(row["document_tokens"]))


def _delta(row: Row | None, base: Row) -> str:
    if row is None or row is base:
        return "–"
    found = difference(row, base)
    return f"{found.nats:+.4f}{interval(found.low, found.high, found.approximate, '+.4f')}"


if __name__ == "__main__":
    main()
