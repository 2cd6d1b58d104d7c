"""What is quietly said once at the bottom of the window: how this start differs from a good one."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.app.frame import FrameViewModel

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence. `key` is under which it is remembered; `act` does `action`, and says so.

    `grave`: something may be lost.
    """

    key: str
    sentence: str
    action: str = ""
    act: Callable[[], str] | None = None
    grave: bool = False


@QmlElement
@QmlUncreatable("Made in desktop/app/window.py.")  # pyright: ignore[reportCallIssue]
class RemarksViewModel(QObject):
    """One remark after the other; each until it is put away, and at no later start."""

    changed = Signal()

    def __init__(self, frame: FrameViewModel) -> None:
        super().__init__()
        self._frame = frame
        self._waiting: list[Remark] = []

    @Property(bool, notify=changed)
    def shown(self) -> bool:
        return bool(self._waiting)

    @Property(str, notify=changed)
    def sentence(self) -> str:
        return self._waiting[0].sentence if self._waiting else ""

    @Property(str, notify=changed)
    def action(self) -> str:
        return self._waiting[0].action if self._waiting else ""

    @Property(bool, notify=changed)
    def grave(self) -> bool:
        return bool(self._waiting) and self._waiting[0].grave

    def say(self, remark: Remark) -> None:
        """Show it once the others are put away, unless it has been said."""
        if not self._frame.was_said(remark.key):
            self._waiting.append(remark)
            self.changed.emit()

    def warn(self, remark: Remark) -> None:
        """Show it before all others, each time."""
        self._waiting.insert(0, replace(remark, grave=True))
        self.changed.emit()

    @Slot()
    def seen(self) -> None:
        """The person has it before them."""
        if self._waiting:
            self._frame.note_said(self._waiting[0].key, said=True)

    @Slot()
    def accept(self) -> None:
        """Do what it offers; if that was in vain, a later start says it again."""
        remark = self._waiting[0] if self._waiting else None
        if remark and remark.act:
            self._frame.note_said(remark.key, said=False)
            self._waiting[0] = Remark("", remark.act())
            self.changed.emit()

    @Slot()
    def dismiss(self) -> None:
        """Put it away."""
        if self._waiting:
            self.seen()
            del self._waiting[0]
            self.changed.emit()
