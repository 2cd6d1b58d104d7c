"""An action for tests that need one and no file."""

from dataclasses import replace
from typing import Any

from graphs import Action, ActionStatus, Preview

_ACTION = Action(
    id="a",
    conversation_id="c",
    conversation_title="Trip",
    branch_id="branch of c",
    turn_id="t",
    message_id="m",
    call_id="c1",
    position=0,
    siblings=1,
    tool="write_file",
    arguments='{"path": "notes.txt", "content": "milk"}',
    workspace="/w",
    status=ActionStatus.WAITING,
    asks=True,
    because="It changes something.",
    proposed_at=1.0,
    preview=Preview(title="Write notes.txt", sentence="Makes a file.", undo=True),
)


def an_action(**changes: Any) -> Action:
    """One that waits, but for `changes`."""
    return replace(_ACTION, **changes)
