"""One hostile plug-in is one row with its name and a reason; everybody else keeps working."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hostile_plugins import LISTED, TAKEN, Hostile, install, memtrans
from toy_plugins import Site, plugin_code

STATE_READ = """
import json, logging, os, random, signal, sys, warnings
import numpy, torch
torch.set_num_threads(3)

def read():
    return [
        os.getcwd(), dict(os.environ), repr(random.getstate()), repr(numpy.random.get_state()), numpy.geterr(),
        torch.get_rng_state().sum().item(), str(torch.get_default_dtype()), torch.get_num_threads(),
        torch.is_grad_enabled(), logging.root.level, logging.root.handlers, logging.root.manager.disable,
        repr([each for each in warnings.filters if each[1] is None and each[3] is None]), sys.getrecursionlimit(),
        sys.stdout is stdout, str(signal.getsignal(signal.SIGINT)), memtrans.backend.API_VERSION,
        id(memtrans.plugins.registry_module.Registry.find),
    ]

import memtrans.backend, memtrans.plugins
memtrans.plugins.registry_module = sys.modules["memtrans.plugins.registry"]
stdout = sys.stdout
before = read()
from memtrans.commands.cli import run
status = run(["backends", "list", "--json"])
after = read()
print(json.dumps([status, [[a, b] for a, b in zip(before, after) if a != b]]), file=sys.stderr)
"""


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], str, Any]:
    """Rows by distribution, and what else the process had to say: all hostile plug-ins at once, and a sound one."""
    site = Site(tmp_path_factory.mktemp("site"))
    install(site, *LISTED, *TAKEN)
    site.install("sound-plugin", plugin_code("sound"))
    done = memtrans(site, code=STATE_READ)
    said = done.stderr.splitlines()
    rows = json.loads(done.stdout)
    return (
        {row["distribution"]: row for row in rows if row["distribution"] != "memtrans"},
        done.stderr,
        json.loads(said[-1]),
    )


@pytest.mark.parametrize("plugin", LISTED, ids=lambda plugin: plugin.name)
def test_it_is_listed_with_a_reason(listed: tuple[dict[str, Any], str, Any], plugin: Hostile) -> None:
    row = listed[0][plugin.distribution]
    assert row["status"] == plugin.status
    assert plugin.reason in row["reason"]
    assert row["reason"].isprintable()
    assert row["name"].isprintable()
    assert len(row["reason"]) < 500
    assert len(row["name"]) < 100


def test_everybody_else_keeps_working(listed: tuple[dict[str, Any], str, Any]) -> None:
    rows, said, (status, changed) = listed
    assert (rows["sound-plugin"]["status"], rows["sound-plugin"]["reason"]) == ("ok", "")
    assert status == 0
    assert changed == []
    for greeting in ("hello from a plug-in", "hello from below", "hello from a child"):
        assert greeting in said, "what it says is not lost"


@pytest.mark.parametrize("plugin", TAKEN, ids=lambda plugin: plugin.name)
def test_a_taken_name_is_nobodys(listed: tuple[dict[str, Any], str, Any], plugin: Hostile) -> None:
    row = listed[0][plugin.distribution]
    assert row["status"] == plugin.status
    assert plugin.reason in row["reason"]
