"""What Ctrl-C and SIGTERM do to a command, at once and where it asked them to wait."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest

from memtrans.commands.stopping import stoppable
from memtrans.errors import Terminated

ENDS = {signal.SIGINT: KeyboardInterrupt, signal.SIGTERM: Terminated}
each_signal = pytest.mark.parametrize("number", ENDS)


@pytest.fixture(autouse=True)
def _usual_handlers() -> Iterator[None]:
    """A shell starts background jobs with SIGINT ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def send(number: signal.Signals) -> None:
    os.kill(os.getpid(), number)


@each_signal
def test_a_signal_ends_the_block(number: signal.Signals) -> None:
    with pytest.raises(ENDS[number]), stoppable():
        send(number)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


@each_signal
def test_what_the_first_one_interrupted_is_tidied_up_undisturbed(number: signal.Signals) -> None:
    tidied = []

    def work() -> None:
        try:
            send(number)
        finally:
            send(signal.SIGTERM)
            tidied.append(number)

    with pytest.raises(ENDS[number]), stoppable():
        work()
    assert tidied == [number]


@each_signal
def test_where_it_is_deferred_it_is_only_noted(number: signal.Signals) -> None:
    with stoppable() as stop:
        with stop.deferred():
            assert not stop
            send(number)
            assert stop
        with pytest.raises(ENDS[number]):
            stop.leave()


@each_signal
def test_a_second_ctrl_c_does_not_wait(number: signal.Signals) -> None:
    with stoppable() as stop, stop.deferred():
        send(number)
        with pytest.raises(KeyboardInterrupt):
            send(signal.SIGINT)


@each_signal
def test_a_second_sigterm_waits_as_the_first(number: signal.Signals) -> None:
    with stoppable() as stop:
        with stop.deferred():
            send(number)
            send(signal.SIGTERM)
            assert stop
        with pytest.raises(ENDS[number]):
            stop.leave()
