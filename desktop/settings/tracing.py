"""Which conversations are told to LangSmith, for those who have a key for one."""

from pathlib import Path

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.settings.derive import TraceRow, shown_path
from desktop.settings.section import Section
from desktop.shared.engine_calls import EngineCalls
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks
from graphs import Conversation, Library, TracingState

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1

MOST = 50
"""Of the newest conversations that are not traced, so many are listed."""


@QmlElement
@QmlUncreatable("Made in desktop/app/wiring.py.")  # pyright: ignore[reportCallIssue]
class TracingViewModel(Section[TraceRow]):
    """Where traces go, the conversations they may be made of, and whether the one in view is."""

    placeChanged = Signal()
    inViewChanged = Signal()

    def __init__(self, library: LibraryCalls, engine: EngineCalls, tasks: Tasks) -> None:
        super().__init__(TraceRow, tasks)
        self._library = library
        self._engine = engine
        self._now = TracingState()
        self._settings_file = ""
        self._in_view = ""
        self._traced_to = ""

    @Property(str, notify=placeChanged)
    def host(self) -> str:
        """The server that traces go to; "" without a key."""
        return self._now.host

    @Property(str, notify=placeChanged)
    def project(self) -> str:
        return self._now.project

    @Property(bool, notify=placeChanged)
    def every(self) -> bool:
        """Whether the settings file has all conversations traced."""
        return self._now.every

    @Property(str, notify=placeChanged)
    def trouble(self) -> str:
        """Why nothing arrives, in a sentence; "" when nothing is known to be wrong."""
        return self._now.trouble

    @Property(str, notify=placeChanged)
    def settingsFile(self) -> str:
        return self._settings_file

    @Property(str, notify=inViewChanged)
    def tracedTo(self) -> str:
        """The server that is told of the conversation in view; "" when none is."""
        return self._traced_to

    @Slot(str, bool)
    def trace(self, conversation_id: str, traced: bool) -> None:
        """Have a conversation traced from its next message on, or not any more."""
        self._do(lambda: self._library.call(lambda one: one.trace(conversation_id, traced)))

    @Slot(str, str)
    def show(self, conversation_id: str, branch_id: str) -> None:
        """Another conversation is in view; "" for none."""
        self._in_view = conversation_id
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Look again whether the conversation in view is traced."""
        self._tasks.start(self._tried(self._look_at_view))

    async def _look(self) -> None:
        before = (self._now, self._settings_file)
        self._now = await self._engine.call(lambda host: host.tracing())
        file, found = await self._library.call(_listed)
        self._settings_file = shown_path(file, Path.home().as_posix())
        listed = found if self._now.host and not self._now.every else []
        self._show([self._row(one) for one in listed])
        if before != (self._now, self._settings_file):
            self.placeChanged.emit()
        await self._look_at_view()

    async def _look_at_view(self) -> None:
        now, in_view = await self._engine.call(lambda host: host.tracing()), self._in_view
        traced = now.every
        if in_view and now.host and not traced:
            traced = await self._library.call(lambda one: one.conversation(in_view).traced)
        if in_view == self._in_view:
            self._traced_to = now.host if traced else ""
            self.inViewChanged.emit()

    def _row(self, one: Conversation) -> TraceRow:
        return TraceRow(one.id, one.title or self.tr("New conversation"), one.traced)


def _listed(library: Library) -> tuple[str, list[Conversation]]:
    """The settings file, and the conversations: those that are traced, and the newest others."""
    every = library.conversations()
    newest = {one.id for one in [one for one in every if not one.traced][:MOST]}
    return library.home.settings.as_posix(), [o for o in every if o.traced or o.id in newest]
