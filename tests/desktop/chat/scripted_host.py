"""Stands in for the engine: a test says what the agent does, the file and the events are real."""

import asyncio
import json
import time
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar
from uuid import uuid4

from graphs import (
    Action,
    ActionDecided,
    ActionFinished,
    ActionNeedsDecision,
    ActionProposed,
    ActionStarted,
    ActionStatus,
    BranchBusy,
    CairnError,
    Conversation,
    ConversationTitled,
    Event,
    Field,
    Library,
    Message,
    ModelLoading,
    NothingToDo,
    Preview,
    StepSaved,
    TextDelta,
    ToolCall,
    ToolInfo,
    Turn,
    TurnFailed,
    TurnFinished,
    TurnRetrying,
    TurnStarted,
    TurnStatus,
    TurnStopped,
    TurnWaiting,
)
from graphs.storage import actions, read_model, turns
from graphs.storage.actions import NewAction, Shown
from graphs.storage.message_tree import NewMessage

T = TypeVar("T")
PATH = Field("path", "line", required=True, description="Where it is.")
CONTENT = Field("content", "text", required=True, description="What is in it.")


class ScriptedHost:
    """Sessions that do nothing by themselves.

    Attributes:
        emit: takes each event.
        refusal: raised by the next call that would begin or end a turn.
        calls: the names of what was asked for.
    """

    def __init__(self, library: Library) -> None:
        self.library = library
        self.emit: Callable[[Event], None] = lambda event: None
        self.refusal: CairnError | None = None
        self.calls: list[str] = []
        self.running: dict[str, str] = {}
        self._rest: dict[str, asyncio.Future[TurnStatus]] = {}

    # What the view model asks for

    async def create_conversation(self, conversation_id: str | None = None) -> Conversation:
        return self.library.create(conversation_id, agent_version="1")

    async def tools(self) -> tuple[ToolInfo, ...]:
        return (
            ToolInfo("read_file", "Read a file.", False, "folder", (PATH,)),
            ToolInfo("write_file", "Write a file.", True, "folder", (PATH, CONTENT)),
            ToolInfo("current_time", "What time it is.", False, "none", short="time"),
        )

    async def send(self, branch_id: str, turn_id: str, text: str) -> TurnStatus:
        self._begin("send")
        if branch_id in self.running:
            raise BranchBusy("This conversation is still at work on its last message.")
        with self.library.database.transaction() as c:
            turns.record(c, branch_id, turn_id, text, time.time())
            mine = NewMessage(turn_id, "user", text)
            (shown,) = read_model.append(c, branch_id, turn_id, [mine], time.time(), None)
        return await self._run(branch_id, turn_id, shown, resumed=False)

    async def resume(self, branch_id: str) -> TurnStatus:
        self._begin("resume")
        turn = self._unfinished(branch_id)
        with self.library.database.reading() as c:
            shown = read_model.message(c, branch_id, turn.id)
        return await self._run(branch_id, turn.id, shown, resumed=True)

    async def leave(self, branch_id: str) -> None:
        self._begin("leave")
        turn = self._unfinished(branch_id)
        self._keep_said(branch_id, turn.id)
        self._close(turn.id, TurnStatus.LEFT)
        self.emit(TurnStopped(branch_id, turn.id))

    async def stop(self, branch_id: str) -> None:
        self.calls.append("stop")
        turn_id = self.running.get(branch_id)
        if turn_id is not None:
            self._keep_said(branch_id, turn_id)
            self._end(branch_id, TurnStatus.STOPPED)
            self.emit(TurnStopped(branch_id, turn_id))

    async def warm_up(self) -> None:
        self._begin("warm_up")

    # What a test lets the agent do

    def load(self, branch_id: str, model: str) -> None:
        self.emit(ModelLoading(branch_id, self.running[branch_id], model))

    def retry(self, branch_id: str, reason: str, seconds: float) -> None:
        self.emit(TurnRetrying(branch_id, self.running[branch_id], reason, seconds, 1))

    def say(self, branch_id: str, message_id: str, text: str) -> None:
        turn_id = self.running[branch_id]
        with self.library.database.relaxed() as c:
            read_model.add_text(c, branch_id, turn_id, message_id, text, time.time())
        self.emit(TextDelta(branch_id, turn_id, message_id, text))

    def save(
        self, branch_id: str, message_id: str, text: str, *calls: ToolCall, stopped: bool = False
    ) -> None:
        message = NewMessage(message_id, "assistant", text, calls, stopped=stopped)
        self._save(branch_id, self.running[branch_id], message)

    def answer_call(self, branch_id: str, call: ToolCall, text: str, *, failed: bool) -> None:
        message = NewMessage(
            uuid4().hex,
            "tool",
            text,
            tool_call_id=call.id,
            tool_name=call.name,
            failed=failed,
        )
        self._save(branch_id, self.running[branch_id], message)

    def propose(
        self,
        branch_id: str,
        message_id: str,
        call: ToolCall,
        preview: Preview,
        *,
        asks: bool = True,
        because: str = "It changes something.",
    ) -> Action:
        """A call becomes an action; it waits, or may run."""
        new = NewAction(
            id=uuid4().hex,
            branch_id=branch_id,
            turn_id=self.running[branch_id],
            message_id=message_id,
            call_id=call.id,
            position=0,
            siblings=1,
            tool=call.name,
            arguments=call.arguments,
            workspace="/home/me/Documents/Cairn",
            status=ActionStatus.WAITING if asks else ActionStatus.ALLOWED,
            asks=asks,
            because=because,
            shown=Shown(preview),
            decided_by="" if asks else "rule",
        )
        with self.library.database.transaction() as c:
            actions.propose(c, new, time.time())
            action = actions.get(c, new.id)
        told = ActionNeedsDecision if asks else ActionProposed
        self.emit(told(branch_id, action.turn_id, action))
        return action

    def move(self, action: Action, to: ActionStatus, **values: str | float | None) -> Action:
        """An action stands elsewhere from now on."""
        with self.library.database.transaction() as c:
            assert actions.change(
                c, action.id, [action.status], to, "person", time.time(), **values
            )
            moved = actions.get(c, action.id)
        told = (
            ActionStarted
            if to is ActionStatus.STARTED
            else ActionNeedsDecision
            if to.needs_person
            else ActionFinished
            if to.over
            else ActionDecided
        )
        self.emit(told(moved.branch_id, moved.turn_id, moved))
        return moved

    def read(self, branch_id: str, path: str, result: str) -> None:
        """The agent says nothing and reads a file: a step, and one for its result."""
        call = ToolCall(uuid4().hex, "read_file", json.dumps({"path": path}))
        message_id = uuid4().hex
        preview = Preview(f"Read {path}", "", undo=True)
        action = self.propose(
            branch_id, message_id, call, preview, asks=False, because="It only reads."
        )
        self.save(branch_id, message_id, "", call)
        started = self.move(action, ActionStatus.STARTED, started_at=time.time() - 0.2)
        self.move(started, ActionStatus.DONE, result=result, finished_at=time.time())
        self.answer_call(branch_id, call, result, failed=False)

    def wait(self, branch_id: str) -> None:
        turn_id = self.running[branch_id]
        self._end(branch_id, TurnStatus.WAITING)
        self.emit(TurnWaiting(branch_id, turn_id))

    def finish(self, branch_id: str) -> None:
        turn_id = self.running[branch_id]
        self._end(branch_id, TurnStatus.FINISHED)
        self.emit(TurnFinished(branch_id, turn_id))

    def fail(self, branch_id: str, sentence: str, hint: str, *, can_continue: bool = True) -> None:
        turn_id = self.running[branch_id]
        self._end(branch_id, TurnStatus.FAILED, sentence, hint, can_continue=can_continue)
        self.emit(TurnFailed(branch_id, turn_id, sentence, hint, can_continue))

    def crash(self, branch_id: str) -> None:
        """The turn is no longer run by anybody, and nothing is told."""
        self.running.pop(branch_id)
        self.library.leases.release(branch_id)

    def repair(self, branch_id: str, turn_id: str, message_id: str, text: str) -> None:
        self._save(branch_id, turn_id, NewMessage(message_id, "assistant", text))

    def title(self, conversation_id: str, title: str) -> None:
        self.library.rename(conversation_id, title)
        self.emit(ConversationTitled(conversation_id, title))

    def _begin(self, name: str) -> None:
        self.calls.append(name)
        if self.refusal is not None:
            refusal, self.refusal = self.refusal, None
            raise refusal

    async def _run(
        self, branch_id: str, turn_id: str, shown: Message, *, resumed: bool
    ) -> TurnStatus:
        self.library.leases.acquire(branch_id)
        self.running[branch_id] = turn_id
        self._close(turn_id, TurnStatus.RUNNING)
        self._rest[branch_id] = asyncio.get_running_loop().create_future()
        self.emit(TurnStarted(branch_id, turn_id, shown, resumed))
        return await self._rest[branch_id]

    def _unfinished(self, branch_id: str) -> Turn:
        turn = self.library.newest_turn(branch_id)
        if turn is None or not turn.unfinished:
            raise NothingToDo("There is no unfinished turn in this conversation.")
        return turn

    def _keep_said(self, branch_id: str, turn_id: str) -> None:
        with self.library.database.reading() as c:
            unsaved = read_model.unsaved(c, turn_id)
        if unsaved:
            message_id, text = unsaved[-1]
            self._save(branch_id, turn_id, NewMessage(message_id, "assistant", text, stopped=True))

    def _save(self, branch_id: str, turn_id: str, message: NewMessage) -> None:
        with self.library.database.transaction() as c:
            saved = read_model.append(c, branch_id, turn_id, [message], time.time(), uuid4().hex)
        self.emit(StepSaved(branch_id, turn_id, uuid4().hex, saved))

    def _end(
        self,
        branch_id: str,
        status: TurnStatus,
        sentence: str = "",
        hint: str = "",
        *,
        can_continue: bool = True,
    ) -> None:
        turn_id = self.running.pop(branch_id)
        self._close(turn_id, status, sentence, hint, can_continue=can_continue)
        self.library.leases.release(branch_id)
        self._rest.pop(branch_id).set_result(status)

    def _close(
        self,
        turn_id: str,
        status: TurnStatus,
        sentence: str = "",
        hint: str = "",
        *,
        can_continue: bool = True,
    ) -> None:
        with self.library.database.transaction() as c:
            turns.set_status(c, turn_id, status, time.time(), sentence, hint, can_continue)


class ScriptedEngine:
    """Gives the scripted host to each call, from when it is up."""

    def __init__(self, host: ScriptedHost, loop: asyncio.AbstractEventLoop) -> None:
        self.host = host
        self._up: asyncio.Future[None] = loop.create_future()

    def come_up(self) -> None:
        self._up.set_result(None)

    def break_down(self, error: CairnError) -> None:
        self._up.set_exception(error)
        self._up.exception()

    async def call(self, work: Callable[[Any], Coroutine[Any, Any, T]]) -> T:
        await asyncio.shield(self._up)
        return await work(self.host)
