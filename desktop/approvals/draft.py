"""What the person has typed for an action and not decided yet. Pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, cast


class Mode(IntEnum):
    """What the person is about to do."""

    LOOK = 0
    EDIT = 1
    REJECT = 2
    ANSWER = 3


@dataclass(frozen=True, slots=True)
class Draft:
    """`arguments` are those that were changed, as typed or as they were."""

    mode: Mode = Mode.LOOK
    arguments: Mapping[str, Any] = field(default_factory=dict[str, Any])
    reason: str = ""
    answer: str = ""


_NAMES = {Mode.LOOK: "", Mode.EDIT: "edit", Mode.REJECT: "reject", Mode.ANSWER: "answer"}


def read(text: str) -> Draft:
    """The draft that `written` made; an empty one for anything else."""
    try:
        data = cast("dict[str, Any]", json.loads(text)) if text else {}
        modes = {name: mode for mode, name in _NAMES.items()}
        return Draft(
            modes[data.get("mode", "")],
            dict(data.get("arguments", {})),
            str(data.get("reason", "")),
            str(data.get("answer", "")),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return Draft()


def written(draft: Draft) -> str:
    """The draft as JSON text; "" for an empty one."""
    if draft == Draft():
        return ""
    return json.dumps(
        {
            "mode": _NAMES[draft.mode],
            "arguments": dict(draft.arguments),
            "reason": draft.reason,
            "answer": draft.answer,
        },
        ensure_ascii=False,
    )
