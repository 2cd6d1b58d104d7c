"""A whole window with two conversations, in which a scripted model answers."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from desktop.approvals.card import SETTLE_SECONDS
from graphs import Action, ActionStatus, Home, Library, TurnStatus
from tests.desktop.app.test_window import Whole
from tests.desktop.conftest import Desk
from tests.endpoint import ScriptedEndpoint, ToolCall, ToolCalls

Key = Qt.Key


class Office:
    """A window, and the file that it works on."""

    def __init__(self, desk: Desk, home: Home, endpoint: ScriptedEndpoint) -> None:
        self.desk = desk
        self.home = home
        self.endpoint = endpoint
        self.library = Library.open(home)
        self.whole = self.open()

    def open(self) -> Whole:
        self.whole = Whole(self.desk, self.home)
        self.whole.until_shown("row:trip")
        return self.whole

    def ask(self, title: str, *wanted: ToolCall) -> list[Action]:
        """Let the agent of a conversation wish for all that."""
        self.endpoint.then(ToolCalls(wanted))
        self.visit(title)
        self.say("Please")
        self.whole.until_shown("actionCard")
        branch_id = self.library.conversation(title).branch_id
        self.desk.until(lambda: self._waits(branch_id))
        self.stand()
        return self.library.waiting_in(branch_id)

    def stand(self) -> None:
        """Wait until the card stands long enough to be decided."""
        card = self.whole.app._approvals.here
        self.desk.settle()
        self.desk.until(lambda: time.monotonic() - card._since >= SETTLE_SECONDS)
        self.desk.settle()

    def visit(self, title: str) -> None:
        """Open a conversation and wait for it."""
        self.whole.hands.click(f"row:{title}")
        self.desk.until(lambda: self.whole.title.startswith(f"{title.capitalize()} "))

    def say(self, text: str) -> None:
        """Send a message where one is, as soon as that is possible."""
        self.desk.until(lambda: bool(self.whole.app._chat.canSend))
        self.whole.hands.item("composerField").forceActiveFocus()
        self.whole.hands.type(text)
        self.whole.hands.key(Key.Key_Return)

    def status(self, action: Action) -> ActionStatus:
        return self.library.action(action.id).status

    def _waits(self, branch_id: str) -> bool:
        turn = self.library.newest_turn(branch_id)
        return turn is not None and turn.status is TurnStatus.WAITING

    def end(self) -> None:
        self.whole.end()
        self.library.close()


@pytest.fixture
def office(desk: Desk, home: Home, connected: ScriptedEndpoint, tmp_path: Path) -> Iterator[Office]:
    library = Library.open(home)
    workspace = tmp_path / "work"
    workspace.mkdir()
    for title in ("letter", "trip"):
        made = library.create(title, agent_version="1")
        library.rename(made.id, title.capitalize())
        library.set_workspace(made.id, str(workspace))
    library.close()
    office = Office(desk, home, connected)
    yield office
    office.end()
