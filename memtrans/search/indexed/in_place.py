"""One index per store that follows the ring by overwriting, trained anew when its keys have changed too much."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import numpy as np
import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor

from memtrans.backend import NONE, BackendStats, Event, Ring
from memtrans.search.events import EventLog, sum_known
from memtrans.search.exact import exact_slots
from memtrans.search.idle import answer_idle, stores_that_ask
from memtrans.search.indexed.lists import IndexedList, past_queries_of, search_tasks, total_bytes, valid_writes
from memtrans.search.indexed.policy import SPREAD, Reason, RetrainPolicy
from memtrans.search.indexed.probe import RecallProbe
from memtrans.search.topk import Scratch, rerank
from memtrans.search.workers import Workers


class InPlaceBackend:
    """Searches a store exactly while it holds fewer than `exact_below` keys, and through its index from then on.

    `trained` says that the quality of the index depends on the keys it was built from: it is then built again at each
    doubling, after every `capacity` keys written, and when the recall probe fails. Stores fill together; so that no
    write trains all of them they take turns, the first time within half as many keys again as `exact_below`. With
    `oversample` above 1 the index is asked for that many times k, and the stored keys decide. `policy`: when to train.
    """

    def __init__(
        self,
        make: Callable[[], IndexedList],
        ring: Ring,
        *,
        exact_below: int,
        oversample: int = 1,
        trained: bool = False,
        policy: type[RetrainPolicy] = RetrainPolicy,
    ) -> None:
        self._make, self._ring, self._trained, self._policy = make, ring, trained, policy
        below = max(1, exact_below)
        later = min(below, max(0, ring.capacity - below)) if trained else 0
        self._first = [below + int(SPREAD * later * store / ring.stores) for store in range(ring.stores)]
        self._oversample = oversample
        self._workers = Workers(ring.threads)
        self._scratch = Scratch(ring.device)
        self._probe = RecallProbe(ring, self._scratch, self._workers)
        self._lists: list[IndexedList | None] = [None] * ring.stores
        self._policies = [self._new_policy(store) for store in range(ring.stores)]
        self._events = EventLog()
        self._searched = self._indexed = 0

    def write(self, slots: Int[Tensor, "stores n"], keys: Float[Tensor, "stores n dim"]) -> None:
        lengths: list[int] = self._ring.lengths.tolist()
        written = valid_writes(slots, keys)
        train: dict[int, Reason] = {}
        tasks: list[Callable[[], None]] = []
        for store, (where, what) in written.items():
            existing = self._lists[store]
            reason = self._reason_to_train(store, len(where), lengths[store])
            if reason:
                train[store] = reason
            elif existing is not None:
                tasks.append(partial(existing.put, where, what))
        self._workers.run(tasks)
        self._train(train)
        due = [store for store, (where, _) in written.items() if self._probe.is_due(store, len(where))]
        self._check([store for store in due if store not in train])

    def search(self, queries: Float[Tensor, "stores q dim"], k: int) -> Int[Tensor, "stores q k"]:
        asks = stores_that_ask(queries)
        self._probe.note(queries, k, asks)
        asking = [store for store, asked in enumerate(asks) if asked]
        lengths: list[int] = self._ring.lengths.tolist()
        self._searched += queries.shape[1] * sum(lengths[store] for store in asking)
        self._indexed += queries.shape[1] * sum(lengths[store] for store in asking if self._lists[store] is not None)
        return answer_idle(self._find(queries, k, asks), asks, self._ring.lengths)

    def reset(self, stores: Bool[Tensor, " stores"]) -> None:
        ended: list[int] = stores.nonzero().flatten().tolist()
        for store in ended:
            self._lists[store] = None
            self._policies[store] = self._new_policy(store)
        self._probe.forget(ended)

    def stats(self) -> BackendStats:
        return BackendStats(
            index_bytes=total_bytes(index for index in self._lists if index is not None),
            keys_searched=self._searched,
            keys_indexed=self._indexed,
            recall=self._probe.mean,
            events=self._events.latest,
            event_counts=self._events.counts,
        )

    def scored(self, queries: Float[Tensor, "stores q dim"], k: int) -> int | None:
        """As `memtrans.backend.CountingBackend`; candidates that are ranked again are counted again."""
        arrays, wanted = queries.detach().cpu().numpy(), k * self._oversample
        lengths: list[int] = self._ring.lengths.tolist()
        again = len(queries[0]) * wanted if self._oversample > 1 else 0
        told: list[int | None] = []
        for store, index in enumerate(self._lists):
            if index is None:
                told.append(len(queries[0]) * lengths[store])
            else:
                told += [index.scored(arrays[store], wanted), again]
        return sum_known(told)

    def _find(self, queries: Tensor, k: int, asked: Sequence[bool]) -> Tensor:
        lengths: list[int] = self._ring.lengths.tolist()
        exactly = [
            range(lengths[store] if asked[store] and self._lists[store] is None else 0)
            for store in range(self._ring.stores)
        ]
        pairs = [(store, index) for store, index in enumerate(self._lists) if index is not None and asked[store]]
        if not pairs:
            return exact_slots(queries, self._ring.keys, exactly, k, self._scratch, self._workers)
        arrays = queries.detach().cpu().numpy()
        proposed = np.full((*queries.shape[:2], k * self._oversample), NONE, np.int64)
        self._workers.run(
            task
            for store, index in pairs
            for task in search_tasks(index, arrays[store], k * self._oversample, proposed[store])
        )
        found = torch.from_numpy(proposed).to(queries.device)
        if self._oversample > 1:
            found = rerank(queries, self._ring.keys, found, k, self._workers)[1]
        if not any(exactly):
            return found
        slots = exact_slots(queries, self._ring.keys, exactly, k, self._scratch, self._workers)
        answered = torch.tensor([index is not None for index in self._lists], device=slots.device)
        return torch.where(answered[:, None, None], found, slots)

    def _new_policy(self, store: int) -> RetrainPolicy:
        return self._policy(self._ring.capacity, turn=store / self._ring.stores)

    def _reason_to_train(self, store: int, written: int, length: int) -> Reason | None:
        if length < self._first[store]:
            return None
        reason = self._policies[store].after_write(written, length)
        return reason if self._trained or self._lists[store] is None else None

    def _train(self, reasons: Mapping[int, Reason]) -> None:
        lengths = self._build(list(reasons))
        recalls = self._probe.measure(self._find, list(reasons), careful=True) if self._trained else {}
        for store, reason in reasons.items():
            self._policies[store].after_training(lengths[store], recalls.get(store))
            if self._trained:
                self._events.add(Event(reason, store, lengths[store], None, recalls.get(store)))

    def _check(self, stores: Sequence[int]) -> None:
        """Probe, and train again where the probe says so."""
        indexed = [store for store in stores if self._lists[store] is not None]
        unproven = [store for store in indexed if self._policies[store].standard is None]
        proven = [store for store in indexed if store not in unproven]
        recalls = self._probe.measure(self._find, unproven, careful=True)
        recalls |= self._probe.measure(self._find, proven)
        self._probe.record(recalls.values())
        failing = [store for store, recall in recalls.items() if self._policies[store].after_probe(recall)]
        if not (failing and self._trained):
            return
        lengths = self._build(failing)
        for store, after in self._probe.measure(self._find, failing, careful=True).items():
            self._policies[store].after_remedy(lengths[store], recalls[store], after)
            self._events.add(Event("probe", store, lengths[store], recalls[store], after))

    def _build(self, stores: Sequence[int]) -> list[int]:
        """From the ring, which shows the state after this write; gives back the lengths of all stores."""
        lengths: list[int] = self._ring.lengths.tolist()

        def build(store: int) -> None:
            index = self._make()
            keys = self._ring.keys[store, : lengths[store]].float().cpu().numpy()
            index.build(keys, past_queries_of(self._ring, store))
            self._lists[store] = index

        self._workers.run(partial(build, store) for store in stores)
        return lengths
