"""Which of several failed checks explains the others: one fault makes many checks stumble."""

from __future__ import annotations

from typing import Literal

Kind = Literal["", "crash", "answer", "error", "promise"]
"""How a check failed: the process ended, an answer that can be none, an unexpected exception, a promise not kept."""

KINDS: tuple[Kind, ...] = ("crash", "answer", "error", "promise", "")
"""The first explains the rest: an answer of a wrong shape is also a wrong answer."""


def _checks(*names: str) -> tuple[str, ...]:
    return tuple(f"test_{name}" for name in names)


SMALLEST = _checks(
    "declarations_fit_together",
    "index_takes_any_number_of_keys",
    "one_query_at_a_time",
)
"""Hardly anything has happened yet: what fails here in search or build fails everywhere."""

NARROW = _checks(
    "no_standard_check_is_deleted_or_replaced",
    "unknown_options_are_refused",
    "options_out_of_range_are_refused",
    "declarations_fit_together",
    "bad_input_never_reaches_the_backend",
    "index_copies_what_it_is_given",
    "index_build_replaces_everything",
    "long_keys_win",
    "a_reset_store_is_like_new",
    "other_stores_are_untouched",
    "queries_may_be_overwritten_after_a_search",
    "searching_leaves_no_trace",
    "exactly_the_last_keys_are_stored",
    "index_put_overwrites",
    "past_queries_go_to_those_that_declare_them",
    "past_queries_of_others_change_nothing",
    "later_queries_change_nothing",
    "past_queries_count_once",
)
"""About one thing each, so that their message names the mistake; a check that is not named here comes next."""

BROAD = _checks(
    "index_takes_any_number_of_keys",
    "keys_of_few_dimensions",
    "half_precision_rings",
    "nothing_is_missed_at_exhaustive_options",
    "answers_are_possible",
    "memory_equals_lists_step_by_step",
    "memory_equals_lists_when_nothing_is_left_out",
    "memory_holds_what_was_appended",
)
"""Any mistake can fail them, and their message says that something is wrong rather than what; recall comes last."""


SPOILING = "test_the_process_is_left_alone"


def rank(check: str, kind: Kind) -> tuple[int, int, int]:
    """Smaller explains larger; of equals the one that ran first does.

    A setting of the process that was changed makes other checks raise errors, so it comes before those.
    """
    if (check, kind) == (SPOILING, "promise"):
        return KINDS.index("error"), -1, 0
    first = NARROW if kind == "promise" else SMALLEST
    if check in first:
        return KINDS.index(kind), 0, first.index(check)
    if check.startswith("test_recall"):
        return KINDS.index(kind), 3, 0
    return (KINDS.index(kind), 2, BROAD.index(check)) if check in BROAD else (KINDS.index(kind), 1, 0)
