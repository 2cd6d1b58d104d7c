"""From a report to the rows that its page shows."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from desktop.evals import report_words as said
from desktop.evals import words
from graphs import CandidateReport, CaseChange, CaseReport, Point, Report

FILTERS = (None, *CaseChange)
"""What the table can be narrowed to, in the order in which it is offered; None is all of it."""


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """A candidate; rates are shares of 0 to 1. `alarm` says how sure it is that it is worse."""

    key: str
    name: str
    tried: bool
    rate: float
    low: float
    high: float
    percent: str
    counts: str
    interval: str
    spent: str
    alarm: str


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case: for each candidate how often it passed, how that changed, and the name for both.

    `tones` says how each is drawn: good, bad, odd or plain.
    """

    key: str
    name: str
    asked: str
    passed: tuple[str, ...]
    changes: tuple[str, ...]
    tones: tuple[str, ...]
    spoken: str


@dataclass(frozen=True, slots=True)
class PlotPoint:
    """A candidate's rate in a run: where it stands from left to right, and in which line.

    `joined`: a point of the same line stands before it, at `before` with the rate `was`.
    """

    key: str
    run_id: str
    at: float
    rate: float
    low: float
    high: float
    line: int
    joined: bool
    before: float
    was: float
    here: bool
    spoken: str


def candidate_rows(report: Report) -> list[CandidateRow]:
    """The candidates in their order."""
    return [_candidate(one) for one in report.candidates]


def case_lines(report: Report, wanted: CaseChange | None = None) -> list[CaseLine]:
    """The cases in their order; only those with that change, if one is wanted."""
    names = [one.candidate.name for one in report.candidates]
    found = [one for one in report.cases if wanted is None or wanted in one.changes]
    return [_case(one, names) for one in found]


def filter_words(report: Report) -> list[str]:
    """What each filter lets through, and how much that is."""
    counted = Counter(change for one in report.cases for change in set(one.changes) if change)
    all_ = QCoreApplication.translate("Report", "All {n}").format(n=len(report.cases))
    return [
        all_ if wanted is None else f"{said.change(wanted).capitalize()} {counted[wanted]}"
        for wanted in FILTERS
    ]


def lines_of(points: Sequence[Point]) -> list[str]:
    """The names of the lines, in the order in which they first appear."""
    return list(dict.fromkeys(point.name for point in points))


def plot_points(points: Sequence[Point], run_id: str) -> list[PlotPoint]:
    """The points, oldest first; runs stand at even distances, one alone in the middle."""
    runs = list(dict.fromkeys(point.run_id for point in points))
    lines = lines_of(points)
    step = 1 / (len(runs) - 1) if len(runs) > 1 else 0.0
    places = {id_: number * step if step else 0.5 for number, id_ in enumerate(runs)}
    last: dict[str, Point] = {}
    found: list[PlotPoint] = []
    for point in points:
        before = last.get(point.name)
        found.append(
            PlotPoint(
                key=f"{point.run_id}:{len(found)}",
                run_id=point.run_id,
                at=places[point.run_id],
                rate=point.rate,
                low=point.low,
                high=point.high,
                line=lines.index(point.name),
                joined=before is not None,
                before=places[before.run_id] if before else 0.0,
                was=before.rate if before else 0.0,
                here=point.run_id == run_id,
                spoken=_spoken(point),
            )
        )
        last[point.name] = point
    return found


def _candidate(one: CandidateReport) -> CandidateRow:
    tried = one.attempts > 0
    return CandidateRow(
        key=str(one.index),
        name=one.candidate.name,
        tried=tried,
        rate=one.rate,
        low=one.low,
        high=one.high,
        percent=said.percent(one.rate) if tried else "",
        counts=said.counts(one),
        interval=said.interval(one.low, one.high) if tried else "",
        spent=said.spent(one),
        alarm=said.alarm(one),
    )


def _case(one: CaseReport, names: Sequence[str]) -> CaseLine:
    passed = tuple(said.passed(count) for count in one.counts)
    changes = tuple(said.change(change) for change in one.changes)
    parts = [
        f"{name}: {count}" + (f", {change}" if change else "")
        for name, count, change in zip(names, passed, changes, strict=True)
    ]
    return CaseLine(
        key=one.case.id,
        name=one.case.name,
        asked=" ".join(one.case.asked.split()),
        passed=passed,
        changes=changes,
        tones=tuple(map(_tone, one.changes)),
        spoken="; ".join((one.case.name, *parts)),
    )


def _tone(change: CaseChange | None) -> str:
    tones = {CaseChange.FIXED: "good", CaseChange.BROKEN: "bad", CaseChange.FLAKY: "odd"}
    return tones.get(change, "plain") if change else "plain"


def _spoken(point: Point) -> str:
    rate, between = said.percent(point.rate), said.interval(point.low, point.high)
    return f"{point.name}, {words.moment(point.at)}: {rate}, {between}"
