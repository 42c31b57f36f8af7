"""Recall: which of the true k nearest keys were found, decided by scores. The one definition of the project.

The recall probe, the meter of an evaluation and the benchmarks all use it. Only the conformance suite has another
(`memtrans.testing`), on purpose: what judges a backend must not share a fault with what is judged.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor

from memtrans.search.exact import exact_topk
from memtrans.search.topk import Scratch, score
from memtrans.search.workers import Workers


class Compared(NamedTuple):
    """Scores of what was found and of the true k nearest keys, -inf = none, and what rounding can make of them.

    nearest: slots of the true k nearest, -1 = none.
    """

    found: Float[Tensor, "stores q k"]
    truth: Float[Tensor, "stores q k"]
    slack: Float[Tensor, "stores q k"]
    nearest: Int[Tensor, "stores q k"]


class Truth(NamedTuple):
    """The true k nearest keys: scores, -inf = none; slots, -1 = none; the length of the k-th key.

    It can be kept, and any number of answers compared with it.
    """

    scores: Float[Tensor, "stores q k"]
    nearest: Int[Tensor, "stores q k"]
    last_norm: Float[Tensor, "stores q 1"]


def recall_at_k(
    found: Float[Tensor, "*q some"], truth: Float[Tensor, "*q k"], slack: Float[Tensor, "*q #some"] | float = 0.0
) -> Float[Tensor, "*q"]:
    """Share of each query's true k nearest keys that was found, given the scores of both.

    Judged by score, so a key that ties with the k-th is as good as the k-th, but no better: of many that tie only as
    many count as the true k hold. -inf means "none" and counts on neither side. slack: how far from the k-th a score
    is still a tie; 0 where both come from one computation, else what `rounding_error` says. NaN where a query has no
    true neighbour.
    """
    nearer, ties, _ = _right(found, truth, slack)
    return (nearer.sum(-1) + ties) / (truth > -torch.inf).sum(-1)


def mass_recall(
    found: Float[Tensor, "*q some"],
    truth: Float[Tensor, "*q k"],
    scale: Float[Tensor, "*q"],
    slack: Float[Tensor, "*q #some"] | float = 0.0,
) -> Float[Tensor, "*q"]:
    """Share of the softmax weight of the true k nearest keys that fell on those of them that were found.

    A key outside the true k counts for nothing, however much weight it would get: only so does 1 − mass recall bound
    what a search can do to the output (twice that, times the longest value). At most 1, and 0 where recall is 0.
    scale: what the model multiplies scores by. slack: as in `recall_at_k`. NaN where a query has no true neighbour.
    """
    top = truth.amax(-1, keepdim=True)

    def weight(scores: Tensor) -> Tensor:
        return (scale.unsqueeze(-1) * (scores - top)).exp()

    nearer, ties, last = _right(found, truth, slack)
    kept = torch.where(nearer, weight(found), 0.0).sum(-1) + torch.where(ties > 0, ties * weight(last).squeeze(-1), 0.0)
    return torch.where(top.squeeze(-1) > -torch.inf, (kept / weight(truth).sum(-1)).clamp(max=1.0), torch.nan)


def rounding_error(queries: Float[Tensor, "*q dim"], norms: Float[Tensor, "*q k"]) -> Float[Tensor, "*q k"]:
    """How far apart two float32 sums of the same products can be: at most dim · eps · |query| · |key|.

    norms: lengths of the keys. Source: Higham, Accuracy and Stability of Numerical Algorithms, 3.1.
    """
    lengths: Tensor = queries.float().norm(dim=-1, keepdim=True)
    return queries.shape[-1] * torch.finfo(torch.float32).eps * lengths * norms


@torch.no_grad()
def compare_with_exact(
    queries: Float[Tensor, "stores q dim"],
    keys: Float[Tensor, "stores capacity dim"],
    slots: Int[Tensor, "stores q k"],
    live: Sequence[range],
    scratch: Scratch,
    workers: Workers | None = None,
) -> Compared:
    """Search the live keys exactly too; `slots` is what was found, -1 = none."""
    return compare_with(find_truth(queries, keys, live, slots.shape[2], scratch, workers), queries, keys, slots)


@torch.no_grad()
def find_truth(
    queries: Float[Tensor, "stores q dim"],
    keys: Float[Tensor, "stores capacity dim"],
    live: Sequence[range],
    k: int,
    scratch: Scratch,
    workers: Workers | None = None,
) -> Truth:
    """The k nearest of the live keys."""
    scores, nearest = exact_topk(queries, keys, live, k, scratch, workers)
    last = scores.masked_fill(scores == -torch.inf, torch.inf).argmin(-1, keepdim=True)
    return Truth(scores, nearest, _norms(keys, nearest.gather(2, last)))


@torch.no_grad()
def compare_with(
    truth: Truth,
    queries: Float[Tensor, "stores q dim"],
    keys: Float[Tensor, "stores capacity dim"],
    slots: Int[Tensor, "stores q k"],
) -> Compared:
    """Scores of what was found beside a truth that is known; `slots` -1 = none."""
    slack = rounding_error(queries, _norms(keys, slots) + truth.last_norm)
    return Compared(score(queries, keys, slots), truth.scores, slack, truth.nearest)


def _right(
    found: Tensor, truth: Tensor, slack: Tensor | float
) -> tuple[Bool[Tensor, "*q some"], Int[Tensor, "*q"], Float[Tensor, "*q 1"]]:
    """Which keys are nearer than the k-th, how many that tie with it are right as well, and the k-th score."""
    last = truth.masked_fill(truth == -torch.inf, torch.inf).amin(-1, keepdim=True)
    nearer = found > last + slack
    ties = (found >= last - slack).sum(-1) - nearer.sum(-1)
    # Twice as far, so that one key whose score was computed twice is never on one side here and on the other there.
    reach = 2 * (slack.amax(-1, keepdim=True) if isinstance(slack, Tensor) else slack)
    places = ((truth <= last + reach) & (truth > -torch.inf)).sum(-1)
    return nearer, torch.minimum(ties, places), last


def _norms(keys: Tensor, slots: Tensor) -> Float[Tensor, "stores q k"]:
    """Lengths of the keys in these slots; of slot -1 anything."""
    norms = [
        keys[store].index_select(0, some.clamp(min=0).flatten()).float().norm(dim=-1).view_as(some)
        for store, some in enumerate(slots)
    ]
    return torch.stack(norms)
