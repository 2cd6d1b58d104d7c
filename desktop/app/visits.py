"""Shows what a link leads to, and takes in the files that Cairn is asked to open."""

from pathlib import Path
from typing import TYPE_CHECKING, assert_never

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.app.arguments import Arguments
from desktop.shared import links
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.links import (
    ActionLink,
    BranchLink,
    ConversationLink,
    Link,
    NewLink,
    StepLink,
    SuiteLink,
)
from desktop.shared.tasks import Tasks
from graphs import CairnError

if TYPE_CHECKING:
    from graphs import Library, Suite

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("Made in desktop/app/wiring.py.")  # pyright: ignore[reportCallIssue]
class VisitsViewModel(QObject):
    """Nothing that comes from outside does more than show a place, or add a suite that can be
    taken away again.

    Signals:
        branchWanted: the ids of a conversation and of its branch.
        stepWanted: the same and a step's position.
        actionWanted: an action's id.
        suiteWanted: a suite's id.
        suiteTaken: the Suite that a file has become.
        newWanted: the text for the composer of a conversation not yet begun.
        failed: a sentence and a hint.
    """

    branchWanted = Signal(str, str)
    stepWanted = Signal(str, str, int)
    actionWanted = Signal(str)
    suiteWanted = Signal(str)
    suiteTaken = Signal(object)
    newWanted = Signal(str)
    failed = Signal(str, str)

    def __init__(self, library: LibraryCalls, tasks: Tasks) -> None:
        super().__init__()
        self._library = library
        self._tasks = tasks
        self._begun = False
        self._early: list[Arguments] = []

    @Slot(object)
    def open(self, arguments: Arguments) -> None:
        """Show what these lead to, one after the other: as soon as there is anything to show."""
        if not self._begun:
            self._early.append(arguments)
        elif arguments.links or arguments.files:
            self._tasks.start(self._open(arguments))

    @Slot(list)
    def openDropped(self, addresses: list[QUrl]) -> None:
        """The same for files that were dropped on the window."""
        self.open(Arguments(files=tuple(one.toLocalFile() for one in addresses)))

    def begin(self) -> None:
        """The lists are there: show what was asked for until now."""
        self._begun = True
        early, self._early = self._early, []
        for arguments in early:
            self.open(arguments)

    async def _open(self, arguments: Arguments) -> None:
        for text in arguments.links:
            await self._visit(links.read(text))
        for file in arguments.files:
            await self._take_in(Path(file))

    async def _visit(self, link: Link | None) -> None:
        try:
            match link:
                case None:
                    self.failed.emit(
                        self.tr("This link leads to no place in Cairn."),
                        self.tr("It may be from a newer Cairn, or not be whole."),
                    )
                case ConversationLink(id_):
                    branch = await self._library.call(
                        lambda library: library.kept_branch(library.conversation(id_).branch_id)
                    )
                    self.branchWanted.emit(branch.conversation_id, branch.id)
                case BranchLink(id_):
                    branch = await self._library.call(lambda library: library.kept_branch(id_))
                    self.branchWanted.emit(branch.conversation_id, branch.id)
                case StepLink(id_, position):
                    branch = await self._library.call(lambda library: library.kept_branch(id_))
                    await self._library.call(lambda library: library.step(id_, str(position)))
                    self.stepWanted.emit(branch.conversation_id, branch.id, position)
                case ActionLink(id_):
                    action = await self._library.call(lambda library: library.action(id_))
                    await self._library.call(lambda library: library.kept_branch(action.branch_id))
                    self.actionWanted.emit(id_)
                case SuiteLink(id_):
                    suite = await self._library.call(lambda library: library.evals.suite(id_))
                    self.suiteWanted.emit(suite.id)
                case NewLink(text):
                    self.newWanted.emit(text)
                case _:
                    assert_never(link)
        except CairnError as error:
            self.failed.emit(
                self.tr("The link leads nowhere: {reason}").format(reason=error.sentence),
                self.tr("It may be to another data folder, or to what was deleted since."),
            )

    async def _take_in(self, file: Path) -> None:
        try:
            suite = await self._library.call(lambda library: _taken_in(library, file))
        except CairnError as error:
            self.failed.emit(
                self.tr("{file} cannot be opened: {reason}").format(
                    file=file.name, reason=error.sentence
                ),
                error.hint,
            )
        else:
            self.suiteTaken.emit(suite)


def _taken_in(library: "Library", file: Path) -> "Suite":
    from graphs import import_suite

    return import_suite(library, file)
