"""Where remembered pairs stand for a query: policies of positions for models that rotate their keys.

A model knows distances up to the length it was trained on. Within it a remembered key is used as it was rotated;
beyond, it has to be put at a distance that the model knows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from jaxtyping import Float, Int
from torch import Tensor

from memtrans.errors import UsageError, did_you_mean

Policy = Literal["original", "fixed", "group", "start"]
POLICIES: tuple[Policy, ...] = ("original", "fixed", "group", "start")
AUTO = "auto"


@dataclass(frozen=True)
class Positions:
    """A policy and its numbers, in tokens.

    original: keys as rotated. fixed: every key `distance` tokens before every query. group: places divided by
    `group`, so that the distances of a long text shrink to those of a short one (Self-Extend, arXiv 2401.01325).
    start: where the query's local context begins (InfLLM, arXiv 2402.04617). window: tokens before the step.
    """

    policy: Policy
    window: int
    distance: int
    group: int

    @property
    def moves(self) -> bool:
        """Whether keys are stored otherwise than rotated."""
        return self.policy != "original"

    def of_key(self, position: Int[Tensor, "rows n"], place: Int[Tensor, "rows n"]) -> Int[Tensor, "rows n"]:
        """By how many places a key is moved before it is stored; position, place: as in `of_query`."""
        # By place, so that what comes before a document, as padding does, groups no token otherwise.
        return place // self.group - position if self.policy == "group" else -position

    def of_query(
        self, position: Int[Tensor, "rows n"], place: Int[Tensor, "rows n"], lower: Int[Tensor, " rows"]
    ) -> Float[Tensor, "rows n"]:
        """By how many places a query is moved before it searches.

        position: as the model rotated it. place: in its document. lower: the first place of its local context.
        """
        if self.policy == "group":
            return place // self.group + (self.window - self.window // self.group) - position
        if self.policy == "start":
            return place - lower[:, None] - position
        return self.distance - position

    def settings(self) -> dict[str, int]:
        """The numbers that matter to this policy."""
        return {"fixed": {"distance": self.distance}, "group": {"group": self.group}}.get(self.policy, {})


def choose_policy(asked: str, length: int | None, trained: int) -> Policy:
    """`auto` is `original` where documents are known to fit the trained length, `fixed` otherwise."""
    if asked == AUTO:
        return "original" if length is not None and length <= trained else "fixed"
    for policy in POLICIES:
        if asked == policy:
            return policy
    known = (AUTO, *POLICIES)
    raise UsageError(f"positions={asked!r} is unknown; choose {', '.join(known)}.{did_you_mean(str(asked), known)}")
