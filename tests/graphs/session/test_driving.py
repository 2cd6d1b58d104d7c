"""A turn on bad days: what fails is told in words, and going on sends nothing twice."""

import asyncio
from typing import Any

import pytest
from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver

from graphs.errors import CairnError
from graphs.session.events import (
    TextDelta,
    TurnFailed,
    TurnRetrying,
)
from graphs.storage.library import Library
from graphs.storage.records import TurnStatus
from tests.endpoint import (
    Drop,
    Garbage,
    ScriptedEndpoint,
    Status,
    Text,
    refusing_base_url,
)
from tests.graphs.session.conftest import Desk, open_desk


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


async def test_what_a_run_saves_is_saved_when_its_turn_has_ended(
    desk: Desk, endpoint: ScriptedEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    saving: list[str] = []
    put_writes = AsyncSqliteSaver.aput_writes

    async def slowly(self: AsyncSqliteSaver, *args: Any) -> None:
        saving.append("begun")
        await asyncio.sleep(0.2)
        await put_writes(self, *args)
        saving.remove("begun")
        saving.append("done")

    monkeypatch.setattr(AsyncSqliteSaver, "aput_writes", slowly)
    endpoint.then(Text("word " * 4_000, tokens_per_second=2_000))

    def fail(event: object) -> None:
        if isinstance(event, TextDelta):
            raise CairnError("The window cannot show it.")

    desk.on_event.append(fail)
    assert await desk.host.send(desk.branch, "t1", "Hello") is TurnStatus.FAILED
    assert saving == ["done", "done"]


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
