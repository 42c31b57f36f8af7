"""What an index factory string means to us: the index itself, how lightly it trains, and how many keys that takes.

FAISS accepts many strings that would fail later, with an error of its own at the first full block, or not at all but
with wrong answers or in endless training. So every string is rehearsed when the backend is made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from memtrans.backend import IndexSetup
from memtrans.errors import UsageError
from memtrans_backends.faiss_common import one_thread
from memtrans_backends.faiss_ivf import train_quickly
from memtrans_backends.faiss_plugin import FactoryOptions, IvfPqOptions
from memtrans_backends.nlist import suggest_nprobe

EXAMPLES = "'IVF64,SQ8', 'HNSW32' or 'OPQ4,PQ4'"

LARGEST = 65536
"""Most keys that a rehearsal trains on, and the largest number that a string may name."""

LIGHT = IvfPqOptions()
"""The training of faiss-ivf-pq, which finds as many keys as FAISS's own at a fraction of its time."""

OUTSIDE = (
    (r"NSG", "where keys are equal its graph is never finished", "choose 'HNSW32'"),
    (r"L2norm|ITQ", "it makes keys length one, so they rank by angle and not by inner product", "choose OPQ or RR"),
    (r"PCAW", "whitening changes the inner products", "choose PCA or PCAR"),
    (r"LSH|IMI|Residual|PQ\d+\+\d+", "FAISS has no inner product for it", f"choose {EXAMPLES}"),
    (r"_direct", "it codes whole numbers from 0 to 255", "choose SQ8"),
    (r"FlatDedup", "it cannot be trained on equal keys", "choose Flat"),
    (r"IDMap", "the memory numbers its keys itself", "leave it out"),
    (r"HNSW([01]|25[7-9]|2[6-9]\d|[3-9]\d\d|\d{4,})(?!\d)", "a graph has 2 to 256 links a key", "choose 'HNSW32'"),
    (r"x(1[7-9]|[2-9]\d|\d{3,})(?!\d)", "a code has at most 16 bits", "choose 8 or 4, as in 'PQ8x4'"),
    (r"(?<!\d)0+(?!\d)", "a size of 0 makes no index", f"choose {EXAMPLES}"),
)
"""(what a string must not contain, why, what to do instead)."""


def make(options: FactoryOptions, setup: IndexSetup) -> Any:
    """An empty index that trains lightly, with its search parameters set.

    Raises:
        UsageError: FAISS refuses the string or the search parameters, or the string has no place in a memory.
    """
    index = _parse(options.factory, setup.dim)
    for part in parts(index):
        _lighten(part, setup)
    if options.search:
        try:
            faiss.ParameterSpace().set_index_parameters(index, options.search)
        except RuntimeError as error:
            raise UsageError(
                f"search={options.search!r} is refused by FAISS for factory={options.factory!r} ({_reason(error)}); "
                "choose parameters such as 'nprobe=16' or 'efSearch=64'."
            ) from error
    return index


def train(index: Any, keys: NDArray[np.float32]) -> None:
    """Like the index's own `train`, but nothing is centred.

    PCA subtracts the mean from keys and queries alike, and then the inner product with the mean, which differs from
    key to key, decides what is found: recall@10 of PCA8 on keys of dimension 8 was 0.14 where queries were shorter
    than keys. What is trained before the rest of an index is not trained again.
    """
    rotated = keys
    for step in _transforms(index):
        step.train(rotated)
        if isinstance(step, faiss.PCAMatrix):
            faiss.copy_array_to_vector(np.zeros(step.d_out, np.float32), step.b)
        rotated = step.apply(rotated)
    index.train(keys)


def parts(index: Any) -> Iterator[Any]:
    """The index and all that it is made of, from the outside in."""
    index = faiss.downcast_index(index)
    yield index
    inner = []
    if isinstance(index, faiss.IndexPreTransform):
        yield from _transforms(index)
        inner = [index.index]
    elif isinstance(index, (faiss.IndexIDMap, faiss.IndexIDMap2)):
        inner = [index.index]
    elif isinstance(index, faiss.IndexRefine):
        inner = [index.base_index, index.refine_index]
    elif isinstance(index, faiss.IndexIVF):
        inner = [index.quantizer]
    elif isinstance(index, faiss.IndexHNSW):
        inner = [index.storage]
    for one in inner:
        yield from parts(one)


def _transforms(index: Any) -> list[Any]:
    """What keys and queries go through before they reach the rest of the index."""
    if not isinstance(index, faiss.IndexPreTransform):
        return []
    return [faiss.downcast_VectorTransform(index.chain.at(at)) for at in range(index.chain.size())]


@lru_cache(maxsize=256)
def fewest_keys(options: FactoryOptions, dim: int) -> int:
    """The smallest power of two of keys that such an index can be trained on.

    Found by rehearsal, on random keys. Training on too few fails at once, and on just enough hardly takes time.

    Raises:
        UsageError: it cannot be trained, or holds no keys or finds none once it is.
    """
    for count in (1 << exponent for exponent in range(LARGEST.bit_length())):
        keys = np.random.default_rng(0).standard_normal((count, dim), np.float32)
        index = make(options, IndexSetup(dim, count))
        with one_thread():
            try:
                train(index, keys)
            except RuntimeError as error:
                why = error
                continue
            try:
                index.add(keys[:64])
                index.search(keys[:2], 1)
                faiss.serialize_index(index)
            except RuntimeError as error:
                raise UsageError(_useless(options, dim, error)) from error
            return count
    raise UsageError(_useless(options, dim, why)) from why


def _parse(factory: str, dim: int) -> Any:
    for pattern, why, remedy in OUTSIDE:
        found = re.search(pattern, factory)
        if found:
            raise UsageError(f"factory={factory!r} cannot serve a memory ({found[0]}: {why}); {remedy}.")
    numbers = [int(number) for number in re.findall(r"\d+", factory)]
    if max(numbers, default=0) > LARGEST:
        raise UsageError(
            f"factory={factory!r} asks for {max(numbers):,}, which is more than {LARGEST:,} and than any block can "
            f"train; choose {EXAMPLES}."
        )
    try:
        index = faiss.index_factory(dim, factory, faiss.METRIC_INNER_PRODUCT)
    except RuntimeError as error:
        raise UsageError(
            f"factory={factory!r} is refused by FAISS for keys of dimension {dim} ({_reason(error)}); "
            f"choose a string such as {EXAMPLES}."
        ) from error
    for part in (index, *parts(index)):
        if isinstance(part, faiss.IndexHNSW) and part.metric_type != faiss.METRIC_INNER_PRODUCT:
            raise UsageError(
                f"factory={factory!r} cannot serve a memory (FAISS ranks it by distance, not by inner product); "
                f"choose {EXAMPLES}."
            )
    return index


def _lighten(part: Any, setup: IndexSetup) -> None:
    """Few iterations over few keys: training is repeated for every block, or whenever keys have drifted."""
    if isinstance(part, faiss.IndexIVF):
        part.nprobe = min(suggest_nprobe(part.nlist), part.nlist)
        part.cp.niter = LIGHT.niter
        train_quickly(part.cp, LIGHT.points_per_centroid, setup)
    if isinstance(part, (faiss.IndexPQ, faiss.IndexIVFPQ)):
        # Renumbers codes for a search by Hamming distance, which nothing here does, and takes half a minute.
        part.do_polysemous_training = False
    if isinstance(part, (faiss.IndexPQ, faiss.IndexPQFastScan, faiss.IndexIVFPQ, faiss.IndexIVFPQFastScan)):
        part.pq.cp.niter = LIGHT.pq_niter
        train_quickly(part.pq.cp, LIGHT.pq_points_per_code, setup)
    if isinstance(part, faiss.OPQMatrix):
        part.niter, part.niter_pq, part.niter_pq_0 = LIGHT.pq_niter, 2, LIGHT.pq_niter


def _useless(options: FactoryOptions, dim: int, error: RuntimeError) -> str:
    return (
        f"factory={options.factory!r} cannot serve a memory of dimension {dim}, as a rehearsal showed "
        f"({_reason(error)}); choose a string such as {EXAMPLES}."
    )


def _reason(error: RuntimeError) -> str:
    """The last line of what FAISS says, without its source code location."""
    return str(error).strip().splitlines()[-1].rpartition(": ")[2]
