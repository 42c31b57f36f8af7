"""How far a command is, on stderr: a bar on a terminal, elsewhere whole lines every so often."""

from __future__ import annotations

import sys
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TextIO, final

from rich.console import Console
from rich.progress import BarColumn, TaskID, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as RichProgress

EVERY = 10.0
"""Seconds from one line to the next where there is no terminal."""

WORTH_A_LINE = 1.0
"""Seconds from which on a stage that counts nothing says how long it took."""


@dataclass
class Stage:
    """One thing that a command does. `first`: what was done of it before it began, as by a run that goes on."""

    name: str
    began: float
    first: int
    done: int
    total: int | None
    unit: str
    detail: str

    def text(self) -> str:
        """`tokenizing: 3 of 14 documents, chapter.txt`."""
        unit = f" {self.unit}" if self.unit else ""
        counted = [f"{self.done:,} of {self.total:,}{unit}"] if self.total else []
        said = ", ".join([*counted, *([self.detail] if self.detail else [])])
        return f"{self.name}: {said}" if said else self.name

    @property
    def seconds(self) -> float:
        """Since it began."""
        return time.monotonic() - self.began

    def line(self) -> str:
        """With the share that is done, the time it took and the time that the rest will take at this pace."""
        seconds = self.seconds
        facts = [f"{self.done / self.total:.0%}"] if self.total else []
        facts.append(duration(seconds))
        if self.total and self.first < self.done < self.total:
            left = seconds * (self.total - self.done) / (self.done - self.first)
            facts.append(f"about {duration(left)} left")
        return f"{self.text()} ({', '.join(facts)})"


class Display(ABC):
    """Where progress is shown."""

    @abstractmethod
    def begin(self, stage: Stage) -> None: ...

    @abstractmethod
    def update(self, stage: Stage) -> None: ...

    @abstractmethod
    def print(self, line: str) -> None: ...


@final
class Progress:
    """What a command tells of itself while it works; made by `progress`."""

    def __init__(self, display: Display) -> None:
        self._display = display
        self._stage: Stage | None = None
        self._said = 0.0
        self._turn = threading.Lock()

    def show(self, stage: str, done: int = 0, total: int | None = None, *, unit: str = "", detail: str = "") -> None:
        """So much of this stage is done; another name than before begins a stage and ends the one before.

        total: of what `done` counts, in `unit`; None where it cannot be known.
        """
        with self._turn:
            now = self._stage
            if now is None or now.name != stage:
                self._end()
                now = self._stage = Stage(stage, time.monotonic(), done, done, total, unit, detail)
                self._display.begin(now)
                self._said = now.began
            else:
                now.done, now.total, now.unit, now.detail = done, total, unit, detail
                self._display.update(now)

    def print(self, line: str) -> None:
        """A line that stays, above the bar."""
        with self._turn:
            self._print(line)

    def remind(self, every: float) -> None:
        """Say in a line how far it is, unless something was said within half that time."""
        with self._turn:
            if self._stage and time.monotonic() - self._said >= every / 2:
                self._print(self._stage.line())

    def end(self) -> None:
        """End the stage in hand, if there is one, with a line if it counted something or took long."""
        with self._turn:
            self._end()

    def _end(self) -> None:
        stage, self._stage = self._stage, None
        if stage and (stage.total or time.monotonic() - stage.began >= WORTH_A_LINE):
            self._print(stage.line())

    def _print(self, line: str) -> None:
        self._display.print(line)
        self._said = time.monotonic()


@contextmanager
def progress(every: float = EVERY) -> Iterator[Progress]:
    """Show progress on stderr for the length of the block; every: seconds between lines, without a terminal."""
    console = Console(stderr=True)
    with _bar(console) if sys.stderr.isatty() and not console.is_dumb_terminal else _lines(every) as shown:
        try:
            yield shown
        finally:
            shown.end()


@contextmanager
def _bar(console: Console) -> Iterator[Progress]:
    columns = (BarColumn(20), TaskProgressColumn(), TextColumn("{task.description}", markup=False))
    with RichProgress(*columns, TimeRemainingColumn(), console=console, transient=True, redirect_stdout=False) as rich:
        yield Progress(_Bar(rich))


@contextmanager
def _lines(every: float) -> Iterator[Progress]:
    shown, over = Progress(_Lines(sys.stderr)), threading.Event()

    def tick() -> None:
        while not over.wait(every):
            shown.remind(every)

    # A thread, because what takes long may be one call into a library.
    thread = threading.Thread(target=tick, daemon=True)
    thread.start()
    try:
        yield shown
    finally:
        over.set()
        thread.join()


@final
class _Bar(Display):
    """One line that is drawn again and again."""

    def __init__(self, rich: RichProgress) -> None:
        self._rich = rich
        self._task: TaskID | None = None

    def begin(self, stage: Stage) -> None:
        if self._task is not None:
            self._rich.remove_task(self._task)
        self._task = self._rich.add_task(stage.text(), total=stage.total, completed=stage.done)

    def update(self, stage: Stage) -> None:
        assert self._task is not None, "a stage begins before it goes on"
        self._rich.update(self._task, total=stage.total, completed=stage.done, description=stage.text())

    def print(self, line: str) -> None:
        self._rich.console.print(line, highlight=False, markup=False, soft_wrap=True)


@final
class _Lines(Display):
    """Lines only, as for a log; what happens between two of them is left out."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def begin(self, stage: Stage) -> None:
        self.print(stage.text())

    def update(self, stage: Stage) -> None: ...

    def print(self, line: str) -> None:
        self._stream.write(line + "\n")  # in one piece, whatever else writes there
        self._stream.flush()


def duration(seconds: float) -> str:
    """`40 s`, `3 min`, `2 h 5 min`."""
    if seconds < 60:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
