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

    Signals:
        activated: the id of the action whose notification was clicked; "" for the icon.
        placeFound: there is a place for an icon.
        messageWanted: a title and a text, for the icon to show.
        quitWanted: the person ends Cairn there.
    """

    changed = Signal()
    activated = Signal(str)
    placeFound = Signal()
    messageWanted = Signal(str, str)
    quitWanted = Signal()

    def __init__(self, tasks: Tasks, in_view: Callable[[], str], platform: str) -> None:
        """`in_view` tells the conversation that the person looks at, "" while they look away."""
        super().__init__()
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
        if self._way is Way.ICON:
            self.placeFound.emit()
        if self._way is not Way.BUS:
            return
        from desktop.app.desktop_bus import DesktopBus, NoBus

        try:
            self._bus = await DesktopBus.open()
        except NoBus:
            return
        if self._bus.has_tray:
            self.placeFound.emit()
        try:
            with suppress(NoBus):
                await self._bus.listen(self.activated.emit)
        finally:
            bus, self._bus = self._bus, None
            await bus.close()

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
