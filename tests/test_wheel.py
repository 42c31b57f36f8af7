"""What a wheel says on an index page, where no file lies beside the README, and what it brings."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from memtrans import __version__

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    options = ["--quiet", "--no-index", "--no-deps", "--no-build-isolation", "--disable-pip-version-check"]
    command = [sys.executable, "-m", "pip", "wheel", *options, "--wheel-dir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return zipfile.ZipFile(next(folder.glob("*.whl")))


@pytest.fixture(scope="module")
def metadata(wheel: zipfile.ZipFile) -> str:
    return wheel.read(f"memtrans-{__version__}.dist-info/METADATA").decode()


def test_no_link_of_the_index_page_is_relative(metadata: str) -> None:
    assert "Description-Content-Type: text/markdown" in metadata
    page = metadata.partition("\n\n")[2]
    relative = [target for target in re.findall(r"\]\(([^)]+)\)", page) if not re.match(r"https?:", target)]
    assert not relative
    assert not re.search(r"(src|href)=", page)


def test_the_index_page_says_the_rest_of_the_readme(metadata: str) -> None:
    page = metadata.partition("\n\n")[2]
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert page.startswith("# memtrans\n\n*Paths in this text are those of the source")
    plain = [paragraph for paragraph in readme.split("\n\n")[1:] if "](" not in paragraph]
    assert len(plain) > 20
    assert all(paragraph in page for paragraph in plain)
    assert "How to write a plug-in (`docs/plugins.md`)" in page
    assert "*Figure: `benchmarks/results/figure.svg`*" in page


def test_addresses_are_real_or_there_are_none(metadata: str) -> None:
    urls = re.findall(r"^Project-URL: .*", metadata.partition("\n\n")[0], re.MULTILINE)
    assert all(re.search(r", https://(?!example\.)[\w.-]+\.\w+/", url) for url in urls)


def test_a_wheel_brings_code_alone(wheel: zipfile.ZipFile) -> None:
    tops = {name.split("/")[0] for name in wheel.namelist()}
    assert tops == {"memtrans", "memtrans_backends", f"memtrans-{__version__}.dist-info"}
