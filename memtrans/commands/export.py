"""`memtrans export`: the weights of a run, to keep or to publish."""

from __future__ import annotations

from pathlib import Path

import click
import torch

from memtrans.checkpoint import Checkpoint, load_checkpoint, save_checkpoint
from memtrans.training.run_folder import LOG, log_until


@click.command(name="export")
@click.argument("run", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="A folder that does not exist yet.")
@click.option(
    "--dtype",
    type=click.Choice(["bfloat16", "float16", "float32"]),
    default="bfloat16",
    show_default=True,
    help="How weights are stored; they are computed with in float32.",
)
def command(run: Path, out: Path, dtype: str) -> None:
    """Write the newest checkpoint of RUN (or a checkpoint) without optimizer and memories.

    Its log up to that step goes with it. What is written can be evaluated and compared, not resumed.
    """
    checkpoint = load_checkpoint(run)
    facts = {**checkpoint.facts, "dtype": dtype}
    log = _read_log(checkpoint)
    save_checkpoint(
        out,
        checkpoint.model,
        checkpoint.tokenizer,
        facts,
        dtype=getattr(torch, dtype),
        texts={LOG: log} if log else {},
    )
    files = sorted(out.iterdir())
    for file in files:
        click.echo(f"{file.stat().st_size:>12,}  {file.name}")
    click.echo(f"{sum(file.stat().st_size for file in files):>12,}  bytes in {out}, from {checkpoint.path}")


def _read_log(checkpoint: Checkpoint) -> str:
    """The log of the run up to the checkpoint's step; it is beside the checkpoint, or in it after an export."""
    for file in (checkpoint.path / LOG, checkpoint.path.parent / LOG):
        if file.is_file() and "step" in checkpoint.facts:
            return log_until(file, checkpoint.facts["step"])
    return ""
