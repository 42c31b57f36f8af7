"""YAML 1.2 of safe types, which refuses what PyYAML accepts in silence: a key given twice, aliases without end.

PyYAML reads YAML 1.1, where `yes` is true, `010` is eight and `1:30` is ninety. Here plain words and numbers mean what
the core schema of YAML 1.2 says: those are the text "yes", ten and the text "1:30".
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from memtrans.errors import shorten

MOST_VALUES = 100_000
"""That a text may hold when every alias is written out; a kilobyte of nested aliases could stand for billions."""

_TAG = "tag:yaml.org,2002:"


class Fault(NamedTuple):
    """What is wrong with a text, and in which line; 0 where no line can be named."""

    line: int
    message: str


class Parsed(NamedTuple):
    """Plain values, the node tree that knows their lines, and what is wrong. No values if it is no YAML at all."""

    values: Any
    root: Node | None
    faults: list[Fault]


class Loader(yaml.SafeLoader):
    """Source: YAML 1.2.2, section 10.3.2 (core schema); merge keys (`<<`) are kept from YAML 1.1."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - filled below, once


def _read_int(loader: Loader, node: ScalarNode) -> int:
    text = str(loader.construct_scalar(node))
    return int(text, 0) if text[:2] in ("0x", "0o") else int(text)


def _read_float(loader: Loader, node: ScalarNode) -> float:
    text = str(loader.construct_scalar(node)).lower()
    return math.nan if text == ".nan" else float(text.replace(".inf", "inf"))


_DECIMAL = r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"
for _name, _pattern, _first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    ("float", rf"{_DECIMAL}|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)", "-+.0123456789"),
    ("merge", r"<<", "<"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
):
    Loader.add_implicit_resolver(_TAG + _name, re.compile(f"(?:{_pattern})\\Z"), list(_first))
Loader.add_constructor(_TAG + "int", _read_int)
Loader.add_constructor(_TAG + "float", _read_float)


def parse_yaml(text: str) -> Parsed:
    """Parse one YAML document of plain values; an empty text is None."""
    return _parse(text, lambda node: None)


def parse_argument(text: str) -> Parsed:
    """Parse a value that was typed on a command line, where `#` begins no comment: `a #b` stays as it is."""
    # A letter (Hangul) that the text does not have; one that can be printed, or messages would show its number.
    stand_in = next(letter for letter in map(chr, range(0xAC00, 0xD7A4)) if letter not in text)

    def restore(node: ScalarNode) -> None:
        node.value = node.value.replace(stand_in, "#")

    parsed = _parse(text.replace("#", stand_in), restore)
    return parsed._replace(faults=[Fault(line, said.replace(stand_in, "#")) for line, said in parsed.faults])


def _parse(text: str, restore: Callable[[ScalarNode], None]) -> Parsed:
    try:
        loader = Loader(text)
        root = loader.get_single_node()
        if root is None:
            return Parsed(None, None, [])
        too_much = _alias_fault(root)
        if too_much:
            return Parsed(None, None, [too_much])
        for node in _nodes(root):
            if isinstance(node, ScalarNode):
                restore(node)
        faults = list(_repeated_keys(root))
        return Parsed(loader.construct_document(root), root, faults)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return _failed(mark.line + 1 if mark else 0, str(error.problem or error.context))
    except (yaml.YAMLError, ValueError, TypeError, AttributeError, KeyError) as error:
        # The last four: PyYAML's own slips on impossible dates and numbers.
        return _failed(0, " ".join(str(error).split()))
    except RecursionError:
        return _failed(0, "it is nested too deeply")


def _failed(line: int, problem: str) -> Parsed:
    return Parsed(None, None, [Fault(line, f"not valid YAML: {shorten(problem, 200)}.")])


def _children(node: Node) -> list[Node]:
    if isinstance(node, MappingNode):
        return [part for pair in node.value for part in pair]
    return list(node.value) if isinstance(node, SequenceNode) else []


def _nodes(root: Node) -> Iterator[Node]:
    """Every node once, however many aliases lead to it."""
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if id(node) not in seen:
            seen.add(id(node))
            yield node
            waiting += _children(node)


def _alias_fault(root: Node) -> Fault | None:
    """Whether aliases hold themselves, or more than `MOST_VALUES` once each is written out."""
    sizes: dict[int, int | None] = {}  # None: of a node that is being counted

    def count(node: Node) -> int | None:
        if id(node) in sizes:
            return sizes[id(node)]
        sizes[id(node)] = None
        parts = [count(child) for child in _children(node)]
        if None in parts:
            return None
        sizes[id(node)] = size = 1 + sum(part for part in parts if part is not None)
        return size

    size, written = count(root), len(sizes)
    if size is None:
        return Fault(0, "not valid YAML: an alias stands inside of what it stands for; write out what is meant.")
    if size > max(MOST_VALUES, written):
        return Fault(0, f"not valid YAML: its aliases stand for over {MOST_VALUES:,} values; write out what is meant.")
    return None


def _repeated_keys(root: Node) -> Iterator[Fault]:
    for node in _nodes(root):
        if isinstance(node, MappingNode):
            yield from _repeated_in(node)


def _repeated_in(node: MappingNode) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for key, _ in node.value:
        if not isinstance(key, ScalarNode) or key.tag == f"{_TAG}merge":
            continue
        line = key.start_mark.line + 1
        if key.value in first:
            name = shorten(key.value)
            yield Fault(line, f"key '{name}' is given twice (first in line {first[key.value]}); keep one.")
        first.setdefault(key.value, line)
