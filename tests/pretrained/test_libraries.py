from __future__ import annotations

import pytest

from memtrans.errors import MissingExtra
from memtrans.pretrained.libraries import require_libraries
from memtrans.remedies import pip_install


def test_what_is_missing_or_too_old_is_named_with_the_remedy() -> None:
    require_libraries({"click": 1, "numpy": 0}, "Counting")
    with pytest.raises(MissingExtra) as raised:
        require_libraries({"click": 99, "no-such-library": 0, "numpy": 0}, "Counting")
    assert str(raised.value).startswith("Counting needs click 99 or later, no-such-library, numpy, and click is ")
    assert str(raised.value).endswith(" and no-such-library is not installed: " + pip_install("memtrans[pretrained]"))
