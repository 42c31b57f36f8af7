from __future__ import annotations

from typing import Literal

import pytest
import torch
from streams import Stream, unit

from memtrans_backends.dial import DialBackend, uniform
from memtrans_backends.dial_plugin import DialOptions

Drop = Literal["best", "random", "last", "oldest"]
DROPS: list[Drop] = ["best", "random", "last", "oldest"]


def dialled(recall: float, drop: Drop, capacity: int = 300) -> Stream:
    stream = Stream(
        lambda ring: DialBackend(DialOptions(recall=recall, drop=drop), ring), stores=2, capacity=capacity, dim=8
    )
    for step in range(4):
        stream.write(unit(2, 110, 8, seed=step), [110, 40])
    return stream


@pytest.mark.parametrize("drop", DROPS)
@pytest.mark.parametrize("recall", [0.0, 0.33, 0.5, 0.9, 1.0])
def test_the_expected_share_is_found(drop: Drop, recall: float) -> None:
    assert dialled(recall, drop).check(unit(2, 400, 8, seed=9), 7) == pytest.approx(recall, abs=0.01)


def test_each_kind_loses_what_its_name_says() -> None:
    queries = unit(2, 30, 8, seed=9)
    exact = dialled(1.0, "best")
    best = exact.backend.search(queries, 8)
    scores = torch.stack([(queries[s].unsqueeze(1) * exact.ring.keys[s][best[s]]).sum(-1) for s in range(2)])
    written = torch.tensor([[[440]], [[160]]])
    age = (written - 1 - best) % torch.tensor([[[300]], [[300]]])
    for drop, value in (("best", scores), ("last", -scores), ("oldest", age.float())):
        found = dialled(0.5, drop).backend.search(queries, 8)
        kept = (best.unsqueeze(-1) == found.unsqueeze(-2)).any(-1)
        assert kept.sum(-1).unique().tolist() == [4]
        worst_kept = value.masked_fill(~kept, -torch.inf).amax(-1)
        best_lost = value.masked_fill(kept, torch.inf).amin(-1)
        assert bool((worst_kept < best_lost).all())


def test_what_a_query_loses_depends_on_nothing_but_itself() -> None:
    queries = unit(2, 30, 8, seed=9)
    stream = dialled(0.6, "random")
    found = stream.backend.search(queries, 9)
    assert torch.equal(stream.backend.search(queries, 9), found)
    turned = stream.backend.search(queries.flip(1), 9).flip(1)
    assert torch.equal(turned.sort(2).values, found.sort(2).values)


def test_a_reset_document_has_no_old_keys() -> None:
    stream = dialled(0.5, "oldest")
    stream.reset([True, True])
    stream.write(unit(2, 100, 8, seed=1))
    kept = stream.backend.search(unit(2, 20, 8, seed=2), 100)
    assert sorted(kept[kept != -1].unique().tolist()) == list(range(50, 100))


def test_chances_are_even_and_differ_between_ranks_queries_and_seeds() -> None:
    queries = unit(4, 500, 8, seed=0)
    chance = uniform(queries, 20, seed=1)
    assert float(chance.mean()) == pytest.approx(0.5, abs=0.01)
    assert float(chance.var()) == pytest.approx(1 / 12, abs=0.002)
    columns = torch.cat([chance.flatten(0, 1), uniform(queries, 20, seed=2).flatten(0, 1)], dim=1)
    correlation = torch.corrcoef(columns.T) - torch.eye(40)
    assert float(correlation.abs().max()) < 0.1
    rows = torch.corrcoef(uniform(queries, 400, seed=1)[0, :50]) - torch.eye(50)
    assert float(rows.abs().max()) < 0.25
