"""What the rows of the timeline say, in the reader's language."""

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QLocale

from desktop.shared.action_times import seconds
from desktop.shared.action_words import duration, status_word
from desktop.timeline.derive import Look, Row
from graphs import Action, ActionStatus, Step

translate = QCoreApplication.translate

_LONGEST = 160  # characters of a line
_QUIET_SECONDS = 0.05  # what took less says nothing of how long it took


def title(row: Row) -> str:
    """The row's line."""
    match row.look:
        case Look.YOU | Look.MODEL:
            return one_line(row.step.text) or translate("Timeline", "No words")
        case Look.CALLS:
            return one_line(row.step.text) or _wanted(row)
        case Look.TOOL:
            return _done(row)
        case Look.FORK:
            return translate("Timeline", "Branched off here")
        case Look.WAITING:
            return translate("Timeline", "Waits: {what}").format(what=_lower(_titles(row.actions)))
        case Look.UNKNOWN:
            return translate("Timeline", "Not sure: {what}").format(
                what=_lower(_titles(row.actions))
            )
        case Look.RUNNING:
            return translate("Timeline", "Running: {what}").format(
                what=_lower(_titles(row.actions))
            )
        case Look.DECIDED:
            return _decided(row.actions[0])
        case Look.BROUGHT:
            return _titles(row.actions)
        case Look.FAILED:
            return row.failure.sentence if row.failure else ""


def about(row: Row, today: date) -> str:
    """What stands below the line: when, how much and how long."""
    step = row.step
    match row.look:
        case Look.MODEL | Look.CALLS:
            return _joined([tokens(step.tokens_out), _took(step.seconds), clock(step.created_at)])
        case Look.TOOL:
            failed = status_word(ActionStatus.FAILED) if row.trouble else ""
            return _joined([failed, _took(_ran(row)), clock(step.created_at)])
        case Look.WAITING | Look.UNKNOWN | Look.RUNNING:
            action = row.actions[0]
            since = action.started_at or action.proposed_at
            return translate("Timeline", "since {time}").format(time=moment(since, today))
        case Look.DECIDED:
            action = row.actions[0]
            said = one_line(action.words)
            return _joined(
                [
                    moment(action.decided_at or action.proposed_at, today),
                    f"“{said}”" if said else "",
                ]
            )
        case Look.BROUGHT:
            action = row.actions[0]
            failed = status_word(ActionStatus.FAILED) if row.trouble else ""
            return _joined(
                [failed, moment(action.finished_at or action.proposed_at, today), _took(_ran(row))]
            )
        case Look.FAILED:
            return _joined([clock(row.failure.at), row.failure.hint]) if row.failure else ""
        case Look.YOU | Look.FORK:
            folded = translate("Timeline", "failed") if row.trouble else ""
            return _joined([moment(step.created_at, today), steps(row.folded), folded])


def kind(row: Row) -> str:
    """Who a row is of, for those who hear it."""
    match row.look:
        case Look.YOU:
            return translate("Timeline", "You")
        case Look.MODEL | Look.CALLS:
            return translate("Timeline", "Model")
        case Look.TOOL:
            return translate("Timeline", "Tool")
        case Look.FORK:
            return translate("Timeline", "Branch")
        case Look.WAITING | Look.UNKNOWN | Look.RUNNING | Look.DECIDED:
            return translate("Timeline", "Action")
        case Look.BROUGHT:
            return translate("Timeline", "Files")
        case Look.FAILED:
            return translate("Timeline", "Failure")


def tone(row: Row) -> str:
    """How its stone is drawn: Stone.qml knows it under this name."""
    if row.look in (Look.TOOL, Look.BROUGHT) and row.trouble:
        return "failed"
    if row.look is not Look.DECIDED:
        return row.look.name.lower()
    (action,) = row.actions
    if action.status in (ActionStatus.REJECTED, ActionStatus.ANSWERED):
        return action.status.value
    return "edited" if action.edited else "approved"


def one_line(text: str) -> str:
    """The beginning of a text with its line breaks as spaces."""
    return " ".join(text[: 2 * _LONGEST].split())[:_LONGEST]


def steps(count: int) -> str:
    """A number of steps; "" for none."""
    if not count:
        return ""
    return (
        translate("Timeline", "1 step")
        if count == 1
        else translate("Timeline", "{n} steps").format(n=count)
    )


def tokens(count: int | None) -> str:
    """A number of tokens; "" where nobody counted them."""
    if count is None:
        return ""
    if count == 1:
        return translate("Timeline", "1 token")
    return translate("Timeline", "{n} tokens").format(n=QLocale().toString(count))


def moment(at: float, today: date) -> str:
    """The time of day, with the day unless it is today."""
    time = clock(at)
    day = datetime.fromtimestamp(at).astimezone().date()
    if day == today:
        return time
    pattern = "d MMM" if day.year == today.year else "d MMM yyyy"
    return f"{QLocale().toString(QDate(day.year, day.month, day.day), pattern)}, {time}"


def clock(at: float) -> str:
    """The time of day; the day stands with the message that the row came of."""
    then = QDateTime.fromSecsSinceEpoch(int(at))
    return QLocale().toString(then.time(), QLocale.FormatType.ShortFormat)


def _wanted(row: Row) -> str:
    if row.actions:
        return translate("Timeline", "Wants to {what}").format(what=_lower(_titles(row.actions)))
    return translate("Timeline", "Wants to use {tool}").format(tool=_tools(row.step))


def _done(row: Row) -> str:
    statuses = {action.status for action in row.actions}
    if statuses == {ActionStatus.REJECTED}:
        return translate("Timeline", "Not done: {what}").format(what=_lower(_titles(row.actions)))
    if statuses == {ActionStatus.ANSWERED}:
        return translate("Timeline", "Answered: {what}").format(what=_lower(_titles(row.actions)))
    if row.actions:
        return _titles(row.actions)
    return translate("Timeline", "Used {tool}").format(tool=_tools(row.step))


def _decided(action: Action) -> str:
    what = _lower(_titles((action,)))
    match action.status:
        case ActionStatus.REJECTED:
            return translate("Timeline", "You rejected: {what}").format(what=what)
        case ActionStatus.ANSWERED:
            return translate("Timeline", "You answered for: {what}").format(what=what)
        case _ if action.edited:
            return translate("Timeline", "You edited: {what}").format(what=what)
        case _:
            return translate("Timeline", "You approved: {what}").format(what=what)


def _titles(actions: Sequence[Action]) -> str:
    first, *others = actions
    words = one_line(first.preview.title) or first.tool.replace("_", " ")
    if not others:
        return words
    return translate("Timeline", "{what} and {n} more").format(what=words, n=len(others))


def _tools(step: Step) -> str:
    return ", ".join(dict.fromkeys(name.replace("_", " ") for name in step.tools))


def _ran(row: Row) -> float | None:
    """How long the actions of a row ran; without any, how long the step took."""
    ran = [took for action in row.actions if (took := seconds(action)) is not None]
    return sum(ran) if ran else None if row.actions else row.step.seconds


def _took(seconds_: float | None) -> str:
    return duration(seconds_) if seconds_ is not None and seconds_ >= _QUIET_SECONDS else ""


def _lower(words: str) -> str:
    """With a small letter first, unless it begins with a name in capitals."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def _joined(parts: Sequence[str]) -> str:
    return " · ".join(part for part in parts if part)
