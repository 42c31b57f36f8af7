"""Text to token ids and back without loss: raw bytes, or byte-level BPE trained on the user's own text.

BOS is one id past the learned vocabulary and no text encodes to it, so whatever looks like a special token in a
document is plain text. Both tokenizers are one JSON file.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

import numpy as np
import tokenizers
from numpy.typing import NDArray
from tokenizers import decoders, models, pre_tokenizers, trainers

from memtrans.errors import UsageError
from memtrans.files import read_whole, write_atomically

FORMAT = 1
BYTES = 256
WHAT_IT_LEARNED = ("model", "vocab", "merges")
MOST_BYTES = 2**27
"""Of a tokenizer's file; a million tokens need less."""


PROBE = "".join(
    chr(point) for point in [*range(0x250), *range(0x250, 0x110000, 0x3F1)] if point not in range(0xD800, 0xE000)
)
"""Every byte that UTF-8 has, controls, blanks at both ends, letters of every plane."""

PIECE = 2**16
"""Characters that are encoded at once: a text of 8 MB in one piece takes 2 GB."""

CUT = re.compile(r"(?<=[!-~\w])(?=[ \t\n\r])")
"""Where byte-level BPE always cuts: none of its words has white space after anything else, and none looks further."""


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

    def encode_in_pieces(self, text: str) -> Iterator[NDArray[np.int32]]:
        """What `encode` gives, a piece at a time, for who may not need all of it."""

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

    def encode_in_pieces(self, text: str) -> Iterator[NDArray[np.int32]]:
        return (self.encode(text[start : start + PIECE]) for start in range(0, len(text), PIECE))

    def decode(self, tokens: Sequence[int] | NDArray[Any]) -> str:
        return bytes(int(token) for token in tokens if token != self.bos).decode(errors="replace")

    def save(self, path: Path) -> None:
        write_atomically(path, json.dumps({"format": FORMAT, "kind": "bytes"}))


class BPETokenizer:
    """Byte-level byte-pair encoding: all 256 bytes and the most frequent merges, then BOS."""

    def __init__(self, bpe: tokenizers.Tokenizer) -> None:
        self._bpe = bpe
        self.bos = int(bpe.get_vocab_size())
        self.token_bytes = np.zeros(self.vocab_size, dtype=np.int64)
        for token, index in bpe.get_vocab().items():
            self.token_bytes[index] = len(token)  # byte-level: each character of a token's name is one byte

    @classmethod
    def train(cls, texts: Iterable[str], vocab_size: int) -> BPETokenizer:
        """Learn merges from `texts`; the same texts give the same tokenizer.

        vocab_size counts BOS; little text yields fewer merges, so the result may be smaller.

        Raises:
            UsageError: vocab_size leaves no room for the 256 bytes and BOS.
        """
        if vocab_size <= BYTES:
            raise UsageError(f"vocab_size={vocab_size} is too small: 256 bytes and BOS need at least {BYTES + 1}.")
        bpe = _byte_level(models.BPE())
        trainer = trainers.BpeTrainer(
            vocab_size=vocab_size - 1,
            initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
            special_tokens=[],
            show_progress=False,
        )
        bpe.train_from_iterator((piece for text in texts for piece in cut(text, PIECE)), trainer)
        return cls(bpe)

    @property
    def vocab_size(self) -> int:
        return self.bos + 1

    def encode(self, text: str) -> NDArray[np.int32]:
        """Token ids, of as many bytes as `text` has.

        Raises:
            UsageError: the tokenizer loses some of the text, so that a loss per byte would be wrong.
        """
        return np.concatenate([np.zeros(0, np.int32), *self.encode_in_pieces(text)])

    def encode_in_pieces(self, text: str) -> Iterator[NDArray[np.int32]]:
        for piece in cut(text, PIECE):
            tokens = np.array(self._bpe.encode(piece, add_special_tokens=False).ids, dtype=np.int32)
            before, after = len(piece.encode()), int(self.token_bytes[tokens].sum())
            if before != after:
                raise UsageError(
                    f"The tokenizer makes tokens of {after:,} bytes out of a text of {before:,}; "
                    "it must be one without loss, as `memtrans train` makes them."
                )
            yield tokens

    def decode(self, tokens: Sequence[int] | NDArray[Any]) -> str:
        ids = [int(token) for token in tokens if token != self.bos]
        return str(self._bpe.decode(ids, skip_special_tokens=False))

    def save(self, path: Path) -> None:
        content = {"format": FORMAT, "kind": "bpe", "bpe": json.loads(self._bpe.to_str())}
        write_atomically(path, json.dumps(content, ensure_ascii=False))


def cut(text: str, least: int) -> Iterator[str]:
    """The text in pieces of so many characters or some more, whose tokens are together those of the whole."""
    start = 0
    while found := CUT.search(text, start + least):
        yield text[start : found.start()]
        start = found.start()
    if start < len(text):
        yield text[start:]


def load_tokenizer(path: Path) -> Tokenizer:
    """The tokenizer that `save` wrote.

    Raises:
        UsageError: the file is missing, damaged, of a later format, or of a tokenizer that loses text.
    """
    return _load(path, _read(path))


def load_tokenizer_of(path: Path, vocab_size: int, fingerprint: str | None) -> Tokenizer:
    """The tokenizer of a model with so large a vocabulary.

    fingerprint: that of the tokenizer with which the model was trained; None = unknown.

    Raises:
        UsageError: as `load_tokenizer`, or it is another one than the model's.
    """
    content = _read(path)
    tokenizer = _load(path, content)
    try:
        require_vocabulary(tokenizer, vocab_size)
    except UsageError as error:
        raise UsageError(f"{path}: {error}") from error
    if fingerprint not in (None, _fingerprint(content)):
        raise UsageError(
            f"{path} is not the tokenizer that the model was trained with; copy the one that belongs to the model."
        )
    return tokenizer


def require_vocabulary(tokenizer: Tokenizer, vocab_size: int) -> None:
    """Refuse a tokenizer that has more ids than a model's vocabulary, or fewer."""
    if tokenizer.vocab_size != vocab_size:
        raise UsageError(
            f"The tokenizer has {tokenizer.vocab_size:,} ids, the model a vocabulary of {vocab_size:,}; "
            "use the tokenizer that the model was trained with."
        )


def fingerprint_of(path: Path) -> str:
    """A digest of what a saved tokenizer does: the same for the same vocabulary and merges, however written."""
    return _fingerprint(_read(path))


def _fingerprint(content: dict[str, Any]) -> str:
    does: list[Any] = [content["kind"]]
    if content["kind"] == "bpe":
        model = content["bpe"]["model"]
        # Older versions of the library write a merge as "a b".
        merges = [merge.split(" ") if isinstance(merge, str) else merge for merge in model["merges"]]
        does += [sorted(model["vocab"], key=model["vocab"].get), merges]
    return hashlib.sha256(json.dumps(does).encode()).hexdigest()


def _read(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(read_whole(path, MOST_BYTES))
        if content["format"] != FORMAT:
            raise UsageError(f"{path}: tokenizer format {content['format']!r:.60}, this version reads {FORMAT}.")
        if content["kind"] not in ("bytes", "bpe"):
            raise ValueError(f"kind {content['kind']!r:.60} is unknown")
    except OSError as error:
        raise UsageError(f"{path}: cannot read the tokenizer ({error.strerror}).") from error
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise _not_ours(path, error) from error
    read: dict[str, Any] = content
    return read


def _load(path: Path, content: dict[str, Any]) -> Tokenizer:
    if content["kind"] == "bytes":
        return ByteTokenizer()
    try:
        tokenizer = BPETokenizer(_restored(content["bpe"]))
        if tokenizer.decode(tokenizer.encode(PROBE)) != PROBE:
            raise ValueError("it does not give a text back as it was")
        return tokenizer
    except (ValueError, LookupError, TypeError, AttributeError, UsageError) as error:
        raise _not_ours(path, error) from error


def _not_ours(path: Path, error: Exception) -> UsageError:
    return UsageError(f"{path} is not a tokenizer that memtrans saved: {' '.join(repr(error).split()):.200}.")


def _byte_level(model: models.BPE) -> tokenizers.Tokenizer:
    bpe = tokenizers.Tokenizer(model)
    bpe.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    bpe.decoder = decoders.ByteLevel()
    return bpe


def _restored(content: Any) -> tokenizers.Tokenizer:
    """The library's tokenizer, where it is of the one kind that we save; the library may die of other things."""
    ours = json.loads(_byte_level(models.BPE()).to_str())
    # Whatever else the library knows, from lower case to truncation, changes the text or leaves some of it out.
    for theirs, known in (content, ours), (content["model"], ours["model"]):
        changed = [key for key in theirs if key not in WHAT_IT_LEARNED and theirs[key] != known.get(key)]
        if changed:
            raise ValueError(f"its {changed[0]:.60} is not that of byte-level BPE, so it may lose text")
    ids = dict(content["model"]["vocab"])
    alphabet = set(pre_tokenizers.ByteLevel.alphabet())
    if not alphabet <= ids.keys() or set().union(*ids) != alphabet or sorted(ids.values()) != list(range(len(ids))):
        raise ValueError("its vocabulary does not stand for all bytes, under numbers from 0 without a gap")
    try:
        return tokenizers.Tokenizer.from_str(json.dumps(content))
    except Exception as error:  # the library raises nothing more precise
        raise ValueError(str(error)) from error
