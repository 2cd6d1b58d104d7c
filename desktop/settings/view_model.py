"""The settings page as one: its sections, and what is read when it opens."""

from pathlib import Path

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.settings.about import AboutViewModel
from desktop.settings.connections import ConnectionsViewModel
from desktop.settings.derive import shown_path
from desktop.settings.facts import FactsViewModel
from desktop.settings.general import GeneralViewModel
from desktop.settings.parts import PACKAGED
from desktop.settings.rules import RulesViewModel
from desktop.settings.tools import ToolsViewModel
from desktop.settings.tracing import TracingViewModel
from desktop.settings.trash import TrashViewModel
from desktop.shared.engine_calls import EngineCalls
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks
from desktop.shared.undo import UndoViewModel
from graphs import CairnError

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("Made in desktop/app/wiring.py.")  # pyright: ignore[reportCallIssue]
class SettingsViewModel(QObject):
    """All sections.

    Signals:
        cardWanted: the next start is to use the graphics card again.
        restored: a conversation was taken out of the trash.
        failed: a sentence and a hint about what could not be done.
    """

    folderChanged = Signal()
    cardWanted = Signal()
    restored = Signal()
    failed = Signal(str, str)

    def __init__(
        self,
        library: LibraryCalls,
        engine: EngineCalls,
        tasks: Tasks,
        general: GeneralViewModel,
        licences: Path = PACKAGED,
    ) -> None:
        """`licences` is the folder in which the packaged app lists whose work it is."""
        super().__init__()
        self._library = library
        self._tasks = tasks
        self._folder = ""
        self._undo = UndoViewModel(self)
        self._general = general
        self._connections = ConnectionsViewModel(engine, tasks, self._undo)
        self._rules = RulesViewModel(library, tasks, self._undo)
        self._facts = FactsViewModel(engine, tasks, self._undo)
        self._tools = ToolsViewModel(engine, tasks)
        self._trash = TrashViewModel(library, tasks)
        self._tracing = TracingViewModel(library, engine, tasks)
        self._about = AboutViewModel(library, tasks, licences=licences)
        for section in (
            self._connections,
            self._rules,
            self._facts,
            self._tools,
            self._tracing,
            self._trash,
            self._about,
        ):
            section.failed.connect(self.failed)
        self._trash.restored.connect(self.restored)
        self._about.cardWanted.connect(self.cardWanted)

    @Property(UndoViewModel, constant=True)
    def undo(self) -> UndoViewModel:
        return self._undo

    @Property(GeneralViewModel, constant=True)
    def general(self) -> GeneralViewModel:
        return self._general

    @Property(ConnectionsViewModel, constant=True)
    def connections(self) -> ConnectionsViewModel:
        return self._connections

    @Property(RulesViewModel, constant=True)
    def rules(self) -> RulesViewModel:
        return self._rules

    @Property(FactsViewModel, constant=True)
    def facts(self) -> FactsViewModel:
        return self._facts

    @Property(ToolsViewModel, constant=True)
    def tools(self) -> ToolsViewModel:
        return self._tools

    @Property(TracingViewModel, constant=True)
    def tracing(self) -> TracingViewModel:
        return self._tracing

    @Property(TrashViewModel, constant=True)
    def trash(self) -> TrashViewModel:
        return self._trash

    @Property(AboutViewModel, constant=True)
    def about(self) -> AboutViewModel:
        return self._about

    def explain_drawing(self, why_no_card: str) -> None:
        """Why the graphics card is not used, in a sentence; "" when it is."""
        self._about.explain_drawing(why_no_card)

    @Property(str, notify=folderChanged)
    def defaultFolder(self) -> str:
        """Where tools work when a conversation has no folder of its own."""
        return self._folder

    @Slot(str, str)
    def inView(self, conversation_id: str, branch_id: str) -> None:
        """Another conversation is in view; "" for none."""
        self._tracing.show(conversation_id, branch_id)

    @Slot()
    def refresh(self) -> None:
        """Something was written outside of this window."""
        self._tracing.refresh()

    @Slot()
    def read(self) -> None:
        """Read every section anew: the page opens."""
        self._general.read()
        self._connections.read()
        self._rules.read()
        self._facts.read()
        self._tools.read()
        self._tracing.read()
        self._trash.read()
        self._tasks.start(self._read_folder())

    async def _read_folder(self) -> None:
        try:
            folder = await self._library.call(lambda library: library.workspace(""))
        except CairnError as error:
            self.failed.emit(error.sentence, error.hint)
            return
        self._folder = shown_path(Path(folder).as_posix(), Path.home().as_posix())
        self.folderChanged.emit()
