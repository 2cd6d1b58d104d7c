"""The branches of the conversation in view, at the head of the timeline."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.shared import links
from desktop.shared.branch_order import in_order
from desktop.shared.branch_words import branch_name, new_name
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.links import BranchLink
from desktop.shared.row_list import RowList
from desktop.shared.tasks import Tasks
from desktop.shared.undo import UndoViewModel
from desktop.timeline.lanes import at_the_head
from graphs import Branch, CairnError, Library

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class Chip:
    """A branch at the head. `standing` is the status of its newest turn."""

    key: str
    name: str
    current: bool
    main: bool
    pinned: bool
    standing: str


@QmlElement
@QmlUncreatable("Made in desktop/app/wiring.py.")  # pyright: ignore[reportCallIssue]
class BranchesViewModel(QObject):
    """All branches, the one in view, and what can be done with each.

    Signals:
        wanted: a branch's id: show it.
        compareWanted: two branches' ids: show them side by side.
        touched: something was changed: read them anew.
        failed: a sentence and a hint about what could not be done.
    """

    changed = Signal()
    wanted = Signal(str)
    compareWanted = Signal(str, str)
    touched = Signal()
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
        self._branches: tuple[Branch, ...] = ()
        self._in_view = ""
        self._all = False
        self._chips = RowList(Chip, self)
        self._gone = RowList(Chip, self)
        self._undo = undo

    @Property(QObject, constant=True)
    def chips(self) -> RowList[Chip]:
        return self._chips

    @Property(QObject, constant=True)
    def trashed(self) -> RowList[Chip]:
        """Those in the trash."""
        return self._gone

    @Property(UndoViewModel, constant=True)
    def undo(self) -> UndoViewModel:
        return self._undo

    @Property(int, notify=changed)
    def count(self) -> int:
        return self._there()

    @Property(int, notify=changed)
    def hidden(self) -> int:
        """How many are not shown."""
        return self._there() - len(self._chips.rows)

    @Property(int, notify=changed)
    def trashedCount(self) -> int:
        return len(self._gone.rows)

    @Property(bool, notify=changed)
    def unfolded(self) -> bool:
        """Whether all are shown although they are many."""
        return self._all and self._there() > len(self._few())

    @Slot()
    def toggleAll(self) -> None:
        """Show all of them, or only a few."""
        self._all = not self._all
        self._derive()

    @Slot(str)
    def choose(self, branch_id: str) -> None:
        """Show another branch."""
        if branch_id != self._in_view:
            self.wanted.emit(branch_id)

    @Slot()
    def compare(self) -> None:
        """Show the branch in view beside the one it is most likely to be measured by.

        That is the one it was forked from, or the main one; of the main one, the newest other.
        """
        others = [one for one in in_order(self._branches) if one.id != self._in_view]
        if others:
            known = self._find(self._in_view)
            origin = known.origin_branch_id if known else ""
            newest = max(others, key=lambda one: one.created_at)
            main = next((one for one in others if one.main), newest)
            self.compareWith(next((one.id for one in others if one.id == origin), main.id))

    @Slot(str)
    def compareWith(self, branch_id: str) -> None:
        """Show a branch beside the one in view, the older of them at the left."""
        both = (branch_id, self._in_view)
        self.compareWanted.emit(*[one.id for one in self._branches if one.id in both])

    @Slot(str, str)
    def rename(self, branch_id: str, name: str) -> None:
        """Give a name; blank or unchanged ones are no change."""
        known = self._find(branch_id)
        if known is not None and (cleaned := new_name(known, name)):
            self._do(lambda library: library.rename_branch(branch_id, cleaned))

    @Slot(str)
    def copyLink(self, branch_id: str) -> None:
        """Put a link to a branch on the clipboard."""
        QGuiApplication.clipboard().setText(links.write(BranchLink(branch_id)))

    @Slot(str, bool)
    def pin(self, branch_id: str, pinned: bool) -> None:
        """Keep a branch among the first, or let it go."""
        self._do(lambda library: library.pin_branch(branch_id, pinned))

    @Slot(str)
    def setMain(self, branch_id: str) -> None:
        """Let a branch stand for its conversation."""
        self._do(lambda library: library.set_main_branch(branch_id))

    @Slot(str)
    def trash(self, branch_id: str) -> None:
        """Move a branch to the trash; the main one is shown instead. It can be had again."""
        known = self._find(branch_id)
        main = next((branch for branch in self._branches if branch.main), None)
        if known is not None and not known.main and main is not None:
            self._tasks.start(self._put_away(known, main.id))

    @Slot(str)
    def restore(self, branch_id: str) -> None:
        """Take a branch back out of the trash, and show it."""
        self._tasks.start(self._take_back(branch_id))

    def show(self, branches: Sequence[Branch], branch_id: str) -> None:
        """These are all, those in the trash too, and that one is in view."""
        self._branches, self._in_view = tuple(branches), branch_id
        self._derive()

    def forget(self) -> None:
        """Another conversation is in view: nothing of this one is offered any more."""
        self._all = False
        self._undo.dismiss()

    def _derive(self) -> None:
        ordered = in_order(self._branches)
        self._chips.show([self._chip(one) for one in self._few(all_of_them=self._all)])
        self._gone.show([self._chip(one) for one in self._branches if one not in ordered])
        self.changed.emit()

    def _there(self) -> int:
        return len(in_order(self._branches))

    def _few(self, *, all_of_them: bool = False) -> tuple[Branch, ...]:
        return at_the_head(in_order(self._branches), self._in_view, all_of_them=all_of_them)

    def _chip(self, branch: Branch) -> Chip:
        return Chip(
            branch.id,
            branch_name(branch),
            branch.id == self._in_view,
            branch.main,
            branch.pinned,
            branch.status.value,
        )

    def _find(self, branch_id: str) -> Branch | None:
        return next((branch for branch in self._branches if branch.id == branch_id), None)

    def _do(self, work: Callable[[Library], object]) -> None:
        self._tasks.start(self._done(work))

    async def _done(self, work: Callable[[Library], object]) -> bool:
        """Do `work`; when it is refused say so."""
        try:
            await self._library.call(work)
        except CairnError as error:
            self.failed.emit(error.sentence, error.hint)
            return False
        finally:
            self.touched.emit()
        return True

    async def _put_away(self, branch: Branch, main_id: str) -> None:
        if not await self._done(lambda library: library.trash_branch(branch.id)):
            return
        if branch.id == self._in_view:
            self.wanted.emit(main_id)
        self._undo.offer(
            self.tr("Deleted “{name}”").format(name=branch_name(branch)),
            lambda: self.restore(branch.id),
        )

    async def _take_back(self, branch_id: str) -> None:
        if await self._done(lambda library: library.restore_branch(branch_id)):
            self.wanted.emit(branch_id)
