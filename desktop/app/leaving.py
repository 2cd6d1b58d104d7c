"""How the window is left: asked about, kept beside the clock, or the end of Cairn."""

from enum import Enum
from typing import assert_never

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.app.frame import FrameViewModel
from desktop.shared.closing import AtClose

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1


class Way(Enum):
    """What closing the window does."""

    ASK = "ask"
    HIDE = "hide"
    QUIT = "quit"


def way_out(wish: AtClose, has_tray: bool, ending: bool) -> Way:
    """What closing does now; without a tray nobody could find a hidden window again."""
    if ending or not has_tray or wish is AtClose.QUIT:
        return Way.QUIT
    return Way.HIDE if wish is AtClose.KEEP else Way.ASK


@QmlElement
@QmlUncreatable("Made in desktop/app/window.py.")  # pyright: ignore[reportCallIssue]
class LeavingViewModel(QObject):
    """Decides what closing the window does, and remembers what the person chose.

    Attributes:
        ending: whether Cairn ends; from then on nothing is asked.
    Signals:
        asked: the person is to say what closing does.
        hideWanted: the window is to go, and Cairn to stay.
        quitWanted: Cairn is to end.
        changed: there is a tray now, or none any more, or the wish is another.
    """

    asked = Signal()
    hideWanted = Signal()
    quitWanted = Signal()
    changed = Signal()

    def __init__(self, frame: FrameViewModel) -> None:
        super().__init__()
        self.ending = False
        self._frame = frame
        self._has_tray = False

    @property
    def has_tray(self) -> bool:
        """Whether there is a place beside the clock."""
        return self._has_tray

    @property
    def at_close(self) -> AtClose:
        """What the person wishes."""
        return self._frame.at_close

    @Slot(result=bool)
    def closes(self) -> bool:
        """The window is asked to close: whether it does, and Cairn with it."""
        way = way_out(self.at_close, self._has_tray, self.ending)
        match way:
            case Way.ASK:
                self.asked.emit()
            case Way.HIDE:
                self.hideWanted.emit()
            case Way.QUIT:
                self.quit()
            case _:
                assert_never(way)
        return way is Way.QUIT

    @Slot()
    def keep(self) -> None:
        """Hide the window, now and whenever it is closed."""
        self.choose(AtClose.KEEP)
        self.hideWanted.emit()

    @Slot()
    def quitAlways(self) -> None:
        """End Cairn, now and whenever its window is closed."""
        self.choose(AtClose.QUIT)
        self.quit()

    @Slot()
    def quit(self) -> None:
        """End Cairn."""
        self.ending = True
        self.quitWanted.emit()

    @Slot(int)
    def choose(self, wish: int) -> None:
        """Remember what closing does, an AtClose."""
        self._frame.choose_at_close(AtClose(wish))
        self.changed.emit()

    def show_tray(self, there: bool) -> None:
        """There is a place beside the clock, or none."""
        if there != self._has_tray:
            self._has_tray = there
            self.changed.emit()
