"""The open conversation: what the page shows and does."""

import time

from PySide6.QtCore import Property, QEnum, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.chat import props
from desktop.chat.branch_in_view import BranchInView
from desktop.chat.colours import Colours
from desktop.chat.completion import CompletionViewModel
from desktop.chat.editing import EditingViewModel
from desktop.chat.engine import Engine
from desktop.chat.look_back import LookBack
from desktop.chat.outcomes import Outcomes
from desktop.chat.props import Inputs, Phase, State
from desktop.chat.runs import Runs
from desktop.chat.transcript import TranscriptModel
from desktop.chat.workspace import WorkspaceViewModel
from desktop.chat.writing import Writing
from desktop.shared.engine_calls import EngineCalls
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks
from graphs import (
    ConversationTitled,
    Event,
    ToolInfo,
    TurnEvent,
    TurnStarted,
)

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("Made in desktop/app/wiring.py.")  # pyright: ignore[reportCallIssue]
class ChatViewModel(QObject):
    """One branch in view: its transcript, its running turn, and what is being written.

    Turns of other branches go on unseen; their text is there when they are opened.

    Signals:
        branchInView: the ids of another conversation and branch that are in view now; both are ''
            while there is none.
        lookedBack: an earlier step is looked at now, or none any more.
        resendWanted: the ids of a branch and of a message of the person in it, and other words.
        regenerateWanted: the ids of a branch and of an answer in it.
        continueWanted: the ids of a branch and of the message in it from which to go on.
        conversationStarted: the id of a conversation that began in view: its first message is
            recorded.
        sent: the message in the composer is recorded.
        told: a short sentence to show for a moment.
        draftChanged: `draft` was set here; what the person types does not emit it.
    """

    State = State
    QEnum(State)

    changed = Signal()
    branchInView = Signal(str, str)
    lookedBack = Signal(bool)
    resendWanted = Signal(str, str, str)
    regenerateWanted = Signal(str, str)
    continueWanted = Signal(str, str)
    draftChanged = Signal()
    conversationStarted = Signal(str)
    sent = Signal()
    told = Signal(str)

    def __init__(self, library: LibraryCalls, engine: EngineCalls, tasks: Tasks) -> None:
        super().__init__()
        self._props = props.derive(Inputs(), time.time())
        self._runs = Runs(library, engine, tasks, self)
        self._branch = BranchInView(library, tasks, self._runs, self)
        self._look = LookBack(library, tasks, self._branch)
        self._editing = EditingViewModel(self)
        self._opened = False
        self._early = ""  # sent before what it belongs to was read
        self._completion = CompletionViewModel()
        self._workspace = WorkspaceViewModel(library, tasks)
        self._workspace.failed.connect(self.told)
        self._writing = Writing(library, tasks, self._runs, self._branch, self._workspace)
        self._model = self._branch.live.model
        self._colours = Colours(self._model, tasks)
        self._second = QTimer(self, interval=1_000)
        self._second.timeout.connect(self._on_second)
        self._outcomes = Outcomes(self._runs, self._branch)
        self._outcomes.told.connect(self.told)
        self._outcomes.refused.connect(self._completion.rest)
        self._branch.changed.connect(self._derive)
        self._writing.changed.connect(self.draftChanged)
        self._writing.sent.connect(self.sent)
        self._writing.began.connect(self.conversationStarted)
        self._branch.failed.connect(self.told)
        self._runs.ended.connect(self._on_turn)
        self._engine = Engine(engine, tasks, self)
        self._engine.up.connect(self._on_engine)

    # What the view reads

    @Property(int, notify=changed)
    def state(self) -> int:
        return self._props.state

    @Property(str, notify=changed)
    def conversationId(self) -> str:
        return self._props.conversation_id

    @Property(bool, notify=changed)
    def lookingBack(self) -> bool:
        return self._props.looking > 0

    @Property(int, notify=changed)
    def lookedAt(self) -> int:
        """The step as of which the branch is shown, 0 for as it is."""
        return self._props.looking

    @Property(EditingViewModel, constant=True)
    def editing(self) -> EditingViewModel:
        return self._editing

    @Property(str, notify=changed)
    def title(self) -> str:
        return self._props.title

    @Property(QObject, constant=True)
    def transcript(self) -> TranscriptModel:
        return self._model

    @Property(CompletionViewModel, constant=True)
    def completion(self) -> CompletionViewModel:
        return self._completion

    @Property(WorkspaceViewModel, constant=True)
    def workspace(self) -> WorkspaceViewModel:
        return self._workspace

    @Property(bool, notify=changed)
    def ready(self) -> bool:
        return self._props.ready

    @Property(bool, notify=changed)
    def running(self) -> bool:
        return self._props.running

    @Property(bool, notify=changed)
    def stopping(self) -> bool:
        return self._props.stopping

    @Property(bool, notify=changed)
    def canSend(self) -> bool:
        return self._props.can_send

    @Property(bool, notify=changed)
    def waitingForModel(self) -> bool:
        return self._props.waiting_for_model

    @Property(str, notify=changed)
    def modelName(self) -> str:
        return self._props.model_name

    @Property(str, notify=changed)
    def retry(self) -> str:
        if not self._props.retry_reason:
            return ""
        again = self.tr("Trying again in {seconds} s.").format(seconds=self._props.retry_seconds)
        return f"{self._props.retry_reason} {again}"

    @Property(bool, notify=changed)
    def unfinished(self) -> bool:
        return self._props.unfinished

    @Property(bool, notify=changed)
    def canContinue(self) -> bool:
        return self._props.can_continue

    @Property(str, notify=changed)
    def failure(self) -> str:
        return self._props.trouble.sentence

    @Property(str, notify=changed)
    def failureHint(self) -> str:
        return self._props.trouble.hint

    @Property(bool, notify=changed)
    def hasEarlier(self) -> bool:
        return self._props.has_earlier

    @Property(str, notify=draftChanged)
    def draft(self) -> str:
        return self._writing.text

    # What the view tells and asks for

    @Slot(bool)
    def setDark(self, dark: bool) -> None:
        """Colour code for a dark page, or for a light one."""
        self._colours.set_dark(dark)

    @Slot(str)
    def open(self, conversation_id: str) -> None:
        """Show a conversation; '' for one not yet begun."""
        known = self._opened and self._inputs.phase is not Phase.UNREADABLE
        if known and conversation_id == self._inputs.conversation_id:
            return
        if conversation_id != self._inputs.conversation_id:
            self._early = ""
        self._opened = True
        self._writing.belong(conversation_id)
        self._workspace.show(conversation_id)
        self._look.forget()
        self._branch.open(conversation_id)

    @Slot(str)
    def openBranch(self, branch_id: str) -> None:
        """Show another branch of the conversation in view; it opens on that one from now on."""
        self._early = ""
        self._look.forget()
        self._branch.switch(branch_id)

    @Slot(str, int)
    def openStep(self, branch_id: str, position: int) -> None:
        """Show a branch of the conversation in view as it was at a step."""
        self.openBranch(branch_id)
        self._look.later(branch_id, position)

    @Slot(str, int)
    def takeWay(self, key: str, by: int) -> None:
        """Where branches part, show the next way or the one before; `key` is that row's."""
        if way := self._branch.way(key, by):
            self._look.forget()
            self._branch.switch(*way)

    @Slot(int, result=str)
    def markNear(self, place: int) -> str:
        """The key of the last row up to that one at which branches part, or of the first; or ''."""
        return self._model.mark_near(place)

    @Slot(str, result=int)
    def rowOf(self, key: str) -> int:
        """Where the row with that key stands, -1 for nowhere."""
        return self._model.row_of(key)

    @Slot(int)
    def lookAt(self, position: int) -> None:
        """Show the branch as it was at a step, which changes nothing; 0 shows it as it is."""
        self._look.at(position)

    @Slot(str)
    def edit(self, message_id: str) -> None:
        """Edit a message of the person where it stands."""
        self._editing.begin(message_id, self._branch.live.text(message_id))

    @Slot()
    def resend(self) -> None:
        """Send the message that is being edited, in a branch of its own; not an empty one."""
        message_id, text = self._editing.typed
        if text.strip():
            self._editing.sent()
            self.resendWanted.emit(self._inputs.branch_id, message_id, text)

    @Slot(str)
    def regenerate(self, message_id: str) -> None:
        """Ask for another answer, in a branch of its own."""
        self.regenerateWanted.emit(self._inputs.branch_id, message_id)

    @Slot(str)
    def continueFrom(self, message_id: str) -> None:
        """Go on from a message, in a branch of its own; '' stands for the last one shown."""
        if id_ := message_id or self._branch.live.newest_saved:
            self.continueWanted.emit(self._inputs.branch_id, id_)

    @Slot()
    def refresh(self) -> None:
        """Take in what another process, the command line say, has added meanwhile."""
        self._workspace.refresh()
        self._branch.catch_up()

    @Slot(str)
    def send(self, text: str) -> None:
        """Send a message, as soon as the engine is up; nothing when it may not be sent now.

        One sent while the conversation is still being read is sent after that, unless it is
        changed. What stands in the composer is forgotten only when the message is recorded.
        """
        if not text.strip():
            return
        if self._props.can_send:
            self._writing.send(text)
        elif self._inputs.phase is Phase.READING and not self._props.running:
            self._early = text

    @Slot()
    def stop(self) -> None:
        """End the running turn where it is; what was said so far is kept."""
        self._outcomes.stop()

    @Slot()
    def resume(self) -> None:
        """Run the unfinished turn on."""
        if self._props.can_continue:
            self._outcomes.resume()

    @Slot()
    def leave(self) -> None:
        """End the unfinished turn where it is."""
        if self._props.unfinished:
            self._outcomes.leave()

    @Slot()
    def loadEarlier(self) -> None:
        """Read the messages before the first one shown."""
        self._branch.read_earlier()

    @Slot(str)
    def copyMessage(self, message_id: str) -> None:
        """Put a message, as it was written, on the clipboard."""
        self._copy(self._branch.live.text(message_id))

    @Slot(result=str)
    def clipboardText(self) -> str:
        """What would be pasted: the view looks how long it is first."""
        return QGuiApplication.clipboard().text()

    @Slot(str)
    def copyCode(self, key: str) -> None:
        """Put the code of a row on the clipboard."""
        row = self._model.find(key)
        self._copy(row.text if row else "")

    @Slot(str)
    def toggle(self, key: str) -> None:
        """Unfold a folded row, or fold it again."""
        self._branch.live.toggle(key)

    @Slot(str)
    def saveDraft(self, text: str) -> None:
        """Keep what stands in the composer."""
        self._early = ""
        self._writing.type(text)

    @Slot(str)
    def offerDraft(self, text: str) -> None:
        """Put a text into the composer, before what stands there; it is not sent."""
        self._early = ""
        self._writing.offer(text)

    @Slot()
    def warmUp(self) -> None:
        """Load the model now: somebody is about to ask."""
        self._engine.warm_up()

    @Slot(str, str)
    def retitle(self, conversation_id: str, title: str) -> None:
        """A conversation has another title now."""
        if conversation_id == self._inputs.conversation_id:
            self._branch.swap(title=title)

    @Slot(object)
    def handle(self, event: Event) -> None:
        """Follow what the engine tells, of any branch."""
        if isinstance(event, ConversationTitled):
            self.retitle(event.conversation_id, event.title)
        elif isinstance(event, TurnEvent):
            self._on_turn(event)

    async def close(self) -> None:
        """Write down what stands in the composer."""
        self._second.stop()
        await self._writing.close()

    # How it changes

    @property
    def _inputs(self) -> Inputs:
        return self._branch.inputs

    @Slot()
    def _derive(self) -> None:
        """Show what follows from the inputs."""
        before, found = self._props, props.derive(self._inputs, time.time())
        self._props = found
        if found != before:
            self.changed.emit()
        if found.in_view != before.in_view:
            self._editing.settle()
            self.branchInView.emit(*found.in_view)
            self._look.arrived()
        if bool(found.looking) != bool(before.looking):
            self.lookedBack.emit(found.looking > 0)
        ticking = found.elsewhere or bool(found.retry_reason)
        if ticking != self._second.isActive():
            self._second.start() if ticking else self._second.stop()
        if self._early and found.can_send:
            early, self._early = self._early, ""
            self._writing.send(early)

    @Slot()
    def _on_second(self) -> None:
        """Count down to another try, and follow what another process runs."""
        self._derive()
        if self._props.elsewhere:
            self.refresh()

    @Slot(object)
    def _on_turn(self, event: TurnEvent) -> None:
        known = self._runs.follow(event)
        if isinstance(event, TurnStarted):
            self._writing.recorded(event)
        self._branch.follow(event, known.answer if known else None)

    @Slot(object)
    def _on_engine(self, tools: tuple[ToolInfo, ...]) -> None:
        self._completion.offer(tools)
        self._branch.swap(engine=True)

    def _copy(self, text: str) -> None:
        if text:
            QGuiApplication.clipboard().setText(text)
            self.told.emit(self.tr("Copied"))
