"""YAML that refuses what PyYAML accepts in silence: a key given twice. Safe types only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode


class Fault(NamedTuple):
    """What is wrong with a text, and in which line; 0 where no line can be named."""

    line: int
    message: str


class Parsed(NamedTuple):
    """Plain values, the node tree that knows their lines, and what is wrong. No values if it is no YAML at all."""

    values: Any
    root: Node | None
    faults: list[Fault]


def parse_yaml(text: str) -> Parsed:
    """Parse one YAML document of plain values; an empty text is None."""
    try:
        loader = yaml.SafeLoader(text)
        root = loader.get_single_node()
        if root is None:
            return Parsed(None, None, [])
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
    return Parsed(None, None, [Fault(line, f"not valid YAML: {problem}.")])


def _repeated_keys(root: Node) -> Iterator[Fault]:
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if id(node) in seen:  # An alias: the same node again.
            continue
        seen.add(id(node))
        if isinstance(node, SequenceNode):
            waiting += node.value
        if isinstance(node, MappingNode):
            waiting += [value for _, value in node.value]
            yield from _repeated_in(node)


def _repeated_in(node: MappingNode) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for key, _ in node.value:
        if not isinstance(key, ScalarNode) or key.tag == "tag:yaml.org,2002:merge":
            continue
        line = key.start_mark.line + 1
        if key.value in first:
            yield Fault(line, f"key '{key.value}' is given twice (first in line {first[key.value]}); keep one.")
        first.setdefault(key.value, line)
