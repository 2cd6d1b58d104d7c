"""What was deleted in the sidebar and can be had back, the last of it first."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal, Slot

_SHOWN_MS = 10_000


@dataclass(frozen=True, slots=True)
class Deleted:
    """A conversation in the trash, or a branch of one."""

    id: str
    title: str
    branch_id: str = ""


class Deletions(QObject):
    """A pile of what was deleted. The offer of the last is shown for a while."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pile: list[Deleted] = []
        self._shown = False
        self._timer = QTimer(self, interval=_SHOWN_MS, singleShot=True)
        self._timer.timeout.connect(self.dismiss)

    @property
    def last(self) -> Deleted | None:
        """What was deleted last, if anything."""
        return self._pile[-1] if self._pile else None

    @property
    def shown(self) -> bool:
        """Whether the way back is offered on screen."""
        return self._shown

    def add(self, deleted: Deleted) -> None:
        """Offer the way back."""
        self._pile.append(deleted)
        self._shown = True
        self._timer.start()
        self.changed.emit()

    def take(self) -> Deleted | None:
        """What was deleted last, which is no longer offered."""
        found = self._pile.pop() if self._pile else None
        self.dismiss()
        return found

    @Slot()
    def dismiss(self) -> None:
        """Put the offer away; take() still works."""
        self._shown = False
        self._timer.stop()
        self.changed.emit()
