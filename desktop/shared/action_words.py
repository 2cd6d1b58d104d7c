"""Where an action stands, in the reader's language."""

from typing import assert_never

from PySide6.QtCore import QCoreApplication, QLocale

from graphs import ActionStatus


def status_word(status: ActionStatus, *, edited: bool = False) -> str:
    """Where an action stands."""
    translate = QCoreApplication.translate
    match status:
        case ActionStatus.WAITING:
            return translate("Activity", "Waits for you")
        case ActionStatus.ALLOWED | ActionStatus.APPROVED | ActionStatus.EDITED:
            return translate("Activity", "About to run")
        case ActionStatus.REJECTED:
            return translate("Activity", "Rejected")
        case ActionStatus.ANSWERED:
            return translate("Activity", "Answered")
        case ActionStatus.STARTED:
            return translate("Activity", "Running")
        case ActionStatus.DONE if edited:
            return translate("Activity", "Done, edited")
        case ActionStatus.DONE:
            return translate("Activity", "Done")
        case ActionStatus.FAILED:
            return translate("Activity", "Failed")
        case ActionStatus.UNKNOWN:
            return translate("Activity", "Not sure")
        case _:
            assert_never(status)


def duration(seconds: float | None) -> str:
    """How long something took, as `0.3 s`, `42 s`, `3 min 5 s` or `2 h 24 min`; "" for None."""
    if seconds is None:
        return ""
    if seconds < 9.95:
        return QLocale().toString(seconds, "f", 1) + " s"
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"
