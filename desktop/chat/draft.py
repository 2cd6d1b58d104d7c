"""What stands in the composer, on disk soon after it was typed."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Slot

_SAVED_AFTER_MS = 300


class Draft(QObject):
    """The text of one composer at a time; `save(conversation id, text)` writes it down.

    A process that is killed loses at most what was typed in the last 300 ms.

    Attributes:
        text: what stands in the composer.
    """

    def __init__(self, save: Callable[[str, str], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.text = ""
        self._save = save
        self._conversation_id: str | None = None
        self._saved = True
        self._timer = QTimer(self, interval=_SAVED_AFTER_MS, singleShot=True)
        self._timer.timeout.connect(self.flush)

    def type(self, text: str) -> None:
        """Take what stands in the composer now."""
        if text != self.text:
            self.text = text
            self._saved = False
            if not self._timer.isActive():
                self._timer.start()

    def take_over(self, conversation_id: str, text: str) -> None:
        """Belong to another conversation, whose draft on disk is `text`.

        What was typed before there was any conversation goes into the first one.
        """
        self.flush()
        if self._conversation_id is not None or self._saved:
            self.text = text
            self._saved = True
        self._conversation_id = conversation_id
        if not self._saved:
            self._timer.start()

    @Slot()
    def flush(self) -> None:
        """Write now what is not written yet."""
        self._timer.stop()
        if not self._saved and self._conversation_id is not None:
            self._saved = True
            self._save(self._conversation_id, self.text)
