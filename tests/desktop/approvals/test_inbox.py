from dataclasses import replace

from desktop.approvals.inbox import inbox
from graphs import ActionStatus, Branch, Preview
from tests.desktop.approvals.made import action
from tests.desktop.timeline.made import MAIN, fork

FIRST = replace(action(path="a.txt"), preview=Preview("Write a.txt", "", undo=True))


def test_each_branch_has_a_row_in_the_order_they_came() -> None:
    waiting = (
        FIRST,
        replace(FIRST, id="a2", branch_id="b2", proposed_at=60.0, conversation_title="Trip"),
        replace(FIRST, id="a3"),
    )

    rows = inbox(waiting, (), now=180.0)

    assert [(row.key, row.title, row.count) for row in rows] == [
        ("a1", "Shopping", 2),
        ("a2", "Trip", 1),
    ]
    assert [row.minutes for row in rows] == [3, 2]


def test_a_row_says_what_is_wished_or_unsure() -> None:
    lost = replace(FIRST, id="a2", branch_id="b2", status=ActionStatus.UNKNOWN)

    rows = inbox((FIRST, lost), (), now=0.0)

    assert [(row.wish, row.unknown) for row in rows] == [
        ("write a.txt", False),
        ("write a.txt", True),
    ]


def test_a_clock_that_went_back_makes_no_age_below_zero() -> None:
    assert inbox((replace(FIRST, proposed_at=500.0),), (), now=0.0)[0].minutes == 0


def branches(*waiting: Branch) -> list[str]:
    actions = [replace(FIRST, id=one.id, branch_id=one.id) for one in waiting]
    return [row.branch for row in inbox(actions, waiting, now=0.0)]


def test_a_row_says_its_branch_unless_that_is_the_main_one_alone() -> None:
    elsewhere = replace(MAIN, id="other", conversation_id="other")

    assert branches(MAIN, elsewhere) == ["", ""]
    assert branches(fork("by train")) == ["by train"]
    assert branches(MAIN, elsewhere, fork("by train")) == ["main", "", "by train"]


def test_the_name_of_a_branch_is_one_line() -> None:
    assert branches(fork("by\ntrain\u2028")) == ["by train"]
