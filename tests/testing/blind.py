"""Faulty backends that an author could ship by mistake, written without a look at the suite; three right ones.

Each docstring says what goes wrong and how rarely, and BLIND which rule that breaks.
"""

from __future__ import annotations

import os
import tempfile
import time

import numpy as np
import torch
from pydantic import Field

from memtrans.backend import BackendSpec, BackendStats, Capabilities, Event
from memtrans.options import IndexOptions, Options

NO_OPTIONS = Options


class WidthOptions(Options):
    width: int = Field(32, ge=1, description="dimensions in which every key is scored")
    oversample: int = Field(8, ge=1, description="keys scored exactly, per neighbour")


class ProbeOptions(Options):
    nprobe: int = Field(8, ge=1, description="cells searched")


class MOptions(Options):
    m: int = Field(8, ge=1, description="parts of a key")


def best(scores, count):
    return np.argpartition(scores, -count, axis=1)[:, -count:]


class Plain:
    """A right exact index, from which the faults differ in one place."""

    def __init__(self, options, setup):
        self.options, self.setup = options, setup
        self.keys = np.empty((0, setup.dim), np.float32)

    def build(self, keys):
        self.keys = keys.copy()

    def search(self, queries, k):
        return best(queries @ self.keys.T, k)

    def nbytes(self):
        return self.keys.nbytes


class InPlace(Plain):
    """A right exact index that overwrites."""

    def put(self, slots, keys):
        more = int(slots.max()) + 1 - len(self.keys)
        if more > 0:
            self.keys = np.concatenate([self.keys, np.zeros((more, self.setup.dim), np.float32)])
        self.keys[slots] = keys


class Cells(Plain):
    """A right inverted file: keys belong to the nearest of some sampled centroids."""

    def cells(self, n):
        return max(1, int(2 * n**0.5))

    def build(self, keys):
        self.keys = keys.copy()
        random = np.random.default_rng(self.setup.seed)
        count = min(self.cells(len(keys)), len(keys))
        self.centroids = self.keys[random.choice(len(keys), count, replace=False)]
        self.cell = nearest(self.keys, self.centroids)

    def probes(self, queries):
        count = min(self.options.nprobe, len(self.centroids))
        chosen = np.zeros((len(queries), len(self.centroids)), bool)
        np.put_along_axis(chosen, best(queries @ self.centroids.T, count), True, 1)
        return chosen

    def search(self, queries, k):
        scores = np.where(self.probes(queries)[:, self.cell], queries @ self.keys.T, -np.inf)
        ids = best(scores, k)
        return np.where(np.isneginf(np.take_along_axis(scores, ids, 1)), -1, ids)

    def nbytes(self):
        return self.keys.nbytes + self.centroids.nbytes + self.cell.nbytes


def nearest(keys, centroids):
    return (keys @ centroids.T - (centroids**2).sum(1) / 2).argmax(1)


class SampledHashCache(Plain):
    """Structures are shared between blocks whose sampled keys (every 256th) are equal: rare, such as two documents
    that begin alike and differ between the samples, or a block in which some keys were exchanged."""

    built: dict = {}

    def build(self, keys):
        fingerprint = (keys.shape, keys[::256].tobytes())
        self.keys = self.built.setdefault(fingerprint, keys.copy())
        while len(self.built) > 64:
            self.built.pop(next(iter(self.built)))


class CacheById(Plain):
    """Keys in the layout that the product likes are kept by id(self): stale where a new index gets the id of one
    that was dropped and holds as many keys, as blocks do."""

    transposed: dict = {}

    def search(self, queries, k):
        keys = self.transposed.get(id(self))
        if keys is None or keys.shape[1] != len(self.keys):
            keys = self.transposed[id(self)] = np.ascontiguousarray(self.keys.T)
        return best(queries @ keys, k)


class BatchScale(Plain):
    """Queries become 16-bit numbers by one scale for the batch, so a query ten thousand times smaller than its
    neighbour is rounded to nothing: only in batches of very different norms."""

    def search(self, queries, k):
        scale = np.abs(queries).max() / 32767 or 1.0
        codes = np.round(queries / scale)
        return best(codes @ self.keys.T, k)


class BuildScale(InPlace):
    """Keys become 16-bit codes by a scale from the first ones; later ones that are larger are cut off. It does not
    declare `trained`. Only where keys grow by more than a half after the index was built."""

    def build(self, keys):
        self.scale = 1.5 * np.abs(keys).max() / 32767 or 1.0
        super().build(self.coded(keys))

    def put(self, slots, keys):
        super().put(slots, self.coded(keys))

    def coded(self, keys):
        return np.clip(np.round(keys / self.scale), -32767, 32767).astype(np.float32)


class FirstWrap(InPlace):
    """Takes the slots of a write for consecutive ones modulo the capacity. The one write that fills the last slots
    and overwrites the first comes sorted, and goes to the wrong places: once in the life of a list, if at all."""

    def put(self, slots, keys):
        if len(slots) and slots[-1] - slots[0] + 1 != len(slots):
            first = int(slots[0])
            slots = (first + np.arange(len(slots))) % self.setup.capacity
        super().put(slots, keys)


class Dedup(Plain):
    """Equal keys are stored once, and only one of them can be found: wherever keys repeat."""

    def build(self, keys):
        self.keys, self.first = np.unique(keys, axis=0, return_index=True)

    def search(self, queries, k):
        scores = queries @ self.keys.T
        count = min(k, len(self.keys))
        ids = self.first[best(scores, count)]
        return np.pad(ids, ((0, 0), (0, k - count)), constant_values=-1)


class Lifted(Plain):
    """Inner product as distance, by one more dimension: with a single key a thousand times longer than the others
    float32 has no digits left for those."""

    def build(self, keys):
        self.keys = keys.copy()
        squares = (keys**2).sum(1)
        extra = np.sqrt(squares.max() - squares)
        self.lifted = np.concatenate([keys, extra[:, None]], 1)
        self.squares = (self.lifted**2).sum(1)

    def search(self, queries, k):
        padded = np.pad(queries, ((0, 0), (0, 1)))
        distance = (padded**2).sum(1)[:, None] + self.squares - 2 * (padded @ self.lifted.T)
        return best(-distance, k)

    def nbytes(self):
        return self.keys.nbytes + self.lifted.nbytes + self.squares.nbytes


class KCap(Plain):
    """The list of candidates has room for 256, as in a kernel with a fixed heap; more are never found."""

    def search(self, queries, k):
        count = min(k, 256)
        return np.pad(best(queries @ self.keys.T, count), ((0, 0), (0, k - count)), constant_values=-1)


class SharedScratch(Plain):
    """Declares `serial` because its score buffer is reused, but the buffer belongs to the class: two lists that are
    searched at once write into each other's scores."""

    scratch = np.empty(0, np.float32)

    def search(self, queries, k):
        size = len(queries) * len(self.keys)
        if self.scratch.size < size:
            SharedScratch.scratch = np.empty(size, np.float32)
        scores = self.scratch[:size].reshape(len(queries), -1)
        np.matmul(queries, self.keys.T, out=scores)
        return best(scores, k)


class LazyFirst(Plain):
    """The first search after a build prepares the keys part by part; a second one at that moment takes the half-done
    table: only with threads, and only in the first searches of an index."""

    def build(self, keys):
        self.keys, self.ready = keys.copy(), None

    def search(self, queries, k):
        if self.ready is None:
            self.ready = np.zeros(self.keys.shape[::-1], np.float32)
            for start in range(0, len(self.keys), 64):
                self.ready[:, start : start + 64] = self.keys[start : start + 64].T
        return best(queries @ self.ready, k)

    def nbytes(self):
        return 2 * self.keys.nbytes


class FlushDenormal(Plain):
    """Switches subnormal numbers off for speed, in the caller's thread and for good."""

    def build(self, keys):
        torch.set_flush_denormal(True)
        super().build(keys)


class Environ(Plain):
    """Asks its library for one thread through the environment, which children of the process inherit."""

    def __init__(self, options, setup):
        os.environ["OPENBLAS_NUM_THREADS"] = "1"
        super().__init__(options, setup)


class CodesOnly(Plain):
    """Says the bytes of its codes and not of the keys that it keeps to rank them again: a fifth of what it holds."""

    def build(self, keys):
        self.keys = keys.copy()
        self.scale = np.abs(keys).max() / 127 or 1.0
        self.codes = np.round(keys / self.scale).astype(np.int8)

    def search(self, queries, k):
        rough = queries @ self.codes.astype(np.float32).T
        candidates = best(rough, min(len(self.keys), 4 * k))
        scores = np.einsum("qd,qcd->qc", queries, self.keys[candidates])
        return np.take_along_axis(candidates, best(scores, k), 1)

    def nbytes(self):
        return self.codes.nbytes


class PostingLeak(Cells):
    """An overwritten key's old posting stays in the list of its cell and is passed over at searching: it grows with
    every write, and says nothing of it."""

    def build(self, keys):
        super().build(keys)
        self.postings = [np.flatnonzero(self.cell == cell) for cell in range(len(self.centroids))]

    def put(self, slots, keys):
        InPlace.put(self, slots, keys)
        self.cell = np.concatenate([self.cell, np.zeros(len(self.keys) - len(self.cell), np.int64)])
        self.cell[slots] = nearest(keys, self.centroids)
        for cell in np.unique(self.cell[slots]):
            self.postings[cell] = np.concatenate([self.postings[cell], slots[self.cell[slots] == cell]])

    def search(self, queries, k):
        scores = np.full((len(queries), len(self.keys)), -np.inf, np.float32)
        probes = self.probes(queries)
        for cell, postings in enumerate(self.postings):
            live = np.unique(postings[self.cell[postings] == cell])
            asked = np.flatnonzero(probes[:, cell])
            if len(live) and len(asked):
                scores[np.ix_(asked, live)] = queries[asked] @ self.keys[live].T
        ids = best(scores, k)
        return np.where(np.isneginf(np.take_along_axis(scores, ids, 1)), -1, ids)


class Sketch(Plain):
    """A right sketch by random projection."""

    def __init__(self, options, setup):
        super().__init__(options, setup)
        self.projection = self.project(setup)

    def project(self, setup):
        return np.random.default_rng(setup.seed).standard_normal((setup.dim, self.options.width), dtype=np.float32)

    def build(self, keys):
        self.keys = keys.copy()
        self.sketches = keys @ self.projection

    def search(self, queries, k):
        rough = (queries @ self.projection) @ self.sketches.T
        candidates = best(rough, min(len(self.keys), k * self.options.oversample))
        scores = np.einsum("qd,qcd->qc", queries, self.keys[candidates])
        return np.take_along_axis(candidates, best(scores, k), 1)

    def nbytes(self):
        return self.keys.nbytes + self.sketches.nbytes + self.projection.nbytes


class HashSeed(Sketch):
    """Its seed is Python's hash of a text, which is another one in each process: equal within one."""

    def project(self, setup):
        random = np.random.default_rng(hash(f"sketch-{setup.seed}-{setup.dim}") % 2**63)
        return random.standard_normal((setup.dim, self.options.width), dtype=np.float32)


class BigSeed(Sketch):
    """The old generator of NumPy takes seeds of 32 bits only, memtrans gives up to 62."""

    def project(self, setup):
        return np.random.RandomState(setup.seed).standard_normal((setup.dim, self.options.width)).astype(np.float32)


class ShortIds(InPlace):
    """Ids are kept in 16 bits: right up to 32,767 keys in a list."""

    def search(self, queries, k):
        return super().search(queries, k).astype(np.int16)


class MedianTree(Plain):
    """A tree that halves keys by the median of one coordinate, and loses those on the median: one key at a split of
    random numbers, half of them where numbers are sparse or whole."""

    def build(self, keys):
        self.keys = keys.copy()
        self.leaves = []
        self.split(np.arange(len(keys)), 0)

    def split(self, ids, depth):
        if len(ids) <= 256 or depth == 6:
            self.leaves.append(ids)
            return
        column = self.keys[ids, depth % self.keys.shape[1]]
        middle = np.median(column)
        self.split(ids[column < middle], depth + 1)
        self.split(ids[column > middle], depth + 1)

    def search(self, queries, k):
        ids = np.concatenate(self.leaves)
        count = min(k, len(ids))
        found = ids[best(queries @ self.keys[ids].T, count)] if count else np.empty((len(queries), 0), np.int64)
        return np.pad(found, ((0, 0), (0, k - count)), constant_values=-1)


class LargeBatch(Cells):
    """In batches of more than 256 queries it looks into a quarter of the cells, to keep up: an answer depends on how
    many others are asked beside it."""

    def probes(self, queries):
        count = min(self.options.nprobe if len(queries) <= 256 else 2, len(self.centroids))
        chosen = np.zeros((len(queries), len(self.centroids)), bool)
        np.put_along_axis(chosen, best(queries @ self.centroids.T, count), True, 1)
        return chosen


class TimeBudget(Plain):
    """Stops looking after 20 ms, with what it has found: what that is depends on the machine and its load."""

    def search(self, queries, k):
        began = time.perf_counter()
        scores = np.full((len(queries), len(self.keys)), -np.inf, np.float32)
        for start in range(0, len(self.keys), 512):
            if start >= k and time.perf_counter() - began > 0.02:
                break
            scores[:, start : start + 512] = queries @ self.keys[start : start + 512].T
        ids = best(scores, k)
        return np.where(np.isneginf(np.take_along_axis(scores, ids, 1)), -1, ids)


class Outgrown(Cells):
    """Declares nprobe = 64 exhaustive; there are √n cells, which is more in blocks of more than 4,096 keys."""

    def cells(self, n):
        return max(64, int(n**0.5))


class ConstantDim(Plain):
    """Divides each coordinate by its spread, which is 0 where all keys have the same number there: scores are then
    NaN. Such as padding of a head to a multiple of eight."""

    def build(self, keys):
        self.spread = keys.std(0) if len(keys) > 1 else np.ones(keys.shape[1], np.float32)
        with np.errstate(all="ignore"):
            self.keys = keys / self.spread

    def search(self, queries, k):
        with np.errstate(all="ignore"):
            return best((queries * self.spread) @ self.keys.T, k)


class StaleRadius(InPlace):
    """Passes over groups of 64 slots whose keys cannot be long enough to matter; the length of a group is not
    raised when a longer key is put into it. Declared exact."""

    def build(self, keys):
        super().build(keys)
        norms = np.linalg.norm(keys, axis=1)
        groups = np.arange(len(keys)) // 64
        self.longest = np.zeros(-(-self.setup.capacity // 64), np.float32)
        np.maximum.at(self.longest, groups, norms)

    def put(self, slots, keys):
        norms = np.linalg.norm(keys, axis=1)
        new = slots >= len(self.keys)
        super().put(slots, keys)
        np.maximum.at(self.longest, slots[new] // 64, norms[new])

    def search(self, queries, k):
        scores = queries @ self.keys.T
        bound = np.linalg.norm(queries, axis=1)[:, None] * np.repeat(self.longest, 64)[: len(self.keys)]
        floor = np.partition(scores, -k, axis=1)[:, -k][:, None]
        return best(np.where(bound * 1.001 + 1e-6 >= floor, scores, -np.inf), k)


class SharedCodebook(Plain):
    """The directions in which keys are scored roughly are learnt from the first keys of that dimension in the
    process and kept for all indexes: an answer depends on what was built before."""

    bases: dict = {}

    def build(self, keys):
        self.keys = keys.copy()
        dim = keys.shape[1]
        if len(keys) >= dim and dim not in self.bases:
            self.bases[dim] = np.linalg.svd(keys, full_matrices=False)[2][: -(-dim // 2)].T
        self.basis = self.bases.get(dim, np.eye(dim, dtype=np.float32))
        self.sketches = keys @ self.basis

    def search(self, queries, k):
        rough = (queries @ self.basis) @ self.sketches.T
        candidates = best(rough, min(len(self.keys), max(16 * k, 64)))
        scores = np.einsum("qd,qcd->qc", queries, self.keys[candidates])
        return np.take_along_axis(candidates, best(scores, k), 1)

    def nbytes(self):
        return self.keys.nbytes + self.sketches.nbytes + self.basis.nbytes


class ExcludesSelf(Plain):
    """Leaves out a key that equals the query, as tools for graphs of neighbours do: whenever a stored key is asked."""

    def search(self, queries, k):
        scores = queries @ self.keys.T
        squares = np.einsum("qd,qd->q", queries, queries)[:, None]
        norms = np.einsum("nd,nd->n", self.keys, self.keys)
        itself = np.isclose(scores, squares, rtol=1e-5) & np.isclose(norms, squares, rtol=1e-5) & (scores != 0)
        scores[itself] = -np.inf
        ids = best(scores, k)
        return np.where(np.isneginf(np.take_along_axis(scores, ids, 1)), -1, ids)


class WarmCell(Cells):
    """Also looks into the cells that the search before looked into: what a query finds depends on those before."""

    warm = None

    def probes(self, queries):
        chosen = super().probes(queries)
        own = chosen.any(0)
        if self.warm is not None and len(self.warm) == len(own):
            chosen = chosen | self.warm
        self.warm = own
        return chosen


class LeftFiles(Plain):
    """Maps its keys from a temporary file that nobody removes."""

    def build(self, keys):
        with tempfile.NamedTemporaryFile(prefix="blind-", delete=False) as file:
            file.write(keys.tobytes())
        self.keys = np.memmap(file.name, np.float32, "r", shape=keys.shape)

    def search(self, queries, k):
        return np.asarray(super().search(queries, k))


class LateRefusal(Plain):
    """m must divide the dimension, which is found out when the first index is built and not when one is made."""

    def build(self, keys):
        if keys.shape[1] % self.options.m:
            raise ValueError(f"m={self.options.m} does not divide {keys.shape[1]}")
        super().build(keys)


class Scan:
    """A right backend that scores all keys of the ring."""

    def __init__(self, options, ring):
        self.options, self.ring, self.searched = options, ring, 0

    def write(self, slots, keys):
        pass

    def scores(self, queries):
        return queries @ self.ring.keys.float().mT

    def search(self, queries, k):
        self.searched += int(self.ring.lengths.sum()) * queries.shape[1]
        scores = self.scores(queries)
        empty = torch.arange(self.ring.capacity) >= self.ring.lengths[:, None]
        values, slots = scores.masked_fill(empty[:, None], -torch.inf).topk(k, sorted=False)
        return slots.masked_fill(values == -torch.inf, -1)

    def reset(self, stores):
        pass

    def stats(self):
        return BackendStats(keys_searched=self.searched)


class PointerCache(Scan):
    """Keeps the scores of the last queries by their address, shape and version, until something is written: stale
    where a new tensor of that shape gets the memory of the old one."""

    cached = (None, None)

    def write(self, slots, keys):
        self.cached = (None, None)

    def reset(self, stores):
        self.cached = (None, None)

    def scores(self, queries):
        name = (queries.data_ptr(), queries.shape, queries._version)
        if self.cached[0] != name:
            self.cached = (name, super().scores(queries))
        return self.cached[1].clone()


class StoragePrecision(Scan):
    """Scores in the type that keys are stored in: of a ring in bfloat16 three digits remain, and it says exact."""

    def scores(self, queries):
        return (queries.to(self.ring.keys.dtype) @ self.ring.keys.mT).float()


class DefaultDtype(Scan):
    """Its own copy of the keys has torch's default type, which a program may have set to bfloat16."""

    def __init__(self, options, ring):
        super().__init__(options, ring)
        self.keys = torch.zeros(ring.stores, ring.capacity, ring.dim)

    def write(self, slots, keys):
        store, column = (slots >= 0).nonzero(as_tuple=True)
        self.keys[store, slots[store, column]] = keys[store, column].to(self.keys.dtype)

    def scores(self, queries):
        return queries @ self.keys.to(queries.dtype).mT

    def stats(self):
        return BackendStats(index_bytes=self.keys.nbytes, keys_searched=self.searched)


class ReadAndClear(Scan):
    """Its counters start anew whenever they are read."""

    def stats(self):
        searched, self.searched = self.searched, 0
        return BackendStats(keys_searched=searched)


class EveryEvent(Scan):
    """Notes an event for every write and keeps them all: a leak, and a log that gets slower."""

    def __init__(self, options, ring):
        super().__init__(options, ring)
        self.events = []

    def write(self, slots, keys):
        for store in (slots >= 0).any(1).nonzero().flatten().tolist():
            self.events.append(Event("train", store, int(self.ring.lengths[store])))

    def stats(self):
        return BackendStats(keys_searched=self.searched, events=tuple(self.events))


class Shards(Scan):
    """Cuts the keys into one part for each thread and keeps 2 k / threads of each: with one or two threads all is
    found, with eight not, above all where neighbours lie together."""

    def search(self, queries, k):
        self.searched += int(self.ring.lengths.sum()) * queries.shape[1]
        empty = torch.arange(self.ring.capacity) >= self.ring.lengths[:, None]
        scores = self.scores(queries).masked_fill(empty[:, None], -torch.inf)
        threads = min(self.ring.threads, self.ring.capacity)
        kept = []
        for part in torch.arange(self.ring.capacity).tensor_split(threads):
            count = min(len(part), k if threads == 1 else max(8, -(-2 * k // threads)))
            kept.append(scores[..., part].topk(count).indices + part[0])
        chosen = torch.cat(kept, -1)
        if chosen.shape[-1] < k:
            chosen = torch.arange(self.ring.capacity).expand(*scores.shape)
        values, places = scores.gather(2, chosen).topk(k)
        return chosen.gather(2, places).masked_fill(values == -torch.inf, -1)


class LeftPadding(Scan):
    """Keeps its own keys, and takes for granted that the tokens of a write that are left out come last."""

    def __init__(self, options, ring):
        super().__init__(options, ring)
        self.keys = torch.zeros(ring.stores, ring.capacity, ring.dim, dtype=torch.float32)

    def write(self, slots, keys):
        for store, count in enumerate((slots >= 0).sum(1).tolist()):
            where = slots[store][slots[store] >= 0]
            self.keys[store, where] = keys[store, :count]

    def scores(self, queries):
        return queries @ self.keys.mT

    def stats(self):
        return BackendStats(index_bytes=self.keys.nbytes, keys_searched=self.searched)


class SampledHashFew(SampledHashCache):
    """The same with room for four blocks, so that nothing piles up."""

    built: dict = {}

    def build(self, keys):
        super().build(keys)
        while len(self.built) > 4:
            self.built.pop(next(iter(self.built)))


class ShortIdsWide(ShortIds):
    """The same, widened to 64 bits at the end as the page asks."""

    def search(self, queries, k):
        return super().search(queries, k).astype(np.int64)


class PostingLeakTrained(PostingLeak):
    """The same, and it declares `trained`."""


class RightShuffled:
    """Answers in 32 bits, in an order of its own, in an array that is neither contiguous nor writeable; no nbytes."""

    def __init__(self, options, setup):
        self.keys = np.empty((0, setup.dim), np.float32)

    def build(self, keys):
        self.keys = keys.copy()

    def search(self, queries, k):
        ids = np.asfortranarray(best(queries @ self.keys.T, k)[:, ::-1].astype(np.int32))
        ids.flags.writeable = False
        return ids


class RightTable(Plain):
    """Keeps each key by itself in a table, whose array is made again by whoever asks first; one at a time."""

    def build(self, keys):
        self.table = dict(enumerate(keys.copy()))
        self.array = None

    def put(self, slots, keys):
        self.table.update(zip(slots.tolist(), keys.copy()))
        self.array = None

    def search(self, queries, k):
        if self.array is None:
            self.array = np.stack([self.table[slot] for slot in range(len(self.table))]).astype(np.float64)
        return best(queries.astype(np.float64) @ self.array.T, k)

    def nbytes(self):
        return 12 * self.setup.dim * len(self.table)


class RightDouble(Scan):
    """Scores in 64 bits, each store in turn, and gives the slots of each query in descending order."""

    def search(self, queries, k):
        self.searched += int(self.ring.lengths.sum()) * queries.shape[1]
        found = torch.full((*queries.shape[:2], k), -1)
        for store, length in enumerate(self.ring.lengths.tolist()):
            count = min(k, length)
            scores = queries[store].double() @ self.ring.keys[store, :length].double().T
            found[store, :, :count] = scores.topk(count).indices.sort(descending=True).values
        return found


def spec(kind, *, options=NO_OPTIONS, backend=False, **capabilities):
    return BackendSpec(
        name=kind.__name__.lower(),
        factory=f"{__name__}:{kind.__name__}",
        options=options,
        kind="backend" if backend else "index",
        api_version=1,
        summary="blind",
        capabilities=Capabilities(**capabilities),
    )


EXACT = {"exact": True, "exhaustive": {}}
SCANS = {"backend": True, "exact": True, "exhaustive": {}, "scan": True}

BLIND = [
    (spec(SampledHashCache, **EXACT), "build replaces everything by the keys it is given"),
    (spec(CacheById, **EXACT), "an index answers from the keys it was built from"),
    (spec(PointerCache, **SCANS), "slots of nearly the largest inner products of these queries"),
    (spec(BatchScale), "ids of nearly the k largest inner products of each query, whatever is asked beside it"),
    (spec(BuildScale, in_place=True), "trained: declared where what it finds depends on the keys it was built from"),
    (spec(FirstWrap, in_place=True, **EXACT), "put stores each key at its slot"),
    (spec(Dedup), "nearly the k largest inner products; equal keys are several memories"),
    (spec(Lifted), "nearly the k largest inner products for all finite keys"),
    (spec(KCap), "k may be as large as the number of keys, -1 only where fewer were found"),
    (spec(SharedScratch, serial=True, **EXACT), "serial: two searches of *one* index; others run beside it"),
    (spec(LazyFirst, **EXACT), "several searches of one index may run at once"),
    (spec(FlushDenormal, **EXACT), "never by a setting of the process"),
    (spec(Environ, **EXACT), "never by a setting of the process"),
    (spec(CodesOnly), "nbytes: bytes that it holds"),
    (
        spec(PostingLeak, options=ProbeOptions, in_place=True, exhaustive={"nprobe": 100000}, recall_floor=0.5),
        "in_place: bytes stay as they are over many rounds; nbytes: bytes that it holds",
    ),
    (
        spec(HashSeed, options=WidthOptions, exhaustive={"oversample": 1000000}, recall_floor=0.5),
        "equal keys and seeds give equal answers",
    ),
    (
        spec(BigSeed, options=WidthOptions, exhaustive={"oversample": 1000000}, recall_floor=0.5),
        "seed: any that memtrans gives, up to 2^62",
    ),
    (spec(ShortIds, in_place=True, **EXACT), "ids are row numbers up to the capacity; int64 to be safe"),
    (spec(MedianTree), "nearly the k largest inner products; no key is lost"),
    (
        spec(LargeBatch, options=ProbeOptions, exhaustive=None, recall_floor=0.3),
        "equal keys and seeds must give equal answers, in any batch",
    ),
    (spec(TimeBudget, **EXACT), "equal keys and seeds must give equal answers"),
    (
        spec(Outgrown, options=ProbeOptions, exhaustive={"nprobe": 64}, recall_floor=0.3),
        "exhaustive: options under which nothing is missed",
    ),
    (spec(ConstantDim), "nearly the k largest inner products for all finite keys"),
    (spec(StaleRadius, in_place=True, **EXACT), "exact: it always finds the true nearest keys"),
    (spec(SharedCodebook), "equal keys and seeds must give equal answers"),
    (spec(ExcludesSelf), "nearly the k largest inner products, the key itself among them"),
    (
        spec(WarmCell, options=ProbeOptions, exhaustive={"nprobe": 100000}, recall_floor=0.3),
        "equal keys and seeds must give equal answers, whatever was asked before",
    ),
    (spec(LeftFiles, **EXACT), "what an index holds ends with it"),
    (spec(LateRefusal, options=MOptions, **EXACT), "ValueError of the constructor where options do not fit"),
    (spec(StoragePrecision, **SCANS), "exact: it always finds the true nearest keys"),
    (spec(DefaultDtype, **SCANS), "keys are float32, and equal what the ring stores"),
    (spec(ReadAndClear, **SCANS), "counters since the backend was made"),
    (spec(EveryEvent, **SCANS), "events: the latest, at most a thousand or so"),
    (spec(Shards, **SCANS), "exact: it always finds the true nearest keys, with any number of threads"),
    (spec(LeftPadding, **SCANS), "slots of -1 are skipped, wherever they stand"),
]

SECOND = [  # where the first was caught for something else that is wrong with it
    (spec(SampledHashFew, **EXACT), "build replaces everything by the keys it is given"),
    (spec(ShortIdsWide, in_place=True, **EXACT), "ids are row numbers up to the capacity"),
    (
        spec(
            PostingLeakTrained,
            options=ProbeOptions,
            in_place=True,
            trained=True,
            exhaustive={"nprobe": 100000},
            recall_floor=0.5,
        ),
        "in_place: bytes stay as they are over many rounds; nbytes: bytes that it holds",
    ),
]

RIGHT = [
    (spec(RightShuffled, **EXACT), "right"),
    (spec(RightTable, options=IndexOptions, in_place=True, serial=True, **EXACT), "right"),
    (spec(RightDouble, **SCANS), "right"),
]
