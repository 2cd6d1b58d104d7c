"""The list of what Cairn is built from, searched, and the licence of one of them."""

from pathlib import Path

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.settings import parts
from desktop.settings.derive import PartRow, has_all, licence_words
from desktop.settings.legal_text import Paragraph, paragraphs
from desktop.settings.parts import Part, Parts
from desktop.settings.section import Section
from desktop.shared.row_list import RowList
from desktop.shared.tasks import Tasks, run_blocking

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("Made in desktop/app/wiring.py.")  # pyright: ignore[reportCallIssue]
class PartsViewModel(Section[PartRow]):
    """All parts, or those with the words that were typed; and one of them open, or none."""

    found = Signal()
    openedChanged = Signal()

    def __init__(self, tasks: Tasks, folder: Path = parts.PACKAGED) -> None:
        """`folder` is where the packaged app keeps its list."""
        super().__init__(PartRow, tasks)
        self._folder = folder
        self._parts = Parts()
        self._typed = ""
        self._opened: Part | None = None
        self._text = ""
        self._trouble = ""
        self._paragraphs = RowList(Paragraph, self)

    @Property(bool, notify=found)
    def packaged(self) -> bool:
        """Whether the list was made when the app was packaged."""
        return self._parts.packaged

    @Property(bool, notify=found)
    def missing(self) -> bool:
        """Whether there is neither list nor package: the app was taken away."""
        return self._was_read and not self._parts.listed

    @Property(str, notify=openedChanged)
    def opened(self) -> str:
        """The name of the part whose licence is shown; "" for none."""
        return self._opened.name if self._opened else ""

    @Property(str, notify=openedChanged)
    def openedAbout(self) -> str:
        """Its version and licence, in a line."""
        one = self._opened
        return " · ".join(filter(None, (one.version, licence_words(one.licence)))) if one else ""

    @Property(str, notify=openedChanged)
    def openedHome(self) -> str:
        """The address of its home page; "" when none is known."""
        home = self._opened.home if self._opened else ""
        return home if home.startswith(("https://", "http://")) else ""

    @Property(str, notify=openedChanged)
    def trouble(self) -> str:
        """Why there is no text, in a sentence; "" when there is, or while it is read."""
        return self._trouble

    @Property(QObject, constant=True)
    def paragraphs(self) -> RowList[Paragraph]:
        """The licence's text, piece by piece."""
        return self._paragraphs

    @Slot(str)
    def search(self, typed: str) -> None:
        """List those that have all these words in their names or licences."""
        self._typed = typed
        self._show_those_wanted()

    @Slot(str)
    def open(self, key: str) -> None:
        """Show the licence of that part."""
        one = next((part for part in self._parts.listed if part.name == key), None)
        if one is not None:
            self._turn_to(one)
            self._tasks.start(self._read_text(one))

    @Slot()
    def leave(self) -> None:
        """Back to the list."""
        self._turn_to(None)

    @Slot()
    def copyText(self) -> None:
        """Put the licence that is shown on the clipboard."""
        QGuiApplication.clipboard().setText(self._text)

    async def _look(self) -> None:
        if not self._parts.listed:
            self._parts = await run_blocking(parts.find, self._folder)
        self._show_those_wanted()
        self.found.emit()

    def _show_those_wanted(self) -> None:
        rows = [
            PartRow(one.name, one.version, licence_words(one.licence)) for one in self._parts.listed
        ]
        wanted = [row for row in rows if has_all(self._typed, row.key, row.licence)]
        self._show(wanted)

    def _turn_to(self, one: Part | None) -> None:
        self._opened, self._text, self._trouble = one, "", ""
        self._paragraphs.show(())
        self.openedChanged.emit()

    async def _read_text(self, one: Part) -> None:
        try:
            text, found = await run_blocking(_text_and_paragraphs, one, self._folder)
        except OSError:
            text, found = "", ()
        if one is not self._opened:
            return
        self._text = text
        if not text:
            self._trouble = self.tr("Its text is not here. What it says is at the address above.")
        self._paragraphs.show(found)
        self.openedChanged.emit()


def _text_and_paragraphs(one: Part, folder: Path) -> tuple[str, tuple[Paragraph, ...]]:
    text = parts.text_of(one, folder)
    return text, paragraphs(text)
