"""One branch, live: what the person sees and what is on disk, for good days and bad ones."""

import asyncio
import os
import shutil
import socket
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from graphs.errors import BranchBusy, DatabaseDamaged, DiskFull, InvalidText, NothingToDo
from graphs.models.connections import Endpoint
from graphs.session.events import (
    ActionFinished,
    ActionStarted,
    ConversationTitled,
    StepSaved,
    TextDelta,
    TurnFailed,
    TurnFinished,
    TurnRetrying,
    TurnStarted,
    TurnStopped,
)
from graphs.storage import turns
from graphs.storage.library import Library
from graphs.storage.records import ActionStatus, ConversationStatus, TurnStatus
from tests.endpoint import (
    MODEL,
    Drop,
    Garbage,
    Hang,
    ScriptedEndpoint,
    Status,
    Text,
    ToolCall,
    refusing_base_url,
)
from tests.graphs.session.conftest import Desk, open_desk

SLOW = Text("one two three four five six seven eight nine ten " * 20, tokens_per_second=100)


async def test_a_turn_is_recorded_streamed_and_saved(
    desk: Desk, endpoint: ScriptedEndpoint
) -> None:
    endpoint.then(Text("A cairn is a pile of stones."))
    assert await desk.host.send(desk.branch, "t1", "What is a cairn?") is TurnStatus.FINISHED
    assert desk.said() == [
        ("user", "What is a cairn?"),
        ("assistant", "A cairn is a pile of stones."),
    ]
    streamed = "".join(event.text for event in desk.of(TextDelta))
    assert streamed == "A cairn is a pile of stones."
    assert desk.of(TurnStarted)[0].message.id == "t1"
    kinds = [type(event) for event in desk.events]
    assert kinds.index(TurnStarted) < kinds.index(TextDelta) < kinds.index(TurnFinished)
    answer = desk.messages()[1]
    assert {event.message_id for event in desk.of(TextDelta)} == {answer.id}
    assert answer in [m for event in desk.of(StepSaved) for m in event.messages]


async def test_text_is_on_disk_before_it_is_told(desk: Desk, endpoint: ScriptedEndpoint) -> None:
    endpoint.then(Text("some words that come slowly " * 5, tokens_per_second=200))
    told: list[str] = []

    def check(event: object) -> None:
        if isinstance(event, TextDelta):
            told.append(event.text)
            (kept,) = [m.text for m in desk.messages() if m.interrupted]
            assert kept == "".join(told)

    desk.on_event.append(check)
    await desk.host.send(desk.branch, "t1", "Go")
    assert len(told) > 3


@pytest.mark.alone
async def test_text_is_told_at_most_thirty_times_a_second(
    desk: Desk, endpoint: ScriptedEndpoint
) -> None:
    endpoint.then(Text("word " * 400, tokens_per_second=400))
    await desk.host.send(desk.branch, "t1", "Go")
    assert len(desk.of(TextDelta)) <= 36


async def test_sending_one_id_twice_sends_once(desk: Desk, endpoint: ScriptedEndpoint) -> None:
    await desk.host.send(desk.branch, "t1", "Once")
    assert await desk.host.send(desk.branch, "t1", "Once") is TurnStatus.FINISHED
    assert len(endpoint.requests) == 1
    assert desk.said() == [("user", "Once"), ("assistant", "You said: Once")]


async def test_the_model_reads_the_whole_conversation(
    desk: Desk, endpoint: ScriptedEndpoint
) -> None:
    await desk.host.send(desk.branch, "t1", "First")
    await desk.host.send(desk.branch, "t2", "Second")
    asked = [m["content"] for m in endpoint.requests[-1].messages if m["role"] != "system"]
    assert asked == ["First", "You said: First", "Second"]


async def test_a_tool_runs_and_the_answer_follows(desk: Desk, endpoint: ScriptedEndpoint) -> None:
    endpoint.then(ToolCall("current_time"), Text("It is late."))
    assert await desk.host.send(desk.branch, "t1", "What time is it?") is TurnStatus.FINISHED
    assert [role for role, _ in desk.said()] == ["user", "assistant", "tool", "assistant"]
    assert desk.of(ActionStarted)[0].action.tool == "current_time"
    (finished,) = desk.of(ActionFinished)
    assert finished.action.status is ActionStatus.DONE
    assert finished.action.result == desk.messages()[2].text


async def test_an_unknown_tool_is_told_to_the_model(desk: Desk, endpoint: ScriptedEndpoint) -> None:
    endpoint.then(ToolCall("launch_rocket"), Text("I cannot."))
    assert await desk.host.send(desk.branch, "t1", "Launch") is TurnStatus.FINISHED
    (action,) = desk.library.actions()
    assert action.status is ActionStatus.FAILED


async def test_an_answer_that_reached_its_limit_says_so(
    desk: Desk, endpoint: ScriptedEndpoint
) -> None:
    endpoint.then(Text("as long as it may be", finish_reason="length"))
    assert await desk.host.send(desk.branch, "t1", "Write") is TurnStatus.FINISHED
    assert desk.messages()[-1].cut
    await desk.host.rebuild(desk.branch)
    assert desk.messages()[-1].cut


async def test_stop_keeps_what_was_said(desk: Desk, endpoint: ScriptedEndpoint) -> None:
    endpoint.then(SLOW)
    turn = asyncio.create_task(desk.host.send(desk.branch, "t1", "Count"))
    await desk.until(TextDelta)
    await asyncio.sleep(0.2)
    await desk.host.stop(desk.branch)
    assert await turn is TurnStatus.STOPPED
    shown = "".join(event.text for event in desk.of(TextDelta))
    answer = desk.messages()[-1]
    assert (answer.text, answer.stopped, answer.interrupted) == (shown, True, False)
    assert desk.of(TurnStopped)
    assert desk.library.conversations()[0].status is ConversationStatus.IDLE
    await desk.host.send(desk.branch, "t2", "Go on")
    asked = [m["content"] for m in endpoint.requests[-1].messages if m["role"] != "system"]
    assert asked == ["Count", shown, "Go on"]


async def test_stop_before_the_first_word_leaves_a_branch_that_goes_on(
    desk: Desk, endpoint: ScriptedEndpoint
) -> None:
    endpoint.then(Hang())
    turn = asyncio.create_task(desk.host.send(desk.branch, "t1", "Quick"))
    await asyncio.to_thread(endpoint.asked.wait, 10)
    await desk.host.stop(desk.branch)
    assert await turn is TurnStatus.STOPPED
    assert desk.said() == [("user", "Quick")]
    assert await desk.host.send(desk.branch, "t2", "Again") is TurnStatus.FINISHED
    assert desk.said()[1:] == [("user", "Again"), ("assistant", "You said: Quick\n\nAgain")]


async def test_stop_when_nothing_runs_does_nothing(desk: Desk) -> None:
    await desk.host.stop(desk.branch)
    assert desk.messages() == ()


async def test_two_turns_at_once_on_one_branch_are_refused(
    desk: Desk, endpoint: ScriptedEndpoint
) -> None:
    endpoint.then(SLOW)
    turn = asyncio.create_task(desk.host.send(desk.branch, "t1", "First"))
    await desk.until(TextDelta)
    with pytest.raises(BranchBusy):
        await desk.host.send(desk.branch, "t2", "Second")
    await desk.host.stop(desk.branch)
    await turn


async def test_two_branches_run_side_by_side(desk: Desk, endpoint: ScriptedEndpoint) -> None:
    other = await desk.host.create_conversation()
    endpoint.then(SLOW, SLOW)
    turns = [
        asyncio.create_task(desk.host.send(desk.branch, "a1", "One")),
        asyncio.create_task(desk.host.send(other.branch_id, "b1", "Two")),
    ]
    await desk.until(TextDelta, 20)
    assert {event.branch_id for event in desk.of(TextDelta)} == {desk.branch, other.branch_id}
    await asyncio.gather(desk.host.stop(desk.branch), desk.host.stop(other.branch_id))
    assert await asyncio.gather(*turns) == [TurnStatus.STOPPED, TurnStatus.STOPPED]


async def test_another_process_running_the_branch_is_told(
    desk: Desk, endpoint: ScriptedEndpoint
) -> None:
    other = Library.open(desk.library.home)
    other.leases.acquire(desk.branch)
    with pytest.raises(BranchBusy):
        await desk.host.send(desk.branch, "t1", "Mine")
    other.close()
    assert await desk.host.send(desk.branch, "t1", "Mine") is TurnStatus.FINISHED


@pytest.mark.parametrize(
    "reply",
    [
        Status(401),
        Status(404),
        Status(500),
        Drop(),
        Garbage("json"),
        Garbage("html"),
        Garbage("event"),
    ],
)
async def test_a_failure_says_why_and_continue_sends_nothing_twice(
    desk: Desk, endpoint: ScriptedEndpoint, reply: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graphs.agent.middleware.model_errors.TRIES", 1)
    endpoint.then(reply)  # type: ignore[arg-type]
    assert await desk.host.send(desk.branch, "t1", "Hello") is TurnStatus.FAILED
    (failed,) = desk.of(TurnFailed)
    assert failed.sentence.endswith(".")
    assert failed.hint
    assert failed.can_continue
    turn = desk.library.newest_turn(desk.branch)
    assert turn is not None
    assert (turn.unfinished, turn.sentence) == (True, failed.sentence)
    assert await desk.host.resume(desk.branch) is TurnStatus.FINISHED
    assert desk.said() == [("user", "Hello"), ("assistant", "You said: Hello")]
    asked = [m["content"] for m in endpoint.requests[-1].messages if m["role"] == "user"]
    assert asked == ["Hello"]


async def test_an_answer_that_breaks_off_is_kept_as_an_earlier_try(
    desk: Desk, endpoint: ScriptedEndpoint
) -> None:
    endpoint.then(Text("Half of an answer is here", ending="broken", after=3), Text("The whole."))
    assert await desk.host.send(desk.branch, "t1", "Tell") is TurnStatus.FAILED
    shown = "".join(event.text for event in desk.of(TextDelta))
    assert shown.startswith("Half")
    assert await desk.host.resume(desk.branch) is TurnStatus.FINISHED
    assert [(m.text, m.interrupted) for m in desk.messages()] == [
        ("Tell", False),
        (shown, True),
        ("The whole.", False),
    ]


async def test_leaving_a_failed_turn_keeps_what_was_said(
    desk: Desk, endpoint: ScriptedEndpoint
) -> None:
    endpoint.then(Text("Half of an answer is here", ending="broken", after=3))
    await desk.host.send(desk.branch, "t1", "Tell")
    shown = "".join(event.text for event in desk.of(TextDelta))
    await desk.host.leave(desk.branch)
    assert [(m.role, m.text, m.stopped) for m in desk.messages()] == [
        ("user", "Tell", False),
        ("assistant", shown, True),
    ]
    with pytest.raises(NothingToDo):
        await desk.host.resume(desk.branch)


async def test_a_new_message_leaves_an_unfinished_turn_first(
    desk: Desk, endpoint: ScriptedEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graphs.agent.middleware.model_errors.TRIES", 1)
    endpoint.then(Status(500))
    await desk.host.send(desk.branch, "t1", "First")
    await desk.host.send(desk.branch, "t2", "Second")
    assert desk.said() == [
        ("user", "First"),
        ("user", "Second"),
        ("assistant", "You said: First\n\nSecond"),
    ]


async def test_a_busy_model_is_asked_again_and_the_wait_is_told(
    desk: Desk, endpoint: ScriptedEndpoint
) -> None:
    endpoint.then(Status(429, retry_after="0.05"), Status(429, retry_after="0.05"))
    assert await desk.host.send(desk.branch, "t1", "Hello") is TurnStatus.FINISHED
    retries = desk.of(TurnRetrying)
    assert [event.attempt for event in retries] == [1, 2]
    assert retries[0].seconds == pytest.approx(0.05)
    assert len(endpoint.requests) == 3


async def test_nobody_at_the_address_is_a_sentence(library: Library) -> None:
    desk = await open_desk(library, refusing_base_url())
    assert await desk.host.send(desk.branch, "t1", "Hello") is TurnStatus.FAILED
    (failed,) = desk.of(TurnFailed)
    assert "127.0.0.1" in failed.sentence
    assert desk.said() == [("user", "Hello")]
    await desk.host.close()
    library.close()


async def test_a_message_larger_than_the_model_reads_is_kept_and_refused(
    desk: Desk, endpoint: ScriptedEndpoint
) -> None:
    text = "word " * 200_000
    assert await desk.host.send(desk.branch, "t1", text) is TurnStatus.FAILED
    (failed,) = desk.of(TurnFailed)
    assert not failed.can_continue
    assert "longer than this model can read" in failed.sentence
    assert desk.messages()[0].text == text
    assert endpoint.requests == []
    assert await desk.host.send(desk.branch, "t2", "Short") is TurnStatus.FINISHED


@pytest.mark.parametrize("text", ["a\0b", "half \ud800 pair", "مرحبا 👩‍👩‍👧‍👦", "  \n x"])
async def test_odd_text_arrives(desk: Desk, endpoint: ScriptedEndpoint, text: str) -> None:
    assert await desk.host.send(desk.branch, "t1", text) is TurnStatus.FINISHED
    kept = desk.messages()[0].text
    assert len(kept) == len(text)
    assert endpoint.requests[0].last_user_text == kept


async def test_an_empty_message_changes_nothing(desk: Desk) -> None:
    with pytest.raises(InvalidText):
        await desk.host.send(desk.branch, "t1", " \n ")
    assert desk.library.newest_turn(desk.branch) is None


async def test_without_room_on_the_disk_nothing_begins(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = SimpleNamespace(total=10**9, used=10**9, free=1_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: full)
    with pytest.raises(DiskFull):
        await desk.host.send(desk.branch, "t1", "Hello")
    assert desk.library.newest_turn(desk.branch) is None


async def test_a_disk_that_fills_up_in_mid_answer_ends_the_turn_and_keeps_what_is_there(
    desk: Desk, endpoint: ScriptedEndpoint
) -> None:
    await desk.host.send(desk.branch, "t1", "Before")
    endpoint.then(Text("word " * 4_000, tokens_per_second=20_000))
    with desk.library.database.transaction() as c:
        pages = int(c.exec_driver_sql("PRAGMA page_count").scalar_one())
        c.exec_driver_sql(f"PRAGMA max_page_count={pages + 3}")
    assert await desk.host.send(desk.branch, "t2", "Much") is TurnStatus.FAILED
    (failed,) = desk.of(TurnFailed)
    assert "room" in failed.sentence
    with desk.library.database.transaction() as c:
        c.exec_driver_sql("PRAGMA max_page_count=1000000")
    assert desk.said()[:3] == [
        ("user", "Before"),
        ("assistant", "You said: Before"),
        ("user", "Much"),
    ]
    assert await desk.host.resume(desk.branch) is TurnStatus.FINISHED


async def test_a_host_closed_in_mid_answer_leaves_an_unfinished_turn(
    library: Library, endpoint: ScriptedEndpoint
) -> None:
    endpoint.then(SLOW)
    desk = await open_desk(library, endpoint.base_url)
    turn = asyncio.create_task(desk.host.send(desk.branch, "t1", "Count"))
    await desk.until(TextDelta)
    await desk.host.close()
    assert turn.cancelled() or isinstance(turn.exception(), asyncio.CancelledError)
    assert library.conversations()[0].status is ConversationStatus.UNFINISHED
    shown = "".join(event.text for event in desk.of(TextDelta))
    (question, kept) = desk.said()
    assert question == ("user", "Count")
    assert kept[1].startswith(shown)  # more may be on disk than was told

    again = await open_desk(library, endpoint.base_url, desk.conversation.id)
    assert await again.host.resume(desk.branch) is TurnStatus.FINISHED
    assert [(m.role, m.interrupted) for m in again.messages()] == [
        ("user", False),
        ("assistant", True),
        ("assistant", False),
    ]
    await again.host.close()
    library.close()


async def test_the_first_message_gives_a_title_and_the_model_a_better_one(
    library: Library, endpoint: ScriptedEndpoint
) -> None:
    desk = await open_desk(library, endpoint.base_url)
    endpoint.then(Text("Use WAL."), Text('"Safer SQLite writes"'))
    await desk.host.send(desk.branch, "t1", "How do I make SQLite safe against power cuts?")
    await desk.until(ConversationTitled, 2)
    assert [event.title for event in desk.of(ConversationTitled)] == [
        "How do I make SQLite safe against power cuts?",
        "Safer SQLite writes",
    ]
    assert library.conversations()[0].title == "Safer SQLite writes"
    await desk.host.close()
    library.close()


async def test_a_title_the_person_gave_stays_and_no_other_is_asked_for(
    desk: Desk, endpoint: ScriptedEndpoint
) -> None:
    await desk.host.send(desk.branch, "t1", "Hello there")
    await desk.host.close()
    assert desk.library.conversations()[0].title.startswith("Titled")
    assert desk.of(ConversationTitled) == []
    assert len(endpoint.requests) == 1


async def test_rebuilding_gives_the_same_transcript(desk: Desk, endpoint: ScriptedEndpoint) -> None:
    endpoint.then(ToolCall("current_time"), Text("Late."))
    await desk.host.send(desk.branch, "t1", "Time?")
    await desk.host.send(desk.branch, "t2", "And now?")
    before = desk.messages()
    assert await desk.host.rebuild(desk.branch) == len(before)
    assert desk.messages() == before


async def test_nothing_is_traced_whatever_the_environment_says(
    library: Library, endpoint: ScriptedEndpoint, tmp_path: Path
) -> None:
    """In a process of its own: the tracing library reads its environment once."""
    watcher = socket.create_server(("127.0.0.1", 0))
    watcher.settimeout(0.2)
    library.close()
    environ = {
        **os.environ,
        "CAIRN_HOME": str(tmp_path / "home"),
        "OPENAI_BASE_URL": endpoint.base_url,
        "CAIRN_MODEL": MODEL,
        "LANGSMITH_TRACING": "true",
        "LANGCHAIN_TRACING_V2": "true",
        "LANGSMITH_API_KEY": "key",
        "LANGSMITH_ENDPOINT": f"http://127.0.0.1:{watcher.getsockname()[1]}",
    }
    command = "from graphs.cli.main import main; raise SystemExit(main(['send', 'Hello']))"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", command, env=environ, stdout=asyncio.subprocess.PIPE
    )
    said, _ = await process.communicate()
    assert said.decode() == "You said: Hello\n"
    with pytest.raises(TimeoutError):
        watcher.accept()
    watcher.close()


async def test_while_a_turn_runs_its_message_stays_a_node_of_the_branch(desk: Desk) -> None:
    await desk.host.send(desk.branch, "t1", "Hello")
    keys: list[list[str]] = []
    desk.on_event.append(lambda event: keys.append([m.key for m in desk.messages()][:3]))
    await desk.host.send(desk.branch, "t2", "Again")
    first, *rest = keys
    assert len(first) == 3
    assert all(first)
    assert all(shown == first for shown in rest)


async def test_a_connection_that_is_replaced_lives_until_its_last_run_has_ended(
    library: Library, endpoint: ScriptedEndpoint
) -> None:
    endpoint.then(SLOW)
    desk = await open_desk(library, endpoint.base_url)
    turn = asyncio.create_task(desk.host.send(desk.branch, "t1", "Slowly"))
    await desk.until(TextDelta)
    with ScriptedEndpoint() as other:
        desk.connection = replace(desk.connection, endpoint=Endpoint(other.base_url, ""))
        second = await desk.host.create_conversation()
        assert await desk.host.send(second.branch_id, "t2", "Over there") is TurnStatus.FINISHED
        assert len(other.requests) >= 1
        told = len(desk.of(TextDelta))
        await desk.until(TextDelta, told + 3)
        await desk.host.stop(desk.branch)
        assert await turn is TurnStatus.STOPPED
    await desk.host.close()
    library.close()


async def test_a_turn_that_another_process_has_just_run_is_not_run_again(
    desk: Desk, endpoint: ScriptedEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    acquire = desk.library.leases.acquire

    def late(branch_id: str) -> None:
        with desk.library.database.transaction() as c:
            turns.record(c, branch_id, "t1", "Once", 1.0)
            turns.set_status(c, "t1", TurnStatus.FINISHED, 2.0)
        acquire(branch_id)

    monkeypatch.setattr(desk.library.leases, "acquire", late)
    assert await desk.host.send(desk.branch, "t1", "Once") is TurnStatus.FINISHED
    assert endpoint.requests == []


async def test_an_id_of_another_conversation_is_refused(desk: Desk) -> None:
    other = await desk.host.create_conversation()
    await desk.host.send(desk.branch, "t1", "Here")
    with pytest.raises(InvalidText):
        await desk.host.send(other.branch_id, "t1", "There")


async def test_a_stop_keeps_no_try_that_a_later_step_has_overtaken(
    desk: Desk, endpoint: ScriptedEndpoint
) -> None:
    endpoint.then(
        Text("It is about noon, I think", ending="broken", after=3),
        ToolCall("current_time"),
        Hang(),
    )
    assert await desk.host.send(desk.branch, "t1", "Time?") is TurnStatus.FAILED
    turn = asyncio.create_task(desk.host.resume(desk.branch))
    await desk.until(ActionFinished)
    await desk.host.stop(desk.branch)
    assert await turn is TurnStatus.STOPPED
    assert [m.role for m in desk.messages() if not m.interrupted] == ["user", "assistant", "tool"]
    assert any(m.interrupted and "about" in m.text for m in desk.messages())


async def test_one_damaged_checkpoint_leaves_all_other_conversations_as_they_were(
    library: Library, endpoint: ScriptedEndpoint
) -> None:
    desk = await open_desk(library, endpoint.base_url)
    endpoint.then(Status(401))
    assert await desk.host.send(desk.branch, "t1", "Fails") is TurnStatus.FAILED
    await desk.host.close()
    with library.database.transaction() as c:
        c.exec_driver_sql("UPDATE checkpoints SET checkpoint = x'c1ff00'")
    again = await open_desk(library, endpoint.base_url)
    assert await again.host.send(again.branch, "t2", "Works") is TurnStatus.FINISHED
    with pytest.raises(DatabaseDamaged):
        await again.host.resume(desk.branch)
    assert library.transcript(desk.branch).messages[0].text == "Fails"
    await again.host.close()
    library.close()


async def test_a_request_that_the_model_finds_too_long_is_made_again_with_less(
    desk: Desk, endpoint: ScriptedEndpoint
) -> None:
    for number in range(4):
        await desk.host.send(desk.branch, f"t{number}", f"message {number}")
    endpoint.then(Status(400, error_code="context_length_exceeded"), Text("Now it fits."))
    assert await desk.host.send(desk.branch, "t9", "And this") is TurnStatus.FINISHED
    *_, refused, taken = endpoint.requests
    assert len(taken.messages) < len(refused.messages)
    assert taken.last_user_text == "And this"


async def test_what_is_no_error_of_ours_still_ends_the_turn_in_words(
    desk: Desk, endpoint: ScriptedEndpoint
) -> None:
    def fail(event: object) -> None:
        if isinstance(event, TextDelta):
            raise RuntimeError("a listener's own fault")

    desk.on_event.append(fail)
    with pytest.raises(RuntimeError):
        await desk.host.send(desk.branch, "t1", "Hello")
    desk.on_event.clear()
    assert desk.of(TurnFailed)
    assert await desk.host.resume(desk.branch) is TurnStatus.FINISHED


async def test_closing_while_the_caller_is_cancelled_waits_for_the_run(
    library: Library, endpoint: ScriptedEndpoint
) -> None:
    endpoint.then(SLOW)
    desk = await open_desk(library, endpoint.base_url)
    turn = asyncio.create_task(desk.host.send(desk.branch, "t1", "Count"))
    await desk.until(TextDelta)
    turn.cancel()
    await asyncio.sleep(0)
    await desk.host.close()
    assert turn.done()
    left = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    assert left == []
    library.close()


@pytest.mark.parametrize("end", [TurnFinished, TurnFailed, TurnStopped])
async def test_whoever_hears_that_a_turn_has_ended_may_go_on_at_once(
    desk: Desk, endpoint: ScriptedEndpoint, end: type
) -> None:
    endpoint.then(*([Status(401)] if end is TurnFailed else [SLOW] if end is TurnStopped else []))
    going_on: list[asyncio.Task[TurnStatus]] = []

    def go_on(event: object) -> None:
        if isinstance(event, end) and not going_on:
            work = desk.host.resume if end is TurnFailed else None
            going_on.append(
                asyncio.ensure_future(
                    work(desk.branch) if work else desk.host.send(desk.branch, "t2", "And now")
                )
            )

    desk.on_event.append(go_on)
    turn = asyncio.create_task(desk.host.send(desk.branch, "t1", "Hello"))
    if end is TurnStopped:
        await desk.until(TextDelta)
        await desk.host.stop(desk.branch)
    await turn
    assert await going_on[0] is TurnStatus.FINISHED
