"""The seam: what a memory asks of a nearest-neighbour index, and how a plug-in describes one.

The core owns keys, values, slots, eviction and all arithmetic. A backend only chooses **which** memories a
query sees: it takes queries and returns ring slots. Weights are always computed from the stored keys, so an
approximate backend changes the selection and nothing else.

A *store* is one (row, key/value head) of one memory layer: an independent list of keys. This module holds types
only and imports no torch at run time, so a plug-in that describes a backend stays light.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Protocol, runtime_checkable

if TYPE_CHECKING:
    import numpy as np
    import torch
    from numpy.typing import NDArray
    from pydantic import BaseModel

API_VERSION = 1
"""Version of this file's contract; a plug-in states the one it was written for."""

NONE = -1
"""The slot that means "nothing found" in a result, and "skip" in a write."""


@dataclass(frozen=True)
class PastQueries:
    """Read-only view of a sample of the queries that were asked of each store, which the memory updates in place.

    `queries` [stores, n, dim] float32, oldest first, of which the first `lengths` [stores] int64 are there; the rest
    is zeros. n is what the capability `past_queries` asks for.
    """

    queries: torch.Tensor
    lengths: torch.Tensor

    def of(self, store: int) -> NDArray[np.float32]:
        """The queries of one store [m, dim], a copy; m may be 0."""
        found: NDArray[np.float32] = self.queries[store, : int(self.lengths[store])].cpu().numpy().copy()
        return found


@dataclass(frozen=True)
class Ring:
    """Read-only view of the keys a backend serves; the memory updates the tensors in place.

    `keys` [stores, capacity, dim] in the storage dtype and `lengths` [stores] int64 always show the state
    *after* the write that is being reported. Slots at or above `lengths` hold garbage. `threads` bounds the CPU
    threads a backend may use; `seed` makes training and graph construction repeatable. `past`: queries that were asked
    before this write, for a backend that declares `past_queries`; for any other None.
    """

    keys: torch.Tensor
    lengths: torch.Tensor
    threads: int = 1
    seed: int = 0
    past: PastQueries | None = None

    @property
    def device(self) -> torch.device:
        return self.keys.device

    @property
    def stores(self) -> int:
        return int(self.keys.shape[0])

    @property
    def capacity(self) -> int:
        return int(self.keys.shape[1])

    @property
    def dim(self) -> int:
        return int(self.keys.shape[2])


@dataclass(frozen=True)
class Event:
    """Something a backend did on its own that a log should show: it trained or retrained an index.

    `kind` is `train` (first), `double` (keys doubled), `age` (capacity written since) or `probe` (recall fell).
    """

    kind: Literal["train", "double", "age", "probe"]
    store: int
    keys: int
    recall_before: float | None = None
    recall_after: float | None = None


@dataclass(frozen=True)
class BackendStats:
    """Counters since the backend was made; unknown is None.

    `index_bytes`: held beyond the ring, with room that is kept free. `keys_searched` and `keys_indexed`: sums over
    queries of the keys that could be found, and of those answered by an index rather than an exact scan (their ratio
    is `indexed_share`).
    `recall`: mean of the recall probes that were made. `events`: the latest, at most a thousand or so, the newest
    last; `event_counts`: how many there were of each kind, empty where `events` holds all of them.
    """

    index_bytes: int | None = 0
    keys_searched: int = 0
    keys_indexed: int = 0
    recall: float | None = None
    events: tuple[Event, ...] = ()
    event_counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def indexed_share(self) -> float | None:
        return self.keys_indexed / self.keys_searched if self.keys_searched else None


@runtime_checkable
class MemoryBackend(Protocol):
    """What the memory talks to, batched over stores. Inputs are checked before they arrive here."""

    def write(self, slots: torch.Tensor, keys: torch.Tensor) -> None:
        """Take note of new keys; a slot that was occupied is overwritten, which is eviction.

        slots: [stores, n] int64, -1 = skip; within a store each slot occurs once, in the order of time.
        keys: [stores, n, dim] float32, equal to what the ring now stores. Only here may an index retrain.
        """

    def search(self, queries: torch.Tensor, k: int) -> torch.Tensor:
        """Slots of (nearly) the k largest inner products: [stores, q, dim] float32 → [stores, q, k] int64.

        -1 = none; order free; no slot twice; k never exceeds the capacity. Padding is left out beforehand; a store
        that asks nothing while others do has zero queries. No side effect that a later search or write could notice,
        except that the most recent queries may be kept for a recall probe.
        """

    def reset(self, stores: torch.Tensor) -> None:
        """stores: [stores] bool. These stores are empty now, indistinguishable from new ones."""

    def stats(self) -> BackendStats:
        """Counters for logs and result rows; cheap."""


@runtime_checkable
class CountingBackend(MemoryBackend, Protocol):
    """A backend that can tell how much work a search is."""

    def scored(self, queries: torch.Tensor, k: int) -> int | None:
        """How many keys `search(queries, k)` scores, a sum over stores and queries, None = unknown. No side effect."""


@runtime_checkable
class Index(Protocol):
    """What most plug-ins write instead: one list of keys, numpy float32, C-contiguous.

    `memtrans.search.indexed` turns it into a `MemoryBackend`. Searches run concurrently with each other unless the
    capability `serial` is declared, never with `build` or `put`.
    """

    def build(self, keys: NDArray[np.float32]) -> None:
        """Replace everything by keys [n, dim], n ≥ 1; ids are row numbers. Trains where training is needed."""

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        """[q, dim] → ids [q, k] by largest inner product, -1 = none; k never exceeds the keys stored."""


@runtime_checkable
class WeighedIndex(Index, Protocol):
    """An index that knows its size; of any other it is unknown, and null in result rows."""

    def nbytes(self) -> int:
        """Bytes held by the index."""


@runtime_checkable
class CountingIndex(Index, Protocol):
    """An index that can tell how much work a search is, so that it is tuned by counting; of any other time tells."""

    def scored(self, queries: NDArray[np.float32], k: int) -> int:
        """How many keys, centroids among them, `search(queries, k)` scores: a sum over queries. No side effect."""


@runtime_checkable
class InPlaceIndex(Index, Protocol):
    """An index that can overwrite; declared by the capability `in_place`."""

    def put(self, slots: NDArray[np.int64], keys: NDArray[np.float32]) -> None:
        """Store keys [n, dim] at ids `slots` [n]; each is stored already or the next in order."""


@runtime_checkable
class QueryAwareIndex(Protocol):
    """An index that is built from keys and past queries of its own list; declared by the capability `past_queries`.

    Otherwise it is as `Index`.
    """

    def build(self, keys: NDArray[np.float32], queries: NDArray[np.float32]) -> None:
        """As `Index.build`. queries [m, dim], oldest first: a sample of what was asked; m is 0 where nothing was."""

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        """As `Index.search`."""


@dataclass(frozen=True)
class IndexSetup:
    """What an index is told at birth. `capacity`: the most keys it will ever hold; `device`: "cpu" or "cuda:0"."""

    dim: int
    capacity: int
    seed: int = 0
    device: str = "cpu"


@dataclass(frozen=True)
class Capabilities:
    """What a backend promises; conformance excuses a check only on a declaration made here.

    in_place: the index has `put`. trained: its quality depends on training data, so it is retrained on growth,
    age and a failing recall probe, and while it holds fewer than `exact_below` keys the exact scan answers. Without
    `in_place` that goes for blocks of fewer keys.
    serial: one search at a time. exact: it always finds the true nearest keys.
    exhaustive: options under which it equals exact by score, None where no options do (a quantiser).
    devices: where it runs. scan: it scores every key itself, so there is no index that answers.
    past_queries: how many past queries of a list it wants at most; 0 = none, and none are kept. An index is then given
    them by `build(keys, queries)`, in place trained again as `trained` says; a backend finds them in `Ring.past`.

    The conformance suite further asks: small: options under which the index, and not an exact scan, answers for about
    a thousand keys. effort: sets of options from least to most effort at searching. exhaustive_on: whether what
    `exhaustive` says holds for any keys or, as for graphs, for distinct ones. reproducible: the same keys, seed and
    order of writes give the same answers. recall_floor: recall@10 that it keeps at default options on the suite's
    workloads.
    """

    in_place: bool = False
    trained: bool = False
    serial: bool = False
    exact: bool = False
    exhaustive: Mapping[str, Any] | None = None
    exact_below: int = 0
    devices: tuple[str, ...] = ("cpu",)
    scan: bool = False
    small: Mapping[str, Any] = field(default_factory=dict)
    effort: tuple[Mapping[str, Any], ...] = ()
    exhaustive_on: Literal["any keys", "distinct keys"] = "any keys"
    reproducible: bool = True
    recall_floor: float = 0.8
    past_queries: int = 0


@dataclass(frozen=True)
class BackendSpec:
    """One backend as its plug-in describes it.

    factory: `"package.module:Name"`, imported only when the backend is used. For kind `backend` it is called as
    `factory(options, ring)`, for kind `index` as `factory(options, setup)` once per list or block.
    options: a pydantic model, unknown keys forbidden. api_version: of the contract it was written for, as a number.
    requires: modules that must be importable, whatever distribution brings them; of a tuple of modules one will do.
    install: the command that installs them.
    """

    name: str
    factory: str
    options: type[BaseModel]
    kind: Literal["backend", "index"] = "index"
    api_version: int = API_VERSION
    requires: tuple[str | tuple[str, ...], ...] = ()
    install: str = ""
    summary: str = ""
    capabilities: Capabilities = field(default_factory=Capabilities)
