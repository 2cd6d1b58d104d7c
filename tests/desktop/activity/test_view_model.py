from PySide6.QtCore import QModelIndex

from desktop.activity.derive import Filter
from desktop.activity.view_model import ActivityViewModel
from graphs import (
    ActionDecided,
    ActionFinished,
    ActionNeedsDecision,
    ActionProposed,
    ActionStatus,
)
from tests.desktop.activity.conftest import Activity

State = ActivityViewModel.State


def test_nothing_yet_is_said_only_when_it_is_known(activity: Activity) -> None:
    assert activity.view_model.state == State.READING

    activity.enter()

    assert activity.view_model.state == State.NOTHING_YET


def test_all_actions_of_all_conversations_the_newest_first(activity: Activity) -> None:
    one = activity.journal.conversation("Invoices")
    other = activity.journal.conversation("Trip")
    activity.journal.read_only(one, "Read a.txt", ago=500)
    activity.journal.propose(other, "Write b.txt", ago=50)

    activity.enter()

    assert activity.titles == ["Write b.txt", "Read a.txt"]
    assert [row.conversation_title for row in activity.view_model.model.rows] == [
        "Trip",
        "Invoices",
    ]


def test_filters_hold_what_they_say(activity: Activity) -> None:
    of, journal = activity.journal.conversation("Invoices"), activity.journal
    journal.read_only(of, "Read", ago=1)
    journal.propose(of, "Wait", ago=2)
    journal.decide(journal.propose(of, "Reject", ago=3), ActionStatus.REJECTED)
    journal.decide(journal.propose(of, "Answer", ago=4), ActionStatus.ANSWERED, words="42")
    approved = journal.decide(journal.propose(of, "Fail", ago=50), ActionStatus.APPROVED)
    journal.finish(approved, "No.", to=ActionStatus.FAILED)
    journal.lose(journal.decide(journal.propose(of, "Lose", ago=60), ActionStatus.APPROVED))
    activity.enter()
    wanted = {
        Filter.NEEDS_YOU: ["Wait", "Lose"],
        Filter.DONE: ["Read", "Answer"],
        Filter.FAILED: ["Fail"],
        Filter.REJECTED: ["Reject"],
        Filter.ALL: ["Read", "Wait", "Reject", "Answer", "Fail", "Lose"],
    }

    for only, titles in wanted.items():
        activity.desk.act(lambda only=only: activity.view_model.filter(only))
        activity.until_listed(*titles)


def test_search_finds_every_word_wherever_it_stands(activity: Activity) -> None:
    of, journal = activity.journal.conversation("Invoices"), activity.journal
    journal.propose(of, "Write a.txt", ago=2, content="Nordlicht owes us")
    journal.propose(of, "Write b.txt", ago=3, content="Nothing")
    activity.enter()

    activity.desk.act(lambda: activity.view_model.search("nordlicht invoices"))
    activity.until_listed("Write a.txt")
    activity.desk.act(lambda: activity.view_model.search("nordlicht lisbon"))
    activity.desk.until(lambda: activity.view_model.state == State.NO_MATCH)


def test_reading_on_reaches_the_oldest_and_repeats_none(activity: Activity) -> None:
    of = activity.journal.conversation("Invoices")
    for number in range(250):
        # Many at one moment, as the calls of one answer are.
        activity.journal.propose(of, f"Write {number}", ago=float(number // 60))
    activity.enter()
    model = activity.view_model.model

    def all_read() -> bool:
        model.fetchMore(QModelIndex())
        return model.rowCount() >= 250

    activity.desk.until(all_read)
    activity.desk.settle()

    assert not model.canFetchMore(QModelIndex())
    assert sorted(activity.titles) == sorted(f"Write {number}" for number in range(250))


def test_what_happens_is_followed(activity: Activity) -> None:
    of, journal = activity.journal.conversation("Invoices"), activity.journal
    activity.enter()
    tell = activity.view_model.handle

    waiting = journal.propose(of, "Write a.txt", ago=0)
    tell(ActionNeedsDecision(waiting.branch_id, "t1", waiting))
    assert [row.status for row in activity.view_model.model.rows] == [ActionStatus.WAITING]
    approved = journal.decide(waiting, ActionStatus.APPROVED)
    tell(ActionDecided(approved.branch_id, "t1", approved))
    done = journal.finish(approved, "Wrote a.txt.")
    tell(ActionFinished(done.branch_id, "t1", done))

    assert [row.status for row in activity.view_model.model.rows] == [ActionStatus.DONE]


def test_a_filter_holds_also_for_what_happens(activity: Activity) -> None:
    of, journal = activity.journal.conversation("Invoices"), activity.journal
    waiting = journal.propose(of, "Write a.txt", ago=0)
    activity.enter()
    activity.desk.act(lambda: activity.view_model.filter(Filter.NEEDS_YOU))
    activity.until_listed("Write a.txt")

    rejected = journal.decide(waiting, ActionStatus.REJECTED)
    activity.view_model.handle(ActionDecided(rejected.branch_id, "t1", rejected))
    read = journal.read_only(of, "Read", ago=0)
    activity.view_model.handle(ActionProposed(read.branch_id, "t1", read))

    assert activity.titles == []


def test_the_detail_says_all_that_is_known(activity: Activity) -> None:
    of, journal = activity.journal.conversation("Invoices"), activity.journal
    waiting = journal.propose(of, "Write a.txt", ago=60, path="a.txt", content="x")
    edited = journal.decide(waiting, ActionStatus.EDITED, path="b.txt", content="x")
    result = "\n".join(f"line {number}" for number in range(500))
    done = journal.finish(edited, result, took=1.2)
    activity.enter()
    view_model = activity.view_model

    activity.desk.act(lambda: view_model.openDetail(done.id))
    activity.desk.until(lambda: view_model.detailShown)

    shown = view_model.detail
    assert (shown["title"], shown["statusWord"], shown["duration"]) == (
        "Write a.txt",
        "Done",
        "1.2 s",
    )
    assert shown["resultCut"]
    assert "\n".join(view_model.wholeResult()) == result
    assert [(one.key, one.proposed, one.edited) for one in view_model.arguments.rows] == [
        ("path", "a.txt", "b.txt"),
        ("content", "x", ""),
    ]
    assert view_model.wholeArgument("path", True) == ["b.txt"]
    assert [one.event for one in view_model.journal.rows] == [
        "Proposed",
        "Edited and approved",
        "Started",
        "Done",
    ]


def test_the_detail_follows_its_action(activity: Activity) -> None:
    of, journal = activity.journal.conversation("Invoices"), activity.journal
    waiting = journal.propose(of, "Write a.txt", ago=0)
    activity.enter()
    activity.desk.act(lambda: activity.view_model.openDetail(waiting.id))
    activity.desk.until(lambda: activity.view_model.detailShown)

    rejected = journal.decide(waiting, ActionStatus.REJECTED, words="Not today")
    activity.desk.act(
        lambda: activity.view_model.handle(ActionDecided(rejected.branch_id, "t1", rejected))
    )

    activity.desk.until(lambda: activity.view_model.detail["words"] == "Not today")


def test_one_that_is_gone_is_said(activity: Activity) -> None:
    activity.enter()

    activity.desk.act(lambda: activity.view_model.openDetail("no-such-action"))
    activity.desk.until(lambda: bool(activity.failures))

    assert not activity.view_model.detailShown


def test_nothing_is_kept_when_the_page_closes(activity: Activity) -> None:
    of = activity.journal.conversation("Invoices")
    activity.journal.propose(of, "Write a.txt", ago=1)
    activity.enter()

    activity.view_model.leave()
    later = activity.journal.propose(of, "Write b.txt", ago=0)
    activity.view_model.handle(ActionNeedsDecision(later.branch_id, "t1", later))

    assert activity.titles == []
    assert activity.view_model.state == State.READING
