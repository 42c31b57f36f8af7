"""What a plug-in adds to the rows of a comparison: numbers that it measures, and columns that show numbers.

Types only, and no torch at run time, so that a plug-in that describes a metric stays light.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

if TYPE_CHECKING:
    from torch import Tensor

    from memtrans.memory import Memory

from memtrans.backend import API_VERSION


@runtime_checkable
class Metric(Protocol):
    """Measures one cell: is told of all that is searched, and then asked for its numbers.

    A class that derives from this has only to define what it needs.
    """

    def searched(self, memory: Memory, layer: int, queries: Tensor, slots: Tensor, valid: Tensor) -> None:
        """A search was answered.

        memory: as it was searched, to be read and not to be changed. layer: among all memory layers of the model,
        from 0; `memory` is asked for its own ones, `layer % memory.layers`. queries: [rows, heads, q, key_dim]. slots:
        [rows, heads, q, k] ascending, -1 = none. valid: [rows, q], False = padding, not to be judged.
        """

    def read(self, documents: Tensor) -> None:
        """A step ends, in which the rows read these documents: [rows], places in the row's lists, -1 = none."""

    def numbers(self, row: Mapping[str, Any]) -> Mapping[str, float | int | None]:
        """Numbers by name, None = unknown. row: what else was measured in the cell, as in docs/records.md."""
        return {}


@dataclass(frozen=True)
class MetricSpec:
    """A metric as its plug-in describes it.

    name: with the distribution in front, as `memtrans-age:recall-by-age`, it stands in every row. factory:
    `"package.module:Class"`, imported only when something is measured and called without arguments once for each cell;
    what it makes is a `Metric`.
    """

    name: str
    factory: str
    api_version: int = API_VERSION
    summary: str = ""


@dataclass(frozen=True)
class ColumnSpec:
    """A column of the table, beside ours; "–" where a row lacks the number, no column where all do.

    key: a number of the row, such as `search_ms_p95`, or `metric.number` of the same distribution, or
    `distribution:metric.number` of another. form: as in `format(number, form)`. factor: what it is multiplied by first.
    """

    title: str
    key: str
    form: str = ".3f"
    factor: float = 1.0
    api_version: int = API_VERSION
