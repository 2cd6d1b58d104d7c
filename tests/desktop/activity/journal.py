"""Writes actions into a real file, as the agent, the person and the tools would."""

import json
import time
from uuid import uuid4

from graphs import Action, ActionStatus, Conversation, Library, Preview
from graphs.storage import actions
from graphs.storage.actions import NewAction, Shown

NOW = time.time()


class Journal:
    """The actions of one library. Times are seconds before NOW."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def conversation(self, title: str) -> Conversation:
        made = self.library.create(agent_version="1")
        self.library.rename(made.id, title)
        return self.library.conversation(made.id)

    def propose(
        self,
        of: Conversation,
        title: str,
        *,
        ago: float = 60,
        tool: str = "write_file",
        asks: bool = True,
        because: str = "It changes something.",
        sentence: str = "",
        **arguments: object,
    ) -> Action:
        id_ = uuid4().hex
        new = NewAction(
            id=id_,
            branch_id=of.branch_id,
            turn_id="t1",
            message_id=id_,
            call_id=id_,
            position=0,
            siblings=1,
            tool=tool,
            arguments=json.dumps(arguments, ensure_ascii=False),
            workspace="/home/me/Documents/Invoices",
            status=ActionStatus.WAITING if asks else ActionStatus.ALLOWED,
            asks=asks,
            because=because,
            shown=Shown(Preview(title, sentence, undo=True)),
            decided_by="" if asks else "rule",
        )
        with self.library.database.transaction() as c:
            actions.propose(c, new, NOW - ago)
            return actions.get(c, id_)

    def decide(
        self,
        action: Action,
        to: ActionStatus,
        *,
        after: float = 5,
        words: str = "",
        **edited: object,
    ) -> Action:
        at = action.proposed_at + after
        given = json.dumps(edited, ensure_ascii=False) if edited else ""
        return self._change(
            action,
            to,
            "person",
            at,
            {"words": words} if words else {},
            words=words,
            edited=given,
            decided_at=at,
            decided_by="person",
            finished_at=at if to.over else None,
        )

    def start(self, action: Action) -> Action:
        at = (action.decided_at or action.proposed_at) + 0.1
        return self._change(action, ActionStatus.STARTED, "cairn", at, {}, started_at=at)

    def finish(
        self,
        action: Action,
        result: str,
        *,
        to: ActionStatus = ActionStatus.DONE,
        took: float = 1.2,
    ) -> Action:
        started = self.start(action)
        assert started.started_at is not None
        at = started.started_at + took
        return self._change(started, to, "cairn", at, {}, result=result, finished_at=at)

    def lose(self, action: Action) -> Action:
        started = self.start(action)
        return self._change(started, ActionStatus.UNKNOWN, "cairn", NOW, {})

    def read_only(
        self, of: Conversation, title: str, *, ago: float, result: str = "Text."
    ) -> Action:
        made = self.propose(
            of, title, ago=ago, tool="read_file", asks=False, because="It only reads.", path="a.txt"
        )
        return self.finish(made, result, took=0.2)

    def _change(
        self,
        action: Action,
        to: ActionStatus,
        by: str,
        at: float,
        detail: dict[str, object],
        **values: str | float | None,
    ) -> Action:
        with self.library.database.transaction() as c:
            assert actions.change(c, action.id, [action.status], to, by, at, detail, **values)
            return actions.get(c, action.id)
