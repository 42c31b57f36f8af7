"""Which backends are installed, and why one is not; what a plug-in author needs to offer one."""

from memtrans.plugins.hooks import hookimpl
from memtrans.plugins.registry import Registry, registry

__all__ = ["Registry", "hookimpl", "registry"]
