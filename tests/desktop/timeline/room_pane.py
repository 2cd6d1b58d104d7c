"""The timeline of a room in a window: real engine, agent and file."""

from PySide6.QtCore import Qt
from PySide6.QtQuick import QQuickItem

from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks
from desktop.timeline.view_model import TimelineViewModel
from desktop.timeline.words import title, tone
from graphs import StepKind
from tests.desktop.screen import Screen
from tests.desktop.timeline.fork_room import ForkRoom

RIGHT = Qt.MouseButton.RightButton


class RoomPane:
    """What a person does with it.

    Attributes:
        failures: the sentences and hints that it told.
    """

    def __init__(
        self,
        room: ForkRoom,
        screen: Screen,
        calls: LibraryCalls,
        tasks: Tasks,
        size: tuple[int, int],
    ) -> None:
        self.room = room
        self.desk = room.desk
        self.screen = screen
        self.failures: list[tuple[str, str]] = []
        self.view_model = TimelineViewModel(calls, room.engine, tasks)
        self.view_model.failed.connect(lambda *told: self.failures.append(told))
        queued = Qt.ConnectionType.QueuedConnection
        room.engine.happened.connect(self.view_model.handle, queued)
        given = {"timeline": self.view_model}
        self.desk.act(lambda: screen.show("Timeline", "TimelinePane", *size, **given))

    def open(self) -> None:
        """Show the newest steps, all unfolded."""
        model = self.view_model.model
        self.desk.act(lambda: self.view_model.open(self.room.conversation_id, self.room.branch_id))
        self.desk.until(lambda: model.rowCount() > 0)
        for row in model.rows:
            if row.head and not row.unfolded:
                self.desk.act(lambda key=row.key: self.view_model.toggle(key))
        self.desk.until(lambda: not any(row.folded for row in model.rows))
        self.desk.settle()

    def sheet(self, kind: StepKind, place: int = 0) -> None:
        """Open the sheet at a step."""
        key = f"step:{self.room.position(kind, place)}"
        at = self.view_model.model.place(key)
        self.desk.act(lambda: self.view_model.moveTo(at))
        self.desk.settle()
        self.screen.click(key, RIGHT)
        self.until_shown("rewindEntry")
        self.screen.click("rewindEntry")
        self.until_shown("rewindNotNow")

    def until_shown(self, name: str) -> QQuickItem:
        self.desk.until(lambda: self.screen.look(name) is not None)
        self.desk.settle(0.1)  # until all has its place
        return self.screen.item(name)

    @property
    def titles(self) -> list[str]:
        return [title(row) for row in self.view_model.model.rows]

    @property
    def tones(self) -> list[str]:
        return [tone(row) for row in self.view_model.model.rows]
