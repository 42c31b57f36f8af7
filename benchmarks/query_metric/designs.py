"""Ways to cut a list of keys into groups and to rank these for a query."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from benchmarks.query_metric.curves import Groups, clustered
from benchmarks.query_metric.lists import Array, Recorded
from memtrans_backends.nlist import suggest_nlist
from memtrans_backends.query_metric import APPENDED, QueryMetric, centroids

Design = Callable[[Recorded, int, Array], Groups]
"""(list, keys held, queries that are asked) → groups of the keys that it holds."""

NONE, ALL, LATEST = 0, 2**20, 256


def inverted_file(times: float, *, centred: bool = False, older: int = 0) -> Design:
    """As `faiss-ivf-flat` with that many times its default groups; older: built so many keys before."""

    def groups(recorded: Recorded, held: int, asked: Array) -> Groups:
        keys = recorded.keys[:held]
        then = held - older
        keys = keys - keys[:then].mean(0) if centred else keys
        found = clustered(keys[:then], int(times * suggest_nlist(then)), spherical=True)
        return Groups((keys @ found.T).argmax(1), asked @ found.T)

    return groups


def query_metric(
    times: float = 2,
    *,
    floor: float = 0.1,
    deviations: float = 1,
    most: int = LATEST,
    every: int = 8,
    older: int = 0,
    fewest: int = 1,
) -> Design:
    """As `faiss-ivf-query`. most, every: of the past queries; older: built so many keys before they are asked for."""

    def groups(recorded: Recorded, held: int, asked: Array) -> Groups:
        then = held - older
        metric = QueryMetric.of(recorded.keys[:then], recorded.past(then, most, every), floor=floor, fewest=fewest)
        trained = metric.keys(recorded.keys[:then])
        grouped = clustered(trained[:, :-APPENDED], int(times * suggest_nlist(then)))
        found = centroids(grouped, trained, deviations)
        labels = (metric.keys(recorded.keys[:held]) @ found.T).argmax(1)
        return Groups(labels, metric.queries(asked) @ found.T)

    return groups


DESIGNS: Mapping[str, Design] = {
    "inner product, as `faiss-ivf-flat`": inverted_file(1),
    "the same, twice the groups": inverted_file(2),
    "the same, centred": inverted_file(1, centred=True),
    "the same, centred, twice the groups": inverted_file(2, centred=True),
    "distance, centred, twice the groups": query_metric(most=NONE),
    "query metric, as many groups": query_metric(1),
    "**query metric, twice the groups**": query_metric(2),
    "query metric, four times": query_metric(4),
    "distance, centred, twice the groups, no deviations": query_metric(most=NONE, deviations=0),
    "query metric, twice the groups, no deviations": query_metric(deviations=0),
}

FLOORS = {f"floor {floor:g}": query_metric(floor=floor) for floor in (1, 0.3, 0.1, 0.03, 0.01)}

SAMPLES = {f"no query, every {every}": query_metric(most=NONE) for every in (1,)} | {
    f"{most} queries, one of every {every} tokens": query_metric(most=most, every=every)
    for every in (1, 8, 32)
    for most in (32, 64, 128, 256, 512)
}

AGES = {
    f"floor {floor:g}, trained {older:,} keys before": query_metric(floor=floor, older=older)
    for floor in (1, 0.1)
    for older in (0, 1024, 2048, 4096)
} | {
    f"as `faiss-ivf-flat`, trained {older:,} keys before": inverted_file(1, older=older)
    for older in (0, 1024, 2048, 4096)
}
