"""Turns whose message calls a tool (see graphs.tools.slash): the call stands as the answer."""

import asyncio
import json
from collections.abc import Callable
from uuid import uuid4

from langchain_core.messages import AIMessage, HumanMessage
from langchain_core.messages.tool import tool_call

from graphs.agent.middleware.call_ids import new_id
from graphs.approvals.proposing import Place
from graphs.session import translate
from graphs.session.events import Event
from graphs.session.recording import Recording
from graphs.session.thread import State, Thread
from graphs.session.tooling import Tooling
from graphs.storage.action_records import Action
from graphs.storage.actions import NewAction
from graphs.tools import slash
from graphs.tools.call import Call


async def judged(tooling: Tooling, place: Callable[[], Place], text: str) -> NewAction | None:
    """The action that a message becomes, or None. Raises InvalidArguments.

    `place` blocks, and is asked only of a message that calls a tool.
    """
    read = slash.parse(text, tooling.fields)
    if read is None:
        return None
    call = Call(new_id(), read.tool, read.arguments, uuid4().hex, 0, 1)
    return await asyncio.to_thread(lambda: tooling.journal.judge_typed(place(), call))


class TypedTurns:
    """Reads and writes the typed turns of one branch."""

    def __init__(
        self, recording: Recording, tooling: Tooling, emit: Callable[[Event], None]
    ) -> None:
        self._recording = recording
        self._branch_id = recording.branch_id
        self._tooling = tooling
        self._emit = emit

    async def judge(self, turn_id: str, text: str) -> NewAction | None:
        """The action that a message is, or None. Raises InvalidArguments."""
        return await judged(
            self._tooling, lambda: self._tooling.place(self._branch_id, turn_id), text
        )

    async def of_turn(self, turn_id: str) -> Action | None:
        """The action that began the turn; None where its message called none."""
        return await asyncio.to_thread(self._tooling.journal.typed, self._branch_id, turn_id)

    async def tell(self, action_id: str) -> Action:
        """Tell of an action that is now written down; as the journal has it."""
        action = await asyncio.to_thread(self._tooling.journal.get, action_id)
        self._emit(translate.told(action))
        return action

    async def write(self, thread: Thread, action: Action, text: str) -> State:
        """Put message and call into the thread, as far as they are not there; the state then."""
        turn_id = action.turn_id
        state = await thread.state()
        if not await thread.reached(turn_id):
            asked = HumanMessage(text, id=turn_id)
            state = await thread.write(turn_id, [asked], as_node="__start__")
            await self._recording.save_step(turn_id, state)
        if state.messages[-1].id == turn_id:
            arguments = json.loads(action.arguments)
            made = tool_call(name=action.tool, args=arguments, id=action.call_id)
            answer = AIMessage("", id=action.message_id, tool_calls=[made])
            state = await thread.write(turn_id, [answer], as_node="model")
            await self._recording.save_step(turn_id, state)
        return state
