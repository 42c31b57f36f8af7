"""What is finished is kept, what is wrong is told, and a page says when it was."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from testing.test_faults import FAULTS, WITHOUT_FAULT

from everything import parts
from everything.__main__ import finished
from everything.parts import PARTS
from everything.store import Facts, Store, fingerprint
from everything.summary import TITLES, page
from memtrans.plugins import registry

GOOD: Facts = {"ok": True, "detail": "fine", "seconds": 60.0}


def test_an_interruption_costs_one_step(tmp_path: Path) -> None:
    made: list[str] = []

    def step(name: str, stop: bool = False) -> Facts:
        made.append(name)
        if stop:
            raise KeyboardInterrupt
        return GOOD

    store = Store(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        finished(store, "part", {"a": lambda: step("a"), "b": lambda: step("b", stop=True)}, workers=1)
    again = finished(Store(tmp_path), "part", {"a": lambda: step("a"), "b": lambda: step("b")}, workers=1)
    assert made == ["a", "b", "b"]
    assert again == {"a": GOOD, "b": GOOD}
    assert [path.name for path in sorted(tmp_path.rglob("*"))] == ["part", "a.json", "b.json"]


def test_a_change_of_a_source_begins_anew_and_what_python_writes_is_none(tmp_path: Path) -> None:
    (tmp_path / "memtrans" / "__pycache__").mkdir(parents=True)
    source = tmp_path / "memtrans" / "a.py"
    source.write_text("a = 1")
    before = fingerprint(tmp_path)
    (tmp_path / "memtrans" / "__pycache__" / "a.pyc").write_bytes(b"1")
    assert fingerprint(tmp_path) == before
    source.write_text("a = 2")
    assert fingerprint(tmp_path) != before


def test_every_fault_and_every_backend_is_a_step() -> None:
    assert set(PARTS["faults"]()) == {fault.name for fault in FAULTS}
    assert set(PARTS["right"]()) == {spec.name for spec in WITHOUT_FAULT}
    assert set(PARTS["conformance"]()) == {entry.name for entry in registry().entries() if entry.status == "ok"}


def test_a_step_that_comes_to_no_end_says_how_its_process_ended() -> None:
    facts = parts.one_fault("NobodyPlantedThis")
    assert not facts["ok"]
    assert facts["detail"].startswith("status 1: ValueError: not enough values")


def test_the_page_has_its_date_its_counts_and_what_went_wrong() -> None:
    assert set(TITLES) == set(PARTS)
    bad = {"ok": False, "detail": "one | two\nthree", "seconds": 30.0, "about": False}
    text = page("faults", {"Caught": {**GOOD, "about": True}, "Slipped": bad}, "abc123")
    assert re.search(r"on \d{4}-\d\d-\d\d at \d\d:\d\d UTC, sources abc123", text)
    assert "Steps: 2, right: 1, wrong: 1; 2 minutes in all." in text
    assert "for 1 of 2 faults" in text
    assert "| Slipped | **no** | 30 | one \\| two three |" in text
    assert "Caught" not in text
    assert "| wheels | yes | 60 | fine |" in page("wheels", {"wheels": GOOD}, "abc123")
