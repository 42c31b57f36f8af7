"""What a config's `reading` section asks of a pretrained model, and what it cannot ask."""

from __future__ import annotations

from typing import Any

import pytest
import torch

from memtrans.errors import UsageError
from memtrans.pretrained.readings import find_readings
from memtrans.pretrained.rotation import Rotation
from memtrans.pretrained.traits import Traits

ROTATED = Traits("llama", 4, (0, 1, 2, 3), 8192, dict.fromkeys(range(4), Rotation(torch.ones(2))), {})
LEARNED = Traits("gpt2", 4, (0, 1, 2, 3), 1024, dict.fromkeys(range(4)), {})


def ways(asked: dict[str, Any], longest: int = 8192) -> list[tuple[Any, ...]]:
    found = find_readings(asked, ROTATED, longest)
    return [(each.reads, each.policy, each.window, each.sinks, each.layers, dict(each.settings)) for each in found]


def test_what_is_read_where_nothing_is_asked_for() -> None:
    assert ways({}) == [
        ("full", "original", None, 0, (), {}),
        ("window", "original", 512, 0, (), {"step": 512}),
        ("window+sinks", "original", 512, 4, (), {"step": 512}),
        ("memory", "original", 512, 4, (0, 1, 2, 3), {"step": 512, "neighbours": 32}),
    ]


def test_beyond_the_trained_length_keys_are_moved_and_nothing_reads_all() -> None:
    found = ways({}, longest=8193)
    assert [way[:2] for way in found] == [("window", "fixed"), ("window+sinks", "fixed"), ("memory", "fixed")]
    assert found[-1][-1]["distance"] == 2048


def test_every_list_is_swept_and_no_way_comes_twice() -> None:
    found = ways({"sinks": [0, 4], "positions": ["original", "auto", "fixed"], "distance": [512, 1024]})
    assert len(found) == 2 + 1 + 2 * 3, "full, window; window and sinks; memory: original, fixed at two distances"
    assert len(ways({"reads": "memory", "layers": [1, 3], "neighbours": [8, 16]})) == 2
    assert [way[4] for way in ways({"reads": "memory", "layers": ["all", [2]]})] == [(0, 1, 2, 3), (2,)]


def test_a_type_is_named_where_it_is_not_that_of_the_weights() -> None:
    asked = {"reads": ["full", "memory"], "dtype": ["bfloat16", "stored", "float32"]}
    found = find_readings(asked, ROTATED, 4096, "bfloat16")
    assert [each.settings.get("dtype") for each in found] == [None, "float32"] * 2
    assert found[::2] == find_readings({"reads": ["full", "memory"]}, ROTATED, 4096, "bfloat16")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"windw": 3}, r"unknown key 'windw'\. Did you mean 'window'"),
        ({"layers": [40]}, r"layers=\[40\] names 40; llama can have a memory in layers 0–3"),
        ({"positions": "orignal"}, r"'orignal' is unknown; .*Did you mean 'original'"),
        ({"sinks": -1}, "sinks=-1 is refused"),
        ({"window": 8000}, "more than the 8192 that llama was trained on"),
        ({"window": []}, "window"),
        (
            {"dtype": "float8"},
            r"dtype\[0\]='float8' is refused: it should be 'stored', 'float32', 'bfloat16' or 'float16'",
        ),
    ],
)
def test_what_cannot_be_asked_for(asked: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        find_readings(asked, ROTATED, 4096)


def test_full_attention_beyond_the_trained_length_is_refused_where_it_is_asked_for() -> None:
    with pytest.raises(UsageError, match=r"asks for full attention, but the longest document has 9,000 tokens"):
        find_readings({"reads": ["full", "memory"]}, ROTATED, 9000)


def test_places_that_were_learned_end_somewhere() -> None:
    assert len(find_readings({"window": 256, "step": 256}, LEARNED, 1024)) == 4
    with pytest.raises(UsageError, match=r"1,025 tokens, and gpt2 knows 1,024 places.*max_tokens=1023"):
        find_readings({"window": 256, "step": 256, "positions": "original"}, LEARNED, 1025)
