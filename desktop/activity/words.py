"""What stands where: statuses, times and who did it, in the reader's language."""

from datetime import date, timedelta
from typing import assert_never

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QLocale

from graphs import ActionStatus


def tone(status: ActionStatus) -> str:
    """How a status is drawn: its icon and colours stand in StatusMark.qml under this name."""
    match status:
        case ActionStatus.WAITING:
            return "waiting"
        case ActionStatus.UNKNOWN:
            return "unknown"
        case (
            ActionStatus.ALLOWED
            | ActionStatus.APPROVED
            | ActionStatus.EDITED
            | ActionStatus.STARTED
        ):
            return "running"
        case ActionStatus.DONE | ActionStatus.ANSWERED:
            return "done"
        case ActionStatus.FAILED:
            return "failed"
        case ActionStatus.REJECTED:
            return "rejected"
        case _:
            assert_never(status)


def decided(by: str) -> str:
    """Who decided; "" while nobody has."""
    translate = QCoreApplication.translate
    known = {
        "": "",
        "cairn": translate("Activity", "decided by Cairn"),
        "person": translate("Activity", "decided by you"),
        "rule": translate("Activity", "without asking"),
    }
    return known.get(by, by)


def words_label(status: ActionStatus) -> str:
    """What the person's words are."""
    translate = QCoreApplication.translate
    match status:
        case ActionStatus.REJECTED:
            return translate("Activity", "Your reason")
        case ActionStatus.ANSWERED:
            return translate("Activity", "Your answer")
        case _:
            return translate("Activity", "Your words")


def actor(by: str) -> str:
    """Who made an entry of the journal; "" for Cairn, which only writes down what happened."""
    translate = QCoreApplication.translate
    known = {
        "agent": translate("Activity", "the agent"),
        "cairn": "",
        "person": translate("Activity", "you"),
        "rule": translate("Activity", "a rule"),
    }
    return known.get(by, by)


def event_word(event: str) -> str:
    """What happened, of an entry of the journal."""
    translate = QCoreApplication.translate
    known = {
        "allowed": translate("Activity", "Allowed"),
        "answered": translate("Activity", "Answered"),
        "approved": translate("Activity", "Approved"),
        "done": translate("Activity", "Done"),
        "edited": translate("Activity", "Edited and approved"),
        "failed": translate("Activity", "Failed"),
        "proposed": translate("Activity", "Proposed"),
        "rejected": translate("Activity", "Rejected"),
        "shown anew": translate("Activity", "Shown anew, for it had changed"),
        "started": translate("Activity", "Started"),
        "unknown": translate("Activity", "Broken off: nobody knows whether it happened"),
        "waiting": translate("Activity", "Asked again"),
    }
    return known.get(event, event)


def day_heading(day: date, today: date) -> str:
    """The heading of a day's actions."""
    translate = QCoreApplication.translate
    if day == today:
        return translate("Activity", "Today")
    if day == today - timedelta(days=1):
        return translate("Activity", "Yesterday")
    there = QDate(day.year, day.month, day.day)
    near = today - timedelta(days=7) < day <= today
    return QLocale().toString(there, "dddd" if near else "d MMMM yyyy")


def clock_time(seconds: float, *, exact: bool = False) -> str:
    """The time of day of a moment; to the second if `exact`."""
    time = QDateTime.fromSecsSinceEpoch(int(seconds)).time()
    if exact:
        return QLocale().toString(time, "HH:mm:ss")
    return QLocale().toString(time, QLocale.FormatType.ShortFormat)


def moment(seconds: float) -> str:
    """A date with its time."""
    date = QDateTime.fromSecsSinceEpoch(int(seconds)).date()
    return f"{QLocale().toString(date, 'd MMM yyyy')}, {clock_time(seconds)}"
