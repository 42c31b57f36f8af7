"""`memtrans train`: one training run."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import click
import torch

from memtrans.commands.device import check_device
from memtrans.commands.progress import Progress, progress
from memtrans.commands.stopping import Stop
from memtrans.config.source import load_config
from memtrans.training.config import TrainConfig
from memtrans.training.trainer import StepResult, Trainer


@click.command(name="train")
@click.argument("config", type=click.Path(path_type=Path))
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="Run folder; default: runs/CONFIG's name."
)
@click.option("--resume", is_flag=True, help="Continue the run in --out; start it if there is none.")
@click.option("--max-tokens", type=click.IntRange(min=1), help="Stop after so many tokens of the config's budget.")
@click.option("--set", "overrides", multiple=True, metavar="KEY=VALUE", help="Change a key of the config.")
@click.option("--device", default="cpu", show_default=True, callback=check_device)
@click.option("--threads", type=click.IntRange(min=1), help="CPU threads; default: all cores.")
@click.pass_obj
def command(
    stop: Stop,
    config: Path,
    out: Path | None,
    resume: bool,
    max_tokens: int | None,
    overrides: tuple[str, ...],
    device: str,
    threads: int | None,
) -> int | None:
    """Train a model; Ctrl-C and SIGTERM save and stop, --resume goes on."""
    settings = load_config(config, TrainConfig, overrides)
    folder = out or Path("runs") / config.stem
    if threads:
        torch.set_num_threads(threads)
    with (
        progress() as shown,
        Trainer(settings, folder, resume=resume, device=device, threads=threads, tell=shown.show) as trainer,
    ):
        for skipped in trainer.skipped:
            shown.print(f"Skipped {skipped.name}: {skipped.reason}")
        with stop.deferred():
            done = trainer.run(max_tokens, lambda: not stop, _shower(shown, settings.max_tokens))
            result = trainer.validate(lambda: not stop) if done else None
    if stop and not (done and (result or settings.validation is None)):
        click.echo(f"Stopped and saved at step {trainer.step}. Go on with --resume --out {folder}", err=True)
        stop.leave()
    if result:
        click.echo(f"Validation: perplexity {result['perplexity']:.3f}, {result['bits_per_byte']:.4f} bits per byte")
    click.echo(f"{trainer.tokens:,} tokens, {trainer.step:,} steps, in {folder}")
    return None


def _shower(shown: Progress, total: int) -> Callable[[StepResult], None]:
    """Shows the loss as a running mean, and the recall that was measured last."""
    mean = recall = None

    def show(result: StepResult) -> None:
        nonlocal mean, recall
        mean = result.loss if mean is None else 0.98 * mean + 0.02 * result.loss
        recall = recall if result.recall is None else result.recall
        detail = (
            f"step {result.step:,}, loss {mean:.3f}, perplexity {math.exp(min(mean, 50)):.2f}, "
            f"{result.tokens_per_s:,.0f} tokens/s"
            + (f", gates {' '.join(f'{gate:.2f}' for gate in result.gates)}" if result.gates else "")
            + ("" if recall is None else f", recall {recall:.3f}")
        )
        shown.show("training", min(result.tokens, total), total, unit="tokens", detail=detail)

    return show
