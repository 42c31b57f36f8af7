"""The old file or the new one, and nothing beside."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from memtrans.data.atomic import write_atomically


def test_text_is_written_byte_for_byte(tmp_path: Path) -> None:
    write_atomically(tmp_path / "new" / "file", "∀\r\n\x00")
    assert (tmp_path / "new" / "file").read_bytes() == "∀\r\n\x00".encode()


def test_a_failed_write_keeps_the_old_file_alone(tmp_path: Path) -> None:
    write_atomically(tmp_path / "file", "old")
    with pytest.raises(UnicodeEncodeError):
        write_atomically(tmp_path / "file", "new \ud800")
    assert os.listdir(tmp_path) == ["file"]
    assert (tmp_path / "file").read_text() == "old"
