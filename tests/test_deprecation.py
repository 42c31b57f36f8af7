"""What will go still works, and says by name who uses it and what to use instead."""

from __future__ import annotations

import sys
import types
import warnings

import pytest
from toy_plugins import Site, plugin_code

from memtrans.deprecation import Deprecated, moved
from memtrans.errors import did_you_mean
from memtrans.plugins import Registry


@pytest.fixture
def old_home(monkeypatch: pytest.MonkeyPatch) -> types.ModuleType:
    """A module of which a name has moved."""
    module = types.ModuleType("memtrans_old_home")
    names = {"nearest_name": Deprecated("0.1.0", "memtrans.errors.did_you_mean")}
    module.__getattr__ = moved(module.__name__, names)  # type: ignore[method-assign]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    return module


def test_a_name_that_moved_is_still_found(old_home: types.ModuleType) -> None:
    with pytest.warns(FutureWarning) as caught:
        assert old_home.nearest_name is did_you_mean
    assert str(caught[0].message) == (
        "memtrans_old_home.nearest_name is deprecated since memtrans 0.1.0 and goes with the next version; "
        "use memtrans.errors.did_you_mean."
    )
    assert caught[0].filename == __file__
    with pytest.raises(AttributeError, match="module 'memtrans_old_home' has no attribute 'other'"):
        _ = old_home.other


def test_the_warning_names_the_plug_in(site: Site, old_home: types.ModuleType) -> None:
    site.install("late-plugin", "from memtrans_old_home import nearest_name\n" + plugin_code("late"), "late")
    with pytest.warns(FutureWarning, match="nearest_name, which the plug-in 'late' of late-plugin uses, is deprecated"):
        assert Registry(environ={}).find("late").status == "ok"


def test_nothing_is_said_of_others(site: Site, old_home: types.ModuleType) -> None:
    site.install("sound-plugin", plugin_code("sound"))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert Registry(environ={}).find("sound").status == "ok"
