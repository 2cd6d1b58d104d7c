"""What waits in one branch, as a card or a dialog shows it and as the person decides it."""

import time
from collections.abc import Mapping
from typing import Literal

from PySide6.QtCore import Property, QEnum, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.approvals.draft import Mode
from desktop.approvals.fields import FieldRow, changed_to, text_of, to_run
from desktop.approvals.props import Inputs, Props, Segment
from desktop.approvals.waiting import NewRule, Waiting
from desktop.shared.engine_calls import EngineCalls
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.row_list import RowList
from desktop.shared.tasks import Tasks
from graphs import Again, Answer, Approve, Decision, Edit, Happened, Reject, Skip

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1

SETTLE_SECONDS = 0.4
"""How long a card stands before it can be let run: nobody approves what jumps under the finger."""


@QmlElement
@QmlUncreatable("Made in desktop/app/wiring.py.")  # pyright: ignore[reportCallIssue]
class CardViewModel(QObject):
    """The actions of one branch that were proposed together, one of them at a time.

    Signals:
        failed: a sentence and a hint about what could not be done.
        emptied: nothing waits here.
    """

    Mode = Mode
    QEnum(Mode)

    changed = Signal()
    diffChanged = Signal()
    evidenceChanged = Signal()
    patternsChanged = Signal()
    failed = Signal(str, str)
    emptied = Signal()

    def __init__(self, library: LibraryCalls, engine: EngineCalls, tasks: Tasks) -> None:
        super().__init__()
        self._waiting = Waiting(library, engine, tasks, self)
        self._conversation_id = ""
        self._since = 0.0
        self._fields = RowList(FieldRow, self)
        self._segments = RowList(Segment, self)
        self._waiting.changed.connect(self._on_changed)
        self._waiting.stale.connect(self._on_stale)
        self._waiting.failed.connect(self.failed)
        self._waiting.emptied.connect(self.emptied)

    @property
    def branch_id(self) -> str:
        """The branch that is shown; "" for none."""
        return self._waiting.branch_id

    @property
    def holds(self) -> bool:
        """Whether there is an action to show."""
        return self._inputs.action is not None

    def show(self, conversation_id: str, branch_id: str, action_id: str = "") -> None:
        """Show what waits in a branch of a conversation, that action first if one is named."""
        self._conversation_id = conversation_id
        self._waiting.show(branch_id, action_id)

    def appear(self) -> None:
        """It has come up in another place: let the person look before they decide."""
        self._since = time.monotonic()

    @Slot()
    def refresh(self) -> None:
        """Read anew what waits."""
        self._waiting.refresh()

    def flush(self) -> None:
        """Save at once what was typed last."""
        self._waiting.flush()

    async def close(self) -> None:
        """Write down what was typed last."""
        await self._waiting.close()

    # What the view reads

    @Property(bool, notify=changed)
    def shown(self) -> bool:
        return self.holds

    @Property(str, notify=changed)
    def actionId(self) -> str:
        return self._props.action_id

    @Property(bool, notify=changed)
    def unknown(self) -> bool:
        return self._props.unknown

    @Property(bool, notify=changed)
    def waits(self) -> bool:
        return self._props.waits

    @Property(str, notify=changed)
    def title(self) -> str:
        return self._props.title

    @Property(str, notify=changed)
    def sentence(self) -> str:
        return self._props.sentence

    @Property(bool, notify=changed)
    def canBeUndone(self) -> bool:
        return self._props.can_be_undone

    @Property(str, notify=changed)
    def warning(self) -> str:
        return self._props.warning

    @Property(bool, notify=changed)
    def unfit(self) -> bool:
        """Whether its arguments are not what the tool takes."""
        return self._props.unfit

    @Property(bool, notify=changed)
    def disguised(self) -> bool:
        """Whether its arguments can look like something else than they are."""
        return self._props.disguised

    @Property(str, notify=changed)
    def note(self) -> str:
        """What has changed since the person was asked, in a sentence."""
        match self._props.changed:
            case None:
                return ""
            case ():
                return self.tr("What this would do has changed since you were asked. Look again.")
            case (path,):
                told = self.tr("{files} has changed since you were asked.").format(files=path)
            case paths:
                names = ", ".join(paths)
                told = self.tr("{files} have changed since you were asked.").format(files=names)
        return f"{told} {self.tr('This is the new difference.')}" if self._props.diff else told

    @Property(list, notify=diffChanged)
    def diff(self) -> list[str]:
        """Each line with its mark in front: + - or a space; … for lines left out."""
        return list(self._props.diff)

    @Property(int, notify=changed)
    def more(self) -> int:
        return self._props.more

    @Property(QObject, constant=True)
    def fields(self) -> RowList[FieldRow]:
        return self._fields

    @Property(QObject, constant=True)
    def segments(self) -> RowList[Segment]:
        return self._segments

    @Property(int, notify=changed)
    def count(self) -> int:
        return len(self._props.segments)

    @Property(int, notify=changed)
    def waiting(self) -> int:
        """How many of them still wait for a decision."""
        return self._props.waiting

    @Property(int, notify=changed)
    def position(self) -> int:
        """Which one is shown, from 1."""
        return self._props.position

    @Property(int, notify=changed)
    def mode(self) -> int:
        return self._props.mode

    @Property(str, notify=changed)
    def reason(self) -> str:
        return self._props.reason

    @Property(str, notify=changed)
    def answerText(self) -> str:
        return self._props.answer

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        return self._props.busy

    @Property(bool, notify=changed)
    def canApprove(self) -> bool:
        """Whether it fits the tool, and what it would do is known."""
        return self._props.can_approve

    @Property(bool, notify=changed)
    def canApproveAll(self) -> bool:
        """Whether each can run as proposed, and none is being edited, rejected or answered."""
        return self._props.can_approve_all

    @Property(list, notify=evidenceChanged)
    def evidence(self) -> list[str]:
        return list(self._props.evidence)

    @Property(list, notify=patternsChanged)
    def patterns(self) -> list[str]:
        return list(self._props.patterns)

    @Property(list, notify=patternsChanged)
    def patternNames(self) -> list[str]:
        """The patterns as the person knows them."""
        return list(self._props.pattern_names)

    @Property(str, notify=patternsChanged)
    def tool(self) -> str:
        return self._props.tool

    # What the person types, and where they look

    @Slot(str)
    def goTo(self, action_id: str) -> None:
        """Show that one of them."""
        self._waiting.go_to(action_id)

    @Slot(int)
    def step(self, by: int) -> None:
        """Show the next one, or the one before."""
        ids = [action.id for action in self._inputs.actions]
        if self._inputs.current in ids:
            place = ids.index(self._inputs.current) + by
            self.goTo(ids[max(0, min(len(ids) - 1, place))])

    @Slot(int)
    def setMode(self, mode: int) -> None:
        """Begin to edit, to reject or to answer; or only look again, which keeps what was typed."""
        self._waiting.type(mode=Mode(mode))

    @Slot(str, str)
    def setField(self, name: str, text: str) -> None:
        """Take what was typed for an argument."""
        action, draft = self._inputs.action, self._inputs.draft
        if action is not None and draft.mode is Mode.EDIT:
            row = self._fields.find(name)
            if row is None or row.value != text:
                self._waiting.type(arguments=changed_to(action, draft, name, text).arguments)

    @Slot(str)
    def resetField(self, name: str) -> None:
        """Take the argument as it was proposed."""
        row = self._fields.find(name)
        if row is not None:
            self.setField(name, text_of(row.original))

    @Slot(str)
    def setReason(self, text: str) -> None:
        """Take what was typed as the reason of a rejection."""
        self._waiting.type(reason=text)

    @Slot(str)
    def setAnswer(self, text: str) -> None:
        """Take what was typed as the answer."""
        self._waiting.type(answer=text)

    # What the person decides

    @Slot()
    def approve(self) -> None:
        """Let it run, with the arguments that were changed if any were."""
        if self._props.can_approve:
            self._decide({self._inputs.current: self._approval()})

    @Slot()
    def reject(self) -> None:
        """Do not let it run, for the reason that was typed."""
        if self._props.waits:
            self._waiting.send({self._inputs.current: self._rejection(self._inputs.current)})

    @Slot()
    def answer(self) -> None:
        """Give the answer that was typed in its place."""
        if self._props.waits and self._props.answer.strip():
            self._waiting.send({self._inputs.current: Answer(self._props.answer)})

    @Slot()
    def approveAll(self) -> None:
        """Let all that still wait run as they were proposed."""
        if self._props.can_approve_all:
            self._decide({action.id: Approve() for action in self._inputs.open})

    @Slot()
    def rejectAll(self) -> None:
        """Let none of those that still wait run, each for the reason that was typed for it."""
        self._decide({action.id: self._rejection(action.id) for action in self._inputs.open})

    @Slot(str, bool)
    def allow(self, pattern: str, here: bool) -> None:
        """Let it run, and such ones from now on: in this conversation if `here`, else always."""
        if self._props.can_approve:
            rule = self._rule("allow", pattern, here)
            self._decide({self._inputs.current: self._approval()}, rule)

    @Slot(str, bool)
    def never(self, pattern: str, here: bool) -> None:
        """Do not let it run, and none such from now on."""
        if self._props.waits:
            rule = self._rule("never", pattern, here)
            self._decide({self._inputs.current: self._rejection(self._inputs.current)}, rule)

    @Slot()
    def happened(self) -> None:
        """Say of an unknown one that it has happened."""
        self._settle_unknown(Happened())

    @Slot()
    def again(self) -> None:
        """Let an unknown one run again."""
        if self._props.unknown:
            self._decide({self._inputs.current: Again()})

    @Slot()
    def skip(self) -> None:
        """Go on without an unknown one."""
        self._settle_unknown(Skip())

    @Slot()
    def check(self) -> None:
        """Look what can be told of an unknown one now."""
        self._waiting.check()

    @property
    def _inputs(self) -> Inputs:
        return self._waiting.inputs

    @property
    def _props(self) -> Props:
        return self._waiting.props

    @Slot(object)
    def _on_changed(self, before: Props) -> None:
        now = self._props
        if now.face != before.face:
            self.appear()
        self._segments.show(now.segments)
        self._fields.show(now.fields)
        if now.diff != before.diff:
            self.diffChanged.emit()
        if now.evidence != before.evidence:
            self.evidenceChanged.emit()
        if (now.patterns, now.tool) != (before.patterns, before.tool):
            self.patternsChanged.emit()
        self.changed.emit()

    @Slot()
    def _on_stale(self) -> None:
        self.appear()

    def _approval(self) -> Decision:
        action = self._inputs.action
        assert action is not None
        arguments = to_run(action, self._inputs.draft)
        return Approve() if arguments == action.arguments else Edit(arguments)

    def _rejection(self, action_id: str) -> Decision:
        draft = self._inputs.drafts[action_id]
        return Reject(draft.reason if draft.mode is Mode.REJECT else "")

    def _rule(self, verdict: Literal["allow", "never"], pattern: str, here: bool) -> NewRule:
        return NewRule(self._props.tool, pattern, self._conversation_id if here else "", verdict)

    def _settle_unknown(self, decision: Decision) -> None:
        if self._props.unknown:
            self._waiting.send({self._inputs.current: decision})

    def _decide(self, decisions: Mapping[str, Decision], rule: NewRule | None = None) -> None:
        """Send what one press decides, unless the card has only just come up."""
        if time.monotonic() - self._since >= SETTLE_SECONDS:
            self._waiting.send(decisions, rule)
