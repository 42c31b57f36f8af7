"""What a token attends to, written down a second time: slow, in float64, one token and one key after the other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Reader:
    """How one layer reads. frequencies: radians per token of each pair of dimensions, of the first ones."""

    window: int
    step: int
    sinks: int
    capacity: int
    neighbours: int
    policy: str = "original"
    distance: int = 0
    group: int = 1
    frequencies: tuple[float, ...] = ()
    interleaved: bool = False
    cap: float | None = None

    def rotated(self, x: Numbers, position: float) -> Numbers:
        """x [dim] at that position: each pair is one complex number that turns."""
        pairs = len(self.frequencies)
        a, b = (
            (range(0, 2 * pairs, 2), range(1, 2 * pairs, 2))
            if self.interleaved
            else (range(pairs), range(pairs, 2 * pairs))
        )
        out = x.astype(np.float64).copy()
        for one, other, frequency in zip(a, b, self.frequencies):
            turned = complex(x[one], x[other]) * np.exp(1j * position * frequency)
            out[one], out[other] = turned.real, turned.imag
        return out

    def weights(self, queries: Numbers, keys: Numbers, positions: list[int]) -> Numbers:
        """Attention weights [n, n] of one head over one document; queries and keys [n, dim] are not yet rotated."""
        n = len(queries)
        weights = np.zeros((n, n))
        for token in range(n):
            scores = self._scores(token, queries, keys, positions)
            if self.cap is not None:
                scores = {place: self.cap * np.tanh(score / self.cap) for place, score in scores.items()}
            highest = max(scores.values())
            total = sum(np.exp(score - highest) for score in scores.values())
            for place, score in scores.items():
                weights[token, place] = np.exp(score - highest) / total
        return weights

    def _scores(self, token: int, queries: Numbers, keys: Numbers, positions: list[int]) -> dict[int, float]:
        """By place, of everything that the token attends to."""
        first = max(0, token // self.step * self.step - self.window)
        here = self.rotated(queries[token], positions[token])
        root = np.sqrt(queries.shape[1])
        scores = {place: here @ self.rotated(keys[place], positions[place]) / root for place in range(first, token + 1)}
        moved = self.policy != "original"
        for sink in range(min(self.sinks, first)):
            # A window that begins among the sinks finds them where they are.
            at = positions[first] - self.sinks + sink if moved and first >= self.sinks else positions[sink]
            scores[sink] = here @ self.rotated(keys[sink], at) / root
        gone = list(range(self.sinks, first))[-self.capacity :] if self.capacity else []
        far = {place: self._far(token, place, first, queries, keys, positions) / root for place in gone}
        best = sorted(far, key=lambda place: far[place], reverse=True)[: self.neighbours]
        return scores | {place: far[place] for place in best}

    def _far(self, token: int, place: int, first: int, queries: Numbers, keys: Numbers, positions: list[int]) -> float:
        """The inner product of a query with a remembered key, each where the policy puts it."""
        query_at, key_at = {
            "original": (positions[token], positions[place]),
            "fixed": (self.distance, 0),
            "group": (
                token // self.group + self.window - self.window // self.group,
                place // self.group,
            ),
            "start": (token - first, 0),
        }[self.policy]
        return float(self.rotated(queries[token], query_at) @ self.rotated(keys[place], key_at))
