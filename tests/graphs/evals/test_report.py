"""What a run has come to, from its results alone; and what is made of that for others."""

import json
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from graphs.errors import InvalidCase
from graphs.evals import junit, page, report_json
from graphs.evals.plot import plot
from graphs.evals.report import Baseline, CaseChange, Point, Report, Win, points_of, report
from graphs.storage.eval_records import (
    Candidate,
    Case,
    CaseRow,
    Contains,
    Graded,
    Pair,
    Result,
    Rubric,
    Run,
    RunPlan,
    RunStatus,
    Verdict,
)
from graphs.storage.library import Library
from graphs.storage.message_tree import NewMessage

CASES = tuple(
    CaseRow(id_, "s", id_.title(), f"d-{id_}", f"{id_}?", (), 1, 0.0, 0.0)
    for id_ in ("steady", "mended", "lost", "moody")
)
OLD = Candidate("Old")
NEW = Candidate("New", price_in=2.0, price_out=4.0)
RUN = Run("r", "Suite", RunPlan("s", (OLD, NEW), 2), RunStatus.FINISHED, 16, 16, 0.0, 0.0)
ATTACK = '<script>alert("x")</script>\x00\ufffe'


def result(candidate: int, case_id: str, number: int, verdict: Verdict) -> Result:
    said = (NewMessage("m", "assistant", ATTACK),)
    graded = (Graded(Contains("leaf"), verdict, "It has none."),)
    return Result(
        "r", candidate, case_id, number, "", verdict, graded, said, (), 2.0, 1.5, 0.0, 100, 50
    )


def results(**passed: tuple[str, str]) -> list[Result]:
    """Of each case the verdicts of both candidates, a letter an attempt."""
    letters = {
        "p": Verdict.PASSED,
        "f": Verdict.FAILED,
        "u": Verdict.UNGRADED,
        "b": Verdict.BROKEN,
    }
    return [
        result(candidate, case_id, number, letters[letter])
        for case_id, both in passed.items()
        for candidate, verdicts in enumerate(both)
        for number, letter in enumerate(verdicts)
    ]


ALL = results(steady=("pp", "pp"), mended=("ff", "pp"), lost=("pp", "ub"), moody=("pf", "pp"))


@pytest.fixture
def made() -> Report:
    pairs = [
        Pair("r", "steady", 0, 0, 1, 1, "Shorter."),
        Pair("r", "lost", 0, 0, 1, 0, "It is there."),
        Pair("r", "lost", 1, 0, 1, None, "A tie."),
    ]
    return report(RUN, CASES, ALL, pairs)


def test_what_is_not_graded_or_broke_off_has_not_passed(made: Report) -> None:
    old, new = made.candidates
    assert (old.passed, old.failed, old.ungraded, old.broken, old.attempts) == (5, 3, 0, 0, 8)
    assert (new.passed, new.failed, new.ungraded, new.broken, new.rate) == (6, 0, 1, 1, 0.75)
    assert (new.seconds, new.tokens_in, new.tokens_out) == (2.0, 800, 400)
    assert (old.cost, new.cost) == (None, pytest.approx(800 * 2e-6 + 400 * 4e-6))
    assert old.fall is None
    assert new.fall is not None
    assert not new.alarm


def test_each_case_is_held_against_the_first_candidate(made: Report) -> None:
    assert {case.case.id: case.changes for case in made.cases} == {
        "steady": (None, CaseChange.SAME),
        "mended": (None, CaseChange.FIXED),
        "lost": (None, CaseChange.BROKEN),
        "moody": (CaseChange.FLAKY, CaseChange.FLAKY),
    }
    assert made.wins == (Win(0, 1, 1, 1, 1),)


def test_only_the_same_text_is_held_against_another_run() -> None:
    counts = {"steady": ("d-steady", (0, 2)), "lost": ("another text", (2, 2))}
    made = report(RUN, CASES, ALL, baseline=Baseline("Last week", counts))
    changes = {case.case.id: case.changes for case in made.cases}
    assert changes["steady"] == (CaseChange.FIXED, CaseChange.FIXED)
    assert changes["lost"] == (CaseChange.NEW, CaseChange.NEW)
    assert made.baseline == "Last week"
    assert [one.fall for one in made.candidates] == [pytest.approx(1.0)] * 2


def test_with_nothing_to_compare_there_is_no_chance_and_no_alarm() -> None:
    made = report(RUN, CASES, ALL, baseline=Baseline("Other", {"else": ("d", (1, 1))}))
    assert made.compared == 0
    assert [(one.fall, one.alarm) for one in made.candidates] == [(None, False)] * 2


def test_the_more_candidates_the_less_may_be_chance() -> None:
    worse = results(**{f"c{number}": ("p", "f") for number in range(5)})
    rows = [replace(CASES[0], id=f"c{number}", digest="d") for number in range(5)]
    (_, alone) = report(RUN, rows, worse).candidates
    assert (alone.fall, alone.alarm) == (pytest.approx(1 / 32), True)

    three = replace(RUN, plan=replace(RUN.plan, candidates=(OLD, NEW, NEW)))
    again = [replace(one, candidate=2) for one in worse if one.candidate == 1]
    (_, *both) = report(three, rows, [*worse, *again]).candidates
    assert [(one.fall, one.alarm) for one in both] == [(pytest.approx(1 / 32), False)] * 2


def test_judge_and_person_agree_as_often_as_they_do() -> None:
    judged = [
        replace(one, graded=(Graded(Rubric("x"), one.verdict, "", 0.9),), grade=grade)
        for one, grade in zip(ALL, [5, 4, 1, 2, 5, 1], strict=False)
    ]
    found = report(RUN, CASES, judged).agreement
    assert found is not None
    verdicts = [one.verdict is Verdict.PASSED for one in judged]
    grades = [True, True, False, False, True, False]
    assert (found.both, found.share) == (6, sum(map(bool.__eq__, verdicts, grades)) / 6)
    assert -1 <= found.kappa <= 1


def test_a_report_is_a_baseline_again(made: Report) -> None:
    text = json.dumps(report_json.as_object(made))
    again = report_json.baseline_from(text)
    assert again.counts["moody"] == ("d-moody", (1, 2))
    assert again.name == "Old"
    for wrong in ("", "[]", "{}", text.replace('"cairn_report": 1', '"cairn_report": 2')):
        with pytest.raises(InvalidCase):
            report_json.baseline_from(wrong)


def test_junit_holds_whatever_was_said(made: Report) -> None:
    root = ElementTree.fromstring(junit.as_junit(made, ALL))
    old, new = root.findall("testsuite")
    assert [test.get("name") for test in new] == ["Steady", "Mended", "Lost", "Moody"]
    assert len(old.findall("testcase/failure")) == 3
    assert len(new.findall("testcase/error")) == 1


def test_a_page_runs_nothing_and_fetches_nothing(library: Library) -> None:
    suite = library.evals.create_suite(f"Suite {ATTACK}".replace("\x00", ""))
    asked = (NewMessage("q", "user", ATTACK),)
    library.evals.save_case(suite.id, Case("c", ATTACK, asked, (Contains("leaf"),)))
    run = library.evals.create_run(RunPlan(suite.id, (Candidate(ATTACK),)))
    library.evals.save_result(replace(result(0, "c", 0, Verdict.FAILED), run_id=run.id))
    (point,) = points_of(library, suite.id)
    assert (point.name, point.rate) == (ATTACK, 0.0)

    rows = library.evals.run_cases(run.id)
    made = report(library.evals.run(run.id), rows, library.evals.results(run.id))
    text = page.as_page(library, made)
    assert "<script" not in text
    assert "default-src 'none'" in text
    assert "http" not in text.replace("http-equiv", "")
    assert text.count("&lt;script&gt;") >= 5


def test_a_plot_says_in_words_what_it_draws() -> None:
    points = [Point(f"r{n}", float(n), "A & B", n / 4, 0.0, 1.0) for n in range(4)]
    drawn = plot(points)
    assert ElementTree.fromstring(drawn[: drawn.index("</svg>") + 6]).get("aria-label") == (
        "Pass rate over 4 runs; at last A & B 75%"
    )
    assert "no finished attempt" in plot([])
