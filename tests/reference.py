"""The model again, in plain Python loops over float64 numbers: one token, one head, one memory at a time."""

from __future__ import annotations

import math
from typing import Any

from torch import nn

Vector = list[float]
Pair = tuple[Vector, Vector]

EPSILON = 1e-6
BIAS_UNIT = 8


def dot(a: Vector, b: Vector) -> float:
    return sum(x * y for x, y in zip(a, b, strict=True))


def multiply(matrix: list[Vector], x: Vector) -> Vector:
    return [dot(row, x) for row in matrix]


def add(a: Vector, b: Vector) -> Vector:
    return [x + y for x, y in zip(a, b, strict=True)]


def rms_norm(weight: Vector, x: Vector) -> Vector:
    size = math.sqrt(dot(x, x) / len(x) + EPSILON)
    return [w * y / size for w, y in zip(weight, x, strict=True)]


def unit(x: Vector) -> Vector:
    length = math.sqrt(dot(x, x) + EPSILON)
    return [y / length for y in x]


def gelu(x: float) -> float:
    return x * 0.5 * (1 + math.erf(x / math.sqrt(2)))


def mixture(scored: list[tuple[float, Vector]]) -> Vector:
    """Sum of the vectors, weighted by the softmax of their scores."""
    top = max(score for score, _ in scored)
    total = sum(math.exp(score - top) for score, _ in scored)
    weighted = [[math.exp(score - top) / total * x for x in vector] for score, vector in scored]
    return [sum(column) for column in zip(*weighted)]


class Reference:
    """Reads segments as the model does, and keeps its caches and memories itself, as lists."""

    def __init__(self, model: nn.Module, config: Any, rows: int, capacity: int) -> None:
        self.config, self.capacity = config, capacity
        self.weights: dict[str, Any] = {name: p.detach().double().tolist() for name, p in model.named_parameters()}
        # Per row, oldest first: what each token left behind in each layer and key/value head; None = padding.
        self.cache: list[list[list[list[Pair]] | None]] = [[] for _ in range(rows)]
        self.memory: list[list[list[list[Pair]]]] = [[] for _ in range(rows)]

    def read(self, tokens: list[list[int]], starts: list[bool], valid: list[list[bool]]) -> list[list[Vector]]:
        """Logits [rows][tokens]; afterwards the tokens are cached and remembered."""
        logits = []
        for row, (words, real) in enumerate(zip(tokens, valid, strict=True)):
            if starts[row]:
                self.cache[row], self.memory[row] = [], []
            outputs, left_behind = self._read_row(row, words, real)
            logits.append(outputs)
            self.memory[row] += [left for left, is_token in zip(left_behind, real) if is_token]
            cached = self.cache[row] + [left if is_token else None for left, is_token in zip(left_behind, real)]
            self.cache[row] = cached[-self.config.xl_cache :] if self.config.xl_cache else []
        return logits

    def _read_row(self, row: int, words: list[int], real: list[bool]) -> tuple[list[Vector], list[list[list[Pair]]]]:
        hidden = [self.weights["embedding.weight"][word] for word in words]
        left_behind: list[list[list[Pair]]] = [[] for _ in words]
        for layer in range(self.config.layers):
            normed = [rms_norm(self._of(layer, "attention_norm.weight"), x) for x in hidden]
            queries = [self._project(layer, x, left) for x, left in zip(normed, left_behind)]
            for at, x in enumerate(list(hidden)):
                mixed = self._attend(row, layer, at, queries[at], left_behind, real)
                x = add(x, multiply(self._of(layer, "attention.output.weight"), mixed))
                inner = multiply(self._of(layer, "ffn_in.weight"), rms_norm(self._of(layer, "ffn_norm.weight"), x))
                hidden[at] = add(x, multiply(self._of(layer, "ffn_out.weight"), [gelu(y) for y in inner]))
        final = [rms_norm(self.weights["norm.weight"], x) for x in hidden]
        table = self.weights.get("unembedding.weight", self.weights["embedding.weight"])
        return [multiply(table, x) for x in final], left_behind

    def _of(self, layer: int, name: str) -> Any:
        return self.weights[f"blocks.{layer}.{name}"]

    def _project(self, layer: int, x: Vector, left: list[list[Pair]]) -> list[Vector]:
        """Queries of every head; keys and values go to `left`."""
        heads, stores, dim = self.config.heads, self.config.store_heads, self.config.key_dim
        projected = multiply(self._of(layer, "attention.project.weight"), x)
        parts = [projected[start : start + dim] for start in range(0, len(projected), dim)]
        keys, values = parts[heads : heads + stores], parts[heads + stores :]
        left.append([(unit(key), value) for key, value in zip(keys, values, strict=True)])
        return [unit(query) for query in parts[:heads]]

    def _attend(
        self, row: int, layer: int, at: int, queries: list[Vector], new: list[list[list[Pair]]], real: list[bool]
    ) -> Vector:
        out: Vector = []
        for head, query in enumerate(queries):
            store = head // (self.config.heads // self.config.store_heads)
            local = self._local(row, layer, at, head, store, query, new, real)
            near = self._near(row, layer, head, store, query)
            if not near:
                out += mixture(local)
            elif self.config.combine == "joint_softmax":
                out += mixture(local + near)
            else:
                gate = 1 / (1 + math.exp(-self._of(layer, "attention.gate")[head]))
                out += [gate * x + (1 - gate) * y for x, y in zip(mixture(near), mixture(local))]
        return out

    def _local(
        self,
        row: int,
        layer: int,
        at: int,
        head: int,
        store: int,
        query: Vector,
        new: list[list[list[Pair]]],
        real: list[bool],
    ) -> list[tuple[float, Vector]]:
        seen = [(len(self.cache[row]) - i + at, left) for i, left in enumerate(self.cache[row]) if left is not None]
        seen += [(at - i, new[i]) for i in range(at + 1) if real[i] or i == at]
        scored = []
        for distance, left in seen:
            key, value = left[layer][store]
            bias = BIAS_UNIT * self._of(layer, "attention.bias.weight")[self.bucket(distance)][head]
            scored.append((self._scale(layer, "local_scale", head) * dot(query, key) + bias, value))
        return scored

    def _near(self, row: int, layer: int, head: int, store: int, query: Vector) -> list[tuple[float, Vector]]:
        if layer + 1 not in self.config.memory_layers:
            return []
        delay = 0 if self.config.xl_overlap else self.config.xl_cache
        stored = self.memory[row][: max(0, len(self.memory[row]) - delay)][-self.capacity :]
        pairs = [left[layer][store] for left in stored]
        nearest = sorted(pairs, key=lambda pair: -dot(query, pair[0]))[: self.config.neighbours]
        return [(self._scale(layer, "memory_scale", head) * dot(query, key), value) for key, value in nearest]

    def _scale(self, layer: int, name: str, head: int) -> float:
        weight: float = self._of(layer, f"attention.{name}.weight")[head]
        return math.exp(weight) if self.config.scale_form == "log" else abs(weight)

    def bucket(self, distance: int) -> int:
        exact = self.config.bias_buckets // 2
        if distance < exact:
            return distance
        share = math.log(distance / exact) / math.log(self.config.bias_max_distance / exact)
        return min(self.config.bias_buckets - 1, exact + int(share * (self.config.bias_buckets - exact)))
