"""`memtrans tune`: the cheapest options of a backend that find enough, on a trace."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

import click
import torch

from memtrans.backend import BackendSpec
from memtrans.commands.progress import Progress, progress
from memtrans.commands.stopping import Stop
from memtrans.errors import UsageError
from memtrans.evaluation.environment import describe_provider
from memtrans.evaluation.finite import to_json
from memtrans.files import locked, write_atomically
from memtrans.plugins import registry
from memtrans.plugins.entries import Entry
from memtrans.search.indexed import fewest_indexed
from memtrans.traces.file import SUFFIX, TraceFile
from memtrans.tuning.asked import read_asked
from memtrans.tuning.choice import Answer, choose, front, measured, outcome_of
from memtrans.tuning.library import import_optuna
from memtrans.tuning.measure import Bench, listens
from memtrans.tuning.replay import Found, replay
from memtrans.tuning.report import conclusion, front_json, front_table, section
from memtrans.tuning.sample import Sample, Sampling, take_sample
from memtrans.tuning.space import Space, new_space
from memtrans.tuning.study import Question, Study, Tried
from memtrans.tuning.targets import read_targets


@dataclass(frozen=True)
class Tuning:
    """One command line, understood."""

    trace: TraceFile
    spec: BackendSpec
    question: Question
    bench: Bench
    layers: list[int] | None
    folder: Path


def _numbers(_context: click.Context, _option: click.Parameter, text: str | None) -> list[int] | None:
    if text is None:
        return None
    parts = [part.strip() for part in text.split(",")]
    wrong = [part for part in parts if not (part.isascii() and part.isdigit())]
    if wrong:
        raise click.BadParameter(f"'{wrong[0]}' is no number; write numbers such as 9,20.")
    return sorted({int(part) for part in parts})


@click.command(name="tune")
@click.argument("backend")
@click.option("--trace", "path", type=click.Path(path_type=Path), required=True, help="As `memtrans trace` writes.")
@click.option(
    "--target", "targets", multiple=True, default=("mass_recall=0.99",), show_default=True, metavar="METRIC=X"
)
@click.option("--trials", type=click.IntRange(min=1), default=50, show_default=True)
@click.option("--time-limit", type=click.FloatRange(min=0, min_open=True), help="Seconds for all trials.")
@click.option("--trial-limit", type=click.FloatRange(min=0, min_open=True), help="Seconds for a trial.")
@click.option("--max-bytes-per-key", type=click.FloatRange(min=0), help="Of the index, beyond the stored keys.")
@click.option(
    "--cost",
    type=click.Choice(["time", "keys"]),
    default="time",
    show_default=True,
    help="Of a search, beside an exact scan in turn; or how many keys it scores, if the backend tells.",
)
@click.option("--memory", type=click.IntRange(min=1), help="In tokens; default: as the trace was recorded with.")
@click.option("--layers", callback=_numbers, help="Only these of the trace's layers, as 9,20.")
@click.option("--max-documents", type=click.IntRange(min=1), help="Only the first so many of the trace.")
@click.option("--queries", type=click.IntRange(min=8), default=64, show_default=True, help="Per head, moment and side.")
@click.option("--fix", multiple=True, metavar="OPTION=VALUE", help="An option that stays as it is.")
@click.option("--range", "ranges", multiple=True, metavar="OPTION=LOW:HIGH", help="Bounds of an option.")
@click.option("--choices", multiple=True, metavar="OPTION=A,B", help="All values of an option that are tried.")
@click.option("--seed", type=click.IntRange(min=0, max=2**32 - 1), default=0, show_default=True)
@click.option("--threads", type=click.IntRange(min=1), help="CPU threads; default: all cores.")
@click.option("--replay/--no-replay", "replays", default=True, show_default=True, help="Check the answer on all of it.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Default: results/tune-BACKEND-TRACE.")
@click.pass_obj
def command(
    stop: Stop,
    backend: str,
    path: Path,
    targets: tuple[str, ...],
    trials: int,
    time_limit: float | None,
    trial_limit: float | None,
    max_bytes_per_key: float | None,
    cost: Literal["time", "keys"],
    memory: int | None,
    layers: list[int] | None,
    max_documents: int | None,
    queries: int,
    fix: tuple[str, ...],
    ranges: tuple[str, ...],
    choices: tuple[str, ...],
    seed: int,
    threads: int | None,
    replays: bool,
    out: Path | None,
) -> int | None:
    """Search BACKEND's options for the cheapest that reach the targets; stopped, it goes on where it was."""
    import_optuna()
    if threads:
        torch.set_num_threads(threads)
    wanted, spec = read_targets(targets), _spec(backend)
    asked = read_asked(spec, fix, ranges, choices)
    registry().resolve_options(backend, asked.fixed)
    trace = TraceFile(path)
    capacity = memory or trace.manifest.capacity
    space = new_space(spec, asked.dimensions, asked.fixed, capacity)
    sampling = Sampling(capacity, layers, queries, seed, max_documents)
    with progress() as shown:
        shown.show("looking for the nearest keys of some queries")
        sample = take_sample(trace, sampling)
        _require_an_index(spec, space, sample, capacity, path)
        counted = cost == "keys"
        threads = torch.get_num_threads()
        bench = Bench(sample, backend, capacity, threads, timed=not counted, listens=listens(spec))
        if counted and not bench.counts(asked.fixed):
            raise UsageError(f"--cost keys: backend '{backend}' does not say how many keys a search scores; use time.")
    facts = {"trace": trace.digests, "sampling": asdict(sampling), "cost": cost, **describe_provider(_entry(backend))}
    question = Question(backend, space, wanted, max_bytes_per_key, counted, seed, facts)
    folder = out or Path("results") / f"tune-{backend.replace(':', '-')}-{path.name.removesuffix(SUFFIX)}"
    tuning = Tuning(trace, spec, question, bench, layers, folder)
    with locked(folder), progress() as shown:
        answer = _search(tuning, trials, time_limit, trial_limit, shown, stop)
        if replays and answer.tried is not None and answer.tried.outcome is not None:
            _replay(tuning, answer.tried, shown)
    return None if answer.reached else 1


def _spec(backend: str) -> BackendSpec:
    spec = _entry(backend).spec
    assert spec is not None, "an entry that is found has its description"
    return spec


def _entry(backend: str) -> Entry:
    return registry().find(backend)


def _require_an_index(spec: BackendSpec, space: Space, sample: Sample, capacity: int, path: Path) -> None:
    """Refuse to tune what is never asked anything."""
    if spec.kind != "index":
        return
    fewest = fewest_indexed(spec, registry().resolve_options(spec.name, space.fixed), capacity)
    if fewest is None or fewest > sample.keys:
        told = "no index is ever built" if fewest is None else f"an index answers from {fewest:,} keys on"
        below = " --fix exact_below=… to less," if "exact_below" in spec.options.model_fields else ""
        remedy = f"set{below or ' a smaller --memory,'} or record longer documents"
        raise UsageError(
            f"Every key would be scored whatever the options: of '{spec.name}' with a memory of {capacity:,} {told}, "
            f"and a list of {path} holds {sample.keys:,} at most; {remedy}."
        )


def _search(
    tuning: Tuning, trials: int, limit: float | None, trial_limit: float | None, shown: Progress, stop: Stop
) -> Answer:
    study = Study(tuning.folder, tuning.question)
    shown.print("tried: " + "; ".join(map(str, tuning.question.space.dimensions)))
    done = len(study.tried)
    if done:
        shown.print(f"{done} trials were made before; results in {tuning.folder}")
    deadline = None if limit is None else time.monotonic() + limit

    def measure(options: Mapping[str, Any]) -> Any:
        return tuning.bench.measure(options, trial_limit)

    with _reported(tuning, study):
        for each in study.run(trials, measure, deadline):
            shown.show("trials", each.number + 1, trials, detail="" if each.error is None else each.error)
            if stop:  # it came while a library was at work that swallowed it
                stop.leave()
    if len(study.tried) < trials:
        shown.print(f"{len(study.tried)} of {trials} trials were made in {limit:g} s; the same command goes on.")
    shown.show("timing the best in turn" if tuning.bench.timed else "choosing")
    answer = choose(tuning.question, study.tried, tuning.bench if tuning.bench.timed else None)
    shown.end()
    _report(tuning, study.tried, answer)
    return answer


@contextmanager
def _reported(tuning: Tuning, study: Study) -> Iterator[None]:
    """After an interrupt too: what is known so far is shown."""
    try:
        yield
    except BaseException:
        tried = study.tried
        if measured(tried):
            _report(tuning, tried, choose(tuning.question, tried))
        raise


def _report(tuning: Tuning, tried: list[Tried], answer: Answer) -> None:
    question, folder = tuning.question, tuning.folder
    shown = front(question, tried, question.targets[0].metric)
    extra = [*(each.tried for each in answer.timed), *([answer.tried] if answer.tried else []), *measured(tried)[:1]]
    shown += [each for each in {each.number: each for each in extra}.values() if each not in shown]
    shown.sort(key=lambda each: question.cost(outcome_of(each)))
    write_atomically(folder / "front.json", to_json(front_json(question, shown, answer), indent=1) + "\n")
    click.echo(front_table(question, shown, answer.tried))
    failed = [each for each in tried if each.error]
    if failed:
        click.echo(f"\n{len(failed)} of {len(tried)} trials failed, the last one so: {failed[-1].error}")
    elif measured(tried) and not tuning.spec.capabilities.scan and _never_indexed(tried):
        click.echo("\nNo index ever answered: every key was scored, whatever the options.")
    click.echo(f"\n{conclusion(question, answer)}{_least(tuning, answer)}")
    if answer.reached and answer.tried is not None:
        name = tuning.trace.path.name
        text = section(question, answer.tried, tuning.spec.options, tuning.bench.capacity, name)
        write_atomically(folder / "section.yaml", text)
        click.echo(f"\n{text}")


def _never_indexed(tried: list[Tried]) -> bool:
    return not any(outcome_of(each).indexed_share for each in measured(tried))


def _least(tuning: Tuning, answer: Answer) -> str:
    """Whether the least effort was enough."""
    if not answer.reached or answer.tried is None:
        return ""
    effort = sorted({name for each in tuning.spec.capabilities.effort for name in each})
    if not tuning.question.space.lowest(answer.tried.options, effort):
        return ""
    named = ", ".join(name for name in effort if name in answer.tried.options)
    return f" The least effort that was tried is enough ({named}): the target asks for no more than that."


def _replay(tuning: Tuning, tried: Tried, shown: Progress) -> None:
    trace, done = tuning.trace, 0
    total = sum(len(trace.document(number).tokens) for number in range(len(trace.manifest.documents)))

    def advance(tokens: int) -> None:
        nonlocal done
        done += tokens
        shown.show("replaying the whole trace", done, total, unit="tokens")

    bench, late = tuning.bench, tuning.bench.sample.keys // 2
    found = replay(trace, bench, tried.options, tuning.layers, late, advance)
    shown.end()
    if found.late is not None:
        click.echo(f"Replayed, searches of lists of {late:,} keys and more: {_means(found.late)}.")
    share = "" if found.indexed_share is None else f", {found.indexed_share:.0%} of the keys searched by an index"
    click.echo(f"Replayed, all searches from the first on, as `compare` counts: {_means(found.whole)}{share}.")


def _means(found: Found) -> str:
    return f"mass recall {found.mass_recall:.4f}, recall {found.recall:.4f}"
