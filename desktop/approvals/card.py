"""What waits in one branch, as a card or a dialog shows it and as the person decides it."""

import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Literal

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.approvals.derive import (
    FieldRow,
    Segment,
    diff_lines,
    edited,
    field_rows,
    given,
    segments,
    text_of,
)
from desktop.approvals.draft import Draft, Mode, read, written
from desktop.shared.engine_calls import EngineCalls
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.row_list import RowList
from desktop.shared.tasks import Tasks
from graphs import (
    Action,
    ActionChanged,
    ActionStatus,
    Again,
    AlreadyDecided,
    Answer,
    Approve,
    CairnError,
    Decision,
    Edit,
    Happened,
    InvalidArguments,
    Library,
    Preview,
    Reject,
    Skip,
)

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1

SETTLE_SECONDS = 0.4
"""How long a card stands before it can be approved: nobody approves what jumps under the finger."""

_PREVIEW_AFTER = 250  # milliseconds without typing
_SAVE_AFTER = 250


@QmlElement
@QmlUncreatable("Made in desktop/app/wiring.py.")  # pyright: ignore[reportCallIssue]
class CardViewModel(QObject):
    """The actions of one branch that were proposed together, one of them at a time.

    Signals:
        failed: a sentence and a hint about what could not be done.
        emptied: nothing waits here any more.
    """

    changed = Signal()
    failed = Signal(str, str)
    emptied = Signal()

    def __init__(self, library: LibraryCalls, engine: EngineCalls, tasks: Tasks) -> None:
        super().__init__()
        self._library = library
        self._engine = engine
        self._tasks = tasks
        self._conversation_id = ""
        self._actions: tuple[Action, ...] = ()
        self._current = ""
        self._drafts: dict[str, Draft] = {}
        self._previews: dict[str, Preview] = {}
        self._wrong: dict[str, Mapping[str, str]] = {}
        self._evidence: dict[str, tuple[str, ...]] = {}
        self._deciding: set[str] = set()
        self._note = ""
        self._since = 0.0
        self._reading = 0
        self._fields = RowList(FieldRow, self)
        self._segments = RowList(Segment, self)
        self._preview_timer = self._timer(_PREVIEW_AFTER, self._ask_preview)
        self._save_timer = self._timer(_SAVE_AFTER, self._save_draft)

    @property
    def conversation_id(self) -> str:
        """The conversation whose main branch is shown; "" for none."""
        return self._conversation_id

    def show(self, conversation_id: str, action_id: str = "") -> None:
        """Show what waits in a conversation, that action first if one is named."""
        if conversation_id != self._conversation_id:
            self.flush()
            self._conversation_id = conversation_id
            self._actions = ()
            self._current = action_id
            self._note = ""
            self._derive()
        elif action_id:
            self._current = action_id
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Read anew what waits."""
        if self._conversation_id:
            self._reading += 1
            self._tasks.start(self._read(self._conversation_id, self._reading))

    def flush(self) -> None:
        """Save at once what was typed last."""
        if self._save_timer.isActive():
            self._save_timer.stop()
            self._save_draft()

    # What is shown.

    @property
    def holds(self) -> bool:
        """Whether there is an action to show."""
        return self._action is not None

    @Property(bool, notify=changed)
    def shown(self) -> bool:
        return self.holds

    @Property(str, notify=changed)
    def actionId(self) -> str:
        return self._current

    @Property(bool, notify=changed)
    def unknown(self) -> bool:
        return self._stands(ActionStatus.UNKNOWN)

    @Property(bool, notify=changed)
    def waits(self) -> bool:
        return self._stands(ActionStatus.WAITING)

    @Property(str, notify=changed)
    def title(self) -> str:
        return self._preview.title if self._action else ""

    @Property(str, notify=changed)
    def sentence(self) -> str:
        return self._preview.sentence if self._action else ""

    @Property(str, notify=changed)
    def warning(self) -> str:
        return self._preview.warning if self._action else ""

    @Property(str, notify=changed)
    def note(self) -> str:
        """What has just happened to this action, in a sentence."""
        return self._note

    @Property(bool, notify=changed)
    def canBeUndone(self) -> bool:
        return self._preview.undo if self._action else False

    @Property(str, notify=changed)
    def workspace(self) -> str:
        return self._action.workspace if self._action else ""

    @Property(list, notify=changed)
    def diff(self) -> list[str]:
        return diff_lines(self._preview) if self._action else []

    @Property(int, notify=changed)
    def more(self) -> int:
        return self._preview.more if self._action else 0

    @Property(QObject, constant=True)
    def fields(self) -> RowList[FieldRow]:
        return self._fields

    @Property(QObject, constant=True)
    def segments(self) -> RowList[Segment]:
        return self._segments

    @Property(int, notify=changed)
    def count(self) -> int:
        return len(self._actions)

    @Property(int, notify=changed)
    def waiting(self) -> int:
        """How many of them still wait for a decision."""
        return len(self._open)

    @Property(int, notify=changed)
    def position(self) -> int:
        """Which one is shown, from 1."""
        ids = [action.id for action in self._actions]
        return ids.index(self._current) + 1 if self._current in ids else 0

    @Property(int, notify=changed)
    def mode(self) -> int:
        return self._draft.mode

    @Property(str, notify=changed)
    def reason(self) -> str:
        return self._draft.reason

    @Property(str, notify=changed)
    def answerText(self) -> str:
        return self._draft.answer

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        return self._current in self._deciding

    @Property(bool, notify=changed)
    def canApprove(self) -> bool:
        """Whether it fits the tool; one that does not must be edited first."""
        if self._action is None or self.busy:
            return False
        return not self._wrong.get(self._current)

    @Property(list, notify=changed)
    def evidence(self) -> list[str]:
        return list(self._evidence.get(self._current, ()))

    @Property(list, notify=changed)
    def patterns(self) -> list[str]:
        return list(self._action.patterns) if self._action else []

    @Property(str, notify=changed)
    def tool(self) -> str:
        return self._action.tool if self._action else ""

    # What the person does.

    @Slot(str)
    def goTo(self, action_id: str) -> None:
        """Show that one of them."""
        if any(action.id == action_id for action in self._actions):
            self.flush()
            self._current = action_id
            self._note = ""
            self._settle()
            self._derive()

    @Slot(int)
    def step(self, by: int) -> None:
        """Show the next one, or the one before."""
        ids = [action.id for action in self._actions]
        if self._current in ids:
            self.goTo(ids[max(0, min(len(ids) - 1, ids.index(self._current) + by))])

    @Slot(int)
    def setMode(self, mode: int) -> None:
        """Begin to edit, to reject or to answer; or only look again, which keeps what was typed."""
        if self._action is not None:
            self._change(replace(self._draft, mode=Mode(mode)))

    @Slot(str, str)
    def setField(self, name: str, text: str) -> None:
        """Take what was typed for an argument."""
        if self._action is None or self._draft.mode is not Mode.EDIT:
            return
        arguments = dict(self._draft.arguments)
        proposed = text_of(given(self._action.arguments).get(name))
        if text_of(arguments.get(name, proposed)) == text:
            return
        if text == proposed:
            arguments.pop(name, None)
        else:
            arguments[name] = text
        self._change(replace(self._draft, arguments=arguments))
        self._preview_timer.start()

    @Slot(str)
    def resetField(self, name: str) -> None:
        """Take the argument as it was proposed."""
        if self._action is not None:
            arguments = {n: v for n, v in self._draft.arguments.items() if n != name}
            self._change(replace(self._draft, arguments=arguments))
            self._preview_timer.start()

    @Slot(str)
    def setReason(self, text: str) -> None:
        """Take what was typed as the reason of a rejection."""
        if text != self._draft.reason:
            self._change(replace(self._draft, reason=text))

    @Slot(str)
    def setAnswer(self, text: str) -> None:
        """Take what was typed as the answer."""
        if text != self._draft.answer:
            self._change(replace(self._draft, answer=text))

    @Slot()
    def approve(self) -> None:
        """Let it run, with the arguments that were changed if any were."""
        action = self._action
        if action is None or not self.waits or self._too_soon() or not self.canApprove:
            return
        changes = self._draft.mode is Mode.EDIT and self._draft.arguments
        decision = Edit(edited(action, self._draft)) if changes else Approve()
        self._decide({action.id: decision})

    @Slot()
    def reject(self) -> None:
        """Do not let it run, for the reason that was typed."""
        if self._action is not None and self.waits:
            self._decide({self._current: Reject(self._draft.reason)})

    @Slot()
    def answer(self) -> None:
        """Give the answer that was typed in its place."""
        if self._action is not None and self.waits and self._draft.answer.strip():
            self._decide({self._current: Answer(self._draft.answer)})

    @Slot()
    def approveAll(self) -> None:
        """Let all that still wait run as they were proposed, or as they were changed."""
        if self._too_soon():
            return
        decisions: dict[str, Decision] = {}
        for action in self._open:
            draft = self._draft_of(action)
            changes = draft.mode is Mode.EDIT and draft.arguments
            decisions[action.id] = Edit(edited(action, draft)) if changes else Approve()
        self._decide(decisions)

    @Slot()
    def rejectAll(self) -> None:
        """Let none of those that still wait run."""
        self._decide({action.id: Reject(self._draft_of(action).reason) for action in self._open})

    @Slot(str, bool)
    def allow(self, pattern: str, here: bool) -> None:
        """Let it run, and such ones from now on: in this conversation if `here`, else always."""
        if self.waits and self.canApprove and not self._too_soon():
            self._rule("allow", pattern, here)
            self.approve()

    @Slot(str, bool)
    def never(self, pattern: str, here: bool) -> None:
        """Do not let it run, and none such from now on."""
        if self.waits:
            self._rule("never", pattern, here)
            self.reject()

    @Slot()
    def happened(self) -> None:
        """Say of an unknown one that it has happened."""
        self._settle_unknown(Happened())

    @Slot()
    def again(self) -> None:
        """Let an unknown one run again."""
        if not self._too_soon():
            self._settle_unknown(Again())

    @Slot()
    def skip(self) -> None:
        """Go on without an unknown one."""
        self._settle_unknown(Skip())

    @Slot()
    def check(self) -> None:
        """Look what can be told of an unknown one now."""
        if self.unknown:
            self._tasks.start(self._look(self._current))

    # How.

    @property
    def _action(self) -> Action | None:
        return next((action for action in self._actions if action.id == self._current), None)

    @property
    def _open(self) -> list[Action]:
        return [action for action in self._actions if action.status is ActionStatus.WAITING]

    @property
    def _draft(self) -> Draft:
        return self._draft_of(self._action) if self._action else Draft()

    @property
    def _preview(self) -> Preview:
        assert self._action is not None
        seen = self._previews.get(self._current) if self._draft.mode is Mode.EDIT else None
        return seen or self._action.preview

    def _draft_of(self, action: Action) -> Draft:
        return self._drafts.get(action.id) or read(action.draft)

    def _stands(self, status: ActionStatus) -> bool:
        return self._action is not None and self._action.status is status

    def _too_soon(self) -> bool:
        return time.monotonic() - self._since < SETTLE_SECONDS

    def _settle(self) -> None:
        self._since = time.monotonic()

    def _change(self, draft: Draft) -> None:
        self._drafts[self._current] = draft
        self._save_timer.start()
        self._derive()

    def _derive(self) -> None:
        action = self._action
        self._segments.show(segments(self._actions, self._current))
        wrong = self._wrong.get(self._current, {})
        self._fields.show(field_rows(action, self._draft, wrong) if action else [])
        self.changed.emit()

    def _timer(self, milliseconds: int, then: Any) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(then)
        return timer

    async def _read(self, conversation_id: str, reading: int) -> None:
        def read_all(library: Library) -> list[Action]:
            branch_id = library.conversation(conversation_id).branch_id
            waiting = library.waiting_in(branch_id)
            if not waiting:
                return []
            together = {action.message_id for action in waiting}
            turns = list({action.turn_id for action in waiting})
            return [
                action
                for action in library.actions_of(branch_id, turns)
                if action.message_id in together and (action.asks or action.status.needs_person)
            ]

        try:
            found = await self._library.call(read_all)
        except CairnError:
            found = []
        if reading == self._reading and conversation_id == self._conversation_id:
            self._take(tuple(found))

    def _take(self, found: tuple[Action, ...]) -> None:
        before, had = self._action, bool(self._actions)
        self._actions = found
        for action in found:
            if not action.status.needs_person:
                self._deciding.discard(action.id)
        now = self._action
        if now is None or not now.status.needs_person:
            needing = [action for action in found if action.status.needs_person]
            needing.sort(key=lambda action: action.status is ActionStatus.WAITING)
            self._current = needing[0].id if needing else ""
            now = self._action
        if now is not None and (
            before is None or before.id != now.id or before.preview != now.preview
        ):
            self._settle()
            if before is not None and before.id == now.id:
                self._previews.pop(now.id, None)
                self._deciding.discard(now.id)
                self._note = self.tr("What this would change is not what it was. Look once more.")
        if self.unknown and self._current not in self._evidence:
            self.check()
        if now is not None and self._draft.mode is Mode.EDIT and now.id not in self._previews:
            self._preview_timer.start()
        self._derive()
        if had and not found:
            self.emptied.emit()

    def _decide(self, decisions: dict[str, Decision]) -> None:
        left = {id_: what for id_, what in decisions.items() if id_ not in self._deciding}
        if left:
            self.flush()
            self._deciding.update(left)
            self._note = ""
            self._derive()
            self._tasks.start(self._decided(left))

    async def _decided(self, decisions: dict[str, Decision]) -> None:
        try:
            await self._engine.call(lambda host: host.decide(decisions))
        except InvalidArguments as error:
            for id_ in decisions:
                self._wrong[id_] = error.fields or {"": error.sentence}
            self._note = f"{error.sentence} {error.hint}".strip()
        except (ActionChanged, AlreadyDecided) as error:
            self._note = f"{error.sentence} {error.hint}".strip()
        except CairnError as error:
            self.failed.emit(error.sentence, error.hint)
        finally:
            self._deciding.difference_update(decisions)
            self._derive()
        self.refresh()

    def _settle_unknown(self, decision: Happened | Again | Skip) -> None:
        if self._action is not None and self.unknown:
            self._decide({self._current: decision})

    def _rule(self, verdict: Literal["allow", "never"], pattern: str, here: bool) -> None:
        assert self._action is not None
        tool, place = self._action.tool, self._conversation_id if here else ""
        self._tasks.start(
            self._library.call(lambda library: library.add_rule(tool, pattern, place, verdict))
        )

    def _ask_preview(self) -> None:
        if self._action is not None and self._draft.mode is Mode.EDIT:
            self._tasks.start(self._foresee(self._action, edited(self._action, self._draft)))

    async def _foresee(self, action: Action, arguments: str) -> None:
        try:
            seen = await self._engine.call(lambda host: host.preview(action.id, arguments))
        except InvalidArguments as error:
            self._wrong[action.id] = error.fields or {"": error.sentence}
        except CairnError as error:
            self.failed.emit(error.sentence, error.hint)
        else:
            self._wrong.pop(action.id, None)
            self._previews[action.id] = seen
        self._derive()

    async def _look(self, action_id: str) -> None:
        try:
            told = await self._engine.call(lambda host: host.evidence(action_id))
        except CairnError as error:
            told = (error.sentence,)
        self._evidence[action_id] = told
        self._derive()

    def _save_draft(self) -> None:
        id_ = self._current
        if id_ in self._drafts:
            text = written(self._drafts[id_])
            self._tasks.start(
                self._library.call(lambda library: library.save_action_draft(id_, text))
            )
