"""What a table means, in sentences: what memory gains, and which index is fast enough to take."""

from __future__ import annotations

import math
from collections.abc import Sequence

from memtrans.comparison.alike import same_tokens
from memtrans.comparison.differences import Row, difference, has_loss, is_baseline, is_done, same_reading
from memtrans.comparison.names import Names, apart
from memtrans.comparison.table import interval, number, perplexity
from memtrans.evaluation.evaluate import LARGEST_EXPONENT

NEEDS_THE_MODEL = (
    "Replayed from a trace: what each backend found, and how far the attention over it is off. What that costs in nats "
    "needs a live run of the model, or a trace of one memory layer with its residual and that model beside it."
)


def say_what_it_means(rows: Sequence[Row], names: Names) -> str:
    """The best row, what memory gains, and the fastest backend that loses under 1% of perplexity at the largest size.

    The rows have read the same documents. Where tokenizers differ, bits per byte rank and not perplexities: a token
    of one stands for more text than a token of another.
    """
    done = [row for row in rows if has_loss(row)]
    with_memory = [row for row in done if row["memory"]]
    if not with_memory and any(map(is_done, rows)):
        return NEEDS_THE_MODEL
    if not with_memory:
        return "No cell with memory finished, so there is nothing to compare yet."
    alike = all(same_tokens(done[0], row) for row in done[1:])
    key, digits = ("perplexity", 2) if alike else ("bits_per_byte", 4)
    # As it is shown: an approximation that wins by a rounding error has won nothing.
    best = min(with_memory, key=lambda row: (round(row[key], digits), not is_baseline(row)))
    what = f"perplexity {perplexity(best, 2)}" if alike else f"{best['bits_per_byte']:.4f} bits per byte"
    of_model = "" if alike else f" ({names.model(best)})"
    where = f"{names.backend(best)} at memory {best['memory']:,}{apart(names.reading(best))}"
    parts = [f"Best: {what} with {where}{of_model}"]
    parts += [_gain(best, row, names) for row in done if row["memory"] == 0]
    why = "" if alike else " Tokenizers differ, so perplexities are compared where the tokens are the same only."
    return ", ".join(parts) + "." + why + _fastest(with_memory, names)


def _gain(best: Row, row: Row, names: Names) -> str:
    """How much lower a row is than one without memory; with an interval, paired over documents, in perplexity."""
    same_model = row["surroundings"] == best["surroundings"]
    name = "the same model without memory" if same_model else f"{names.model(row)}{names.options(row)} at memory 0"
    name += apart(names.reading(row))
    if not same_tokens(best, row):
        share = 1 - best["bits_per_byte"] / row["bits_per_byte"]
        return f"{_share(share)} bits per byte than {name} ({row['bits_per_byte']:.4f})"
    nats, low, high, approximate = difference(best, row)
    lower = nats <= 0
    ends = sorted(_lower(end) * (1 if lower else -1) for end in (low, high) if end is not None)
    reach = interval(ends[0], ends[1], approximate, ".1%") if ends else ""
    return f"{_share(_lower(nats))}{reach} than {name} ({perplexity(row, 2)})"


def _lower(nats: float) -> float:
    """By what share perplexity is lower where so many more nats are lost per token."""
    return 1 - math.exp(min(nats, LARGEST_EXPONENT))


def _share(share: float) -> str:
    return f"{abs(share):.1%} {'lower' if share >= 0 else 'higher'}"


def _fastest(rows: Sequence[Row], names: Names) -> str:
    largest = max(row["memory"] for row in rows)
    # Means, not medians, of what is added up: sealing and training are rare and long.
    timed = [row for row in rows if row["memory"] == largest and row["search_ms_mean"] is not None]
    rivals = [
        (row, exact)
        for row in timed
        for exact in timed
        if row["indexed_share"] and _is_baseline_of(exact, row) and _is_close(row, exact)
    ]
    if not rivals:
        return ""
    row, baseline = min(rivals, key=lambda pair: _step_ms(pair[0]))
    which = names.backend(row) + apart(names.reading(row))
    ratio = _step_ms(baseline) / _step_ms(row)
    speed = f"{ratio:.1f}x the speed" if ratio >= 1 else f"{1 / ratio:.1f}x the time"
    return (
        f" At {largest:,} the fastest index within 1% of exact perplexity is {which}: "
        f"{speed} of exact search (mean search and mean write), recall {number('recall', '.3f')(row)}, "
        f"difference {row['delta_nats']:+.4f} nats."
    )


def _is_baseline_of(exact: Row, row: Row) -> bool:
    return is_baseline(exact) and exact["surroundings"] == row["surroundings"] and same_reading(exact, row)


def _is_close(row: Row, exact: Row) -> bool:
    return bool(abs(row["perplexity"] / exact["perplexity"] - 1) < 0.01)


def _step_ms(row: Row) -> float:
    return float(row["search_ms_mean"] + row["write_ms"])
