"""What waits in one branch: read, looked into, typed into, and decided."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.approvals import props
from desktop.approvals.drafts import Drafts
from desktop.approvals.fields import to_run
from desktop.approvals.props import Inputs, Props, Seen
from desktop.shared.engine_calls import EngineCalls
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks
from graphs import (
    Action,
    ActionChanged,
    ActionStatus,
    CairnError,
    Decision,
    InvalidArguments,
    Library,
    NotFound,
)

_LOOKED_AT_AFTER_MS = 250  # without typing


@dataclass(frozen=True, slots=True)
class NewRule:
    """A rule that is made with a decision; see `Rule`."""

    tool: str
    pattern: str
    conversation_id: str
    verdict: Literal["allow", "never"]


class Waiting(QObject):
    """The actions of one branch that were proposed together.

    Signals:
        changed: the `Props` that were shown before.
        stale: what was decided would do something else now, and is looked into again.
        failed: a sentence and a hint about what could not be done.
        emptied: nothing waits here.
    """

    changed = Signal(object)
    stale = Signal()
    failed = Signal(str, str)
    emptied = Signal()

    def __init__(
        self, library: LibraryCalls, engine: EngineCalls, tasks: Tasks, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._engine = engine
        self._tasks = tasks
        self._branch_id = ""
        self._reading = 0
        self._inputs = Inputs()
        self._props = props.derive(self._inputs)
        self._drafts = Drafts(self._save, self)
        self._pause = QTimer(self, interval=_LOOKED_AT_AFTER_MS, singleShot=True)
        self._pause.timeout.connect(self._look_ahead)

    @property
    def branch_id(self) -> str:
        """The branch it is of; "" for none."""
        return self._branch_id

    @property
    def inputs(self) -> Inputs:
        """All that is known."""
        return self._inputs

    @property
    def props(self) -> Props:
        """What follows from it for whoever looks."""
        return self._props

    def show(self, branch_id: str, action_id: str = "") -> None:
        """Turn to what waits in a branch, that action first if one is named."""
        if branch_id != self._branch_id:
            self._branch_id = branch_id
            self._drafts.keep(set())
            self._swap(Inputs(current=action_id))
        elif action_id:
            self._turn_to(action_id)
        self.refresh()

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

    def go_to(self, action_id: str) -> None:
        """Show that one of them."""
        if any(action.id == action_id for action in self._inputs.actions):
            self._turn_to(action_id)
            self._find_out()

    def type(self, **typed: Any) -> None:
        """Take what was typed into the draft of the action in view."""
        action = self._inputs.action
        if action is None:
            return
        draft = replace(self._inputs.draft, **typed)
        self._drafts.type(action, draft)
        self._swap(replace(self._inputs, drafts={**self._inputs.drafts, action.id: draft}))
        if props.to_be_seen(self._inputs):
            self._pause.start()

    def check(self) -> None:
        """Look what can be told of an unknown one now."""
        if self._props.unknown:
            self._tasks.start(self._look(self._inputs.current))

    def send(self, decisions: Mapping[str, Decision], rule: NewRule | None = None) -> None:
        """Hand decisions to the engine, the rule first; those under way are not decided again."""
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

    # How it changes

    def _swap(self, inputs: Inputs) -> None:
        """Take new inputs, and tell if anything follows from them."""
        before, self._props = self._props, props.derive(inputs)
        self._inputs = inputs
        if self._props != before:
            self.changed.emit(before)

    def _turn_to(self, action_id: str) -> None:
        self._drafts.flush()
        self._swap(replace(self._inputs, current=action_id))

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
        self.stale.emit()
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
