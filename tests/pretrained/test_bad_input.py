"""One clear sentence for what cannot be."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tiny_pretrained import attach_small, tiny

import memtrans
from memtrans.errors import MemtransError
from memtrans.remedies import pip_install

WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "layer": ({"layers": [0, 2]}, r"layers=\[0, 2\] names 2; llama can have a memory in layers 0–1"),
    "negative layer": ({"layers": [-1]}, r"names -1; llama can"),
    "layers by name": ({"layers": "some"}, "names 's'"),
    "no layers": ({"layers": []}, "layers names none"),
    "window": ({"window": 500, "step": 13}, "window=500 and step=13 tokens are more than the 512 .*choose less"),
    "window below 0": ({"window": -1}, "window=-1 is too small"),
    "step": ({"step": 0}, "step=0 is too small"),
    "sinks": ({"sinks": 9}, "sinks=9 are more than a step of 8 tokens"),
    "memory": ({"memory": -1}, "memory=-1 is too small"),
    "neighbours": ({"neighbours": 0}, "neighbours=0 is too small"),
    "policy": ({"positions": "fixd"}, "positions='fixd' is unknown; .*Did you mean 'fixed'"),
    "distance": ({"positions": "fixed", "distance": 512}, "distance=512 is out of range; choose one from 0 to 511"),
    "distance below 0": ({"positions": "fixed", "distance": -1}, "distance=-1 is out of range"),
    "group": ({"positions": "group", "group": 0}, "group=0 is too small"),
    "backend": ({"backend": "hnws"}, "Backend 'hnws'.*Did you mean 'hnsw'"),
    "option": ({"backend": "exact", "options": {"ef": 3}}, "ef"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_attached(name: str) -> None:
    given, said = WRONG[name]
    model = tiny()
    with pytest.raises(MemtransError, match=said) as refused:
        attach_small(model, **given)
    assert "\n" not in str(refused.value)
    attach_small(model).detach()


ASK = "import sys; sys.path[:0] = sys.argv[1:]; from memtrans.pretrained import attach"


def asked(*path: Path, isolated: bool = False) -> str:
    """What a new interpreter says that looks for packages there first."""
    flags = ["-I", "-S"] if isolated else ["-I"]
    done = subprocess.run([sys.executable, *flags, "-c", ASK, *map(str, path)], capture_output=True, text=True)
    assert done.returncode
    return done.stderr.strip().splitlines()[-1]


@pytest.mark.parametrize("version", ["4.57.1", "3.0.2.dev0"])
def test_transformers_too_old(tmp_path: Path, version: str) -> None:
    info = tmp_path / f"transformers-{version}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: transformers\nVersion: {version}\n")
    said = asked(tmp_path, Path(memtrans.__file__).parent.parent)
    assert (
        f"needs transformers 5 or later, and transformers is {version}: {pip_install('memtrans[pretrained]')}" in said
    )


def test_transformers_missing() -> None:
    said = asked(Path(memtrans.__file__).parent.parent, isolated=True)
    assert "transformers is not installed: pip install 'memtrans[pretrained]'" in said
