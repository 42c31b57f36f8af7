"""The inverted file in the metric of the queries against what it should be, written with NumPy and in float64."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from memtrans.backend import IndexSetup

faiss = pytest.importorskip("faiss")

from memtrans_backends.faiss_ivf_query import IvfQuery  # noqa: E402
from memtrans_backends.faiss_plugin import IvfQueryOptions  # noqa: E402
from memtrans_backends.nlist import suggest_nlist  # noqa: E402
from memtrans_backends.query_metric import QueryMetric  # noqa: E402

DIM, NLIST = 6, 16
SETUP = IndexSetup(dim=DIM, capacity=1000, seed=3)
OPTIONS = IvfQueryOptions(nlist=NLIST, nprobe=NLIST, exact_below=64)

Array = NDArray[np.float32]


def drawn(n: int, seed: int, shift: float = 0.0) -> Array:
    """Keys or queries that vary more along some axes than along others."""
    rng = np.random.default_rng(seed)
    return (rng.standard_normal((n, DIM)) * np.linspace(0.2, 2, DIM) + shift).astype(np.float32)


def opposite(n: int, seed: int) -> Array:
    """Queries that vary most where keys vary least."""
    return np.ascontiguousarray(drawn(n, seed)[:, ::-1])


def built(keys: Array, queries: Array, options: IvfQueryOptions = OPTIONS) -> IvfQuery:
    index = IvfQuery(options, SETUP)
    index.build(keys, queries)
    return index


def model_metric(keys: Array, queries: Array, floor: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(mean key, A) as the definition says, with A to any scale."""
    asked = queries.astype(np.float64)
    moments, axes = np.linalg.eigh(sum(np.outer(query, query) for query in asked) / len(asked))
    root = axes @ np.diag(np.sqrt(np.maximum(moments, floor * moments.mean()))) @ axes.T
    return keys.astype(np.float64).mean(0), root


def groups_of(index: IvfQuery) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """(group of each key, centroids) as FAISS holds them."""
    ivf = index._groups._index
    labels = np.full(ivf.ntotal, -1)
    for group in range(ivf.nlist):
        size = ivf.invlists.list_size(group)
        labels[faiss.rev_swig_ptr(ivf.invlists.get_ids(group), size)] = group
    return labels, ivf.quantizer.reconstruct_n(0, ivf.nlist)[:, :DIM].astype(np.float64)


def up_to_scale(keys: Array, index: IvfQuery, mean: NDArray[np.float64], root: NDArray[np.float64]) -> Array:
    """A (k − mean) of the model, at the scale that the index chose for it."""
    scale = np.trace(index._metric.forward) / np.trace(root)
    return (keys - mean) @ root * scale


@pytest.mark.parametrize("past", [opposite(200, seed=1), opposite(3, seed=1) + 5])
def test_keys_lie_in_the_group_of_the_nearest_centroid_in_the_metric_of_the_queries(past: Array) -> None:
    keys = drawn(800, seed=0, shift=3)
    index = built(keys, past, OPTIONS.model_copy(update={"fewest_queries": 1}))
    mean, root = model_metric(keys, past, OPTIONS.floor)

    def assert_nearest(vectors: Array) -> None:
        labels, centroids = groups_of(index)
        distances = ((up_to_scale(vectors, index, mean, root)[:, None] - centroids) ** 2).sum(2)
        own = distances[np.arange(len(vectors)), labels]
        np.testing.assert_allclose(own, distances.min(1), rtol=1e-3, atol=1e-6)  # the same, but for ties
        assert (labels == distances.argmin(1)).mean() > 0.99

    assert_nearest(keys)
    keys[100:200], new = drawn(100, seed=2, shift=4), drawn(50, seed=3)
    index.put(np.r_[100:200, 800:850], np.concatenate([keys[100:200], new]))
    # The metric and the centroids stay those that it was built with.
    assert_nearest(np.concatenate([keys, new]))


def test_a_centroid_is_the_mean_of_its_group() -> None:
    keys, past = drawn(800, seed=0, shift=3), opposite(200, seed=1)
    index = built(keys, past, OPTIONS.model_copy(update={"niter": 100}))
    labels, centroids = groups_of(index)
    vectors = up_to_scale(keys, index, *model_metric(keys, past, OPTIONS.floor))
    means = np.array([vectors[labels == group].mean(0) for group in range(NLIST)])
    np.testing.assert_allclose(centroids, means, atol=1e-5)


@pytest.mark.parametrize("deviations", [0, 2])
def test_a_query_looks_into_the_groups_whose_scores_reach_highest(deviations: float) -> None:
    keys, past, asked = drawn(800, seed=0, shift=3), opposite(200, seed=1), opposite(40, seed=5)
    index = built(keys, past, OPTIONS.model_copy(update={"nprobe": 3, "deviations": deviations}))
    labels, centroids = groups_of(index)
    mean, root = model_metric(keys, past, OPTIONS.floor)
    vectors = up_to_scale(keys, index, mean, root)
    apart = np.array([((vectors[labels == group] - centroids[group]) ** 2).mean() ** 0.5 for group in range(NLIST)])
    turned = asked @ np.linalg.inv(root)
    reach = turned @ centroids.T + deviations * np.linalg.norm(turned, axis=1)[:, None] * apart
    ranked = np.argsort(-reach, axis=1)[:, :3]
    scores = np.where((labels[None, :, None] == ranked[:, None, :]).any(2), asked @ keys.T, -np.inf)
    np.testing.assert_array_equal(np.sort(index.search(asked, 5)), np.sort(np.argsort(-scores, axis=1)[:, :5]))
    sizes = np.bincount(labels, minlength=NLIST)
    assert index.scored(asked, 5) == len(asked) * NLIST + sizes[ranked].sum()


def test_scores_are_inner_products_but_for_what_is_the_same_for_all_keys_of_a_query() -> None:
    keys, past, asked = drawn(800, seed=0, shift=3), opposite(200, seed=1), opposite(40, seed=5)
    metric = QueryMetric.of(keys, past, floor=0.3, fewest=1)
    scores = metric.queries(asked).astype(np.float64) @ metric.keys(keys).T.astype(np.float64)
    wanted = asked.astype(np.float64) @ (keys - keys.astype(np.float64).mean(0)).T
    np.testing.assert_allclose(scores, wanted, atol=1e-5 * np.abs(wanted).max())


def test_groups_are_more_compact_where_queries_look() -> None:
    """What a query's scores vary by within a group, as the share of what they vary by in all: less than without it."""

    def unexplained(past: Array) -> float:
        labels = groups_of(built(keys, past, OPTIONS.model_copy(update={"floor": 0.01})))[0]
        scores = asked @ keys.T
        within = sum(scores[:, labels == group].var(1) * (labels == group).sum() for group in range(NLIST))
        return float((within / scores.var(1)).mean() / len(keys))

    keys, asked = drawn(800, seed=0), opposite(100, seed=5)
    assert unexplained(opposite(200, seed=1)) < 0.8 * unexplained(asked[:0])


FEW = opposite(31, seed=1)


@pytest.mark.parametrize("past", [FEW[:0], FEW, np.zeros((200, DIM), np.float32)])
def test_of_few_queries_and_zeros_the_metric_is_that_of_the_keys(past: Array) -> None:
    metric = QueryMetric.of(drawn(100, seed=0), past, floor=0.3, fewest=32)
    np.testing.assert_allclose(metric.forward, metric.forward[0, 0] * np.eye(DIM), atol=1e-7)


@pytest.mark.parametrize(
    "past",
    [
        pytest.param(np.ones((64, DIM), np.float32), id="constant"),
        pytest.param(opposite(64, seed=1) * np.float32(1e25), id="huge"),
        pytest.param(opposite(64, seed=1) * np.float32(1e-25), id="tiny"),
        pytest.param(np.outer(np.linspace(-1, 1, 64), np.arange(DIM)).astype(np.float32), id="a line"),
        pytest.param(np.zeros((64, DIM), np.float32), id="zeros"),
    ],
)
@pytest.mark.parametrize(
    "keys",
    [
        pytest.param(drawn(500, seed=0), id="usual"),
        pytest.param(drawn(500, seed=0) * np.float32(1e20), id="huge"),
        pytest.param(drawn(500, seed=0) * np.float32(1e-20), id="tiny"),
        pytest.param(drawn(500, seed=0, shift=1e4), id="far"),
        pytest.param(np.ones((500, DIM), np.float32), id="constant"),
    ],
)
@pytest.mark.filterwarnings("error")
def test_all_is_found_whatever_the_numbers(keys: Array, past: Array) -> None:
    index, new = built(keys, past), keys[::-1][:50]
    index.put(np.r_[100:125, 500:525], new)
    keys = np.concatenate([keys, new[25:]])
    keys[100:125] = new[:25]
    asked = opposite(20, seed=5)
    exact = asked.astype(np.float64) @ keys.T.astype(np.float64)
    found = np.take_along_axis(exact, index.search(asked, 9), 1)
    best = np.sort(exact, axis=1)[:, :-10:-1]
    scale = np.linalg.norm(asked, axis=1, keepdims=True) * np.linalg.norm(keys.astype(np.float64), axis=1).max()
    assert (np.sort(found)[:, ::-1] >= best - 1e-5 * scale).all()


def test_a_common_part_that_moves_after_training_loses_nothing() -> None:
    keys, past = drawn(500, seed=0), opposite(64, seed=1)
    index = built(keys, past)
    for step in range(1, 6):
        keys[(step - 1) * 100 : step * 100] = drawn(100, seed=step, shift=20 * step)
        index.put(np.arange((step - 1) * 100, step * 100), keys[(step - 1) * 100 : step * 100])
        asked = opposite(20, seed=step)
        best = np.sort(np.argsort(-(asked.astype(np.float64) @ keys.T), axis=1)[:, :9])
        np.testing.assert_array_equal(np.sort(index.search(asked, 9)), best)


def test_an_index_left_to_itself_has_twice_as_many_groups_and_says_what_it_holds() -> None:
    index = built(drawn(600, seed=0), opposite(64, seed=1), IvfQueryOptions())
    ivf = index._groups._index
    assert ivf.nlist == 2 * suggest_nlist(600)
    # A key with two more numbers, its id and its place; a centroid with two more; A, its inverse, and the mean.
    assert index.nbytes() == 600 * (4 * 8 + 16) + ivf.nlist * 4 * 8 + 4 * (2 * DIM * DIM + DIM)


def test_the_same_keys_and_queries_give_the_same_answers() -> None:
    keys, past, asked = drawn(600, seed=0), opposite(64, seed=1), opposite(20, seed=5)
    few = OPTIONS.model_copy(update={"nprobe": 2})
    answers = [built(keys, past, few).search(asked, 9) for _ in range(2)]
    np.testing.assert_array_equal(*answers)
