"""What an index answers by itself: rings that are full, so that no exact scan of the newest keys helps it.

While a ring fills, up to a whole of it is searched exactly, and what is measured then is mostly the scan. Here every
key is in an index when it is asked for, as far as the backend has one. What was wanted is also told apart by age, which
shows an index that answers from its newest or its oldest part only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn.functional import normalize

from memtrans.testing.recall import require_floor, upper_bound
from memtrans.testing.rules import excuse, require
from memtrans.testing.stream import Stream
from memtrans.testing.subject import Subject
from memtrans.testing.workloads import Topics

SEEDS = (21, 22, 23, 24)
DIM, CAPACITY, QUERIES = 16, 2048, 96
"""A ring of two blocks."""

WANTED = (10, 32)
"""Neighbours that are asked for."""

EVEN = 0.85
"""Share of the floor that keys of each age are found at: they differ somewhat where an index was trained on some."""

EIGHTHS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "last")

WORST = 0.7
"""Share of the floor below which no index of them may fall: of very unequal ones the mean says nothing."""

Change = Callable[[Tensor], Tensor]


def as_drawn(vectors: Tensor) -> Tensor:
    return vectors


def common(dim: int, length: float) -> Tensor:
    """What all keys of a workload share: the same direction at all times."""
    return length * normalize(torch.ones(dim) + torch.arange(dim) % 3, dim=0)


@dataclass(frozen=True)
class Workload:
    """Clustered keys of length 1, oldest first, and queries near them, each changed in its own way."""

    name: str
    keys: Change = as_drawn
    queries: Change = as_drawn


def _any_length(keys: Tensor) -> Tensor:
    return keys * 10 ** (torch.rand(*keys.shape[:-1], 1, generator=torch.Generator().manual_seed(5)) - 0.5)


def _growing(keys: Tensor) -> Tensor:
    return keys * torch.logspace(0, 1.5, keys.shape[-2])[:, None]


def _across(vectors: Tensor) -> Tensor:
    """Less what they have of the common direction, so that adding it moves all scores alike and changes no order."""
    direction = common(vectors.shape[-1], 1)
    return vectors - (vectors @ direction)[..., None] * direction


def _copied(keys: Tensor) -> Tensor:
    """Copies lie anywhere: of those that are neighbours in time a bin keeps only one."""
    n = keys.shape[-2]
    order = torch.randperm(n, generator=torch.Generator().manual_seed(6))
    return keys[..., torch.arange(n)[order] // 16 * 16, :]


def _whole(keys: Tensor) -> Tensor:
    """Many are zero, and many equal, in every dimension; the last two are padding and a constant."""
    whole = (4 * keys).round()
    whole[..., -2], whole[..., -1] = 0, 2
    return whole


ALONE = Workload("clustered keys, all of them in an index")
LENGTHS = Workload("clustered keys from a third to three times as long, all of them in an index", _any_length)
GROWING = Workload("keys that grow to thirty times their length", _growing)
LONG_QUERIES = Workload("queries thirty times as long as keys", queries=lambda queries: 30 * queries)
LONG_KEYS = Workload(
    "keys three hundred times as long, and queries a thousand times",
    lambda keys: 300 * keys,
    lambda queries: 1000 * queries,
)
COMMON = Workload("keys with a large part in common", lambda keys: keys + common(keys.shape[-1], 8))
NEGATIVE = Workload(
    "keys that all score below zero",
    lambda keys: _across(keys) - common(keys.shape[-1], 1.1),
    lambda queries: _across(queries) + common(queries.shape[-1], 1.1),
)


COPIES = Workload("keys of which each comes sixteen times", _copied)
WHOLE = Workload("keys of small whole numbers, two of which are the same in all", _whole)

FAR_BELOW = Workload(
    "keys that all score far below zero",
    lambda keys: _across(keys) - common(keys.shape[-1], 3),
    lambda queries: _across(queries) + common(queries.shape[-1], 1),
)


@dataclass(frozen=True)
class Answer:
    """For each query and each stored key, oldest first: is it one of the k best, and was it found? [q, n]"""

    wanted: Tensor
    found: Tensor
    k: int

    @property
    def recalls(self) -> Tensor:
        """For each query the share of its k best that was found; what ties with the last of them counts as well."""
        most = self.wanted.sum(1).clamp(max=self.k)
        return (self.wanted & self.found).sum(1).clamp(max=self.k) / most

    def of_age(self, newest: float, oldest: float) -> float:
        """Share of what was wanted that was found, among keys of these ages: 0 is the newest, 1 the oldest."""
        n = self.wanted.shape[1]
        ages = slice(n - round(oldest * n), n - round(newest * n))
        wanted = self.wanted[:, ages]
        return float((wanted & self.found[:, ages]).sum() / wanted.sum().clamp(min=1))


def ask(stream: Stream, queries: Tensor, k: int) -> Answer:
    """Of a stream of one store."""
    slots = stream.search(queries, k)[0]
    seen, capacity = stream.seen[0], stream.ring.capacity
    live = torch.stack(seen[-capacity:]).double()
    scores = queries[0].double() @ live.T
    best = scores.topk(min(k, len(live)), dim=1).values[:, -1:]
    scale = queries[0].double().norm(dim=1) * live.norm(dim=1).max()
    found = torch.zeros(scores.shape, dtype=torch.bool)
    places = (slots - (len(seen) - len(live))) % capacity  # in the order of time
    found.scatter_(1, places.masked_fill(slots < 0, 0), slots >= 0)
    lost = (slots < 0).any(1)
    for query in lost.nonzero().flatten().tolist():  # the place of a slot of -1 is none, not the oldest
        found[query, 0] = bool(((places[query] == 0) & (slots[query] >= 0)).any())
    return Answer(scores >= best - 1e-5 * scale.clamp(min=1)[:, None], found, k)


def keys_of(seed: int, n: int, dim: int) -> Tensor:
    """Keys [1, n, dim] of topics that drift."""
    topics = Topics(1, dim, seed)
    parts = []
    for _ in range(8):
        topics.drift(0.15)
        parts.append(topics.draw(n // 8))
    return torch.cat(parts, dim=1)


def near(keys: Tensor, n: int, seed: int) -> Tensor:
    """Queries [1, n, dim] near keys of all ages."""
    chosen = keys[:, torch.linspace(0, keys.shape[1] - 1, n).long()]
    noise = torch.randn(chosen.shape, generator=torch.Generator().manual_seed(seed)) * 0.5 / keys.shape[2] ** 0.5
    return normalize(chosen + noise, dim=-1)


def full(subject: Subject, workload: Workload, seed: int) -> tuple[Stream, Tensor]:
    """A ring that has just been filled for the first time, and queries."""
    keys = keys_of(seed, CAPACITY, DIM)
    stream = Stream(subject.maker(), stores=1, capacity=CAPACITY, dim=DIM)
    for part in workload.keys(keys).split(CAPACITY // 4, dim=1):
        stream.write(part)
    return stream, workload.queries(near(keys, QUERIES, seed))


def enough(subject: Subject, workload: Workload) -> None:
    """Recall@10 and @32 of a full ring keep the floor."""
    answers = []
    for seed in SEEDS:
        stream, queries = full(subject, workload, seed)
        answers.append([ask(stream, queries, k) for k in WANTED])
        _require_indexed(subject, stream, queries)
    for at, k in enumerate(WANTED):
        recalls = torch.stack([each[at].recalls.mean() for each in answers])
        require_floor(subject, recalls, workload.name, k, subject.choose())
        least = WORST * subject.can.recall_floor
        require(
            float(recalls.min()) >= least,
            f"recall@{k} of one index is {float(recalls.min()):.3f} on {workload.name}, and of the others "
            f"{float(recalls.max()):.3f}; none may fall below {WORST} of recall_floor={subject.can.recall_floor}.",
        )


def enough_copies(subject: Subject) -> None:
    if subject.can.exhaustive_on == "distinct keys":
        excuse("exhaustive_on='distinct keys': copies crowd a graph's links")
    enough(subject, COPIES)


def every_age(subject: Subject) -> None:
    """First a ring that is full, then the same one when a third of it has been overwritten."""
    for turn in (0, 1):
        answers = []
        for seed in SEEDS:
            stream, queries = full(subject, ALONE, seed)
            if turn:
                queries = overwrite(stream, seed)
            answers.append([ask(stream, queries, k) for k in WANTED])
        for at, k in enumerate(WANTED):
            require_even(subject, [each[at] for each in answers], k, ("full", "overwritten in part")[turn])


def overwrite(stream: Stream, seed: int) -> Tensor:
    """Write a third of a ring in two steps, of the topics that it holds; gives back queries near what is now stored.

    How an index stands a change of all topics is another question, and takes a probe to answer.
    """
    capacity, generator = stream.ring.capacity, torch.Generator().manual_seed(seed)
    held = stream.ring.keys[:, torch.randperm(capacity, generator=generator)[: capacity // 3]]
    keys = normalize(held + torch.randn(held.shape, generator=generator) * 0.6 / held.shape[2] ** 0.5, dim=-1)
    for part in (keys[:, :-100], keys[:, -100:]):
        stream.write(part)
    live = torch.stack(stream.seen[0][-capacity:])[None]
    return near(live, QUERIES, seed + 100)


def require_even(subject: Subject, answers: Iterable[Answer], k: int, state: str) -> None:
    """Keys of every age are found nearly as often as the floor says."""
    ages = {"the latest hundred or so": (0.0, 0.05)}
    ages |= {f"the {name} newest eighth": (at / 8, (at + 1) / 8) for at, name in enumerate(EIGHTHS)}
    for name, (newest, oldest) in ages.items():
        recalls = torch.tensor([each.of_age(newest, oldest) for each in answers])
        least = EVEN * subject.can.recall_floor
        require(
            upper_bound(recalls) >= least,
            f"of {name} of the keys in a ring that is {state}, {float(recalls.mean()):.3f} of the {k} nearest are "
            f"found; keys of every age are found at {EVEN} of recall_floor={subject.can.recall_floor} at the least.",
        )


def _require_indexed(subject: Subject, stream: Stream, queries: Tensor) -> None:
    """An index under `memtrans.search.indexed` answered for every key."""
    before = stream.backend.stats()
    stream.search(queries, 1)
    after = stream.backend.stats()
    searched, indexed = after.keys_searched - before.keys_searched, after.keys_indexed - before.keys_indexed
    require(
        subject.spec.kind != "index" or searched == indexed,
        f"of a full ring of {CAPACITY} keys the index answered for {indexed / max(1, searched):.0%}; declare in "
        "Capabilities.small the options under which it answers for a thousand keys.",
    )
