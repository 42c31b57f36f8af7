"""The memory: rings of (key, value) pairs, one per batch row and key/value head, and the index that searches them.

`Memory` is the only owner of this state. It decides where a pair is stored and when it is evicted, checks
everything that goes to a backend and everything that comes back, and leaves the backend one question: which slots?
"""

from __future__ import annotations

import copy
import time
from collections.abc import Mapping
from typing import Any

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor

from memtrans.backend import NONE, BackendStats, CountingBackend, MemoryBackend, Ring
from memtrans.errors import UsageError
from memtrans.memory import guards
from memtrans.memory.cursor import Cursor
from memtrans.memory.delay import DelayQueue, Pairs, gather_tokens
from memtrans.memory.means import BlockMeans, Means, mean_bytes
from memtrans.memory.observer import Observer, PairObserver
from memtrans.memory.packing import pack
from memtrans.memory.past import PastSample, past_of, past_queries_of
from memtrans.memory.rings import Retrieved as Retrieved
from memtrans.memory.rings import Rings
from memtrans.plugins import Registry, registry
from memtrans.search.modes import ordinary_tensors


class Memory:
    """FIFO memory of the last `capacity` (key, value) pairs of each row's document, per layer and head.

    All layers and heads of a row share one cursor; rows fill, wrap and are reset independently. Nothing here is
    differentiable and nothing is a module buffer: a memory belongs to a stream of documents, not to a model.

    rows: documents read side by side. heads: key/value heads. delay: a pair becomes searchable only after this
    many later tokens of its row (keeps memory and a Transformer-XL cache from overlapping). threads: CPU threads
    for the index, None = torch's. remainder: slots per block whose means are kept, by which attention counts in what
    a search did not find; 0 = it does not.

    Raises:
        UsageError: unknown backend, option or device, or the memory does not fit.
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
        remainder: int = 0,
        threads: int | None = None,
        seed: int = 0,
        plugins: Registry | None = None,
    ) -> None:
        value_dim = key_dim if value_dim is None else value_dim
        guards.require_sizes(
            1, rows=rows, heads=heads, capacity=capacity, key_dim=key_dim, value_dim=value_dim, layers=layers
        )
        guards.require_sizes(0, delay=delay, remainder=remainder)
        guards.require_seed(seed)
        if dtype not in (torch.float32, torch.bfloat16, torch.float16):
            raise UsageError(f"dtype={dtype} cannot be stored; choose torch.float32, torch.bfloat16 or torch.float16.")
        self.rows, self.heads, self.layers, self.delay = rows, heads, layers, delay
        self.key_dim, self.value_dim, self.remainder = key_dim, value_dim, remainder
        self.device, self.dtype = guards.usable_device(device), dtype
        self.backend, self.threads, self.seed = backend, threads or torch.get_num_threads(), seed
        self.observer: Observer | None = None
        self._plugins = plugins or registry()
        self.options = self._plugins.resolve_options(backend, options or {})
        self.past_queries = past_queries_of(backend, self._plugins)
        self._allocate(capacity)

    def _allocate(self, capacity: int) -> None:
        """Empty rings of that capacity, and indexes for them."""
        self.capacity, self._generation = capacity, 0
        guards.check_fits(self.nbytes, self.device, capacity, self.rows)
        shape = (self.layers, self.rows, self.heads, capacity)
        with ordinary_tensors(self.device):
            self._rings = Rings(shape, self.key_dim, self.value_dim, self.dtype, self.device)
            self._means = BlockMeans(self._rings, self.remainder) if self.remainder else None
            self._queue = DelayQueue.empty(self._rings.keys, self._rings.values, self.delay)
            self._cursor = Cursor(self.rows, capacity, self.device)
            self._lengths = torch.zeros(self.rows * self.heads, dtype=torch.int64, device=self.device)
            self.past = PastSample(*shape[:3], self.past_queries, self.key_dim, self.seed, self.device)
            self._backends = [self._new_backend(layer) for layer in range(self.layers)]

    @property
    def lengths(self) -> Int[Tensor, " rows"]:
        """Pairs that can be retrieved now, per row."""
        return self._cursor.lengths

    @property
    def generation(self) -> int:
        """Grows with whatever changes what a search can find: equal generations, equal answers."""
        return self._generation

    def keys(self, layer: int = 0) -> Float[Tensor, "stores capacity key_dim"]:
        """The stored keys themselves, not a copy; slots beyond a row's length hold garbage."""
        return self._rings.keys[layer].flatten(0, 1)

    def values(self, layer: int = 0) -> Float[Tensor, "stores capacity value_dim"]:
        """The stored values themselves, not a copy; slots beyond a row's length hold garbage."""
        return self._rings.values[layer].flatten(0, 1)

    def means(self, layer: int = 0) -> Means | None:
        """Means of blocks of what is stored, not copies; None where no `remainder` was asked for."""
        return None if self._means is None else self._means.view(layer, self._lengths)

    def search(
        self,
        queries: Float[Tensor, "rows heads q key_dim"],
        k: int,
        layer: int = 0,
        valid: Bool[Tensor, "rows q"] | None = None,
        *,
        per_token: int = 1,
        first: Int[Tensor, " rows"] | None = None,
    ) -> Int[Tensor, "rows heads q k"]:
        """Slots of the k stored keys with the largest inner products, as the backend sees it.

        Ascending, -1 = none (those come first). Backends that choose the same slots give the same tensor.
        valid: False = padding, which finds nothing, may hold anything and never reaches the backend; None = all.
        What follows matters to a backend that wants past queries, and to no other. per_token: queries of each token,
        the first ones of all tokens before the second ones. first: of each row, how many tokens will have been written
        when its first valid token's turn comes; None = as many as now, so a search that is repeated counts once.
        """
        guards.require_tensor("queries", queries, self.device)
        guards.require_shape("queries", queries, (self.rows, self.heads, None, self.key_dim))
        shape = (self.rows, queries.shape[2])
        valid = torch.ones(shape, dtype=torch.bool, device=self.device) if valid is None else valid
        guards.require_mask("valid", valid, shape, self.device)
        packed = None if bool(valid.all()) else pack(queries.detach(), valid)
        flat = (packed.queries if packed else queries.detach()).flatten(0, 1).to(torch.float32).contiguous()
        guards.require_finite("queries", flat)
        guards.require_layer(layer, self.layers)
        guards.require_k(k, max(1, queries[..., 0].numel()) * 8, self.device)
        guards.require_per_token(per_token, queries.shape[2])
        first = self._cursor.written if first is None else first
        guards.require_slots("first", first, (self.rows,), self.device)
        slots = torch.full((*queries.shape[:3], k), NONE, device=self.device)
        stored = int(self._lengths.max())
        if stored == 0 or flat.shape[1] == 0:
            return slots
        began = self._clock()
        most = min(k, stored)
        with ordinary_tensors(self.device):
            if self.past_queries:
                # What an empty list is asked is left out: a trace, from which the sample must come the same, lacks it.
                asking = valid & (self.lengths > 0)[:, None]
                self.past.stage(layer, queries.detach(), asking, first, per_token)
            found = self._backends[layer].search(flat, most)
        expected = (len(flat), flat.shape[1], most)
        guards.require_slots(f"slots from backend '{self.backend}'", found, expected, self.device)
        found = guards.drop_impossible(found, self._lengths).unflatten(0, (self.rows, self.heads))
        slots[..., k - most :] = packed.unpack(found, queries.shape[2]) if packed else found
        if self.observer is not None:
            self.observer.searched(self, layer % self.layers, queries, slots, valid, self._clock() - began)
        return slots

    def scored(self, queries: Float[Tensor, "rows heads q key_dim"], k: int, layer: int = 0) -> int | None:
        """How many keys a search of these queries scores, a sum over them; None where the backend does not say.

        Nothing is searched for, and nothing a later search or write could notice happens.
        """
        guards.require_tensor("queries", queries, self.device)
        guards.require_shape("queries", queries, (self.rows, self.heads, None, self.key_dim))
        guards.require_layer(layer, self.layers)
        guards.require_k(k, max(1, queries[..., 0].numel()) * 8, self.device)
        backend, stored = self._backends[layer], int(self._lengths.max())
        if stored == 0 or queries.shape[2] == 0:
            return 0
        if not isinstance(backend, CountingBackend):
            return None
        flat = queries.detach().flatten(0, 1).to(torch.float32).contiguous()
        guards.require_finite("queries", flat)
        return backend.scored(flat, min(k, stored))

    def retrieve(
        self,
        queries: Float[Tensor, "rows heads q key_dim"],
        k: int,
        layer: int = 0,
        valid: Bool[Tensor, "rows q"] | None = None,
        *,
        per_token: int = 1,
        first: Int[Tensor, " rows"] | None = None,
    ) -> Retrieved:
        """Search, and fetch the keys and values that were found, in the storage dtype."""
        slots = self.search(queries, k, layer, valid, per_token=per_token, first=first)
        pair = 2 * (self.key_dim + self.value_dim) * self.dtype.itemsize  # twice: as gathered, and without what is none
        guards.require_k(k, max(1, queries[..., 0].numel()) * pair, self.device)
        return Retrieved(*self._rings.fetch(slots, layer), slots != NONE, slots)

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
        guards.require_tensor("keys", keys, self.device)
        guards.require_tensor("values", values, self.device)
        keys, values = (x.detach() if x.ndim == 5 else x.detach().unsqueeze(0) for x in (keys, values))
        shape = (self.layers, self.rows, self.heads)
        guards.require_shape("keys", keys, (*shape, None, self.key_dim))
        guards.require_shape("values", values, (*shape, keys.shape[3], self.value_dim))
        valid = torch.ones(self.rows, keys.shape[3], dtype=torch.bool, device=self.device) if valid is None else valid
        guards.require_mask("valid", valid, (self.rows, keys.shape[3]), self.device)
        keys = guards.storable("keys", keys, valid, self.dtype)
        values = guards.storable("values", values, valid, self.dtype)
        began = self._clock()
        with ordinary_tensors(self.device):
            ready = self._queue.push(Pairs(keys, values, valid))
            if bool(ready.valid.any()):
                self._write(*ready)
        if self.observer is not None:
            self.observer.wrote(self._clock() - began)
            if isinstance(self.observer, PairObserver):
                self.observer.appended(self, ready)

    def reset(self, rows: Bool[Tensor, " rows"] | None = None) -> None:
        """These rows start a new document: they forget everything. None = all rows."""
        rows = torch.ones(self.rows, dtype=torch.bool, device=self.device) if rows is None else rows
        guards.require_mask("rows", rows, (self.rows,), self.device)
        self._generation += bool(rows.any())
        self._cursor.written[rows] = 0
        self._queue.reset(rows)
        self._update_lengths()
        with ordinary_tensors(self.device):
            self.past.reset(rows)
            for backend in self._backends:
                backend.reset(rows.repeat_interleave(self.heads))

    def positions(self, slots: Int[Tensor, "rows *rest"]) -> Int[Tensor, "rows *rest"]:
        """Which token of its document (0 = first one written) each slot holds; -1 stays -1."""
        return self._cursor.positions(slots)

    def rebuild(self) -> None:
        """Make every index anew from the stored keys, as loading a checkpoint does.

        A run that saves calls this too, so that going on and resuming are the same run. An index that is trained and
        overwritten in place may answer otherwise than before; any other answers the same.
        """
        self._generation += 1
        slots = self._cursor.slots_by_age()
        with ordinary_tensors(self.device):
            self.past.forget_staged()
            if self._means is not None:
                self._means.update(slots, self.lengths)
            for layer in range(self.layers):
                self._backends[layer] = self._new_backend(layer)
                if slots.shape[1]:
                    self._tell_backend(layer, slots, gather_tokens(self._rings.keys[layer].unsqueeze(0), slots)[0])

    def resized(self, capacity: int) -> Memory:
        """A memory of another capacity with the newest pairs of this one.

        Its positions count from the oldest pair that this one still held.
        """
        guards.require_sizes(1, capacity=capacity)
        other = copy.copy(self)
        other._allocate(capacity)
        with ordinary_tensors(self.device):
            other._queue.load_state_dict(self._queue.state_dict())
            slots = self._cursor.slots_by_age()
            places = other._cursor.advance(slots != NONE)
            other._update_lengths()
            other._rings.copy(self._rings, slots, places)
            other.past.load_state_dict(self.past.state_dict())
        other.rebuild()
        return other

    def state_dict(self) -> dict[str, Tensor]:
        """Everything stored, as tensors; index state is rebuilt from it, so it is not saved."""
        stale = torch.arange(int(self._lengths.max()), device=self.device) >= self.lengths[:, None]
        written = {"written": self._cursor.written.clone()}
        return written | self._rings.state_dict(stale) | self._queue.state_dict() | self.past.state_dict()

    def load_state_dict(self, state: Mapping[str, Tensor]) -> None:
        """Take over what `state_dict` gave, into a memory made with the same sizes, and rebuild the indexes.

        Past queries that another backend left out are missing at first; those that this one does not want are ignored.
        """
        # All is checked before anything is changed, so that a state that is refused leaves the memory as it was.
        state, past = past_of(state, self.layers, self.rows, self.heads, self.key_dim)
        longest = guards.require_state(state, self._state_like, self.capacity)
        self._cursor.written.copy_(state["written"])
        self._update_lengths()
        self._rings.load_state_dict(state, longest)
        self._queue.load_state_dict(state)
        self.past.load_state_dict(past)
        self.rebuild()

    @property
    def nbytes(self) -> int:
        """Bytes of rings, delayed pairs, means and past queries; indexes come on top (`stats`)."""
        tokens, lists = self.capacity + self.delay, self.layers * self.rows * self.heads
        each = guards.list_bytes(tokens, self.key_dim, self.value_dim, self.dtype, self.past_queries)
        return lists * (each + mean_bytes(self.capacity, self.key_dim + self.value_dim, self.remainder))

    def stats(self, layer: int = 0) -> BackendStats:
        """Counters of one layer's backend since it was made or rebuilt."""
        return self._backends[layer].stats()

    def _clock(self) -> float:
        """Seconds; waits for the GPU only when somebody measures."""
        if self.observer is not None and self.device.type == "cuda":
            torch.cuda.synchronize(self.device)
        return time.perf_counter()

    def _new_backend(self, layer: int) -> MemoryBackend:
        return self._plugins.create(self.backend, self.options, self._ring(layer))

    def _ring(self, layer: int) -> Ring:
        return Ring(self.keys(layer), self._lengths, self.threads, self.seed + layer, self.past.view(layer))

    def _update_lengths(self) -> None:
        self._lengths.copy_(self.lengths.repeat_interleave(self.heads))

    def _state_like(self, longest: int) -> dict[str, Tensor]:
        """Tensors, without content, of the state when the longest row holds that many pairs."""
        return {"written": self._cursor.written} | self._rings.first(longest) | self._queue.state_dict()

    def _write(self, keys: Tensor, values: Tensor, valid: Tensor) -> None:
        self._generation += 1
        before = self._cursor.written.clone()
        slots = self._cursor.advance(valid)
        self._update_lengths()
        self._rings.write(slots, keys, values)
        if self._means is not None:
            self._means.update(slots, self.lengths)
        self.past.commit(before, self._cursor.written)
        for layer in range(self.layers):
            self._tell_backend(layer, slots, keys[layer])

    def _tell_backend(self, layer: int, slots: Tensor, keys: Tensor) -> None:
        flat = keys.flatten(0, 1).to(torch.float32).contiguous()
        self._backends[layer].write(slots.repeat_interleave(self.heads, dim=0), flat)
