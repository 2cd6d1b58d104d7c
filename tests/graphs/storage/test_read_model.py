import time
from collections.abc import Sequence
from dataclasses import replace
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphs.errors import NotFound
from graphs.storage import conversations, nodes, read_model, tables, turns
from graphs.storage.branches import Head, head, set_head
from graphs.storage.database import Database
from graphs.storage.message_tree import NewMessage
from graphs.storage.records import (
    Message,
    ToolCall,
    Transcript,
)

ASKED = NewMessage("t1", "user", "hello")
ANSWER = NewMessage("a1", "assistant", "hi there")
numbers = count()


def ids(transcript: Transcript) -> list[str]:
    return [message.id for message in transcript.messages]


def texts(transcript: Transcript) -> list[tuple[str, bool]]:
    return [(message.text, message.interrupted) for message in transcript.messages]


def rows(database: Database) -> int:
    with database.reading() as c:
        return len(c.execute(tables.messages.select()).all())


def all_messages(database: Database, branch: str, page: int = 200) -> list[Message]:
    """The whole branch, read page by page from its end."""
    found: list[Message] = []
    before = None
    while True:
        with database.reading() as c:
            transcript = read_model.transcript(c, branch, before, page)
        found = [*transcript.messages, *found]
        before = transcript.before
        if before is None:
            return found


def new_branch(database: Database) -> str:
    number = next(numbers)
    with database.transaction() as c:
        conversations.create(c, f"C{number}", f"B{number}", "1", 1.0)
    return f"B{number}"


def test_a_message_comes_back_as_it_was_given(database: Database, branch: str) -> None:
    call = ToolCall("call-1", "current_time", '{"zone": "UTC"}')
    given = [
        ASKED,
        NewMessage("a1", "assistant", "", tool_calls=(call,)),
        NewMessage(
            "r1", "tool", "12:00", tool_call_id="call-1", tool_name="current_time", failed=True
        ),
        NewMessage("a2", "assistant", "noo\0n 🗻 \ud800 مرحبا", stopped=True),
    ]
    with database.transaction() as c:
        appended = read_model.append(c, branch, "t1", given, 5.0, "k1")
        transcript = read_model.transcript(c, branch)
        assert head(c, branch) == Head("k1", appended[-1].key)

    assert transcript.messages == appended
    assert [m.id for m in appended] == ["t1", "a1", "r1", "a2"]
    assert {m.turn_id for m in appended} == {"t1"}
    assert {m.created_at for m in appended} == {5.0}
    assert appended[1].tool_calls == (call,)
    assert (appended[2].tool_call_id, appended[2].tool_name) == ("call-1", "current_time")
    assert appended[2].failed
    assert appended[3].text == "noo\0n 🗻 \ufffd مرحبا"
    assert appended[3].stopped
    assert transcript.before is None
    assert transcript.turn is None


def test_an_empty_branch_has_an_empty_transcript(database: Database, branch: str) -> None:
    with database.reading() as c:
        assert read_model.transcript(c, branch) == Transcript(branch, (), None, None)
        with pytest.raises(NotFound):
            read_model.transcript(c, "nowhere")


def test_appending_the_same_again_changes_nothing(database: Database, branch: str) -> None:
    with database.transaction() as c:
        first = read_model.append(c, branch, "t1", [ASKED, ANSWER], 5.0, "k1")
    before = rows(database)
    with database.transaction() as c:
        assert read_model.append(c, branch, "t1", [ASKED, ANSWER], 6.0, None) == first
        assert read_model.append(c, branch, "t1", [ANSWER], 7.0, "k2") == first[1:]
        assert read_model.append(c, branch, "t1", [], 8.0, None) == ()
        assert head(c, branch) == Head("k2", first[1].key)

    assert rows(database) == before


def test_a_message_with_a_known_id_takes_the_others_place(database: Database, branch: str) -> None:
    later = NewMessage("a2", "assistant", "and more")
    with database.transaction() as c:
        read_model.append(c, branch, "t1", [ASKED, ANSWER, later], 5.0, "k1")
        read_model.append(c, branch, "t1", [replace(ANSWER, stopped=True)], 6.0, "k2")

        transcript = read_model.transcript(c, branch)

    assert ids(transcript) == ["t1", "a1", "a2"]
    assert [m.stopped for m in transcript.messages] == [False, True, False]
    assert {m.created_at for m in transcript.messages} == {5.0}
    assert rows(database) == 3, "the replaced nodes must not stay behind"


def test_unsaved_text_is_shown_until_its_message_is_saved(database: Database, branch: str) -> None:
    with database.transaction() as c:
        turns.record(c, branch, "t1", "hello", 2.0)
        read_model.append(c, branch, "t1", [ASKED], 2.0, None)
        for part in ("hi ", "th", "ere\ud83d"):
            read_model.add_text(c, branch, "t1", "a1", part, 3.0)
        shown = read_model.transcript(c, branch)
        assert read_model.unsaved(c, "t1") == [("a1", "hi there\ufffd")]

        read_model.append(c, branch, "t1", [ANSWER], 4.0, "k1")
        assert read_model.unsaved(c, "t1") == []
        saved = read_model.transcript(c, branch)

    assert texts(shown) == [("hello", False), ("hi there\ufffd", True)]
    interrupted = shown.messages[1]
    assert (interrupted.key, interrupted.role, interrupted.turn_id) == ("", "assistant", "t1")
    assert texts(saved) == [("hello", False), ("hi there", False)]


def test_earlier_tries_stay_where_they_were_said(database: Database, branch: str) -> None:
    with database.transaction() as c:
        turns.record(c, branch, "t1", "hello", 2.0)
        read_model.append(c, branch, "t1", [ASKED], 2.0, None)
        read_model.add_text(c, branch, "t1", "try-1", "first", 3.0)
        read_model.add_text(c, branch, "t1", "try-2", "second", 3.0)
        read_model.add_text(c, branch, "t1", "try-3", "third", 3.0)
        assert [id_ for id_, _ in read_model.unsaved(c, "t1")] == ["try-1", "try-2", "try-3"]
        read_model.append(c, branch, "t1", [ANSWER], 4.0, "k1")
        read_model.append(c, branch, "t2", [NewMessage("t2", "user", "more")], 5.0, "k2")

        assert ids(read_model.transcript(c, branch)) == [
            "t1",
            "try-1",
            "try-2",
            "try-3",
            "a1",
            "t2",
        ]
        newest = read_model.transcript(c, branch, limit=2)
        assert ids(newest) == ["a1", "t2"]
        assert ids(read_model.transcript(c, branch, newest.before)) == [
            "t1",
            "try-1",
            "try-2",
            "try-3",
        ]


def test_a_message_that_is_only_recorded_is_shown_before_what_was_answered(
    database: Database, branch: str
) -> None:
    with database.transaction() as c:
        turns.record(c, branch, "t1", "hello", 2.0)
        read_model.add_text(c, branch, "t1", "try-1", "hi", 3.0)
        assert texts(read_model.transcript(c, branch)) == [("hello", False), ("hi", True)]
        assert read_model.message(c, branch, "t1").text == "hello"
        read_model.append(c, branch, "t1", [ASKED, ANSWER], 4.0, "k1")
        assert ids(read_model.transcript(c, branch)) == ["t1", "try-1", "a1"]
        assert read_model.message(c, branch, "t1").key

        turns.record(c, branch, "t2", "more", 5.0)
        read_model.add_text(c, branch, "t2", "try-2", "yes", 6.0)
        assert ids(read_model.transcript(c, branch)) == ["t1", "try-1", "a1", "t2", "try-2"]
        with pytest.raises(NotFound):
            read_model.message(c, branch, "t3")


def test_rebuilding_keeps_times_and_interrupted_text(database: Database, branch: str) -> None:
    with database.transaction() as c:
        turns.record(c, branch, "t1", "hello", 2.0)
        read_model.append(c, branch, "t1", [ASKED], 2.5, None)
        read_model.add_text(c, branch, "t1", "try-1", "first", 3.0)
        read_model.append(c, branch, "t1", [ANSWER], 4.0, "k1")
        turns.record(c, branch, "t2", "more", 5.0)
        more = NewMessage("t2", "user", "more")
        read_model.append(c, branch, "t2", [more], 5.5, None)
        read_model.add_text(c, branch, "t2", "try-2", "yes", 6.0)
        before = read_model.transcript(c, branch)

        read_model.rebuild(c, branch, [ASKED, ANSWER, more], "k2", 9.0)
        assert read_model.transcript(c, branch) == before
        assert head(c, branch).checkpoint_id == "k2"

        read_model.rebuild(c, branch, [ASKED, ANSWER], "k1", 9.0)
        assert texts(read_model.transcript(c, branch)) == texts(before)

        edited = replace(ANSWER, text="other words")
        read_model.rebuild(c, branch, [ASKED, edited, more], "k3", 9.0)
        again = read_model.transcript(c, branch)
    assert ids(again) == ids(before) == ["t1", "try-1", "a1", "t2", "try-2"]
    assert [m.created_at for m in again.messages] == [2.5, 3.0, 4.0, 5.0, 6.0]
    assert rows(database) == 3


def test_rebuilding_mends_rows_that_were_altered_or_lost(database: Database, branch: str) -> None:
    path = [ASKED, ANSWER, NewMessage("t2", "user", "more")]
    with database.transaction() as c:
        read_model.append(c, branch, "t1", path[:2], 2.0, "k1")
        read_model.append(c, branch, "t2", path[2:], 2.0, "k2")
        before = read_model.transcript(c, branch)
        altered = tables.messages.update().where(tables.messages.c.message_id == "t1")
        c.execute(altered.values(text="not what was said"))
        c.execute(tables.messages.delete().where(tables.messages.c.message_id == "a1"))
        assert read_model.transcript(c, branch) != before

        read_model.rebuild(c, branch, path, "k2", 2.0)

        assert read_model.transcript(c, branch).messages == before.messages
        read_model.rebuild(c, branch, [], None, 3.0)
        assert read_model.transcript(c, branch).messages == ()
    assert rows(database) == 0


turn = st.lists(st.tuples(st.sampled_from(["assistant", "tool"]), st.text(max_size=3)), max_size=4)
histories = st.lists(turn, min_size=1, max_size=5)
together = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def spelled(history: Sequence[Sequence[tuple[str, str]]]) -> list[list[NewMessage]]:
    return [
        [
            NewMessage(f"t{place}", "user", "asked"),
            *(
                NewMessage(f"m{place}-{step}", role, text)  # type: ignore[arg-type]
                for step, (role, text) in enumerate(said)
            ),
        ]
        for place, said in enumerate(history)
    ]


@together
@given(history=histories, again=st.booleans(), page=st.integers(1, 7))
def test_a_rebuilt_branch_is_the_appended_one(
    database: Database, history: list[list[tuple[str, str]]], again: bool, page: int
) -> None:
    turns_of = spelled(history)
    appended, rebuilt = new_branch(database), new_branch(database)
    for messages in turns_of:
        for message in messages:
            for _ in range(1 + again):
                with database.transaction() as c:
                    read_model.append(c, appended, messages[0].id, [message], 1.0, "k")
    with database.transaction() as c:
        everything = [message for messages in turns_of for message in messages]
        read_model.rebuild(c, rebuilt, everything, "k", 1.0)
        assert head(c, appended) == head(c, rebuilt)

    found = all_messages(database, appended, page)
    assert found == all_messages(database, rebuilt)
    assert [(m.id, m.role, m.text) for m in found] == [(m.id, m.role, m.text) for m in everything]


@together
@given(history=histories, data=st.data())
def test_a_fork_shares_the_rows_before_it_and_never_changes_the_other_branch(
    database: Database, history: list[list[tuple[str, str]]], data: st.DataObject
) -> None:
    turns_of = spelled(history)
    origin, fork = new_branch(database), new_branch(database)
    for messages in turns_of:
        with database.transaction() as c:
            read_model.append(c, origin, messages[0].id, messages, 1.0, "k")
    before = all_messages(database, origin)
    place = data.draw(st.integers(0, len(before) - 1))
    count_before = rows(database)

    with database.transaction() as c:
        set_head(c, fork, Head(None, before[place].key))
        read_model.append(c, fork, "f1", [NewMessage("f1", "user", "otherwise")], 2.0, "f")

    assert rows(database) == count_before + 1
    assert all_messages(database, origin) == before
    assert all_messages(database, fork)[:-1] == before[: place + 1]
    with database.transaction() as c:
        shared = [NewMessage(m.id, m.role, m.text) for m in before[: place + 1]]
        read_model.rebuild(c, fork, shared, "f", 2.0)
    assert rows(database) == count_before
    assert all_messages(database, origin) == before


@together
@given(history=histories, data=st.data())
def test_no_text_that_was_added_is_ever_missing(
    database: Database, history: list[list[tuple[str, str]]], data: st.DataObject
) -> None:
    branch = new_branch(database)
    said: list[str] = []
    everything: list[NewMessage] = []
    for messages in spelled(history):
        turn_id = f"{branch}-{messages[0].id}"
        with database.transaction() as c:
            turns.record(c, branch, turn_id, "asked", 1.0)
        for message in [replace(messages[0], id=turn_id), *messages[1:]]:
            if data.draw(st.booleans()):
                said.append(f"{branch}-try-{len(said)}")
                with database.relaxed() as c:
                    read_model.add_text(c, branch, turn_id, said[-1], "words", 1.0)
            everything.append(message)
            with database.transaction() as c:
                if data.draw(st.booleans()):
                    read_model.append(c, branch, turn_id, [message], 1.0, "k")
                else:
                    read_model.rebuild(c, branch, everything, "k", 1.0)
    if data.draw(st.booleans()):
        kept = everything[: data.draw(st.integers(0, len(everything)))]
        with database.transaction() as c:
            read_model.rebuild(c, branch, kept, "k", 1.0)

    shown = [m.id for m in all_messages(database, branch, data.draw(st.integers(1, 5)))]
    assert sorted(id_ for id_ in shown if id_ in said) == sorted(said)
    assert len(shown) == len(set(shown))


def seconds_to_open(database: Database, branch: str) -> float:
    def once() -> float:
        begun = time.perf_counter()
        with database.reading() as c:
            assert len(read_model.transcript(c, branch).messages) == 200
        return time.perf_counter() - begun

    return min(once() for _ in range(5))


@pytest.mark.alone
def test_opening_a_branch_costs_the_same_however_long_it_is(database: Database) -> None:
    short, long = new_branch(database), new_branch(database)
    for branch, length in ((short, 300), (long, 10_000)):
        messages = [NewMessage(f"{branch}-{i}", "user", "x" * 200) for i in range(length)]
        with database.transaction() as c:
            read_model.rebuild(c, branch, messages, "k", 1.0)

    assert seconds_to_open(database, long) < 3 * seconds_to_open(database, short)


def test_a_stretch_that_was_written_anew_is_told(database: Database, branch: str) -> None:
    with database.transaction() as c:
        read_model.append(c, branch, "t1", [ASKED, ANSWER], 2.0, "k1")
        earlier = read_model.transcript(c, branch, limit=1).before
        read_model.rebuild(c, branch, [replace(ASKED, text="edited")], "k2", 3.0)
        with pytest.raises(NotFound):
            read_model.transcript(c, branch, earlier)
        assert nodes.upwards(c, None) == []
