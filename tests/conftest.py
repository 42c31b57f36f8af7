"""Two things for every test: how hard hypothesis tries, and shapes that are checked while tests run."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings
from jaxtyping import install_import_hook

# Modules whose tensors have annotated shapes. The hook must be in place before any of them is imported.
CHECKED = [
    "memtrans.topk",
    "memtrans.guards",
    "memtrans.indexed",
    "memtrans.memory",
    "memtrans.attention",
    "memtrans.model",
    "memtrans.metrics",
    "memtrans.evaluate",
    "memtrans.data.segments",
]
install_import_hook(CHECKED, "beartype.beartype")

settings.register_profile(
    "default",
    derandomize=True,
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("thorough", settings.get_profile("default"), derandomize=False, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))
