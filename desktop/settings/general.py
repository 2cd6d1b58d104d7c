"""How Cairn behaves on this desktop: its window, the login, and what is told outside."""

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.settings.derive import shown_path
from desktop.shared.closing import AtClose
from desktop.shared.login import LoginEntry
from desktop.shared.tasks import Tasks, run_blocking

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class Props:
    """What the page shows. `notifies` is None until it is known."""

    at_close: AtClose = AtClose.ASK
    has_tray: bool = False
    starts: bool = False
    trouble: str = ""
    notifies: bool | None = None


@QmlElement
@QmlUncreatable("Made in desktop/app/wiring.py.")  # pyright: ignore[reportCallIssue]
class GeneralViewModel(QObject):
    """What the person chose, what this desktop has, and the entry that starts Cairn at login.

    Signals:
        closeChosen: what closing the window is to do from now on, an AtClose.
    """

    changed = Signal()
    closeChosen = Signal(int)

    def __init__(self, login: LoginEntry | None, tasks: Tasks) -> None:
        super().__init__()
        self._login = login
        self._tasks = tasks
        self._props = Props()

    @Property(int, notify=changed)
    def atClose(self) -> int:
        """An AtClose."""
        return self._props.at_close

    @Property(bool, notify=changed)
    def hasTray(self) -> bool:
        return self._props.has_tray

    @Property(bool, constant=True)
    def canStartAtLogin(self) -> bool:
        return self._login is not None

    @Property(bool, notify=changed)
    def startsAtLogin(self) -> bool:
        return self._props.starts

    @Property(str, constant=True)
    def loginPlace(self) -> str:
        """Where the entry is written."""
        return shown_path(self._login.place, Path.home().as_posix()) if self._login else ""

    @Property(str, notify=changed)
    def loginTrouble(self) -> str:
        """Why it is not as it was wished, in a sentence; "" when nothing is wrong."""
        return self._props.trouble

    @Property(bool, notify=changed)
    def noNotifications(self) -> bool:
        """Whether it is known that this desktop shows none."""
        return self._props.notifies is False

    @Property(bool, notify=changed)
    def notifies(self) -> bool:
        return self._props.notifies is True

    @Slot(int)
    def chooseAtClose(self, wish: int) -> None:
        """Have closing the window do that, an AtClose."""
        self.closeChosen.emit(wish)

    @Slot(bool)
    def startAtLogin(self, starts: bool) -> None:
        """Have Cairn started at each login, or not any more."""
        if self._login is not None:
            self._tasks.start(self._write(self._login, starts))

    @Slot()
    def read(self) -> None:
        """Look anew at what others may have changed."""
        if self._login is not None:
            self._tasks.start(self._look(self._login))

    def show_closing(self, wish: AtClose, has_tray: bool) -> None:
        """What closing the window does, and whether there is a place beside the clock."""
        self._show(replace(self._props, at_close=wish, has_tray=has_tray))

    def show_notices(self, notifies: bool) -> None:
        """Whether anybody shows notifications."""
        self._show(replace(self._props, notifies=notifies))

    async def _write(self, login: LoginEntry, starts: bool) -> None:
        try:
            await run_blocking(login.write, starts)
        except OSError as error:
            sentence = self.tr("{place} cannot be written: {why}.")
            await self._look(login, self._refused(sentence, error))
        else:
            await self._look(login)

    async def _look(self, login: LoginEntry, trouble: str = "") -> None:
        try:
            starts, ours = await run_blocking(_state, login)
        except OSError as error:
            starts = ours = False
            trouble = trouble or self._refused(self.tr("{place} cannot be read: {why}."), error)
        if starts and not ours and not trouble:
            trouble = self.tr("Another copy of Cairn is started now. Tick again to start this one.")
        self._show(replace(self._props, starts=ours, trouble=trouble))

    def _refused(self, sentence: str, error: OSError) -> str:
        return sentence.format(place=self.loginPlace, why=error.strerror)

    def _show(self, props: Props) -> None:
        if props != self._props:
            self._props = props
            self.changed.emit()


def _state(login: LoginEntry) -> tuple[bool, bool]:
    return login.starts(), login.starts_us()
