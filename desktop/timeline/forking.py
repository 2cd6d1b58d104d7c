"""Continuing from a step in a new branch, and the way back to where one was."""

from dataclasses import dataclass, replace
from uuid import uuid4

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.shared.engine_calls import EngineCalls
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.row_list import RowList
from desktop.shared.tasks import Tasks
from desktop.timeline import continuing
from desktop.timeline.continuing import DoneRow, Draft, Known, ToolRow
from desktop.timeline.files_back import FilesBackViewModel
from desktop.timeline.fork_reading import Where, at_message, read
from graphs import ActionStatus, CairnError, ConversationStatus

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class Way:
    """From a branch to one that was made of it."""

    conversation_id: str
    origin: str
    made: str


@QmlElement
@QmlUncreatable("Made in desktop/app/wiring.py.")  # pyright: ignore[reportCallIssue]
class ForkViewModel(QObject):
    """The sheet before a new branch, the branch itself, and where one came from.

    Signals:
        branchMade: the ids of a conversation and of a branch of it to be shown: a new one, or the
            one that was gone back to.
        broughtBack: the id of an action that brought files back, and what came of it: all of them.
        failed: a sentence and a hint about what could not be done.
    """

    changed = Signal()
    branchMade = Signal(str, str)
    broughtBack = Signal(str, str)
    failed = Signal(str, str)

    def __init__(self, library: LibraryCalls, engine: EngineCalls, tasks: Tasks) -> None:
        super().__init__()
        self._library = library
        self._engine = engine
        self._tasks = tasks
        self._known: Known | None = None
        self._draft = Draft()
        self._new_id = ""
        self._reading = 0
        self._busy = False
        self._changing = False
        self._ways: list[Way] = []
        self._in_view = ""
        self._done = RowList(DoneRow, self)
        self._files = FilesBackViewModel(self)
        self._tools = RowList(ToolRow, self)

    # What the view reads

    @Property(bool, notify=changed)
    def shown(self) -> bool:
        return self._known is not None

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        """Whether the branch is being made."""
        return self._busy

    @Property(bool, notify=changed)
    def changing(self) -> bool:
        """Whether what can be changed is unfolded."""
        return self._changing

    @Property(bool, notify=changed)
    def canConfirm(self) -> bool:
        blank = self._draft.text is not None and not self._draft.text.strip()
        return self._known is not None and not self._busy and not blank

    @Property(bool, notify=changed)
    def canGoBack(self) -> bool:
        """Whether the branch in view was made from another, which can be shown again."""
        return self._way() is not None

    @Property(str, notify=changed)
    def start(self) -> str:
        """The step in one line."""
        return continuing.start_line(self._known.step) if self._known else ""

    @Property(str, notify=changed)
    def before(self) -> str:
        """How much the branch starts with."""
        return continuing.before_line(self._known) if self._known else ""

    @Property(str, notify=changed)
    def who(self) -> str:
        """Whose words can be changed; "" for nobody's."""
        return continuing.who(self._known) if self._known else ""

    @Property(str, notify=changed)
    def runs(self) -> str:
        """What runs as soon as the branch is made, without asking; "" for nothing."""
        return continuing.runs_line(self._known, self._draft) if self._known else ""

    @Property(int, notify=changed)
    def asking(self) -> int:
        """How many of the actions done since would ask again."""
        return continuing.asks(self._known) if self._known else 0

    @Property(QObject, constant=True)
    def done(self) -> RowList[DoneRow]:
        return self._done

    @Property(FilesBackViewModel, constant=True)
    def files(self) -> FilesBackViewModel:
        """The files that can be brought back with the branch."""
        return self._files

    @Property(QObject, constant=True)
    def tools(self) -> RowList[ToolRow]:
        return self._tools

    @Property(str, notify=changed)
    def text(self) -> str:
        """The words that the branch goes on from."""
        if self._draft.text is not None:
            return self._draft.text
        return self._known.said if self._known else ""

    @Property(str, notify=changed)
    def prompt(self) -> str:
        return self._draft.settings.system_prompt

    @Property(str, notify=changed)
    def model(self) -> str:
        return self._draft.settings.model

    @Property(str, notify=changed)
    def name(self) -> str:
        return self._draft.name

    @Property(str, notify=changed)
    def nameHint(self) -> str:
        """What the branch is called unless a name is given; "" where that is not known yet."""
        return continuing.name_hint(self._known, self._draft) if self._known else ""

    # What the view asks for

    @Slot(str, int)
    def begin(self, branch_id: str, position: int) -> None:
        """Show the sheet for a step of a branch; 0 is before the first one."""
        self._tasks.start(self._open(branch_id, lambda _: position))

    @Slot(str, str)
    def beginAt(self, branch_id: str, message_id: str) -> None:
        """Show the sheet for the step that brought a message."""
        self._tasks.start(self._open(branch_id, at_message(branch_id, message_id)))

    @Slot(str, str, str)
    def resend(self, branch_id: str, message_id: str, text: str) -> None:
        """Send other words in a message's place, in a new branch."""
        where = at_message(branch_id, message_id)
        self._tasks.start(self._open(branch_id, where, text, quick=True))

    @Slot(str, str)
    def regenerate(self, branch_id: str, message_id: str) -> None:
        """Have an answer given anew, in a new branch."""
        where = at_message(branch_id, message_id, before=1)
        self._tasks.start(self._open(branch_id, where, quick=True))

    @Slot(str)
    def setText(self, text: str) -> None:
        """Change the words that the branch goes on from."""
        known = self._known
        if known is not None and text != self.text:
            self._revise(replace(self._draft, text=None if text == known.said else text))

    @Slot(str)
    def setPrompt(self, prompt: str) -> None:
        """Give the branch instructions of its own; "" for the usual ones."""
        self._revise_settings(system_prompt=prompt)

    @Slot(str)
    def setModel(self, model: str) -> None:
        """Let another model answer; "" for the usual one."""
        self._revise_settings(model=model.strip())

    @Slot(str)
    def setName(self, name: str) -> None:
        """Name the branch; "" has it named for what it changes."""
        self._revise(replace(self._draft, name=name))

    @Slot(str, bool)
    def allowTool(self, tool: str, allowed: bool) -> None:
        """Let the branch use a tool, or not."""
        if self._known is not None:
            settings = self._draft.settings
            tools = continuing.with_tool(self._known, settings, tool, allowed=allowed)
            self._revise_settings(tools=tools)

    @Slot()
    def toggleChanging(self) -> None:
        """Show what can be changed, or no more."""
        self._changing = not self._changing
        self.changed.emit()

    @Slot()
    def confirm(self) -> None:
        """Make the branch, bring back what was chosen, and let it run on."""
        if self.canConfirm and self._known is not None:
            self._set_busy(True)
            chosen = self._files.chosen
            self._tasks.start(self._make(self._known, self._draft, self._new_id, chosen))

    @Slot()
    def cancel(self) -> None:
        """Not now: nothing is changed."""
        self._reading += 1
        if not self._busy:
            self._close()

    @Slot()
    def goBack(self) -> None:
        """Show the branch again that the one in view was made from."""
        way = self._way()
        if way is not None:
            self._ways.remove(way)
            self.branchMade.emit(way.conversation_id, way.origin)

    @Slot(str, str)
    def inView(self, conversation_id: str, branch_id: str) -> None:
        """Another branch is in view, "" for none."""
        self._in_view = branch_id
        self.changed.emit()

    # What comes of it

    def _way(self) -> Way | None:
        return next((way for way in reversed(self._ways) if way.made == self._in_view), None)

    async def _open(
        self, branch_id: str, where: Where, text: str | None = None, *, quick: bool = False
    ) -> None:
        """Show the sheet; `quick`: not if nothing that asked was done since, or is done again."""
        self._reading += 1
        mine = self._reading
        try:
            known = await read(self._library, self._engine, branch_id, where)
        except CairnError as error:
            self.failed.emit(error.sentence, error.hint)
            return
        if mine != self._reading or self._busy:
            return
        draft = replace(continuing.begun(known), text=None if text == known.said else text)
        again = draft.text is None and bool(continuing.runs_line(known, draft))
        if quick and not again and not continuing.asks(known):
            await self._make(known, draft, uuid4().hex)
            return
        self._known, self._draft, self._new_id = known, draft, uuid4().hex
        self._changing = draft.text is not None
        self._files.show(known.files)
        self._derive()

    async def _make(
        self, known: Known, draft: Draft, new_id: str, chosen: frozenset[str] = frozenset()
    ) -> None:
        origin = known.branch
        change = continuing.change(known, draft)
        try:
            made = await self._engine.call(
                lambda host: host.fork(origin.id, known.position, change, new_id)
            )
        except CairnError as error:
            self.failed.emit(error.sentence, error.hint)
            return
        finally:
            self._set_busy(False)
        self._ways.append(Way(origin.conversation_id, origin.id, made.id))
        self._close()
        self.branchMade.emit(made.conversation_id, made.id)
        try:
            back = await self._files_are_back(known, chosen, made.id)
            if back and made.status is ConversationStatus.UNFINISHED:
                await self._engine.call(lambda host: host.resume(made.id))
        except CairnError as error:
            self.failed.emit(error.sentence, error.hint)

    async def _files_are_back(self, known: Known, paths: frozenset[str], into: str) -> bool:
        """Bring back what was chosen, for that branch; whether all of it is."""
        if not paths:
            return True
        branch_id = known.branch.id
        done = await self._engine.call(
            lambda host: host.bring_back(branch_id, known.position, paths, into)
        )
        if done.status is ActionStatus.DONE:
            self.broughtBack.emit(done.id, done.result)
            return True
        self.failed.emit(
            self.tr("Not every file was brought back, so the new branch has not gone on yet."),
            done.result,
        )
        return False

    def _revise_settings(self, **changes: object) -> None:
        settings = replace(self._draft.settings, **changes)  # pyright: ignore[reportArgumentType]
        self._revise(replace(self._draft, settings=settings))

    def _revise(self, draft: Draft) -> None:
        if self._known is not None and not self._busy and draft != self._draft:
            self._draft = draft
            self._derive()

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self._files.hold(busy)
        self.changed.emit()

    def _close(self) -> None:
        self._known, self._draft, self._changing = None, Draft(), False
        self._files.show(())
        self._derive()

    def _derive(self) -> None:
        known = self._known
        self._done.show(continuing.done_rows(known) if known else ())
        self._tools.show(continuing.tool_rows(known, self._draft) if known else ())
        self.changed.emit()
