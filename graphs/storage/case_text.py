"""A case as JSON: in two parts for its row, or whole, as a line of a suite's file."""

import base64
import json
from functools import cache
from typing import TYPE_CHECKING, Any

from graphs.storage.eval_records import Case

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_ABOUT = ("id", "name", "tags", "note", "origin", "made_at")
"""What can be different and the case still the same."""


def about(case: Case) -> str:
    """What a replay does not depend on."""
    whole = _dumped(case)
    return json.dumps({name: whole[name] for name in _ABOUT}, sort_keys=True)


def substance(case: Case) -> str:
    """All that a replay depends on; equal for cases that are the same but for their names."""
    whole = _dumped(case)
    return json.dumps({k: v for k, v in whole.items() if k not in _ABOUT}, sort_keys=True)


def case_of(about: str, substance: str) -> Case:
    """The case of both parts. Raises ValueError for a damaged row."""
    parts: dict[str, Any] = {**json.loads(about), **json.loads(substance)}
    blobs = tuple((key, base64.b64decode(text)) for key, text in parts.pop("blobs"))
    case: Case = _adapter().validate_python({**parts, "blobs": blobs})
    return case


def nameless(case_id: str, name: str) -> str:
    """What there is to say about a case whose row is gone."""
    return about(Case(case_id, name, ()))


def _dumped(case: Case) -> dict[str, Any]:
    whole = _adapter().dump_python(case, mode="json", exclude={"blobs"})
    blobs = [[key, base64.b64encode(content).decode()] for key, content in case.blobs]
    return {**whole, "blobs": blobs}


@cache
def _adapter() -> "TypeAdapter[Case]":
    from pydantic import TypeAdapter

    return TypeAdapter(Case)
