"""The libraries of the extra `pretrained`: whether they are there, and how to make them quiet."""

from __future__ import annotations

import io
import platform
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr
from importlib.metadata import PackageNotFoundError, version

from memtrans.errors import MemtransError, MissingExtra
from memtrans.remedies import pip_install

READING = {"transformers": 5}
"""Distribution → lowest major version, to use a model of Hugging Face's."""
CONVERTING = {**READING, "gguf": 0, "accelerate": 0}
"""The same to read a GGUF file as well."""
RECORDED = ("transformers", "gguf", "tokenizers", "safetensors", "torch")


def require_libraries(needed: Mapping[str, int], purpose: str) -> None:
    """Check versions without importing anything.

    Raises:
        MissingExtra: one is missing or too old; the message begins with `purpose`.
    """
    wrong = [f"{name} is {found}" for name, least in needed.items() if (found := _fault(name, least))]
    if wrong:
        wants = ", ".join(f"{name} {least} or later" if least else name for name, least in needed.items())
        remedy = pip_install("memtrans[pretrained]")
        raise MissingExtra(f"{purpose} needs {wants}, and {' and '.join(wrong)}: {remedy}")


def recorded_versions() -> dict[str, str]:
    """Of all that had a hand in the weights."""
    return {**{name: version(name) for name in RECORDED}, "python": platform.python_version()}


def misconverted(what: str) -> MemtransError:
    """The error that says what is wrong with a model that transformers has converted without complaint."""
    return MemtransError(
        f"transformers {version('transformers')} converts this model wrongly: {what}. Try a newer version of it."
    )


@contextmanager
def quiet() -> Iterator[None]:
    """No progress bars and no advice on stderr from transformers, which is told by nobody else's choice."""
    from transformers.utils import logging

    verbosity = logging.get_verbosity()
    logging.set_verbosity_error()
    try:
        with redirect_stderr(io.StringIO()):
            yield
    finally:
        logging.set_verbosity(verbosity)


def _fault(name: str, least: int) -> str | None:
    try:
        found = version(name)
    except PackageNotFoundError:
        return "not installed"
    return found if int(found.split(".")[0]) < least else None
