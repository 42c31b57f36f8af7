"""What a run needs before its first step: a tokenizer, a model, and documents as tokens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, Protocol

import torch

from memtrans.checkpoint import Checkpoint
from memtrans.data.documents import TokenizedDocument, read_documents, tokenize_documents
from memtrans.data.sources import Document, Skipped
from memtrans.data.tokenizer import BPETokenizer, ByteTokenizer, Tokenizer
from memtrans.errors import UsageError, shorten
from memtrans.model import MemorizingTransformer
from memtrans.training.checks import check_text
from memtrans.training.config import TokenizerConfig, TrainConfig

FREE = ("save_every", "validate_every", "validation")
"""Top-level keys that may change when a run is resumed."""


class Tell(Protocol):
    """Is told how far a stage of a run is: of `total`, where that is known, so much is done."""

    def __call__(self, stage: str, done: int = 0, total: int | None = None, *, unit: str = "") -> None: ...


def tell_nobody(stage: str, done: int = 0, total: int | None = None, *, unit: str = "") -> None: ...


class Prepared(NamedTuple):
    """validation: None where the config has none. skipped: documents that could not be used."""

    tokenizer: Tokenizer
    model: MemorizingTransformer
    documents: list[TokenizedDocument]
    validation: list[TokenizedDocument] | None
    skipped: list[Skipped]


def prepare(config: TrainConfig, saved: Checkpoint | None, tell: Tell) -> Prepared:
    """Read all documents, then train the tokenizer and make the model, or take those that were saved.

    Raises:
        UsageError: documents that cannot be read, or too little text for the tokenizer.
    """
    tell("reading documents")
    read = read_documents(config.documents)
    validation = read_documents(config.validation) if config.validation else None
    if saved:
        tokenizer, model = saved.tokenizer, saved.model
    else:
        check_text(config.tokenizer, read.documents)
        tokenizer = _new_tokenizer(config.tokenizer, read.documents, tell)
        torch.manual_seed(config.seed)
        model = MemorizingTransformer(config.model_shape(tokenizer.vocab_size))

    documents = _tokenize("tokenizing", read.documents, tokenizer, config.documents.max_tokens, tell)
    if not (config.validation and validation):
        return Prepared(tokenizer, model, documents, None, read.skipped)
    held_out = _tokenize(
        "tokenizing for validation", validation.documents, tokenizer, config.validation.max_tokens, tell
    )
    return Prepared(tokenizer, model, documents, held_out, [*read.skipped, *validation.skipped])


def refuse_other_config(saved: Checkpoint, config: TrainConfig) -> None:
    """Refuse to go on with settings that a run did not begin with.

    Raises:
        UsageError: a key outside FREE differs, and both values are named; or the checkpoint does not tell them.
    """
    if "training" not in saved.facts:
        raise UsageError(f"{saved.path} does not say with which settings it was trained; choose another --out.")
    before, now = (
        dict(_flat({key: value for key, value in facts.items() if key not in FREE}))
        for facts in (saved.facts["training"], config.model_dump(mode="json"))
    )
    changed = [key for key in {**now, **before} if before.get(key) != now.get(key)]
    if changed:
        told = "; ".join(
            f"{shorten(key)}={shorten(str(before.get(key)))}, and the config says {shorten(str(now.get(key)))}"
            for key in changed[:3]
        )
        raise UsageError(
            f"{saved.path.parent} was trained with {told}. Resume with the config of the run, or choose another --out."
        )


def _tokenize(
    stage: str, documents: Sequence[Document], tokenizer: Tokenizer, max_tokens: int | None, tell: Tell
) -> list[TokenizedDocument]:
    def done(number: int) -> None:
        tell(stage, number, len(documents), unit="documents")

    done(0)
    return tokenize_documents(documents, tokenizer, max_tokens, done)


def _new_tokenizer(settings: TokenizerConfig, documents: Sequence[Document], tell: Tell) -> Tokenizer:
    if settings.kind == "bytes":
        return ByteTokenizer()

    def texts() -> Iterator[str]:
        for number, document in enumerate(documents):
            tell("training the tokenizer", number, len(documents), unit="documents")
            yield document.text
        tell("training the tokenizer", len(documents), len(documents), unit="documents")

    return BPETokenizer.train(texts(), settings.vocab_size)


def _flat(values: dict[str, Any], prefix: str = "") -> list[tuple[str, Any]]:
    """`{"a": {"b": 1}}` → `[("a.b", 1)]`."""
    pairs: list[tuple[str, Any]] = []
    for key, value in values.items():
        pairs += _flat(value, f"{prefix}{key}.") if isinstance(value, dict) else [(prefix + key, value)]
    return pairs
