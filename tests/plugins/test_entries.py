from __future__ import annotations

import sys
import types
from dataclasses import replace

import pytest
from pydantic import BaseModel, ConfigDict
from toy_plugins import TOY, NewestKeys, Site, ToyOptions, plugin_code, registry_of

from memtrans.backend import API_VERSION, Capabilities
from memtrans.errors import BackendUnavailable
from memtrans.plugins import Registry
from memtrans.plugins.libraries import is_installed
from memtrans.remedies import pip_upgrade


def row_of(name: str, **environ: str) -> dict[str, str | int | None]:
    (entry,) = Registry(environ=environ).providers(name)
    return entry.as_json()


def test_ok(site: Site) -> None:
    site.install("toy-plugin", plugin_code())
    assert row_of("toy") == {
        "name": "toy",
        "distribution": "toy-plugin",
        "version": "1.5",
        "api": API_VERSION,
        "status": "ok",
        "reason": "",
        "install": "pip install toy",
    }


def test_missing_dependency_is_found_without_importing(site: Site) -> None:
    (site.folder / "heavy").mkdir()
    (site.folder / "heavy" / "__init__.py").write_text("raise SystemExit('imported')")
    (site.folder / "heavy" / "there.py").write_text("raise SystemExit('imported')")
    site.install("toy-plugin", plugin_code("present", ("heavy", "heavy.there")))
    site.install("other-plugin", plugin_code("absent", ("heavy.gone", "heavy", "nowhere_at_all.x")))
    assert row_of("present")["status"] == "ok"
    row = row_of("absent")
    assert row["status"] == "missing-dependency"
    assert row["reason"] == "not installed: heavy.gone, nowhere_at_all.x"
    assert row["install"] == "pip install toy"
    assert "heavy" not in sys.modules


def test_a_folder_with_the_librarys_name_is_not_the_library(site: Site) -> None:
    (site.folder / "usearch_like").mkdir()
    assert not is_installed("usearch_like")
    assert is_installed("json.decoder")
    assert is_installed("sys")


@pytest.mark.parametrize("names", ["toy", "other, toy", "toy-plugin:toy"])
def test_disabled(site: Site, names: str) -> None:
    site.install("toy-plugin", plugin_code())
    assert row_of("toy", MEMTRANS_DISABLE=names)["status"] == "disabled"
    with pytest.raises(BackendUnavailable, match="disabled: switched off by MEMTRANS_DISABLE"):
        Registry(environ={"MEMTRANS_DISABLE": names}).find("toy")
    assert row_of("toy", MEMTRANS_DISABLE="to,toyish")["status"] == "ok"


def test_two_providers_are_a_conflict_until_one_is_named(site: Site) -> None:
    site.install("first-plugin", plugin_code())
    site.install("Second.Plugin", plugin_code())
    registry = Registry(environ={})
    statuses = {entry.distribution: entry.status for entry in registry.providers("toy")}
    assert statuses == {"first-plugin": "conflict", "second-plugin": "conflict"}
    with pytest.raises(BackendUnavailable, match="by first-plugin and second-plugin; write 'first-plugin:toy' or"):
        registry.find("toy")
    assert registry.find("second-plugin:toy").distribution == "second-plugin"
    assert registry.find("Second_Plugin:toy").distribution == "second-plugin"
    assert Registry(environ={"MEMTRANS_DISABLE": "first-plugin:toy"}).find("toy").distribution == "second-plugin"


def test_a_conflict_does_not_depend_on_what_is_installed(site: Site) -> None:
    site.install("first-plugin", plugin_code())
    site.install("second-plugin", plugin_code(requires=("nowhere_at_all",)))
    with pytest.raises(BackendUnavailable, match="provided 2 times"):
        Registry(environ={}).find("toy")
    assert Registry(environ={}).find("first-plugin:toy").status == "ok"
    with pytest.raises(BackendUnavailable, match="not installed: nowhere_at_all"):
        Registry(environ={}).find("second-plugin:toy")


def test_one_distribution_offering_a_name_twice_is_a_conflict_in_any_spelling() -> None:
    registry = registry_of(TOY, TOY)
    assert [entry.reason for entry in registry.entries()] == [
        "also provided by given; its distribution should offer it once"
    ] * 2
    for name in ("toy", "given:toy"):
        with pytest.raises(BackendUnavailable, match="provided 2 times, by given; it should be offered once"):
            registry.find(name)


@pytest.mark.parametrize("version", [0, 2, 99, "1", None])
def test_incompatible(version: object) -> None:
    (entry,) = registry_of(replace(TOY, api_version=version)).entries()
    row = entry.as_json()
    assert row["status"] == "incompatible"
    assert f"{version!r}; this memtrans speaks {API_VERSION}" in str(row["reason"])
    newer = isinstance(version, int) and version > API_VERSION
    assert row["install"] == pip_upgrade("memtrans" if newer else "given")


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("raise ImportError('libhnsw.so is\\n missing')", "loading it failed: ImportError: libhnsw.so is missing"),
        ("import nowhere_at_all", "ModuleNotFoundError"),
        ("raise SystemExit(3)", "loading it failed: SystemExit: 3"),
        ("def (", "SyntaxError"),
        ("class Odd(BaseException): ...\nraise Odd", "loading it failed: Odd"),
        ("x = 1", "it implements no hook"),
        ("def memtrans_backends(): return []", "it implements no hook"),
        ("from memtrans.plugins import hookimpl\n@hookimpl\ndef memtrans_backend(): return []", "unknown hook"),
        ("from memtrans.plugins import hookimpl\n@hookimpl\ndef memtrans_backends(extra): return []", "extra"),
        ("from memtrans.plugins import hookimpl\n@hookimpl\ndef memtrans_backends(): raise SystemExit", "SystemExit"),
        ("from memtrans.plugins import hookimpl\n@hookimpl\ndef memtrans_backends(): return 3", "not iterable"),
        ("from memtrans.plugins import hookimpl\n@hookimpl\ndef memtrans_backends(): return ['toy']", "no BackendSpec"),
        (
            "from memtrans.plugins import hookimpl\n@hookimpl\ndef memtrans_backends():\n  yield 1/0",
            "ZeroDivisionError",
        ),
    ],
)
def test_one_broken_plugin_is_one_row(site: Site, code: str, reason: str) -> None:
    site.install("broken-plugin", code, "shaky")
    site.install("toy-plugin", plugin_code())
    row = row_of("shaky")
    assert row["status"] == "broken"
    assert row["api"] is None
    assert reason in str(row["reason"])
    assert "\n" not in str(row["reason"])
    assert row["install"] == "pip install --upgrade broken-plugin"
    assert row_of("toy")["status"] == "ok"


def test_ctrl_c_is_not_swallowed_and_names_the_plug_in(site: Site) -> None:
    site.install("slow-plugin", "import signal\nsignal.raise_signal(signal.SIGINT)", "slow")
    with pytest.raises(
        KeyboardInterrupt, match="loading the plug-in 'slow' of slow-plugin; MEMTRANS_DISABLE=slow-plug"
    ):
        Registry(environ={}).load()


class Lenient(BaseModel):
    nprobe: int = 8


class Undescribed(BaseModel):
    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True)
    module: types.ModuleType = sys


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"name": "Toy"}, "name='Toy' is not a backend name"),
        ({"name": "a:b"}, "name='a:b' is not a backend name"),
        ({"name": "memory"}, "name='memory' is a word of the config"),
        ({"name": None}, "name=None is not"),
        ({"kind": "idx"}, "kind='idx' is unknown"),
        ({"factory": NewestKeys}, "names no class; write 'package.module:Class'"),
        ({"factory": "package.module"}, "names no class"),
        ({"requires": "usearch"}, "requires='usearch' should be a tuple"),
        ({"requires": (1,)}, "should be a tuple"),
        ({"install": None}, "should be texts"),
        ({"options": dict}, "should be a class derived from pydantic.BaseModel"),
        ({"options": ToyOptions()}, "should be a class derived from pydantic.BaseModel"),
        ({"options": Lenient}, "options=Lenient accepts unknown keys"),
        ({"options": Undescribed}, "its description cannot be checked: PydanticInvalidForJsonSchema"),
        ({"capabilities": {}}, "should be a memtrans.backend.Capabilities"),
        ({"capabilities": Capabilities(devices="cpu")}, "devices='cpu' should be a tuple"),
        ({"capabilities": Capabilities(past_queries=-1)}, "past_queries=-1 should be a whole number from 0 to"),
        ({"capabilities": Capabilities(past_queries=True)}, "should be a whole number"),
        ({"capabilities": Capabilities(exhaustive=["nprobe"])}, "should map options to values"),
        ({"capabilities": Capabilities(exhaustive={"nprob": 1})}, "options that do not exist: nprob"),
    ],
)
def test_a_malformed_description_is_broken_with_the_rule_it_breaks(change: dict[str, object], reason: str) -> None:
    registry = registry_of(replace(TOY, **change), replace(TOY, name="healthy"))
    (row,) = (entry.as_json() for entry in registry.entries() if entry.name != "healthy")
    assert row["status"] == "broken"
    assert reason in str(row["reason"])
    assert registry.find("healthy").status == "ok"


def test_unreadable_metadata_is_a_row_and_foreign_metadata_is_ignored(site: Site) -> None:
    for name, content in {
        "ours": b"[memtrans]\nno equals sign\n",
        "theirs": b"[console_scripts]\nno equals sign\n",
    }.items():
        info = site.folder / f"{name}-1.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n")
        (info / "entry_points.txt").write_bytes(content)
    rows = [entry.as_json() for entry in Registry(environ={}).entries() if entry.distribution == "unknown"]
    assert [row["status"] for row in rows] == ["broken"]
    assert "its metadata cannot be read" in str(rows[0]["reason"])
