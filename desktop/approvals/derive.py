"""From what the journal says of actions to what card, dialog and inbox show. Pure."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from desktop.approvals.draft import Draft, Mode
from graphs import Action, ActionStatus, DiffLine, Field, Preview

_MARKS = {"added": "+", "removed": "-", "same": " ", "gap": "…"}


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One argument in the card's form. `original` is as proposed, `value` as it would run."""

    key: str
    kind: str
    value: str
    original: str
    changed: bool
    required: bool
    error: str
    description: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """One of the calls that were proposed together."""

    key: str
    tone: str
    current: bool
    name: str


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One conversation that needs the person: its first action, and how many there are."""

    key: str
    conversation_id: str
    title: str
    wish: str
    since: float
    unknown: bool
    count: int


def given(arguments: str) -> dict[str, Any]:
    """The arguments as an object; empty when they are none."""
    try:
        found = json.loads(arguments)
    except ValueError:
        return {}
    return cast("dict[str, Any]", found) if isinstance(found, dict) else {}


def field_rows(action: Action, draft: Draft, wrong: Mapping[str, str]) -> list[FieldRow]:
    """The form: every field of the tool, and what was proposed beside the fields."""
    proposed = given(action.arguments)
    known = {field.name for field in action.fields}
    extra = [Field(name, "line", False, "") for name in proposed if name not in known]
    rows: list[FieldRow] = []
    for field in (*action.fields, *extra):
        original = text_of(proposed.get(field.name))
        value = text_of(draft.arguments.get(field.name, proposed.get(field.name)))
        if not field.required and not original and not value and draft.mode is not Mode.EDIT:
            continue
        rows.append(
            FieldRow(
                key=field.name,
                kind=field.kind,
                value=value,
                original=original,
                changed=value != original,
                required=field.required,
                error=wrong.get(field.name, ""),
                description=field.description,
                choices=field.choices,
            )
        )
    return rows


def edited(action: Action, draft: Draft) -> str:
    """The arguments with the draft's changes, as JSON text."""
    arguments = given(action.arguments)
    kinds = {field.name: field for field in action.fields}
    for name, typed in draft.arguments.items():
        field = kinds.get(name)
        if typed == "" and (field is None or not field.required):
            arguments.pop(name, None)
        else:
            arguments[name] = _value(field.kind if field else "line", typed)
    return json.dumps(arguments, ensure_ascii=False)


def segments(actions: Sequence[Action], current: str) -> list[Segment]:
    """The bar over several calls."""
    return [
        Segment(action.id, tone(action.status), action.id == current, action.preview.title)
        for action in actions
    ]


def tone(status: ActionStatus) -> str:
    """What a segment is drawn as: waiting, unknown, running, done or refused."""
    if status is ActionStatus.WAITING:
        return "waiting"
    if status is ActionStatus.UNKNOWN:
        return "unknown"
    if status in (ActionStatus.REJECTED, ActionStatus.FAILED):
        return "refused"
    return "done" if status.over else "running"


def inbox(waiting: Sequence[Action], untitled: str, wants: str, unsure: str) -> list[InboxRow]:
    """What needs the person, a row a branch, in the order it came.

    `wants` and `unsure` are phrases with %1 where an action's title goes.
    """
    first: dict[str, Action] = {}
    counts: dict[str, int] = {}
    for action in waiting:
        first.setdefault(action.branch_id, action)
        counts[action.branch_id] = counts.get(action.branch_id, 0) + 1
    rows: list[InboxRow] = []
    for branch_id, action in first.items():
        unknown = action.status is ActionStatus.UNKNOWN
        title = action.preview.title
        wish = (unsure if unknown else wants).replace("%1", title[:1].lower() + title[1:])
        rows.append(
            InboxRow(
                key=action.id,
                conversation_id=action.conversation_id,
                title=action.conversation_title or untitled,
                wish=wish,
                since=action.proposed_at,
                unknown=unknown,
                count=counts[branch_id],
            )
        )
    return rows


def diff_lines(preview: Preview) -> list[str]:
    """The difference, a line each, with its mark in front: + - or a space; … for a gap."""
    return [_marked(line) for line in preview.diff]


def text_of(value: object) -> str:
    """An argument as a form shows it."""
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case int() | float():
            return str(value)
        case _:
            return json.dumps(value, ensure_ascii=False)


def _marked(line: DiffLine) -> str:
    return f"{_MARKS[line.kind]} {line.text}"


def _value(kind: str, typed: object) -> object:
    """What was typed as the tool takes it; left as it is when it cannot be that."""
    if not isinstance(typed, str):
        return typed
    try:
        match kind:
            case "integer":
                return int(typed)
            case "number":
                return float(typed)
            case "boolean":
                return {"true": True, "false": False}[typed]
            case _:
                return typed
    except (ValueError, KeyError):
        return typed
