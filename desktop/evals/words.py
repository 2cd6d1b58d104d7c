"""Counts, times and statuses of suites and runs, in the reader's language."""

from typing import assert_never

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from desktop.evals.spending import Spent
from desktop.shared.action_words import duration
from graphs import Figures, Run, RunStatus

_FEW_SECONDS = 9.95


def cases(count: int) -> str:
    """How many cases there are."""
    translate = QCoreApplication.translate
    if count == 1:
        return translate("Suites", "1 case")
    return translate("Suites", "{n} cases").format(n=QLocale().toString(count))


def checks(count: int) -> str:
    """How many things are checked in a case."""
    translate = QCoreApplication.translate
    if count == 0:
        return translate("Suites", "graded by you")
    if count == 1:
        return translate("Suites", "1 check")
    return translate("Suites", "{n} checks").format(n=count)


def attempts(count: int) -> str:
    """How many attempts a run has."""
    translate = QCoreApplication.translate
    if count == 1:
        return translate("Suites", "1 attempt")
    return translate("Suites", "{n} attempts").format(n=QLocale().toString(count))


def moment(seconds: float) -> str:
    """When a run began, as `3 May 2026, 14:05`."""
    began = QDateTime.fromSecsSinceEpoch(int(seconds))
    return QLocale().toString(began, "d MMM yyyy, HH:mm")


def status(run: Run) -> str:
    """Where a run stands."""
    translate = QCoreApplication.translate
    match run.status:
        case RunStatus.RUNNING if run.unfinished:
            return translate("Suites", "Left unfinished")
        case RunStatus.RUNNING:
            return translate("Suites", "Running")
        case RunStatus.PAUSED:
            return translate("Suites", "Paused")
        case RunStatus.CANCELLED:
            return translate("Suites", "Cancelled")
        case RunStatus.FAILED:
            return translate("Suites", "Broke off")
        case RunStatus.FINISHED:
            return translate("Suites", "Finished")
        case _:
            assert_never(run.status)


def pausing() -> str:
    """Where a run stands that is to pause."""
    return QCoreApplication.translate("Suites", "Pausing…")


def tone(run: Run) -> str:
    """How that is drawn: RunRow.qml knows it by this name."""
    match run.status:
        case RunStatus.RUNNING if not run.unfinished:
            return "running"
        case RunStatus.RUNNING | RunStatus.PAUSED:
            return "waiting"
        case RunStatus.FAILED:
            return "failed"
        case RunStatus.CANCELLED | RunStatus.FINISHED:
            return "done"
        case _:
            assert_never(run.status)


def done(run: Run) -> str:
    """How far a run is, as `34 of 120`."""
    translate = QCoreApplication.translate
    numbers = QLocale()
    return translate("Suites", "{done} of {total}").format(
        done=numbers.toString(run.done), total=numbers.toString(run.total)
    )


def score(figures: Figures) -> str:
    """How a candidate does, as `8 of 10 passed, 1 not graded`."""
    translate = QCoreApplication.translate
    if not figures.done:
        return translate("Suites", "nothing yet")
    parts = [
        translate("Suites", "{n} of {all} passed").format(n=figures.passed, all=figures.done),
        translate("Suites", "{n} not graded").format(n=figures.ungraded)
        if figures.ungraded
        else "",
        translate("Suites", "{n} broke off").format(n=figures.broken) if figures.broken else "",
    ]
    return ", ".join(part for part in parts if part)


def spending(spent: Spent, *, going_on: bool) -> str:
    """What a run has cost, and while it goes on how long it may still take."""
    translate = QCoreApplication.translate
    parts: list[str] = []
    if spent.seconds:
        parts.append(duration(spent.seconds))
    if going_on and spent.seconds_left is not None:
        parts.append(_left(spent.seconds_left))
    if spent.tokens:
        tokens = QLocale().toString(spent.tokens)
        parts.append(translate("Suites", "{n} tokens").format(n=tokens))
    if spent.cost is not None:
        parts.append(translate("Suites", "cost {sum}").format(sum=price(spent.cost)))
    return " · ".join(parts)


def _left(seconds: float) -> str:
    translate = QCoreApplication.translate
    if seconds < _FEW_SECONDS:
        return translate("Suites", "a few seconds left")
    return translate("Suites", "about {time} left").format(time=duration(seconds))


def price(cost: float) -> str:
    """A sum in the currency that prices were typed in, with at least two figures that count."""
    places = 2 if cost == 0 or cost >= 0.1 else 4
    return QLocale().toString(cost, "f", places)
