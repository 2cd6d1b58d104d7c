"""The open conversation: what the page shows and does."""

import asyncio
import time
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from PySide6.QtCore import Property, QEnum, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.chat import content, props
from desktop.chat.actions import ActionsViewModel
from desktop.chat.completion import CompletionViewModel
from desktop.chat.content import Content, live_turn
from desktop.chat.draft import Draft
from desktop.chat.live_transcript import LiveTranscript
from desktop.chat.progress import Answer, Progress, advance, failed, failure, worth_keeping
from desktop.chat.props import Inputs, Phase, State, Trouble
from desktop.chat.sending import Sending
from desktop.chat.transcript import TranscriptModel
from desktop.chat.workspace import WorkspaceViewModel
from desktop.shared.engine_calls import EngineCalls
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks, run_blocking
from graphs import (
    ActionDecided,
    ActionFinished,
    ActionNeedsDecision,
    ActionProposed,
    ActionStarted,
    CairnError,
    ConversationTitled,
    Event,
    Message,
    ModelStateChanged,
    NotFound,
    NothingToDo,
    StepSaved,
    TextDelta,
    TurnEvent,
    TurnFailed,
    TurnFinished,
    TurnStarted,
    TurnStatus,
    TurnStopped,
    TurnWaiting,
)

if TYPE_CHECKING:
    from graphs import Conversation, Library, SessionHost, Transcript

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1

_STOP_AGAIN_SECONDS = 0.05
_LAST_SAVE_SECONDS = 2.0


@QmlElement
@QmlUncreatable("Made in desktop/app/wiring.py.")  # pyright: ignore[reportCallIssue]
class ChatViewModel(QObject):
    """One conversation in view: its transcript, its running turn, and what is being written.

    Turns of other conversations go on unseen; their text is there when they are opened.

    Signals:
        conversationStarted: the id of a conversation that began in view: its first message is
            recorded.
        sent: the message in the composer is recorded.
        told: a short sentence to show for a moment.
        draftChanged: `draft` was set here; what the person types does not emit it.
    """

    State = State
    QEnum(State)

    changed = Signal()
    draftChanged = Signal()
    conversationStarted = Signal(str)
    sent = Signal()
    told = Signal(str)

    def __init__(self, library: LibraryCalls, engine: EngineCalls, tasks: Tasks) -> None:
        super().__init__()
        self._library = library
        self._engine = engine
        self._tasks = tasks
        self._inputs = Inputs()
        self._props = props.derive(self._inputs, time.time())
        self._progress: dict[str, Progress] = {}  # by branch
        self._outbox: dict[str, Sending] = {}  # by conversation
        self._opened = False
        self._generation = 0
        self._stale = False
        self._reading_earlier = False
        self._saves: set[asyncio.Task[None]] = set()
        self._draft = Draft(self._save, self)
        self._actions = ActionsViewModel(library, tasks)
        self._completion = CompletionViewModel()
        self._workspace = WorkspaceViewModel(library, tasks)
        self._workspace.failed.connect(self.told)
        self._live = LiveTranscript(self)
        self._model = self._live.model
        self._model.highlightWanted.connect(self._on_highlight_wanted)
        self._second = QTimer(self, interval=1_000)
        self._second.timeout.connect(self._on_second)
        self._dark = False
        tasks.start(self._wait_for_engine())

    # What the view reads

    @Property(int, notify=changed)
    def state(self) -> int:
        return self._props.state

    @Property(str, notify=changed)
    def conversationId(self) -> str:
        return self._props.conversation_id

    @Property(str, notify=changed)
    def title(self) -> str:
        return self._props.title

    @Property(QObject, constant=True)
    def transcript(self) -> TranscriptModel:
        return self._model

    @Property(ActionsViewModel, constant=True)
    def actions(self) -> ActionsViewModel:
        return self._actions

    @Property(CompletionViewModel, constant=True)
    def completion(self) -> CompletionViewModel:
        return self._completion

    @Property(WorkspaceViewModel, constant=True)
    def workspace(self) -> WorkspaceViewModel:
        return self._workspace

    @Property(str, notify=changed)
    def doing(self) -> str:
        return self._props.doing

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
        return self._draft.text

    # What the view tells

    @Slot(bool)
    def setDark(self, dark: bool) -> None:
        """Colour code for a dark page, or for a light one."""
        if dark != self._dark:
            self._dark = dark
            self._model.forget_highlights()

    # What the view asks for

    @Slot(str)
    def open(self, conversation_id: str) -> None:
        """Show a conversation; '' for one not yet begun."""
        known = self._opened and self._inputs.phase is not Phase.UNREADABLE
        if known and conversation_id == self._inputs.conversation_id:
            return
        self._opened = True
        self._draft.take_over(conversation_id, "")
        self._live.clear()
        self._workspace.show(conversation_id)
        self._inputs = Inputs(conversation_id=conversation_id, engine=self._inputs.engine)
        self._derive()
        self._generation += 1
        self._tasks.start(self._read(conversation_id, self._generation))
        self.draftChanged.emit()

    @Slot()
    def refresh(self) -> None:
        """Take in what another process, the command line say, has added meanwhile."""
        seen = self._inputs
        if seen.branch_id and seen.phase is Phase.READ and not (seen.settling or seen.stopping):
            self._tasks.start(self._catch_up(seen))

    @Slot(str)
    def send(self, text: str) -> None:
        """Send a message, as soon as the engine is up; nothing when it may not be sent now.

        What stands in the composer is forgotten only when the message is recorded.
        """
        if not self._props.can_send or not text.strip():
            return
        self._draft.type(text)
        self._draft.flush()
        conversation_id = self._inputs.conversation_id or uuid4().hex
        sending = Sending(
            uuid4().hex, text, conversation_id, self._inputs.branch_id, sent_at=time.time()
        )
        self._outbox[conversation_id] = sending
        folder = self._workspace.begun(conversation_id) if sending.begins else ""
        self._swap(
            conversation_id=conversation_id, sending=sending, stopping=False, trouble=Trouble()
        )
        self._take(())
        self._tasks.start(self._send(sending, folder))

    @Slot()
    def stop(self) -> None:
        """End the running turn where it is; what was said so far is kept."""
        running = self._inputs.progress or self._inputs.sending
        if running is not None and not self._inputs.stopping:
            self._swap(stopping=True)
            self._tasks.start(self._stop(running.turn_id))

    @Slot()
    def resume(self) -> None:
        """Run the unfinished turn on."""
        branch_id = self._inputs.branch_id
        if self._props.can_continue:
            self._settle(lambda host: host.resume(branch_id))

    @Slot()
    def leave(self) -> None:
        """End the unfinished turn where it is."""
        branch_id = self._inputs.branch_id
        if self._props.unfinished:
            self._settle(lambda host: host.leave(branch_id))

    @Slot()
    def loadEarlier(self) -> None:
        """Read the messages before the first one shown."""
        if self._inputs.before is not None and not self._reading_earlier:
            self._reading_earlier = True
            self._tasks.start(self._read_earlier(self._inputs.before, self._generation))

    @Slot(str)
    def copyMessage(self, message_id: str) -> None:
        """Put a message, as it was written, on the clipboard."""
        self._copy(self._live.text(message_id))

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
        self._model.toggle(key)

    @Slot(str)
    def saveDraft(self, text: str) -> None:
        """Keep what stands in the composer."""
        self._draft.type(text)

    @Slot()
    def warmUp(self) -> None:
        """Load the model now: somebody is about to ask."""
        self._tasks.start(self._warm_up())

    @Slot(str, str)
    def retitle(self, conversation_id: str, title: str) -> None:
        """A conversation has another title now."""
        if conversation_id == self._inputs.conversation_id:
            self._swap(title=title)

    @Slot(object)
    def handle(self, event: Event) -> None:
        """Follow what the engine tells, of any branch."""
        match event:
            case ConversationTitled(conversation_id, title):
                self.retitle(conversation_id, title)
            case ModelStateChanged():
                pass
            case (
                ActionProposed(action=action)
                | ActionNeedsDecision(action=action)
                | ActionDecided(action=action)
                | ActionStarted(action=action)
                | ActionFinished(action=action)
            ):
                self._actions.take(action)
                self._on_turn(event)
            case _:
                self._on_turn(event)

    async def close(self) -> None:
        """Write down what stands in the composer."""
        self._second.stop()
        self._draft.flush()
        if self._saves:
            # A library that never opened must not keep the window.
            await asyncio.wait(self._saves, timeout=_LAST_SAVE_SECONDS)

    # How it changes

    def _swap(self, **changes: Any) -> None:
        """Take new inputs, and show what follows from them."""
        self._inputs = replace(self._inputs, **changes)
        self._derive()

    def _derive(self) -> None:
        found = props.derive(self._inputs, time.time())
        if found != self._props:
            self._props = found
            self.changed.emit()
        ticking = found.elsewhere or bool(found.retry_reason)
        if ticking != self._second.isActive():
            self._second.start() if ticking else self._second.stop()

    def _on_second(self) -> None:
        """Count down to another try, and follow what another process runs."""
        self._derive()
        if self._props.elsewhere:
            self.refresh()

    def _on_turn(self, event: TurnEvent) -> None:
        known = self._progress.pop(event.branch_id, None)
        progress = advance(known, event, time.time())
        if progress is not None:
            self._progress[event.branch_id] = progress
        if self._inputs.phase is Phase.READING and not isinstance(event, TextDelta):
            self._stale = True
        if isinstance(event, TurnStarted):
            self._on_recorded(event)
        if event.branch_id == self._inputs.branch_id and self._inputs.phase is Phase.READ:
            self._follow(event, known.answer if known else None)

    def _follow(self, event: TurnEvent, answer: Answer | None) -> None:
        """Show what an event of the branch in view changes. `answer` is that before it."""
        progress = self._progress.get(event.branch_id)
        match event:
            case TurnStarted():
                self._swap(progress=progress, turn=None, settling=False, trouble=Trouble())
                self._take([event.message])
            case TextDelta():
                self._swap(progress=progress)
                growing = self._answer()
                if answer and growing and answer.message.id == growing.message.id:
                    self._live.grow(growing)
                else:
                    self._take(worth_keeping(answer))
            case StepSaved():
                self._swap(progress=progress)
                self._take(event.messages)
            case TurnFailed():
                self._swap(
                    progress=None, turn=failed(event, time.time()), settling=False, stopping=False
                )
                self._take(worth_keeping(answer))
            case TurnFinished() | TurnWaiting() | TurnStopped():
                self._swap(progress=None, turn=None, settling=False, stopping=False)
                self._take(worth_keeping(answer))
            case _:
                self._swap(progress=progress)

    def _on_recorded(self, event: TurnStarted) -> None:
        sending = self._on_its_way(event.turn_id)
        if sending is None:
            return
        del self._outbox[sending.conversation_id]
        if sending.begins:
            self._save("", "")
        if sending.conversation_id != self._inputs.conversation_id:
            if not sending.begins:
                self._save(sending.conversation_id, "")
            return
        rest = self._draft.text.removeprefix(sending.text)
        self._draft.take_over(sending.conversation_id, rest)
        self._save(sending.conversation_id, rest)
        self._swap(branch_id=event.branch_id, sending=None)
        self._actions.show(event.branch_id, ())
        self.sent.emit()
        self.draftChanged.emit()
        if sending.begins:
            self.conversationStarted.emit(sending.conversation_id)

    # The rows

    def _answer(self) -> Answer | None:
        progress = self._inputs.progress
        return progress.answer if progress else None

    def _take(self, messages: Sequence[Message]) -> None:
        turn = self._inputs.turn if self._inputs.progress is None else None
        self._live.take(messages, self._answer(), self._inputs.sending, live_turn(turn))
        self._swap(said=not self._live.empty)

    # What it reads and writes

    async def _read(self, conversation_id: str, generation: int) -> None:
        try:
            draft = await self._library.call(lambda one: one.draft(conversation_id))
            if conversation_id:
                await self._read_branch(conversation_id, generation)
            elif generation == self._generation:
                self._swap(phase=Phase.READ)
        except CairnError as error:
            if generation == self._generation:
                trouble = Trouble(error.sentence, error.hint)
                self._swap(phase=Phase.UNREADABLE, trouble=trouble)
            return
        if generation == self._generation:
            self._restore(draft, conversation_id)

    async def _read_branch(self, conversation_id: str, generation: int) -> None:
        """Read until nothing was told in the meantime."""
        while True:
            self._stale = False
            conversation, transcript = await self._library.call(_reading(conversation_id))
            running = conversation.branch_id in self._progress
            found = await run_blocking(
                content.made,
                transcript.messages,
                {},
                "" if running else live_turn(transcript.turn),
            )
            if generation != self._generation:
                return
            if not self._stale:
                break
        self._inputs = replace(
            self._inputs,
            branch_id=conversation.branch_id,
            title=conversation.title,
            before=transcript.before,
            turn=transcript.turn,
            progress=self._progress.get(conversation.branch_id),
            sending=self._outbox.get(conversation_id),
        )
        self._live.show(found, self._answer(), self._inputs.sending)
        self._actions.show(conversation.branch_id, _turns(transcript.messages))
        self._swap(phase=Phase.READ, said=not self._live.empty)

    async def _read_earlier(self, before: str, generation: int) -> None:
        branch_id = self._inputs.branch_id
        try:
            found = await self._library.call(lambda one: one.transcript(branch_id, before))
            known = self._live.content
            results = (one for one in known.messages if one.role == "tool")
            made = await run_blocking(content.made, (*found.messages, *results), {})
        except NotFound:
            if generation == self._generation:
                self._read_anew()
            return
        finally:
            self._reading_earlier = False
        if generation != self._generation:
            return
        shown = {one.id: made.shown[one.id] for one in found.messages}
        self._live.prepend(Content(found.messages, shown))
        self._actions.show(branch_id, _turns(found.messages))
        self._swap(before=found.before)

    async def _catch_up(self, seen: Inputs) -> None:
        """Add what is new since `seen`; nothing when something was told in the meantime."""
        try:
            conversation, transcript = await self._library.call(_reading(seen.conversation_id))
        except CairnError:
            return  # told by the list, which is read at the same time
        if self._inputs is not seen or self._props.running:
            return
        found = content.overlapped(self._live.content, transcript)
        if found is None:
            self._read_anew()
            return
        self._swap(title=conversation.title, turn=transcript.turn)
        self._live.show(found, None, None)
        self._actions.show(conversation.branch_id, _turns(transcript.messages))
        self._swap(said=not self._live.empty)

    def _read_anew(self) -> None:
        """Read the conversation in view once more: it is not what it was."""
        self._generation += 1
        self._swap(phase=Phase.READING)
        self._tasks.start(self._read_once_more(self._inputs.conversation_id, self._generation))

    async def _read_once_more(self, conversation_id: str, generation: int) -> None:
        try:
            await self._read_branch(conversation_id, generation)
        except CairnError as error:
            if generation == self._generation:
                trouble = Trouble(error.sentence, error.hint)
                self._swap(phase=Phase.UNREADABLE, trouble=trouble)

    def _restore(self, draft: str, conversation_id: str) -> None:
        """Put the saved draft into the composer, before what has been typed by now."""
        on_its_way = not conversation_id and any(one.begins for one in self._outbox.values())
        if not draft or on_its_way:
            return
        typed = self._draft.text
        self._draft.type(f"{draft}\n{typed}" if typed else draft)
        self.draftChanged.emit()

    def _save(self, conversation_id: str, text: str) -> None:
        task = self._tasks.start(
            self._library.call(lambda one: one.save_draft(conversation_id, text))
        )
        if task is not None:
            self._saves.add(task)
            task.add_done_callback(self._saves.discard)

    def _copy(self, text: str) -> None:
        if text:
            QGuiApplication.clipboard().setText(text)
            self.told.emit(self.tr("Copied"))

    def _on_highlight_wanted(self, key: str) -> None:
        row = self._model.find(key)
        if row is not None:
            self._tasks.start(self._highlight(key, row.text, row.language))

    async def _highlight(self, key: str, code: str, language: str) -> None:
        dark = self._dark
        html = await run_blocking(_coloured, code, language, dark)
        if dark == self._dark:
            self._model.set_highlight(key, code, html)

    # What it asks of the engine

    async def _wait_for_engine(self) -> None:
        try:
            tools = await self._engine.call(lambda host: host.tools())
        except CairnError:
            return  # told by whoever opened the engine
        self._completion.offer(tools)
        self._swap(engine=True)

    async def _warm_up(self) -> None:
        try:
            await self._engine.call(lambda host: host.warm_up())
        except CairnError:
            return  # told when a turn needs the model

    async def _send(self, sending: Sending, folder: str) -> None:
        try:
            if folder:
                await self._engine.call(
                    lambda host: host.create_conversation(sending.conversation_id)
                )
                await self._library.call(
                    lambda library: library.set_workspace(sending.conversation_id, folder)
                )
            await self._engine.call(lambda host: _sent(host, sending))
        except CairnError as error:
            self._on_refused(sending, error)
        finally:
            self._take_back(sending)

    def _on_refused(self, sending: Sending, error: CairnError) -> None:
        if branch_id := self._branch_running(sending.turn_id):
            self._on_turn(failure(branch_id, sending.turn_id, error))
        elif sending.conversation_id == self._inputs.conversation_id:
            self._swap(trouble=Trouble(error.sentence, error.hint))
        else:
            self.told.emit(error.sentence)

    def _take_back(self, sending: Sending) -> None:
        """A message that was not recorded is no longer on its way; its text is in the composer."""
        if self._outbox.get(sending.conversation_id) is not sending:
            return
        del self._outbox[sending.conversation_id]
        if sending.conversation_id == self._inputs.conversation_id:
            conversation_id = "" if sending.begins else sending.conversation_id
            self._swap(conversation_id=conversation_id, sending=None, stopping=False)
            self._take(())

    def _settle(self, work: "Callable[[SessionHost], Coroutine[Any, Any, object]]") -> None:
        self._swap(settling=True, trouble=Trouble())
        self._tasks.start(self._settled_by(work, self._inputs.branch_id))

    async def _settled_by(
        self, work: "Callable[[SessionHost], Coroutine[Any, Any, object]]", branch_id: str
    ) -> None:
        try:
            await self._engine.call(work)
        except NothingToDo:
            if branch_id == self._inputs.branch_id:
                self._read_anew()
        except CairnError as error:
            running = self._progress.get(branch_id)
            if running is not None:
                self._on_turn(failure(branch_id, running.turn_id, error))
            elif branch_id == self._inputs.branch_id:
                self._swap(trouble=Trouble(error.sentence, error.hint))
        finally:
            if branch_id == self._inputs.branch_id:
                self._swap(settling=False)

    async def _stop(self, turn_id: str) -> None:
        """Ask until the turn has ended: one that is only beginning cannot be stopped yet."""
        while self._on_its_way(turn_id) or self._branch_running(turn_id):
            if branch_id := self._branch_running(turn_id):
                try:
                    await self._engine.call(_stopping(branch_id))
                except CairnError as error:
                    self._swap(stopping=False)
                    self.told.emit(error.sentence)
                    return
            await asyncio.sleep(_STOP_AGAIN_SECONDS)

    def _on_its_way(self, turn_id: str) -> Sending | None:
        return next((one for one in self._outbox.values() if one.turn_id == turn_id), None)

    def _branch_running(self, turn_id: str) -> str:
        running = self._progress.items()
        return next((branch for branch, one in running if one.turn_id == turn_id), "")


def _reading(
    conversation_id: str,
) -> "Callable[[Library], tuple[Conversation, Transcript]]":
    def read(library: "Library") -> "tuple[Conversation, Transcript]":
        conversation = library.conversation(conversation_id)
        return conversation, library.transcript(conversation.branch_id)

    return read


def _turns(messages: Sequence[Message]) -> list[str]:
    return list(dict.fromkeys(one.turn_id for one in messages if one.tool_calls))


def _stopping(branch_id: str) -> "Callable[[SessionHost], Coroutine[Any, Any, None]]":
    return lambda host: host.stop(branch_id)


async def _sent(host: "SessionHost", sending: Sending) -> TurnStatus:
    branch_id = sending.branch_id
    if sending.begins:
        branch_id = (await host.create_conversation(sending.conversation_id)).branch_id
    return await host.send(branch_id, sending.turn_id, sending.text)


def _coloured(code: str, language: str, dark: bool) -> str:
    # Pygments is not needed for the window to come up.
    from desktop.chat.highlight import highlight

    return highlight(code, language, dark)
