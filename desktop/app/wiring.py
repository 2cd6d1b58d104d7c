"""The one composition root: makes every part and joins them."""

import asyncio
import gc
import logging
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, QUrl, Signal
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from desktop.app.application import VIEWS
from desktop.app.engine import Engine
from desktop.app.errors import ErrorsViewModel
from desktop.app.frame import FrameViewModel
from desktop.app.opening import OpeningViewModel
from desktop.chat.view_model import ChatViewModel
from desktop.conversations.connection import ConnectionViewModel
from desktop.conversations.view_model import ConversationsViewModel
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks, run_blocking
from graphs import Home

if TYPE_CHECKING:
    from graphs import Library

_NO_FRAME_MS = 2_000

log = logging.getLogger(__name__)


class Window(QObject):
    """The window with all that stands behind it.

    Nothing heavy is imported before the first frame: the library is opened then, the lists
    appear, and last the engine starts.

    Attributes:
        quick: the window on screen.
        closed: done when the person, the system or an error page asks to quit.
    Signals:
        first_frame: seconds from `began` to the first frame.
    """

    first_frame = Signal(float)

    def __init__(
        self,
        home: Home,
        loop: asyncio.AbstractEventLoop,
        errors: ErrorsViewModel,
        began: float,
    ) -> None:
        super().__init__()
        self.closed: asyncio.Future[None] = loop.create_future()
        self._began = began
        self._framed = False
        self._tasks = Tasks(loop, errors.report)
        self._library = LibraryCalls(loop)
        self._engine = Engine(loop)
        self._errors = errors
        self._frame = FrameViewModel(home.folder)
        self._opening = OpeningViewModel(home, self._tasks, self.quit)
        self._connection = ConnectionViewModel()
        self._conversations = ConversationsViewModel(self._library, self._tasks)
        self._chat = ChatViewModel(self._library, self._engine, self._tasks)
        self._join()
        self._qml = QQmlApplicationEngine()
        self.quick = self._show()

    def _join(self) -> None:
        queued = Qt.ConnectionType.QueuedConnection
        self._engine.happened.connect(self._chat.handle, queued)
        self._engine.happened.connect(self._conversations.handle, queued)
        self._engine.happened.connect(self._connection.handle, queued)
        self._conversations.opened.connect(self._chat.open)
        self._conversations.opened.connect(self._frame.opened)
        self._conversations.failed.connect(self._errors.tell)
        self._chat.conversationStarted.connect(self._conversations.started)
        self._chat.conversationStarted.connect(self._frame.opened)
        self._opening.opened.connect(self._on_library)

    def _show(self) -> QQuickWindow:
        self._qml.addImportPath(str(VIEWS))
        self._qml.setInitialProperties(
            {
                "chat": self._chat,
                "connection": self._connection,
                "conversations": self._conversations,
                "errors": self._errors,
                "frame": self._frame,
                "opening": self._opening,
            }
        )
        self._qml.load(QUrl.fromLocalFile(VIEWS / "Main.qml"))
        (quick,) = self._qml.rootObjects()
        assert isinstance(quick, QQuickWindow)
        quick.frameSwapped.connect(self._on_frame, Qt.ConnectionType.QueuedConnection)
        quick.closing.connect(self.quit)
        # A window that starts hidden never draws.
        QTimer.singleShot(_NO_FRAME_MS, self._on_frame)
        return quick

    def come_forward(self) -> None:
        """Bring the window before the others."""
        if self.quick.windowStates() & Qt.WindowState.WindowMinimized:
            self.quick.showNormal()
        self.quick.show()
        self.quick.raise_()
        self.quick.requestActivate()

    def quit(self) -> None:
        """Ask for the end; close() does it."""
        if not self.closed.done():
            self.closed.set_result(None)

    async def close(self) -> None:
        """End everything that runs, the newest first, and take the views down."""
        self._frame.flush()
        self.quick.hide()
        await self._chat.close()
        await self._tasks.close()
        await self._engine.close()
        await self._library.close()
        self._qml.deleteLater()

    def _on_frame(self) -> None:
        if self._framed:
            return
        self._framed = True
        self.quick.frameSwapped.disconnect(self._on_frame)
        took = time.perf_counter() - self._began
        log.info("first frame after %.0f ms", took * 1000)
        self.first_frame.emit(took)
        self._opening.begin()

    def _on_library(self, library: "Library") -> None:
        self._library.provide(library)
        self._tasks.start(self._fill(library))
        self._tasks.start(self._heed_motion())

    async def _fill(self, library: "Library") -> None:
        """Show the lists, start the engine, and last make the day's copy of the database."""
        try:
            await self._conversations.read(self._frame.conversation)
            await self._engine.open(library)
        finally:
            collect_garbage_again()
        log.info("ready after %.0f ms", (time.perf_counter() - self._began) * 1000)
        await run_blocking(library.back_up)

    async def _heed_motion(self) -> None:
        from desktop.app import motion

        self._frame.set_reduce_motion(await run_blocking(motion.reduced))


def collect_garbage_again() -> None:
    """Undo startup's gc.disable(), and leave what was imported out of every later collection.

    One over all of LangGraph's objects holds the window for 90 ms.
    """
    gc.freeze()
    gc.enable()
