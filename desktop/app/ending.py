"""The end of the desktop's session, and a request to end: nobody is asked anything.

All that must last is on disk at each moment; what is done here makes a turn end at a step, and
writes down what was typed last.
"""

import os
import threading
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, Final

from PySide6.QtCore import QEventLoop, QObject, QTimer, Slot
from PySide6.QtGui import QSessionManager

from desktop.shared.tasks import Tasks

_SAVED_MS: Final = 3_000
"""How long the end of a session is held up at most. Windows gives five seconds."""

_END_SECONDS: Final = 4.0
"""How long an orderly end may take, when the system asks for one, before a disorderly one."""


class Ending(QObject):
    """Hears of the session's end, of which the system may think better, and of requests to end."""

    def __init__(
        self,
        tasks: Tasks,
        save: Callable[[], Coroutine[Any, Any, None]],
        quit_: Callable[[], None],
        command: Sequence[str],
    ) -> None:
        """`save` has everything on disk, and leaves what is open open; `command` starts Cairn."""
        super().__init__()
        self._tasks = tasks
        self._save = save
        self._quit = quit_
        self._command = list(command)

    @Slot("QSessionManager&")
    def commit(self, _: QSessionManager | None) -> None:
        """The session ends: go on only when everything is saved, or when time is up."""
        task = self._tasks.start(self._save())
        if task is None:
            return
        waiting = QEventLoop()
        task.add_done_callback(lambda _: waiting.quit())
        QTimer.singleShot(_SAVED_MS, waiting.quit)
        waiting.exec()

    @Slot("QSessionManager&")
    def describe(self, session: QSessionManager) -> None:
        """Say how this Cairn is started, should the next session restore this one."""
        session.setRestartCommand(self._command)

    def now(self) -> None:
        """End in order, or anyhow when that takes long: a tool may not let go."""
        last = threading.Timer(_END_SECONDS, os._exit, (0,))
        last.daemon = True
        last.start()
        self._quit()
