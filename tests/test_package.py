from __future__ import annotations

import subprocess
import sys

import pytest

import memtrans


def test_importing_it_imports_neither_torch_nor_an_index_library() -> None:
    code = "import sys, memtrans; dir(memtrans); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "memtrans" in loaded
    assert not {"torch", "numpy", "faiss", "hnswlib", "scann"} & set(loaded)


@pytest.mark.parametrize("name", memtrans.__all__)
def test_public_names_load_on_first_use(name: str) -> None:
    assert getattr(memtrans, name) is not None
    assert name in dir(memtrans)


def test_other_names_are_missing() -> None:
    with pytest.raises(AttributeError, match="module 'memtrans' has no attribute 'Memori'"):
        memtrans.Memori  # noqa: B018
