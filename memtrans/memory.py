"""The memory: rings of (key, value) pairs, one per batch row and key/value head, and the index that searches them.

`Memory` is the only owner of this state. It decides where a pair is stored and when it is evicted, checks
everything that goes to a backend and everything that comes back, and leaves the backend one question: which slots?
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any, NamedTuple, Protocol

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor

from memtrans.backend import NONE, BackendStats, MemoryBackend, Ring
from memtrans.errors import BadInput, UsageError
from memtrans.guards import check_fits, drop_impossible, require_finite, require_shape
from memtrans.plugins import Registry, registry


class Retrieved(NamedTuple):
    """What a query found. Entries where `found` is False are zero and must get no weight."""

    keys: Float[Tensor, "rows heads q k key_dim"]
    values: Float[Tensor, "rows heads q k value_dim"]
    found: Bool[Tensor, "rows heads q k"]
    slots: Int[Tensor, "rows heads q k"]


class Observer(Protocol):
    """Is told of every search and every write, with the seconds they took; for measurements."""

    def searched(self, memory: Memory, layer: int, queries: Tensor, slots: Tensor, seconds: float) -> None: ...

    def wrote(self, seconds: float) -> None: ...


class Memory:
    """FIFO memory of the last `capacity` (key, value) pairs of each row's document, per layer and head.

    All layers and heads of a row share one cursor; rows fill, wrap and are reset independently. Nothing here is
    differentiable and nothing is a module buffer: a memory belongs to a stream of documents, not to a model.

    rows: documents read side by side. heads: key/value heads. delay: a pair becomes searchable only after this
    many later tokens of its row (keeps memory and a Transformer-XL cache from overlapping). threads: CPU threads
    for the index, None = torch's.

    Raises:
        UsageError: unknown backend or option, or the memory does not fit.
        BadInput: (any method) a wrong shape, NaN or Inf, k < 1.
    """

    def __init__(
        self,
        *,
        rows: int,
        heads: int,
        capacity: int,
        key_dim: int,
        value_dim: int | None = None,
        layers: int = 1,
        backend: str = "exact",
        options: Mapping[str, Any] | None = None,
        dtype: torch.dtype = torch.float32,
        device: torch.device | str = "cpu",
        delay: int = 0,
        threads: int | None = None,
        seed: int = 0,
        plugins: Registry | None = None,
    ) -> None:
        sizes = {"rows": rows, "heads": heads, "capacity": capacity, "key_dim": key_dim, "layers": layers}
        for name, size in sizes.items():
            if size < 1:
                raise UsageError(f"{name}={size} is too small; a memory needs {name} of at least 1.")
        if dtype not in (torch.float32, torch.bfloat16, torch.float16):
            raise UsageError(f"dtype={dtype} cannot be stored; choose torch.float32, torch.bfloat16 or torch.float16.")
        self.rows, self.heads, self.capacity, self.layers, self.delay = rows, heads, capacity, layers, delay
        self.key_dim, self.value_dim = key_dim, value_dim or key_dim
        self.device, self.dtype = torch.device(device), dtype
        self.backend, self.threads, self.seed = backend, threads or torch.get_num_threads(), seed
        self.observer: Observer | None = None
        self._plugins = plugins or registry()
        self.options = self._plugins.resolve_options(backend, options or {})
        check_fits(self._bytes(), self.device, capacity, rows)

        def stored(slots: int, dim: int) -> Tensor:
            return torch.zeros(rows, heads, slots, dim, dtype=dtype, device=self.device)

        self._keys = [stored(capacity, self.key_dim) for _ in range(layers)]
        self._values = [stored(capacity, self.value_dim) for _ in range(layers)]
        self._pending_keys = torch.stack([stored(delay, self.key_dim) for _ in range(layers)])
        self._pending_values = torch.stack([stored(delay, self.value_dim) for _ in range(layers)])
        self._pending = torch.zeros(rows, delay, dtype=torch.bool, device=self.device)
        self._written = torch.zeros(rows, dtype=torch.int64, device=self.device)
        self._lengths = torch.zeros(rows * heads, dtype=torch.int64, device=self.device)
        self._backends = [self._new_backend(layer) for layer in range(layers)]

    @property
    def lengths(self) -> Int[Tensor, " rows"]:
        """Pairs that can be retrieved now, per row."""
        return self._written.clamp(max=self.capacity)

    def keys(self, layer: int = 0) -> Float[Tensor, "stores capacity key_dim"]:
        """The stored keys themselves, not a copy; slots beyond a row's length hold garbage."""
        return self._keys[layer].flatten(0, 1)

    def values(self, layer: int = 0) -> Float[Tensor, "stores capacity value_dim"]:
        """The stored values themselves, not a copy; slots beyond a row's length hold garbage."""
        return self._values[layer].flatten(0, 1)

    def search(
        self, queries: Float[Tensor, "rows heads q key_dim"], k: int, layer: int = 0
    ) -> Int[Tensor, "rows heads q k"]:
        """Slots of the k stored keys with the largest inner products, as the backend sees it.

        Ascending, -1 = none (those come first). Backends that choose the same slots give the same tensor.
        """
        require_shape("queries", queries, (self.rows, self.heads, None, self.key_dim))
        require_finite("queries", queries)
        if k < 1:
            raise BadInput(f"k={k} asks for nothing; k must be at least 1.")
        slots = queries.new_full((*queries.shape[:3], k), NONE, dtype=torch.int64)
        stored = int(self._lengths.max())
        if stored == 0 or queries.shape[2] == 0:
            return slots
        began = self._clock()
        flat = queries.detach().flatten(0, 1).to(torch.float32).contiguous()
        found = self._backends[layer].search(flat, min(k, stored))
        require_shape(f"slots from backend '{self.backend}'", found, (self.rows * self.heads, flat.shape[1], None))
        found = drop_impossible(found, self._lengths)
        slots[..., k - found.shape[-1] :] = found.unflatten(0, (self.rows, self.heads))
        if self.observer is not None:
            self.observer.searched(self, layer, queries, slots, self._clock() - began)
        return slots

    def retrieve(self, queries: Float[Tensor, "rows heads q key_dim"], k: int, layer: int = 0) -> Retrieved:
        """Search, and fetch the keys and values that were found, in the storage dtype."""
        slots = self.search(queries, k, layer)
        found = slots != NONE
        index = slots.clamp(min=0).flatten(2).unsqueeze(-1)  # [rows, heads, q·k, 1]

        def fetch(table: Tensor) -> Tensor:
            rows = table.gather(2, index.expand(-1, -1, -1, table.shape[-1]))
            return rows.unflatten(2, slots.shape[2:]) * found.unsqueeze(-1)

        return Retrieved(fetch(self._keys[layer]), fetch(self._values[layer]), found, slots)

    @torch.no_grad()
    def append(
        self,
        keys: Float[Tensor, "*layers rows heads n key_dim"],
        values: Float[Tensor, "*layers rows heads n value_dim"],
        valid: Bool[Tensor, "rows n"] | None = None,
    ) -> None:
        """Remember pairs, oldest first; the oldest stored ones give way. `valid` False = padding, never stored.

        With several layers keys and values start with a dimension for them; all layers advance together.
        """
        keys, values = (x.detach() if x.ndim == 5 else x.detach().unsqueeze(0) for x in (keys, values))
        shape = (self.layers, self.rows, self.heads)
        require_shape("keys", keys, (*shape, None, self.key_dim))
        require_shape("values", values, (*shape, keys.shape[3], self.value_dim))
        if valid is None:
            valid = torch.ones(self.rows, keys.shape[3], dtype=torch.bool, device=self.device)
        require_shape("valid", valid, (self.rows, keys.shape[3]))
        # Padding may hold anything, so it is cleared before the check rather than refused.
        padding = ~valid[None, :, None, :, None]
        keys, values = (x.masked_fill(padding, 0).to(self.dtype) for x in (keys, values))
        require_finite(f"keys (stored as {self.dtype})", keys)
        require_finite(f"values (stored as {self.dtype})", values)
        began = self._clock()
        if self.delay:
            keys, values, valid = self._through_delay(keys, values, valid)
        if bool(valid.any()):
            self._write(keys, values, valid)
        if self.observer is not None:
            self.observer.wrote(self._clock() - began)

    def reset(self, rows: Bool[Tensor, " rows"] | None = None) -> None:
        """These rows start a new document: they forget everything. None = all rows."""
        if rows is None:
            rows = torch.ones(self.rows, dtype=torch.bool, device=self.device)
        require_shape("rows", rows, (self.rows,))
        if not bool(rows.any()):
            return
        self._written[rows] = 0
        self._pending[rows] = False
        self._update_lengths()
        for backend in self._backends:
            backend.reset(rows.repeat_interleave(self.heads))

    def positions(self, slots: Int[Tensor, "rows *rest"]) -> Int[Tensor, "rows *rest"]:
        """Which token of its document (0 = first one written) each slot holds; -1 stays -1."""
        last = self._written.view(-1, *[1] * (slots.ndim - 1)) - 1
        return torch.where(slots == NONE, NONE, last - (last - slots) % self.capacity)

    def rebuild(self) -> None:
        """Make every index anew from the stored keys, as loading a checkpoint does.

        A run that saves calls this too, so that going on and resuming are the same run.
        """
        slots, valid = self._slots_by_age()
        for layer in range(self.layers):
            self._backends[layer] = self._new_backend(layer)
            if bool(valid.any()):
                keys = self._keys[layer].gather(
                    2, slots.clamp(min=0)[:, None, :, None].expand(-1, self.heads, -1, self.key_dim)
                )
                self._tell_backend(layer, slots, keys)

    def resized(self, capacity: int) -> Memory:
        """A memory of another capacity with the newest pairs of this one; positions count from the oldest kept."""
        other = Memory(
            rows=self.rows,
            heads=self.heads,
            capacity=capacity,
            key_dim=self.key_dim,
            value_dim=self.value_dim,
            layers=self.layers,
            backend=self.backend,
            options=self.options.model_dump(exclude_unset=True),
            dtype=self.dtype,
            device=self.device,
            delay=self.delay,
            threads=self.threads,
            seed=self.seed,
            plugins=self._plugins,
        )
        slots, valid = self._slots_by_age()
        index = slots.clamp(min=0)[None, :, None, :, None].expand(self.layers, -1, self.heads, -1, 1)
        keys, values = (
            torch.stack(tables).gather(3, index.expand(*index.shape[:4], tables[0].shape[-1]))
            for tables in (self._keys, self._values)
        )
        other.append(
            torch.cat([keys, self._pending_keys], dim=3),
            torch.cat([values, self._pending_values], dim=3),
            torch.cat([valid, self._pending], dim=1),
        )
        return other

    def state_dict(self) -> dict[str, Tensor]:
        """Everything stored, as tensors; index state is rebuilt from it, so it is not saved."""
        longest = int(self._lengths.max())
        stored = torch.arange(longest, device=self.device) < self.lengths[:, None]
        state = {"written": self._written.clone()}
        tables = [("keys", self._keys), ("values", self._values)]
        for name, layers in tables:
            for layer, table in enumerate(layers):
                state[f"{name}.{layer}"] = table[:, :, :longest] * stored[:, None, :, None]
        if self.delay:
            waiting = self._pending[None, :, None, :, None]
            state["pending"] = self._pending.clone()
            state["pending_keys"] = self._pending_keys * waiting
            state["pending_values"] = self._pending_values * waiting
        return state

    def load_state_dict(self, state: Mapping[str, Tensor]) -> None:
        """Take over what `state_dict` gave, into a memory made with the same sizes, and rebuild the indexes."""
        expected = set(self.state_dict())
        if set(state) != expected:
            raise BadInput(
                f"memory state holds {sorted(state)}, this memory needs {sorted(expected)}; "
                "make it with the layers and delay it was saved with."
            )
        longest = min(int(state["written"].max()), self.capacity) if self.rows else 0
        require_shape("written", state["written"], (self.rows,))
        self._written.copy_(state["written"])
        self._update_lengths()
        for layer in range(self.layers):
            for name, table in (("keys", self._keys[layer]), ("values", self._values[layer])):
                saved = state[f"{name}.{layer}"]
                require_shape(f"{name}.{layer}", saved, (self.rows, self.heads, longest, table.shape[-1]))
                table[:, :, :longest] = saved
        if self.delay:
            self._pending.copy_(state["pending"])
            self._pending_keys.copy_(state["pending_keys"])
            self._pending_values.copy_(state["pending_values"])
        self.rebuild()

    @property
    def nbytes(self) -> int:
        """Bytes of the rings, delayed pairs included; what the indexes hold comes on top (`stats`)."""
        return self._bytes()

    def stats(self, layer: int = 0) -> BackendStats:
        """Counters of one layer's backend since it was made or rebuilt."""
        return self._backends[layer].stats()

    def _clock(self) -> float:
        """Seconds; waits for the GPU only when somebody measures."""
        if self.observer is not None and self.device.type == "cuda":
            torch.cuda.synchronize(self.device)
        return time.perf_counter()

    def _bytes(self) -> int:
        pair = (self.key_dim + self.value_dim) * torch.empty((), dtype=self.dtype).element_size()
        return self.layers * self.rows * self.heads * (self.capacity + self.delay) * pair

    def _new_backend(self, layer: int) -> MemoryBackend:
        ring = Ring(keys=self.keys(layer), lengths=self._lengths, threads=self.threads, seed=self.seed + layer)
        return self._plugins.create(self.backend, self.options, ring)

    def _update_lengths(self) -> None:
        self._lengths.copy_(self.lengths.repeat_interleave(self.heads))

    def _through_delay(self, keys: Tensor, values: Tensor, valid: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Queue the new pairs behind the waiting ones; give back the pairs that have waited long enough."""
        keys = torch.cat([self._pending_keys, keys], dim=3)
        values = torch.cat([self._pending_values, values], dim=3)
        valid = torch.cat([self._pending, valid], dim=1)
        newer = valid.sum(1, keepdim=True) - valid.cumsum(1)  # valid tokens after each
        waits = valid & (newer < self.delay)
        order = waits.to(torch.int8).argsort(dim=1, stable=True)[:, -self.delay :]  # [rows, delay]
        index = order[None, :, None, :, None].expand(self.layers, -1, self.heads, -1, 1)
        self._pending_keys = keys.gather(3, index.expand(*index.shape[:4], self.key_dim))
        self._pending_values = values.gather(3, index.expand(*index.shape[:4], self.value_dim))
        self._pending = waits.gather(1, order)
        return keys, values, valid & ~waits

    def _write(self, keys: Tensor, values: Tensor, valid: Tensor) -> None:
        count = valid.sum(1)
        rank = valid.cumsum(1) - 1
        # More tokens than slots at once: only the last `capacity` of them are ever stored.
        stored = valid & (rank >= (count - self.capacity).unsqueeze(1))
        slots = torch.where(stored, (self._written.unsqueeze(1) + rank) % self.capacity, NONE)
        row, token = stored.nonzero(as_tuple=True)
        for layer in range(self.layers):
            self._keys[layer][row, :, slots[row, token]] = keys[layer][row, :, token]
            self._values[layer][row, :, slots[row, token]] = values[layer][row, :, token]
        self._written += count
        self._update_lengths()
        for layer in range(self.layers):
            self._tell_backend(layer, slots, keys[layer])

    def _tell_backend(self, layer: int, slots: Tensor, keys: Tensor) -> None:
        self._backends[layer].write(
            slots.repeat_interleave(self.heads, dim=0), keys.flatten(0, 1).to(torch.float32).contiguous()
        )

    def _slots_by_age(self) -> tuple[Tensor, Tensor]:
        """Stored slots of each row, oldest first, -1 beyond its length: [rows, longest], and where they are real."""
        age = torch.arange(int(self._lengths.max()), device=self.device)
        lengths = self.lengths.unsqueeze(1)
        valid = age < lengths
        oldest = self._written.unsqueeze(1) - lengths
        return torch.where(valid, (oldest + age) % self.capacity, NONE), valid

