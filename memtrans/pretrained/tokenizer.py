"""A Hugging Face tokenizer as the rest of the program knows tokenizers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from transformers import PreTrainedTokenizerBase

from memtrans.errors import UsageError
from memtrans.files import write_atomically

BYTE = re.compile(r"<0x[0-9A-F]{2}>")
SPACE = "▁"
"""What stands for a blank in tokenizers that come from SentencePiece."""


class HubTokenizer:
    """vocab_size: of the model, which may know more ids than there are tokens."""

    def __init__(self, tokenizer: PreTrainedTokenizerBase, vocab_size: int) -> None:
        if not tokenizer.is_fast:
            raise UsageError(f"{type(tokenizer).__name__} has no fast form (tokenizer.json), which is needed here.")
        self._own, self.vocab_size = tokenizer, vocab_size
        first = tokenizer.bos_token_id if tokenizer.bos_token_id is not None else tokenizer.eos_token_id
        if first is None:
            raise UsageError("The tokenizer has neither a BOS nor an EOS token, one of which precedes every document.")
        self.bos = int(first)

    @cached_property
    def token_bytes(self) -> NDArray[np.int64]:
        counts = np.zeros(self.vocab_size, dtype=np.int64)
        special = set(self._own.all_special_ids)
        byte_level = '"ByteLevel"' in self._own.backend_tokenizer.to_str()
        for token, index in self._own.get_vocab().items():
            if index < self.vocab_size and index not in special:
                counts[index] = len(token) if byte_level else _bytes_of(token)
        return counts

    def encode(self, text: str) -> NDArray[np.int32]:
        """Token ids of exactly this text: what looks like a special token in it is plain text."""
        ids = self._own(text, add_special_tokens=False, split_special_tokens=True, verbose=False)["input_ids"]
        return np.array(ids, dtype=np.int32)

    def encode_in_pieces(self, text: str) -> Iterator[NDArray[np.int32]]:
        yield self.encode(text)  # where such a tokenizer never merges is not known

    def decode(self, tokens: Sequence[int] | NDArray[Any]) -> str:
        ids = [int(token) for token in tokens if token != self.bos]
        return str(self._own.decode(ids, clean_up_tokenization_spaces=False))

    def save(self, path: Path) -> None:
        write_atomically(path, self._own.backend_tokenizer.to_str())


def _bytes_of(token: str) -> int:
    return 1 if BYTE.fullmatch(token) else len(token.replace(SPACE, " ").encode())
