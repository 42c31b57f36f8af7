"""The suite: one method for each promise, in the order in which they are cheap to check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, ClassVar

import pytest

from memtrans.plugins import Registry, registry
from memtrans.testing import answers, indexes, lives
from memtrans.testing.subject import Subject


class BackendTests:
    """Subclass it with two attributes, and pytest runs it.

    backend: the name under which the backend is registered. options: those to test it with. excused: checks that it
    need not pass, each with the reason. plugins: where it is registered, by default what is installed.
    """

    backend: ClassVar[str]
    options: ClassVar[Mapping[str, Any]] = {}
    excused: ClassVar[Mapping[str, str]] = {}
    plugins: ClassVar[Registry | None] = None
    shrink: ClassVar[bool] = True

    @cached_property
    def subject(self) -> Subject:
        return Subject(self.backend, self.options, self.plugins or registry(), self.shrink)

    @pytest.fixture(autouse=True)
    def _excuse(self, request: pytest.FixtureRequest) -> Iterator[None]:
        reason = self.excused.get(request.function.__name__)
        if reason:
            pytest.skip(f"excused by the test class: {reason}")
        yield

    def test_bad_input_never_reaches_the_backend(self) -> None:
        """NaN, Inf, a wrong dimension and k < 1 are refused before the backend hears of them, and leave no trace."""
        answers.bad_input(self.subject)

    def test_index_build_replaces_everything(self) -> None:
        """After `build` an index answers as one that never held anything else."""
        indexes.build_replaces(self.subject)

    def test_index_copies_what_it_is_given(self) -> None:
        """An index keeps no reference to the caller's buffers and does not write into them."""
        indexes.copies(self.subject)

    def test_answers_are_possible(self) -> None:
        """What comes back without any guard: int64, [stores, q, k], only stored slots, none twice, -1 for none."""
        answers.possible(self.subject)

    def test_memory_holds_what_was_appended(self) -> None:
        """A memory's whole life against lists: only this document's last tokens come back, as they were appended."""
        lives.against_lists(self.subject)

    def test_memory_equals_exact_when_nothing_is_left_out(self) -> None:
        """The same at exhaustive options: the scores found are the k largest there are."""
        lives.against_exact(self.subject)


def standard_checks() -> list[str]:
    """Names of all checks in the order in which they run."""
    return [name for name in vars(BackendTests) if name.startswith("test_")]
