"""A clock that is set back moves nothing of what happened."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from graphs.approvals.decision import Approve
from graphs.session.events import StepSaved
from graphs.storage.records import Change
from tests.endpoint import ScriptedEndpoint, Text, ToolCall, ToolCalls
from tests.graphs.session.conftest import Desk, open_desk
from tests.graphs.session.talk import said, say, write

DAY = 86_400


class Clock:
    """The computer's clock, which a test sets back."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._back = 0
        now: Callable[[], float] = time.time
        now_ns: Callable[[], int] = time.time_ns
        monkeypatch.setattr(time, "time", lambda: now() - self._back)
        monkeypatch.setattr(time, "time_ns", lambda: now_ns() - self._back * 10**9)

    def set_back(self) -> None:
        self._back += DAY


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


async def test_branches_pins_and_the_ways_at_a_fork_stay_in_the_order_they_were_made(
    desk: Desk, endpoint: ScriptedEndpoint, clock: Clock
) -> None:
    endpoint.then(Text("Hello."))
    await say(desk, desk.branch, "Hello?")
    made = [desk.branch]
    for number in range(3):
        clock.set_back()
        endpoint.then(Text("Yes."))
        fork = await desk.host.fork(desk.branch, 1, Change(f"Words {number}?"))
        await desk.host.resume(fork.id)
        desk.library.mark_step(fork.id, 1)
        made.append(fork.id)

    assert [one.id for one in desk.library.branches(desk.conversation.id)] == made
    assert [one.branch_id for one in desk.library.marks(desk.conversation.id)] == made[1:]
    (point,) = desk.library.siblings(made[2])
    assert (point.branch_ids, point.place) == (tuple(made), 2)


async def test_turns_messages_and_actions_stay_in_their_order_after_a_restart(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path, clock: Clock
) -> None:
    async def wrote(at: Desk, number: int) -> None:
        clock.set_back()
        endpoint.then(ToolCalls((write(f"{number}.txt"), write(f"{number}b.txt"))))
        endpoint.then(Text(f"Answer {number}."))
        await say(at, at.branch, f"Question {number}?")
        for action in at.waiting():
            clock.set_back()
            await at.host.decide({action.id: Approve()})

    for number in (1, 2):
        await wrote(desk, number)
    await desk.host.close()
    clock.set_back()
    again = await open_desk(desk.library, endpoint.base_url, desk.conversation.id)
    await wrote(again, 3)

    everything = said(again, again.branch)
    questions = [text for text in everything if text.startswith("Question")]
    assert questions == ["Question 1?", "Question 2?", "Question 3?"]
    turns = [turn.id for turn in again.library.turns(again.branch)]
    titles = [one.preview.title for one in again.library.actions_of(again.branch, turns[::-1])]
    assert titles == [f"Write {number}{b}.txt" for number in (1, 2, 3) for b in ("", "b")]
    journal = again.library.journal(again.library.actions_of(again.branch, turns)[0].id)
    assert [entry.event for entry in journal] == ["proposed", "approved", "started", "done"]
    steps = again.library.steps(again.branch)
    assert [step.position for step in steps] == list(range(1, len(steps) + 1))
    await again.host.rebuild(again.branch)
    assert said(again, again.branch) == everything
    await again.host.close()


async def test_calls_of_one_turn_wait_in_the_order_they_came(
    desk: Desk, endpoint: ScriptedEndpoint, folder: Path, clock: Clock
) -> None:
    desk.on_event.append(lambda event: clock.set_back() if isinstance(event, StepSaved) else None)
    endpoint.then(ToolCall("list_files"), ToolCalls((write("a.txt"), write("b.txt"))))
    await say(desk, desk.branch, "Look, then write.")

    (turn,) = desk.library.turns(desk.branch)
    tools = [one.tool for one in desk.library.actions_of(desk.branch, [turn.id])]
    assert tools == ["list_files", "write_file", "write_file"]
    assert [one.preview.title for one in desk.waiting()] == ["Write a.txt", "Write b.txt"]
