"""How a turn ends: at its rest, waiting, failed, or where somebody left it."""

import asyncio
import time
from collections.abc import Callable, Sequence

from langchain_core.messages import AIMessage, HumanMessage, ToolMessage
from sqlalchemy import Connection

from graphs.agent.middleware.settled_calls import unanswered
from graphs.approvals.journal import Journal
from graphs.approvals.outcome import outcome
from graphs.approvals.proposing import CAIRN, PERSON
from graphs.errors import CairnError
from graphs.session import translate
from graphs.session.events import (
    Event,
    TurnFailed,
    TurnFinished,
    TurnStopped,
    TurnWaiting,
)
from graphs.session.recording import Recording
from graphs.session.thread import Thread
from graphs.storage import actions, turns
from graphs.storage.records import Turn, TurnStatus


class Settling:
    """Brings turns of one branch to their end, in the thread, the journal and the rows.

    How a turn ended goes to `part`, to be told when the branch is free again.
    """

    def __init__(
        self,
        recording: Recording,
        journal: Journal,
        emit: Callable[[Event], None],
        part: Callable[[Event], None],
    ) -> None:
        self._recording = recording
        self._branch_id = recording.branch_id
        self._journal = journal
        self._emit = emit
        self._part = part

    async def finish(self, thread: Thread, turn_id: str) -> TurnStatus:
        """The turn is at its end; one that only calls a tool is so when the model would be asked.

        What the journal still holds open is over too: the branch has gone on without it.
        """
        state = await thread.state()
        if not state.at_rest:
            await self._recording.save_step(turn_id, await thread.commit(turn_id))
        await self._end_actions(turn_id, CAIRN, "The conversation went on without it.")
        return await self.end(turn_id)

    async def end(self, turn_id: str) -> TurnStatus:
        """The turn is at its end, and nothing of it can be open."""
        await self._recording.close(turn_id, TurnStatus.FINISHED)
        self._part(TurnFinished(self._branch_id, turn_id))
        return TurnStatus.FINISHED

    async def wait(self, turn_id: str, call_ids: Sequence[str]) -> bool:
        """Let the turn wait, unless one of the calls was decided meanwhile.

        In one transaction, so that a decision is either seen here or sees that the turn waits.
        """

        def rest(c: Connection) -> bool:
            known = [actions.of_call(c, self._branch_id, call_id) for call_id in call_ids]
            if not any(action is not None and action.status.needs_person for action in known):
                return False
            if any(action is None or action.status.ready for action in known):
                return False
            turns.set_status(c, turn_id, TurnStatus.WAITING, time.time())
            return True

        waits = await self._recording.run(rest)
        if waits:
            self._part(TurnWaiting(self._branch_id, turn_id))
        return waits

    async def fail(self, turn_id: str, error: CairnError) -> TurnStatus:
        """The turn failed; it can be told even where it cannot be written down."""
        try:
            await self._recording.close(turn_id, TurnStatus.FAILED, error)
        finally:
            self._part(
                TurnFailed(self._branch_id, turn_id, error.sentence, error.hint, error.can_continue)
            )
        return TurnStatus.FAILED

    async def stop(self, thread: Thread, turn_id: str) -> TurnStatus:
        """The person stopped the turn."""
        await self._settle(thread, await self._recording.turn(turn_id), TurnStatus.STOPPED)
        self._part(TurnStopped(self._branch_id, turn_id))
        return TurnStatus.STOPPED

    async def leave(self, thread: Thread, turn: Turn, words: str = "") -> None:
        """The person goes on without the turn; these words are why what waits is rejected."""
        await self._settle(thread, turn, TurnStatus.LEFT, words)

    async def _settle(
        self, thread: Thread, turn: Turn, status: TurnStatus, words: str = ""
    ) -> None:
        """Bring the branch to a state that a new turn may follow, then set the turn's status.

        What has not begun is rejected with these words as the reason. The person's message is in
        the state, each tool call has a result, and the text that was said last has become a
        message.
        """
        await self._recording.catch_up(thread)
        state = await thread.state()
        if state.uncommitted:
            state = await thread.commit(turn.id)
            await self._recording.save_step(turn.id, state)
        if all(message.id != turn.id for message in state.messages):
            message = HumanMessage(await self._recording.text(turn.id), id=turn.id)
            state = await thread.write(turn.id, [message], as_node="__start__")
            await self._recording.save_step(turn.id, state)
        await self._end_actions(turn.id, PERSON, words)
        if open_calls := unanswered(state.messages):
            results = await self._results(turn.id, open_calls)
            state = await thread.write(turn.id, results, as_node="tools")
            await self._recording.save_step(turn.id, state)
        unsaved = await self._recording.unsaved(turn.id)
        if unsaved and unsaved[1].strip():
            message_id, said = unsaved
            answer = AIMessage(said, id=message_id, response_metadata={translate.STOPPED: True})
            state = await thread.write(turn.id, [answer], as_node="model")
            await self._recording.save_step(turn.id, state)
        await self._recording.close(turn.id, status)

    async def _end_actions(self, turn_id: str, by: str, words: str) -> None:
        """End all actions of the turn that have not begun, and tell of it."""
        ended = await asyncio.to_thread(self._journal.end, self._branch_id, turn_id, by, words)
        for action in ended:
            self._emit(translate.told(action))

    async def _results(self, turn_id: str, open_calls: list[ToolMessage]) -> list[ToolMessage]:
        """A result for each call, from the journal where it knows the call."""
        known = await asyncio.to_thread(self._journal.of_turn, self._branch_id, turn_id)
        by_call = {action.call_id: action for action in known}
        return [
            translate.result(message.tool_call_id, message.name or "", outcome(action))
            if (action := by_call.get(message.tool_call_id))
            else message
            for message in open_calls
        ]
