"""The checks of the sheet as they are typed, with what is wrong with each."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import count

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.evals.checks import (
    KINDS,
    LONG,
    TWO_FIELDS,
    TypedCheck,
    check_of,
    checks_of,
    typed_of,
)
from desktop.shared.row_list import RowList
from desktop.shared.tasks import Tasks, run_blocking
from graphs import Check, fault_of

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("Made by the view model of the sheet.")  # pyright: ignore[reportCallIssue]
class ChecksViewModel(QObject):
    """Rows of a kind and its field or two. Patterns and paths are tried in a thread."""

    changed = Signal()

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._keys = count()
        self._model = RowList(TypedCheck, self)

    @Property(QObject, constant=True)
    def model(self) -> RowList[TypedCheck]:
        return self._model

    @Property(list, constant=True)
    def kinds(self) -> list[str]:
        """The kinds of checks there are."""
        return list(KINDS)

    @Property(list, constant=True)
    def kindsWithTwo(self) -> list[str]:
        """Those with a second field."""
        return sorted(TWO_FIELDS)

    @Property(list, constant=True)
    def kindsLong(self) -> list[str]:
        """Those that are written in several lines."""
        return sorted(LONG)

    @property
    def sound(self) -> bool:
        """Whether nothing is known to be wrong with any."""
        return not any(row.mistake for row in self._model.rows)

    @property
    def typed(self) -> tuple[Check, ...]:
        """What is to be checked."""
        return checks_of(self._model.rows)

    def show(self, checks: Sequence[Check]) -> None:
        """Show these checks; an empty row where there are none."""
        self._model.show(())
        rows = [typed_of(check, self._key()) for check in checks]
        self._model.show(rows or [TypedCheck(self._key())])
        self.changed.emit()

    @Slot()
    def add(self) -> None:
        """Add a row for one more thing that should hold."""
        self._model.show([*self._model.rows, TypedCheck(self._key())])
        self.changed.emit()

    @Slot(str)
    def remove(self, key: str) -> None:
        """Take a row away."""
        self._model.show([row for row in self._model.rows if row.key != key])
        self.changed.emit()

    @Slot(str, str)
    def setKind(self, key: str, kind: str) -> None:
        """Let a row be a check of another kind."""
        if kind in KINDS:
            self._set(key, lambda row: replace(row, kind=kind))

    @Slot(str, str)
    def setText(self, key: str, text: str) -> None:
        """Take what was typed in a row's first field."""
        self._set(key, lambda row: replace(row, text=text))

    @Slot(str, str)
    def setMore(self, key: str, text: str) -> None:
        """Take what was typed in a row's second field."""
        self._set(key, lambda row: replace(row, more=text))

    async def look_over(self) -> None:
        """Say what is wrong with what is typed, unless more was typed meanwhile."""
        rows = self._model.rows
        mistakes = await run_blocking(_mistakes, rows)
        if _as_typed(self._model.rows) == _as_typed(rows):
            self._model.show([replace(r, mistake=m) for r, m in zip(rows, mistakes, strict=True)])
            self.changed.emit()

    def _set(self, key: str, change: Callable[[TypedCheck], TypedCheck]) -> None:
        self._model.show([change(row) if row.key == key else row for row in self._model.rows])
        self._tasks.start(self.look_over())

    def _key(self) -> str:
        return str(next(self._keys))


def _as_typed(rows: Sequence[TypedCheck]) -> list[TypedCheck]:
    return [replace(row, mistake="") for row in rows]


def _mistakes(rows: Sequence[TypedCheck]) -> list[str]:
    return ["" if row.empty else fault_of(check_of(row)) for row in rows]
