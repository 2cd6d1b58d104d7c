"""How a tool call becomes an action: what is wrong with it, what it would do, whether it asks."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import uuid4

from graphs.approvals.decision import seal
from graphs.approvals.policy import patterns, ruling
from graphs.storage.action_records import (
    ActionStatus,
    Preview,
    Rule,
)
from graphs.storage.actions import NewAction, Shown
from graphs.storage.records import USUAL, BranchSettings
from graphs.storage.text import evident
from graphs.tools.call import Call
from graphs.tools.spec import ToolSpec, fields_of, invalid
from graphs.tools.workspace import Workspace

MOST_CALLS = 25
"""Calls of one answer that are taken; the others are told to wait."""

TRIES = 3
"""Calls of one turn whose arguments do not fit; at the last of them the person is asked."""

CAIRN = "cairn"
PERSON = "person"
RULE = "rule"
MISFIT = "The arguments do not fit."
TYPED = "You typed it."
NOT_HERE = "This branch may not use the tool."


@dataclass(frozen=True, slots=True)
class Place:
    """Where a turn's actions happen, what the branch is run with, and the run: "" for none yet."""

    conversation_id: str
    branch_id: str
    turn_id: str
    workspace: Path
    settings: BranchSettings = USUAL
    run_id: str = ""


def proposed(
    place: Place, call: Call, spec: ToolSpec | None, rules: Sequence[Rule], misfits: int
) -> NewAction:
    """The action that a call becomes. Reads what it would touch.

    `spec` is the tool it names, if there is one; `rules` are those in force in the conversation,
    and `misfits` counts the calls of this turn that did not fit before.
    """
    if spec is None:
        new = _new(place, call, _unclear(call.tool))
        return _refused(new, "There is no such tool.", f"There is no tool {call.tool!r}.")
    allowed = place.settings.tools
    if allowed is not None and call.tool not in allowed:
        new = _new(place, call, _unclear(call.tool))
        return _refused(new, NOT_HERE, f"The person does not let {call.tool} be used here.")
    wrong = invalid(spec, call.arguments)
    shown = _unclear(call.tool, wrong) if wrong else shown_of(place.workspace, spec, call.arguments)
    new = _new(place, call, replace(shown, fields=fields_of(spec)))
    touched = () if wrong else spec.subjects(Workspace(place.workspace), call.arguments)
    found = ruling(spec.asks, call.tool, spec.scope, touched, rules)
    if found.forbidden:
        return _refused(new, found.because, f"The person forbids this. {found.because}")
    if call.position >= MOST_CALLS:
        return _refused(new, "Too many at once.", _too_many(call.siblings))
    if wrong and misfits + 1 < TRIES:
        return _refused(new, MISFIT, f"{MISFIT} {listed(wrong)} Call it again.")
    if wrong:
        return replace(new, because=MISFIT)
    if found.asks:
        return replace(new, because=found.because)
    return _ready(new, RULE, found.because)


def typed_in(place: Place, call: Call, spec: ToolSpec) -> NewAction:
    """The action of a call that the person typed: typing it is their decision."""
    shown = shown_of(place.workspace, spec, call.arguments)
    return _ready(_new(place, call, shown), PERSON, TYPED)


def shown_of(workspace: Path, spec: ToolSpec, arguments: Mapping[str, Any]) -> Shown:
    """What is put before the person. Reads what the call would touch."""
    here = Workspace(workspace)
    touched = spec.subjects(here, arguments)
    preview = spec.preview(here, arguments)
    return Shown(preview, fields_of(spec), patterns(spec.scope, touched))


def listed(wrong: Mapping[str, str]) -> str:
    """What is wrong with some arguments, in one line."""
    return " ".join(f"{name}: {why}" if name else why for name, why in wrong.items())


def _new(place: Place, call: Call, shown: Shown) -> NewAction:
    return NewAction(
        id=uuid4().hex,
        branch_id=place.branch_id,
        turn_id=place.turn_id,
        message_id=call.message_id,
        call_id=call.id,
        position=call.position,
        siblings=call.siblings,
        tool=call.tool,
        arguments=json.dumps(call.arguments, ensure_ascii=False),
        workspace=str(place.workspace),
        status=ActionStatus.WAITING,
        asks=True,
        because="",
        shown=shown,
        run_id=place.run_id,
    )


def _unclear(tool: str, wrong: Mapping[str, str] | None = None) -> Shown:
    return Shown(Preview(f"Call {evident(tool)}", "", undo=False, warning=listed(wrong or {})))


def _ready(new: NewAction, by: str, because: str) -> NewAction:
    sealed = seal(new.id, new.call_id, new.tool, new.workspace, new.arguments, new.arguments, by)
    return replace(
        new,
        status=ActionStatus.ALLOWED,
        asks=False,
        because=because,
        decided_by=by,
        seal=sealed,
    )


def _refused(new: NewAction, because: str, result: str) -> NewAction:
    return replace(
        new,
        status=ActionStatus.FAILED,
        asks=False,
        because=because,
        decided_by=CAIRN,
        result=result,
    )


def _too_many(calls: int) -> str:
    return (
        f"{calls} calls at once are too many: only the first {MOST_CALLS} are taken. "
        "Wait for their results, then call the next ones."
    )
