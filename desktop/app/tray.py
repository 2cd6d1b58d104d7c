"""What needs the person, said outside the window: an icon with a count, and notifications."""

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress
from enum import Enum
from typing import TYPE_CHECKING, assert_never

from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.app.notices import Notice, Words, fresh
from desktop.shared.tasks import Tasks
from graphs import Action

if TYPE_CHECKING:
    from desktop.app.desktop_bus import DesktopBus

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1


class Way(Enum):
    """How a platform tells."""

    ICON = "icon"  # the tray icon shows notifications too
    BUS = "bus"  # the desktop's message bus shows them, and knows whether there is a tray
    NONE = "none"


def way(platform: str) -> Way:
    """How a platform of Qt, by its name, tells."""
    match platform:
        case "windows" | "cocoa":
            return Way.ICON
        case "xcb" | "wayland":
            return Way.BUS
        case _:
            return Way.NONE


@QmlElement
@QmlUncreatable("Made in desktop/app/wiring.py.")  # pyright: ignore[reportCallIssue]
class TrayViewModel(QObject):
    """Tells once of each action that newly needs the person, unless they look at it.

    What needs them when the app starts is not new: it stands in the window.

    Attributes:
        has_place: whether there is a place for an icon.
        notifies: whether somebody shows notifications.
    Signals:
        activated: the id of the action whose notification was clicked; "" for the icon.
        placeChanged: `has_place` or `notifies` is known now, or another.
        messageWanted: a title and a text, for the icon to show.
        openWanted: the person wants the window.
        newWanted: the person wants to begin a conversation.
        quitWanted: the person ends Cairn there.
    """

    changed = Signal()
    activated = Signal(str)
    placeChanged = Signal()
    messageWanted = Signal(str, str)
    openWanted = Signal()
    newWanted = Signal()
    quitWanted = Signal()

    def __init__(self, tasks: Tasks, in_view: Callable[[], str], platform: str) -> None:
        """`in_view` tells the conversation that the person looks at, "" while they look away."""
        super().__init__()
        self.has_place = False
        self.notifies = False
        self._tasks = tasks
        self._in_view = in_view
        self._way = way(platform)
        self._bus: DesktopBus | None = None
        self._telling = asyncio.Lock()
        self._waiting: tuple[Action, ...] = ()
        self._told: set[str] | None = None
        self._last = ""

    @Property(int, notify=changed)
    def count(self) -> int:
        return len(self._waiting)

    @Property(QUrl, notify=changed)
    def icon(self) -> QUrl:
        return QUrl(f"image://tray/{len(self._waiting)}")

    @Property(str, notify=changed)
    def tip(self) -> str:
        if not self._waiting:
            return "Cairn"
        return self.tr("Cairn: {count} waiting for you").format(count=len(self._waiting))

    @Slot()
    def clickIcon(self) -> None:
        """The icon was clicked."""
        self.activated.emit("")

    @Slot()
    def clickMessage(self) -> None:
        """The message shown last by the icon was clicked."""
        self.activated.emit(self._last)

    @Slot()
    def open(self) -> None:
        """Bring the window as it was left."""
        self.openWanted.emit()

    @Slot()
    def startNew(self) -> None:
        """Bring the window with a new conversation."""
        self.newWanted.emit()

    @Slot()
    def quit(self) -> None:
        """End Cairn."""
        self.quitWanted.emit()

    @Slot(object)
    def show(self, waiting: tuple[Action, ...]) -> None:
        """These are all actions that need the person."""
        gone = {action.id for action in self._waiting} - {action.id for action in waiting}
        self._waiting = waiting
        ids = {action.id for action in waiting}
        new = [] if self._told is None else fresh(waiting, self._told, self._in_view(), self._words)
        self._told = ids if self._told is None else self._told | ids
        self._tell(new, gone)
        self.changed.emit()
        if isinstance(app := QGuiApplication.instance(), QGuiApplication):
            app.setBadgeNumber(len(waiting))

    async def join(self) -> None:
        """Look how this desktop is told, and hear what is clicked until cancelled."""
        match self._way:
            case Way.ICON:
                self._place(there=True, notifies=True)
            case Way.BUS:
                await self._join_bus()
            case Way.NONE:
                self._place(there=False, notifies=False)
            case _:
                assert_never(self._way)

    async def _join_bus(self) -> None:
        from desktop.app.desktop_bus import DesktopBus, NoBus

        try:
            bus = self._bus = await DesktopBus.open()
        except NoBus:
            self._place(there=False, notifies=False)
            return
        try:
            with suppress(NoBus):
                await bus.listen(
                    self.activated.emit, lambda: self._place(bus.has_tray, bus.notifies)
                )
        finally:
            self._bus = None
            await bus.close()

    def _place(self, there: bool, notifies: bool) -> None:
        self.has_place, self.notifies = there, notifies
        self.placeChanged.emit()

    def _tell(self, new: Iterable[Notice], gone: Iterable[str]) -> None:
        match self._way:
            case Way.ICON:
                for notice in new:
                    self._last = notice.key
                    self.messageWanted.emit(notice.title, notice.text)
            case Way.BUS:
                if self._bus is not None:
                    self._tasks.start(self._tell_by(self._bus, tuple(new), tuple(gone)))
            case Way.NONE:
                pass
            case _:
                assert_never(self._way)

    @property
    def _words(self) -> Words:
        return Words(
            wants=self.tr("Wants to {title}."),
            unsure=self.tr("Not sure: did it {title}?"),
            more=self.tr("And {count} more."),
            untitled=self.tr("New conversation"),
        )

    async def _tell_by(self, bus: "DesktopBus", new: Iterable[Notice], gone: Iterable[str]) -> None:
        from desktop.app.desktop_bus import NoBus

        # One that cannot be shown is in the window all the same.
        async with self._telling:
            with suppress(NoBus):
                for notice in new:
                    await bus.show(notice.key, notice.title, notice.text)
                for key in gone:
                    await bus.withdraw(key)
