"""What is seen of a command at work: on a terminal, and in a log."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
import time

import pytest

from memtrans.commands.progress import progress

STAGES = """
import time
from memtrans.commands.progress import progress
with progress() as shown:
    shown.show("training the tokenizer")
    for number in range(15):
        shown.show("tokenizing", number, 14, unit="documents", detail="a [bold] name")
        time.sleep(0.02)
    shown.print("a line above the bar: " + "long " * 40)
    time.sleep(0.3)
"""


def on_a_terminal(code: str, **environ: str) -> str:
    leader, follower = pty.openpty()
    environment = {**os.environ, "COLUMNS": "80", "TERM": "xterm", **environ}
    process = subprocess.Popen([sys.executable, "-c", code], stderr=follower, env=environment)
    os.close(follower)
    seen = b""
    try:
        while more := os.read(leader, 4096):
            seen += more
    except OSError:  # as Linux says that the other side has closed
        pass
    assert process.wait() == 0
    return seen.decode()


def test_a_terminal_shows_a_bar_and_keeps_whole_lines() -> None:
    seen = on_a_terminal(STAGES)
    assert "━" in seen
    assert re.search(r"tokenizing: 14 of 14 documents, a \[bold\] name \(100%, \d+ s\)\r\n", seen)
    assert "a line above the bar: " + "long " * 40 in seen


def test_a_terminal_that_cannot_draw_gets_lines() -> None:
    assert "━" not in on_a_terminal(STAGES, TERM="dumb")


def test_a_log_gets_whole_lines_at_the_begin_and_end_of_each_stage(capsys: pytest.CaptureFixture[str]) -> None:
    with progress() as shown:
        shown.show("training the tokenizer")
        for number in range(15):
            shown.show("tokenizing", number, 14, unit="documents", detail="name " * 40)
        shown.print("one thing is done")
    assert capsys.readouterr().err.splitlines() == [
        "training the tokenizer",
        "tokenizing: 0 of 14 documents, " + "name " * 40,
        "one thing is done",
        "tokenizing: 14 of 14 documents, " + "name " * 40 + " (100%, 0 s)",
    ]


def test_a_stage_that_took_long_says_how_long(capsys: pytest.CaptureFixture[str]) -> None:
    with progress() as shown:
        shown.show("loading a model")
        time.sleep(1.0)
    assert capsys.readouterr().err.splitlines() == ["loading a model", "loading a model (1 s)"]


def test_a_log_hears_of_a_stage_that_says_nothing_itself(capsys: pytest.CaptureFixture[str]) -> None:
    with progress(every=0.05) as shown:
        shown.show("training", 50, 100)
        shown.show("training", 51, 100)
        time.sleep(0.5)
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) >= 4
    assert all(re.fullmatch(r"training: 51 of 100 \(51%, \d+ s, about \d+ s left\)", line) for line in lines[1:])


def stop_while_showing() -> None:
    with progress() as shown:
        shown.show("measuring", 3, 8)
        raise KeyboardInterrupt


def test_where_it_stopped_is_said_after_an_error_too(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(KeyboardInterrupt):
        stop_while_showing()
    assert capsys.readouterr().err.splitlines()[-1] == "measuring: 3 of 8 (38%, 0 s)"
