import time
from collections.abc import Callable

import pytest
from sqlalchemy import insert

from graphs.errors import InvalidText, NotFound
from graphs.storage import actions, branches, conversations, tables
from graphs.storage.database import Database
from graphs.storage.message_tree import NewMessage
from graphs.storage.records import ConversationStatus, TurnStatus
from tests.graphs.storage.story import Story

ANSWER = NewMessage("a1", "assistant", "hi")


def test_a_new_conversation_is_empty_and_idle(database: Database, branch: str) -> None:
    with database.reading() as c:
        conversation = conversations.get(c, "c1")
        assert conversations.of_branch(c, branch) == conversation
        assert conversations.all(c) == [conversation]
        assert conversations.titled_by(c, "c1") == "nobody"
    assert conversation.branch_id == branch
    assert conversation.title == ""
    assert conversation.status is ConversationStatus.IDLE
    assert conversation.created_at == conversation.updated_at == 1.0


def test_the_list_is_newest_first_and_touching_moves_to_the_top(database: Database) -> None:
    with database.transaction() as c:
        for place in range(3):
            conversations.create(c, f"c{place}", f"b{place}", "1", float(place))
        conversations.touch(c, "c0", 9.0)

        assert [found.id for found in conversations.all(c)] == ["c0", "c2", "c1"]


def test_trash_hides_and_restore_brings_back_unchanged(database: Database, branch: str) -> None:
    with database.transaction() as c:
        before = conversations.get(c, "c1")
        conversations.trash(c, "c1", 5.0)
        assert conversations.all(c) == []
        (trashed,) = conversations.all(c, trashed=True)
        assert trashed.trashed_at == 5.0
        conversations.restore(c, "c1")
        assert conversations.all(c) == [before]
        assert conversations.all(c, trashed=True) == []


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("  My   trip\n to\tRome ", "My trip to Rome"),
        ("x" * 500, "x" * 200),
        ("a\0b\ud800", "a b\ufffd"),
        ("مرحبا 🗻", "مرحبا 🗻"),
    ],
)
def test_titles_are_one_short_line(database: Database, branch: str, typed: str, title: str) -> None:
    with database.transaction() as c:
        assert conversations.rename(c, "c1", typed, 2.0)
        assert conversations.get(c, "c1").title == title


@pytest.mark.parametrize("typed", ["", "  \n\t ", "\0"])
def test_an_empty_title_is_refused(database: Database, branch: str, typed: str) -> None:
    with database.transaction() as c, pytest.raises(InvalidText):
        conversations.rename(c, "c1", typed, 2.0)


def test_a_title_from_the_exchange_never_replaces_a_persons(
    database: Database, branch: str
) -> None:
    with database.transaction() as c:
        assert conversations.rename(c, "c1", "Made", 2.0, by="exchange")
        assert conversations.rename(c, "c1", "Made again", 3.0, by="exchange")
        assert conversations.rename(c, "c1", "Mine", 4.0)
        assert not conversations.rename(c, "c1", "Made late", 5.0, by="exchange")

        renamed = conversations.get(c, "c1")
        assert conversations.titled_by(c, "c1") == "person"
    assert renamed.title == "Mine"
    assert renamed.updated_at == 3.0, "a person's renaming must not move the row"


@pytest.mark.parametrize(
    "call",
    [
        lambda c: conversations.get(c, "c9"),
        lambda c: conversations.of_branch(c, "b9"),
        lambda c: conversations.rename(c, "c9", "x", 1.0),
        lambda c: conversations.touch(c, "c9", 1.0),
        lambda c: conversations.trash(c, "c9", 1.0),
        lambda c: conversations.restore(c, "c9"),
        lambda c: conversations.titled_by(c, "c9"),
    ],
)
def test_what_is_not_there_is_told(
    database: Database, branch: str, call: Callable[[object], object]
) -> None:
    with database.transaction() as c, pytest.raises(NotFound):
        call(c)


def test_drafts_are_kept_for_each_conversation_and_for_the_next_one(
    database: Database, branch: str
) -> None:
    with database.transaction() as c:
        conversations.save_draft(c, "", "not begun \ud83d")
        conversations.save_draft(c, "c1", "first")
        conversations.save_draft(c, "c1", "second\0\n")

        assert conversations.draft(c, "") == "not begun \ufffd"
        assert conversations.draft(c, "c1") == "second\0\n"
        conversations.save_draft(c, "c1", "")
        assert conversations.draft(c, "c1") == ""


def fill(database: Database, first: int, last: int) -> None:
    ids = range(first, last)
    conversation = {"title": "A title", "titled_by": "exchange", "created_at": 1.0}
    branch = {"agent_version": "1", "created_at": 1.0}
    turn = {"text": "", "sentence": "", "hint": "", "can_continue": 1, "created_at": 1.0}
    with database.transaction() as c:
        c.execute(
            insert(tables.conversations),
            [
                {"id": f"c{i}", "main_branch_id": f"b{i}", "updated_at": float(i)} | conversation
                for i in ids
            ],
        )
        c.execute(
            insert(tables.branches),
            [{"id": f"b{i}", "conversation_id": f"c{i}"} | branch for i in ids],
        )
        c.execute(
            insert(tables.turns),
            [
                {"id": f"t{i}-{p}", "branch_id": f"b{i}", "position": p, "status": status}
                | turn
                | {"updated_at": 1.0}
                for i in ids
                for p, status in enumerate((TurnStatus.FAILED, TurnStatus.FINISHED))
            ],
        )


def seconds_to_list(database: Database) -> float:
    def once() -> float:
        begun = time.perf_counter()
        with database.reading() as c:
            conversations.all(c)
        return time.perf_counter() - begun

    return min(once() for _ in range(5))


@pytest.mark.alone
def test_listing_ten_thousand_costs_no_more_a_row_than_listing_a_thousand(
    database: Database,
) -> None:
    fill(database, 0, 1000)
    thousand = seconds_to_list(database)
    fill(database, 1000, 10_000)
    ten_thousand = seconds_to_list(database)

    with database.reading() as c:
        found = conversations.all(c, live={"b7"})
    assert len(found) == 10_000
    assert {one.status for one in found} == {ConversationStatus.IDLE}
    assert ten_thousand < 25 * thousand


def test_branches_out_of_the_trash_are_counted(database: Database) -> None:
    story, other = Story(database), Story(database, "other")
    story.ask("main")
    first, second = story.fork("main", 1), story.fork("main", 1)

    with database.transaction() as c:
        assert [found.branches for found in conversations.all(c)] == [3, 1]
        branches.trash(c, second, 9.0)
        assert conversations.of_branch(c, first).branches == 2
        assert conversations.of_branch(c, other.id).branches == 1


def test_what_waits_is_not_asked_from_the_trash_and_asked_again_once_restored(
    database: Database,
) -> None:
    story = Story(database)
    story.ask("main")
    fork = story.fork("main", 1)
    for branch, call in (("main", "k1"), (fork, "k2")):
        story.ask(branch)
        story.answer(branch, call)
        story.act(branch, call, begun=False)

    def asked() -> list[str]:
        with database.reading() as c:
            return [action.branch_id for action in actions.all(c, waiting=True)]

    assert asked() == ["main", fork]
    for put_away, take_back, left in (
        (lambda c: branches.trash(c, fork, 9.0), lambda c: branches.restore(c, fork), ["main"]),
        (
            lambda c: conversations.trash(c, "main-conversation", 9.0),
            lambda c: conversations.restore(c, "main-conversation"),
            [],
        ),
    ):
        with database.transaction() as c:
            put_away(c)
        assert asked() == left
        with database.transaction() as c:
            take_back(c)
        assert asked() == ["main", fork]
