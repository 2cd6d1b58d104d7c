"""What a decision makes of an action: checked first, then written down."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, assert_never, cast

from sqlalchemy import Connection

from graphs.approvals.decision import (
    Again,
    Answer,
    Approve,
    Decision,
    Edit,
    Happened,
    Reject,
    Skip,
    seal,
)
from graphs.approvals.proposing import listed, shown_of
from graphs.errors import AlreadyDecided, InvalidArguments
from graphs.storage import actions, turns
from graphs.storage.action_records import Action, ActionStatus
from graphs.storage.actions import Shown
from graphs.tools.spec import ToolSpec, invalid


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a decision to run would run, and what it would do now."""

    arguments: str
    shown: Shown


def prepared(action: Action, decision: Decision, spec: ToolSpec | None) -> Prepared | None:
    """What is to run, as it would turn out now; None when nothing is. Reads what it would touch.

    Raises AlreadyDecided and InvalidArguments.
    """
    _open(action, decision)
    match decision:
        case Approve():
            arguments = action.arguments
        case Again():
            arguments = action.effective
        case Edit(arguments=edited):
            arguments = edited
        case Reject() | Answer() | Happened() | Skip():
            return None
        case _:
            assert_never(decision)
    tool, given = fitting(spec, action.tool, arguments)
    shown = shown_of(Path(action.workspace), tool, given)
    return Prepared(json.dumps(given, ensure_ascii=False), shown)


def fitting(spec: ToolSpec | None, name: str, arguments: str) -> tuple[ToolSpec, dict[str, Any]]:
    """The tool of that name, and its arguments read from JSON text. Raises InvalidArguments."""
    if spec is None:
        raise InvalidArguments(
            f"This Cairn has no tool {name}.", "Reject it, or answer in its place."
        )
    try:
        given = json.loads(arguments)
    except (ValueError, RecursionError) as error:
        raise InvalidArguments("The arguments are not JSON.", "Write them as an object.") from error
    if not isinstance(given, dict):
        raise InvalidArguments("The arguments are no JSON object.", "Write them in braces.")
    found = cast("dict[str, Any]", given)
    if wrong := invalid(spec, found):
        raise InvalidArguments(f"The arguments do not fit. {listed(wrong)}", "Edit them.", wrong)
    return spec, found


def write_down(
    c: Connection, action: Action, decision: Decision, ready: Prepared | None, by: str, now: float
) -> None:
    """Put a decision on disk. Raises AlreadyDecided when somebody was faster."""
    _open(action, decision)
    if ready is not None and not _goes_on(c, action):
        raise AlreadyDecided(
            "The conversation has gone on without this action.",
            "Say that it happened, or skip it."
            if isinstance(decision, Again)
            else "Reject it, and ask for it anew.",
        )
    values: dict[str, str | float | None] = {"decided_at": now, "decided_by": by, "draft": ""}
    detail: dict[str, Any] = {}
    if ready is not None:
        changed = json.loads(ready.arguments) != json.loads(action.arguments)
        edited = ready.arguments if changed else ""
        effective = edited or action.arguments
        values |= {
            "edited": edited,
            "seal": seal(
                action.id,
                action.call_id,
                action.tool,
                action.workspace,
                action.arguments,
                effective,
                by,
            ),
        }
        detail = {"arguments": effective, "shown": ready.shown.preview.sentence}
        to = ActionStatus.EDITED if changed else ActionStatus.APPROVED
    else:
        to, ended = _ending(decision)
        values |= {**ended, "finished_at": now}
        detail = dict(ended)
    shown = ready.shown if ready else None
    if not actions.change(c, action.id, [action.status], to, by, now, detail, shown, **values):
        raise _decided(actions.get(c, action.id))


def _ending(decision: Decision) -> tuple[ActionStatus, Mapping[str, str]]:
    """The end that a decision not to run makes."""
    match decision:
        case Reject(reason=reason):
            return ActionStatus.REJECTED, {"words": reason.strip()}
        case Answer(text=text):
            if not text.strip():
                raise InvalidArguments("There is nothing in this answer.", "Write something first.")
            return ActionStatus.ANSWERED, {"words": text}
        case Happened():
            return ActionStatus.DONE, {
                "result": "It happened: the person has checked. What it printed is lost."
            }
        case Skip():
            return ActionStatus.REJECTED, {
                "words": "It was broken off by a crash, and I do not want it run again."
            }
        case Approve() | Edit() | Again():
            raise ValueError("this decision runs the action")
        case _:
            assert_never(decision)


def _open(action: Action, decision: Decision) -> None:
    of_unknown = isinstance(decision, Happened | Again | Skip)
    wanted = ActionStatus.UNKNOWN if of_unknown else ActionStatus.WAITING
    if action.status is wanted:
        return
    if action.status is ActionStatus.UNKNOWN:
        raise AlreadyDecided(
            "Nobody knows whether this action happened.",
            "Say that it happened, run it again, or skip it.",
        )
    raise _decided(action)


def _decided(action: Action) -> AlreadyDecided:
    if action.status is ActionStatus.WAITING:
        return AlreadyDecided(
            "This action has not begun.", "Approve it, edit it, reject it or answer it."
        )
    at = action.decided_at
    when = f" at {datetime.fromtimestamp(at).astimezone():%Y-%m-%d %H:%M:%S}" if at else ""
    return AlreadyDecided(
        f"This action was decided already{when}: {action.status.value}.", "Look at its result."
    )


def _goes_on(c: Connection, action: Action) -> bool:
    newest = turns.newest(c, action.branch_id)
    return newest is not None and newest.id == action.turn_id and not newest.status.at_rest
