"""Random conversations, forked at every step: the fork begins as its origin does and goes on by
itself, no row of any other branch changes, and what waits in all of them happens once.
"""

import asyncio
import json
import sqlite3
import tempfile
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, TypeAlias
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphs.approvals.decision import Answer, Approve, Decision, Edit, Reject
from graphs.storage.action_records import ActionStatus
from graphs.storage.home import Home
from graphs.storage.library import Library
from graphs.storage.records import (
    Branch,
    Change,
    Message,
    TurnStatus,
)
from tests.endpoint import (
    Reply,
    Request,
    ScriptedEndpoint,
    Status,
    Text,
    ToolCall,
    ToolCalls,
    asks_for_tools,
)
from tests.graphs.session.conftest import Desk, open_desk

KEPT = (
    "branches",
    "turns",
    "steps",
    "messages",
    "actions",
    "journal",
    "before_images",
    "checkpoints",
    "writes",
)
"""The tables in which no row of another branch may change when a fork is made and goes on."""

Word: TypeAlias = Literal["look", "count", "fail"]
Choice: TypeAlias = Literal["approve", "edit", "reject", "answer", "leave"]


@dataclass(frozen=True)
class Said:
    """A message, as a list of what the model shall do, and how what asks is decided then.

    "look" only reads, "count" asks and leaves a line in a file for each time it runs, and with
    "fail" the first try fails after that. `resumed`: a failed turn is run on.
    """

    words: tuple[Word, ...]
    choices: tuple[Choice, ...]
    resumed: bool

    @property
    def text(self) -> str:
        return " ".join(self.words) or "nothing"


PLANS = st.builds(
    Said,
    st.lists(st.sampled_from(["look", "count", "count", "fail"]), max_size=3).map(tuple),
    st.lists(
        st.sampled_from(["approve", "edit", "reject", "answer", "leave"]), min_size=3, max_size=3
    ).map(tuple),
    st.booleans(),
)
OTHER_WORDS = st.sampled_from(["count", "look count", "nothing"])


class Obedient(ScriptedEndpoint):
    """A model that does what the newest message says, in any branch."""

    def __init__(self) -> None:
        super().__init__()
        self._failed: set[str] = set()
        self._calls = 0

    def take(self, request: Request) -> Reply:
        reply = super().take(request)
        words = request.last_user_text.split()
        before = len([m for m in request.messages if m["role"] == "user"])
        wanted = [word for word in words if word in ("look", "count")]
        if asks_for_tools(request):
            return reply
        if wanted and request.messages[-1]["role"] == "user":
            return ToolCalls(tuple(map(self._call, wanted)))
        turn = f"{before} {request.last_user_text}"
        if "fail" in words and turn not in self._failed:
            self._failed.add(turn)
            return Status(401)
        return Text("Done.")

    def _call(self, word: str) -> ToolCall:
        self._calls += 1
        if word == "look":
            return ToolCall("list_files", "{}", f"call-{self._calls}")
        command = json.dumps({"command": f"echo ran >> count-{self._calls}"})
        return ToolCall("run_command", command, f"call-{self._calls}")


def rows_of(library: Library) -> Counter[tuple[Any, ...]]:
    """All rows of the tables that are kept, byte for byte."""
    with closing(sqlite3.connect(library.home.database)) as c:
        return Counter(
            (table, *row) for table in KEPT for row in c.execute(f"SELECT * FROM {table}")
        )


def decision_of(choice: Choice) -> Decision:
    match choice:
        case "approve":
            return Approve()
        case "edit":
            return Edit(json.dumps({"command": "echo ran >> edited"}))
        case "reject":
            return Reject("Not this.")
        case "answer":
            return Answer("I did it.")
        case "leave":
            raise ValueError("nothing is decided")


async def hold(desk: Desk, said: Said) -> None:
    """One turn of the conversation, as far as the person wants it."""
    status = await desk.host.send(desk.branch, uuid4().hex, said.text)
    for choice in said.choices:
        if choice == "leave" or status is not TurnStatus.WAITING:
            break
        action = desk.waiting()[0]
        status = await desk.host.decide({action.id: decision_of(choice)})
    if status is TurnStatus.FAILED and said.resumed:
        await desk.host.resume(desk.branch)


async def forked(desk: Desk, origin_id: str, position: int, words: str | None) -> Branch:
    """A fork at that step, gone on with; it begins as it must, and nothing else has changed."""
    library = desk.library
    before = rows_of(library)
    change = Change(words)
    fork = await desk.host.fork(origin_id, position, change)
    turn = library.newest_turn(fork.id)
    if turn is None or turn.status.at_rest:
        status = await desk.host.send(fork.id, uuid4().hex, "nothing")
    else:
        status = await desk.host.resume(fork.id)
    if status is TurnStatus.FAILED:
        status = await desk.host.resume(fork.id)
    assert status in (TurnStatus.FINISHED, TurnStatus.WAITING)
    assert not before - rows_of(library)
    check_beginning(library, origin_id, position, words, fork.id)
    return library.branch(fork.id)


def check_beginning(
    library: Library, origin_id: str, position: int, words: str | None, fork_id: str
) -> None:
    """The fork says what its origin did up to that step, but for the words that were changed."""
    mine = library.transcript(fork_id).messages
    if not position:
        assert [message.role for message in mine] == ["user", "assistant"]
        return
    theirs = list(library.transcript_at(origin_id, position).messages)
    if words is not None:
        theirs[-1] = replace(theirs[-1], text=words)
    assert list(map(content, mine[: len(theirs)])) == list(map(content, theirs))
    renamed = [n for n, other in enumerate(theirs) if mine[n].id != other.id]
    newest_of_person = [n for n, message in enumerate(theirs) if message.role == "user"][-1:]
    assert renamed in ([], newest_of_person)


def content(message: Message) -> object:
    return replace(message, key="", id="", turn_id="", created_at=0.0)


async def check(conversation: list[Said], words: str, again_at: int, folder: Path) -> None:
    workspace = folder / "work"
    library = Library.open(Home(folder / "home"))
    with Obedient() as endpoint:
        desk = await open_desk(library, endpoint.base_url)
        try:
            library.rename(desk.conversation.id, "Titled, so that no request asks for a title")
            library.set_workspace(desk.conversation.id, str(workspace))
            for said in conversation:
                await hold(desk, said)
            await fork_everywhere(desk, words, again_at)
        finally:
            await desk.host.close()
        desk = await open_desk(library, endpoint.base_url, desk.conversation.id)
        try:
            await decide_backwards(desk)
        finally:
            await desk.host.close()
    check_runs(library, workspace)
    library.close()


async def fork_everywhere(desk: Desk, words: str, again_at: int) -> None:
    """Fork the branch at each step, without and with other words; then one of the forks."""
    origin = rows_of(desk.library)
    forks = [await forked(desk, desk.branch, 0, None)]
    for step in desk.library.steps(desk.branch):
        for other in (None, words):
            fork = await forked(desk, desk.branch, step.position, other)
            forks.append(fork)
    again = forks[again_at % len(forks)]
    for step in desk.library.steps(again.id):
        await forked(desk, again.id, step.position, None)
    assert not origin - rows_of(desk.library)


async def decide_backwards(desk: Desk) -> None:
    """Approve all that waits, the newest first, and no branch is kept from its rest by another."""
    branches = desk.library.branches(desk.conversation.id)
    waiting = {branch.id: desk.library.waiting_in(branch.id) for branch in branches}
    asked = [action for actions in waiting.values() for action in actions]
    for action in sorted(asked, key=lambda action: action.proposed_at, reverse=True):
        waiting[action.branch_id].remove(action)
        status = await desk.host.decide({action.id: Approve()})
        if status is TurnStatus.FAILED:
            status = await desk.host.resume(action.branch_id)
        left = waiting[action.branch_id]
        assert status is (TurnStatus.WAITING if left else TurnStatus.FINISHED)
        assert desk.library.waiting_in(action.branch_id) == left
        assert desk.library.action(action.id).status is ActionStatus.DONE


def check_runs(library: Library, workspace: Path) -> None:
    """Each action that is done has left one line, and no other has left any."""
    left = Counter({path.name: len(path.read_text().splitlines()) for path in workspace.iterdir()})
    done: Counter[str] = Counter()
    for action in library.actions(limit=10_000):
        events = [entry.event for entry in library.journal(action.id)]
        assert events.count("started") == (action.status is ActionStatus.DONE)
        if action.tool == "run_command" and action.status is ActionStatus.DONE:
            arguments: dict[str, Any] = json.loads(action.effective)
            done[arguments["command"].split()[-1]] += 1
    assert left == done


@pytest.mark.timeout(300)
@settings(max_examples=6, deadline=None)
@given(st.lists(PLANS, min_size=1, max_size=3), OTHER_WORDS, st.integers(0, 50))
def test_a_fork_at_any_step_of_any_conversation(
    conversation: list[Said], words: str, again_at: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "work").mkdir()
        asyncio.run(check(conversation, words, again_at, Path(folder)))
