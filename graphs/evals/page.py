"""A report as one page of HTML: nothing in it is fetched from anywhere, and nothing in it runs."""

from collections.abc import Iterable, Sequence
from html import escape

from graphs.evals.junit import reasons
from graphs.evals.plot import plot
from graphs.evals.report import CandidateReport, CaseChange, CaseReport, Point, Report, points_of
from graphs.storage.eval_records import Result
from graphs.storage.library import Library

_STYLE = """
:root { color-scheme: light dark; --ground: #fbfaf7; --ink: #22231f; --soft: #6c6d64;
  --line: #e4e0d6; --good: #4b7342; --bad: #a63f28; --odd: #8f5e11; --accent: #4b7342; }
@media (prefers-color-scheme: dark) { :root { --ground: #191a17; --ink: #e9e8e1; --soft: #a3a599;
  --line: #31332d; --good: #a5c78f; --bad: #e58e78; --odd: #e0b062; --accent: #a5c78f; } }
body { background: var(--ground); color: var(--ink); font: 15px/1.5 Inter, system-ui, sans-serif;
  margin: 0 auto; max-width: 960px; padding: 32px 24px 64px; }
h1 { font-size: 24px; margin: 0; } h2 { font-size: 17px; margin: 40px 0 12px; }
p.about, td.soft, th { color: var(--soft); } p.about { margin: 4px 0 0; }
table { border-collapse: collapse; width: 100%; }
th { font-size: 13px; font-weight: 500; text-align: left; }
th, td { border-bottom: 1px solid var(--line); padding: 8px 16px 8px 0; vertical-align: top; }
td.number, th.number { font-variant-numeric: tabular-nums; text-align: right; }
.passed, .fixed { color: var(--good); } .failed, .broken { color: var(--bad); }
.flaky, .ungraded { color: var(--odd); } .same, .new { color: var(--soft); }
summary { cursor: pointer; } details > div { margin: 8px 0 16px; padding-left: 16px; }
pre { border-left: 2px solid var(--line); font: inherit; margin: 8px 0; overflow-wrap: anywhere;
  padding-left: 12px; white-space: pre-wrap; }
svg { color: var(--accent); height: auto; max-width: 100%; } svg text { fill: var(--soft); }
"""


def as_page(library: Library, report: Report) -> str:
    """The page of a run, with the plot of its suite's runs. Blocks."""
    run = report.run
    results = library.evals.results(run.id)
    return _page(report, results, points_of(library, run.plan.suite_id))


def _page(report: Report, results: Sequence[Result], points: Sequence[Point]) -> str:
    run = report.run
    title = escape(f"{run.suite_name}: {run.plan.name or 'a run'}")
    against = f", against {escape(report.baseline)}" if report.baseline else ""
    parts = [
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8">',
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title><style>{_STYLE}</style></head><body>",
        f"<h1>{title}</h1>",
        f'<p class="about">{run.done} of {run.total} attempts{against}</p>',
        "<h2>Candidates</h2>",
        _candidates(report),
        "<h2>Pass rate over runs</h2>",
        plot(points),
        "<h2>Cases</h2>",
        _cases(report),
        "<h2>Answers</h2>",
        *_answers(report, results),
        "</body></html>",
    ]
    return "\n".join(parts) + "\n"


def _candidates(report: Report) -> str:
    heads = ("Passed", "Rate", "95 %", "Not graded", "Broke off", "Seconds", "Tokens", "By chance")
    head = "".join(f'<th class="number">{one}</th>' for one in heads)
    rows = "".join(_candidate(one) for one in report.candidates)
    return f"<table><tr><th>Candidate</th>{head}</tr>{rows}</table>"


def _candidate(one: CandidateReport) -> str:
    tokens = None if one.tokens_in is None else one.tokens_in + (one.tokens_out or 0)
    cells = (
        f"{one.passed} of {one.attempts}",
        f"{one.rate:.0%}",
        f"{one.low:.0%} to {one.high:.0%}",
        f"{one.ungraded}",
        f"{one.broken}",
        "" if one.seconds is None else f"{one.seconds:.1f}",
        "" if tokens is None else f"{tokens:,}",
        "" if one.fall is None else f"{one.fall:.1%}",
    )
    numbers = "".join(f'<td class="number">{cell}</td>' for cell in cells)
    mark = ' <span class="failed">worse than the baseline</span>' if one.alarm else ""
    return f"<tr><td>{escape(one.candidate.name)}{mark}</td>{numbers}</tr>"


def _cases(report: Report) -> str:
    names = "".join(f"<th>{escape(one.candidate.name)}</th>" for one in report.candidates)
    rows = "".join(_case(case) for case in report.cases)
    return f"<table><tr><th>Case</th>{names}</tr>{rows}</table>"


def _case(case: CaseReport) -> str:
    cells = (
        f"<td>{passed} of {of}{_word(change)}</td>"
        for (passed, of), change in zip(case.counts, case.changes, strict=True)
    )
    return f"<tr><td>{escape(case.case.name)}</td>{''.join(cells)}</tr>"


def _word(change: CaseChange | None) -> str:
    return f' <span class="{change.value}">{change.value}</span>' if change else ""


def _answers(report: Report, results: Sequence[Result]) -> Iterable[str]:
    by_case: dict[str, list[Result]] = {}
    for one in results:
        by_case.setdefault(one.case_id, []).append(one)
    names = [one.candidate.name for one in report.candidates]
    for case in report.cases:
        told = "".join(_answer(names, one) for one in by_case.get(case.case.id, ()))
        asked = f"<pre>{escape(case.case.asked)}</pre>" if case.case.asked else ""
        summary = f"<summary>{escape(case.case.name)}</summary>"
        yield f"<details>{summary}<div>{asked}{told}</div></details>"


def _answer(names: Sequence[str], one: Result) -> str:
    verdict = one.final.value
    wanted = "".join(
        f"<pre>{escape(call.tool)} {escape(call.arguments)}</pre>" for call in one.proposals
    )
    why = "" if verdict == "passed" else f": {escape(reasons(one))}"
    return (
        f"<div><strong>{escape(names[one.candidate])}</strong> "
        f'<span class="{verdict}">{verdict}</span>{why}'
        f"<pre>{escape(one.answer) or '(no words)'}</pre>{wanted}</div>"
    )
