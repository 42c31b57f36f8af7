"""What each check of the suite is about, so that a fault is known to be caught for what it is."""

from __future__ import annotations

Checks = frozenset[str]


def _checks(*names: str) -> Checks:
    return frozenset(f"test_{name}" for name in names)


RIGHT = _checks(
    "index_takes_any_number_of_keys",
    "index_put_overwrites",
    "keys_of_few_dimensions",
    "long_keys_win",
    "nothing_is_missed_at_exhaustive_options",
    "exactly_the_last_keys_are_stored",
    "half_precision_rings",
    "memory_equals_lists_step_by_step",
    "memory_equals_lists_when_nothing_is_left_out",
)
"""Answers are held against the k best keys there are."""

POSSIBLE = _checks(
    "index_takes_any_number_of_keys",
    "one_query_at_a_time",
    "equal_keys_are_found_once_each",
    "keys_of_few_dimensions",
    "answers_are_possible",
)
"""Answers have the right form and name stored slots only, each of them once."""

LIVED = _checks(
    "memory_equals_lists_step_by_step",
    "memory_equals_lists_when_nothing_is_left_out",
    "memory_holds_what_was_appended",
)
"""A memory's life, its values, lengths and positions among it, is held against lists of pairs."""

APART = _checks(
    "a_reset_store_is_like_new",
    "other_stores_are_untouched",
    "options_belong_to_one_backend",
    "two_memories_at_once",
)
"""Stores and memories have nothing to do with each other, nor with what they held before."""

SAVED = _checks("a_loaded_memory_goes_on_like_the_one_that_was_saved")
"""Saved memories, with two heads, a delay, resets and another number of threads, go on as they were."""

BUFFERS = _checks(
    "index_copies_what_it_is_given", "queries_may_be_overwritten_after_a_search", "searching_leaves_no_trace"
)
"""Nothing that belongs to the caller is kept or changed, and a search changes nothing."""

MODES = _checks("autocast_and_inference_mode_change_nothing")
"""Neither autocast nor inference mode reaches a backend."""

REPEATED = _checks("index_build_replaces_everything", "the_same_history_gives_the_same_answers")
"""The same keys give the same answers."""

THREADS = _checks(
    "any_number_of_threads_gives_the_same_answers",
    "index_searches_at_once",
    "memory_searches_at_once",
    "two_memories_at_once",
    "a_loaded_memory_goes_on_like_the_one_that_was_saved",
)
"""Many threads answer like one."""

PROCESS = _checks("the_process_is_left_alone", "threads_end_with_the_backend")
"""Random numbers, settings and threads of the process are as they were."""

CLAIMED = _checks("everything_stored_comes_back")
"""What is declared exhaustive brings back every key."""

ENDED = _checks("what_is_dropped_dies", "nothing_is_left_behind", "threads_end_with_the_backend")
"""Whatever was dropped is gone: indexes, memory, files, threads and processes."""

COLD = _checks("first_searches_at_once", "index_first_searches_at_once")
"""The first searches of all come at once."""

DIMENSIONS = _checks("keys_of_few_dimensions")
"""A dimension is served or refused in words."""

TOLD = _checks(
    "counters_add_up",
    "bytes_do_not_grow_with_every_round",
    "an_index_answers",
    "index_takes_any_number_of_keys",
)
"""What a backend says of itself is so."""

REFUSED = _checks("bad_input_never_reaches_the_backend", "unknown_options_are_refused")
"""What cannot be is refused in words."""

SERVED = _checks(
    "recall_on_drifting_topics",
    "recall_on_keys_of_unequal_length",
    "recall_among_repeated_keys",
    "recall_rises_with_effort",
    "recall_after_an_abrupt_change",
)
"""Enough is found."""

FOUND = _checks("recall_of_the_index_alone", "recall_where_lengths_decide")
"""Most of the nearest keys are found where an index answers for all of them."""

AGES = _checks("recall_at_every_age", "recall_of_the_index_alone")
"""Keys of every age are found, and the neighbours behind the tenth as well."""

SCALES = _checks(
    "recall_where_lengths_decide",
    "recall_on_growing_keys",
    "recall_for_long_queries",
    "recall_on_long_keys",
    "recall_on_keys_with_much_in_common",
    "recall_where_all_scores_are_negative",
)
"""Enough is found whatever the lengths, the mean and the sign."""

SIZES = _checks(
    "many_stores",
    "thousands_of_writes",
    "index_thousands_of_puts",
    "large_ids",
    "many_queries_at_once",
    "up_to_all_neighbours",
)
"""Nothing ends at a size that small tests do not reach."""

RESETS = _checks("any_of_the_stores_are_reset")
"""Exactly the stores that are named are reset."""

DEFAULTS = _checks("recall_at_default_options")
"""Users' options, sizes and dimensions."""

ALONE = _checks("one_query_at_a_time")
"""What a query finds does not depend on those that come with it."""

PLAIN = _checks("recall_on_whole_numbers", "recall_where_every_key_is_repeated")
"""Enough is found among keys of few different numbers."""

LITTLE = _checks("keys_that_differ_little")
"""What is kept of one list does not answer for another that is nearly equal."""

ELSEWHERE = _checks("a_new_process_gives_the_same_answers")
"""Nothing but keys, seed and options tells what is found."""

SEEDS = _checks("any_seed_will_do")
"""Any seed is taken."""

HELD = _checks("bytes_are_those_that_are_held")
"""What is said to be held is."""

PAST = _checks(
    "past_queries_go_to_those_that_declare_them",
    "past_queries_of_others_change_nothing",
    "later_queries_change_nothing",
    "past_queries_count_once",
    "past_queries_are_saved",
)
"""Of past queries only those count that were asked before, of this list, once, and in this document."""

STRANGE = _checks("recall_after_strange_queries")
"""Enough is found whatever was asked before."""

DECLARED = _checks("declarations_fit_together")
"""What is declared can be called, with no past queries among it."""
