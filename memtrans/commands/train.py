"""`memtrans train`: one training run."""

from __future__ import annotations

import math
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import torch
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from memtrans.commands.device import check_device
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
def command(
    config: Path,
    out: Path | None,
    resume: bool,
    max_tokens: int | None,
    overrides: tuple[str, ...],
    device: str,
    threads: int | None,
) -> int | None:
    """Train a model; Ctrl-C saves and stops, --resume goes on."""
    settings = load_config(config, TrainConfig, overrides)
    if threads:
        torch.set_num_threads(threads)
    trainer = Trainer(settings, out or Path("runs") / config.stem, resume=resume, device=device, threads=threads)
    for skipped in trainer.skipped:
        click.echo(f"Skipped {skipped.name}: {skipped.reason}", err=True)
    with _progress_bar(settings.max_tokens, trainer.tokens) as show, _polite_interrupt() as interrupted:
        done = trainer.run(max_tokens, lambda: not interrupted, show)
    if not done:
        click.echo(
            f"Stopped and saved at step {trainer.step}. Go on with --resume --out {trainer.folder.path}", err=True
        )
        raise KeyboardInterrupt
    result = trainer.validate()
    if result:
        click.echo(f"Validation: perplexity {result['perplexity']:.3f}, {result['bits_per_byte']:.4f} bits per byte")
    click.echo(f"{trainer.tokens:,} tokens, {trainer.step:,} steps, in {trainer.folder.path}")
    return None


@contextmanager
def _polite_interrupt() -> Iterator[list[bool]]:
    """The list fills at the first Ctrl-C, so that the step in hand is finished and saved; a second stops at once."""
    pressed: list[bool] = []

    def press(_signal: int, _frame: object) -> None:
        pressed.append(True)
        signal.signal(signal.SIGINT, before)

    before = signal.signal(signal.SIGINT, press)
    try:
        yield pressed
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _progress_bar(total: int, done: int) -> Iterator[Callable[[StepResult], None]]:
    columns = (
        BarColumn(20),
        TextColumn("{task.percentage:.1f}%"),
        TextColumn("{task.description}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("", total=total, completed=done)
        mean = recall = None

        def show(result: StepResult) -> None:
            nonlocal mean, recall
            mean = result.loss if mean is None else 0.98 * mean + 0.02 * result.loss
            gates = " ".join(f"{gate:.2f}" for gate in result.gates) or "none"
            recall = recall if result.recall is None else result.recall
            text = (
                f"step {result.step} loss {mean:.3f} perplexity {math.exp(min(mean, 50)):.2f} "
                f"{result.tokens_per_s:,.0f} tokens/s gates {gates}"
                + ("" if recall is None else f" recall {recall:.3f}")
            )
            bar.update(task, completed=result.tokens, description=text)

        yield show
