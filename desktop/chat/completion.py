"""Suggests tools while a text that begins with a slash is being written."""

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.chat.slash import Suggestion, calls, suggestions
from desktop.shared.row_list import RowList
from graphs import ToolInfo

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1

_LONGEST = 1_000  # a longer one is not about to name a tool any more


@QmlElement
@QmlUncreatable("Made in desktop/chat/view_model.py.")  # pyright: ignore[reportCallIssue]
class CompletionViewModel(QObject):
    """The tools that may be meant by what stands in the composer."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._tools: tuple[ToolInfo, ...] = ()
        self._text = ""
        self._dismissed = False
        self._model = RowList(Suggestion, self)

    @Property(QObject, constant=True)
    def model(self) -> RowList[Suggestion]:
        """The suggestions, the likeliest first."""
        return self._model

    @Property(int, notify=changed)
    def count(self) -> int:
        return len(self._model.rows)

    @Property(bool, notify=changed)
    def choosing(self) -> bool:
        """Whether a name is still being written, so that one can be chosen."""
        named = " " in self._text or calls(self._text, self._tools)
        return bool(self._model.rows) and not named

    def offer(self, tools: tuple[ToolInfo, ...]) -> None:
        """From now on these can be called."""
        self._tools = tools
        self.look(self._text)

    @Slot(str)
    def look(self, text: str) -> None:
        """Suggest for what is written now."""
        if not text.startswith("/"):
            self._dismissed = False
        self._text = text if len(text) <= _LONGEST else ""
        self._model.show([] if self._dismissed else suggestions(self._text, self._tools))
        self.changed.emit()

    @Slot()
    def rest(self) -> None:
        """Suggest nothing until something else is written."""
        self._model.show([])
        self.changed.emit()

    @Slot()
    def dismiss(self) -> None:
        """Suggest nothing until another slash is written."""
        self._dismissed = True
        self.look(self._text)

    @Slot(int, result=str)
    def chosen(self, index: int) -> str:
        """What stands in the composer when that suggestion is taken."""
        rows = self._model.rows
        return f"/{rows[index].key} " if 0 <= index < len(rows) else self._text
