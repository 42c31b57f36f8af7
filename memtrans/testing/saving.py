"""A memory that was saved and loaded goes on as the one that saved it."""

from __future__ import annotations

import torch
from torch import Tensor

from memtrans.memory import Memory
from memtrans.testing.rules import require, require_equal
from memtrans.testing.subject import Subject
from memtrans.testing.workloads import unit


def twins(subject: Subject) -> None:
    options = subject.repeatable

    def memory(threads: int = 1) -> Memory:
        return subject.memory(options, rows=2, heads=2, capacity=1100, delay=3, threads=threads)

    saved = memory()
    for step in range(7):
        _live(saved, step)
    saved.rebuild()  # what a run does that saves
    twin, other = memory(), memory(threads=2)
    _live(other, 90)
    state = saved.state_dict()
    for loaded in (twin, other):
        loaded.load_state_dict({name: tensor.clone() for name, tensor in state.items()})
    kept = {name: tensor.clone() for name, tensor in state.items()}
    for step in range(100, 107):
        answers = [_live(each, step) for each in (saved, twin, other)]
        for answer in answers[1:]:
            require_equal(answer, answers[0], "a memory that was saved and loaded finds other keys than the one it was")
        if step == 103:
            for each in (saved, twin, other):
                each.reset(torch.tensor([True, False]))
    same = all(torch.equal(state[name], kept[name]) for name in kept)
    require(same, "what a memory saved changed when the memory was written to; save a copy.")


def _live(memory: Memory, step: int) -> Tensor:
    """One step of a document: search, then append; what was found as [stores, q, k]."""
    found = memory.search(unit(2, 2, 30, 8, seed=1000 + step), 7)
    keys = unit(2, 2, 180, 8, seed=step)
    valid = torch.ones(2, 180, dtype=torch.bool)
    valid[1, 150:] = False
    memory.append(keys, keys.flip(2), valid)
    return found.flatten(0, 1)
