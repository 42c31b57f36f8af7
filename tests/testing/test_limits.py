"""A check that waits for ever is ended where it runs, and settings are put back whatever a check does."""

from __future__ import annotations

import subprocess
import sys
import threading

import numpy as np
import pytest

from memtrans.testing import limits
from memtrans.testing.rules import Violation


def wait_for_nobody() -> None:
    threading.Event().wait()


@pytest.mark.parametrize("run", [limits.limited, limits.limited_here])
def test_a_check_that_waits_is_ended_and_says_where_it_stood(run: object) -> None:
    assert callable(run)
    with pytest.raises(Violation, match=r"not finished after 0.2 s.*test_limits.py:\d+ wait_for_nobody"):
        run(wait_for_nobody, 0.2)


def turn() -> None:
    np.seterr(all="raise")


def test_settings_are_put_back() -> None:
    before = np.geterr()
    limits.limited_here(turn)
    assert np.geterr() == before


def test_a_thread_left_behind_does_not_hold_up_the_end_of_the_process() -> None:
    code = (
        "import threading; from concurrent.futures import ThreadPoolExecutor; from memtrans.testing import limits\n"
        "def check(): ThreadPoolExecutor(1).submit(threading.Event().wait).result()\n"
        "try: limits.limited(check, 0.5)\n"
        "except AssertionError as error: print(error)\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert ran.returncode == 0, ran.stderr
    assert "was left behind" in ran.stdout
