"""What an answer must be like, whatever the backend; every violation is said in words."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import NoReturn

import pytest
import torch
from torch import Tensor

from memtrans.backend import NONE
from memtrans.errors import BadInput, UsageError


class Violation(AssertionError):
    """A backend broke a promise; the message says which, on what, and what to do instead."""


class Impossible(Violation):
    """An answer that can be none, whatever is stored: of a wrong form, out of range, or with a repetition."""


def require_form(kept: bool, message: str) -> None:
    """Raises: Impossible: the answer can be none."""
    if not kept:
        raise Impossible(message)


def require(kept: bool, message: str) -> None:
    """Raises: Violation: the rule is not kept."""
    if not kept:
        raise Violation(message)


def require_refused(call: Callable[[], object], what: str, naming: str = "") -> None:
    """`call` must end in one of memtrans's own errors, whose message contains `naming`."""
    try:
        call()
    except (BadInput, UsageError) as error:
        require(naming in str(error), f"{what} is refused without naming '{naming}': {error}")
    except Exception as error:
        raise Violation(f"{what} ends in {type(error).__name__} ({error}) instead of a refusal in words.") from error
    else:
        raise Violation(f"{what} is accepted; it must be refused with a message.")


def excuse(declaration: str) -> NoReturn:
    """End a check that a declaration makes pointless; pytest shows it as skipped, a report as excused."""
    pytest.skip(f"excused: {declaration}")


def require_possible(found: object, lengths: Tensor, queries: int, k: int) -> Tensor:
    """Give back a backend's raw answer once it is [stores, q, k] int64, in range, without repetition."""
    shape = (len(lengths), queries, k)
    require_form(
        isinstance(found, Tensor), f"search returned {type(found).__name__}; it must return a tensor of slots."
    )
    assert isinstance(found, Tensor)
    require_form(
        tuple(found.shape) == shape,
        f"search returned shape {list(found.shape)} for {shape[1]} queries in each of {shape[0]} stores and k={k}; "
        f"it must be [stores, queries, k] = {list(shape)}, with -1 where fewer than k keys are found.",
    )
    require_form(found.dtype == torch.int64, f"search returned slots of {found.dtype}; slots are torch.int64.")
    for store, length in enumerate(lengths.tolist()):
        require_distinct_ids(found[store], length, f" of store {store}" if len(lengths) > 1 else "")
    return found


def require_distinct_ids(ids: Tensor, stored: int, where: str = "") -> None:
    """ids [q, k]: every one below `stored` or -1, and none twice for the same query."""
    wrong = (ids < NONE) | (ids >= stored)
    if bool(wrong.any()):
        query = int(wrong.any(1).nonzero()[0])
        raise Impossible(
            f"slot {int(ids[query][wrong[query]][0])} was returned for query {query}{where}, where {stored} keys are "
            f"stored; slots run from 0 to {stored - 1}, and -1 stands for none."
        )
    ordered = ids.sort(dim=1).values
    repeated = (ordered[:, 1:] == ordered[:, :-1]) & (ordered[:, 1:] != NONE)
    if bool(repeated.any()):
        query = int(repeated.any(1).nonzero()[0])
        raise Impossible(
            f"slot {int(ordered[query, 1:][repeated[query]][0])} was returned twice for query {query}{where} "
            f"({stored} keys stored, k={ids.shape[1]}); pad with -1 where fewer than k keys are found."
        )


def require_bytes(said: object, what: str, least: int = 0) -> int:
    """A number of bytes, NumPy's integers among them."""
    try:
        number = operator.index(said)  # type: ignore[arg-type]
    except TypeError as error:
        raise Violation(f"{what} is {said!r}; it is a whole number of bytes, or unknown.") from error
    require(number >= least, f"{what} is {said!r}; it counts the bytes held, and is unknown where nobody counts.")
    return number


def require_equal(found: Tensor, expected: Tensor, message: str) -> None:
    """Same slots [stores, q, k], order aside; the first query that differs is shown."""
    found, expected = found.sort(dim=-1).values, expected.sort(dim=-1).values
    if torch.equal(found, expected):
        return
    store, query = (found != expected).any(-1).nonzero()[0].tolist()
    raise Violation(
        f"{message}: query {query} of store {store} found {_few(found[store, query])}, "
        f"and otherwise {_few(expected[store, query])}."
    )


def require_unchanged(tensor: Tensor, before: Tensor, name: str, call: str) -> None:
    """Raises: Violation: the backend wrote into what it was only lent."""
    same = torch.equal(tensor.nan_to_num(7.5), before.nan_to_num(7.5))
    require(same, f"{call} modified {name} that it was given; copy before you normalise, sort or clear.")


def _few(slots: Tensor) -> str:
    shown = ", ".join(map(str, slots[:12].tolist()))
    return f"[{shown}{', …' if len(slots) > 12 else ''}]"
