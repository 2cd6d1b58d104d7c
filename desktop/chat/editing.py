"""A message of the person that is being edited where it stands."""

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("Made by the chat's view model.")  # pyright: ignore[reportCallIssue]
class EditingViewModel(QObject):
    """Keeps what is typed until it has been sent and another branch is in view.

    Signals:
        changed: another message is edited, or none.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._message_id = ""
        self._sent = ""
        self._typed: dict[str, str] = {}  # by message

    @Property(str, notify=changed)
    def messageId(self) -> str:
        """The message that is edited, '' for none."""
        return self._message_id

    @Property(str, notify=changed)
    def text(self) -> str:
        """What the editor begins with."""
        return self.typed[1]

    @property
    def typed(self) -> tuple[str, str]:
        """The message that is edited and what stands in the editor; '' for none."""
        return self._message_id, self._typed.get(self._message_id, "")

    def begin(self, message_id: str, text: str) -> None:
        """Edit a message that reads `text`; what was typed for it before is there again."""
        self._typed.setdefault(message_id, text)
        self._message_id = message_id
        self.changed.emit()

    @Slot(str)
    def type(self, text: str) -> None:
        """Take what stands in the editor."""
        if self._message_id:
            self._typed[self._message_id] = text

    @Slot()
    def leave(self) -> None:
        """Show the message again; what was typed is kept."""
        self._message_id = ""
        self.changed.emit()

    def sent(self) -> None:
        """It is handed on; what was typed is kept until that has led somewhere."""
        self._sent = self._message_id
        self.leave()

    def settle(self) -> None:
        """Another branch is in view: what was sent has become one."""
        self._typed.pop(self._sent, None)
        self._sent = ""
        self.leave()
