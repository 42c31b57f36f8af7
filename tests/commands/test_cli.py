from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from toy_plugins import Site, plugin_code

from memtrans import __version__
from memtrans.commands import cli
from memtrans.errors import BackendUnavailable, BadInput, MemtransError, UsageError
from memtrans.plugins import registry


@pytest.fixture(autouse=True)
def _fresh_registry() -> Iterator[None]:
    registry.cache_clear()
    yield
    registry.cache_clear()


PLUGIN = """
import click
from memtrans import errors
from memtrans.plugins import hookimpl

@hookimpl
def memtrans_commands():
    return [{commands}]
"""


def offer(site: Site, distribution: str, body: str, name: str = "probe") -> None:
    """Install a plug-in with one command that runs `body`."""
    code = PLUGIN.format(commands=f"click.Command('{name}', callback=run, help='Probe the machine.')")
    site.install(distribution, f"{code}\ndef run():\n    {body}\n")


def test_help_imports_no_torch_and_no_command() -> None:
    code = (
        "import json, sys; from memtrans.commands.cli import COMMANDS, run; status = run(['--help']);"
        "print(json.dumps([status, [m for m in sys.modules if m in ('torch', 'numpy')],"
        "[m for m, _ in COMMANDS.values() if m in sys.modules]]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout.splitlines()[-1]) == [0, [], []]
    assert "backends" in done.stdout


def test_every_listed_command_exists_and_helps(capsys: pytest.CaptureFixture[str]) -> None:
    listed = cli.cli.list_commands(click.Context(cli.cli))
    assert "backends" in listed
    for name in listed:
        assert cli.run([name, "--help"]) == 0
        assert f"Usage: memtrans {name}" in capsys.readouterr().out


def test_short_help_in_the_table_fits_the_terminal() -> None:
    assert all(text.endswith(".") and len(text) <= 70 for _, text in cli.COMMANDS.values())


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["--version"]) == 0
    assert capsys.readouterr().out == f"memtrans {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["backend"], "'backend' is no command. Did you mean 'backends'? Commands: backends"),
        (["backends", "lst"], "No such command 'lst'"),
        (["backends", "list", "--jsn"], "No such option"),
        (["--verison"], "No such option"),
        (["backends", "show"], "Missing argument 'NAME'"),
        (["backends", "show", "exat"], "Did you mean 'exact'?"),
        ([], "Usage: memtrans"),
    ],
)
def test_wrong_usage_is_exit_2_on_stderr(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err


@pytest.mark.parametrize(
    ("raised", "status"),
    [
        (UsageError("nprobe=64 exceeds nlist=32."), 2),
        (BackendUnavailable("Backend 'x' is not installed."), 2),
        (BadInput("queries hold NaN."), 1),
        (MemtransError("a cell failed."), 1),
    ],
)
def test_errors_are_one_message_on_stderr(
    site: Site, raised: Exception, status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    offer(site, "probe-plugin", f"raise getattr(errors, {type(raised).__name__!r}, OSError){raised.args!r}")
    assert cli.run(["probe"]) == status
    out, err = capsys.readouterr()
    assert (out, err) == ("", f"memtrans: {raised}\n")


@pytest.mark.parametrize(
    ("raised", "said"),
    [
        ("OSError(28, 'No space left on device')", "No space left on device."),
        ("OSError(13, 'Permission denied', 'a/b')", "a/b: Permission denied."),
        ("OSError('said otherwise')", "said otherwise."),
    ],
)
def test_what_the_system_says_is_told_without_its_number(
    site: Site, raised: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    offer(site, "probe-plugin", f"raise {raised}")
    assert cli.run(["probe"]) == 1
    assert capsys.readouterr().err == f"memtrans: {said}\n"


def test_an_unexpected_error_keeps_its_traceback(site: Site) -> None:
    offer(site, "probe-plugin", "1 / 0")
    with pytest.raises(ZeroDivisionError):
        cli.run(["probe"])


@pytest.mark.parametrize(("body", "status"), [("return 1", 1), ("return 0", 0), ("return True", 0), ("return 'x'", 0)])
def test_a_command_says_by_its_return_value_that_a_check_failed(site: Site, body: str, status: int) -> None:
    offer(site, "probe-plugin", body)
    assert cli.run(["probe"]) == status


@pytest.mark.parametrize("raised", ["KeyboardInterrupt", "click.Abort"])
def test_interruption_is_one_sentence_and_130(site: Site, raised: str, capsys: pytest.CaptureFixture[str]) -> None:
    offer(site, "probe-plugin", f"raise {raised}")
    assert cli.run(["probe"]) == 130
    assert capsys.readouterr().err.strip() == "memtrans: interrupted; what was finished is kept."


@pytest.mark.parametrize(("number", "code", "word"), [("SIGINT", 130, "interrupted"), ("SIGTERM", 143, "terminated")])
def test_both_signals_end_any_command_cleanly(
    site: Site, number: str, code: int, word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A plug-in's too: its `finally` runs, even where a batch system says it twice."""
    send = f"os.kill(os.getpid(), signal.{number})"
    again = "os.kill(os.getpid(), signal.SIGTERM)"
    body = (
        f"import os, signal\n    try:\n        {send}\n    finally:\n        {again}\n        click.echo('tidied up')"
    )
    offer(site, "probe-plugin", body)
    assert cli.run(["probe"]) == code
    out, err = capsys.readouterr()
    assert out == "tidied up\n"
    assert err.strip() == f"memtrans: {word}; what was finished is kept."


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a file that is always full")
@pytest.mark.parametrize("arguments", [["backends", "list"], ["backends", "list", "--json"], ["--help"]])
def test_an_output_that_is_full_is_a_sentence(arguments: list[str]) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "memtrans", *arguments], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 1
    assert done.stderr == "memtrans: No space left on device.\n"


def test_a_reader_that_leaves_early_is_no_error_message() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "memtrans", "backends", "list", "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    assert process.wait() == 1
    assert said == b""


def test_plugin_commands_are_added_and_broken_ones_named(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    offer(site, "a-plugin", "click.echo('probed')")
    offer(site, "b-plugin", "click.echo('second')")
    offer(site, "c-plugin", "click.echo('hijacked')", name="train")
    site.install("d-plugin", PLUGIN.format(commands="1 / 0"))
    site.install("e-plugin", PLUGIN.format(commands="'no command'"))
    site.install("f-plugin", "raise SystemExit('loading')")
    assert cli.run(["probe"]) == 0
    out, err = capsys.readouterr()
    assert out == "probed\n"
    assert "command 'probe' of b-plugin is left out: the name is taken" in err
    assert "command 'train' of c-plugin is left out: the name is taken" in err
    assert "commands of d-plugin are left out: a hook failed: ZeroDivisionError" in err
    assert "a command of e-plugin is left out: 'no command' is no click command" in err
    assert "commands of f-plugin are left out: loading it failed: SystemExit: loading" in err
    assert len(err.splitlines()) == 5
    assert cli.run(["--help"]) == 0
    assert "Probe the machine." in capsys.readouterr().out


def test_own_commands_do_not_wait_for_plugins(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.install("slow-plugin", "raise KeyboardInterrupt")
    assert cli.run(["backends", "--help"]) == 0
    assert "slow-plugin" not in capsys.readouterr().err
    assert cli.run(["--help"]) == 0
    assert "commands of slow-plugin are left out" in capsys.readouterr().err, (
        "it raised that by itself; nobody stopped us"
    )


def test_strict_refuses_in_one_message(site: Site) -> None:
    site.install("toy-plugin", plugin_code())
    site.install("broken-plugin", "1 / 0")
    environment = {"PYTHONPATH": str(site.folder), "MEMTRANS_STRICT": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "memtrans", "backends", "list"], capture_output=True, text=True, env=environment
    )
    assert done.returncode == 1
    assert done.stderr.startswith("memtrans: MEMTRANS_STRICT=1 refuses broken-plugin:plugin is broken")
    assert "Traceback" not in done.stderr
