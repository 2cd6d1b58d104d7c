"""Drawn by the graphics card, or without it where its driver failed: refused, or took us down.

A file marks the time from the window's first appearance until its first frame. One that is left
behind says that the process ended there. What failed is remembered in window.ini, until the driver
or Cairn is another, or the person wants the card to be tried again.
"""

import logging
import os
from enum import Enum
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QObject, QSettings, Qt, Signal, Slot
from PySide6.QtQuick import QQuickWindow, QSGRendererInterface

from desktop.app import driver
from desktop.app.remarks import Remark

HANDED_ON: Final = "CAIRN_DRAWING_FAILED"
"""The environment in which a process that could not draw tells the next one so."""
_FAILURE = "graphics/failure"
_DRIVER = "graphics/driver"

log = logging.getLogger(__name__)


class Failure(Enum):
    """What the driver did."""

    CRASHED = "crashed"
    REFUSED = "refused"


class Graphics(QObject):
    """Decides before the first window how it is drawn, and heeds what becomes of it.

    Attributes:
        failure: why the card is not used; None while it is.
        lost: whether nothing can be drawn by this process any more.
    Signals:
        ended: from now on `lost` is true; another process can draw without the card.
    """

    ended = Signal()

    def __init__(self, folder: Path) -> None:
        """`folder` is where window.ini lies."""
        super().__init__()
        self.failure: Failure | None = None
        self.lost = False
        self._mark = folder / "first-frame"
        self._settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
        self._quick: QQuickWindow | None = None

    @property
    def why(self) -> str:
        """The failure, in words; "" for none."""
        match self.failure:
            case Failure.CRASHED:
                return self.tr("Cairn ended when the card's driver was to draw its first frame.")
            case Failure.REFUSED:
                return self.tr("The card's driver could not be used.")
            case None:
                return ""

    def remark(self) -> Remark | None:
        """What the person is told once, if anything."""
        if self.failure is None:
            return None
        sentence = self.tr("Cairn draws without the graphics card: its driver failed.")
        return Remark("graphics", sentence, self.tr("Try the card again"), self._try_and_say)

    def choose(self) -> None:
        """Take the card, or not. Before the first window is made."""
        handed_on = os.environ.pop(HANDED_ON, "")
        if os.environ.get("QT_QUICK_BACKEND"):
            return
        if self._take_mark():
            self._remember(Failure.CRASHED)
        elif handed_on:
            self._remember(Failure.REFUSED)
        else:
            self._recall()
        if self.failure is not None:
            log.warning("drawn without the graphics card: its driver %s", self.failure.value)
            QQuickWindow.setGraphicsApi(QSGRendererInterface.GraphicsApi.Software)

    def watch(self, quick: QQuickWindow) -> None:
        """Heed what becomes of the window; right after it was made."""
        quick.sceneGraphError.connect(self._on_error)
        if self.failure is not None or os.environ.get("QT_QUICK_BACKEND"):
            return
        self._quick = quick
        quick.frameSwapped.connect(self._on_frame, Qt.ConnectionType.QueuedConnection)
        quick.installEventFilter(self)
        if quick.isExposed():
            self._set_mark()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See the window appear, before Qt does and asks the driver for anything."""
        if event.type() is QEvent.Type.Expose:
            self._set_mark()
        return super().eventFilter(watched, event)

    @Slot()
    def try_card(self) -> None:
        """Let the next start use the card."""
        for key in (_FAILURE, _DRIVER):
            self._settings.remove(key)
        self._settings.sync()

    def _try_and_say(self) -> str:
        self.try_card()
        return self.tr("The next start of Cairn tries the graphics card again.")

    @Slot()
    def _on_frame(self) -> None:
        self.settle()

    def settle(self) -> None:
        """It was drawn, or ends before that in good order."""
        if self._quick is not None:
            self._quick.removeEventFilter(self)
            self._quick.frameSwapped.disconnect(self._on_frame)
            self._quick = None
            self._take_mark()

    @Slot(QQuickWindow.SceneGraphError, str)
    def _on_error(self, _: QQuickWindow.SceneGraphError, words: str) -> None:
        if not self.lost:
            log.error("nothing can be drawn: %s", words)
            self.lost = True
            self.settle()
            self.ended.emit()

    def _recall(self) -> None:
        kept = str(self._settings.value(_FAILURE, ""))
        if not kept:
            return
        known = kept in {failure.value for failure in Failure}
        if known and self._settings.value(_DRIVER, "") == driver.fingerprint():
            self.failure = Failure(kept)
        else:
            self.try_card()

    def _remember(self, failure: Failure) -> None:
        self.failure = failure
        self._settings.setValue(_FAILURE, failure.value)
        self._settings.setValue(_DRIVER, driver.fingerprint())
        self._settings.sync()

    def _set_mark(self) -> None:
        try:
            self._mark.touch()
        except OSError:
            log.info("no mark of the first frame can be left")

    def _take_mark(self) -> bool:
        """Whether there was one."""
        try:
            self._mark.unlink()
        except OSError:
            return False
        return True
