"""Brings files back to how they were at a step, as an action like any other in the journal.

The person has chosen it, so it is decided when it is proposed. Blocking.
"""

import json
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import uuid4

from sqlalchemy import Connection

from graphs.approvals import deciding
from graphs.approvals.bringing import Item, bring, evidence
from graphs.approvals.decision import Again, Decision, seal
from graphs.approvals.journal import Journal
from graphs.approvals.proposing import CAIRN, PERSON
from graphs.approvals.rewinding import FileBack, ordered, planned
from graphs.approvals.spots import BRING_BACK, histories, items_of, spots
from graphs.errors import ActionChanged, AlreadyDecided, CairnError, NothingToDo
from graphs.storage import actions, conversations, lineage, steps, turns
from graphs.storage.action_records import (
    Action,
    ActionStatus,
    DiffLine,
    Preview,
)
from graphs.storage.actions import NewAction, Shown
from graphs.storage.blobs import Blobs
from graphs.storage.library import Library
from graphs.tools.diff import MOST_LINES
from graphs.tools.sizes import counted

CHOSEN = "You chose it."

_NAMED = 3
"""Files that a sentence names; the others are counted."""

Tell = Callable[[Action], None]


@dataclass(frozen=True, slots=True)
class _Wish:
    """What is to be brought back, and in which words it is told."""

    branch_id: str
    title: str
    sentence: str
    because: Mapping[str, str | int]
    files: tuple[FileBack, ...]


class Rewinder:
    """Plans and does it; see SessionHost for what each method is for."""

    def __init__(self, library: Library, blobs: Blobs, journal: Journal) -> None:
        self._library = library
        self._database = library.database
        self._blobs = blobs
        self._journal = journal
        self._seen: dict[tuple[str, int], tuple[FileBack, ...]] = {}

    def files_back(self, branch_id: str, position: int) -> tuple[FileBack, ...]:
        """What is not as it was at that step. Remembered, as what the person looks at."""
        with self._database.reading() as c:
            done = lineage.done_since(c, branch_id, position)
        self._seen[branch_id, position] = plan = self._plan(done)
        return plan

    def bring_back(
        self, branch_id: str, position: int, paths: Collection[str], into: str, tell: Tell
    ) -> Action:
        """Bring these paths back, as the plan looked at last told; the action is of `into`."""
        plan = self._seen.get((branch_id, position)) or self.files_back(branch_id, position)
        chosen = tuple(file for file in plan if file.path in set(paths))
        if not chosen:
            raise NothingToDo("Nothing was chosen that could be brought back.")
        for file in chosen:
            if not file.possible:
                raise NothingToDo(f"{file.shown} cannot be brought back.", file.sentence)
        sentence = f"Brings {_named(chosen)} back to step {position}. Can be taken back."
        title = f"Bring back {counted(len(chosen), 'file')}"
        wish = _Wish(into, title, sentence, {"step": position}, chosen)
        return self._do(wish, tell)

    def take_back(self, action_id: str, tell: Tell) -> Action:
        """Undo one action, where nothing has happened to its files since."""
        action = self._journal.get(action_id)
        if action.status is ActionStatus.STARTED:
            raise NothingToDo("This action is still at work.", "Wait until it has ended.")
        plan = self._plan([action])
        chosen = tuple(file for file in plan if file.possible and file.sure)
        if not chosen:
            why = plan[0].sentence if plan else "All is as it was before it."
            raise NothingToDo("There is nothing to take back.", why)
        sentence = f"Makes {_named(chosen)} as before “{action.preview.title}”. Can be taken back."
        title = f"Take back “{action.preview.title}”"
        return self._do(_Wish(action.branch_id, title, sentence, {"of": action_id}, chosen), tell)

    @staticmethod
    def made(action: Action) -> bool:
        """Whether the action is one that brings files back."""
        return action.tool == BRING_BACK

    def among(self, action_ids: Collection[str]) -> list[str]:
        """Those of the actions that bring files back. Raises NotFound."""
        return [id_ for id_ in action_ids if self.made(self._journal.get(id_))]

    def settle(self, action_id: str, decision: Decision, by: str, tell: Tell) -> Action:
        """What the person says to one that was broken off. No branch is run for it.

        Raises AlreadyDecided, and ActionChanged where the record is not what was decided.
        """
        action = self._journal.get(action_id)
        if isinstance(decision, Again) and not self._journal.is_sealed(action):
            raise ActionChanged(
                "The record of what was chosen was altered, so it is not run again.",
                "Skip it, then choose the files anew.",
            )
        with self._library.leases.held(action.branch_id):
            now = time.time()
            with self._database.transaction() as c:
                if isinstance(decision, Again):
                    self._approve_again(c, action, by, now)
                else:
                    deciding.write_down(c, action, decision, None, by, now)
            tell(self._journal.get(action_id))
            if isinstance(decision, Again):
                self._run(action_id, tell)
            return self._journal.get(action_id)

    def _approve_again(self, c: Connection, action: Action, by: str, now: float) -> None:
        sealed = seal(
            action.id,
            action.call_id,
            action.tool,
            action.workspace,
            action.arguments,
            action.effective,
            by,
        )
        again = actions.change(
            c,
            action.id,
            [ActionStatus.UNKNOWN],
            ActionStatus.APPROVED,
            by,
            now,
            decided_at=now,
            decided_by=by,
            seal=sealed,
        )
        if not again:
            raise AlreadyDecided("This action was settled already.", "Look at its result.")

    def evidence(self, action: Action) -> tuple[str, ...]:
        """What can be seen now of one that was broken off."""
        return tuple(evidence(item) for item in items_of(action))

    def repair(self, tell: Tell) -> None:
        """After a crash: what had begun is unknown, what had not never will."""
        live = self._library.leases.live()
        with self._database.transaction() as c:
            now = time.time()
            broken = [one for one in actions.open_of(c, BRING_BACK) if one.branch_id not in live]
            for action in broken:
                _end_after_a_crash(c, action, now)
        for action in broken:
            tell(self._journal.get(action.id))

    def _plan(self, undone: Sequence[Action]) -> tuple[FileBack, ...]:
        with self._database.reading() as c:
            found = histories(c, undone)
        return planned(spots(found, {action.id for action in undone}, self._blobs))

    def _do(self, wish: _Wish, tell: Tell) -> Action:
        with self._library.leases.held(wish.branch_id):
            action_id = self._propose(wish)
            tell(self._journal.get(action_id))
            return self._run(action_id, tell)

    def _propose(self, wish: _Wish) -> str:
        """Write it down, proposed and approved."""
        items = [Item.of(file) for file in ordered(wish.files)]
        packed = {**wish.because, "files": [item.packed() for item in items]}
        arguments = json.dumps(packed, ensure_ascii=False)
        id_, call_id, workspace = uuid4().hex, uuid4().hex, items[0].workspace
        with self._database.transaction() as c:
            conversations.of_branch(c, wish.branch_id)
            turn_id = _newest_turn(c, wish.branch_id)
            actions.propose(
                c,
                NewAction(
                    id=id_,
                    branch_id=wish.branch_id,
                    turn_id=turn_id,
                    message_id=id_,
                    call_id=call_id,
                    position=0,
                    siblings=1,
                    tool=BRING_BACK,
                    arguments=arguments,
                    workspace=workspace,
                    status=ActionStatus.APPROVED,
                    asks=True,
                    because=CHOSEN,
                    shown=Shown(_preview(wish)),
                    decided_by=PERSON,
                    seal=seal(id_, call_id, BRING_BACK, workspace, arguments, arguments, PERSON),
                    proposed_by=PERSON,
                ),
                time.time(),
            )
        return id_

    def _run(self, action_id: str, tell: Tell) -> Action:
        """Run an approved one to an end that is written down."""
        with self._database.transaction() as c:
            now = time.time()
            from_ = [ActionStatus.APPROVED]
            to = ActionStatus.STARTED
            actions.change(c, action_id, from_, to, CAIRN, now, started_at=now)
            action = actions.get(c, action_id)
        tell(action)
        try:
            status, result = self._brought(action)
        except BaseException:
            tell(self._journal.finish(action, ActionStatus.UNKNOWN, "It broke."))
            raise
        ended = self._journal.finish(action, status, result)
        tell(ended)
        return ended

    def _brought(self, action: Action) -> tuple[ActionStatus, str]:
        if not self._journal.is_sealed(action):
            return (
                ActionStatus.FAILED,
                "The record of the decision was altered, so it does not count.",
            )
        items = items_of(action)
        left: list[str] = []
        for item in items:
            try:
                bring(item, self._blobs, lambda path: self._journal.keep(action.id, path))
                self._journal.look_after(action)  # a later item may move what this one has made
            except CairnError as error:
                left.append(f"{item.path} was left alone: {error.sentence}")
            except OSError as error:
                why = error.strerror or "the disk gave no reason"
                left.append(f"{item.path} was left alone: {why}.")
        done = len(items) - len(left)
        told = [f"Brought back {counted(done, 'file')}."] if done else []
        return ActionStatus.FAILED if left else ActionStatus.DONE, " ".join((*told, *left))


def _newest_turn(c: Connection, branch_id: str) -> str:
    """The turn behind which it is told: of a fork that has none yet, the one it begins with."""
    newest = turns.newest(c, branch_id)
    if newest is not None:
        return newest.id
    begins = steps.all(c, branch_id, limit=1)
    return begins[-1].turn_id if begins else ""


def _end_after_a_crash(c: Connection, action: Action, now: float) -> None:
    if action.status is ActionStatus.STARTED:
        actions.change(c, action.id, [action.status], ActionStatus.UNKNOWN, CAIRN, now)
        return
    result = "It was stopped before it ran."
    to = ActionStatus.FAILED
    actions.change(c, action.id, [action.status], to, CAIRN, now, result=result, finished_at=now)


def _preview(wish: _Wish) -> Preview:
    lines: list[DiffLine] = []
    more = 0
    for file in wish.files:
        shown = [DiffLine("gap", f"{file.shown}: {file.sentence}"), *file.diff]
        room = max(0, MOST_LINES - len(lines))
        lines += shown[:room]
        more += file.more + max(0, len(shown) - room)
    return Preview(wish.title, wish.sentence, undo=True, diff=tuple(lines), more=more)


def _named(files: Sequence[FileBack]) -> str:
    names = [file.shown for file in files]
    if len(names) == 1:
        return names[0]
    if len(names) <= _NAMED:
        return f"{', '.join(names[:-1])} and {names[-1]}"
    return f"{', '.join(names[:_NAMED])} and {len(names) - _NAMED} more"
