"""What Cairn is, which version this is and on what it runs, and where the data lies."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Property, QLocale, QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.settings.derive import shown_path
from desktop.settings.environment import look
from desktop.settings.part_list import PartsViewModel
from desktop.settings.parts import PACKAGED
from desktop.settings.report import Environment, report_of
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks, run_blocking
from graphs import CairnError, Sizes, folder_sizes

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1


def show_folder(folder: Path) -> bool:
    """Have the system show a folder. False when nothing here does."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


@QmlElement
@QmlUncreatable("Made in desktop/app/wiring.py.")  # pyright: ignore[reportCallIssue]
class AboutViewModel(QObject):
    """Versions, the data folder with its size, and whose work Cairn is built from.

    Signals:
        failed: a sentence and a hint about what could not be done.
        cardWanted: the next start is to use the graphics card again.
    """

    cardWanted = Signal()
    changed = Signal()
    failed = Signal(str, str)

    def __init__(
        self,
        library: LibraryCalls,
        tasks: Tasks,
        show: Callable[[Path], bool] = show_folder,
        licences: Path = PACKAGED,
    ) -> None:
        """`show` has the system show a folder; `licences` is what the packaged app lists."""
        super().__init__()
        self._library = library
        self._tasks = tasks
        self._show_folder = show
        self._parts = PartsViewModel(tasks, licences)
        self._parts.failed.connect(self.failed)
        self._here: Environment | None = None
        self._folder: Path | None = None
        self._sizes: Sizes | None = None
        self._why_no_card = ""
        self._tries_card = False

    @Property(PartsViewModel, constant=True)
    def parts(self) -> PartsViewModel:
        return self._parts

    @Property(str, notify=changed)
    def version(self) -> str:
        """Cairn's own; "" until it is read."""
        return self._here.cairn if self._here else ""

    @Property(list, notify=changed)
    def names(self) -> list[str]:
        """What has a version or a name below: one for each of `values`."""
        return [name for name, _ in self._rows()]

    @Property(list, notify=changed)
    def values(self) -> list[str]:
        return [value for _, value in self._rows()]

    @Property(str, notify=changed)
    def folder(self) -> str:
        """The data folder, as it is shown."""
        return shown_path(self._folder.as_posix(), Path.home().as_posix()) if self._folder else ""

    @Property(str, notify=changed)
    def size(self) -> str:
        """How large it is, in words; "" until it is measured."""
        return _bytes(_total(self._sizes)) if self._sizes else ""

    @Property(str, notify=changed)
    def sizes(self) -> str:
        """What makes up most of that size, in a line; "" when it is one thing."""
        if self._sizes is None:
            return ""
        named = (
            (self.tr("conversations"), self._sizes.database + self._sizes.wal),
            (self.tr("files and long results"), self._sizes.blobs),
            (self.tr("models"), self._sizes.models),
            (self.tr("backups"), self._sizes.backups),
            (self.tr("logs"), self._sizes.logs),
        )
        least = max(1, _total(self._sizes) // 100)
        told = [f"{name} {_bytes(count)}" for name, count in named if count >= least]
        return ", ".join(told) if len(told) > 1 else ""

    @Property(str, notify=changed)
    def whyNoCard(self) -> str:
        """Why the window is drawn without the graphics card; "" when it is not."""
        return self._why_no_card

    @Property(bool, notify=changed)
    def triesCard(self) -> bool:
        """Whether the next start uses the card again."""
        return self._tries_card

    @Slot()
    def tryCard(self) -> None:
        """Have the next start use the graphics card again."""
        self._tries_card = True
        self.cardWanted.emit()
        self.changed.emit()

    def explain_drawing(self, why_no_card: str) -> None:
        """Why the graphics card is not used, in a sentence; "" when it is."""
        self._why_no_card = why_no_card
        self.changed.emit()

    @Slot()
    def read(self) -> None:
        """Look at all of it anew."""
        self._tasks.start(self._look())
        self._parts.read()

    @Slot()
    def openFolder(self) -> None:
        """Have the system show the data folder."""
        if self._folder is not None and not self._show_folder(self._folder):
            where = str(self._folder)
            sentence = self.tr("Nothing on this system opens folders.")
            self.failed.emit(sentence, self.tr("The data folder is %1.").replace("%1", where))

    @Slot(str)
    def copyReport(self, drawing: str) -> None:
        """Put on the clipboard what helps with a fault: nothing of any conversation.

        `drawing` says how the window is drawn.
        """
        if self._here is not None:
            screens = QGuiApplication.platformName()
            locale = QLocale().name()
            size = _total(self._sizes) if self._sizes else None
            text = report_of(self._here, screens, drawing, locale, size)
            QGuiApplication.clipboard().setText(text)

    async def _look(self) -> None:
        try:
            home = await self._library.call(lambda library: library.home)
        except CairnError as error:
            self.failed.emit(error.sentence, error.hint)
            return
        self._folder = home.folder
        self._here = await run_blocking(look)
        self.changed.emit()
        self._sizes = await run_blocking(folder_sizes, home)
        self.changed.emit()

    def _rows(self) -> list[tuple[str, str]]:
        here = self._here
        if here is None:
            return []
        rows = (
            (self.tr("Starter model"), here.model),
            ("llama.cpp", here.model_server),
            ("LangGraph", here.langgraph),
            ("Qt", here.qt),
            ("SQLite", here.sqlite),
            ("Python", here.python),
            (self.tr("System"), here.system),
        )
        return [(name, value) for name, value in rows if value]


def _total(sizes: Sizes) -> int:
    data = sizes.database + sizes.wal + sizes.blobs
    return data + sizes.models + sizes.backups + sizes.logs


def _bytes(count: int) -> str:
    return QLocale().formattedDataSize(count, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
