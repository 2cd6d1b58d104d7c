"""What waits in one branch, as a card or a dialog shows it and as the person decides it."""

import asyncio
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from PySide6.QtCore import Property, QEnum, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.approvals import props
from desktop.approvals.draft import Mode
from desktop.approvals.drafts import Drafts
from desktop.approvals.fields import FieldRow, changed_to, text_of, to_run
from desktop.approvals.props import Inputs, Seen, Segment
from desktop.shared.engine_calls import EngineCalls
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.row_list import RowList
from desktop.shared.tasks import Tasks
from graphs import (
    Action,
    ActionChanged,
    ActionStatus,
    Again,
    Answer,
    Approve,
    CairnError,
    Decision,
    Edit,
    Happened,
    InvalidArguments,
    Library,
    NotFound,
    Reject,
    Skip,
)

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1

SETTLE_SECONDS = 0.4
"""How long a card stands before it can be let run: nobody approves what jumps under the finger."""

_LOOKED_AT_AFTER_MS = 250  # without typing


@dataclass(frozen=True, slots=True)
class NewRule:
    """A rule that is made with a decision; see `Rule`."""

    tool: str
    pattern: str
    conversation_id: str
    verdict: Literal["allow", "never"]


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
        self._library = library
        self._engine = engine
        self._tasks = tasks
        self._conversation_id = ""
        self._branch_id = ""
        self._reading = 0
        self._since = 0.0
        self._inputs = Inputs()
        self._props = props.derive(self._inputs)
        self._fields = RowList(FieldRow, self)
        self._segments = RowList(Segment, self)
        self._drafts = Drafts(self._save, self)
        self._pause = QTimer(self, interval=_LOOKED_AT_AFTER_MS, singleShot=True)
        self._pause.timeout.connect(self._look_ahead)

    @property
    def branch_id(self) -> str:
        """The branch that is shown; "" for none."""
        return self._branch_id

    @property
    def holds(self) -> bool:
        """Whether there is an action to show."""
        return self._inputs.action is not None

    def show(self, conversation_id: str, branch_id: str, action_id: str = "") -> None:
        """Show what waits in a branch of a conversation, that action first if one is named."""
        if branch_id != self._branch_id:
            self._conversation_id, self._branch_id = conversation_id, branch_id
            self._drafts.keep(set())
            self._swap(Inputs(current=action_id))
        elif action_id:
            self._drafts.flush()
            self._swap(replace(self._inputs, current=action_id))
        self.refresh()

    def appear(self) -> None:
        """It has come up in another place: let the person look before they decide."""
        self._since = time.monotonic()

    @Slot()
    def refresh(self) -> None:
        """Read anew what waits."""
        self._tasks.start(self._read())

    def flush(self) -> None:
        """Save at once what was typed last."""
        self._drafts.flush()

    async def close(self) -> None:
        """Write down what was typed last."""
        self._pause.stop()
        await self._drafts.close()

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
        if any(action.id == action_id for action in self._inputs.actions):
            self._drafts.flush()
            self._swap(replace(self._inputs, current=action_id))
            self._find_out()

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
        self._type(mode=Mode(mode))

    @Slot(str, str)
    def setField(self, name: str, text: str) -> None:
        """Take what was typed for an argument."""
        action, draft = self._inputs.action, self._inputs.draft
        if action is not None and draft.mode is Mode.EDIT:
            row = self._fields.find(name)
            if row is None or row.value != text:
                self._type(arguments=changed_to(action, draft, name, text).arguments)

    @Slot(str)
    def resetField(self, name: str) -> None:
        """Take the argument as it was proposed."""
        row = self._fields.find(name)
        if row is not None:
            self.setField(name, text_of(row.original))

    @Slot(str)
    def setReason(self, text: str) -> None:
        """Take what was typed as the reason of a rejection."""
        self._type(reason=text)

    @Slot(str)
    def setAnswer(self, text: str) -> None:
        """Take what was typed as the answer."""
        self._type(answer=text)

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
            self._send({self._inputs.current: self._rejection(self._inputs.current)})

    @Slot()
    def answer(self) -> None:
        """Give the answer that was typed in its place."""
        if self._props.waits and self._props.answer.strip():
            self._send({self._inputs.current: Answer(self._props.answer)})

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
        if self._props.unknown:
            self._tasks.start(self._look(self._inputs.current))

    # How it changes

    def _swap(self, inputs: Inputs) -> None:
        """Take new inputs, and show what follows from them."""
        before, now = self._props, props.derive(inputs)
        self._inputs, self._props = inputs, now
        if now == before:
            return
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

    def _type(self, **typed: Any) -> None:
        action = self._inputs.action
        if action is None:
            return
        draft = replace(self._inputs.draft, **typed)
        self._drafts.type(action, draft)
        self._swap(replace(self._inputs, drafts={**self._inputs.drafts, action.id: draft}))
        if props.to_be_seen(self._inputs):
            self._pause.start()

    def _take(self, found: tuple[Action, ...]) -> None:
        was = {action.id: action for action in self._inputs.actions}
        anew = {
            action.id: props.changed_files(was[action.id].preview, action.preview)
            for action in found
            if action.id in was and action.preview != was[action.id].preview
        }
        needing = {action.id for action in found if action.status.needs_person}
        self._drafts.keep(needing)
        seen = {id_: one for id_, one in self._inputs.seen.items() if id_ not in anew}
        known = self._inputs
        self._swap(
            Inputs(
                actions=found,
                current=_next(found, known.current, anew),
                drafts={action.id: self._drafts.of(action) for action in found},
                seen={id_: one for id_, one in seen.items() if id_ in needing},
                evidence={id_: one for id_, one in known.evidence.items() if id_ in needing},
                changed={
                    id_: one for id_, one in {**known.changed, **anew}.items() if id_ in needing
                },
                deciding=known.deciding & needing,
            )
        )
        self._find_out()
        if not found:
            self.emptied.emit()

    def _find_out(self) -> None:
        """Ask the engine what is not known yet of the action in view."""
        if self._props.unknown and self._inputs.current not in self._inputs.evidence:
            self.check()
        if props.to_be_seen(self._inputs):
            self._pause.start()

    def _see(self, action_id: str, seen: Seen) -> None:
        self._swap(replace(self._inputs, seen={**self._inputs.seen, action_id: seen}))

    # What it decides

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
            self._send({self._inputs.current: decision})

    def _decide(self, decisions: Mapping[str, Decision], rule: NewRule | None = None) -> None:
        """Send what one press decides, unless the card has only just come up."""
        if time.monotonic() - self._since >= SETTLE_SECONDS:
            self._send(decisions, rule)

    def _send(self, decisions: Mapping[str, Decision], rule: NewRule | None = None) -> None:
        left = {id_: one for id_, one in decisions.items() if id_ not in self._inputs.deciding}
        if left:
            self._drafts.flush()
            changed = {id_: one for id_, one in self._inputs.changed.items() if id_ not in left}
            deciding = self._inputs.deciding | set(left)
            self._swap(replace(self._inputs, deciding=deciding, changed=changed))
            self._tasks.start(self._decided(left, rule))

    async def _decided(self, decisions: Mapping[str, Decision], rule: NewRule | None) -> None:
        try:
            if rule is not None:
                await self._library.call(
                    lambda library: library.add_rule(
                        rule.tool, rule.pattern, rule.conversation_id, rule.verdict
                    )
                )
            await self._engine.call(lambda host: host.decide(decisions))
        except InvalidArguments as error:
            self._on_unfit(decisions, error)
        except ActionChanged:
            await self._look_again(decisions)
        except CairnError as error:
            self.failed.emit(error.sentence, error.hint)
        await self._read()
        self._swap(replace(self._inputs, deciding=self._inputs.deciding - set(decisions)))

    def _on_unfit(self, decisions: Mapping[str, Decision], error: InvalidArguments) -> None:
        for action in self._inputs.actions:
            if action.id in decisions:
                arguments = to_run(action, self._inputs.drafts[action.id])
                self._see(action.id, Seen(arguments, None, _sentences(error)))

    # What it reads and writes

    async def _read(self) -> None:
        branch_id = self._branch_id
        if not branch_id:
            return
        self._reading += 1
        reading = self._reading
        try:
            found = await self._library.call(lambda library: _together(library, branch_id))
        except NotFound:
            found = ()
        except CairnError as error:
            self.failed.emit(error.sentence, error.hint)
            return
        if reading == self._reading and branch_id == self._branch_id:
            self._take(found)

    @Slot()
    def _look_ahead(self) -> None:
        action, arguments = self._inputs.action, props.to_be_seen(self._inputs)
        if action is not None and arguments:
            self._tasks.start(self._foresee(action.id, arguments))

    async def _foresee(self, action_id: str, arguments: str) -> None:
        try:
            preview = await self._engine.call(lambda host: host.preview(action_id, arguments))
        except InvalidArguments as error:
            self._see(action_id, Seen(arguments, None, _sentences(error)))
        except CairnError as error:
            self.failed.emit(error.sentence, error.hint)
        else:
            self._see(action_id, Seen(arguments, preview))

    async def _look_again(self, action_ids: Iterable[str]) -> None:
        """What the person typed would do something else now; what was proposed is read anew."""
        self.appear()
        for id_, before in self._inputs.seen.items():
            if id_ in action_ids:
                await self._foresee(id_, before.arguments)
                now = self._inputs.seen.get(id_)
                if before.preview and now and now.preview:
                    files = props.changed_files(before.preview, now.preview)
                    self._swap(replace(self._inputs, changed={**self._inputs.changed, id_: files}))

    async def _look(self, action_id: str) -> None:
        try:
            told = await self._engine.call(lambda host: host.evidence(action_id))
        except CairnError as error:
            told = (error.sentence,)
        self._swap(replace(self._inputs, evidence={**self._inputs.evidence, action_id: told}))

    def _save(self, action_id: str, text: str) -> asyncio.Task[None] | None:
        return self._tasks.start(
            self._library.call(lambda library: library.save_action_draft(action_id, text))
        )


def _together(library: Library, branch_id: str) -> tuple[Action, ...]:
    """What waits in a branch, and the decided ones that were proposed with it."""
    waiting = library.waiting_in(branch_id)
    messages = {action.message_id for action in waiting}
    turns = sorted({action.turn_id for action in waiting})
    return tuple(
        action
        for action in (library.actions_of(branch_id, turns) if turns else ())
        if action.message_id in messages and (action.asks or action.status.needs_person)
    )


def _next(found: tuple[Action, ...], current: str, anew: Mapping[str, object]) -> str:
    """Which one to show: one that has changed, else the one in view, else one that is unsure."""
    needing = [action for action in found if action.status.needs_person]
    waits = ActionStatus.WAITING
    first = [action.id for action in sorted(needing, key=lambda one: one.status is waits)]
    ranked = [*(id_ for id_ in first if id_ in anew), *(id_ for id_ in first if id_ == current)]
    return next(iter((*ranked, *first)), "")


def _sentences(error: InvalidArguments) -> Mapping[str, str]:
    return error.fields or {"": error.sentence}
