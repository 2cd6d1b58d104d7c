"""The branch in view, and the ways between branches, over a real file."""

import pytest

from desktop.chat.rows import RowKind
from desktop.chat.transcript import Role
from graphs import Conversation
from tests.desktop.chat.conftest import Chat


def words(chat: Chat) -> list[str]:
    return [text for kind, text in chat.shown if kind is not RowKind.FORK]


def fork_keys(chat: Chat) -> list[str]:
    return [row.key for row in chat.rows if row.kind is RowKind.FORK]


@pytest.fixture
def seen(chat: Chat) -> list[tuple[str, str]]:
    """The branches that came into view."""
    found: list[tuple[str, str]] = []
    chat.view_model.branchInView.connect(lambda *ids: found.append(ids))
    return found


@pytest.fixture
def trip(chat: Chat) -> Conversation:
    """Three turns."""
    made = chat.make("Trip")
    for number in (1, 2, 3):
        chat.grow(made.branch_id, f"question {number}", f"answer {number}")
    return made


def test_the_branch_in_view_is_told(chat: Chat, trip: Conversation, seen: list[object]) -> None:
    chat.open(trip.id)
    chat.open("")

    assert seen == [(trip.id, trip.branch_id), ("", "")]


def test_another_branch_comes_into_view_and_is_remembered(
    chat: Chat, trip: Conversation, seen: list[object]
) -> None:
    other = chat.fork(trip.branch_id, "asked otherwise", 2, ("instead", "that too"))
    chat.open(trip.id)

    chat.view_model.openBranch(other)
    chat.desk.until(lambda: chat.library.conversation(trip.id).viewed_branch_id == other)

    assert seen == [(trip.id, trip.branch_id), (trip.id, other)]
    assert words(chat) == ["question 1", "answer 1", "instead", "that too"]
    chat.open("")
    chat.open(trip.id)
    assert seen[-1] == (trip.id, other)


def test_a_branch_wanted_before_its_conversation_is_read_is_the_one_shown(
    chat: Chat, trip: Conversation, seen: list[object]
) -> None:
    chat.library.save_draft(trip.id, "a draft")
    other = chat.fork(trip.branch_id, "other", 0, ("instead", "that too"))

    chat.view_model.open(trip.id)
    chat.view_model.openBranch(other)
    chat.desk.until(lambda: chat.view_model.draft == "a draft")
    chat.desk.until(lambda: bool(seen))

    assert seen == [(trip.id, other)]
    assert words(chat) == ["instead", "that too"]


def test_a_branch_of_another_conversation_is_refused_in_words(
    chat: Chat, trip: Conversation
) -> None:
    stranger = chat.make("Other")
    chat.open(trip.id)

    chat.view_model.openBranch(stranger.branch_id)
    chat.desk.until(lambda: bool(chat.told) and chat.view_model.canSend)

    assert chat.told == ["That branch is not part of this conversation."]
    assert words(chat)[-1] == "answer 3"


def test_a_turn_runs_on_unseen_while_another_branch_is_in_view(
    chat: Chat, trip: Conversation
) -> None:
    other = chat.fork(trip.branch_id, "other", 2)
    chat.open(trip.id)
    chat.send(trip.branch_id, "more")
    chat.host.say(trip.branch_id, "m", "Some ")

    chat.view_model.openBranch(other)
    chat.desk.until(lambda: chat.view_model.canSend)
    chat.host.say(trip.branch_id, "m", "words.")
    assert words(chat) == ["question 1", "answer 1"]
    chat.view_model.openBranch(trip.branch_id)
    chat.desk.until(lambda: chat.view_model.running)

    assert words(chat)[-2:] == ["more", "Some words."]


def test_both_branches_run_at_once(chat: Chat, trip: Conversation) -> None:
    other = chat.fork(trip.branch_id, "other", 2)
    chat.open(trip.id)
    chat.send(trip.branch_id, "here")
    chat.view_model.openBranch(other)
    chat.desk.until(lambda: chat.view_model.canSend)

    chat.send(other, "there")
    chat.host.save(trip.branch_id, "m1", "here too")
    chat.host.finish(trip.branch_id)
    chat.host.save(other, "m2", "there too")
    chat.host.finish(other)

    assert words(chat)[-2:] == ["there", "there too"]


def test_what_was_sent_in_one_branch_is_not_on_its_way_in_another(
    sleeping: Chat, seen: list[object]
) -> None:
    made = sleeping.make()
    sleeping.grow(made.branch_id, "question", "answer")
    other = sleeping.fork(made.branch_id, "other", 2)
    sleeping.open(made.id)

    sleeping.view_model.send("for the first one")
    sleeping.view_model.openBranch(other)
    sleeping.desk.until(lambda: sleeping.view_model.canSend)

    assert words(sleeping) == ["question", "answer"]
    sleeping.engine.come_up()
    sleeping.desk.until(lambda: made.branch_id in sleeping.host.running)
    assert words(sleeping) == ["question", "answer"]
    assert sleeping.view_model.draft == ""


# Where branches part


def test_a_mark_stands_where_branches_part(chat: Chat, trip: Conversation) -> None:
    other = chat.fork(trip.branch_id, "asked otherwise", 2, ("instead", "that too"))
    chat.open(trip.id)
    model = chat.view_model.transcript

    kinds = [row.kind for row in chat.rows]
    at = kinds.index(RowKind.FORK)
    assert at == 2
    assert model.data(model.index(at), Role.COUNT) == 2
    assert model.data(model.index(at), Role.PLACE) == 0

    chat.view_model.takeWay(chat.rows[at].key, 1)
    chat.desk.until(lambda: words(chat)[-1] == "that too")
    assert chat.rows[at].kind is RowKind.FORK
    assert chat.rows[at].place == 1
    assert chat.rows[at].name == "asked otherwise"
    chat.desk.until(lambda: chat.library.conversation(trip.id).viewed_branch_id == other)


def test_the_ways_go_round(chat: Chat, trip: Conversation) -> None:
    chat.fork(trip.branch_id, "other", 2)
    chat.open(trip.id)

    chat.view_model.takeWay(fork_keys(chat)[0], -1)
    chat.desk.until(lambda: words(chat) == ["question 1", "answer 1"])
    chat.view_model.takeWay(fork_keys(chat)[0], 1)
    chat.desk.until(lambda: words(chat)[-1] == "answer 3")


def test_the_mark_nearest_above_is_the_one_meant(chat: Chat, trip: Conversation) -> None:
    chat.fork(trip.branch_id, "early", 2)
    chat.fork(trip.branch_id, "late", 4)
    chat.open(trip.id)
    early, late = fork_keys(chat)
    model = chat.view_model

    assert model.markNear(0) == early
    assert model.markNear(model.rowOf(late) - 1) == early
    assert model.markNear(model.rowOf(late)) == late
    assert model.markNear(len(chat.rows)) == late
    chat.open("")
    assert model.markNear(0) == ""
    assert model.rowOf("nothing") == -1


def test_a_mark_that_is_gone_leads_nowhere(chat: Chat, trip: Conversation) -> None:
    chat.open(trip.id)

    chat.view_model.takeWay("fork/elsewhere", 1)
    chat.desk.settle()

    assert words(chat)[-1] == "answer 3"


def test_branches_that_part_at_once_are_marked_before_the_first_message(
    chat: Chat, trip: Conversation
) -> None:
    chat.fork(trip.branch_id, "other", 0, ("instead", "that too"))
    chat.open(trip.id)

    assert chat.rows[0].kind is RowKind.FORK


def test_the_mark_at_the_start_comes_with_the_first_message(chat: Chat) -> None:
    made = chat.make()
    for number in range(150):
        chat.grow(made.branch_id, f"question {number}", f"answer {number}")
    chat.fork(made.branch_id, "other", 0, ("instead", "that too"))
    chat.open(made.id)
    assert fork_keys(chat) == []

    chat.view_model.loadEarlier()
    chat.desk.until(lambda: not chat.view_model.hasEarlier)

    assert chat.rows[0].kind is RowKind.FORK
    assert words(chat)[0] == "question 0"


def test_a_way_that_goes_on_for_long_is_read_back_to_where_it_parts(chat: Chat) -> None:
    made = chat.make()
    for number in range(150):
        chat.grow(made.branch_id, f"question {number}", f"answer {number}")
    other = chat.fork(made.branch_id, "other", 4, ("instead", "that too"))
    chat.library.view_branch(other)
    chat.open(made.id)

    (key,) = fork_keys(chat)
    chat.view_model.takeWay(key, -1)
    chat.desk.until(lambda: words(chat)[-1] == "answer 149")

    assert fork_keys(chat) == [key]


def test_a_fork_made_elsewhere_is_marked_when_it_is_heard_of(
    chat: Chat, trip: Conversation
) -> None:
    chat.open(trip.id)
    chat.fork(trip.branch_id, "other", 2, ("instead", "that too"))

    chat.view_model.refresh()

    chat.desk.until(lambda: len(fork_keys(chat)) == 1)
