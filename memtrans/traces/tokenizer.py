"""What stands for a tokenizer where documents come as tokens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
from numpy.typing import NDArray

from memtrans.errors import UsageError


class TraceTokenizer:
    """A `Tokenizer` that knows its ids' number and BOS, and no text."""

    def __init__(self, path: Path, vocab_size: int, bos: int) -> None:
        self._path, self.vocab_size, self.bos = path, vocab_size, bos

    @property
    def token_bytes(self) -> NDArray[np.int64]:
        self._refuse()

    def encode(self, text: str) -> NDArray[np.int32]:
        self._refuse()

    def encode_in_pieces(self, text: str) -> Iterator[NDArray[np.int32]]:
        self._refuse()

    def decode(self, tokens: Sequence[int] | NDArray[Any]) -> str:
        self._refuse()

    def save(self, path: Path) -> None:
        self._refuse()

    def _refuse(self) -> NoReturn:
        raise UsageError(f"{self._path} is a trace, which brings its documents as tokens; leave 'documents' out.")
