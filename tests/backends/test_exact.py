from __future__ import annotations

import pytest
import torch
from pydantic import ValidationError
from streams import Stream, unit

from memtrans.plugins import Registry
from memtrans_backends.exact import ExactBackend
from memtrans_backends.exact_plugin import ExactOptions


@pytest.mark.parametrize("scratch_mb", [0.01, None])
@pytest.mark.parametrize("threads", [1, 2])
def test_it_finds_the_nearest_whatever_its_scratch(scratch_mb: float | None, threads: int) -> None:
    options = ExactOptions(scratch_mb=scratch_mb)
    stream = Stream(lambda ring: ExactBackend(options, ring), stores=3, capacity=1500, dim=8, threads=threads)
    for step in range(5):
        stream.write(unit(3, 500, 8, seed=step), [500, 0, 77])
        assert stream.check(unit(3, 40, 8, seed=step + 50), 20) == 1.0
    assert stream.backend.stats().indexed_share == 0.0
    assert stream.backend.stats().index_bytes == 0


def test_a_bfloat16_scan_is_an_option_of_its_own() -> None:
    stream = Stream(lambda ring: ExactBackend(ExactOptions(scan="bfloat16"), ring), capacity=1500, dim=16)
    stream.write(unit(2, 1500, 16, seed=0))
    assert 0.99 < stream.check(unit(2, 200, 16, seed=1), 20) <= 1.0


def test_whether_bfloat16_pays_is_tried_and_reported(caplog: pytest.LogCaptureFixture) -> None:
    facts = Registry().environment()["memtrans"]
    Stream(lambda ring: ExactBackend(ExactOptions(scan="bfloat16"), ring))
    assert facts["bfloat16_is_fast"] is not bool(caplog.messages)


def test_it_reads_the_ring_and_copies_nothing() -> None:
    stream = Stream(lambda ring: ExactBackend(ExactOptions(), ring), stores=1, capacity=8, dim=4)
    stream.write(unit(1, 8, 4, seed=0))
    wanted = unit(1, 1, 4, seed=1)
    stream.ring.keys[0, 5] = 10 * wanted[0, 0]
    assert stream.backend.search(wanted, 1).item() == 5


@pytest.mark.parametrize("options", [{"scratch_mb": 0}, {"scan": "float64"}, {"scratch": 1}])
def test_bad_options_are_refused(options: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        ExactOptions.model_validate(options)


def test_a_query_of_nothing_finds_nothing() -> None:
    stream = Stream(lambda ring: ExactBackend(ExactOptions(), ring), capacity=8, dim=4)
    assert bool((stream.backend.search(torch.zeros(2, 3, 4), 2) == -1).all())
