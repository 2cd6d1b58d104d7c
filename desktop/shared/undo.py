"""The one way back that a page offers after something was taken away."""

from collections.abc import Callable

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1

_SHOWN_MS = 10_000


@QmlElement
@QmlUncreatable("Made in desktop/app/wiring.py.")  # pyright: ignore[reportCallIssue]
class UndoViewModel(QObject):
    """What was done last and can be undone; each offer replaces the one before."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sentence = ""
        self._word = ""
        self._back: Callable[[], None] | None = None
        self._timer = QTimer(self, interval=_SHOWN_MS, singleShot=True)
        self._timer.timeout.connect(self.dismiss)

    @Property(bool, notify=changed)
    def shown(self) -> bool:
        return self._back is not None

    @Property(str, notify=changed)
    def sentence(self) -> str:
        return self._sentence

    @Property(str, notify=changed)
    def word(self) -> str:
        """What the way back is called; "" for the usual word."""
        return self._word

    def offer(self, sentence: str, back: Callable[[], None], word: str = "") -> None:
        """Say what was done; `back` undoes it."""
        self._sentence, self._back, self._word = sentence, back, word
        self._timer.start()
        self.changed.emit()

    @Slot()
    def undo(self) -> None:
        """Undo what is offered, once."""
        back = self._back
        self.dismiss()
        if back is not None:
            back()

    @Slot()
    def dismiss(self) -> None:
        """Put the offer away."""
        self._back = None
        self._timer.stop()
        self.changed.emit()
