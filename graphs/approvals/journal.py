"""The journal of actions: what is proposed, decided, begun and done, each on disk before the next.

Every method blocks and belongs in a thread. The model's words never reach a status: only rules,
the person's decisions and what the tools did move an action on.
"""

import json
import time
from collections.abc import Mapping
from contextlib import AbstractContextManager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from graphs.approvals import deciding, traces
from graphs.approvals.decision import Approve, Decision, Edit, seal
from graphs.approvals.policy import ruling
from graphs.approvals.proposing import (
    CAIRN,
    MISFIT,
    PERSON,
    TYPED,
    Place,
    proposed,
    shown_of,
    typed_in,
)
from graphs.approvals.rewinding import Thing
from graphs.errors import ActionChanged, InvalidArguments, ToolError
from graphs.storage import actions, branches, images, rules, turns
from graphs.storage.action_records import (
    Action,
    ActionStatus,
    Preview,
)
from graphs.storage.actions import NewAction, Shown
from graphs.storage.blobs import Blobs
from graphs.storage.database import Database
from graphs.storage.records import TurnStatus
from graphs.tools.call import Call
from graphs.tools.spec import ToolSpec, invalid
from graphs.tools.workspace import Workspace

_RESTING = (TurnStatus.WAITING, TurnStatus.FAILED)


class Journal:
    """Reads and writes the actions of one database, made with one set of tools."""

    def __init__(self, database: Database, blobs: Blobs, specs: Mapping[str, ToolSpec]) -> None:
        self._database = database
        self._blobs = blobs
        self._specs = specs
        self._looked_at: dict[str, tuple[dict[str, Any], Preview]] = {}

    def enter(self, place: Place, call: Call) -> tuple[Action, bool]:
        """The action of a call, proposed now unless it was before; and whether that is news.

        One that was begun by a run that is gone is unknown from here on, unless it only reads.
        """
        known = self.of_call(place.branch_id, call.id)
        if known is None:
            return self._propose(place, call), True
        if known.status is not ActionStatus.STARTED:
            return known, False
        to = self._after_a_crash(known)
        with self._database.transaction() as c:
            actions.change(c, known.id, [ActionStatus.STARTED], to, CAIRN, time.time())
            return actions.get(c, known.id), True

    def orphaned(self, branch_id: str) -> list[Action]:
        """The actions that began in a run of the branch which is gone: unknown from here on.

        Those that only read may run again.
        """
        with self._database.transaction() as c:
            found = actions.started_in(c, branch_id)
            for action in found:
                to = self._after_a_crash(action)
                actions.change(c, action.id, [ActionStatus.STARTED], to, CAIRN, time.time())
            return [actions.get(c, action.id) for action in found]

    def judge_typed(self, place: Place, call: Call) -> NewAction:
        """The action that a call becomes which the person typed: typing it decides it.

        Raises InvalidArguments, also where a rule forbids it.
        """
        spec, _ = deciding.fitting(self.spec(call.tool), call.tool, json.dumps(call.arguments))
        with self._database.reading() as c:
            in_force = rules.all(c, place.conversation_id)
        judged = proposed(place, call, spec, in_force, 0)
        if judged.status is ActionStatus.FAILED:
            raise _forbidden(judged.because)
        return typed_in(place, call, spec)

    def typed(self, branch_id: str, turn_id: str) -> Action | None:
        """The action of a turn whose message is a call that the person typed; None of any other."""
        of_turn = self.of_turn(branch_id, turn_id)
        return of_turn[0] if of_turn and of_turn[0].because == TYPED else None

    def decide(self, decisions: Mapping[str, Decision], by: str) -> list[Action]:
        """Write decisions down, all of them or none, and return the actions as they stand then.

        They are of one branch, whose turn runs on with them. Raises NotFound, AlreadyDecided,
        InvalidArguments, and ActionChanged when what one of them would do is no longer what was
        shown: it is shown anew then.
        """
        prepared: dict[str, deciding.Prepared | None] = {}
        asked = {action_id: self.get(action_id) for action_id in decisions}
        if len({action.branch_id for action in asked.values()}) != 1:
            raise ValueError("decisions are of one branch")
        changed: list[Action] = []
        for action_id, decision in decisions.items():
            action = asked[action_id]
            prepared[action_id] = ready = deciding.prepared(
                action, decision, self.spec(action.tool)
            )
            if ready is not None and isinstance(decision, Approve | Edit):
                self._refuse_forbidden(action, ready)
                if self._has_changed(action, ready):
                    changed.append(action)
        if changed:
            self._show_anew(changed)
            raise ActionChanged(
                "What this would change is not as it was when you were asked.",
                "Look at the difference once more, then decide.",
            )
        with self._database.transaction() as c:
            now = time.time()
            for action_id, decision in decisions.items():
                action = actions.get(c, action_id)
                deciding.write_down(c, action, decision, prepared[action_id], by, now)
                newest = turns.newest(c, action.branch_id)
                if newest and newest.id == action.turn_id and newest.status in _RESTING:
                    turns.set_status(c, newest.id, TurnStatus.RUNNING, now)
                self._looked_at.pop(action_id, None)
            return [actions.get(c, action_id) for action_id in decisions]

    def preview(self, action_id: str, arguments: str) -> Preview:
        """What the action would do with these arguments. Raises NotFound, InvalidArguments."""
        action = self.get(action_id)
        spec, given = deciding.fitting(self.spec(action.tool), action.tool, arguments)
        seen = spec.preview(Workspace(Path(action.workspace)), given)
        self._looked_at[action_id] = given, seen
        return seen

    def evidence(self, action_id: str) -> tuple[str, ...]:
        """What can be checked of an unknown action now, as sentences. Raises NotFound."""
        action = self.get(action_id)
        spec = self.spec(action.tool)
        if spec is None:
            return ()
        workspace = Workspace(Path(action.workspace))
        return spec.evidence(workspace, json.loads(action.effective), action.call_id)

    def start(self, action: Action, call: Call) -> tuple[Action, bool]:
        """Begin a decided action: as it stands on disk then, and whether it may run now.

        It asks again when this is not what was decided any more, or its branch is in the trash.
        """
        again = self._asks_again(action, call)
        now = time.time()
        with self._writing(action.tool) as c:
            if again is None:
                to, from_ = ActionStatus.STARTED, [action.status]
                mine = actions.change(c, action.id, from_, to, CAIRN, now, started_at=now)
            else:
                mine = False
                actions.change(
                    c,
                    action.id,
                    [action.status],
                    ActionStatus.WAITING,
                    CAIRN,
                    now,
                    {"why": again.preview.warning},
                    again,
                    edited="",
                    seal="",
                    decided_by="",
                    decided_at=None,
                    draft=_draft(action),
                )
            return actions.get(c, action.id), mine

    def finish(self, action: Action, to: ActionStatus, result: str) -> Action:
        """Write down what a started action came to: DONE, FAILED, or UNKNOWN.

        With what it left at the paths it changed, unless it may still be changing them.
        """
        left = self._left(action) if to.over else {}
        now = time.time()
        over = now if to.over else None
        with self._writing(action.tool) as c:
            _write_left(c, left)
            from_ = [ActionStatus.STARTED]
            actions.change(c, action.id, from_, to, CAIRN, now, result=result, finished_at=over)
            return actions.get(c, action.id)

    def keep(self, action_id: str, path: Path) -> None:
        """Keep a before-image of what is at `path`. Raises HomeError when it cannot be kept."""
        image = traces.before(path, self._blobs)
        with self._database.transaction() as c:
            images.keep(c, action_id, image)

    def look_after(self, action: Action) -> None:
        """Write down what lies now where the action has changed something since the last look."""
        left = self._left(action)
        with self._database.transaction() as c:
            _write_left(c, left)

    def end(self, branch_id: str, turn_id: str, by: str, words: str) -> list[Action]:
        """End the actions of a turn that is over: what has not begun never will.

        What has begun and not ended is unknown from here on. Returns those that were ended.
        `words` are told to the agent as the reason.
        """
        now = time.time()
        with self._database.transaction() as c:
            open_ = [
                action
                for action in actions.of_turns(c, branch_id, [turn_id])
                if not action.status.over and action.status is not ActionStatus.UNKNOWN
            ]
            for action in open_:
                from_ = [action.status]
                if action.status is ActionStatus.STARTED:
                    actions.change(c, action.id, from_, ActionStatus.UNKNOWN, CAIRN, now)
                    continue
                actions.change(
                    c,
                    action.id,
                    from_,
                    ActionStatus.REJECTED,
                    by,
                    now,
                    {"words": words},
                    words=words,
                    decided_at=now,
                    decided_by=by,
                    finished_at=now,
                )
            return [actions.get(c, action.id) for action in open_]

    def get(self, action_id: str) -> Action:
        """One action. Raises NotFound."""
        with self._database.reading() as c:
            return actions.get(c, action_id)

    def of_call(self, branch_id: str, call_id: str) -> Action | None:
        """The action of a call, if it was proposed."""
        with self._database.reading() as c:
            return actions.of_call(c, branch_id, call_id)

    def of_turn(self, branch_id: str, turn_id: str) -> list[Action]:
        """The actions of one turn, in the order they were proposed."""
        with self._database.reading() as c:
            return actions.of_turns(c, branch_id, [turn_id])

    def is_sealed(self, action: Action) -> bool:
        """Whether the row is what was decided."""
        return self._seal(action.id) == _seal(action)

    def spec(self, tool: str) -> ToolSpec | None:
        """The tool of that name."""
        return self._specs.get(tool)

    def _propose(self, place: Place, call: Call) -> Action:
        with self._database.reading() as c:
            in_force = rules.all(c, place.conversation_id)
            misfits = actions.refused(c, place.turn_id, MISFIT)
        new = proposed(place, call, self.spec(call.tool), in_force, misfits)
        with self._writing(call.tool) as c:
            known = actions.of_call(c, place.branch_id, call.id)
            if known is None:
                actions.propose(c, new, time.time())
            return known or actions.get(c, new.id)

    def _left(self, action: Action) -> dict[int, Thing]:
        """What lies now where the action kept an image, as far as it can be seen.

        What was seen before stays, but for what has come into folders since.
        """
        with self._database.reading() as c:
            kept = images.of_action(c, action.id)
        workspace = Workspace(Path(action.workspace))
        found: dict[int, Thing] = {}
        for image in (one for one in kept if one.after_kind in (None, "folder")):
            with suppress(ToolError):
                thing = traces.seen(workspace, Path(image.path))
                if image.after_kind in (None, thing.kind):
                    found[image.id] = thing
        return found

    def _after_a_crash(self, action: Action) -> ActionStatus:
        return ActionStatus.UNKNOWN if self._changes(action.tool) else ActionStatus.ALLOWED

    def _changes(self, tool: str) -> bool:
        spec = self.spec(tool)
        return spec is None or spec.asks

    def _writing(self, tool: str) -> AbstractContextManager[Connection]:
        """What only reads need not wait for the disk: after a power cut it is simply run again."""
        return self._database.transaction() if self._changes(tool) else self._database.relaxed()

    def _refuse_forbidden(self, action: Action, ready: deciding.Prepared) -> None:
        """What was asked about stays as it was judged then; what the person made of it is new."""
        given = json.loads(ready.arguments)
        spec = self.spec(action.tool)
        if spec is None or given == json.loads(action.arguments):
            return
        touched = spec.subjects(Workspace(Path(action.workspace)), given)
        with self._database.reading() as c:
            in_force = rules.all(c, action.conversation_id)
        found = ruling(spec.asks, action.tool, spec.scope, touched, in_force)
        if found.forbidden:
            raise _forbidden(found.because)

    def _has_changed(self, action: Action, ready: deciding.Prepared) -> bool:
        """Whether the decision was made on something else than it would meet now."""
        given, looked_at = self._looked_at.get(action.id, (None, None))
        same = looked_at is not None and given == json.loads(ready.arguments)
        before = looked_at if looked_at is not None and same else action.preview
        return _changed(before, ready.shown.preview)

    def _show_anew(self, changed: list[Action]) -> None:
        shown = {action.id: self._shown_now(action) for action in changed}
        now = time.time()
        with self._database.transaction() as c:
            for action_id, anew in shown.items():
                self._looked_at.pop(action_id, None)
                actions.show_anew(c, action_id, anew, now)

    def _asks_again(self, action: Action, call: Call) -> Shown | None:
        """What to put before the person instead of running; None when it may run."""
        spec = self.spec(action.tool)
        with self._database.reading() as c:
            in_trash = branches.in_trash(c, action.branch_id)
        if spec is None or not action.status.ready:
            why = "It cannot be run any more."
        elif json.loads(action.arguments) != call.arguments or action.tool != call.tool:
            why = "The conversation was altered: this is not the call that was proposed."
        elif not self.is_sealed(action):
            why = "The record of the decision was altered, so it does not count."
        elif spec.asks and in_trash:
            why = "Its branch was in the trash when it was to run."
        elif action.decided_by != PERSON and action.asks is False:
            return None
        else:
            shown = shown_of(Path(action.workspace), spec, json.loads(action.effective))
            if not _changed(action.preview, shown.preview):
                return None
            why = "It would change something else than when you decided. Look once more."
        now = self._shown_now(action)
        return replace(now, preview=_warned(now.preview, why))

    def _shown_now(self, action: Action) -> Shown:
        """What the action as it was proposed would do now."""
        spec, given = self.spec(action.tool), json.loads(action.arguments)
        if spec is None or invalid(spec, given):
            return Shown(action.preview, action.fields, action.patterns)
        return shown_of(Path(action.workspace), spec, given)

    def _seal(self, action_id: str) -> str:
        with self._database.reading() as c:
            return actions.seal_of(c, action_id)


def _write_left(c: Connection, left: Mapping[int, Thing]) -> None:
    for image_id, thing in left.items():
        images.left(c, image_id, thing.kind, thing.digest)


def _forbidden(because: str) -> InvalidArguments:
    return InvalidArguments(because, "Withdraw the rule first, in the settings.")


def _changed(before: Preview, now: Preview) -> bool:
    """Whether a file that both previews were made from is not what it was."""
    was = dict(before.files)
    return any(was.get(path, digest) != digest for path, digest in now.files)


def _warned(preview: Preview, why: str) -> Preview:
    return replace(preview, warning=" ".join(filter(None, (why, preview.warning))))


def _draft(action: Action) -> str:
    """What the person had changed is not lost when the action asks again."""
    if not action.edited:
        return ""
    return json.dumps({"mode": "edit", "arguments": json.loads(action.edited)}, ensure_ascii=False)


def _seal(action: Action) -> str:
    return seal(
        action.id,
        action.call_id,
        action.tool,
        action.workspace,
        action.arguments,
        action.effective,
        action.decided_by,
    )
