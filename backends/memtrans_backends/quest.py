"""Quest's pages: of each page the largest inner product that its keys could have decides whether they are read.

Source: Tang et al. 2024, "Quest: Query-Aware Sparsity for Efficient Long-Context LLM Inference". What differs from
the paper is in docs/quest.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor

from memtrans.backend import NONE, BackendStats, Ring
from memtrans.search import Scratch, Workers, answer_idle, exact_slots, largest, rerank, select_topk, stores_that_ask
from memtrans_backends.quest_plugin import QuestOptions

NUMBERS = 2**22
"""Numbers of keys that are looked at together when bounds are taken."""

KEPT = 32
"""Bytes that a key which is read takes besides its numbers: its slot, its score, and what choosing needs."""


class QuestBackend:
    """Searches pages, slots of the ring in a row, for those in which there may be keys near a query, and reads them.

    extremes [stores, pages, 2 dim]: the largest number of each channel among a page's keys, then the smallest, in the
    dtype of the keys. Those of a page that holds no key mean nothing.
    """

    def __init__(self, options: QuestOptions, ring: Ring) -> None:
        self._ring, self._page, self._affordable = ring, options.page, options.budget // options.page
        pages = -(-ring.capacity // options.page)
        if pages <= self._affordable:
            pages = 0  # every key is read, whatever the bounds are
        self.extremes = ring.keys.new_zeros(ring.stores, pages, 2 * ring.dim)
        self._scratch = Scratch(ring.device, options.scratch_mb)
        self._workers = Workers(ring.threads)
        self._searched = self._by_pages = 0

    @torch.no_grad()
    def write(self, slots: Int[Tensor, "stores n"], keys: Float[Tensor, "stores n dim"]) -> None:
        pages = self.extremes.shape[1]
        if not pages:
            return
        written = torch.zeros(len(slots), pages + 1, dtype=torch.bool, device=slots.device)
        written.scatter_(1, torch.where(slots == NONE, pages, slots // self._page), True)
        changed = written[:, :pages].nonzero()  # [pages, 2]
        for some in changed.split(max(1, NUMBERS // (self._page * self._ring.dim))):
            self._bound(*some.unbind(1))

    def _bound(self, stores: Int[Tensor, " pages"], pages: Int[Tensor, " pages"]) -> None:
        """Take the bounds of these pages, as the ring holds them now: in one that is being overwritten, of both."""
        first = (pages * self._page).unsqueeze(1)
        slots = first + torch.arange(self._page, device=first.device)
        # A page that was written to holds its first slot; that one twice changes no bound.
        slots = torch.where(slots < self._ring.lengths[stores].unsqueeze(1), slots, first)
        keys = self._ring.keys[stores.unsqueeze(1), slots]  # [pages, page, dim]
        self.extremes[stores, pages] = torch.cat([keys.amax(1), keys.amin(1)], 1)

    @torch.no_grad()
    def search(self, queries: Float[Tensor, "stores q dim"], k: int) -> Int[Tensor, "stores q k"]:
        asks = stores_that_ask(queries)
        lengths, paged = self._divide(asks, k)
        self._searched += sum(lengths) * queries.shape[1]
        self._by_pages += sum(length for length, some in zip(lengths, paged) if some) * queries.shape[1]
        scanned = [range(0 if some else length) for length, some in zip(lengths, paged)]
        slots = exact_slots(queries, self._ring.keys, scanned, k, self._scratch, self._workers)
        if any(paged):
            pages = self._choose(queries, paged, k)
            each = self._page * pages.shape[2] * (KEPT + 4 * self._ring.dim)
            rows = max(1, self._scratch.nbytes // each)
            self._workers.run(
                partial(self._read, queries, pages, slots, store, slice(row, min(row + rows, queries.shape[1])))
                for store, some in enumerate(paged)
                for row in range(0, queries.shape[1] if some else 0, rows)
            )
        return answer_idle(slots, asks, self._ring.lengths)

    def scored(self, queries: Float[Tensor, "stores q dim"], k: int) -> int:
        """Every key that is read, and two for each page, whose bound is made of two vectors."""
        lengths, paged = self._divide(stores_that_ask(queries), k)
        q, keys = queries.shape[1], 0
        pages = self._choose(queries, paged, k) if any(paged) else None
        for store, (length, some) in enumerate(zip(lengths, paged)):
            if pages is None or not some:
                keys += length * q
                continue
            last, missing = (length - 1) // self._page, -length % self._page
            keys += 2 * q * (last + 1) + int((pages[store] != NONE).sum()) * self._page
            keys -= missing * int((pages[store] == last).sum())
        return keys

    def reset(self, stores: Bool[Tensor, " stores"]) -> None:
        """The ring's lengths say so already, and a page is bounded anew when it is written to."""

    def stats(self) -> BackendStats:
        held = self.extremes.numel() * self.extremes.element_size()
        return BackendStats(index_bytes=held, keys_searched=self._searched, keys_indexed=self._by_pages)

    def pages_read(self, k: int) -> int:
        """How many pages a search for k reads: what the budget pays for, and at least k keys."""
        return max(self._affordable, -(-k // self._page))

    def _divide(self, asks: Sequence[bool], k: int) -> tuple[list[int], list[bool]]:
        """For each store the keys to be searched, and whether they are more than may be read."""
        lengths = [length if asked else 0 for length, asked in zip(self._ring.lengths.tolist(), asks)]
        most = self.pages_read(k) * self._page
        return lengths, [length > most for length in lengths]

    def _choose(
        self, queries: Float[Tensor, "stores q dim"], paged: Sequence[bool], k: int
    ) -> Int[Tensor, "stores q n"]:
        """The pages with the largest bounds, of the stores that have more than are read."""
        filled = (-(-self._ring.lengths // self._page)).tolist()
        live = [range(pages if some else 0) for pages, some in zip(filled, paged)]
        n = self.pages_read(k)
        return select_topk(by_sign(queries), self.extremes, live, n, self._scratch, self._workers, select=largest)[1]

    def _read(self, queries: Tensor, pages: Tensor, slots: Tensor, store: int, rows: slice) -> None:
        """Writes to `slots` the best keys of the chosen pages, for some queries of one store."""
        one = slice(store, store + 1)
        members = pages[one, rows].unsqueeze(-1) * self._page + torch.arange(self._page, device=pages.device)
        members = members.flatten(2)  # [1, rows, keys]
        # A bound of numbers that overflow is none, and then a page may be missing.
        members = members.masked_fill((members < 0) | (members >= self._ring.lengths[store]), NONE)
        slots[one, rows] = rerank(queries[one, rows], self._ring.keys[one], members, slots.shape[2])[1]


def by_sign(queries: Float[Tensor, "*n dim"]) -> Float[Tensor, "*n twice_dim"]:
    """Positive numbers, then negative ones, with zeros for the others.

    The inner product with a page's extremes is Σ max(q·largest, q·smallest) over channels, its bound: no key of the
    page has a larger one with the query. So pages are searched as keys are, in twice as many dimensions.
    """
    return torch.cat([queries.clamp(min=0), queries.clamp(max=0)], -1)
