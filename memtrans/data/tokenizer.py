"""Text to token ids and back without loss: raw bytes, or byte-level BPE trained on the user's own text.

BOS is one id past the learned vocabulary and no text encodes to it, so whatever looks like a special token in a
document is plain text. Both tokenizers are one JSON file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

import numpy as np
import tokenizers
from numpy.typing import NDArray
from tokenizers import decoders, models, pre_tokenizers, trainers

from memtrans.errors import UsageError
from memtrans.files import write_atomically

FORMAT = 1
BYTES = 256


@runtime_checkable
class Tokenizer(Protocol):
    """What the rest of the program knows of a tokenizer."""

    @property
    def vocab_size(self) -> int:
        """Number of ids, BOS included."""

    @property
    def bos(self) -> int:
        """The id that precedes every document; never the result of `encode`."""

    @property
    def token_bytes(self) -> NDArray[np.int64]:
        """[vocab_size]: bytes of text that each id stands for, 0 for BOS."""

    def encode(self, text: str) -> NDArray[np.int32]:
        """Token ids; `decode` gives `text` back exactly."""

    def decode(self, tokens: Sequence[int] | NDArray[Any]) -> str:
        """Text; BOS is nothing, and a character that is cut in the middle shows as U+FFFD."""

    def save(self, path: Path) -> None:
        """Write one JSON file, atomically."""


class ByteTokenizer:
    """Ids 0–255 are the bytes of the UTF-8 text, 256 is BOS."""

    vocab_size = BYTES + 1
    bos = BYTES

    @property
    def token_bytes(self) -> NDArray[np.int64]:
        return np.array([1] * BYTES + [0])

    def encode(self, text: str) -> NDArray[np.int32]:
        return np.frombuffer(text.encode(), dtype=np.uint8).astype(np.int32)

    def decode(self, tokens: Sequence[int] | NDArray[Any]) -> str:
        return bytes(int(token) for token in tokens if token != self.bos).decode(errors="replace")

    def save(self, path: Path) -> None:
        write_atomically(path, json.dumps({"format": FORMAT, "kind": "bytes"}))


class BPETokenizer:
    """Byte-level byte-pair encoding: all 256 bytes and the most frequent merges, then BOS."""

    def __init__(self, bpe: tokenizers.Tokenizer) -> None:
        self._bpe = bpe

    @classmethod
    def train(cls, texts: Iterable[str], vocab_size: int) -> BPETokenizer:
        """Learn merges from `texts`; the same texts give the same tokenizer.

        vocab_size counts BOS; little text yields fewer merges, so the result may be smaller.

        Raises:
            UsageError: vocab_size leaves no room for the 256 bytes and BOS.
        """
        if vocab_size <= BYTES:
            raise UsageError(f"vocab_size={vocab_size} is too small: 256 bytes and BOS need at least {BYTES + 1}.")
        bpe = tokenizers.Tokenizer(models.BPE())
        bpe.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
        bpe.decoder = decoders.ByteLevel()
        trainer = trainers.BpeTrainer(
            vocab_size=vocab_size - 1,
            initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
            special_tokens=[],
            show_progress=False,
        )
        bpe.train_from_iterator(texts, trainer)
        return cls(bpe)

    @property
    def vocab_size(self) -> int:
        return self.bos + 1

    @property
    def bos(self) -> int:
        return int(self._bpe.get_vocab_size())

    @property
    def token_bytes(self) -> NDArray[np.int64]:
        lengths = np.zeros(self.vocab_size, dtype=np.int64)
        for token, index in self._bpe.get_vocab().items():
            lengths[index] = len(token)  # byte-level: each character of a token's name is one byte
        return lengths

    def encode(self, text: str) -> NDArray[np.int32]:
        return np.array(self._bpe.encode(text, add_special_tokens=False).ids, dtype=np.int32)

    def decode(self, tokens: Sequence[int] | NDArray[Any]) -> str:
        ids = [int(token) for token in tokens if token != self.bos]
        return str(self._bpe.decode(ids, skip_special_tokens=False))

    def save(self, path: Path) -> None:
        content = {"format": FORMAT, "kind": "bpe", "bpe": json.loads(self._bpe.to_str())}
        write_atomically(path, json.dumps(content, ensure_ascii=False))


def load_tokenizer(path: Path) -> Tokenizer:
    """The tokenizer that `save` wrote.

    Raises:
        UsageError: the file is missing, damaged, or of a later format.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["format"] != FORMAT:
            raise UsageError(f"{path}: tokenizer format {content['format']}, this version reads {FORMAT}.")
        return ByteTokenizer() if content["kind"] == "bytes" else BPETokenizer(_restored(content["bpe"]))
    except OSError as error:
        raise UsageError(f"{path}: cannot read the tokenizer ({error.strerror}).") from error
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{path} is not a tokenizer that memtrans saved: {error!r}.") from error


def _restored(content: Any) -> tokenizers.Tokenizer:
    try:
        return tokenizers.Tokenizer.from_str(json.dumps(content))
    except Exception as error:  # the library raises nothing more precise
        raise ValueError(str(error)) from error
