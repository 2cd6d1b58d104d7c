"""A case of a run: what was asked, what should have happened, and the answers side by side."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.evals.report_detail import (
    FEW,
    MANY,
    CheckRow,
    Found,
    SideRow,
    asked,
    better,
    check_rows,
    choices,
    first_kinds,
    side_rows,
)
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.row_list import RowList
from desktop.shared.tasks import Tasks, run_blocking
from graphs import CairnError, Library

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1

T = TypeVar("T")


@QmlElement
@QmlUncreatable("Made in desktop/app/wiring.py.")  # pyright: ignore[reportCallIssue]
class CaseDetailViewModel(QObject):
    """One case of the run in view, while it is open.

    Signals:
        failed: a sentence and a hint about what could not be done.
    """

    changed = Signal()
    failed = Signal(str, str)

    def __init__(self, library: LibraryCalls, tasks: Tasks, parent: QObject | None) -> None:
        super().__init__(parent)
        self._library = library
        self._tasks = tasks
        self._wanted = ("", "")
        self._found: Found | None = None
        self._kinds: tuple[int, ...] = ()
        self._number = 0
        self._shown = FEW
        self._better = ""
        self._sides = RowList(SideRow, self)
        self._checks = RowList(CheckRow, self)

    @Property(QObject, constant=True)
    def sides(self) -> RowList[SideRow]:
        return self._sides

    @Property(QObject, constant=True)
    def checks(self) -> RowList[CheckRow]:
        return self._checks

    @Property(bool, notify=changed)
    def shown(self) -> bool:
        return self._wanted != ("", "")

    @Property(bool, notify=changed)
    def wasRead(self) -> bool:
        return self._found is not None

    @Property(str, notify=changed)
    def name(self) -> str:
        return self._with(lambda found: found.case.name, "")

    @Property(str, notify=changed)
    def asked(self) -> str:
        """What the agent had to react to."""
        return self._with(lambda found: asked(found.case), "")

    @Property(str, notify=changed)
    def note(self) -> str:
        """What the person wrote beside the case."""
        return self._with(lambda found: found.case.note, "")

    @Property(list, notify=changed)
    def choices(self) -> list[str]:
        """What can stand at a side."""
        return self._with(choices, [])

    @Property(list, notify=changed)
    def sideNames(self) -> list[str]:
        """What stands at the sides."""
        return [row.name for row in self._sides.rows]

    @Property(int, notify=changed)
    def tries(self) -> int:
        """How often each candidate tried it."""
        return self._with(lambda found: found.repeat, 1)

    @Property(int, notify=changed)
    def number(self) -> int:
        """Which of the tries is shown, from 0."""
        return self._number

    @Property(str, notify=changed)
    def better(self) -> str:
        """What the judge said of the two."""
        return self._better

    @property
    def case_id(self) -> str:
        """The case that is open, "" for none."""
        return self._wanted[1]

    def open(self, run_id: str, case_id: str) -> None:
        """Show a case; the try and the sides stay when another of the same run is shown."""
        if run_id != self._wanted[0]:
            self._kinds, self._number = (), 0
        if (run_id, case_id) != self._wanted:
            self._wanted, self._shown = (run_id, case_id), FEW
        self.refresh()
        self.changed.emit()

    @Slot()
    def close(self) -> None:
        """The person goes back to the report."""
        self._wanted, self._found = ("", ""), None
        self._kinds, self._number, self._better = (), 0, ""
        self._sides.show(())
        self._checks.show(())
        self.changed.emit()

    @Slot()
    def refresh(self) -> None:
        """Take in what has changed elsewhere."""
        if self.shown:
            self._tasks.start(self._read(*self._wanted))

    @Slot(int, int)
    def choose(self, side: int, choice: int) -> None:
        """Put another at a side, 0 or 1; the two change places rather than be the same."""
        kinds = self._found.kinds if self._found else ()
        if side in range(len(self._kinds)) and choice in range(len(kinds)):
            chosen, other = kinds[choice], self._kinds[1 - side] if len(self._kinds) > 1 else None
            if chosen == other:
                self._kinds = self._kinds[::-1]
            else:
                self._kinds = tuple(
                    chosen if place == side else kind for place, kind in enumerate(self._kinds)
                )
            self._derive_again()

    @Slot(int)
    def chooseTry(self, number: int) -> None:
        """Show another try."""
        if number in range(self._found.repeat if self._found else 0):
            self._number = number
            self._derive_again()

    @Slot()
    def unfold(self) -> None:
        """Show more of long answers."""
        self._shown += MANY
        self._derive_again()

    def _with(self, read: Callable[[Found], T], otherwise: T) -> T:
        return read(self._found) if self._found else otherwise

    async def _read(self, run_id: str, case_id: str) -> None:
        try:
            found = await self._library.call(lambda library: _found(library, run_id, case_id))
        except CairnError as error:
            if self._wanted == (run_id, case_id):
                self.close()
                self.failed.emit(error.sentence, error.hint)
            return
        if self._wanted == (run_id, case_id):
            if not set(self._kinds) <= set(found.kinds) or not self._kinds:
                self._kinds = first_kinds(found)
            await self._derive(found)

    def _derive_again(self) -> None:
        if self._found is not None:
            self._tasks.start(self._derive(self._found))

    async def _derive(self, found: Found) -> None:
        view = self._wanted, self._kinds, self._number, self._shown
        _, kinds, number, shown = view
        sides = await run_blocking(side_rows, found, kinds, number, shown)
        if view == (self._wanted, self._kinds, self._number, self._shown):
            self._found = found
            self._sides.show(sides)
            self._checks.show(check_rows(found, kinds, number))
            self._better = better(found, kinds, number)
            self.changed.emit()


def _found(library: Library, run_id: str, case_id: str) -> Found:
    run = library.evals.run(run_id)
    return Found(
        names=tuple(one.name for one in run.plan.candidates),
        repeat=run.plan.repeat,
        case=library.evals.run_case(run_id, case_id),
        results=tuple(library.evals.results(run_id, case_id)),
        pairs=tuple(one for one in library.evals.pairs(run_id) if one.case_id == case_id),
    )
