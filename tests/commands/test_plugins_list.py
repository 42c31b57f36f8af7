from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pluggy
import pytest
from toy_plugins import Site, plugin_code

from memtrans.commands.cli import run
from memtrans.plugins import hookimpl, registry
from memtrans.plugins.hooks import GROUP, Plugin, hookspec
from memtrans.plugins.offers import MOST, offers_of

MORE = """
import click

@hookimpl
def memtrans_commands():
    return [click.Command("toy-trace")]

@hookimpl
def memtrans_environment():
    return {"toy_lanes": 8, "toy_cores": 2}
"""


@pytest.fixture(autouse=True)
def _fresh_registry() -> Iterator[None]:
    registry.cache_clear()
    yield
    registry.cache_clear()


def listed(capsys: pytest.CaptureFixture[str]) -> dict[str, dict[str, Any]]:
    assert run(["plugins", "list", "--json"]) == 0
    return {row["distribution"]: row for row in json.loads(capsys.readouterr().out)}


def test_a_row_says_what_a_distribution_adds(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.install("toy-plugin", plugin_code() + MORE)
    assert listed(capsys)["toy-plugin"] == {
        "distribution": "toy-plugin",
        "version": "1.5",
        "api": 1,
        "state": "ok",
        "reason": "",
        "adds": {"backends": ["toy"], "commands": ["toy-trace"], "facts": ["toy_lanes", "toy_cores"]},
    }


def test_our_own_is_one_row(capsys: pytest.CaptureFixture[str]) -> None:
    row = listed(capsys)["memtrans"]
    assert row["state"] == "ok"
    assert row["adds"]["backends"] == sorted(
        entry.name for entry in registry().entries() if entry.distribution == "memtrans"
    )
    assert row["adds"]["facts"] == ["bfloat16_is_fast"]


def test_several_entry_points_of_one_distribution_are_one_row(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.install("toy-plugin", plugin_code("one"), "first")
    site.install("toy-plugin", plugin_code("two"), "second")
    assert listed(capsys)["toy-plugin"]["adds"] == {"backends": ["one", "two"]}


@pytest.mark.parametrize(
    ("code", "state", "reason"),
    [
        ("1 / 0", "failed", "ZeroDivisionError"),
        ("raise SystemExit(3)", "failed", "SystemExit: 3"),
        ("x = 1", "failed", "it implements no hook"),
        (plugin_code().replace("name='toy'", "name='toy', api_version=99"), "incompatible", "API version 99"),
        (
            plugin_code() + MORE.replace("return {", "1 / 0; return {"),
            "failed",
            "its facts: its hook failed: Zero",
        ),
        (plugin_code("Bad Name"), "failed", "is not a backend name"),
    ],
)
def test_what_is_wrong_is_said_and_others_stay(
    code: str, state: str, reason: str, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.install("other-plugin", plugin_code("fine"))
    site.install("shaky-plugin", code)
    rows = listed(capsys)
    assert rows["shaky-plugin"]["state"] == state
    assert reason in rows["shaky-plugin"]["reason"]
    assert rows["other-plugin"]["state"] == rows["memtrans"]["state"] == "ok"


def test_what_still_works_of_a_failed_one_is_listed(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.install("shaky-plugin", plugin_code() + MORE.replace("return {", "1 / 0; return {"))
    assert listed(capsys)["shaky-plugin"]["adds"] == {"backends": ["toy"], "commands": ["toy-trace"]}


def test_a_disabled_one_is_listed_and_not_imported(
    site: Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MEMTRANS_DISABLE", "shaky-plugin")
    site.install("shaky-plugin", "import os; os._exit(3)")
    row = listed(capsys)["shaky-plugin"]
    assert (row["state"], row["adds"], row["api"]) == ("disabled", {}, None)
    assert "switched off by MEMTRANS_DISABLE" in row["reason"]


def test_text_has_a_line_for_each_kind_and_marks_what_cannot_be_used(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.install("toy-plugin", plugin_code(requires=("nowhere_at_all",)) + MORE)
    assert run(["plugins", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    at = lines.index("toy-plugin 1.5  ok  API 1")
    assert lines[at + 1 : at + 4] == [
        "    backends: toy (missing-dependency)",
        "    commands: toy-trace",
        "    facts: toy_lanes, toy_cores",
    ]


class LaterHooks:
    """Hooks that this version does not have."""

    @hookspec
    def memtrans_gauges(self) -> list[str]: ...

    @hookspec
    def memtrans_told(self, row: object) -> list[str]: ...


class Later:
    @hookimpl
    def memtrans_gauges(self) -> Iterator[str]:
        yield "red\x1b[31m"
        while True:
            yield "endless"

    @hookimpl
    def memtrans_told(self, row: object) -> list[str]:
        raise AssertionError("asked without what it asks for")


def test_hooks_that_come_later_show_up_by_themselves() -> None:
    manager = pluggy.PluginManager(GROUP)
    manager.add_hookspecs(LaterHooks)
    manager.register(Later())
    (offer,) = offers_of([Plugin("later", "later-plugin", "2", manager)], [])
    assert offer.state == "ok"
    assert offer.adds == {"gauges": [r"red\x1b[31m", "endless"], "told": ["later"]}
    assert MOST >= 1000
