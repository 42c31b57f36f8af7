"""A trainer that the kernel kills at moments nobody chose ends with the run that was never killed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tiny_runs import assert_same_run, write_documents

KILLER = """
import os, signal, sys, time
import torch
torch.set_num_threads(1)
from pathlib import Path
from tiny_runs import tiny_config
from memtrans.training.trainer import Trainer

documents, out = map(Path, sys.argv[1:])
config = tiny_config(documents, save_every=1, max_tokens=400)
kills = 0
while True:
    child = os.fork()
    if not child:
        Trainer(config, out, resume=True, threads=1).run()
        os._exit(0)
    time.sleep(0.01 * 1.2**kills)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if status != signal.SIGKILL:
        sys.exit(f"failed with {status}" if status else None)
    kills += 1
    print(kills, flush=True)
"""


WHOLE = """
import sys
from pathlib import Path
from tiny_runs import tiny_config, train
train(tiny_config(Path(sys.argv[1]), save_every=1, max_tokens=400), Path(sys.argv[2]))
"""


def run_alone(code: str, documents: Path, out: Path) -> subprocess.CompletedProcess[str]:
    """Run code in a process of its own with one thread."""
    return subprocess.run(
        [sys.executable, "-c", code, str(documents), str(out)],
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(Path(__file__).parents[1]), "OMP_NUM_THREADS": "1", "PATH": "/usr/bin:/bin"},
    )


def test_sigkill_at_moments_nobody_chose(tmp_path: Path) -> None:
    """Each attempt lives a little longer than the one before; most die somewhere in a save."""
    documents = write_documents(tmp_path / "documents")
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    never_killed = run_alone(WHOLE, documents, whole)  # equal bits need an equal number of threads
    assert never_killed.returncode == 0, never_killed.stderr
    done = run_alone(KILLER, documents, broken)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout.split()[-1]) >= 3
    assert_same_run(broken, whole)
    assert {path.name.split("-")[0] for path in broken.iterdir()} == {"step", "log.jsonl"}
