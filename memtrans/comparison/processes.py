"""A process for each cell: whatever becomes of it is a result, and the next one begins.

This process alone keeps the record. It hears what the others tell, looks at their clocks and their memory, and ends
what is too slow; none outlives it, however it ends.
"""

from __future__ import annotations

import json
import os
import selectors
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO

from memtrans.comparison.deaths import say_how_it_ended, say_where
from memtrans.comparison.differences import Row
from memtrans.comparison.job import Job
from memtrans.comparison.plan import NO_BACKEND, Cell

SILENCE = 3600.0
"""Seconds without a finished step after which a cell hangs: none that was seen took a tenth of it."""

WAKE = 0.2
"""Seconds between looks at clocks and memory."""

GRACE = 10.0
"""Seconds for a process to end by itself that has told its result."""

LAST_WORDS = 1.0
"""Seconds in which a process that is too slow may say where it is."""

KEPT = 200
"""Lines of where Python was that are kept."""

BEGIN = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from memtrans.comparison.child import main; main(int(sys.argv[2]))"
)
"""Finds what this process finds: neither the working directory nor the environment may say otherwise."""


def _say_nothing(_line: str) -> None: ...


@dataclass(frozen=True)
class Apart:
    """Measures cells in processes of their own. jobs: how many at a time.

    time_limit: seconds that a cell may take once its process has begun; None = as long as it likes while it finishes
    steps. say: hears each line that a plug-in writes. tick: called several times a second.
    """

    jobs: int = 1
    time_limit: float | None = None
    say: Callable[[str], None] = _say_nothing
    tick: Callable[[], None] = lambda: None

    def measured(
        self, cells: Iterator[Cell], job_of: Callable[[Cell], Job], show: Callable[[Cell, int], None]
    ) -> Generator[tuple[Cell, Row], None, None]:
        """How each cell ended, as they end; the next one is asked for when there is a place for it."""
        at_work: list[_Child] = []
        with selectors.DefaultSelector() as selector:
            try:
                while True:
                    while len(at_work) < self.jobs and (cell := next(cells, None)):
                        begun = self._begin(job_of(cell), selector, partial(show, cell))
                        if isinstance(begun, _Child):
                            at_work.append(begun)
                        else:
                            yield cell, begun
                    if not at_work:
                        return
                    for key, _ in selector.select(WAKE):
                        key.data()
                    self.tick()
                    for child in [child for child in at_work if child.over(self.time_limit)]:
                        at_work.remove(child)
                        yield child.cell, child.outcome()
            finally:
                for child in at_work:
                    child.end()

    def _begin(self, job: Job, selector: selectors.BaseSelector, advance: Callable[[int], None]) -> _Child | Row:
        """A process at work, or how the cell ended without one."""
        if job.cell.skip:
            return {"status": "skipped", "error": job.cell.skip}
        advance(0)
        # Libraries that are told nothing else take all cores.
        environ = {"OMP_NUM_THREADS": str(job.threads)} if self.jobs > 1 else {}
        environ |= {"TQDM_DISABLE": "1"}  # a bar is no line
        try:
            return _Child(job, selector, advance, self.say, environ)
        except OSError as error:
            return {"status": "failed", "error": f"its process could not be started: {error.strerror or error}"}


class _Child:
    """A process at work on one cell."""

    def __init__(
        self,
        job: Job,
        selector: selectors.BaseSelector,
        advance: Callable[[int], None],
        say: Callable[[str], None],
        environ: dict[str, str],
    ) -> None:
        self.cell, self._advance = job.cell, advance
        self._began = self._heard = time.monotonic()
        self._ready: float | None = None
        self._told: Row | None = None
        self._peak: int | None = None
        self._where: deque[str] = deque(maxlen=KEPT)
        self._too_slow, self._ends_at = "", float("inf")
        # A session of its own: Ctrl-C reaches this process alone, which then ends the other, and all that it began.
        self._process = subprocess.Popen(
            [sys.executable, "-c", BEGIN, json.dumps(sys.path), str(os.getpid())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
            env={**os.environ, **environ},
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        assert self._process.stderr is not None
        self._order = _Order(self._process.stdin, job.encoded(), selector)
        self._channels = [
            _Channel(self._process.stdout, self._hear, selector),
            _Channel(self._process.stderr, say, selector),
        ]

    def over(self, time_limit: float | None) -> bool:
        """Whether it has ended; one that is too slow, or does not end with its work, is ended."""
        # It stays known to the system until `end`, so its number and its group are nobody else's.
        if os.waitid(os.P_PID, self._process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            return True
        self._peak = _peak_bytes(self._process.pid) or self._peak
        now = time.monotonic()
        if now >= self._ends_at:
            self._process.kill()
        elif not self._too_slow and self._told is None:
            self._too_slow = self._why_too_slow(now, time_limit)
            if self._too_slow:
                self._process.send_signal(signal.SIGUSR1)  # says where it is
                self._ends_at = now + LAST_WORDS
        return False

    def outcome(self) -> Row:
        """Of one that is over."""
        for channel in self._channels:
            channel.read()
        status = self.end()
        seconds = time.monotonic() - self._began
        if self._told is not None:
            return {**self._told, "cell_s": seconds}
        backend = "" if self.cell.backend == NO_BACKEND else f" of backend '{self.cell.backend}'"
        how = self._too_slow or f"{say_how_it_ended(status, self._peak)} after {seconds:.0f} s"
        return {"status": "failed", "error": f"the process{backend} {how}{say_where(self._where)}", "cell_s": seconds}

    def end(self) -> int:
        """End it and all that it has begun; its exit status."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        status = self._process.wait()
        self._order.close()
        for channel in self._channels:
            channel.close()
        return status

    def _why_too_slow(self, now: float, time_limit: float | None) -> str:
        if time_limit is not None and self._ready is not None and now - self._ready > time_limit:
            return f"took longer than the time limit of {time_limit:g} s and was ended"
        if now - self._heard > SILENCE:
            return f"finished no step for {SILENCE:g} s and was ended"
        return ""

    def _hear(self, line: str) -> None:
        try:
            said = json.loads(line)
        except ValueError:
            self._where.append(line)
            return
        self._heard = time.monotonic()
        self._ready = self._ready or self._heard
        if "tokens" in said:
            self._advance(said["tokens"])
        else:
            self._told, self._ends_at = said["outcome"], self._heard + GRACE


class _Order:
    """What a process is told, written as it reads: it may be larger than a pipe holds, and a disk may be full."""

    def __init__(self, pipe: IO[bytes], content: bytes, selector: selectors.BaseSelector) -> None:
        self._pipe, self._left, self._selector = pipe, memoryview(content), selector
        os.set_blocking(pipe.fileno(), False)
        selector.register(pipe, selectors.EVENT_WRITE, self._write)

    def _write(self) -> None:
        try:
            self._left = self._left[os.write(self._pipe.fileno(), self._left) :]
        except BlockingIOError:
            return
        except BrokenPipeError:  # it has died, which is dealt with elsewhere
            self._left = self._left[:0]
        if not self._left:
            self.close()

    def close(self) -> None:
        if not self._pipe.closed:
            self._selector.unregister(self._pipe)
            self._pipe.close()


class _Channel:
    """Lines that a process writes, as they come."""

    def __init__(self, pipe: IO[bytes], hear: Callable[[str], None], selector: selectors.BaseSelector) -> None:
        self._pipe, self._hear, self._selector, self._begun = pipe, hear, selector, b""
        os.set_blocking(pipe.fileno(), False)
        selector.register(pipe, selectors.EVENT_READ, self.read)

    def read(self) -> None:
        """All that is there."""
        while not self._pipe.closed:
            try:
                read = os.read(self._pipe.fileno(), 2**16)
            except BlockingIOError:
                return
            *lines, self._begun = (self._begun + read).split(b"\n")
            if not read and self._begun:
                lines, self._begun = [self._begun], b""
            for line in lines:
                self._hear(line.decode(errors="replace"))
            if not read:
                self.close()

    def close(self) -> None:
        if not self._pipe.closed:
            self._selector.unregister(self._pipe)
            self._pipe.close()


def _peak_bytes(pid: int) -> int | None:
    """The most memory that a process has held so far, where the system tells."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:")), None)
