"""One reader per kind of file; each yields documents, or why there is none."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from memtrans.errors import UsageError, did_you_mean, shorten
from memtrans.remedies import source_hint


class Document(NamedTuple):
    """A text and the name it is reported under: its path in the folder, or file:row."""

    name: str
    text: str


class Skipped(NamedTuple):
    """A document that was left out, and why."""

    name: str
    reason: str


Found = Iterator[Document | Skipped]


def read_source(path: Path, pattern: str, field: str) -> Found:
    """Everything in a file or folder; a file's suffix says how it is read, anything unknown is text.

    Raises:
        UsageError: there is no such path, or its format needs a library that is not installed.
    """
    if path.is_file():
        yield from _read_file(path, printable(path.name), field)
    elif (path / "dataset_info.json").is_file() or (path / "dataset_dict.json").is_file():
        yield from _read_dataset(path, field)
    elif path.is_dir():
        for file in _matching(path, pattern):
            yield from _read_file(file, printable(file.relative_to(path).as_posix()), field)
    else:
        hint = source_hint(path)
        raise UsageError(f"{path} does not exist; 'path' must be a file or a folder of documents.{hint}")


def printable(name: str) -> str:
    """The name of a file as text: bytes of it that are not UTF-8 become `\\xe9` and the like."""
    return os.fsencode(name).decode("utf-8", errors="backslashreplace")


def _matching(folder: Path, pattern: str) -> list[Path]:
    """Files by name; hidden ones, and those in hidden folders, are nobody's documents."""
    try:
        found = {file.relative_to(folder).parts: file for file in folder.glob(pattern)}
    except (ValueError, NotImplementedError) as error:
        raise UsageError(f"pattern '{pattern}' is no relative glob ({error}); try '**/*.txt'.") from error
    # A dangling link is kept, to be reported; a pipe would be waited for.
    regular = {parts: file for parts, file in found.items() if file.is_file() or file.is_symlink()}
    return [regular[parts] for parts in sorted(regular) if not any(part.startswith(".") for part in parts)]


def _read_file(path: Path, name: str, field: str) -> Found:
    try:
        if path.suffix == ".parquet":
            yield from _read_parquet(path, name, field)
        elif path.suffix in (".jsonl", ".ndjson"):
            yield from _read_jsonl(path, name, field)
        else:
            yield _decoded(name, path.read_bytes())
    except OSError as error:
        yield Skipped(name, f"cannot be read: {error.strerror or error}")
    except ValueError as error:  # what pyarrow raises on a damaged file
        yield Skipped(name, f"damaged: {error}")


def _decoded(name: str, content: bytes) -> Document | Skipped:
    try:
        return Document(name, content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return Skipped(name, f"not UTF-8: byte 0x{content[error.start]:02x} at {error.start}")


def _read_jsonl(path: Path, name: str, field: str) -> Found:
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if line.strip():
                yield _parsed(f"{name}:{number}", line, field)


def _parsed(name: str, line: bytes, field: str) -> Document | Skipped:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        # A number of thousands of digits is no JSON that Python reads either.
        return Skipped(name, f"not JSON: {shorten(str(error), 200)}")
    return _field_of(name, row, field) if isinstance(row, dict) else Skipped(name, "not a JSON object")


def _field_of(name: str, row: dict[str, Any], field: str) -> Document | Skipped:
    if field not in row:
        there = shorten(", ".join(row) or "none", 200)
        return Skipped(name, f"no field '{field}'; it has {there}.{did_you_mean(field, row)}")
    text = row[field]
    if not isinstance(text, str):
        return Skipped(name, f"field '{field}' is {type(text).__name__}, not text")
    return Document(name, text)


def _read_parquet(path: Path, name: str, field: str) -> Found:
    parquet = _optional("pyarrow.parquet", "pyarrow", path)
    with parquet.ParquetFile(path) as file:
        column = [field] if field in file.schema_arrow.names else None  # all columns only to say what there is
        number = 0
        for batch in file.iter_batches(batch_size=64, columns=column):
            for row in batch.to_pylist():
                number += 1
                yield _field_of(f"{name}:{number}", row, field)


def _read_dataset(path: Path, field: str) -> Found:
    datasets = _optional("datasets", "datasets", path)
    if (path / "dataset_dict.json").is_file():
        splits = ", ".join(json.loads((path / "dataset_dict.json").read_text(encoding="utf-8"))["splits"])
        raise UsageError(f"{path} holds several splits ({splits}); name one as the path, such as {path}/train.")
    for number, row in enumerate(datasets.load_from_disk(str(path)), start=1):
        yield _field_of(f"{path.name}:{number}", row, field)


def _optional(module: str, package: str, path: Path) -> Any:
    try:
        return import_module(module)
    except ImportError as error:
        raise UsageError(f"Reading {path} needs '{package}': pip install {package}.") from error
