"""What waits for the person, over the real engine, agent and file; only the model is scripted."""

import json
import os
import time
from collections.abc import Mapping
from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import Qt

from desktop.approvals.card import SETTLE_SECONDS, CardViewModel
from desktop.approvals.draft import Mode
from desktop.approvals.view_model import ApprovalsViewModel
from graphs import Action, ActionStatus, Conversation
from graphs.storage import actions
from tests.desktop.live_room import Ground, LiveRoom
from tests.endpoint import Text, ToolCall, ToolCalls

STAGE = Path(__file__).with_name("Stage.qml")


def write(path: str, content: str = "Buy milk", call_id: str = "") -> ToolCall:
    """A call of the tool that waits most often."""
    arguments = json.dumps({"path": path, "content": content})
    return ToolCall("write_file", arguments, call_id or uuid4().hex)


def run(command: str) -> ToolCall:
    """A call of what cannot be taken back."""
    return ToolCall("run_command", json.dumps({"command": command}), uuid4().hex)


class Room(LiveRoom):
    """What waits, and the agents that wish for it."""

    def __init__(self, ground: Ground) -> None:
        super().__init__(ground)
        self.view_model = ApprovalsViewModel(ground.calls, self.engine, ground.tasks)
        self.view_model.failed.connect(lambda sentence, hint: self.failures.append(sentence))
        queued = Qt.ConnectionType.QueuedConnection
        self.engine.happened.connect(self.view_model.handle, queued)
        self._open(self.view_model.inbox, self.card.fields, self.card.segments)

    @property
    def card(self) -> CardViewModel:
        return self.view_model.here

    # What the agent does

    def begin(self, title: str = "Shopping") -> Conversation:
        """A conversation with nothing in it."""
        made = self.library.create(agent_version="1")
        self.library.rename(made.id, title)
        self.library.set_workspace(made.id, str(self.workspace))
        return self.library.conversation(made.id)

    def ask(self, *wanted: ToolCall, title: str = "Shopping") -> Conversation:
        """A conversation whose agent waits to be let do all that."""
        made = self.begin(title)
        self.ask_in(made, *wanted)
        return made

    def ask_in(self, of: Conversation, *wanted: ToolCall) -> None:
        """The same, in a conversation that there is."""
        self.endpoint.then(ToolCalls(wanted))
        self.desk.run(
            self.engine.call(lambda host: host.send(of.branch_id, uuid4().hex, "Please."))
        )

    def ask_unfit(self, tool: str, arguments: str) -> Conversation:
        """The same call three times, for the agent does not see what is wrong with it."""
        self.endpoint.then(*(ToolCall(tool, arguments, f"{tool}{n}") for n in range(2)))
        return self.ask(ToolCall(tool, arguments, f"{tool}2"))

    def waiting(self, of: Conversation) -> list[Action]:
        return self.library.waiting_in(of.branch_id)

    def lose(self, action: Action) -> None:
        """It had begun, and nobody knows whether it happened."""
        begun, lost = ActionStatus.STARTED, ActionStatus.UNKNOWN
        with self.library.database.transaction() as c:
            now = time.time()
            assert actions.change(
                c, action.id, [action.status], begun, "cairn", now, {}, started_at=now
            )
            assert actions.change(c, action.id, [begun], lost, "cairn", now, {})

    def finishes(self, words: str = "Done.") -> None:
        """What the agent says once all is decided."""
        self.endpoint.then(Text(words))

    # What the person sees and does

    def open(self, of: Conversation, settled: bool = True) -> None:
        """Bring a conversation into view, and wait as long as a look takes."""
        self.desk.act(self.view_model.refresh)
        self.desk.act(lambda: self.view_model.openBranch(of.id, of.branch_id))
        self.desk.until(lambda: self.card.shown or not self.waiting(of))
        if settled:
            self.settle()

    def settle(self) -> None:
        """Look as long as it takes before a card can be decided, from when it last changed."""
        self.desk.settle(SETTLE_SECONDS + 0.05)
        self.desk.until(lambda: time.monotonic() - self.card._since >= SETTLE_SECONDS)

    def edit(self, **typed: str) -> None:
        """Type other arguments, and wait until it is shown what they would do."""
        self.desk.act(lambda: self.card.setMode(Mode.EDIT))
        for name, text in typed.items():
            self.desk.act(lambda name=name, text=text: self.card.setField(name, text))
        self.desk.until(lambda: self.card.canApprove)
        self.settle()

    def reopened(self, of: Conversation) -> CardViewModel:
        """What a window shows that is opened anew."""
        again = CardViewModel(self._ground.calls, self.engine, self._ground.tasks)
        again.setParent(self.view_model)
        self.desk.act(lambda: again.show(of.id, of.branch_id))
        self.desk.until(lambda: again.shown)
        return again

    def status(self, action: Action) -> ActionStatus:
        return self.library.action(action.id).status

    def until(self, action: Action, status: ActionStatus) -> None:
        self.desk.until(lambda: self.status(action) is status)

    def value(self, field: str) -> str:
        """What stands in a field of the card."""
        row = self.card.fields.find(field)
        assert row is not None, f"the card has no field {field}"
        return row.value

    @property
    def files(self) -> Mapping[str, str]:
        found = sorted(path for path in self.workspace.rglob("*") if path.is_file())
        return {os.fspath(path.relative_to(self.workspace)): path.read_text() for path in found}
