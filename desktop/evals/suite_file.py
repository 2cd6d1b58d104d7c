"""A suite written where the person wants it, as a file to be kept, sent or put into git."""

from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks
from desktop.shared.text import file_stem
from graphs import CairnError, export_suite

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("Made in desktop/app/wiring.py.")  # pyright: ignore[reportCallIssue]
class SuiteFileViewModel(QObject):
    """Writes the file.

    Signals:
        exported: what was written, in a sentence.
        failed: a sentence and a hint about what could not be done.
    """

    exported = Signal(str)
    failed = Signal(str, str)

    def __init__(self, library: LibraryCalls, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._library = library
        self._tasks = tasks

    @Slot(str, result=str)
    def fileName(self, suite: str) -> str:
        """What the file of a suite of that name may be called, on any system."""
        return f"{file_stem(suite)}.cairn"

    @Slot(str, QUrl)
    def export(self, suite_id: str, file: QUrl) -> None:
        """Write the suite of that id to a file."""
        if file.isLocalFile():
            self._tasks.start(self._export(suite_id, Path(file.toLocalFile())))

    async def _export(self, suite_id: str, file: Path) -> None:
        try:
            masked = await self._library.call(lambda one: export_suite(one, suite_id, file))
        except CairnError as error:
            self.failed.emit(error.sentence, error.hint)
            return
        said = self.tr("Saved {file}") if not masked else self.tr("Saved {file}, without its keys")
        self.exported.emit(said.replace("{file}", file.name))
