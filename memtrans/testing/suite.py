"""The suite: one method for each promise, roughly in the order in which they are cheap to check."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, partial, wraps
from typing import Any, ClassVar

import pytest

from memtrans.plugins import Registry, registry
from memtrans.testing import (
    answers,
    claims,
    declared,
    defaults,
    elsewhere,
    filled,
    held,
    indexes,
    leaks,
    limits,
    lives,
    modes,
    past,
    process,
    recall,
    rows,
    saving,
    sizes,
    threads,
)
from memtrans.testing.rules import excuse, require
from memtrans.testing.subject import Subject

GUARD = "test_no_standard_check_is_deleted_or_replaced"

ONLY_THOROUGH = "takes long: runs with --thorough, or `thorough = True`"
"""Why the default run leaves a check out."""


def only_thorough(check: Callable[[BackendTests], None]) -> Callable[[BackendTests], None]:
    """A check that takes too long for the default run, which names it as excused."""

    @wraps(check)
    def run(tests: BackendTests) -> None:
        if not tests.subject.thorough:
            excuse(ONLY_THOROUGH)
        check(tests)

    return run


IN_PLACE = ("test_the_process_is_left_alone",)
"""Checks of what only the main thread may do: they run in the thread that calls them."""


class BackendTests:
    """Subclass it with two attributes, and pytest runs it.

    backend: the name under which the backend is registered. options: those to test it with. excused: checks that it
    need not pass, each with the reason. plugins: where it is registered, by default what is installed. thorough: long
    rounds as well. patience: seconds that one check may take.
    """

    backend: ClassVar[str]
    options: ClassVar[Mapping[str, Any]] = {}
    excused: ClassVar[Mapping[str, str]] = {}
    plugins: ClassVar[Registry | None] = None
    shrink: ClassVar[bool] = True
    thorough: ClassVar[bool] = False
    patience: ClassVar[float] = limits.PATIENCE

    def __init_subclass__(cls) -> None:
        if getattr(cls, GUARD, None) is not vars(BackendTests)[GUARD]:
            raise TypeError(f"{cls.__name__} replaces {GUARD}; a check is excused by naming it in `excused`.")

    @cached_property
    def subject(self) -> Subject:
        return Subject(self.backend, self.options, self.plugins or registry(), self.shrink, thorough=self.thorough)

    @pytest.fixture(autouse=True)
    def _report(self, request: pytest.FixtureRequest) -> Iterator[None]:
        """What a test class excuses is skipped; what was measured is printed (`pytest -rP`) and goes into reports."""
        reason = self.excused.get(request.function.__name__)
        if reason and request.function.__name__ != GUARD:
            pytest.skip(f"excused by the test class: {reason}")
        if request.function.__name__ in standard_checks() and isinstance(request.node, pytest.Function):
            request.node.obj = partial(self.run_limited, request.node.obj)
        yield
        for measured in self.subject.measured:
            print(measured)
            request.node.user_properties.append(("measured", str(measured)))

    def run_limited(self, check: Callable[[], None]) -> None:
        """Run one of the checks; it fails if it takes too long, and leaves the settings of the process as they were."""
        run = limits.limited_here if check.__name__ in IN_PLACE else limits.limited
        run(check, self.patience)

    def test_no_standard_check_is_deleted_or_replaced(self) -> None:
        """The test class leaves every check as it is, or says in `excused` why not."""
        checks = standard_checks()
        unknown = [name for name in self.excused if name not in checks or name == GUARD]
        require(not unknown, f"excused names {', '.join(unknown)}, which can be no check; checks: {', '.join(checks)}.")
        for name in checks:
            changed = getattr(type(self), name, None) is not vars(BackendTests)[name]
            done = "deleted" if getattr(type(self), name, None) is None else "replaced"
            reason = self.excused.get(name, "")
            require(not changed or bool(reason), f"{name} is {done}; say why: excused = {{'{name}': 'the reason'}}.")
            require(name not in self.excused or bool(reason.strip()), f"{name} is excused without a reason; give one.")

    def test_unknown_options_are_refused(self) -> None:
        """An option that does not exist is an error that names it."""
        declared.unknown_options(self.subject)

    def test_options_out_of_range_are_refused(self) -> None:
        """A value outside the declared range, or of another type, is an error that names the option."""
        declared.options_out_of_range(self.subject)

    def test_declarations_fit_together(self) -> None:
        """Options named by `small`, `exhaustive` and `effort` exist; `put` and past queries are taken if declared."""
        declared.capabilities(self.subject)

    def test_bad_input_never_reaches_the_backend(self) -> None:
        """NaN, Inf, a wrong dimension and k < 1 are refused before the backend hears of them, and leave no trace."""
        answers.bad_input(self.subject)

    def test_the_process_is_left_alone(self) -> None:
        """No random state and no setting of the process is changed: of torch, NumPy, Python or the system."""
        process.left_alone(self.subject)

    def test_index_copies_what_it_is_given(self) -> None:
        """An index keeps no reference to the caller's arrays, does not write into them, and returns new ones."""
        indexes.copies(self.subject)

    def test_index_build_replaces_everything(self) -> None:
        """After `build` an index answers as one that never held anything else."""
        indexes.build_replaces(self.subject)

    def test_index_takes_any_number_of_keys(self) -> None:
        """A bare index is built on few and many keys and asked for up to all of them."""
        indexes.any_size(self.subject)

    def test_index_put_overwrites(self) -> None:
        """`put` replaces stored keys and appends new ones."""
        indexes.put_overwrites(self.subject)

    def test_one_query_at_a_time(self) -> None:
        """A single query for a single neighbour works, and queries find alone what they find together."""
        answers.one_query(self.subject)

    def test_equal_keys_are_found_once_each(self) -> None:
        """Keys that are all alike, or all zero, give possible answers."""
        answers.equal_keys(self.subject)

    def test_keys_of_few_dimensions(self) -> None:
        """Keys of dimension 1 and 3 work, or are refused in words when the backend is made."""
        answers.one_dimension(self.subject)

    def test_long_keys_win(self) -> None:
        """Nearest means the largest inner product, not the smallest distance or angle."""
        answers.long_keys(self.subject)

    def test_counters_add_up(self) -> None:
        """`stats`: nothing is held while nothing is indexed, and what was searched is counted in full."""
        declared.counters(self.subject)

    def test_bytes_do_not_grow_with_every_round(self) -> None:
        """Overwriting keys takes no more bytes than storing them."""
        declared.bytes_stay(self.subject)

    def test_bytes_are_those_that_are_held(self) -> None:
        """What is held for an index is what it says, also when its keys were replaced ten times."""
        held.as_said(self.subject)

    def test_an_index_answers(self) -> None:
        """A backend that is not exact answers through its index, and says for how many keys it did."""
        declared.an_index_answers(self.subject)

    def test_searching_leaves_no_trace(self) -> None:
        """A search changes neither later answers nor the index, nor an answer given before."""
        rows.searches_leave_no_trace(self.subject)

    def test_a_reset_store_is_like_new(self) -> None:
        """A reset store finds nothing, and then the same as a store that never held another document."""
        rows.reset_is_new(self.subject)

    def test_queries_may_be_overwritten_after_a_search(self) -> None:
        """What is kept of the queries for a recall probe is a copy."""
        rows.queries_may_be_overwritten(self.subject)

    def test_other_stores_are_untouched(self) -> None:
        """Writing to a store or resetting it changes no answer of another."""
        rows.others_are_untouched(self.subject)

    def test_options_belong_to_one_backend(self) -> None:
        """Two backends of one process with different options answer each by its own."""
        rows.options_are_its_own(self.subject)

    def test_the_same_history_gives_the_same_answers(self) -> None:
        """One seed and the same writes: the same slots."""
        rows.same_history_same_answers(self.subject)

    def test_a_new_process_gives_the_same_answers(self) -> None:
        """One seed and the same writes in a process of its own, where nothing was built before: the same slots."""
        elsewhere.same_answers(self.subject)

    def test_any_seed_will_do(self) -> None:
        """From 0 to the largest that a memory takes."""
        rows.any_seed(self.subject)

    def test_keys_that_differ_little(self) -> None:
        """Lists of equal keys but for some, or in another order, answer each from its own."""
        rows.keys_that_differ_little(self.subject)

    def test_half_precision_rings(self) -> None:
        """Keys stored in bfloat16 and float16 are served as stored."""
        declared.half_precision(self.subject)

    def test_autocast_and_inference_mode_change_nothing(self) -> None:
        """A memory finds the same keys whatever mode or default dtype of torch's the caller is in."""
        modes.change_nothing(self.subject)

    def test_memory_equals_lists_step_by_step(self) -> None:
        """Layers, heads, a delay, resets, saving and resizing in a fixed order, compared with lists of pairs."""
        lives.written_down(self.subject)

    def test_a_loaded_memory_goes_on_like_the_one_that_was_saved(self) -> None:
        """Saved and loaded, a memory finds the same keys from then on."""
        saving.twins(self.subject)

    def test_past_queries_go_to_those_that_declare_them(self) -> None:
        """A backend that declares none is shown none, and one that declares some no more than that."""
        past.only_declared(self.subject)

    def test_past_queries_of_others_change_nothing(self) -> None:
        """What other rows, other memories, documents before a reset and padding ask changes no answer."""
        past.others(self.subject)

    def test_later_queries_change_nothing(self) -> None:
        """No answer depends on what is asked after it, in the same call or in a later one."""
        past.later(self.subject)

    def test_past_queries_count_once(self) -> None:
        """A search that is repeated, or that no write follows, changes no later answer."""
        past.once(self.subject)

    def test_past_queries_are_saved(self) -> None:
        """Saved and loaded, a memory goes on with the past queries that it had."""
        past.saved(self.subject)

    def test_nothing_is_missed_at_exhaustive_options(self) -> None:
        """At the options declared exhaustive the k largest inner products are found, for every kind of key."""
        answers.exhaustive(self.subject)

    def test_exactly_the_last_keys_are_stored(self) -> None:
        """At capacity the newest key takes the place of the oldest, over several blocks and several rounds."""
        answers.last_keys(self.subject)

    def test_any_number_of_threads_gives_the_same_answers(self) -> None:
        """One, two, four and eight threads find the same keys."""
        threads.any_number(self.subject)

    def test_index_searches_at_once(self) -> None:
        """Concurrent searches of one index equal searches one after another."""
        threads.index_at_once(self.subject)

    def test_memory_searches_at_once(self) -> None:
        """Concurrent searches of one memory equal searches one after another."""
        threads.searches_at_once(self.subject)

    def test_two_memories_at_once(self) -> None:
        """Two memories used from two threads equal the same two used in turn."""
        threads.memories_at_once(self.subject)

    def test_threads_end_with_the_backend(self) -> None:
        """A backend that is dropped leaves no thread behind."""
        process.threads_end(self.subject)

    def test_what_is_dropped_dies(self) -> None:
        """Indexes that were replaced and backends that were dropped are gone."""
        leaks.dropped(self.subject)

    def test_nothing_is_left_behind(self) -> None:
        """Over 50 rounds neither memory nor open files, threads, processes and temporary files become more."""
        leaks.left_behind(self.subject)

    def test_everything_stored_comes_back(self) -> None:
        """At the options declared exhaustive one query for all stored keys brings every one of them back."""
        claims.everything_comes_back(self.subject)

    def test_index_first_searches_at_once(self) -> None:
        """The first searches of an index, all at the same time, equal those of a twin one after another."""
        threads.index_cold(self.subject)

    def test_first_searches_at_once(self) -> None:
        """The first searches of a memory, all at the same time, equal those of a twin one after another."""
        threads.memory_cold(self.subject)

    def test_answers_are_possible(self) -> None:
        """What comes back without any guard: int64, [stores, q, k], only stored slots, none twice, -1 for none."""
        answers.possible(self.subject)

    def test_memory_equals_lists_when_nothing_is_left_out(self) -> None:
        """A memory's whole life at exhaustive options: the k best of the last pairs, exactly as they were appended."""
        lives.against_exact(self.subject)

    def test_memory_holds_what_was_appended(self) -> None:
        """The same at the tested options: whatever is found is one of the last pairs, exactly as it was appended."""
        lives.against_lists(self.subject)

    def test_any_of_the_stores_are_reset(self) -> None:
        """Stores that are no neighbours, the last alone, every other one: they are new, all others as before."""
        sizes.any_stores_are_reset(self.subject)

    def test_many_stores(self) -> None:
        """64 stores, each of another length, find their own keys."""
        sizes.many_stores(self.subject)

    def test_thousands_of_writes(self) -> None:
        """Slots that are overwritten hundreds of times hold what was written last."""
        sizes.thousands_of_writes(self.subject)

    def test_index_thousands_of_puts(self) -> None:
        """An id that is put thousands of times holds what was put last."""
        sizes.thousands_of_puts(self.subject)

    def test_large_ids(self) -> None:
        """Keys find themselves beyond 65,535 ids in place, and in an index built of thousands."""
        sizes.large_ids(self.subject)

    def test_many_queries_at_once(self) -> None:
        """3,000 queries of one call find what they find a hundred at a time."""
        sizes.many_queries(self.subject)

    def test_up_to_all_neighbours(self) -> None:
        """k up to all that is stored: never fewer by more, and at exhaustive options all of them."""
        sizes.all_neighbours(self.subject)

    def test_recall_on_drifting_topics(self) -> None:
        """Recall@10 on clustered keys keeps the declared floor."""
        recall.clustered(self.subject)

    def test_recall_on_keys_of_unequal_length(self) -> None:
        """Recall@10 on clustered keys of many lengths keeps the declared floor."""
        recall.unequal(self.subject)

    def test_recall_among_repeated_keys(self) -> None:
        """Recall@10 keeps the declared floor where half of the keys are copies of a few."""
        recall.repeated(self.subject)

    def test_recall_rises_with_effort(self) -> None:
        """More of the declared effort does not find less, and does change something."""
        recall.effort(self.subject)

    def test_recall_after_an_abrupt_change(self) -> None:
        """When all keys change at once, recall is back after one probe interval and one training."""
        recall.after_drift(self.subject)

    def test_recall_of_the_index_alone(self) -> None:
        """Recall@10 and @32 keep the declared floor when every key is in an index, and no exact scan helps it."""
        filled.enough(self.subject, filled.ALONE)

    def test_recall_where_every_key_is_repeated(self) -> None:
        """The same where each key comes sixteen times."""
        filled.enough_copies(self.subject)

    def test_recall_on_whole_numbers(self) -> None:
        """The same for keys of few different numbers, zeros and constants among them."""
        filled.enough(self.subject, filled.WHOLE)

    def test_recall_where_lengths_decide(self) -> None:
        """The same for keys from a third to three times as long, where distance and angle find others."""
        filled.enough(self.subject, filled.LENGTHS)

    def test_recall_on_growing_keys(self) -> None:
        """The same for keys that grow to thirty times their length while they are written."""
        filled.enough(self.subject, filled.GROWING)

    def test_recall_for_long_queries(self) -> None:
        """The same for queries thirty times as long."""
        filled.enough(self.subject, filled.LONG_QUERIES)

    def test_recall_on_long_keys(self) -> None:
        """The same for keys three hundred times as long and queries a thousand times."""
        filled.enough(self.subject, filled.LONG_KEYS)

    def test_recall_on_keys_with_much_in_common(self) -> None:
        """The same for keys whose mean is far from zero."""
        filled.enough(self.subject, filled.COMMON)

    def test_recall_where_all_scores_are_negative(self) -> None:
        """The same where no inner product is positive."""
        filled.enough(self.subject, filled.NEGATIVE)

    def test_recall_after_strange_queries(self) -> None:
        """The same where nothing was asked before, or a few queries, zeros, one direction or huge numbers."""
        past.strange(self.subject)

    def test_recall_at_every_age(self) -> None:
        """The newest keys, the middle, the oldest and those that have just overwritten others are found alike."""
        filled.every_age(self.subject)

    def test_recall_at_default_options(self) -> None:
        """5,000 keys of 128 dimensions or more at default options, those for small tests left out: the same floors."""
        defaults.recall(self.subject)


def standard_checks() -> list[str]:
    """Names of all checks in the order in which they run."""
    return [name for name in vars(BackendTests) if name.startswith("test_")]
