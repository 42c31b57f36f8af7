"""What MEMTRANS_DISABLE names is not even imported, where that can be known before."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from toy_plugins import TOY, Site, installed_row, plugin_code, registry_of

from memtrans.errors import BackendUnavailable
from memtrans.plugins import Registry

FACTS = "\n@hookimpl\ndef memtrans_environment():\n    return {'simd': 'avx2'}\n"


@pytest.mark.parametrize(
    "names",
    ["deadly", "toy_plugin:deadly", "toy-plugin", "Toy.Plugin", "exact , toy-plugin:deadly", "toy-plugin:deadly,"],
)
def test_a_plug_in_that_is_switched_off_is_not_imported(names: str, site: Site) -> None:
    site.install("toy-plugin", "import os; os._exit(3)", "deadly")
    code = "from memtrans.commands.cli import run; import sys; sys.exit(run(sys.argv[1:]))"
    environment = {**os.environ, "PYTHONPATH": str(site.folder), "MEMTRANS_DISABLE": names}
    for arguments in (["backends", "list", "--json"], ["--help"]):
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments], env=environment, capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, "")
        if "--json" in arguments:
            (row,) = [row for row in json.loads(done.stdout) if row["name"] == "deadly"]
            assert row == {
                "name": "deadly",
                "distribution": "toy-plugin",
                "version": "1.5",
                "api": None,
                "status": "disabled",
                "reason": "switched off by MEMTRANS_DISABLE, and not imported",
                "install": "",
            }


def test_other_plug_ins_of_its_distribution_still_work(site: Site) -> None:
    site.install("toy-plugin", "1 / 0", "deadly")
    site.install("toy-plugin", plugin_code("toy") + FACTS, "good")
    for names in ("deadly", "toy-plugin:deadly"):
        assert installed_row("toy", MEMTRANS_DISABLE=names)["status"] == "ok"
        assert "toy_plugin_deadly" not in sys.modules
        assert Registry(environ={"MEMTRANS_DISABLE": names}).environment()["toy-plugin"] == {"simd": "avx2"}
    with pytest.raises(
        BackendUnavailable, match=r"deadly. cannot be used \(disabled: switched off by MEMTRANS_DISABLE"
    ):
        Registry(environ={"MEMTRANS_DISABLE": "deadly"}).find("deadly")


def test_a_whole_distribution_adds_nothing(site: Site) -> None:
    site.install("toy-plugin", plugin_code("toy") + FACTS + "1 / 0\n", "one")
    site.install("toy-plugin", "1 / 0", "two")
    site.install("other-plugin", plugin_code("toy"))
    registry = Registry(environ={"MEMTRANS_DISABLE": "toy-plugin", "MEMTRANS_STRICT": "1"})
    assert registry.find("toy").distribution == "other-plugin"
    assert {entry.name for entry in registry.entries() if entry.distribution == "toy-plugin"} == {"one", "two"}
    assert "toy-plugin" not in registry.environment()
    assert "toy-plugin" not in dict(registry.commands())


def test_a_name_that_only_its_plug_in_knows_is_switched_off_after_the_import(site: Site) -> None:
    site.install("toy-plugin", plugin_code("toy"), "plugin")
    for names in ("toy", "toy-plugin:toy", "Toy_Plugin:toy"):
        row = installed_row("toy", MEMTRANS_DISABLE=names)
        assert (row["status"], row["reason"], row["api"]) == ("disabled", "switched off by MEMTRANS_DISABLE", 1)
    assert installed_row("toy", MEMTRANS_DISABLE="other-plugin:toy")["status"] == "ok"


def test_what_was_handed_over_is_switched_off_by_name() -> None:
    (entry,) = registry_of(TOY, MEMTRANS_DISABLE="given:toy").entries()
    assert entry.status == "disabled"


def test_first_party_backends_are_those_of_their_entry_points() -> None:
    rows = Registry(environ={"MEMTRANS_DISABLE": "faiss"}).entries()
    ours = {entry.name: entry.status for entry in rows if entry.distribution == "memtrans"}
    assert ours["faiss"] == "disabled"
    assert not any(name.startswith("faiss-") for name in ours)
    assert ours["exact"] == "ok"
