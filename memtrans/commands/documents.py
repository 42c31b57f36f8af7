"""Which documents a command reads, and how: what `eval` and `trace` are asked in the same words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from memtrans.commands.progress import Progress
from memtrans.config.strict_yaml import parse_argument
from memtrans.data.corpora.table import CORPORA
from memtrans.data.documents import DocumentsConfig, TokenizedDocument, limited, read_documents, tokenize_documents
from memtrans.errors import UsageError, did_you_mean
from memtrans.readers import trained_with
from memtrans.reading import DocumentsOfItsOwn, Reader

SPLITS = ("train", "heldout")


def read_documents_of(
    model: str, reader: Reader, source: str | None, limits: Mapping[str, int | None], shown: Progress
) -> list[TokenizedDocument]:
    """What a model is to read, as tokens; what a trace brings, where it is one. limits: as in `DocumentsConfig`.

    Raises:
        UsageError: there is no such thing, or a trace is to read something else.
    """
    if not isinstance(reader, DocumentsOfItsOwn):
        config = find_documents(model, source)
        return read_texts(config.model_copy(update={key: most for key, most in limits.items() if most}), reader, shown)
    if source is not None:
        raise UsageError(f"{model} is a trace, which brings its documents as it read them; leave --documents out.")
    return limited(reader.documents, **limits)


def find_documents(model: str, source: str | None) -> DocumentsConfig:
    """A file, a folder or a corpus by name; None = what a run was validated on.

    Raises:
        UsageError: there is no such thing.
    """
    if source is None:
        validation = trained_with(model).get("validation")
        if not validation:
            raise UsageError(f"{model} was trained without validation documents; say which with --documents.")
        try:
            return DocumentsConfig.model_validate(validation)
        except ValidationError as error:
            raise UsageError(
                f"{model} does not say which documents it was validated on; say which with --documents."
            ) from error
    if Path(source).expanduser().exists():
        return DocumentsConfig(path=Path(source))
    corpus, _, split = source.partition(":")
    if corpus not in CORPORA:
        raise UsageError(
            f"--documents {source}: there is no such file or folder, and no such corpus "
            f"({', '.join(CORPORA)}).{did_you_mean(corpus, CORPORA)}"
        )
    if split == "train":
        return DocumentsConfig(corpus=corpus, split="train")
    if split in ("", "heldout"):
        return DocumentsConfig(corpus=corpus, split="heldout")
    raise UsageError(f"--documents {source}: a corpus has the splits train and heldout.{did_you_mean(split, SPLITS)}")


def read_texts(config: DocumentsConfig, reader: Reader, shown: Progress) -> list[TokenizedDocument]:
    """Read and tokenize them, and say what was skipped."""
    shown.show("reading documents")
    read = read_documents(config)
    for skipped in read.skipped:
        shown.print(f"Skipped {skipped.name}: {skipped.reason}")
    shown.show(f"tokenizing {len(read.documents):,} documents")
    return tokenize_documents(read.documents, reader.tokenizer, config.max_tokens)


def read_settings(asked: Sequence[str]) -> dict[str, Any]:
    """`["window=512"]` → `{"window": 512}`."""
    settings: dict[str, Any] = {}
    for text in asked:
        key, equals, written = text.partition("=")
        if not equals or not key:
            raise UsageError(f"--reading {text}: write it as key=value, such as window=512.")
        value, _, faults = parse_argument(written)
        if faults:
            raise UsageError(f"--reading {text}: {faults[0].message}")
        settings[key] = value
    return settings
