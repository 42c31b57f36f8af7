"""Every kind of source, and every reason for leaving a document out."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from pydantic import ValidationError

from memtrans.data.documents import DocumentsConfig, read_documents, tokenize_documents
from memtrans.data.sources import Document
from memtrans.data.tokenizer import BPETokenizer, ByteTokenizer
from memtrans.errors import UsageError


def read(path: Path, **settings: Any) -> tuple[dict[str, str], dict[str, str]]:
    found = read_documents(DocumentsConfig(path=path, **settings))
    return dict(found.documents), dict(found.skipped)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {
        "b.txt": b"two\r\n",
        "a/z.txt": b"one",
        "c.ml": b"three",
        "e.txt": b"",
        "w.txt": b" \n",
        "l.txt": b"caf\xe9",
    }
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    return tmp_path


def test_a_folder_is_read_in_the_order_of_names(folder: Path) -> None:
    documents, skipped = read(folder)
    assert list(documents.items()) == [("a/z.txt", "one"), ("b.txt", "two\r\n"), ("c.ml", "three")]
    assert skipped == {"e.txt": "empty", "w.txt": "empty", "l.txt": "not UTF-8: byte 0xe9 at 3"}


def test_pattern_and_max_documents_choose(folder: Path) -> None:
    assert list(read(folder, pattern="*.ml")[0]) == ["c.ml"]
    assert list(read(folder, max_documents=1)[0]) == ["a/z.txt"]
    assert read(folder, min_bytes=4)[1]["a/z.txt"] == "3 bytes, fewer than min_bytes=4"


def test_hidden_files_are_not_documents(folder: Path) -> None:
    (folder / ".git").mkdir()
    (folder / ".git" / "config").write_text("x")
    (folder / ".swp").write_text("x")
    assert list(read(folder)[0]) == ["a/z.txt", "b.txt", "c.ml"]


@pytest.mark.parametrize("pattern", ["", "/etc/*"])
def test_a_pattern_that_is_no_glob_is_refused(pattern: str, folder: Path) -> None:
    with pytest.raises(UsageError, match="relative glob"):
        read(folder, pattern=pattern)


def test_one_file_is_one_document(folder: Path) -> None:
    assert read(folder / "c.ml") == ({"c.ml": "three"}, {})


def test_a_file_that_cannot_be_opened_is_skipped(folder: Path) -> None:
    (folder / "gone.txt").symlink_to(folder / "absent.txt")
    assert read(folder)[1]["gone.txt"] == "cannot be read: No such file or directory"


def test_jsonl_rows_are_documents(tmp_path: Path) -> None:
    lines = [
        json.dumps({"body": "one\u2028line"}, ensure_ascii=False).encode(),
        b"",
        b"{",
        b"[1]",
        b'{"text": "x"}',
        b'{"body": 3}',
        b'{"body": "\\ud800"}',
        b'{"body": "\xff"}',
        b'{"body": ""}',
    ]
    (tmp_path / "rows.jsonl").write_bytes(b"\n".join(lines))
    for source in (tmp_path / "rows.jsonl", tmp_path):  # also as one of a folder's files
        documents, skipped = read(source, field="body")
        assert documents == {"rows.jsonl:1": "one\u2028line"}
        assert [skipped[f"rows.jsonl:{n}"].split(":")[0] for n in range(3, 10)] == [
            "not JSON",
            "not a JSON object",
            "no field 'body'; it has text.",
            "field 'body' is int, not text",
            "not Unicode text",
            "not JSON",
            "empty",
        ]


def test_a_misspelt_field_names_the_close_one(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text('{"content": "x", "id": 1}\n')
    with pytest.raises(UsageError, match=r"1 skipped .*it has content, id. Did you mean 'content'"):
        read(tmp_path / "rows.jsonl", field="contents")


def test_nothing_left_is_an_error_with_the_first_reasons(folder: Path) -> None:
    with pytest.raises(UsageError, match=r"2 skipped \(e.txt: empty; w.txt: empty\)"):
        read(folder, pattern="[ew].txt")
    with pytest.raises(UsageError, match=r"nothing matches pattern '\*.tex'"):
        read(folder, pattern="*.tex")
    with pytest.raises(UsageError, match="does not exist"):
        read(folder / "absent")


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({}, "either 'path' or 'corpus'"),
        ({"path": "x", "corpus": "y"}, "either 'path' or 'corpus'"),
        ({"path": "x", "split": "train"}, "'split' belongs to 'corpus'"),
        ({"path": "x", "patern": "*"}, "patern"),
        ({"corpus": "x", "split": "test"}, "heldout"),
        ({"path": "x", "max_documents": 0}, "max_documents"),
        ({"path": "x", "min_bytes": 0}, "min_bytes"),
        ({"path": "x", "max_tokens": -1}, "max_tokens"),
    ],
)
def test_configs_that_cannot_be_are_refused(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        DocumentsConfig(**settings)


def test_a_config_survives_being_stored() -> None:
    for config in (DocumentsConfig(path="x"), DocumentsConfig(corpus="hol-light", split="heldout")):
        assert DocumentsConfig.model_validate_json(config.model_dump_json()) == config


def test_a_corpus_that_was_not_fetched_says_how(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEMTRANS_DATA", str(tmp_path))
    with pytest.raises(UsageError, match="memtrans data fetch hol-light"):
        read_documents(DocumentsConfig(corpus="hol-light"))


@pytest.mark.parametrize(("package", "module"), [("pyarrow", "pyarrow.parquet"), ("datasets", "datasets")])
def test_a_missing_library_is_named(package: str, module: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    (tmp_path / "rows.parquet").write_bytes(b"PAR1")
    (tmp_path / "saved").mkdir()
    (tmp_path / "saved" / "dataset_info.json").write_text("{}")
    source = tmp_path / ("rows.parquet" if package == "pyarrow" else "saved")
    with pytest.raises(UsageError, match=f"pip install {package}"):
        read(source)


def test_parquet_rows_are_documents(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    table = pyarrow.table({"text": [f"document {i}" for i in range(150)] + [None], "id": range(151)})
    parquet.write_table(table, tmp_path / "rows.parquet", row_group_size=40)
    (tmp_path / "torn.parquet").write_bytes((tmp_path / "rows.parquet").read_bytes()[:90])
    documents, skipped = read(tmp_path)
    assert list(documents.values()) == [f"document {i}" for i in range(150)]
    assert skipped["rows.parquet:151"] == "field 'text' is NoneType, not text"
    assert "torn.parquet" in skipped
    with pytest.raises(UsageError, match="it has text, id"):
        read(tmp_path / "rows.parquet", field="body")


def test_a_saved_data_set_is_read(tmp_path: Path) -> None:
    datasets = pytest.importorskip("datasets")
    rows = datasets.Dataset.from_dict({"text": ["one", "", "three"]})
    rows.save_to_disk(str(tmp_path / "set"))
    assert read(tmp_path / "set") == ({"set:1": "one", "set:3": "three"}, {"set:2": "empty"})
    datasets.DatasetDict({"train": rows, "test": rows}).save_to_disk(str(tmp_path / "sets"))
    assert len(read(tmp_path / "sets" / "test")[0]) == 2
    with pytest.raises(UsageError, match=r"several splits \(train, test\)"):
        read(tmp_path / "sets")


@given(text=st.text(max_size=30), limit=st.none() | st.integers(1, 40))
def test_byte_counts_are_those_of_the_kept_tokens(text: str, limit: int | None) -> None:
    bpe = BPETokenizer.train(["∀x. x ≤ x " * 9], 270)
    for tokenizer in (ByteTokenizer(), bpe):
        (kept,) = tokenize_documents([Document("d", text)], tokenizer, limit)
        whole = tokenizer.encode(text)
        assert kept.tokens.tolist() == whole[:limit].tolist()
        assert kept.tokens.dtype == "uint16"
        rest = tokenizer.token_bytes[whole[len(kept.tokens) :]].sum()
        assert kept.byte_count + rest == len(text.encode())


def test_a_byte_order_mark_is_no_part_of_a_text(tmp_path: Path) -> None:
    mark = "\ufeff".encode()
    (tmp_path / "a.txt").write_bytes(mark + "one \ufeff two".encode())
    (tmp_path / "b.jsonl").write_bytes(mark + b'{"text": "first"}\n' + b'{"text": "second"}\n')
    (tmp_path / "c.txt").write_bytes(mark)
    documents, skipped = read(tmp_path)
    assert documents == {"a.txt": "one \ufeff two", "b.jsonl:1": "first", "b.jsonl:2": "second"}
    assert skipped == {"c.txt": "empty"}


def test_a_bad_line_is_skipped_with_its_number_and_the_others_are_read(tmp_path: Path) -> None:
    lines = [b'{"text": "one"}', b"[" * 100_000, b'{"a":' * 100_000, b"9" * 5000, b'{"text": "\xff"}', b'{"text": [1]}']
    lines += [b'{"' + b"x" * 100_000 + b'": 1}', b"NaN", b'{"text": "\\ud800"}', b'{"text": "two"}']
    (tmp_path / "d.jsonl").write_bytes(b"\n".join(lines))
    documents, skipped = read(tmp_path)
    assert documents == {"d.jsonl:1": "one", f"d.jsonl:{len(lines)}": "two"}
    assert list(skipped) == [f"d.jsonl:{number}" for number in range(2, len(lines))]
    assert all(len(reason) < 400 for reason in skipped.values())


def test_names_that_are_not_utf_8_can_be_told(tmp_path: Path) -> None:
    for name in (b"caf\xe9.txt", b"caf\xe9.jsonl", "naïve.txt".encode()):
        (tmp_path / os.fsdecode(name)).write_bytes(b'{"text": "one"}')
    documents, _ = read(tmp_path)
    assert sorted(documents) == ["caf\\xe9.jsonl:1", "caf\\xe9.txt", "naïve.txt"]
    (name,) = read(tmp_path / os.fsdecode(b"caf\xe9.txt"))[0]
    assert name.encode() == rb"caf\xe9.txt"


def test_no_more_of_a_document_is_encoded_than_is_kept() -> None:
    """Eight million characters take twenty seconds and two gigabytes; the first thousand tokens do not."""

    class Counting(BPETokenizer):
        encoded = 0

        def encode_in_pieces(self, text: str) -> Iterator[NDArray[np.int32]]:
            for piece in super().encode_in_pieces(text):
                Counting.encoded += len(piece)
                yield piece

    tokenizer = Counting(BPETokenizer.train(["∀x. x ≤ x " * 9], 270)._bpe)
    text = "∀x. x ≤ x " * 800_000
    began = time.process_time()
    (kept,) = tokenize_documents([Document("d", text)], tokenizer, 1000)
    assert len(kept.tokens) == 1000
    assert Counting.encoded < 100_000
    assert time.process_time() - began < 5


def test_finished_documents_are_counted() -> None:
    finished: list[int] = []
    tokenize_documents(
        [Document("a", "x"), Document("b", ""), Document("c", "y")], ByteTokenizer(), None, finished.append
    )
    assert finished == [1, 2, 3]
