"""The models of the table as they were fetched: they are what their manifest says, and read as they should."""

from __future__ import annotations

import pytest
from fetched_models import fetched_model

pytest.importorskip("transformers", reason="needs the extra `pretrained`")

from memtrans.data.packages.archive import sha256_of
from memtrans.data.packages.kept import read_manifest
from memtrans.pretrained.weights.known import MODELS
from memtrans.pretrained.weights.sanity import read_sample
from memtrans.pretrained.weights.store import MODEL, find_model

pytestmark = pytest.mark.fetched
NATS = {"smollm2-135m": 3.16, "gemma-3-270m": 2.77}
SPECIAL = {"smollm2-135m": (1, 2, 2), "gemma-3-270m": (2, 1, 0)}
"""Ids of beginning, end and padding."""


@pytest.mark.parametrize("name", MODELS)
def test_a_fetched_model_reads(name: str) -> None:
    folder = fetched_model(name)
    assert find_model(name) == folder
    for file in read_manifest(folder, MODEL)["files"]:
        assert sha256_of((folder / file["name"]).read_bytes()) == file["sha256"]
    reading = read_sample(folder, MODELS[name].most_nats)
    assert reading.nats == pytest.approx(NATS[name], abs=0.05)
    assert (reading.bos, reading.eos, reading.pad) == SPECIAL[name]
