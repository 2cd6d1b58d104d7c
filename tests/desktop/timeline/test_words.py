from dataclasses import replace
from datetime import date, datetime

import pytest
from PySide6.QtCore import QLocale

from desktop.shared.branch_words import branch_name
from desktop.timeline import words
from desktop.timeline.derive import Known, Look, Row, grouped, rows_of
from graphs import ActionStatus, Preview, Step, TurnStatus
from tests.an_action import an_action
from tests.desktop.timeline.made import (
    CALLS,
    MAIN,
    MODEL,
    TOOL,
    YOU,
    failure,
    fork,
    step,
    turn,
    walk,
)

NOON = datetime(2026, 5, 3, 12, 0).astimezone().timestamp()
TODAY = date(2026, 5, 3)


@pytest.fixture(autouse=True)
def _british(app: object) -> None:
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))


def row(of: Step, look: Look, *actions, **given) -> Row:
    return Row("key", look, of.position, of, actions, **given)


def action(title: str, **changes):
    return an_action(preview=Preview(title, "", undo=True), proposed_at=NOON, **changes)


@pytest.mark.parametrize(
    ("look", "status", "said"),
    [
        (Look.WAITING, ActionStatus.WAITING, "Waits: move 14 files"),
        (Look.UNKNOWN, ActionStatus.UNKNOWN, "Not sure: move 14 files"),
        (Look.RUNNING, ActionStatus.STARTED, "Running: move 14 files"),
        (Look.DECIDED, ActionStatus.APPROVED, "You approved: move 14 files"),
        (Look.DECIDED, ActionStatus.REJECTED, "You rejected: move 14 files"),
        (Look.DECIDED, ActionStatus.ANSWERED, "You answered for: move 14 files"),
        (Look.CALLS, ActionStatus.WAITING, "Wants to move 14 files"),
        (Look.TOOL, ActionStatus.DONE, "Move 14 files"),
    ],
)
def test_what_an_action_is_about(look: Look, status: ActionStatus, said: str) -> None:
    about = action("Move 14 files", status=status)

    assert words.title(row(step(2, CALLS, text=""), look, about)) == said


def test_a_name_in_capitals_keeps_them() -> None:
    assert words.title(row(step(2, CALLS, text=""), Look.CALLS, action("SQL: count"))) == (
        "Wants to SQL: count"
    )


def test_an_edit_is_told_as_one() -> None:
    edited = action("Write a.txt", status=ActionStatus.DONE, edited="{}")

    assert words.title(row(step(2, CALLS), Look.DECIDED, edited)) == "You edited: write a.txt"


def test_the_words_of_an_answer_go_before_what_it_wants() -> None:
    said = step(2, CALLS, text="I look\nat the folder.", tools=("list_folder",))

    assert words.title(row(said, Look.CALLS, action("List"))) == "I look at the folder."


def test_tools_are_named_where_no_journal_tells_of_them() -> None:
    used = step(3, TOOL, tools=("read_file", "read_file"))

    assert words.title(row(used, Look.TOOL)) == "Used read file"
    assert words.title(row(used, Look.CALLS)) != ""


def test_several_at_once() -> None:
    both = (action("Read a.txt"), action("Read b.txt"), action("Read c.txt"))

    assert words.title(row(step(3, TOOL), Look.TOOL, *both)) == "Read a.txt and 2 more"


def test_what_was_spent_and_when() -> None:
    answer = step(2, MODEL, tokens_out=1640, seconds=2.04)
    tool = step(3, TOOL, seconds=61.0)
    quick = action("Read", status=ActionStatus.DONE, started_at=NOON, finished_at=NOON + 1.2)

    def about(of: Step, look: Look, *actions, **given) -> str:
        at_noon = replace(of, created_at=NOON)
        return words.about(row(at_noon, look, *actions, **given), TODAY)

    assert about(answer, Look.MODEL) == "1,640 tokens · 2.0 s · 12:00"
    assert about(replace(answer, tokens_out=1), Look.MODEL) == "1 token · 2.0 s · 12:00"
    assert about(tool, Look.TOOL, quick) == "1.2 s · 12:00"
    assert about(tool, Look.TOOL) == "1 min 1 s · 12:00"
    assert about(tool, Look.TOOL, quick, trouble=True) == "Failed · 1.2 s · 12:00"


@pytest.mark.parametrize(
    ("changes", "tone"),
    [
        ({"status": ActionStatus.DONE}, "approved"),
        ({"status": ActionStatus.APPROVED}, "approved"),
        ({"status": ActionStatus.DONE, "edited": "{}"}, "edited"),
        ({"status": ActionStatus.REJECTED}, "rejected"),
        ({"status": ActionStatus.ANSWERED}, "answered"),
    ],
)
def test_each_decision_has_a_stone_of_its_own(changes, tone: str) -> None:
    decided = row(step(2, CALLS), Look.DECIDED, action("Move", **changes))

    assert words.tone(decided) == tone


def test_files_that_came_back_are_told_as_that() -> None:
    back = action("Bring back 2 files", status=ActionStatus.DONE, finished_at=NOON)
    done = row(step(2, MODEL), Look.BROUGHT, back)
    failed = replace(done, trouble=True)

    assert (words.title(done), words.kind(done)) == ("Bring back 2 files", "Files")
    assert (words.about(done, TODAY), words.tone(done)) == ("12:00", "brought")
    assert (words.about(failed, TODAY), words.tone(failed)) == ("Failed · 12:00", "failed")


def test_times_have_their_day_unless_it_is_today() -> None:
    assert words.moment(NOON, TODAY) == "12:00"
    assert words.moment(NOON, date(2026, 5, 4)) == "3 May, 12:00"
    assert words.moment(NOON, date(2027, 5, 4)) == "3 May 2026, 12:00"


def test_a_folded_head_says_how_much_is_under_it() -> None:
    (group,) = grouped(walk(YOU, CALLS, TOOL))
    failed = turn(TurnStatus.FAILED)
    (head,) = rows_of(group, Known(turns=(failed,), failures=(failure(3),)))

    assert words.about(head, TODAY).endswith(" · 2 steps · failed")


def test_a_failure_says_when_why_and_what_can_be_done() -> None:
    failed = row(step(2, CALLS), Look.FAILED, failure=failure(2, NOON))

    assert words.title(failed) == "No answer."
    assert words.about(failed, TODAY) == "12:00 · Try again."


def test_a_reason_stands_with_the_decision() -> None:
    no = action("Move", status=ActionStatus.REJECTED, words="not that\nfolder", decided_at=NOON)

    assert words.about(row(step(2, CALLS), Look.DECIDED, no), TODAY) == "12:00 · “not that folder”"


@pytest.mark.parametrize("look", list(Look))
def test_every_row_has_words_and_a_stone(look: Look) -> None:
    one = row(step(2, CALLS), look, action("Move"), failure=failure(2))

    assert words.title(one)
    assert words.about(one, TODAY)
    assert words.kind(one)
    assert words.tone(one)


def test_branches_without_a_name() -> None:
    assert branch_name(MAIN) == "main"
    assert branch_name(fork("x", name="")) == "new branch"
    assert branch_name(fork("x", name="by customer")) == "by customer"
