"""A fork of whatever state a branch can be in."""

import asyncio
import time
from dataclasses import replace
from pathlib import Path

import pytest

from graphs.agent import versions
from graphs.approvals.decision import Approve, Happened
from graphs.errors import InvalidText
from graphs.session.events import TextDelta
from graphs.storage import backup
from graphs.storage.action_records import Action, ActionStatus
from graphs.storage.library import Library
from graphs.storage.records import Change, TurnStatus
from tests.endpoint import ScriptedEndpoint, Text, ToolCall, ToolCalls
from tests.graphs.session.conftest import Desk, open_desk
from tests.graphs.session.talk import count, rows_of, said, say, write

MEGABYTE = "A long message. " * 65_536


def shown(actions: list[Action]) -> list[tuple[str, str, str]]:
    return [(one.branch_id, one.preview.title, one.status.value) for one in actions]


async def test_a_call_that_a_fork_has_yet_to_ask_is_decided_nowhere(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    endpoint.then(ToolCalls((write("a.txt"),)), Text("Written."))
    await say(desk, desk.branch, "Write it.")
    (mine,) = desk.waiting()
    await desk.host.decide({mine.id: Approve()})

    fork = await desk.host.fork(desk.branch, 2)
    (turn,) = desk.library.turns(fork.id)

    assert desk.library.actions_of(fork.id, [turn.id]) == []
    assert desk.library.done_since(fork.id, 0) == []
    assert len(desk.library.done_since(desk.branch, 2)) == 1
    assert await desk.host.resume(fork.id) is TurnStatus.WAITING
    waiting = [(fork.id, "Write a.txt", "waiting")]
    assert shown(desk.library.actions_of(fork.id, [turn.id])) == waiting

    after = await desk.host.fork(desk.branch, 3)
    done = [(desk.branch, "Write a.txt", "done")]
    assert shown(desk.library.actions_of(after.id, [f"{after.id}-1"])) == done
    assert shown(desk.library.done_since(after.id, 0)) == done
    assert desk.library.done_since(after.id, 3) == []


async def test_words_of_blanks_alone_are_nothing(desk: Desk, endpoint: ScriptedEndpoint) -> None:
    endpoint.then(Text("Hello."))
    await say(desk, desk.branch, "Hello?")
    for position in (1, 2):
        for text in ("", "\n\t ", "\u00a0\u2003"):
            with pytest.raises(InvalidText):
                await desk.host.fork(desk.branch, position, Change(text))
    assert len(desk.library.branches(desk.conversation.id)) == 1


async def test_a_branch_of_an_older_agent_is_forked_by_the_newest(
    desk: Desk, endpoint: ScriptedEndpoint
) -> None:
    endpoint.then(Text("Hello."))
    await say(desk, desk.branch, "Hello?")
    with desk.library.database.transaction() as c:
        c.exec_driver_sql("UPDATE branches SET agent_version = '1'")
    before = rows_of(desk.library, desk.branch)

    fork = await desk.host.fork(desk.branch, 1)
    endpoint.then(Text("Hi."))
    assert await desk.host.resume(fork.id) is TurnStatus.FINISHED

    assert desk.library.branch(fork.id).agent_version == versions.CURRENT
    assert said(desk, fork.id) == ["Hello?", "Hi."]
    assert rows_of(desk.library, desk.branch) == before


async def test_a_branch_whose_newest_action_is_unknown(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    endpoint.then(ToolCalls((count("a"),)))
    await say(desk, desk.branch, "Count.")
    (action,) = desk.waiting()
    await desk.host.close()
    with desk.library.database.transaction() as c:
        c.exec_driver_sql("UPDATE actions SET status = 'started', started_at = 1")
        c.exec_driver_sql("UPDATE turns SET status = 'running'")
    again = await open_desk(desk.library, endpoint.base_url, desk.conversation.id)
    assert again.library.action(action.id).status is ActionStatus.UNKNOWN

    fork = await again.host.fork(again.branch, 2)
    assert await again.host.resume(fork.id) is TurnStatus.WAITING
    (asked,) = again.library.waiting_in(fork.id)
    assert asked.status is ActionStatus.WAITING

    endpoint.then(Text("There."), Text("Here."))
    await again.host.decide({asked.id: Approve()})
    assert (folder / "a").read_text() == "x\n"
    assert again.library.action(action.id).status is ActionStatus.UNKNOWN
    await again.host.decide({action.id: Happened()})
    assert (folder / "a").read_text() == "x\n"
    assert (said(again, fork.id)[-1], said(again, again.branch)[-1]) == ("There.", "Here.")
    await again.host.close()


async def test_a_stopped_turn_is_forked_with_what_was_said_of_it(
    desk: Desk, endpoint: ScriptedEndpoint
) -> None:
    endpoint.then(Text("One two three four five six seven. " * 200, tokens_per_second=20))
    running = asyncio.create_task(say(desk, desk.branch, "Count."))
    await desk.until(TextDelta, 2)
    await desk.host.stop(desk.branch)
    assert await running is TurnStatus.STOPPED
    asked, half = desk.messages()
    assert half.stopped

    fork = await desk.host.fork(desk.branch, 2)
    assert fork.status == "idle"
    assert [m.text for m in desk.library.transcript(fork.id).messages] == [asked.text, half.text]
    endpoint.then(Text("Eight."))
    await say(desk, fork.id, "Go on.")
    assert said(desk, fork.id)[-1] == "Eight."


async def test_a_half_answer_stays_where_it_was_and_is_in_no_fork(
    desk: Desk, endpoint: ScriptedEndpoint
) -> None:
    endpoint.then(Text("One two three four five six seven. " * 200, tokens_per_second=20))
    running = asyncio.create_task(say(desk, desk.branch, "Well?"))
    await desk.until(TextDelta, 2)
    await desk.host.close()
    await asyncio.wait([running])
    again = await open_desk(desk.library, endpoint.base_url, desk.conversation.id)
    before = said(again, again.branch)
    assert len(before) == 2

    fork = await again.host.fork(again.branch, 1)
    endpoint.then(Text("A whole one."))
    await again.host.resume(fork.id)

    assert said(again, fork.id) == ["Well?", "A whole one."]
    assert said(again, again.branch) == before
    await again.host.close()


async def test_what_lies_in_the_trash_is_forked_and_stays_there(
    desk: Desk, endpoint: ScriptedEndpoint
) -> None:
    endpoint.then(Text("Hello."))
    await say(desk, desk.branch, "Hello?")
    one = await desk.host.fork(desk.branch, 2)
    desk.library.trash_branch(one.id)
    desk.library.trash(desk.conversation.id)

    two = await desk.host.fork(one.id, 2)

    assert said(desk, two.id) == ["Hello?", "Hello."]
    assert desk.library.branch(one.id).trashed_at is not None
    assert [b.id for b in desk.library.branches(desk.conversation.id)] == [desk.branch, two.id]
    assert desk.library.conversations() == []


async def test_messages_of_a_megabyte_are_shared_and_not_copied(
    library: Library, endpoint: ScriptedEndpoint
) -> None:
    desk = await open_desk(library, endpoint.base_url, context=10_000_000)
    endpoint.then(Text("Long."), Text("Title"), ToolCall("list_files"), Text("Nothing."))
    await say(desk, desk.branch, MEGABYTE)
    await say(desk, desk.branch, "What is there?")
    texts = "SELECT sum(length(text)) FROM messages"
    with library.database.reading() as c:
        before = c.exec_driver_sql(texts).scalar_one()

    for step in library.steps(desk.branch):
        fork = await desk.host.fork(desk.branch, step.position)
        at = [m.text for m in library.transcript_at(desk.branch, step.position).messages]
        assert said(desk, fork.id) == at
    edited = await desk.host.fork(desk.branch, 2, Change(MEGABYTE + "And more."))
    assert said(desk, edited.id)[-1].endswith("And more.")

    with library.database.reading() as c:
        added = c.exec_driver_sql(texts).scalar_one() - before
    assert added < len(MEGABYTE) + 10_000
    await desk.host.close()
    library.close()


async def test_backup_and_restore_keep_every_branch_and_pin(
    desk: Desk, endpoint: ScriptedEndpoint
) -> None:
    endpoint.then(Text("Hello."), Text("Hi."))
    await say(desk, desk.branch, "Hello?")
    one = await desk.host.fork(desk.branch, 1)
    await desk.host.resume(one.id)
    two = await desk.host.fork(one.id, 2, Change("Other words."))
    desk.library.mark_step(two.id, two.origin_position + 1, "Here")
    branches = [desk.branch, one.id, two.id]
    before = [rows_of(desk.library, id_) for id_ in branches]
    marks = desk.library.marks(desk.conversation.id)
    home = desk.library.home
    copy = backup.make(home, time.time())
    await desk.host.close()
    desk.library.close()

    backup.restore(home, copy, time.time())

    library = Library.open(home)
    again = await open_desk(library, endpoint.base_url, desk.conversation.id)
    assert [rows_of(library, id_) for id_ in branches] == before
    assert library.marks(desk.conversation.id) == marks
    assert [b.id for b in library.branches(desk.conversation.id)] == branches
    fork = await again.host.fork(two.id, two.origin_position + 1)
    assert said(again, fork.id)[-1] == "Other words."
    await again.host.close()
    library.close()


async def test_rebuilding_moves_no_name_pin_or_fork_point(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    endpoint.then(Text("Hello."), ToolCalls((write("a.txt"),)), Text("Written."))
    await say(desk, desk.branch, "Hello?")
    await say(desk, desk.branch, "Write.")
    (action,) = desk.waiting()
    await desk.host.decide({action.id: Approve()})
    ids = [desk.branch]
    for step in desk.library.steps(desk.branch):
        fork = await desk.host.fork(desk.branch, step.position)
        ids.append(fork.id)
        desk.library.mark_step(desk.branch, step.position, f"Step {step.position}")
        if fork.steps:
            desk.library.mark_step(fork.id, fork.origin_position + 1, "First")

    def held() -> list[object]:
        pins = desk.library.marks(desk.conversation.id)
        return [
            [replace(pin, created_at=0, seconds=None) for pin in pins],
            [desk.library.siblings(id_) for id_ in ids],
            desk.library.branches(desk.conversation.id),
            [said(desk, id_) for id_ in ids],
        ]

    before = held()
    for id_ in reversed(ids):
        await desk.host.rebuild(id_)

    assert held() == before
