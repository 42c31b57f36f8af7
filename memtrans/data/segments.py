"""Documents to segments: every row reads one document at a time, in pieces of equal length.

Documents start at segment boundaries and the last segment of a document is padded, so a memory is only ever
emptied between two segments. Each document is preceded by BOS, hence each of its tokens is predicted exactly once,
and what is predicted does not depend on the number of rows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from jaxtyping import Bool, Int
from numpy.typing import NDArray
from torch import Tensor

from memtrans.errors import BadInput, shorten

IGNORE = -100
"""The target at padding; `torch.nn.functional.cross_entropy` leaves it out by default."""

PLACE = ("epoch", "next", "documents", "offsets")
"""In the state of a loader, what says where it is."""


@dataclass(frozen=True)
class Segment:
    """One step's input for all rows.

    tokens: inputs, the first of a document is BOS, 0 at padding. targets: the next tokens, IGNORE at padding.
    valid: False at padding and in rows that have no document left.
    starts: this row begins a new document here, or has just run out of documents; its memory must be emptied.
    documents: index of the row's document, -1 = none. offsets: position in the document of the row's first target.
    """

    tokens: Int[Tensor, "rows length"]
    targets: Int[Tensor, "rows length"]
    valid: Bool[Tensor, "rows length"]
    starts: Bool[Tensor, " rows"]
    documents: Int[Tensor, " rows"]
    offsets: Int[Tensor, " rows"]


class SegmentLoader:
    """Iterator over segments; a row that finishes its document takes the next one.

    documents: token ids, one integer array per document; those without tokens are passed over.
    shuffle: a new order for every epoch, fixed by (seed, epoch); otherwise the order given.
    repeat: start the next epoch when the documents run out, instead of ending when every row is done.

    Raises:
        BadInput: no document has a token, or `rows` or `length` is below 1.
    """

    def __init__(
        self,
        documents: Sequence[NDArray[Any]],
        rows: int,
        length: int,
        *,
        bos: int,
        shuffle: bool = False,
        seed: int = 0,
        repeat: bool = False,
    ) -> None:
        if rows < 1 or length < 1:
            raise BadInput(f"rows={rows}, length={length}: both must be at least 1.")
        self._tokens = documents
        self._filled = np.array([i for i, document in enumerate(documents) if len(document)], dtype=np.int64)
        if not len(self._filled):
            raise BadInput(f"None of the {len(documents)} documents has a token; give at least one that is not empty.")
        self._rows, self._length, self._bos = rows, length, bos
        self._shuffle, self._seed, self._repeat = shuffle, seed, repeat
        self._epoch, self._next = 0, 0
        self._order = self._order_of_epoch()
        self._documents = np.full(rows, -1, dtype=np.int64)  # -1 = none
        self._offsets = np.zeros(rows, dtype=np.int64)  # tokens of the document that were read

    @property
    def epoch(self) -> int:
        """How often all documents have been handed out; counts from 0."""
        return self._epoch

    def __iter__(self) -> Iterator[Segment]:
        return self

    def __next__(self) -> Segment:
        starts = np.array([self._turn_page(row) for row in range(self._rows)])
        if (self._documents < 0).all():
            raise StopIteration
        return self._read(starts)

    def state_dict(self) -> dict[str, Any]:
        """The position, and what it is a position in; JSON-able."""
        return {
            **self._identity(),
            "epoch": self._epoch,
            "next": self._next,
            "documents": self._documents.tolist(),
            "offsets": self._offsets.tolist(),
        }

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Continue exactly where `state` was taken.

        Raises:
            BadInput: the state belongs to other documents, rows, lengths or seeds, or is none.
        """
        for key, here in self._identity().items():
            if state.get(key) != here:
                raise BadInput(
                    f"The saved data position has {key}={shorten(repr(state.get(key)))}, this loader {key}={here}; "
                    "resume with the same documents and settings, or start anew."
                )
        if not self._is_position(state):
            told = ", ".join(f"{key}={shorten(repr(state.get(key)))}" for key in PLACE)
            raise BadInput(f"The saved data position is none in these documents: {told}.")
        self._epoch, self._next = state["epoch"], state["next"]
        self._order = self._order_of_epoch()
        self._documents = np.array(state["documents"], dtype=np.int64)
        self._offsets = np.array(state["offsets"], dtype=np.int64)

    def _is_position(self, state: dict[str, Any]) -> bool:
        epoch, following, documents, offsets = (state.get(key) for key in PLACE)
        if not (_is_count(epoch, 2**62) and _is_count(following, len(self._filled))):
            return False
        if not (isinstance(documents, list) and isinstance(offsets, list)):
            return False
        lengths = {-1: 0, **{i: len(tokens) for i, tokens in enumerate(self._tokens)}}
        return len(documents) == len(offsets) == self._rows and all(
            type(document) is int and document in lengths and _is_count(offset, lengths[document])
            for document, offset in zip(documents, offsets)
        )

    def _identity(self) -> dict[str, Any]:
        return {
            "rows": self._rows,
            "length": self._length,
            "shuffle": self._shuffle,
            "seed": self._seed,
            "document_count": len(self._tokens),
            "token_count": sum(len(self._tokens[i]) for i in self._filled),
        }

    def _order_of_epoch(self) -> NDArray[np.int64]:
        if not self._shuffle:
            return self._filled
        return np.random.default_rng([self._seed, self._epoch]).permutation(self._filled)

    def _turn_page(self, row: int) -> bool:
        """Give the row its next document if it has none or has finished it; True where its memory must go."""
        before = self._documents[row]
        if before >= 0 and self._offsets[row] < len(self._tokens[before]):
            return False
        self._documents[row] = self._take()
        self._offsets[row] = 0
        return bool(before >= 0 or self._documents[row] >= 0)

    def _take(self) -> int:
        """Index of the next document in this epoch's order, -1 = none left."""
        if self._next == len(self._order):
            if not self._repeat:
                return -1
            self._epoch, self._next = self._epoch + 1, 0
            self._order = self._order_of_epoch()
        self._next += 1
        return int(self._order[self._next - 1])

    def _read(self, starts: NDArray[np.bool_]) -> Segment:
        tokens = np.zeros((self._rows, self._length), dtype=np.int64)
        targets = np.full((self._rows, self._length), IGNORE, dtype=np.int64)
        offsets = self._offsets.copy()
        for row in np.flatnonzero(self._documents >= 0):
            start = offsets[row]
            piece = self._tokens[self._documents[row]][start : start + self._length]
            targets[row, : len(piece)] = piece
            tokens[row, 1 : len(piece)] = piece[:-1]
            tokens[row, 0] = self._tokens[self._documents[row]][start - 1] if start else self._bos
            self._offsets[row] = start + len(piece)
        return Segment(
            tokens=torch.from_numpy(tokens),
            targets=torch.from_numpy(targets),
            valid=torch.from_numpy(targets != IGNORE),
            starts=torch.from_numpy(starts),
            documents=torch.from_numpy(self._documents.copy()),
            offsets=torch.from_numpy(offsets),
        )


def _is_count(value: Any, most: int) -> bool:
    return type(value) is int and 0 <= value <= most
