"""The arguments of an action as a form: proposed, changed, and as they would run. Pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from desktop.approvals.draft import Draft, Mode
from graphs import Action, Field


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One argument in the card's form. `original` is as proposed, `value` as it would run."""

    key: str
    kind: str
    value: str
    original: str
    changed: bool
    error: str
    description: str
    choices: tuple[str, ...]


def field_rows(action: Action, draft: Draft, wrong: Mapping[str, str]) -> list[FieldRow]:
    """The form: every field of the tool, and what was proposed beside the fields.

    Changes count while the person edits; whoever only looks sees what approving it would run, or
    what has been run. `wrong` is a sentence for each field that does not fit.
    """
    proposed, standing = given(action.arguments), given(action.effective)
    changes = draft.arguments if draft.mode is Mode.EDIT else {}
    known = {field.name for field in action.fields}
    names = {**proposed, **standing, **wrong}
    beside = (Field(name, "line", False, "") for name in names if name and name not in known)
    rows: list[FieldRow] = []
    for field in (*action.fields, *beside):
        original = text_of(proposed.get(field.name))
        value = text_of(changes.get(field.name, standing.get(field.name)))
        error = wrong.get(field.name, "")
        said = field.required or original or value or error
        if said or draft.mode is Mode.EDIT:
            rows.append(
                FieldRow(
                    key=field.name,
                    kind=field.kind,
                    value=value,
                    original=original,
                    changed=value != original,
                    error=error,
                    description=field.description,
                    choices=field.choices,
                )
            )
    return rows


def to_run(action: Action, draft: Draft) -> str:
    """The arguments that approving it would run, as JSON text: changed if the person edits."""
    if draft.mode is not Mode.EDIT or not draft.arguments:
        return action.arguments
    arguments = given(action.arguments)
    fields = {field.name: field for field in action.fields}
    for name, typed in draft.arguments.items():
        field = fields.get(name)
        if typed == "" and (field is None or not field.required):
            arguments.pop(name, None)
        else:
            arguments[name] = _value(field.kind if field else "line", typed)
    return json.dumps(arguments, ensure_ascii=False)


def changed_to(action: Action, draft: Draft, name: str, text: str) -> Draft:
    """The draft with that typed for an argument; what was proposed is no change."""
    arguments = {key: value for key, value in draft.arguments.items() if key != name}
    if text != text_of(given(action.arguments).get(name)):
        arguments[name] = text
    return Draft(draft.mode, arguments, draft.reason, draft.answer)


def given(arguments: str) -> dict[str, Any]:
    """The arguments as an object; empty when they are none."""
    try:
        found = json.loads(arguments)
    except ValueError:
        return {}
    return cast("dict[str, Any]", found) if isinstance(found, dict) else {}


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
