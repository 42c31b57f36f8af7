"""`memtrans`: finds the subcommand that was asked for, imports only that, and turns errors into one message.

Exit codes: 0; 1 a cell or a check failed; 2 wrong usage or config; 130 interrupted; 143 terminated. A command that
finds a failed cell or check says so by returning 1.
"""

from __future__ import annotations

import importlib.util
import os
import re
import sys
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from io import TextIOWrapper
from typing import Any, NoReturn

import click

from memtrans import __version__
from memtrans.commands.stopping import stoppable
from memtrans.errors import MemtransError, Terminated, UsageError, did_you_mean
from memtrans.plugins.guard import Failure, attempt, plain, quote

COMMANDS = {
    "backends": ("memtrans.commands.backends", "List the installed backends, or show one with its options."),
    "plugins": ("memtrans.commands.plugins", "List what each plug-in adds, or begin a new one."),
    "data": ("memtrans.commands.data", "List and fetch corpora of long documents."),
    "models": ("memtrans.commands.models", "List and fetch pretrained models."),
    "train": ("memtrans.commands.train", "Train a memorizing transformer."),
    "export": ("memtrans.commands.export", "Write a trained model without what only resuming needs."),
    "eval": ("memtrans.commands.eval", "Measure perplexity over memory sizes and backends."),
    "compare": ("memtrans.commands.compare", "Run a sweep of backends, memory sizes and options into one table."),
    "plot": ("memtrans.commands.plot", "Draw the loss of a sweep's cells against their recall."),
    "trace": ("memtrans.commands.trace", "Record what goes through a model's memory, to replay it."),
    "conformance": ("memtrans.commands.conformance", "Check that a backend keeps its promises."),
}
"""Name → (module, short help). The help is here so that listing the commands imports none of them."""

INTERRUPTED = 128 + 2
TERMINATED = 128 + 15
"""As a shell counts signals. Batch systems read in 143 that a job ended because it was told to, and not by a fault; 130
would say that somebody had pressed Ctrl-C."""

PLUGINS = "memtrans.plugin_commands"

COMMAND = re.compile(r"\w[\w-]{,39}")
"""How a plug-in may call a command."""


class Commands(click.Group):
    """Subcommands by name: those of the table that are there, then those of plug-ins."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        own = [name for name, (module, _) in COMMANDS.items() if importlib.util.find_spec(module)]
        return own + sorted(_plugin_commands(ctx))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return _plugin_commands(ctx).get(cmd_name)
        module, _ = COMMANDS[cmd_name]
        if importlib.util.find_spec(module) is None:
            return None
        command: click.Command = import_module(module).command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            known = self.list_commands(ctx)
            ctx.fail(f"'{name}' is no command.{did_you_mean(name, known)} Commands: {', '.join(known)}.")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        plugins = _plugin_commands(ctx)
        rows = [
            (name, _short_help(plugins[name]) if name in plugins else COMMANDS[name][1])
            for name in self.list_commands(ctx)
        ]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


def _plugin_commands(ctx: click.Context) -> dict[str, click.Command]:
    """Commands of plug-ins by name, asked for once per command line; what cannot be used is said on stderr."""
    if PLUGINS not in ctx.meta:
        ctx.meta[PLUGINS] = _ask_plugins()
    commands: dict[str, click.Command] = ctx.meta[PLUGINS]
    return commands


def _ask_plugins() -> dict[str, click.Command]:
    from memtrans.plugins import registry

    commands: dict[str, click.Command] = {}
    for distribution, command in registry().commands():
        if isinstance(command, Failure):
            _warn(f"commands of {distribution} are left out: {command.reason}")
            continue
        name = attempt("its name cannot be read", partial(_name_of, command))
        if isinstance(name, Failure) or not name:
            _warn(f"a command of {distribution} is left out: {quote(command)} is no click command with a name")
        elif name in COMMANDS or name in commands:
            _warn(f"command '{name}' of {distribution} is left out: the name is taken")
        else:
            commands[name] = command
    return commands


def _name_of(command: Any) -> str:
    """What a command is called by; nothing if it is no command, or no name for one."""
    named = isinstance(command, click.Command) and isinstance(command.name, str)
    return command.name if named and COMMAND.fullmatch(command.name) else ""


def _short_help(command: click.Command) -> str:
    said = attempt("its help cannot be read", partial(command.get_short_help_str, limit=80))
    return said.reason if isinstance(said, Failure) else plain(said, 80)


def _warn(message: str) -> None:
    click.echo(f"memtrans: {message}", err=True)


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="A memorizing transformer whose memory is any nearest-neighbour index.",
)
@click.version_option(__version__, prog_name="memtrans", message="%(prog)s %(version)s")
def cli() -> None: ...


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command line (that of the process by default) and return its exit code."""
    try:
        with stoppable() as stop:
            status: Any = cli.main(arguments, prog_name="memtrans", standalone_mode=False, obj=stop)
            sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt) as error:
        return _ended("interrupted", error, INTERRUPTED)
    except Terminated as error:
        return _ended("terminated", error, TERMINATED)
    except MemtransError as error:
        click.echo(f"memtrans: {error}", err=True)
        return 2 if isinstance(error, UsageError) else 1
    except OSError as error:
        return _io_failed(error)
    return status if type(status) is int else 0


def _ended(how: str, error: BaseException, status: int) -> int:
    """Say so, and whose code was at work, if it was a plug-in's. click turns an interrupt into an error of its own."""
    whose = str(error) or str(error.__context__ or "")
    click.echo(f"memtrans: {how}{f' while {whose}' if whose else ''}; what was finished is kept.", err=True)
    return status


def _io_failed(error: OSError) -> int:
    if not isinstance(error, BrokenPipeError):  # else the reader has left, and nobody is there to be told
        where = f"{error.filename}: " if error.filename else ""
        click.echo(f"memtrans: {where}{error.strerror or error}.", err=True)
    try:
        sys.stdout.flush()
    except OSError:
        # Python would complain about it once more when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1


def main() -> NoReturn:
    """The entry point of the console script."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # names of files need not be UTF-8
    sys.exit(run())
