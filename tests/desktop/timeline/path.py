"""Writes the steps of a branch into a real file, as the agent and the person would."""

import json
import time
from collections.abc import Sequence
from uuid import uuid4

from graphs import (
    Action,
    ActionStatus,
    BranchSettings,
    CairnError,
    Library,
    Preview,
    ToolCall,
    TurnStatus,
)
from graphs.storage import actions, branches, failures, read_model, steps, turns
from graphs.storage.actions import NewAction, Shown
from graphs.storage.branches import Head, Origin
from graphs.storage.message_tree import NewMessage
from graphs.storage.steps import NewStep

NOW = time.time()


class Path:
    """One conversation, written step by step in the branch `branch_id`.

    Each step is `pace` seconds after the one before it; the clock starts `ago` seconds ago.
    """

    def __init__(self, library: Library, title: str = "Invoices", ago: float = 600) -> None:
        made = library.create(agent_version="1")
        library.rename(made.id, title)
        self.library = library
        self.conversation_id = made.id
        self.branch_id = made.branch_id
        self.main_id = made.branch_id
        self.turn_id = ""
        self.pace = 1.2
        self._at = NOW - ago
        self._calls: list[ToolCall] = []

    def you(self, text: str) -> None:
        """The person says something; a turn begins."""
        self.turn_id = uuid4().hex
        with self.library.database.transaction() as c:
            turns.record(c, self.branch_id, self.turn_id, text, self._at)
            turns.set_status(c, self.turn_id, TurnStatus.RUNNING, self._at)
        self._step([NewMessage(self.turn_id, "user", text)])

    def answers(self, text: str, tokens: int | None = 88) -> None:
        """The model answers, and the turn is at rest."""
        self._step([NewMessage(uuid4().hex, "assistant", text)], tokens)
        self.ends(TurnStatus.FINISHED)

    def ends(self, status: TurnStatus, sentence: str = "", hint: str = "") -> None:
        """The turn stands so from now on."""
        with self.library.database.transaction() as c:
            turns.set_status(c, self.turn_id, status, self._at, sentence, hint)
            if status is TurnStatus.FAILED:
                error = CairnError(sentence, hint)
                failures.record(c, self.branch_id, self.turn_id, error, self._at)

    def wants(
        self, *titles: str, text: str = "", tool: str = "write_file", tokens: int | None = 640
    ) -> list[Action]:
        """The model wants tools used, and each call waits."""
        self._calls = [ToolCall(uuid4().hex, tool, json.dumps({"path": t})) for t in titles]
        message = NewMessage(uuid4().hex, "assistant", text, tuple(self._calls))
        self._step([message], tokens)
        made: list[Action] = []
        with self.library.database.transaction() as c:
            for position, (call, title) in enumerate(zip(self._calls, titles, strict=True)):
                id_ = uuid4().hex
                asks = tool == "write_file"
                new = NewAction(
                    id=id_,
                    branch_id=self.branch_id,
                    turn_id=self.turn_id,
                    message_id=message.id,
                    call_id=call.id,
                    position=position,
                    siblings=len(titles),
                    tool=tool,
                    arguments=call.arguments,
                    workspace="/home/me/Documents/Invoices",
                    status=ActionStatus.WAITING if asks else ActionStatus.ALLOWED,
                    asks=asks,
                    because="It changes something." if asks else "It only reads.",
                    shown=Shown(Preview(title, "", undo=True)),
                    decided_by="" if asks else "rule",
                )
                actions.propose(c, new, self._at)
                made.append(actions.get(c, id_))
        return made

    def done(
        self,
        wanted: Sequence[Action],
        to: ActionStatus = ActionStatus.DONE,
        took: float = 1.2,
        words: str = "",
        edited: str = "",
        result: str = "Text.",
    ) -> None:
        """The person approves what waits, or says no, and the results come."""
        with self.library.database.transaction() as c:
            for action in wanted:
                begun = {} if to is ActionStatus.REJECTED else {"started_at": self._at}
                if action.asks:
                    begun |= {"decided_at": self._at, "decided_by": "person", "words": words}
                    begun |= {"edited": edited}
                actions.change(
                    c,
                    action.id,
                    [action.status],
                    to,
                    "person",
                    self._at + took,
                    {},
                    finished_at=self._at + took,
                    result=result,
                    **begun,
                )
        results = [
            NewMessage(
                uuid4().hex,
                "tool",
                result,
                tool_call_id=call.id,
                tool_name=call.name,
                failed=to is ActionStatus.FAILED,
            )
            for call in self._calls
        ]
        self._step(results)

    def fork(self, at: int, name: str, of: str = "") -> str:
        """A branch that starts from a step, empty but for that; what is written next is its own."""
        id_ = uuid4().hex
        step = self.library.step(of or self.main_id, str(at)) if at else None
        origin = Origin(
            step.branch_id if step else self.main_id, step.checkpoint_id if step else "", at
        )
        with self.library.database.transaction() as c:
            branches.fork(c, id_, origin, name, BranchSettings(), "1", self._at)
            if step is not None:
                branches.set_head(c, id_, Head(uuid4().hex, step.key))
                steps.save(c, id_, NewStep(uuid4().hex), self._at)
        self._at += self.pace
        self.branch_id = id_
        return id_

    def long(self, count: int) -> None:
        """So many plain turns, of two steps each."""
        for number in range(count):
            self.you(f"Question {number}")
            self.answers(f"Answer {number}")

    def _step(self, messages: Sequence[NewMessage], tokens: int | None = None) -> None:
        checkpoint = uuid4().hex
        with self.library.database.transaction() as c:
            read_model.append(c, self.branch_id, self.turn_id, messages, self._at, checkpoint)
            new = NewStep(checkpoint, tokens_in=tokens, tokens_out=tokens, model="Qwen3 4B")
            steps.save(c, self.branch_id, new, self._at)
        self._at += self.pace
