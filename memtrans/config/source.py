"""Config files: YAML into pydantic models, with every problem named by file and line in one message."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from yaml.nodes import MappingNode, Node, SequenceNode

from memtrans.config.strict_yaml import parse_argument, parse_yaml
from memtrans.config.validation import Location, Problem, dotted, find_problems, find_truths
from memtrans.errors import MemtransError, UsageError, did_you_mean, shorten
from memtrans.remedies import source_hint

Model = TypeVar("Model", bound=BaseModel)


def load_config(path: str | Path, model: type[Model], overrides: Sequence[str] = ()) -> Model:
    """Read a config file and validate it; overrides such as `"faiss-ivf-flat.nprobe=[8, 16]"` win over the file.

    Raises:
        UsageError: the file cannot be read or is not what `model` accepts; every problem is named in one message.
    """
    return ConfigSource(path, overrides).validate(model)


@dataclass(frozen=True)
class Override:
    """One `a.b=value` that was set: the keys that lead to the value, and what the user wrote."""

    location: tuple[str, ...]
    text: str

    def __str__(self) -> str:
        return f"--set {shorten(self.text, 200)}"


class ConfigSource:
    """A config file and its overrides as plain `values` that remember where they came from.

    Raises:
        UsageError: the file cannot be read, or it is no YAML.
    """

    def __init__(self, path: str | Path, overrides: Sequence[str] = ()) -> None:
        self.path = Path(path)
        values, self._root, faults = parse_yaml(_read_text(self.path))
        self._problems = [(fault.line, f"{self._at(fault.line)}: {fault.message}") for fault in faults]
        if values is not None and not isinstance(values, dict):
            self._problems.append((0, f"{self.path}: holds a {type(values).__name__}; write `key: value` lines."))
        self.values: dict[Any, Any] = dict(values) if isinstance(values, dict) else {}
        self._overrides: list[Override] = []
        if self._problems and not self.values:
            self.refuse(())  # Nothing there to validate, or to override.
        for text in overrides:
            self._override(text)

    def validate(self, model: type[Model], also: Iterable[Problem] = ()) -> Model:
        """The values as a model; raises UsageError with every problem found so far, and those that `also` are some."""
        problems: list[Problem] = []
        config = None
        try:
            config = model.model_validate(self.values)
            problems = list(find_truths(self.values, config))
        except ValidationError as error:
            problems = find_problems(error, model, self.values)
        except MemtransError as error:
            problems = [Problem((), str(error))]
        self.refuse([*problems, *also])
        assert config is not None, "a config that was not built has problems"
        return config

    def refuse(self, problems: Iterable[Problem]) -> None:
        """Raise UsageError if the file, its overrides or the caller's `problems` give a reason to."""
        found = [(self._order(at), f"{self.where(at)}: {message}") for at, message in problems]
        messages = [message for _, message in sorted([*self._problems, *found], key=lambda pair: pair[0])]
        if messages:
            told = list(dict.fromkeys(messages))
            more = [f"... and {len(told) - MOST_PROBLEMS} more."] if len(told) > MOST_PROBLEMS else []
            raise UsageError("\n".join(told[:MOST_PROBLEMS] + more))

    def where(self, location: Location) -> str:
        """`compare.yaml:12`, or the override that set the value, or both where an override lies inside it."""
        keys = tuple(map(str, location))
        override = self._override_of(keys)
        if override:
            return str(override)
        inside = [str(each) for each in self._overrides if keys and each.location[: len(keys)] == keys]
        in_file = not inside or self._line(location) != self._line(location[:-1])
        return " with ".join([self._at(self._line(location))] * in_file + inside)

    def was_set(self, key: str) -> bool:
        """Whether an override set this key of the file's top level, or something inside it."""
        return any(override.location[0] == key for override in self._overrides)

    def _override_of(self, keys: tuple[str, ...]) -> Override | None:
        """The last override that set the value these keys lead to."""
        setters = [override for override in self._overrides if keys[: len(override.location)] == override.location]
        return setters[-1] if setters else None

    def _order(self, location: Location) -> int:
        """Problems are told in the order of the file, those of overrides after them."""
        return AFTER_THE_FILE if self._override_of(tuple(map(str, location))) else self._line(location)

    def _at(self, line: int) -> str:
        return f"{self.path}:{line}" if line else str(self.path)

    def _line(self, location: Location) -> int:
        """The line of the deepest key of a location that the file has, 0 if it has none of them."""
        node, line = self._root, 0
        for key in location:
            found = _child(node, key)
            if found is None:
                break
            line, node = found
        return line

    def _override(self, text: str) -> None:
        """Set one value, or note why it cannot be set."""
        name, equals, written = text.partition("=")
        location = tuple(part.strip() for part in name.split("."))
        override = Override(location, text)
        value, _, faults = parse_argument(written)
        reason = " ".join(fault.message for fault in faults)
        if not equals or not all(location):
            reason = "write it as key=value or section.key=value."
        reason = reason or _set(self.values, location, value)
        if reason:
            self._problems.append((AFTER_THE_FILE, f"{override}: {reason}"))
        else:
            self._overrides.append(override)


AFTER_THE_FILE = 10**9
MOST_PROBLEMS = 20


def _set(values: dict[Any, Any], location: tuple[str, ...], value: Any) -> str:
    """Put a value where the keys lead, making sections on the way; the reason if a key leads nowhere."""
    *sections, last = location
    for depth, key in enumerate(sections):
        inner = values.get(key)
        if inner is not None and not isinstance(inner, dict):
            return f"'{dotted(location[: depth + 1])}' holds {shorten(repr(inner))}, so nothing can be set inside it."
        # A copy: through a YAML alias two sections may be one object.
        values[key] = dict(inner or {})
        values = values[key]
    values[last] = value
    return ""


def _child(node: Node | None, key: str | int) -> tuple[int, Node] | None:
    """The line and the node of a key or of a list position."""
    if isinstance(node, MappingNode):
        # From the end: what a merge key brings in stands before the mapping's own keys.
        for name, value in reversed(node.value):
            if name.value == str(key):
                return name.start_mark.line + 1, value
    if isinstance(node, SequenceNode) and isinstance(key, int) and key < len(node.value):
        return node.value[key].start_mark.line + 1, node.value[key]
    return None


def _read_text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        siblings = [file.name for file in path.parent.glob("*.y*ml")] if path.parent.is_dir() else []
        close = did_you_mean(path.name, siblings)
        raise UsageError(f"{path} does not exist; give the path of a YAML file.{close}{source_hint(path)}") from error
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}; give the path of a YAML file.") from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        byte = content[error.start]
        raise UsageError(f"{path} is not UTF-8 (byte 0x{byte:02x} at {error.start}); save it as UTF-8.") from error
