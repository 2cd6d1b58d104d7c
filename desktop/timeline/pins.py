"""The pinned steps of a conversation: its table of contents."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.shared.branch_words import branch_name
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.row_list import RowList
from desktop.shared.tasks import Tasks
from desktop.shared.undo import UndoViewModel
from desktop.timeline.derive import step_key
from desktop.timeline.lanes import holds, lineage
from desktop.timeline.words import one_line
from graphs import Branch, CairnError, Step

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class Pin:
    """One entry. `branch_id` and `branch`, its name, are "" for a step of the branch in view."""

    key: str
    position: int
    name: str
    text: str
    branch_id: str
    branch: str


def pins(marks: Sequence[Step], branches: Sequence[Branch], branch_id: str) -> tuple[Pin, ...]:
    """The pinned steps, newest first as the rows are."""
    own = lineage(branches, branch_id)
    names = {branch.id: branch_name(branch) for branch in branches}
    found: list[Pin] = []
    for step in reversed(marks):
        here = holds(own, step)
        text = one_line(step.text) or ", ".join(step.tools)
        found.append(
            Pin(
                f"{step.branch_id}:{step.position}",
                step.position,
                step.name or text,
                text if step.name else "",
                "" if here else step.branch_id,
                "" if here else names.get(step.branch_id, ""),
            )
        )
    return tuple(found)


@QmlElement
@QmlUncreatable("Made in desktop/app/wiring.py.")  # pyright: ignore[reportCallIssue]
class PinsViewModel(QObject):
    """The pinned steps, whether only they are shown, and the one that gets its name.

    Signals:
        marked: a position of the branch in view, its name, and whether it is pinned now.
        wanted: a branch's id, "" for the one in view, and a position: show that step.
        failed: a sentence and a hint about what could not be done.
    """

    changed = Signal()
    marked = Signal(int, str, bool)
    wanted = Signal(str, int)
    failed = Signal(str, str)

    def __init__(
        self,
        library: LibraryCalls,
        tasks: Tasks,
        undo: UndoViewModel,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._tasks = tasks
        self._undo = undo
        self._conversation = ""
        self._in_view = ""
        self._branches: tuple[Branch, ...] = ()
        self._naming = ""
        self._only = False
        self._rows = RowList(Pin, self)

    @Property(QObject, constant=True)
    def rows(self) -> RowList[Pin]:
        return self._rows

    @Property(int, notify=changed)
    def count(self) -> int:
        return len(self._rows.rows)

    @Property(bool, notify=changed)
    def only(self) -> bool:
        """Whether the pinned steps stand in the place of all."""
        return self._only

    @Property(str, notify=changed)
    def naming(self) -> str:
        """The key of the row whose name is being typed, "" for none."""
        return self._naming

    @Slot(bool)
    def showOnly(self, only: bool) -> None:
        """Show the pinned steps in the place of all, or all again."""
        self._only = only
        self.changed.emit()

    @Slot(str)
    def goTo(self, key: str) -> None:
        """Show a pinned step where it stands."""
        pin = self._rows.find(key)
        if pin is not None:
            self.showOnly(False)
            self.wanted.emit(pin.branch_id, pin.position)

    @Slot(str)
    def name(self, text: str) -> None:
        """Give the name that was typed, which may be blank."""
        if self._naming:
            position = int(self._naming.partition(":")[2])
            self.cancelNaming()
            self._mark(position, text, pinned=True)

    @Slot()
    def cancelNaming(self) -> None:
        """Leave the name as it was."""
        self._naming = ""
        self.changed.emit()

    def toggle(self, step: Step) -> None:
        """Pin a step and ask for its name, or let a pinned one go."""
        if not step.pinned:
            self._mark(step.position, "", pinned=True)
            self.ask_name(step)
            return
        self._mark(step.position, "", pinned=False)
        self._undo.offer(
            self.tr("No longer pinned"),
            lambda: self._mark(step.position, step.name, pinned=True),
        )

    def ask_name(self, step: Step) -> None:
        """Let the person type a name for a pinned step."""
        self._naming = step_key(step)
        self.changed.emit()

    def show(
        self,
        conversation_id: str,
        marks: Sequence[Step],
        branches: Sequence[Branch],
        branch_id: str,
    ) -> None:
        """These are the pinned steps of a conversation of which that branch is in view."""
        if conversation_id != self._conversation:
            self._only = False
        if branch_id != self._in_view:
            self._naming = ""
        self._conversation, self._in_view = conversation_id, branch_id
        self._branches = tuple(branches)
        self._rows.show(pins(marks, branches, branch_id))
        self._only = self._only and bool(marks)
        self.changed.emit()

    def _mark(self, position: int, name: str, *, pinned: bool) -> None:
        self._tasks.start(self._marked(self._in_view, position, name, pinned))

    async def _marked(self, branch_id: str, position: int, name: str, pinned: bool) -> None:
        of, name = self._conversation, " ".join(name.split())
        try:
            await self._library.call(
                lambda library: library.mark_step(branch_id, position, name, pinned=pinned)
            )
            marks = await self._library.call(lambda library: library.marks(of))
        except CairnError as error:
            self.failed.emit(error.sentence, error.hint)
            return
        if branch_id != self._in_view:
            return
        self._rows.show(pins(marks, self._branches, branch_id))
        self.marked.emit(position, name, pinned)
        self.changed.emit()
