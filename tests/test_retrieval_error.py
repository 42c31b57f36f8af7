"""What a retrieval error can do to the output: ‖Δout‖ ≤ 2 (1 − mass recall) max‖v‖, times the gate.

The mass is that of the softmax in which the memories take part, so with `joint_softmax` that of the joint one. What is
retrieved may lie outside the true k: such keys take the place of nearer ones, so they weigh no more than these.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor
from toy_plugins import TOY, registry_of

from memtrans.evaluation.judge import judge
from memtrans.memory import Memory
from memtrans.model.attention import masked_softmax, weighted_values
from memtrans.model.config import ModelConfig
from memtrans.model.transformer import Attention, Context
from memtrans.search.recall import mass_recall


class Attended(NamedTuple):
    """Output and log of the softmax denominator, over the memories found and over the local tokens."""

    near: Tensor
    near_mass: Tensor
    local: Tensor
    local_mass: Tensor

    def gated(self, gate: float) -> Tensor:
        return gate * self.near + (1 - gate) * self.local

    def joint(self) -> Tensor:
        share = torch.sigmoid(self.near_mass - self.local_mass)
        return share * self.near + (1 - share) * self.local

    @property
    def joint_mass(self) -> Tensor:
        return torch.logaddexp(self.near_mass, self.local_mass)


class Case(NamedTuple):
    """One query: scores and values of k memories, which of them were found, and of some local tokens."""

    scores: Tensor
    values: Tensor
    found: Tensor
    local_scores: Tensor
    local_values: Tensor

    def attend(self, present: Tensor) -> Attended:
        k = len(self.scores)
        weights, near_mass = masked_softmax(self.scores, present)
        slots = torch.where(present, torch.arange(k), -1)
        near = weighted_values(weights.view(1, 1, k), self.values.unsqueeze(0), slots.view(1, 1, k))[0, 0]
        local, local_mass = masked_softmax(self.local_scores, torch.ones(len(self.local_scores), dtype=torch.bool))
        return Attended(near, near_mass, local @ self.local_values, local_mass)

    def both(self) -> tuple[Attended, Attended]:
        return self.attend(torch.ones_like(self.found)), self.attend(self.found)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    k, local, dim = draw(st.integers(1, 40)), draw(st.integers(1, 9)), draw(st.integers(1, 7))
    retrieved = draw(st.integers(1, k))
    spread = draw(st.sampled_from([0.1, 1.0, 10.0]))
    random = torch.Generator().manual_seed(draw(st.integers(0, 2**31)))

    def normal(*shape: int) -> Tensor:
        return torch.randn(shape, dtype=torch.float64, generator=random)

    found = torch.zeros(k, dtype=torch.bool)
    found[torch.randperm(k, generator=random)[:retrieved]] = True
    return Case(spread * normal(k), normal(k, dim), found, spread * normal(local), normal(local, dim))


@given(cases(), st.floats(0, 1))
def test_the_retrieval_error_bounds_the_output_error(case: Case, gate: float) -> None:
    exact, some = case.both()
    missed = 1 - (some.near_mass - exact.near_mass).exp()
    largest = case.values.norm(dim=1).max()
    assert (some.gated(gate) - exact.gated(gate)).norm() <= gate * 2 * missed * largest + 1e-12

    missed = 1 - (some.joint_mass - exact.joint_mass).exp()
    largest = torch.cat([case.values, case.local_values]).norm(dim=1).max()
    assert (some.joint() - exact.joint()).norm() <= 2 * missed * largest + 1e-12


@given(cases(), st.integers(1, 40), st.floats(0, 1), st.floats(0.1, 5))
def test_the_bound_holds_for_whatever_k_keys_are_retrieved(case: Case, k: int, gate: float, scale: float) -> None:
    """The case's memories are all that are stored, and k of them are the nearest; others were found instead."""
    k = max(min(k, len(case.scores)), int(case.found.sum()))
    case = case._replace(scores=scale * case.scores, local_scores=scale * case.local_scores)
    nearest = torch.zeros_like(case.found)
    nearest[case.scores.topk(k).indices] = True
    exact, some = case.attend(nearest), case.attend(case.found)
    scores = case.scores / scale
    found = scores.masked_fill(~case.found, -torch.inf)
    missed = 1 - mass_recall(found, scores.topk(k).values, torch.tensor(scale, dtype=torch.float64))
    largest = case.values.norm(dim=1).max()
    assert (some.gated(gate) - exact.gated(gate)).norm() <= gate * 2 * missed * largest + 1e-9

    missed = missed * (exact.near_mass - exact.joint_mass).exp()  # of the joint softmax local tokens are never missed
    largest = torch.cat([case.values, case.local_values]).norm(dim=1).max()
    assert (some.joint() - exact.joint()).norm() <= 2 * missed * largest + 1e-9


@given(cases(), st.floats(0, 1))
def test_the_bound_is_reached_when_what_is_missed_points_the_other_way(case: Case, gate: float) -> None:
    """So no smaller factor would do, whatever the scores and however much is found."""
    direction = case.values[0] / case.values[0].norm()
    values = torch.where(case.found.unsqueeze(1), direction, -direction)
    exact, some = case._replace(values=values, local_values=direction.expand_as(case.local_values)).both()

    missed = 1 - float((some.near_mass - exact.near_mass).exp())
    assert float((some.gated(gate) - exact.gated(gate)).norm()) == pytest.approx(gate * 2 * missed, abs=1e-9)

    missed = 1 - float((some.joint_mass - exact.joint_mass).exp())
    assert float((some.joint() - exact.joint()).norm()) == pytest.approx(2 * missed, abs=1e-9)


@given(st.data())
def test_the_bound_holds_for_a_layer_and_the_mass_recall_that_is_reported(data: st.DataObject) -> None:
    rows, stores, group = data.draw(st.integers(1, 2)), data.draw(st.integers(1, 2)), data.draw(st.integers(1, 3))
    dim, tokens, k = data.draw(st.integers(2, 6)), data.draw(st.integers(1, 5)), data.draw(st.integers(1, 8))
    stored, recall = data.draw(st.integers(1, 20)), data.draw(st.floats(0.2, 1))
    drop = data.draw(st.sampled_from(["best", "random", "last", "oldest", "all but the newest"]))
    approximate = ("toy", {}) if drop == "all but the newest" else ("dial", {"recall": recall, "drop": drop})
    torch.manual_seed(data.draw(st.integers(0, 1000)))
    heads = stores * group
    config = ModelConfig(
        width=heads * dim, heads=heads, kv_heads=stores, layers=1, memory_layers=(1,), neighbours=k, xl_cache=0
    )
    layer = Attention(config, 1)
    torch.nn.init.normal_(layer.gate)
    torch.nn.init.eye_(layer.output.weight)  # what the layer returns is what its heads attended to
    memories = [
        Memory(
            rows=rows,
            heads=stores,
            capacity=24,
            key_dim=dim,
            backend=backend,
            options=options,
            threads=1,
            plugins=registry_of(TOY) if backend == "toy" else None,
        )
        for backend, options in (("exact", {}), approximate)
    ]
    pairs = torch.randn(2, rows, stores, stored, dim)
    for memory in memories:
        memory.append(torch.nn.functional.normalize(pairs[0], dim=-1), pairs[1])
    watch = Watch(layer.memory_scale().detach())
    memories[1].observer = watch

    x = torch.randn(rows, tokens, heads * dim)
    nothing = torch.zeros(rows, stores, 0, dim)
    with torch.no_grad():
        exact, some = (layer(x, (nothing, nothing), Context(memory, None, None))[0] for memory in memories)

    error = (some - exact).unflatten(2, (heads, dim)).norm(dim=-1)  # [rows, tokens, heads]
    # The queries of heads that share a list stand one head after the other.
    missed = (1 - watch.mass).view(rows, stores, group, tokens).flatten(1, 2).transpose(1, 2)
    found = watch.found.view(rows, stores, group, tokens).flatten(1, 2).transpose(1, 2)
    largest = pairs[1].norm(dim=-1).amax(-1).repeat_interleave(group, dim=1).unsqueeze(1)
    bound = torch.sigmoid(layer.gate.detach()) * 2 * missed * largest
    assert bool((error <= bound + 1e-4)[found].all()), "a query that found nothing is another case: no memory"


class Watch:
    """Keeps the mass recall of every query of one search, and whether it found anything."""

    def __init__(self, scales: Tensor) -> None:
        self.scales = scales

    def searched(
        self, memory: Memory, layer: int, queries: Tensor, slots: Tensor, valid: Tensor, seconds: float
    ) -> None:
        every = torch.arange(queries.shape[2]).expand(memory.rows, -1)
        self.mass = judge(memory, layer, queries, slots, self.scales, every).mass_recall
        self.found = (slots >= 0).any(-1)

    def wrote(self, seconds: float) -> None:
        pass
