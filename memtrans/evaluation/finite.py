"""Numbers that are none: a loss that is NaN is refused, and JSON, which knows no NaN and no infinity, stays JSON."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from typing import Any

import numpy as np

from memtrans.errors import MemtransError
from memtrans.evaluation.evaluate import Evaluation


def require_finite_loss(result: Evaluation) -> None:
    """Refuse an evaluation whose loss is NaN or infinite somewhere, unless it has none: nothing can be said of it.

    Raises:
        MemtransError: so it is; the first such document is named.
    """
    for name, nats in zip(result.names, result.nats) if result.foretold else ():
        bad = int((~np.isfinite(nats)).sum())
        if bad:
            raise MemtransError(
                f"The loss is NaN or infinite for {bad:,} of {len(nats):,} tokens of {name}: the model diverged, or "
                "its numbers overflow; use an earlier checkpoint."
            )


def to_json(value: Any, indent: int | None = None) -> str:
    """JSON in which NaN and infinities, at any depth, are null: what is not known."""
    return json.dumps(_finite(value, lambda number: None), allow_nan=False, indent=indent)


def spell_out(options: dict[str, Any]) -> dict[str, Any]:
    """Options with NaN and infinities as the words "nan", "inf" and "-inf": they were meant, so they are known."""
    spelled: dict[str, Any] = _finite(options, str)
    return spelled


def _finite(value: Any, instead: Callable[[float], Any]) -> Any:
    if isinstance(value, float) and not math.isfinite(value):
        return instead(value)
    if isinstance(value, dict):
        return {key: _finite(each, instead) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(each, instead) for each in value]
    return value
