"""A case made from a step, or changed: what should have happened there."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
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
    tags_of,
    typed_of,
)
from desktop.shared.engine_calls import EvalCalls
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.row_list import RowList
from desktop.shared.tasks import Tasks, run_blocking
from desktop.shared.undo import UndoViewModel
from graphs import CairnError, Case, Library, Suite, ToolsFrom, fault_of

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Found:
    """What the sheet is about: the case, its suite, and the suites there are."""

    case: Case
    suite_id: str
    suites: tuple[Suite, ...]


@QmlElement
@QmlUncreatable("Made in desktop/app/wiring.py.")  # pyright: ignore[reportCallIssue]
class MakeCaseViewModel(QObject):
    """The sheet in which a case is made or changed; nothing is kept until save().

    Signals:
        saved: a suite's id: a case in it was added or changed.
        suiteWanted: a suite's id: show it.
        failed: a sentence and a hint about why there is no case.
    """

    changed = Signal()
    checksChanged = Signal()
    opened = Signal()
    saved = Signal(str)
    suiteWanted = Signal(str)
    failed = Signal(str, str)

    def __init__(self, library: LibraryCalls, engine: EvalCalls, tasks: Tasks) -> None:
        super().__init__()
        self._library = library
        self._engine = engine
        self._tasks = tasks
        self._keys = count()
        self._found: Found | None = None
        self._is_new = True
        self._place: tuple[str, int] | None = None
        self._suite = 0
        self._name = self._tags = self._note = ""
        self._busy = False
        self._checks = RowList(TypedCheck, self)
        self._toast = UndoViewModel(self)

    # What the sheet reads

    @Property(bool, notify=changed)
    def shown(self) -> bool:
        return self._found is not None

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        return self._busy

    @Property(bool, notify=changed)
    def isNew(self) -> bool:
        """Whether it is made now, not changed."""
        return self._is_new

    @Property(bool, notify=changed)
    def byTool(self) -> bool:
        """Whether the agent has to react to a tool's result, not to the person."""
        case = self._case
        return case is not None and case.messages[-1].role == "tool"

    @Property(str, notify=changed)
    def asked(self) -> str:
        """What the agent has to react to."""
        return self._case.messages[-1].text if self._case else ""

    @Property(str, notify=changed)
    def given(self) -> str:
        """What the agent said then, "" if nothing."""
        return self._case.origin.given if self._case else ""

    @Property(list, notify=changed)
    def wanted(self) -> list[str]:
        """The calls it wanted made then, each in a line."""
        case = self._case
        return [f"{tool} {arguments}" for tool, arguments in case.origin.wanted] if case else []

    @Property(QObject, constant=True)
    def checks(self) -> RowList[TypedCheck]:
        return self._checks

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

    @Property(list, notify=changed)
    def suiteNames(self) -> list[str]:
        return [suite.name for suite in self._found.suites] if self._found else []

    @Property(int, notify=changed)
    def suite(self) -> int:
        """Which of them the case is put into."""
        return self._suite

    @Property(str, notify=changed)
    def name(self) -> str:
        return self._name

    @Property(str, notify=changed)
    def tags(self) -> str:
        return self._tags

    @Property(str, notify=changed)
    def note(self) -> str:
        return self._note

    @Property(bool, notify=changed)
    def copies(self) -> bool:
        """Whether tools that read work in a copy of the workspace."""
        return self._case is not None and self._case.tools_from == "copy"

    @Property(bool, notify=checksChanged)
    def canSave(self) -> bool:
        return not self._busy and not any(row.mistake for row in self._checks.rows)

    @Property(UndoViewModel, constant=True)
    def toast(self) -> UndoViewModel:
        """Says what was saved, with a way to it."""
        return self._toast

    # What is asked for

    @Slot(str, int)
    def begin(self, branch_id: str, position: int) -> None:
        """Make a case of a step."""
        self._tasks.start(self._open(lambda: self._drafted(branch_id, position)))

    @Slot(str, str)
    def beginAt(self, branch_id: str, message_id: str) -> None:
        """Make a case of the step that brought a message."""
        self._tasks.start(self._open(lambda: self._drafted_at(branch_id, message_id)))

    @Slot(str)
    def beginAction(self, action_id: str) -> None:
        """Make a case of the answer that wanted an action."""
        self._tasks.start(self._open(lambda: self._drafted_for(action_id)))

    @Slot(str)
    def edit(self, case_id: str) -> None:
        """Change a case that there is."""
        self._tasks.start(self._open(lambda: self._kept(case_id)))

    @Slot(str)
    def setName(self, text: str) -> None:
        self._name = text[:LONGEST_NAME]

    @Slot(str)
    def setTags(self, text: str) -> None:
        self._tags = text

    @Slot(str)
    def setNote(self, text: str) -> None:
        self._note = text

    @Slot(int)
    def chooseSuite(self, place: int) -> None:
        self._suite = place
        self.changed.emit()

    @Slot(bool)
    def setCopies(self, copies: bool) -> None:
        """Keep a copy of the workspace for tools that read, or let them answer from records."""
        if self._place is not None and copies != self.copies:
            self._tasks.start(self._redraft(*self._place, "copy" if copies else "records"))

    @Slot()
    def addCheck(self) -> None:
        """Add a row for one more thing that should hold."""
        self._checks.show([*self._checks.rows, TypedCheck(self._key())])
        self.checksChanged.emit()

    @Slot(str)
    def removeCheck(self, key: str) -> None:
        """Take a row away."""
        self._checks.show([row for row in self._checks.rows if row.key != key])
        self.checksChanged.emit()

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

    @Slot()
    def cancel(self) -> None:
        """Put the sheet away; nothing has happened."""
        if not self._busy:
            self._found = self._place = None
            self.changed.emit()

    @Slot()
    def save(self) -> None:
        """Keep the case."""
        if self._found is not None and self.canSave:
            self._set_busy(True)
            self._tasks.start(self._save(self._found))

    # What it does

    @property
    def _case(self) -> Case | None:
        return self._found.case if self._found else None

    async def _open(self, find: Callable[[], Awaitable[Found]]) -> None:
        if self._busy:
            return
        self._set_busy(True)
        try:
            found = await find()
        except CairnError as error:
            self.failed.emit(error.sentence, error.hint)
            return
        finally:
            self._set_busy(False)
        self._show(found)

    def _show(self, found: Found) -> None:
        case = found.case
        self._found = found
        ids = [suite.id for suite in found.suites]
        self._suite = ids.index(found.suite_id) if found.suite_id in ids else 0
        self._name, self._tags, self._note = case.name, ", ".join(case.tags), case.note
        rows = [typed_of(check, self._key()) for check in case.checks]
        self._checks.show(rows or [TypedCheck(self._key())])
        self.checksChanged.emit()
        self.changed.emit()
        self.opened.emit()

    async def _drafted_at(self, branch_id: str, message_id: str) -> Found:
        step = await self._library.call(
            lambda library: library.step_of_message(branch_id, message_id)
        )
        return await self._drafted(branch_id, step.position)

    async def _drafted_for(self, action_id: str) -> Found:
        action = await self._library.call(lambda library: library.action(action_id))
        return await self._drafted_at(action.branch_id, action.message_id)

    async def _drafted(self, branch_id: str, position: int) -> Found:
        case = await self._engine.evals(lambda evals: evals.draft(branch_id, position))
        suite, suites = await self._library.call(_suites)
        self._is_new, self._place = True, (branch_id, position)
        return Found(case, suite.id, suites)

    async def _kept(self, case_id: str) -> Found:
        def read(library: Library) -> Found:
            suite = library.evals.suite_of_case(case_id)
            return Found(library.evals.case(case_id), suite.id, _suites(library)[1])

        found = await self._library.call(read)
        self._is_new, self._place = False, None
        return found

    async def _redraft(self, branch_id: str, position: int, tools_from: ToolsFrom) -> None:
        self._set_busy(True)
        try:
            case = await self._engine.evals(
                lambda evals: evals.draft(branch_id, position, tools_from)
            )
        except CairnError as error:
            self.failed.emit(error.sentence, error.hint)
            return
        finally:
            self._set_busy(False)
        if self._found is not None and self._place == (branch_id, position):
            self._found = replace(self._found, case=case)
            self.changed.emit()

    def _set(self, key: str, change: Callable[[TypedCheck], TypedCheck]) -> None:
        rows = [change(row) if row.key == key else row for row in self._checks.rows]
        self._checks.show(rows)
        self._tasks.start(self._look_over(rows))

    async def _look_over(self, rows: Sequence[TypedCheck]) -> None:
        """Say what is wrong with what is typed, unless more was typed meanwhile."""
        mistakes = await run_blocking(_mistakes, rows)
        if [replace(row, mistake="") for row in self._checks.rows] == [
            replace(row, mistake="") for row in rows
        ]:
            looked_over = [replace(r, mistake=m) for r, m in zip(rows, mistakes, strict=True)]
            self._checks.show(looked_over)
            self.checksChanged.emit()

    async def _save(self, found: Found) -> None:
        suite = found.suites[self._suite]
        case = replace(
            found.case,
            name=" ".join(self._name.split()) or found.case.name,
            checks=checks_of(self._checks.rows),
            tags=tags_of(self._tags),
            note=self._note.strip(),
        )
        try:
            mistakes = await run_blocking(_mistakes, self._checks.rows)
            if not any(mistakes):
                await self._library.call(lambda library: library.evals.save_case(suite.id, case))
        except CairnError as error:
            self.failed.emit(error.sentence, error.hint)
            return
        finally:
            self._set_busy(False)
        if any(mistakes):
            await self._look_over(self._checks.rows)
            return
        self._found = self._place = None
        self.changed.emit()
        self.saved.emit(suite.id)
        said = self.tr("Saved to “%1”").replace("%1", suite.name)
        self._toast.offer(said, lambda: self.suiteWanted.emit(suite.id), self.tr("Open"))

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.changed.emit()
        self.checksChanged.emit()

    def _key(self) -> str:
        return str(next(self._keys))


def _suites(library: Library) -> tuple[Suite, tuple[Suite, ...]]:
    """The main suite, and all there are."""
    main = library.evals.main_suite()
    return main, tuple(library.evals.suites())


def _mistakes(rows: Sequence[TypedCheck]) -> list[str]:
    return ["" if row.empty else fault_of(check_of(row)) for row in rows]
