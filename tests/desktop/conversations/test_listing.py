from collections.abc import Coroutine
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtTest import QAbstractItemModelTester

from desktop.conversations import listing as module
from desktop.conversations.derive import rows
from desktop.conversations.listing import Listing
from desktop.conversations.nesting import Nest
from desktop.shared.tasks import Tasks
from tests.desktop.conversations.conftest import conversation
from tests.desktop.timeline.made import MAIN, fork

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


class NoTasks(Tasks):
    """Nothing is done aside."""

    def __init__(self) -> None:
        pass

    def start(self, work: Coroutine[Any, Any, object]) -> None:
        raise AssertionError("a short list is derived at once")


puts = st.tuples(
    st.integers(0, 6),  # which
    st.sampled_from([0.0, 1.0, 2.0, 3.0]),  # its time
    st.sampled_from(["Trip", "Letter"]),
    st.integers(0, 4),  # its branches, 0 for folded
)


@given(st.lists(puts, max_size=12), st.sampled_from(["", "trip"]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
def test_one_row_changed_alone_leaves_what_all_rows_anew_would(
    app: object, deeds: list[tuple[int, float, str, int]], query: str
) -> None:
    listing = Listing(NoTasks(), lambda: NOW)
    QAbstractItemModelTester(listing.model, FATAL, listing.model)
    listing.swap(replace(listing.inputs, query=query))

    for number, at, title, branches in deeds:
        one = conversation(number, NOW.timestamp() + at, title)
        nests = {of: nest for of, nest in listing.inputs.nests.items() if of != one.id}
        if branches:
            made = (fork(f"{one.id}-{n}") for n in range(branches))
            nests[one.id] = Nest((replace(MAIN, id=f"{one.id}-main"), *made))
        listing.put(one, nests)

        known = listing.inputs.conversations or ()
        assert listing.model.rows == rows(known, query, NOW, nests)
        assert list(known) == sorted(known, key=lambda one: one.updated_at, reverse=True)


def test_of_ten_thousand_one_row_changes_at_once(app: object) -> None:
    """What is derived anew would be derived aside."""
    many = tuple(conversation(n, NOW.timestamp() - n) for n in range(10_000))
    listing = Listing(NoTasks(), lambda: NOW)
    listing.model.apply(module.changes((), rows(many, "", NOW)))
    listing._inputs = replace(listing.inputs, conversations=many)

    listing.put(replace(many[5_000], title="Other"))
    listing.put(replace(many[7_000], updated_at=NOW.timestamp() + 1))

    found = [row.conversation for row in listing.model.rows]
    assert found[0].id == "c7000"
    assert found[5_001].title == "Other"
