"""How much is found, on fixed workloads, judged by what the draws leave no doubt about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

import torch
from torch import Tensor

from memtrans.search.indexed.probe import INTERVAL
from memtrans.testing.report import Measured
from memtrans.testing.rules import excuse, require
from memtrans.testing.stream import Stream
from memtrans.testing.subject import Subject
from memtrans.testing.workloads import Topics

SEEDS = (11, 12, 13)
STORES, CAPACITY, DIM, K = 2, 1500, 16, 10

WIDE = 64
"""Dimensions in which new topics have nothing to do with the old ones, so that a change of all of them is felt."""

STUDENT = {3: 9.92, 4: 5.84, 6: 4.03}
"""By how many values there are: quantile of Student's t, one-sided, at an error of 1 in 200. One value for each seed
and store: they share no key, while queries of one store are answered by the same index and are not independent."""

ENOUGH = 0.99
"""A recall from which on more effort has nothing left to find."""


KEPT = 0.85
"""Share of its recall that an index has again once it could be trained on other keys."""

Change = Callable[[Tensor, int], Tensor]
"""(keys [stores, n, dim], seed) -> the keys to write instead."""


def upper_bound(values: Tensor) -> float:
    """What the mean of which these are a sample does not exceed, at an error of 1 in 200."""
    return float(values.mean() + STUDENT[len(values)] * values.std() / len(values) ** 0.5)


def clustered(subject: Subject) -> None:
    _require_floor(subject, _as_drawn, "clustered keys with drifting topics")


def unequal(subject: Subject) -> None:
    _require_floor(subject, _stretched, "clustered keys of unequal length")


def repeated(subject: Subject) -> None:
    if subject.can.exhaustive_on == "distinct keys":
        excuse("exhaustive_on='distinct keys': copies crowd a graph's links")
    _require_floor(subject, _half_copied, "clustered keys of which half are copies of a few")


def _require_floor(subject: Subject, change: Change, workload: str) -> None:
    recalls = torch.cat([_stream_recalls(subject, seed, change) for seed in SEEDS])
    require_floor(subject, recalls, workload, K, subject.choose())


def require_floor(subject: Subject, recalls: Tensor, workload: str, k: int, options: Mapping[str, Any]) -> None:
    """recalls: one for each index, [n]."""
    floor, bound = subject.can.recall_floor, upper_bound(recalls)
    subject.measured.append(Measured(k, workload, float(recalls.mean()), bound, floor))
    require(
        bound >= floor,
        f"recall@{k} is {float(recalls.mean()):.3f} on {workload} (at most {bound:.3f} at an error of 1 in 200) under "
        f"{_shown(options)}, and recall_floor={floor} is declared.",
    )


def effort(subject: Subject) -> None:
    """Paired: every set of options sees the same keys and queries."""
    sets = subject.can.effort
    if not sets:
        excuse("effort=(): no options declared that trade time for recall")
    recalls = [torch.cat([_filled_recalls(subject, seed, options) for seed in SEEDS]) for options in sets]
    for options, found in zip(sets, recalls):
        subject.measured.append(Measured(K, f"at {_shown(options)}", float(found.mean()), upper_bound(found)))
    for (less, more), (before, after) in zip(pairwise(sets), pairwise(recalls)):
        require(
            upper_bound(after - before) >= 0,
            f"more effort finds less: recall@{K} falls from {float(before.mean()):.3f} at {_shown(less)} to "
            f"{float(after.mean()):.3f} at {_shown(more)}.",
        )
    least, most = recalls[0], recalls[-1]
    require(
        not torch.equal(least, most) or float(least.mean()) >= ENOUGH,
        f"effort changes nothing: recall@{K} is {float(least.mean()):.3f} at {_shown(sets[0])} and at "
        f"{_shown(sets[-1])} alike, so the option is not heeded.",
    )


def after_drift(subject: Subject) -> None:
    """All topics change at once; by then one probe is due, and one training repairs what it finds."""
    before, after = zip(*(_drift(subject, seed) for seed in SEEDS))
    healthy, recovered = torch.cat(before), torch.cat(after)
    floor, most = subject.can.recall_floor, upper_bound(healthy)
    enough, reached = KEPT * float(healthy.mean()), float(recovered.mean())
    subject.measured.append(Measured(K, "many topics", float(healthy.mean()), most, floor))
    subject.measured.append(Measured(K, "after all of them changed", reached, upper_bound(recovered), enough))
    require(most >= floor, f"recall@{K} is {float(healthy.mean()):.3f} on many topics, and {floor} is declared.")
    bound = upper_bound(recovered - KEPT * healthy)
    require(
        bound >= 0,
        f"recall@{K} was {float(healthy.mean()):.3f}, and {INTERVAL + 1} writes after all keys changed it is "
        f"{float(recovered.mean()):.3f}; an index trained on other keys must be trained again (declare trained=True).",
    )


def _stream_recalls(subject: Subject, seed: int, change: Change) -> Tensor:
    """Mean recall of each store while its ring fills and wraps."""
    topics = Topics(STORES, DIM, seed)
    stream = Stream(subject.maker(), stores=STORES, capacity=CAPACITY, dim=DIM)
    shares = []
    for step, count in enumerate((1000, 300, 300, 300)):
        topics.drift(0.3)
        stream.write(change(topics.draw(count), seed + step))
        shares.append(stream.recalls(topics.draw(40), K))
    return torch.cat(shares, dim=1).mean(1)


def _filled_recalls(subject: Subject, seed: int, options: Mapping[str, Any]) -> Tensor:
    """Mean recall of each store once a whole ring has been written at once; keys that hardly cluster."""
    topics = Topics(STORES, DIM, seed, spread=1.6)
    stream = Stream(subject.maker(options), stores=STORES, capacity=1100, dim=DIM)
    stream.write(topics.draw(1100))
    return stream.recalls(topics.draw(100), K).mean(1)


def _drift(subject: Subject, seed: int) -> tuple[Tensor, Tensor]:
    """Recall of each store before all topics change, and once training has had its chance."""
    topics = Topics(STORES, WIDE, seed)
    stream = Stream(subject.maker(), stores=STORES, capacity=CAPACITY, dim=WIDE)

    def steps(count: int) -> list[Tensor]:
        shares = []
        for _ in range(count):
            shares.append(stream.recalls(topics.draw(40), K))
            stream.write(topics.draw(20))
        return shares

    stream.write(topics.draw(CAPACITY - 10))
    healthy = steps(INTERVAL + 1)
    topics.shift()
    stream.write(topics.draw(CAPACITY // 2))
    recovered = steps(INTERVAL + 5)[INTERVAL + 1 :]
    return torch.cat(healthy, dim=1).mean(1), torch.cat(recovered, dim=1).mean(1)


def _as_drawn(keys: Tensor, seed: int) -> Tensor:
    return keys


def _half_copied(keys: Tensor, seed: int) -> Tensor:
    """Every second key is one of the first three."""
    chosen = torch.randint(3, (len(range(1, keys.shape[1], 2)),), generator=torch.Generator().manual_seed(seed))
    keys[:, 1::2] = keys[:, chosen]
    return keys


def _stretched(keys: Tensor, seed: int) -> Tensor:
    """The same directions with lengths from a half to one and a half."""
    return keys * (0.5 + torch.rand(*keys.shape[:-1], 1, generator=torch.Generator().manual_seed(seed)))


def _shown(options: Mapping[str, Any]) -> str:
    return ", ".join(f"{name}={value}" for name, value in options.items()) or "default options"
