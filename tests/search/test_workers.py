from __future__ import annotations

import gc
import subprocess
import sys
import threading
import time
from functools import partial

import pytest
import torch

from memtrans.search.workers import Workers


@pytest.mark.parametrize("threads", [1, 3])
def test_every_task_runs_once(threads: int) -> None:
    done: list[int] = []
    Workers(threads).run(partial(done.append, n) for n in range(50))
    assert sorted(done) == list(range(50))


def test_one_thread_means_this_thread() -> None:
    seen: list[str] = []
    Workers(1).run([lambda: seen.append(threading.current_thread().name)] * 2)
    assert seen == [threading.current_thread().name] * 2


def test_tasks_run_side_by_side_with_one_torch_thread_each() -> None:
    meeting = threading.Barrier(2, timeout=10)
    threads: list[int] = []

    def task() -> None:
        meeting.wait()
        threads.append(torch.get_num_threads())

    Workers(2).run([task, task])
    assert threads == [1, 1]


def test_threads_of_others_keep_their_setting() -> None:
    script = """
import threading, torch
from memtrans.search.workers import Workers
torch.set_num_threads(3)
Workers(2).run([lambda: None] * 4)
seen = [torch.get_num_threads()]
other = threading.Thread(target=lambda: seen.append(torch.get_num_threads()))
other.start()
other.join()
raise SystemExit(0 if seen == [3, 3] else f"{seen}")
"""
    subprocess.run([sys.executable, "-c", script], timeout=60, check=True)


def test_an_error_is_raised_after_all_tasks_have_ended() -> None:
    done: list[int] = []

    def fail() -> None:
        raise KeyError("first")

    def slow() -> None:
        time.sleep(0.05)
        done.append(1)

    with pytest.raises(KeyError, match="first"):
        Workers(2).run([fail, slow, slow])
    assert done == [1, 1]


def test_threads_end_with_their_owner() -> None:
    workers = Workers(2)
    workers.run([lambda: None] * 4)
    mine = [thread for thread in threading.enumerate() if thread.name.startswith("memtrans")]
    assert mine
    del workers
    gc.collect()
    for thread in mine:
        thread.join(timeout=5)
    assert not any(thread.is_alive() for thread in mine)


def test_a_forked_process_gets_an_error_and_does_not_hang() -> None:
    script = """
import os, warnings
warnings.simplefilter("ignore")
from memtrans.errors import MemtransError
from memtrans.search.workers import Workers
workers = Workers(2)
workers.run([lambda: None] * 2)
child = os.fork()
if child == 0:
    try:
        workers.run([lambda: None] * 2)
    except MemtransError as error:
        os._exit(7 if "spawn" in str(error) else 1)
    os._exit(0)
raise SystemExit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""
    assert subprocess.run([sys.executable, "-c", script], timeout=60, check=False).returncode == 7
