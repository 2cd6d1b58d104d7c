"""What can be called with a slash: names that begin as what is being written does."""

from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.shared.row_list import RowList
from graphs import ToolInfo

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A tool that may be meant; `usage` is how its arguments are written."""

    key: str
    usage: str
    summary: str


def suggestions(text: str, tools: tuple[ToolInfo, ...]) -> list[Suggestion]:
    """The tools that a text may be about to call: all whose name has its word in it."""
    if not text.startswith("/") or "\n" in text:
        return []
    word, space, _ = text[1:].partition(" ")
    if space:
        return [_suggestion(tool) for tool in tools if tool.name == word]
    begins = [tool for tool in tools if tool.name.startswith(word.lower())]
    holds = [tool for tool in tools if word.lower() in tool.name and tool not in begins]
    return [_suggestion(tool) for tool in (*begins, *holds)]


def _suggestion(tool: ToolInfo) -> Suggestion:
    needed = [field.name for field in tool.fields if field.required]
    named = needed or [field.name for field in tool.fields[:1]]
    usage = " ".join(f"<{name}>" if name in needed else f"[{name}]" for name in named)
    return Suggestion(tool.name, usage, tool.summary)


@QmlElement
@QmlUncreatable("Made in desktop/chat/view_model.py.")  # pyright: ignore[reportCallIssue]
class CompletionViewModel(QObject):
    """Suggests tools while a slash command is being written.

    Attributes:
        model: the suggestions, the likeliest first.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._tools: tuple[ToolInfo, ...] = ()
        self._text = ""
        self._dismissed = False
        self._model = RowList(Suggestion, self)

    @Property(QObject, constant=True)
    def model(self) -> RowList[Suggestion]:
        return self._model

    @Property(int, notify=changed)
    def count(self) -> int:
        return len(self._model.rows)

    @Property(bool, notify=changed)
    def choosing(self) -> bool:
        """Whether a name is still being written, so that one can be chosen."""
        return bool(self._model.rows) and " " not in self._text

    def offer(self, tools: tuple[ToolInfo, ...]) -> None:
        """From now on these can be called."""
        self._tools = tools
        self.look(self._text)

    @Slot(str)
    def look(self, text: str) -> None:
        """Suggest for what is written now."""
        if not text.startswith("/"):
            self._dismissed = False
        self._text = text[:200]
        self._model.show([] if self._dismissed else suggestions(self._text, self._tools))
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
