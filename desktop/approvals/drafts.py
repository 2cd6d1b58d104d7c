"""What was typed for actions and not decided, on disk soon after it was typed."""

import asyncio
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Slot

from desktop.approvals.draft import Draft, read, written
from graphs import Action

_SAVED_AFTER_MS = 250
_LAST_SAVE_SECONDS = 2.0


class Drafts(QObject):
    """The drafts of the actions in view; `save(action id, text)` writes one down.

    A process that is killed loses at most what was typed in the last 250 ms.
    """

    def __init__(
        self,
        save: Callable[[str, str], asyncio.Task[None] | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._save = save
        self._typed: dict[str, Draft] = {}
        self._unsaved: set[str] = set()
        self._saves: set[asyncio.Task[None]] = set()
        self._timer = QTimer(self, interval=_SAVED_AFTER_MS, singleShot=True)
        self._timer.timeout.connect(self.flush)

    def of(self, action: Action) -> Draft:
        """What was typed here, or else what is on disk."""
        return self._typed.get(action.id) or read(action.draft)

    def type(self, action: Action, draft: Draft) -> None:
        """Take what was typed for an action."""
        if draft != self.of(action):
            self._typed[action.id] = draft
            self._unsaved.add(action.id)
            if not self._timer.isActive():
                self._timer.start()

    def keep(self, action_ids: set[str]) -> None:
        """Forget all but these: the others are decided."""
        self.flush()
        self._typed = {id_: one for id_, one in self._typed.items() if id_ in action_ids}

    @Slot()
    def flush(self) -> None:
        """Write now what is not written yet."""
        self._timer.stop()
        for action_id in self._unsaved:
            task = self._save(action_id, written(self._typed[action_id]))
            if task is not None:
                self._saves.add(task)
                task.add_done_callback(self._saves.discard)
        self._unsaved.clear()

    async def close(self) -> None:
        """Write down what was typed last."""
        self.flush()
        if self._saves:
            # A library that never opened must not keep the window.
            await asyncio.wait(self._saves, timeout=_LAST_SAVE_SECONDS)
