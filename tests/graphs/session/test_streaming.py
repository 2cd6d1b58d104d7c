"""The answer while it is being written: on disk before it is told, and whole in the end."""

import time

import pytest

from graphs.session.events import (
    StepSaved,
    TextDelta,
    TurnFinished,
    TurnStarted,
)
from graphs.storage.records import TurnStatus
from tests.endpoint import (
    ScriptedEndpoint,
    Text,
)
from tests.graphs.session.conftest import Desk


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
    endpoint.then(Text("some words that come slowly " * 20, tokens_per_second=200))
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
    times: list[float] = []
    desk.on_event.append(
        lambda event: times.append(time.monotonic()) if isinstance(event, TextDelta) else None
    )
    await desk.host.send(desk.branch, "t1", "Go")
    assert len(times) > 3
    assert len(times) <= 30 * (times[-1] - times[0]) + 3


async def test_an_answer_that_reached_its_limit_says_so(
    desk: Desk, endpoint: ScriptedEndpoint
) -> None:
    endpoint.then(Text("as long as it may be", finish_reason="length"))
    assert await desk.host.send(desk.branch, "t1", "Write") is TurnStatus.FINISHED
    assert desk.messages()[-1].cut
    await desk.host.rebuild(desk.branch)
    assert desk.messages()[-1].cut


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


async def test_while_a_turn_runs_its_message_stays_a_node_of_the_branch(desk: Desk) -> None:
    await desk.host.send(desk.branch, "t1", "Hello")
    keys: list[list[str]] = []
    desk.on_event.append(lambda event: keys.append([m.key for m in desk.messages()][:3]))
    await desk.host.send(desk.branch, "t2", "Again")
    first, *rest = keys
    assert len(first) == 3
    assert all(first)
    assert all(shown == first for shown in rest)
