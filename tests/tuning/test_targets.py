"""Targets as they are typed."""

from __future__ import annotations

import pytest

from memtrans.errors import UsageError
from memtrans.tuning.targets import Target, read_targets


def test_targets_are_read() -> None:
    assert read_targets(["mass_recall=0.99", "recall=1"]) == [Target("mass_recall", 0.99), Target("recall", 1.0)]


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (["mass_recal=0.9"], r"'mass_recal' is not known\. Did you mean 'mass_recall'\? Known: mass_recall and recall"),
        (["recall"], r"write it as metric=share"),
        (["recall=2"], r"'2' is no share; give a number above 0 and up to 1"),
        (["recall=nan"], r"'nan' is no share"),
        (["recall=0.9", "recall=0.8"], r"names recall more than once"),
    ],
)
def test_a_target_that_cannot_be_is_refused(texts: list[str], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        read_targets(texts)
