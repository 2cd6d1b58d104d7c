"""The branches beneath their conversations: which are there, and what can be done with each."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.conversations.nesting import Nest
from desktop.conversations.reading import Found
from desktop.shared import links
from desktop.shared.branch_words import branch_name, new_name
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.links import BranchLink
from desktop.shared.tasks import Tasks
from graphs import Branch, CairnError, Library

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("Made in desktop/app/wiring.py.")  # pyright: ignore[reportCallIssue]
class NestedBranchesViewModel(QObject):
    """Which conversations are unfolded, for as long as the window is there, and the branch in view.

    One that was in view is unfolded unless the person has folded it.

    Signals:
        changed: other branches are shown.
        inViewChanged: another branch is in view.
        needed: the id of a conversation whose branches are to be read.
        wanted: the ids of a conversation and of a branch of it: show that.
        compareWanted: two branches' ids: show them side by side.
        touched: a conversation's id: something of its branches was changed.
        trashed: the ids of a conversation and of a branch of it that is in the trash now, and what
            the branch is called.
        failed: a sentence and a hint about what could not be done.
    """

    changed = Signal()
    inViewChanged = Signal()
    needed = Signal(str)
    wanted = Signal(str, str)
    compareWanted = Signal(str, str)
    touched = Signal(str)
    trashed = Signal(str, str, str)
    failed = Signal(str, str)

    def __init__(self, library: LibraryCalls, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._tasks = tasks
        self._folds: dict[str, bool] = {}
        self._nests: dict[str, Nest] = {}
        self._in_view = ""

    @Property(str, notify=inViewChanged)
    def inView(self) -> str:
        """The branch in view, "" for none."""
        return self._in_view

    @property
    def nests(self) -> Mapping[str, Nest]:
        """The branches of those that are unfolded, as far as they are read."""
        return dict(self._nests)

    @property
    def unfolded(self) -> frozenset[str]:
        """The conversations whose branches are to be read."""
        return frozenset(id_ for id_, folded in self._folds.items() if not folded)

    def take(self, found: Found) -> None:
        """Show what was read, of those that are unfolded still."""
        for known in found.conversations:
            branches = found.branches.get(known.id, ())
            if known.id in self.unfolded and branches:
                whole = known.id in self._nests and self._nests[known.id].whole
                self._nests[known.id] = Nest(branches, whole)
            else:
                self._nests.pop(known.id, None)

    def unfold_by_itself(self, conversation_id: str) -> None:
        """A conversation is opened."""
        if conversation_id and conversation_id not in self._folds:
            self._folds[conversation_id] = False
            self.needed.emit(conversation_id)

    @Slot(str)
    def unfold(self, conversation_id: str) -> None:
        """Show the branches of a conversation."""
        self._folds[conversation_id] = False
        self.needed.emit(conversation_id)

    @Slot(str)
    def fold(self, conversation_id: str) -> None:
        """Show its branches no more."""
        self._folds[conversation_id] = True
        self._nests.pop(conversation_id, None)
        self.changed.emit()

    @Slot(str)
    def toggle(self, conversation_id: str) -> None:
        """Unfold a conversation, or fold it again."""
        if conversation_id in self._nests:
            self.fold(conversation_id)
        else:
            self.unfold(conversation_id)

    @Slot(str)
    def toggleWhole(self, conversation_id: str) -> None:
        """Show all branches of a conversation that has many, or only a few again."""
        nest = self._nests.get(conversation_id)
        if nest is not None:
            self._nests[conversation_id] = replace(nest, whole=not nest.whole)
            self.changed.emit()

    def show(self, conversation_id: str, branch_id: str) -> None:
        """That branch is in view now; "" for none."""
        if branch_id != self._in_view:
            self._in_view = branch_id
            self.inViewChanged.emit()
        if conversation_id:
            self.needed.emit(conversation_id)

    @Slot(str, str)
    def open(self, conversation_id: str, branch_id: str) -> None:
        """Bring a branch into view."""
        self.wanted.emit(conversation_id, branch_id)

    @Slot(str, str)
    def compare(self, conversation_id: str, branch_id: str) -> None:
        """Show a branch beside the one in view, the older of them at the left."""
        nest, both = self._nests.get(conversation_id), (branch_id, self._in_view)
        found = [one.id for one in nest.branches if one.id in both] if nest else []
        if len(found) == 2:
            self.compareWanted.emit(*found)

    @Slot(str, str, str)
    def rename(self, conversation_id: str, branch_id: str, name: str) -> None:
        """Give a name; blank or unchanged ones are no change."""
        known = self._branch(conversation_id, branch_id)
        if known is not None and (cleaned := new_name(known, name)):
            self._do(conversation_id, lambda library: library.rename_branch(branch_id, cleaned))

    @Slot(str)
    def copyLink(self, branch_id: str) -> None:
        """Put a link to a branch on the clipboard."""
        QGuiApplication.clipboard().setText(links.write(BranchLink(branch_id)))

    @Slot(str, str, bool)
    def pin(self, conversation_id: str, branch_id: str, pinned: bool) -> None:
        """Keep a branch on top, or let it go."""
        self._do(conversation_id, lambda library: library.pin_branch(branch_id, pinned))

    @Slot(str, str)
    def setMain(self, conversation_id: str, branch_id: str) -> None:
        """Let a branch stand for its conversation."""
        self._do(conversation_id, lambda library: library.set_main_branch(branch_id))

    @Slot(str, str)
    def trash(self, conversation_id: str, branch_id: str) -> None:
        """Move a branch to the trash; the main one is shown instead. It can be had again."""
        known = self._branch(conversation_id, branch_id)
        if known is not None:
            main = next(one for one in self._nests[conversation_id].branches if one.main)
            self._tasks.start(self._put_away(known, main.id))

    def _branch(self, conversation_id: str, branch_id: str) -> Branch | None:
        nest = self._nests.get(conversation_id)
        found = nest.branches if nest else ()
        return next((branch for branch in found if branch.id == branch_id), None)

    def _do(self, conversation_id: str, work: Callable[[Library], object]) -> None:
        self._tasks.start(self._done(conversation_id, work))

    async def _done(self, conversation_id: str, work: Callable[[Library], object]) -> bool:
        """Do `work`; when it is refused say so."""
        try:
            await self._library.call(work)
        except CairnError as error:
            self.failed.emit(error.sentence, error.hint)
            return False
        self.touched.emit(conversation_id)
        return True

    async def _put_away(self, branch: Branch, main_id: str) -> None:
        id_ = branch.conversation_id
        if not await self._done(id_, lambda library: library.trash_branch(branch.id)):
            return
        self.trashed.emit(id_, branch.id, branch_name(branch))
        if branch.id == self._in_view:
            self.wanted.emit(id_, main_id)
