"""What others write into the same file: the command line, say, that decides an action."""

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks
from graphs import CairnError

_EVERY_MS = 1_000
_UNSEEN_MS = 10_000


class Outside(QObject):
    """Looks every second whether the file has been written to from elsewhere; seldom while unseen.

    LangGraph's saver in this process counts as elsewhere. So nothing is looked at in a second in
    which our own engine tells of something; what others have written is seen in the next.

    Signals:
        written: what is shown may not be what is true.
        gone: the data folder is not where it was any more; told once.
    """

    written = Signal()
    gone = Signal()

    def __init__(self, library: LibraryCalls, tasks: Tasks) -> None:
        super().__init__()
        self._library = library
        self._tasks = tasks
        self._version: int | None = None
        self._told = False
        self._is_gone = False
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self._tick)

    def begin(self) -> None:
        """The library is open: look from now on."""
        self._timer.start()

    def end(self) -> None:
        """Look no more."""
        self._timer.stop()

    @Slot(bool)
    def seen(self, visible: bool) -> None:
        """The window is on the screen, or hidden: then only the icon shows what waits."""
        self._timer.setInterval(_EVERY_MS if visible else _UNSEEN_MS)

    @Slot(object)
    def handle(self, _: object) -> None:
        """Our own engine tells of something."""
        self._told = True

    @Slot()
    def _tick(self) -> None:
        if self._told:
            self._told = False
        else:
            self._tasks.start(self._look())

    async def _look(self) -> None:
        try:
            version, here = await self._library.call(
                lambda library: (library.data_version(), library.in_place())
            )
        except CairnError:
            return  # whoever reads or writes next says so
        if not here and not self._is_gone:
            self._is_gone = True
            self.gone.emit()
        before, self._version = self._version, version
        if before not in (None, version):
            self.written.emit()
