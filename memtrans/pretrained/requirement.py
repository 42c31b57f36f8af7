"""What `memtrans.pretrained` needs besides memtrans."""

from __future__ import annotations

from importlib import metadata

from memtrans.errors import MissingExtra

OLDEST = 5


def require_transformers() -> None:
    """Refuse to go on without transformers, or with one that has no attention interface for caches of ours.

    Raises:
        MissingExtra: it is not installed, or older than 5.
    """
    remedy = "pip install 'memtrans[pretrained]'"
    try:
        version = metadata.version("transformers")
    except metadata.PackageNotFoundError:
        raise MissingExtra(f"Pretrained models need transformers, which is not installed: {remedy}") from None
    if int(version.partition(".")[0]) < OLDEST:
        raise MissingExtra(f"Pretrained models need transformers {OLDEST} or newer, here is {version}: {remedy}")
