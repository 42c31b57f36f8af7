"""Which backends are installed, and why one is not; what a plug-in author needs to offer one."""

from memtrans.plugins.hooks import hookimpl as hookimpl
from memtrans.plugins.registry import Registry as Registry
from memtrans.plugins.registry import registry as registry
