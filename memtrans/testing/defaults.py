"""The backend as its users have it: no options for small tests, more keys than it searches exactly, long keys."""

from __future__ import annotations

from functools import partial

import torch
from torch.nn.functional import normalize

from memtrans.backend import MemoryBackend, Ring
from memtrans.options import TrainedOptions
from memtrans.testing.filled import QUERIES, WANTED, Answer, ask, keys_of, near, overwrite, require_even
from memtrans.testing.recall import require_floor
from memtrans.testing.rules import excuse, require
from memtrans.testing.stream import Stream
from memtrans.testing.subject import Subject, unasked

SEEDS = (31, 32, 33)
DIM, CAPACITY, MOST = 128, 5000, 20_000


def recall(subject: Subject) -> None:
    """A ring that is full, and then overwritten in part, at the tester's own options and no others."""
    capacity = _capacity(subject)
    full: list[list[Answer]] = []
    later: list[list[Answer]] = []
    for seed in SEEDS if not subject.thorough else (*SEEDS, 34, 35, 36):
        keys = normalize(keys_of(seed, capacity, DIM) * torch.logspace(-0.4, 0.4, DIM), dim=-1)  # the last tell most
        stream = Stream(partial(_make, subject), stores=1, capacity=capacity, dim=DIM)
        for part in keys.split(capacity // 4, dim=1):
            stream.write(part)
        queries = near(keys, QUERIES, seed)
        full.append([ask(stream, queries, k) for k in WANTED])
        indexed = stream.backend.stats().keys_indexed
        require(indexed > 0 or subject.spec.kind != "index", f"no index answered in a full ring of {capacity} keys.")
        queries = overwrite(stream, seed)
        later.append([ask(stream, queries, k) for k in WANTED])
    for at, k in enumerate(WANTED):
        workload = f"a full ring of {capacity} keys of {DIM} dimensions"
        recalls = torch.stack([each[at].recalls.mean() for each in full])
        require_floor(subject, recalls, workload, k, subject.options)
        require_even(subject, [each[at] for each in full], k, f"full, of {capacity} keys of {DIM} dimensions")
        require_even(subject, [each[at] for each in later], k, f"overwritten in part, of {capacity} keys")


def _make(subject: Subject, ring: Ring) -> MemoryBackend:
    options = subject.plugins.resolve_options(subject.name, subject.options)
    return subject.plugins.create(subject.name, options, unasked(subject.can, ring))


def _capacity(subject: Subject) -> int:
    """Keys among which an index answers, as far as the options say so."""
    options = subject.plugins.resolve_options(subject.name, subject.options)
    below = options.exact_below if isinstance(options, TrainedOptions) else subject.can.exact_below
    capacity = max(CAPACITY, 4 * (below + below // 4 + 3) // 4)
    if capacity > MOST:
        excuse(f"exact_below={below}: no index answers for less than {MOST:,} keys")
    return capacity // 8 * 8
