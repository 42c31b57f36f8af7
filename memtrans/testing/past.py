"""Past queries: what a backend that is shown a sample of them may make of it.

Each check lives the same life twice, with one thing changed that must not matter, and compares every answer.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor
from torch.nn.functional import normalize

from memtrans.memory import Memory
from memtrans.testing.filled import DIM, QUERIES, Answer, keys_of, near
from memtrans.testing.recall import K, require_floor
from memtrans.testing.rules import excuse, require, require_equal
from memtrans.testing.subject import NOTHING, Subject
from memtrans.testing.workloads import gauss, unit

ROWS, HEADS, CAPACITY, STEP, STEPS = 2, 2, 1100, 180, 9
"""Indexes are built at several sizes, a block is sealed, and the ring wraps."""

HUGE = 1e15

Ask = Callable[[Memory, int, Tensor], None]
"""(memory, step, queries that this step asks) -> ask them."""


def only_declared(subject: Subject) -> None:
    memory, plugins = subject.tapped(NOTHING, rows=ROWS, heads=HEADS, capacity=CAPACITY)
    _live(memory, steps=2)
    most = subject.can.past_queries
    for ring in plugins.rings:
        shown = None if ring.past is None else tuple(ring.past.queries.shape)
        expected = (ROWS * HEADS, most, 8) if most else None
        require(shown == expected, f"past_queries={most} is declared, and queries of shape {shown} were shown.")
    saved = [name for name in memory.state_dict() if name.startswith("past_")]
    require(bool(saved) == bool(most), f"past_queries={most} is declared, and {', '.join(saved) or 'none'} are saved.")


def others(subject: Subject) -> None:
    """The first row asks the same; all else that is asked is something else."""
    _require_declared(subject)
    alone, among, stranger = _memory(subject), _memory(subject), _memory(subject)
    for memory, seed in ((alone, 1), (among, 2)):
        _live(memory, steps=3, seed=seed)
        memory.reset(torch.tensor([True, False]))

    def ask(memory: Memory, step: int, queries: Tensor) -> None:
        valid = torch.ones(ROWS, STEP + 4, dtype=torch.bool)
        valid[0, [3, 50, 51, 99]] = False
        other = _skewed(STEP + 4, step, 5 if memory is alone else 6)
        other[0][:, valid[0]] = queries[0]
        memory.search(other, K, valid=valid)
        if memory is among:
            _search(stranger, _skewed(STEP, step, 7))
            keys = unit(ROWS, HEADS, STEP, 8, seed=900 + step)
            stranger.append(keys, keys)

    for found, expected in zip(_live(among, ask=ask), _live(alone, ask=ask)):
        message = "what other rows, other memories, an earlier document or padding asked changed what a row finds"
        require_equal(found[:HEADS], expected[:HEADS], message)


def later(subject: Subject) -> None:
    _require_declared(subject)
    one, other = _memory(subject), _memory(subject)
    for step in range(STEPS):
        queries, answers = _skewed(STEP, step, 1), []
        for memory, seed in ((one, 2), (other, 3)):
            together = torch.cat([queries, _skewed(60, step, seed)], dim=2)
            answers.append(memory.search(together, K)[:, :, :STEP].flatten(0, 1))
            _search(memory, queries)  # the latest, of which a recall probe may keep some
            _append(memory, step)
        require_equal(answers[1], answers[0], "what is asked later, in the same call, changed what a query finds")
        # The first search after a write may not decide what later ones find.
        for memory, seed in ((one, 2), (other, 3)):
            _search(memory, _skewed(STEP, step, seed))
        first, second = _probe(one), _probe(other)
        require_equal(second, first, "what is asked later changed what was learnt of what was asked before")


def once(subject: Subject) -> None:
    _require_declared(subject)
    plain, repeated = _memory(subject), _memory(subject)

    def again(memory: Memory, step: int, queries: Tensor) -> None:
        if memory is repeated:
            _search(memory, _skewed(STEP, step, 8))
            _search(memory, queries)
        _search(memory, queries)

    for found, expected in zip(_live(repeated, ask=again), _live(plain, ask=again)):
        require_equal(found, expected, "a search that was made again before the write changed what is found after it")


def saved(subject: Subject) -> None:
    _require_declared(subject)
    memory, twin = _memory(subject), _memory(subject)
    _live(memory, steps=5)
    _search(memory, _skewed(STEP, 77, 3))
    memory.rebuild()  # what a run does that saves
    twin.load_state_dict({name: tensor.clone() for name, tensor in memory.state_dict().items()})
    for found, expected in zip(_live(twin, first=5), _live(memory, first=5)):
        require_equal(found, expected, "a memory that was saved and loaded finds other keys than the one it was")
    same = all(torch.equal(tensor, memory.state_dict()[name]) for name, tensor in twin.state_dict().items())
    require(same, "a memory that was saved and loaded holds other past queries than the one it was.")


def strange(subject: Subject) -> None:
    _require_declared(subject)
    for name, kind in STRANGE.items():
        recalls = torch.stack([_recall(subject, kind, seed) for seed in (21, 22, 23)])
        require_floor(subject, recalls, f"clustered keys after {name}", K, subject.choose())


Strange = Callable[[Tensor], Tensor]
"""What is asked while a ring fills, for ordinary queries [1, n, dim]."""


def _none(queries: Tensor) -> Tensor:
    return queries[:, :0]


def _one(queries: Tensor) -> Tensor:
    return queries[:, :1]


def _zeros(queries: Tensor) -> Tensor:
    return queries * 0


def _constant(queries: Tensor) -> Tensor:
    return queries[:, :1].expand_as(queries).clone()


def _huge(queries: Tensor) -> Tensor:
    return queries * HUGE


STRANGE: dict[str, Strange] = {
    "no queries": _none,
    "few queries": _one,
    "queries of zeros": _zeros,
    "one query over and over": _constant,
    "huge queries": _huge,
}


def _recall(subject: Subject, kind: Strange, seed: int) -> Tensor:
    """Recall@10 of a full ring; after one query over and over, of queries near that one."""
    capacity = 2048
    keys = keys_of(seed, capacity, DIM)
    memory = subject.memory(rows=1, capacity=capacity, key_dim=DIM)
    usual = near(keys, QUERIES, seed)
    for part in keys.split(capacity // 8, dim=1):
        asked = kind(usual)
        if asked.shape[1]:
            memory.search(asked[None], K)
        memory.append(part[None], part[None])
    queries = usual
    if kind is _constant:
        queries = normalize(usual[:, :1] + 0.1 * gauss(1, QUERIES, DIM, seed=seed), dim=-1)
    found = memory.search(queries[None], K)[0, 0]
    scores = queries[0].double() @ keys[0].double().T
    best = scores.topk(K, dim=1).values[:, -1:]
    hit = torch.zeros(scores.shape, dtype=torch.bool).scatter_(1, found.clamp(min=0), found >= 0)
    return Answer(scores >= best - 1e-5, hit, K).recalls.mean()


def _require_declared(subject: Subject) -> None:
    if not subject.can.past_queries:
        excuse("past_queries=0: it is shown none")


def _memory(subject: Subject) -> Memory:
    return subject.memory(subject.repeatable, rows=ROWS, heads=HEADS, capacity=CAPACITY)


def _live(memory: Memory, first: int = 0, steps: int = STEPS, seed: int = 1, ask: Ask | None = None) -> list[Tensor]:
    """Steps of a document, each asked for, written, and asked again what nothing remembers; answers [stores, q, k]."""
    answers = []
    for step in range(first, first + steps):
        queries = _skewed(STEP, step, seed)
        if ask is None:
            _search(memory, queries)
        else:
            ask(memory, step, queries)
        _append(memory, step)
        answers.append(_probe(memory))
    return answers


def _probe(memory: Memory) -> Tensor:
    """What is found for fixed queries. They take the places of those that are asked next, which replace them."""
    return memory.search(unit(ROWS, HEADS, 30, 8, seed=4), 7).flatten(0, 1)


def _search(memory: Memory, queries: Tensor) -> None:
    memory.search(queries, K)


def _append(memory: Memory, step: int) -> None:
    keys = unit(ROWS, HEADS, STEP, 8, seed=2000 + step)
    memory.append(keys, keys)


def _skewed(n: int, step: int, seed: int) -> Tensor:
    """Queries [rows, heads, n, 8] that look at some of the dimensions, which others depends on the seed."""
    queries = unit(ROWS, HEADS, n, 8, seed=10_000 * seed + step)
    return queries * torch.where((torch.arange(8) + seed) % 4 < 2, 1.0, 0.05)
