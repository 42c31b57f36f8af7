"""For every test: how hard hypothesis tries, shapes that are checked while tests run, and a place to install in."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from jaxtyping import config
from shape_checks import install
from toy_plugins import Site

# A shell that runs this in the background makes everything that it starts ignore Ctrl-C, which tests then send.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# No test looks for a model on a network.
os.environ.setdefault("HF_HUB_OFFLINE", "1")

# Modules whose tensors have annotated shapes. The hook must be in place before any of them is imported.
CHECKED = [
    "memtrans.search.topk",
    "memtrans.search.recall",
    "memtrans.search.idle",
    "memtrans.memory.guards",
    "memtrans.memory.packing",
    "memtrans.search.indexed",
    "memtrans.memory.cursor",
    "memtrans.memory.delay",
    "memtrans.memory.memory",
    "memtrans.memory.rings",
    "memtrans.model.attention",
    "memtrans.model.local_attention",
    "memtrans.model.transformer",
    "memtrans.model.reader",
    "memtrans.evaluation.intervals",
    "memtrans.evaluation.judge",
    "memtrans.evaluation.meter",
    "memtrans.evaluation.evaluate",
    "memtrans.data.segments",
]
install(CHECKED)

settings.register_profile(
    "default",
    derandomize=True,
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("thorough", settings.get_profile("default"), derandomize=False, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(scope="module")
def without_shape_checks() -> Iterator[None]:
    """For modules that call into many small lives of a backend: checking shapes would triple their time."""
    config.update("jaxtyping_disable", True)
    yield
    config.update("jaxtyping_disable", False)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A place to install throw-away distributions in; what they brought into the process goes with them."""
    monkeypatch.syspath_prepend(tmp_path)
    before = set(sys.modules)
    yield Site(tmp_path)
    for name in set(sys.modules) - before:
        if str(getattr(sys.modules[name], "__file__", "")).startswith(str(tmp_path)):
            del sys.modules[name]
