"""What a backend requires may come from several distributions; the one that answered is found and written down."""

from __future__ import annotations

import base64
import hashlib
import importlib
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from toy_plugins import TOY, Site, only, plugin_code, registry_of

from memtrans.commands.cli import run
from memtrans.plugins import registry
from memtrans.plugins.libraries import answering, find_missing, is_installed, libraries_of, providers


def install(where: Path, distribution: str, version: str, files: dict[str, str]) -> None:
    """As an installer does it: files, and a record of them. What lies there already is overwritten."""
    info = where / f"{distribution.replace('-', '_')}-{version}.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: {version}\n")
    lines = [f"{info.name}/METADATA,,"]
    for name, content in files.items():
        (where / name).parent.mkdir(parents=True, exist_ok=True)
        (where / name).write_text(content)
        digest = base64.urlsafe_b64encode(hashlib.sha256(content.encode()).digest()).decode().rstrip("=")
        lines.append(f"{name},sha256={digest},{len(content)}")
    (info / "RECORD").write_text("\n".join(lines) + "\n")
    importlib.invalidate_caches()
    providers.cache_clear()


@pytest.fixture
def folder(site: Site) -> Iterator[Path]:
    """On the path; nothing is remembered of what lay in another one."""
    providers.cache_clear()
    registry.cache_clear()
    yield site.folder
    providers.cache_clear()
    registry.cache_clear()


@pytest.mark.parametrize("name", ["hens", "hens-core"])
def test_a_module_may_come_from_any_distribution(folder: Path, name: str) -> None:
    assert find_missing(["hens"]) == ["hens"]
    install(folder, name, "2.5", {"hens/__init__.py": ""})
    assert find_missing(["hens"]) == []
    assert libraries_of(["hens"]) == {"hens": f"{name} 2.5"}


def test_of_several_modules_one_will_do(folder: Path) -> None:
    requires = ("json", ("hens", "chroma_hens"))
    assert find_missing(requires) == ["hens or chroma_hens"]
    install(folder, "chroma-hens", "1.0", {"chroma_hens.py": "raise SystemExit('imported')"})
    assert answering(("hens", "chroma_hens")) == "chroma_hens"
    assert libraries_of(requires) == {"json": None, "chroma_hens": "chroma-hens 1.0"}
    install(folder, "hens", "3.0", {"hens.py": ""})
    assert answering(("hens", "chroma_hens")) == "hens", "in the order in which they are named"


def test_of_two_that_wrote_to_one_place_the_one_whose_files_lie_there_answers(folder: Path) -> None:
    install(folder, "hens", "1.4", {"hens/__init__.py": "", "hens/lib.so": "slow"})
    install(folder, "hens-core", "0.2", {"hens/__init__.py": "", "hens/lib.so": "fast"})
    assert libraries_of(["hens"]) == {"hens": "hens-core 0.2"}
    (folder / "hens" / "lib.so").write_text("mended by hand")
    providers.cache_clear()
    assert sorted(providers("hens").items()) == [("hens", "1.4"), ("hens-core", "0.2")], "it cannot be told"
    (folder / "hens" / "lib.so").unlink()
    providers.cache_clear()
    assert len(providers("hens")) == 2


def test_one_that_lies_behind_another_on_the_path_does_not_answer(
    folder: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(folder, "hens", "1.4", {"hens/__init__.py": ""})
    front = tmp_path_factory.mktemp("front")
    install(front, "hens-core", "0.2", {"hens/__init__.py": ""})
    monkeypatch.syspath_prepend(str(front))
    providers.cache_clear()
    assert libraries_of(["hens"]) == {"hens": "hens-core 0.2"}


def test_a_name_that_ends_like_another_is_another(folder: Path) -> None:
    install(folder, "coop", "1.0", {"coop/hens/__init__.py": "", "coop/__init__.py": ""})
    (folder / "hens").mkdir()
    (folder / "hens" / "__init__.py").write_text("")
    assert libraries_of(["hens", "coop.hens"]) == {"hens": None, "coop.hens": "coop 1.0"}
    assert is_installed("coop.hens")


@pytest.mark.parametrize("requires", ["hens", ("",), ((),), (("hens", 3),), (["hens", "ducks"],), (3,), None])
def test_what_is_no_requirement_is_refused_in_words(requires: object) -> None:
    row = only(registry_of(replace(TOY, requires=requires)))
    assert row["status"] == "broken"
    assert f"requires={requires!r} should be a tuple of module names" in str(row["reason"])


def test_a_missing_alternative_is_said_as_one(folder: Path) -> None:
    spec = replace(TOY, requires=(("hens", "chroma_hens"), "json"))
    row = only(registry_of(spec))
    assert (row["status"], row["reason"]) == ("missing-dependency", "not installed: hens or chroma_hens")
    install(folder, "chroma-hens", "1.0", {"chroma_hens.py": ""})
    assert only(registry_of(spec))["status"] == "ok"


def test_show_names_the_library_that_answers(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    install(folder, "hens-core", "0.2", {"hens/__init__.py": ""})
    Site(folder).install("toy-plugin", plugin_code(requires=("hens", "json")))
    assert run(["backends", "show", "toy"]) == 0
    assert "hens from hens-core 0.2, json from an unknown distribution" in capsys.readouterr().out
    assert run(["backends", "show", "toy", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["libraries"] == {"hens": "hens-core 0.2", "json": None}
