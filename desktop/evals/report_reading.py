"""Reads a report and makes all that its page shows of it, off the window's thread."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication

from desktop.evals import words
from desktop.evals.report_rows import (
    FILTERS,
    CandidateRow,
    CaseLine,
    PlotPoint,
    candidate_rows,
    case_lines,
    filter_words,
    lines_of,
    plot_points,
)
from graphs import (
    Baseline,
    CaseChange,
    Library,
    Report,
    Run,
    baseline_of,
    points_of,
    report_of,
)


@dataclass(frozen=True, slots=True)
class ReportRead:
    """A report as rows and words. `cases` has the rows for each filter.

    `baselines` names what it can be held against: its own first candidate, or nothing where there
    is no other, then `earlier` runs.
    """

    report: Report
    candidates: tuple[CandidateRow, ...]
    points: tuple[PlotPoint, ...]
    lines: tuple[str, ...]
    cases: Mapping[CaseChange | None, Sequence[CaseLine]]
    filters: tuple[str, ...]
    earlier: tuple[str, ...]
    baselines: tuple[str, ...]


def read(library: Library, run_id: str, baseline_id: str) -> ReportRead:
    """The report of a run against an earlier one, "" for its own first candidate.

    Blocks. Raises NotFound.
    """
    baseline: Baseline | None = None
    if baseline_id:
        run = library.evals.run(baseline_id)
        baseline = replace(baseline_of(library, baseline_id), name=_named(run))
    report = report_of(library, run_id, baseline)
    suite_id = report.run.plan.suite_id
    points = points_of(library, suite_id)
    earlier = _earlier(library.evals.runs(suite_id), report.run)
    return ReportRead(
        report=report,
        candidates=tuple(candidate_rows(report)),
        points=tuple(plot_points(points, run_id)),
        lines=tuple(lines_of(points)),
        cases={wanted: case_lines(report, wanted) for wanted in FILTERS},
        filters=tuple(filter_words(report)),
        earlier=tuple(run.id for run in earlier),
        baselines=(_own(report), *map(_named, earlier)),
    )


def _own(report: Report) -> str:
    if len(report.candidates) == 1:
        return QCoreApplication.translate("Report", "Nothing")
    name = report.candidates[0].candidate.name
    return QCoreApplication.translate("Report", "{name}, in this run").format(name=name)


def _earlier(runs: Sequence[Run], run: Run) -> tuple[Run, ...]:
    before = (run.started_at, run.id)
    return tuple(one for one in runs if one.done and (one.started_at, one.id) < before)


def _named(run: Run) -> str:
    began = words.moment(run.started_at)
    return f"{run.plan.name} · {began}" if run.plan.name else began
