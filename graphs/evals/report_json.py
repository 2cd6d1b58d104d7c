"""A report as JSON: for scripts, and to be kept in git as the baseline of later runs."""

import json
from dataclasses import asdict
from typing import Any, cast

from graphs.errors import InvalidCase
from graphs.evals.report import Baseline, CandidateReport, CaseReport, Report

FORMAT = 1


def as_object(report: Report) -> dict[str, Any]:
    """The report as an object; see docs/suites.md."""
    return {
        "cairn_report": FORMAT,
        "run": report.run.id,
        "name": report.run.plan.name,
        "suite": report.run.suite_name,
        "status": report.run.status.value,
        "started_at": report.run.started_at,
        "repeat": report.run.plan.repeat,
        "baseline": report.baseline or None,
        "compared": report.compared,
        "candidates": [_candidate(one) for one in report.candidates],
        "cases": [_case(one) for one in report.cases],
        "agreement": asdict(report.agreement) if report.agreement else None,
        "wins": [asdict(win) for win in report.wins],
    }


def baseline_from(text: str) -> Baseline:
    """The first candidate of a report that was kept. Raises InvalidCase."""
    try:
        read = cast("dict[str, Any]", json.loads(text))
        counts = {
            str(case["id"]): (str(case["digest"]), (int(case["passed"][0]), int(case["of"][0])))
            for case in read["cases"]
        }
        name = str(read["name"] or read["candidates"][0]["name"])
        known = read["cairn_report"] == FORMAT
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise InvalidCase(
            "This is no report of a run.", "`cairn eval run … --json` prints one."
        ) from error
    if not known:
        raise InvalidCase("This report has a format that is not known here.")
    return Baseline(name, counts)


def _candidate(one: CandidateReport) -> dict[str, Any]:
    told = {"name": one.candidate.name, "model": one.candidate.model}
    figures = asdict(one)
    del figures["index"], figures["candidate"]
    return {**told, **figures}


def _case(one: CaseReport) -> dict[str, Any]:
    return {
        "id": one.case.id,
        "name": one.case.name,
        "digest": one.case.digest,
        "passed": [passed for passed, _ in one.counts],
        "of": [of for _, of in one.counts],
        "changes": [change.value if change else None for change in one.changes],
    }
