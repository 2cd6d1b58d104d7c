"""The folder in which the tools of the conversation in view work."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks
from graphs import CairnError

if TYPE_CHECKING:
    from graphs import Library

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1


def shown(folder: str, home: str) -> str:
    """The folder as it is written for people: `~` for their home."""
    return f"~{folder[len(home) :]}" if folder == home or folder.startswith(f"{home}/") else folder


@QmlElement
@QmlUncreatable("Made in desktop/chat/view_model.py.")  # pyright: ignore[reportCallIssue]
class WorkspaceViewModel(QObject):
    """Shows the folder, and has another one picked.

    One that is picked before the conversation has begun is kept until it does.

    Signals:
        failed: a sentence on why a folder was not taken.
    """

    changed = Signal()
    failed = Signal(str)

    def __init__(self, library: LibraryCalls, tasks: Tasks) -> None:
        super().__init__()
        self._library = library
        self._tasks = tasks
        self._conversation_id = ""
        self._folder = ""
        self._picked = ""
        self._gone = False

    @Property(str, notify=changed)
    def folder(self) -> str:
        """The folder as it is shown; "" until it is known."""
        return shown(self._folder, Path.home().as_posix())

    @Property(bool, notify=changed)
    def gone(self) -> bool:
        """Whether the folder that was picked is not there any more."""
        return self._gone

    @Property(QUrl, notify=changed)
    def url(self) -> QUrl:
        """Where picking another one begins."""
        return QUrl.fromLocalFile(self._folder)

    def show(self, conversation_id: str) -> None:
        """Show the folder of a conversation; "" is one not yet begun."""
        if conversation_id != self._conversation_id:
            self._conversation_id = conversation_id
            self._picked = ""
        self._tasks.start(self._read(conversation_id))

    @Slot()
    def refresh(self) -> None:
        """Look whether the folder is still there."""
        self._tasks.start(self._read(self._conversation_id))

    @property
    def picked(self) -> str:
        """The folder picked for the conversation not yet begun; "" for none."""
        return "" if self._conversation_id else self._picked

    @Slot(QUrl)
    def pick(self, url: QUrl) -> None:
        """Let the tools work there from now on."""
        folder = url.toLocalFile()
        if not folder:
            return
        if self._conversation_id:
            self._tasks.start(self._set(self._conversation_id, folder))
        else:
            self._picked = self._folder = folder
            self._gone = False
            self.changed.emit()

    async def _read(self, conversation_id: str) -> None:
        try:
            folder, gone = await self._library.call(lambda one: _looked_up(one, conversation_id))
        except CairnError:
            return  # told where the transcript is read
        if conversation_id == self._conversation_id and not self._picked:
            self._folder, self._gone = folder, gone
            self.changed.emit()

    async def _set(self, conversation_id: str, folder: str) -> None:
        try:
            await self._library.call(lambda library: library.set_workspace(conversation_id, folder))
        except CairnError as error:
            self.failed.emit(str(error))
        await self._read(conversation_id)


def _looked_up(library: "Library", conversation_id: str) -> tuple[str, bool]:
    """The folder, and whether it has vanished. The default one is made when it is first needed."""
    folder = Path(library.workspace(conversation_id))
    default = Path(library.workspace(""))
    return folder.as_posix(), folder != default and not folder.is_dir()
