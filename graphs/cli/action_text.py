"""An action as the command line shows it: an object for scripts, lines for people. Pure."""

import json
from typing import assert_never

from graphs.cli.terminal import plain
from graphs.cli.times import minute
from graphs.storage.action_records import Action, ActionStatus

SHORT_ID = 8
"""Characters of an id that are shown to people."""

_LONGEST_LINE = 200
"""Characters of a call in a list; all of it is in the JSON."""

_SIGNS = {"same": " ", "added": "+", "removed": "-", "gap": "⋮"}


def described(action: Action) -> dict[str, object]:
    """The action as an object. `args` are those proposed, `edited` the person's or None."""
    return {
        "id": action.id,
        "conversation": action.conversation_id,
        "branch": action.branch_id,
        "turn": action.turn_id,
        "run": action.run_id,
        "tool": action.tool,
        "args": json.loads(action.arguments),
        "edited": json.loads(action.edited) if action.edited else None,
        "status": action.status.value,
        "title": action.preview.title,
        "sentence": action.preview.sentence,
        "warning": action.preview.warning,
        "because": action.because,
        "proposed_at": action.proposed_at,
        "decided_at": action.decided_at,
        "decided_by": action.decided_by,
        "started_at": action.started_at,
        "finished_at": action.finished_at,
        "words": action.words,
        "result": action.result,
    }


def line(action: Action) -> str:
    """The action in one line: id, when, status, tool and arguments."""
    when = minute(action.proposed_at)
    call = plain(f"{action.tool} {action.effective}"[:_LONGEST_LINE])
    more = " …" if len(action.tool) + 1 + len(action.effective) > _LONGEST_LINE else ""
    return f"{action.id[:SHORT_ID]}  {when}  {action.status.value:<8}  {call}{more}"


def question(action: Action) -> list[str]:
    """What an action that needs the person would do, and the command that decides it."""
    preview = action.preview
    changes = [f"  {_SIGNS[change.kind]} {plain(change.text)}" for change in preview.diff]
    if preview.more:
        changes.append(f"  {_SIGNS['gap']} {preview.more} lines more")
    said = [preview.sentence, preview.warning and f"Mind: {preview.warning}"]
    return [
        f"{action.id[:SHORT_ID]}  {plain(f'{action.tool} {action.effective}')}",
        *(f"  {plain(sentence)}" for sentence in said if sentence),
        *changes,
        f"  cairn decide {action.id[:SHORT_ID]} {_verbs(action)}",
    ]


def story(action: Action) -> str:
    """What became of the action, as a clause for people."""
    changed = f", with the arguments changed to {action.edited}" if action.edited else ""
    said = f": {action.words}" if action.words else ""
    match action.status:
        case ActionStatus.WAITING:
            return "waits for your decision"
        case ActionStatus.ALLOWED:
            return f"allowed, not begun. {action.because}".strip()
        case ActionStatus.APPROVED | ActionStatus.EDITED:
            return f"approved{changed}, not begun"
        case ActionStatus.REJECTED:
            return f"rejected{said}"
        case ActionStatus.ANSWERED:
            return f"answered in its place{said}"
        case ActionStatus.STARTED:
            return f"begun{changed}"
        case ActionStatus.DONE:
            return f"done{changed}"
        case ActionStatus.FAILED:
            return f"failed{changed}"
        case ActionStatus.UNKNOWN:
            return f"begun{changed}, and nobody knows whether it happened"
        case _:
            assert_never(action.status)


def _verbs(action: Action) -> str:
    if action.status is ActionStatus.UNKNOWN:
        return "happened | again | skip"
    return "approve | reject | edit --args JSON | answer --text TEXT"
