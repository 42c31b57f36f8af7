"""An edited plug-in is another one, whatever its version says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from comparisons import compare, rows, write_sweep
from toy_plugins import Site, plugin_code

from memtrans.plugins import Registry, registry
from memtrans.plugins.contents import Contents, contents_of

INDEX = """
import numpy as np
from memtrans.backend import BackendSpec
from memtrans.options import Options
from memtrans.plugins import hookimpl

class Index:
    def __init__(self, options, setup): pass
    def build(self, keys): self.keys = keys.copy()
    def search(self, queries, k): return np.argsort(-(queries @ self.keys.T), axis=1)[:, :k]
    def nbytes(self): return 0

@hookimpl
def memtrans_backends():
    return [BackendSpec(name="edited", factory=__name__ + ":Index", options=Options)]
"""


def contents(name: str = "toy") -> Contents:
    (entry,) = Registry().load().providers(name)
    return contents_of(entry)


def test_ours_are_known_by_version_and_commit() -> None:
    (exact,) = Registry().load().providers("exact")
    assert contents_of(exact) == Contents("", {})


def test_every_file_of_the_package_counts_and_no_other(site: Site) -> None:
    site.install("toy-plugin", "from toy_package import *\n")
    package = site.folder / "toy_package"
    package.mkdir()
    (package / "__init__.py").write_text(plugin_code().replace("nowhere:Index", "toy_package.index:Index"))
    first = contents()
    assert first == contents()
    assert len(first.digest) == 16
    (package / "index.py").write_text("class Index: ...\n")
    second = contents()
    (package / "table.bin").write_bytes(b"\0")
    third = contents()
    assert len({first.digest, second.digest, third.digest}) == 3
    (package / "__pycache__").mkdir(exist_ok=True)
    (package / "__pycache__" / "index.cpython-399.pyc").write_bytes(b"1")
    (package / ".cache").write_bytes(b"1")
    (site.folder / "another.py").write_text("")
    assert contents() == third


def test_where_a_list_of_files_is_kept_it_is_what_counts(site: Site) -> None:
    site.install("toy-plugin", plugin_code())
    (site.folder / "beside.py").write_text("a = 1")
    unlisted = contents()
    info = site.folder / "toy_plugin-1.5.dist-info"
    (info / "RECORD").write_text("toy_plugin_plugin.py,,\nbeside.py,,\ntoy_plugin-1.5.dist-info/METADATA,,\n")
    listed = contents()
    (site.folder / "beside.py").write_text("a = 2")
    assert len({unlisted.digest, listed.digest, contents().digest}) == 3
    (info / "METADATA").write_text((info / "METADATA").read_text() + "Summary: other\n")
    assert contents().digest == contents().digest


def test_what_it_requires_stands_beside_it(site: Site) -> None:
    site.install("toy-plugin", plugin_code())
    info = site.folder / "toy_plugin-1.5.dist-info" / "METADATA"
    required = ["memtrans>=0.1", "numpy (>=1.20)", "nowhere-at-all", "torch ; extra == 'gpu'"]
    info.write_text(info.read_text() + "".join(f"Requires-Dist: {each}\n" for each in required))
    assert list(contents().depends) == ["numpy"]


@pytest.fixture
def config(site: Site, tmp_path: Path) -> Iterator[Path]:
    """A config whose two cells, of exact search and of a plug-in's index, were measured."""
    registry.cache_clear()
    site.install("memtrans-edited", INDEX)
    path = write_sweep(tmp_path)
    text = path.read_text().replace("[exact, dial]", "[exact, edited]").split("dial:")[0]
    text = text.replace("[0, 32, 64]", "32").replace(f", {tmp_path}/plain]", "]")
    path.write_text(text)
    assert compare(path) == 0
    yield path
    registry.cache_clear()


def test_an_edited_plugin_is_another_cell_and_both_can_be_told_apart(
    config: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    exact, before = rows(config)
    assert (exact["contents"], exact["request"]) == (None, exact["cell"])
    assert before["request"] != before["cell"]

    registry.cache_clear()
    (site.folder / "memtrans_edited_plugin.py").write_text(INDEX + "# edited\n")
    capsys.readouterr()
    assert compare(config, "--dry-run") == 0
    assert "to run: memtrans-edited 1.5 has changed since it was measured" in capsys.readouterr().out
    assert compare(config) == 0
    told = capsys.readouterr()
    assert "1 of the missing cells: memtrans-edited 1.5 has changed since it was measured" in told.err
    after = rows(config)[2]
    assert after["request"] == before["request"]
    assert after["contents"] != before["contents"]
    for row in (before, after):
        assert f"| edited contents={row['contents'][:6]} " in told.out, "no two rows look alike"
    assert "contents of memtrans-edited differs" in told.out


def test_rows_from_before_are_kept_and_said_to_be_of_unknown_contents(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    later = ("request", "contents", "depends", "cell_s")
    kept = [{key: row[key] for key in row if key not in later} for row in rows(config)]
    old = [row | {"schema": 3, "cell": now["request"]} for row, now in zip(kept, rows(config))]
    (config.parent / "out" / "results.jsonl").write_text("".join(json.dumps(row) + "\n" for row in old))
    capsys.readouterr()
    assert compare(config) == 0
    told = capsys.readouterr()
    assert "2 cells, 1 of them finished before" in told.err, "ours are the cells they were"
    assert "memtrans-edited 1.5 was measured before its contents were recorded" in told.err
    assert len(rows(config)) == 3
    assert "| edited contents=unknow" in told.out
