"""A report as text for people, and as files for others."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from graphs.cli.evals import target
from graphs.cli.terminal import plain
from graphs.errors import CairnError, NotFound
from graphs.evals.report import Baseline, CandidateReport, CaseChange, Report
from graphs.storage.library import Library

_SHOWN = (CaseChange.BROKEN, CaseChange.FIXED, CaseChange.FLAKY)


def with_files(parser: ArgumentParser) -> None:
    """Let the command say what a run is held against, and write its report to files."""
    parser.add_argument(
        "--baseline", metavar="RUN", help="hold it against that run: an id, last, or a JSON report"
    )
    parser.add_argument("--junit", metavar="FILE", help="write JUnit XML")
    parser.add_argument("--html", metavar="FILE", help="write a page")


def baseline(
    arguments: Namespace, library: Library, suite_id: str, but: str = ""
) -> Baseline | None:
    """What the run is held against, if anything is named. Raises NotFound and InvalidCase.

    "last" is the newest run of the suite that is finished, `but` that one.
    """
    from graphs.evals import report, report_json

    named: str | None = arguments.baseline
    if named is None:
        return None
    if Path(named).is_file():
        return report_json.baseline_from(Path(named).read_text("utf-8", "replace"))
    try:
        found = target.finished(library, suite_id, but) if named == "last" else None
        found = found or target.run(library, named)
    except NotFound as error:
        raise NotFound("There is no such run to hold it against.", error.hint) from error
    return report.baseline_of(library, found.id)


def write(arguments: Namespace, library: Library, report: Report) -> None:
    """Write the files that were asked for. Raises CairnError."""
    from graphs.evals import junit, page

    run_id = report.run.id
    if arguments.junit:
        _save(arguments.junit, junit.as_junit(report, library.evals.results(run_id)))
    if arguments.html:
        _save(arguments.html, page.as_page(library, report))


def lines(report: Report) -> list[str]:
    """The report in lines: candidates, then the cases that are not as they were."""
    told = [_of_candidate(one) for one in report.candidates]
    if report.baseline and report.compared < len(report.cases):
        part = f"{report.compared} of {len(report.cases)} cases"
        told.append(
            f"Held against {plain(report.baseline)} by {part}: it has no others with the same text."
        )
    for case in report.cases:
        for change, candidate in zip(case.changes, report.candidates, strict=True):
            if change is not None and change in _SHOWN:
                passed, of = case.counts[candidate.index]
                name = plain(candidate.candidate.name)
                told.append(f"  {change.value:<7} {plain(case.case.name)} ({passed}/{of}, {name})")
    return told


def _of_candidate(one: CandidateReport) -> str:
    parts = [
        f"{plain(one.candidate.name)}: {one.passed} of {one.attempts} passed",
        f"{one.rate:.0%} ({one.low:.0%} to {one.high:.0%})",
    ]
    parts += [f"{one.ungraded} not graded"] if one.ungraded else []
    parts += [f"{one.broken} broke off"] if one.broken else []
    parts += [f"{one.seconds:.1f} s each"] if one.seconds is not None else []
    if one.fall is not None:
        chance = "an alarm" if one.alarm else "no alarm"
        parts.append(f"{chance}: by chance alone, as low as that in {one.fall:.1%} of runs")
    return ", ".join(parts)


def _save(path: str, text: str) -> None:
    try:
        Path(path).write_text(text, "utf-8")
    except OSError as error:
        raise CairnError(f"{path} cannot be written: {error.strerror}.") from error
