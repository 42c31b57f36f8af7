"""Reading documents: folders of text, single files, JSONL, Parquet, saved Hugging Face data sets, fetched corpora.

A document that cannot be used is skipped with a reason that the caller gets back; only a source from which nothing
is left is an error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, PositiveInt, model_validator

from memtrans.data.corpora.store import find_split
from memtrans.data.sources import Document, Skipped, read_source
from memtrans.data.tokenizer import Tokenizer
from memtrans.errors import UsageError


class DocumentsConfig(BaseModel):
    """Where documents come from and which are kept.

    path: a text, JSONL or Parquet file, a folder of such files, or a data set saved by `datasets`.
    corpus: instead of `path`, the name of a fetched corpus, with its `split` (train unless stated).
    pattern: which files of a folder, as a glob; hidden ones never.
    field: where the text is in JSONL, Parquet and data sets.
    max_documents: the first so many that are kept. min_bytes: shorter documents are skipped.
    max_tokens: of each document only the first so many.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    path: Path | None = None
    corpus: str | None = None
    split: Literal["train", "heldout"] | None = None
    pattern: str = "**/*"
    field: str = "text"
    max_documents: PositiveInt | None = None
    min_bytes: int = Field(default=1, ge=1)
    max_tokens: PositiveInt | None = None

    @model_validator(mode="after")
    def _one_source(self) -> DocumentsConfig:
        if (self.path is None) == (self.corpus is None):
            raise ValueError("give either 'path' or 'corpus'")
        if self.path is not None and self.split is not None:
            raise ValueError("'split' belongs to 'corpus'; with 'path', name the folder of the split")
        return self

    def source(self) -> Path:
        """The file or folder to read; a corpus must have been fetched."""
        if self.corpus is not None:
            return find_split(self.corpus, self.split or "train")
        assert self.path is not None
        return self.path.expanduser()


class Documents(NamedTuple):
    """What was read, and what was left out and why."""

    documents: list[Document]
    skipped: list[Skipped]


@dataclass(frozen=True)
class TokenizedDocument:
    """A document as token ids; `byte_count` is the UTF-8 bytes these tokens stand for.

    token_bytes: those of each token, where they are not to be had from a tokenizer.
    """

    name: str
    tokens: NDArray[Any]
    byte_count: int
    token_bytes: NDArray[np.int32] | None = None

    def first(self, count: int) -> TokenizedDocument:
        """Its first tokens alone; needs `token_bytes`."""
        if len(self.tokens) <= count:
            return self
        assert self.token_bytes is not None
        return TokenizedDocument(self.name, self.tokens[:count], int(self.token_bytes[:count].sum()))


def read_documents(config: DocumentsConfig) -> Documents:
    """Read documents in a fixed order: files by name, then their own order.

    Raises:
        UsageError: the source is missing or unreadable, needs a library, or nothing is left of it.
    """
    source = config.source()
    kept: list[Document] = []
    skipped: list[Skipped] = []
    for found in _judged(read_source(source, config.pattern, config.field), config.min_bytes):
        if isinstance(found, Skipped):
            skipped.append(found)
            continue
        kept.append(found)
        if len(kept) == config.max_documents:
            break
    if not kept:
        reasons = "; ".join(f"{name}: {reason}" for name, reason in skipped[:3])
        raise UsageError(
            f"No documents left in {source}: "
            + (f"{len(skipped)} skipped ({reasons})." if skipped else f"nothing matches pattern '{config.pattern}'.")
        )
    return Documents(kept, skipped)


def tokenize_documents(
    documents: Sequence[Document],
    tokenizer: Tokenizer,
    max_tokens: int | None = None,
    done: Callable[[int], None] = lambda number: None,
) -> list[TokenizedDocument]:
    """Encode the first `max_tokens` tokens of each document, in the smallest type that holds the ids.

    No more of a text is encoded than they need. done: called with the number of documents that are finished.
    """
    dtype = np.uint16 if tokenizer.vocab_size <= 2**16 else np.int32
    token_bytes = tokenizer.token_bytes
    result = []
    for number, document in enumerate(documents, start=1):
        tokens = _first_tokens(document.text, tokenizer, max_tokens)
        result.append(TokenizedDocument(document.name, tokens.astype(dtype), int(token_bytes[tokens].sum())))
        done(number)
    return result


def limited(
    documents: Sequence[TokenizedDocument], max_tokens: int | None = None, max_documents: int | None = None
) -> list[TokenizedDocument]:
    """The first so many, and the first so many tokens of each, with the bytes that these stand for."""
    return [each if max_tokens is None else each.first(max_tokens) for each in documents[:max_documents]]


def _first_tokens(text: str, tokenizer: Tokenizer, limit: int | None) -> NDArray[np.int32]:
    pieces, count = [np.zeros(0, np.int32)], 0
    for piece in tokenizer.encode_in_pieces(text):
        pieces.append(piece)
        count += len(piece)
        if limit is not None and count >= limit:
            break
    return np.concatenate(pieces)[:limit]


def _judged(found: Iterator[Document | Skipped], min_bytes: int) -> Iterator[Document | Skipped]:
    for item in found:
        yield item if isinstance(item, Skipped) else _judge(item, min_bytes)


def _judge(document: Document, min_bytes: int) -> Document | Skipped:
    if not document.text.strip():
        return Skipped(document.name, "empty")
    try:
        size = len(document.text.encode())
    except UnicodeEncodeError as error:
        return Skipped(document.name, f"not Unicode text: a lone surrogate at character {error.start}")
    if size < min_bytes:
        return Skipped(document.name, f"{size} bytes, fewer than min_bytes={min_bytes}")
    return document
