"""A trainer that the kernel kills at any of its dealings with the disk ends with the run that was never killed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tiny_runs import assert_same_run, write_documents

from memtrans.files import LOCK

KILLER = """
import os, signal, sys
import torch
torch.set_num_threads(1)
from pathlib import Path
from tiny_runs import tiny_config, train

documents, whole, broken = map(Path, sys.argv[1:])
config = tiny_config(documents, save_every=1, max_tokens=100)
train(config, whole)  # equal bits need an equal number of threads

def live(dealings):
    left = dealings

    def watch(event, arguments):
        nonlocal left
        if event.partition(".")[0] in ("open", "os", "shutil") and any(str(broken) in str(a) for a in arguments):
            left -= 1
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)
    train(config, broken, resume=True)
    os._exit(0)

kills = 0
for dealings in (*range(1, 40, 3), 10**9):
    child = os.fork()
    if not child:
        live(dealings)
    _, status = os.waitpid(child, 0)
    if status not in (0, signal.SIGKILL):
        sys.exit(f"failed with {status}")
    kills += status == signal.SIGKILL
print(kills)
"""


def test_killed_amid_dealings_with_the_disk(tmp_path: Path) -> None:
    """Each life makes three dealings more than the one before; the first ones are over before anything is saved."""
    documents = write_documents(tmp_path / "documents")
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    done = subprocess.run(
        [sys.executable, "-c", KILLER, str(documents), str(whole), str(broken)],
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(Path(__file__).parents[1]), "OMP_NUM_THREADS": "1", "PATH": "/usr/bin:/bin"},
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= 8
    assert_same_run(broken, whole)
    assert {path.name.split("-")[0] for path in broken.iterdir()} == {"step", "log.jsonl", LOCK}
