"""How an action's line is drawn, in the reader's language."""

from typing import Any, assert_never

from PySide6.QtCore import QCoreApplication

from desktop.chat.rows import READING_TOOLS, Row
from desktop.shared.action_times import seconds
from desktop.shared.action_words import duration, status_word
from desktop.shared.arguments import written
from graphs import Action, ActionStatus

_MARKS = {"added": "+", "removed": "-", "same": " ", "gap": "…"}
_QUIET_SECONDS = 0.05  # what took less says nothing of how long it took
_LONGEST_SUMMARY = 160
# More is not laid out in one frame; all of it is on the Activity page.
_LONGEST_TEXT = 3_000
_MOST_LINES = 80


def line(row: Row) -> dict[str, Any]:
    """What the line itself says.

    `tone` is 'done', 'failed', 'rejected', 'answered' or 'running'; `told`: whether its word is
    drawn, for one that runs or is done says so by its mark. `note` is what the person had to do
    with it.
    """
    action = row.action
    if action is None:
        return {
            "title": _plain(row.name),
            "tone": "failed" if row.failed else "done",
            "word": status_word(ActionStatus.FAILED if row.failed else ActionStatus.DONE),
            "told": row.failed,
            "note": "",
            "took": "",
            "summary": _summary(row.text),
        }
    return {
        "title": " ".join(action.preview.title.split()),
        "tone": _tone(action.status),
        "word": status_word(action.status),
        "told": action.status not in (ActionStatus.DONE, ActionStatus.STARTED),
        "note": _note(action),
        "took": _took(action),
        "summary": _summary(action.words or action.result or row.text),
    }


def detail(row: Row) -> dict[str, Any]:
    """What the unfolded line says: arguments as proposed and as changed, the diff, the result."""
    action = row.action
    if action is None:
        return _parts(proposed=written(row.arguments), result=row.text)
    return _parts(
        proposed=written(action.arguments),
        edited=written(action.edited) if action.edited else "",
        words=action.words,
        answered=action.status is ActionStatus.ANSWERED,
        diff=[f"{_MARKS[one.kind]} {one.text}" for one in action.preview.diff],
        more=action.preview.more,
        # What was said in its place stands there already.
        result="" if action.words else action.result or row.text,
        because="" if action.asks else action.because,
    )


def _parts(
    *,
    proposed: str,
    result: str,
    edited: str = "",
    words: str = "",
    answered: bool = False,
    diff: list[str] | None = None,
    more: int = 0,
    because: str = "",
) -> dict[str, Any]:
    return {
        "proposed": _capped(proposed),
        "edited": _capped(edited),
        "words": _capped(words),
        "answered": answered,
        "diff": diff or [],
        "more": more,
        "result": _capped(result),
        "because": because,
    }


def _tone(status: ActionStatus) -> str:
    match status:
        case ActionStatus.DONE:
            return "done"
        case ActionStatus.FAILED:
            return "failed"
        case ActionStatus.REJECTED:
            return "rejected"
        case ActionStatus.ANSWERED:
            return "answered"
        case (
            ActionStatus.WAITING
            | ActionStatus.UNKNOWN
            | ActionStatus.ALLOWED
            | ActionStatus.APPROVED
            | ActionStatus.EDITED
            | ActionStatus.STARTED
        ):
            return "running"
        case _:
            assert_never(status)


def _note(action: Action) -> str:
    if action.edited:
        return QCoreApplication.translate("ActionLook", "edited by you")
    if action.decided_by == "rule" and action.tool not in READING_TOOLS:
        return QCoreApplication.translate("ActionLook", "allowed by your rule")
    return ""


def _took(action: Action) -> str:
    took = seconds(action)
    return duration(took) if took is not None and took >= _QUIET_SECONDS else ""


def _summary(text: str) -> str:
    return text.lstrip().split("\n", 1)[0][:_LONGEST_SUMMARY]


def _capped(text: str) -> str:
    shown = "\n".join(text[:_LONGEST_TEXT].split("\n")[:_MOST_LINES])
    if len(shown) == len(text):
        return text
    more = QCoreApplication.translate("ActionLook", "… The rest is on the Activity page.")
    return f"{shown}\n{more}"


def _plain(name: str) -> str:
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]
