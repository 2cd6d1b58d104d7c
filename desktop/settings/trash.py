"""Conversations, branches, suites, cases and runs in the trash, to be taken back."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.settings.derive import TrashRow
from desktop.settings.section import Section
from desktop.settings.words import day
from desktop.shared.branch_words import branch_name
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks
from graphs import Branch, Conversation, Library, Trashed

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("Made in desktop/app/wiring.py.")  # pyright: ignore[reportCallIssue]
class TrashViewModel(Section[TrashRow]):
    """What was deleted last, on top. Nothing leaves the trash but by restoring it.

    Signals:
        restored: something is back.
    """

    restored = Signal()

    def __init__(self, library: LibraryCalls, tasks: Tasks) -> None:
        super().__init__(TrashRow, tasks)
        self._library = library
        self._ways: dict[str, Callable[[Library], None]] = {}

    @Slot(str)
    def restore(self, key: str) -> None:
        """Take a thing back."""
        if key in self._ways:
            self._do(lambda: self._restore(self._ways[key]))

    async def _restore(self, way: Callable[[Library], None]) -> None:
        await self._library.call(way)
        self.restored.emit()

    async def _look(self) -> None:
        found = await self._library.call(_in_trash)
        things = [
            *map(self._conversation, found.conversations),
            *(self._branch(one, title) for one, title in found.branches),
            *map(self._of_suites, found.of_suites),
        ]
        things.sort(key=lambda thing: thing.at, reverse=True)
        self._ways = {thing.key: thing.back for thing in things}
        self._show([TrashRow(one.key, one.title, day(one.at), one.about) for one in things])

    def _conversation(self, one: Conversation) -> "Thing":
        at = one.trashed_at or one.updated_at
        return Thing(one.id, self._title(one.title), at, lambda library: library.restore(one.id))

    def _branch(self, one: Branch, title: str) -> "Thing":
        about = self.tr("Branch of “%1”").replace("%1", self._title(title))
        at = one.trashed_at or one.updated_at
        back = partial(_restore_branch, one.id)
        return Thing(one.id, branch_name(one), at, back, about)

    def _of_suites(self, one: Trashed) -> "Thing":
        abouts = {
            "suite": self.tr("Suite"),
            "case": self.tr("Case of “%1”"),
            "run": self.tr("Run of “%1”"),
        }
        about = abouts[one.kind].replace("%1", one.of)
        title = one.name or self.tr("A run")
        return Thing(one.id, title, one.trashed_at, partial(_restore_of_suites, one), about)

    def _title(self, title: str) -> str:
        return title or self.tr("New conversation")


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing in the trash: since when, and how it comes back."""

    key: str
    title: str
    at: float
    back: Callable[[Library], None]
    about: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """All that is in the trash; each branch with the title of its conversation."""

    conversations: list[Conversation]
    branches: list[tuple[Branch, str]]
    of_suites: list[Trashed]


def _in_trash(library: Library) -> Found:
    return Found(
        library.conversations(trashed=True),
        library.trashed_branches(),
        library.evals.trashed(),
    )


def _restore_branch(branch_id: str, library: Library) -> None:
    library.restore_branch(branch_id)


def _restore_of_suites(one: Trashed, library: Library) -> None:
    library.evals.restore(one)
