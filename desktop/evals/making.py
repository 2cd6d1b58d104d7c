"""A case made from a step, or changed: what should have happened there."""

from collections.abc import Coroutine
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.evals.checks import tags_of
from desktop.evals.making_reading import Found, MakingReader
from desktop.evals.typed_checks import ChecksViewModel
from desktop.shared.engine_calls import EvalCalls
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks
from desktop.shared.undo import UndoViewModel
from graphs import CairnError, Case, Library, Suite, ToolsFrom

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1

LONGEST_NAME = 80
_MOST_SHOWN = 2_000  # characters: what is longer than a few lines is cut in any case


@QmlElement
@QmlUncreatable("Made in desktop/app/wiring.py.")  # pyright: ignore[reportCallIssue]
class MakeCaseViewModel(QObject):
    """The sheet in which a case is made or changed; nothing is kept until save().

    Signals:
        opened: there is something to show.
        suiteChosen: another suite was chosen, or one that is to be made.
        saved: a suite's id: a case in it was added or changed.
        suiteWanted: a suite's id: show it.
        failed: a sentence and a hint about why there is no case.
    """

    changed = Signal()
    opened = Signal()
    suiteChosen = Signal()
    saved = Signal(str)
    suiteWanted = Signal(str)
    failed = Signal(str, str)

    def __init__(self, library: LibraryCalls, engine: EvalCalls, tasks: Tasks) -> None:
        super().__init__()
        self._library = library
        self._reader = MakingReader(library, engine)
        self._tasks = tasks
        self._found: Found | None = None
        self._suite = 0
        self._new_suite = self._name = self._tags = self._note = ""
        self._busy = False
        self._checks = ChecksViewModel(tasks, self)
        self._checks.changed.connect(self.changed)
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
        return self._found is None or self._found.place is not None

    @Property(bool, notify=changed)
    def byTool(self) -> bool:
        """Whether the agent has to react to a tool's result, not to the person."""
        case = self._case
        return case is not None and case.messages[-1].role == "tool"

    @Property(str, notify=changed)
    def asked(self) -> str:
        """What the agent has to react to, its beginning."""
        return self._case.messages[-1].text[:_MOST_SHOWN] if self._case else ""

    @Property(str, notify=changed)
    def given(self) -> str:
        """The beginning of what the agent said then, "" if nothing."""
        return self._case.origin.given[:_MOST_SHOWN] if self._case else ""

    @Property(list, notify=changed)
    def wanted(self) -> list[str]:
        """The calls it wanted made then, each in a line."""
        calls = self._case.origin.wanted if self._case else ()
        return [f"{tool} {arguments}"[:_MOST_SHOWN] for tool, arguments in calls]

    @Property(ChecksViewModel, constant=True)
    def checks(self) -> ChecksViewModel:
        return self._checks

    @Property(list, notify=changed)
    def suiteNames(self) -> list[str]:
        return [suite.name for suite in self._suites]

    @Property(int, notify=changed)
    def suite(self) -> int:
        """Which of them the case is put into; their count for one that is to be made."""
        return self._suite

    @Property(bool, notify=changed)
    def makesSuite(self) -> bool:
        """Whether the case is put into a suite of its own."""
        return self._found is not None and self._suite == len(self._suites)

    @Property(str, notify=changed)
    def newSuite(self) -> str:
        """What the suite is called that is to be made."""
        return self._new_suite

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

    @Property(bool, notify=changed)
    def canSave(self) -> bool:
        named = not self.makesSuite or bool(self._new_suite.strip())
        return not self._busy and named and self._checks.sound

    @Property(UndoViewModel, constant=True)
    def toast(self) -> UndoViewModel:
        """Says what was saved, with a way to it."""
        return self._toast

    # What is asked for

    @Slot(str, int)
    def begin(self, branch_id: str, position: int) -> None:
        """Make a case of a step."""
        self._open(self._reader.of_step(branch_id, position))

    @Slot(str, str)
    def beginAt(self, branch_id: str, message_id: str) -> None:
        """Make a case of the step that brought a message."""
        self._open(self._reader.of_message(branch_id, message_id))

    @Slot(str)
    def beginAction(self, action_id: str) -> None:
        """Make a case of the answer that wanted an action."""
        self._open(self._reader.of_action(action_id))

    @Slot(str)
    def edit(self, case_id: str) -> None:
        """Change a case that there is."""
        self._open(self._reader.of_case(case_id))

    @Slot(str)
    def setName(self, text: str) -> None:
        self._name = text[:LONGEST_NAME]

    @Slot(str)
    def setTags(self, text: str) -> None:
        self._tags = text

    @Slot(str)
    def setNote(self, text: str) -> None:
        self._note = text

    @Slot(str)
    def setNewSuite(self, text: str) -> None:
        self._new_suite = text
        self.changed.emit()

    @Slot(int)
    def chooseSuite(self, place: int) -> None:
        """Put it into another suite; the place after the last is one that is to be made."""
        if 0 <= place <= len(self._suites):
            self._suite = place
            self.changed.emit()
            self.suiteChosen.emit()

    @Slot(bool)
    def setCopies(self, copies: bool) -> None:
        """Keep a copy of the workspace for tools that read, or let them answer from records."""
        if self._found is not None and not self._busy and copies != self.copies:
            self._set_busy(True)
            self._tasks.start(self._redraft(self._found, "copy" if copies else "records"))

    @Slot()
    def cancel(self) -> None:
        """Put the sheet away; nothing has happened."""
        if not self._busy:
            self._found = None
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

    @property
    def _suites(self) -> tuple[Suite, ...]:
        return self._found.suites if self._found else ()

    def _open(self, reading: Coroutine[Any, Any, Found]) -> None:
        if self._busy or self._found is not None:
            reading.close()
            return
        self._set_busy(True)
        self._tasks.start(self._show(reading))

    async def _show(self, reading: Coroutine[Any, Any, Found]) -> None:
        try:
            found = await reading
        except CairnError as error:
            self.failed.emit(error.sentence, error.hint)
            return
        finally:
            self._set_busy(False)
        case = found.case
        self._found = found
        ids = [suite.id for suite in found.suites]
        self._suite = ids.index(found.suite_id) if found.suite_id in ids else 0
        self._new_suite = ""
        self._name, self._tags, self._note = case.name, ", ".join(case.tags), case.note
        self._checks.show(case.checks)
        self.opened.emit()

    async def _redraft(self, found: Found, tools_from: ToolsFrom) -> None:
        try:
            self._found = await self._reader.again(found, tools_from)
        except CairnError as error:
            self.failed.emit(error.sentence, error.hint)
        finally:
            self._set_busy(False)

    async def _save(self, found: Found) -> None:
        try:
            await self._checks.look_over()
            suite = await self._keep(found) if self._checks.sound else None
        except CairnError as error:
            self.failed.emit(error.sentence, error.hint)
            return
        finally:
            self._set_busy(False)
        if suite is None:
            return
        self._found = None
        self.changed.emit()
        self.saved.emit(suite.id)
        said = self.tr("Saved to “%1”").replace("%1", suite.name)
        self._toast.offer(said, lambda: self.suiteWanted.emit(suite.id), self.tr("Open"))

    async def _keep(self, found: Found) -> Suite:
        """Write the case down as it is typed; the suite that it is in then."""
        case = replace(
            found.case,
            name=" ".join(self._name.split()) or found.case.name,
            checks=self._checks.typed,
            tags=tags_of(self._tags),
            note=self._note.strip(),
        )
        chosen = None if self.makesSuite else found.suites[self._suite]
        name = self._new_suite

        def keep(library: Library) -> Suite:
            if chosen is None:
                return library.evals.add_suite(name, [case])
            library.evals.save_case(chosen.id, case)
            return chosen

        return await self._library.call(keep)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.changed.emit()
