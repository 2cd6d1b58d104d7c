"""The rows that a report is shown as."""

from PySide6.QtCore import QLocale

from desktop.evals.report_rows import (
    candidate_rows,
    case_lines,
    filter_words,
    lines_of,
    plot_points,
)
from graphs import CaseChange, Library, Point, Report, report_of
from tests.desktop.evals.reports import Reports, case

NAMES = ("Ferry", "Train", "Bus", "Tram")


def _report(library: Library, *letters: str, repeat: int = 1) -> Report:
    reports = Reports(library)
    suite = reports.suite(*map(case, NAMES))
    return report_of(library, reports.run(suite, *letters, repeat=repeat).id)


def test_a_candidate_says_what_it_has_come_to(library: Library) -> None:
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    first, second = candidate_rows(_report(library, "pppp", "pfub"))

    assert (first.percent, first.counts) == ("100 %", "4 of 4 passed")
    assert (second.percent, second.rate) == ("25 %", 0.25)
    assert second.counts == "1 of 4 passed, 1 not graded, 1 broke off"
    assert second.low < 0.25 < second.high
    assert second.spent == "5.0 s an answer · 1,408 tokens"


def test_one_that_is_worse_by_more_than_chance_says_how_sure_that_is(library: Library) -> None:
    same, worse = candidate_rows(_report(library, "p" * 12, "p" + "f" * 11, repeat=3))

    assert same.alarm == ""
    assert worse.alarm == "By chance alone that happens in less than 0.1 % of such runs."


def test_nothing_tried_shows_no_rate(library: Library) -> None:
    _, second = candidate_rows(_report(library, "pppp"))
    assert (second.tried, second.percent, second.counts) == (False, "", "not tried yet")


def test_cases_say_what_changed_and_are_narrowed_to_that(library: Library) -> None:
    report = _report(library, "ppppfffff" + "pfp", "ppp" + "fff" + "ppp" + "ppp", repeat=3)
    lines = case_lines(report)

    assert [line.passed for line in lines[:2]] == [("3 of 3", "3 of 3"), ("1 of 3", "0 of 3")]
    assert [line.changes[1] for line in lines] == ["same", "flaky", "fixed", "flaky"]
    assert [line.tones[1] for line in lines] == ["plain", "odd", "good", "odd"]
    assert lines[2].spoken == "Bus; SmolLM2-135M: 0 of 3; Qwen2.5-0.5B: 3 of 3, fixed"
    assert [line.name for line in case_lines(report, CaseChange.FIXED)] == ["Bus"]
    assert filter_words(report) == ["All 4", "Fixed 1", "Broken 0", "Same 1", "Flaky 2", "New 0"]


def test_runs_stand_at_even_distances_and_each_candidate_is_a_line() -> None:
    points = (
        Point("r1", 1.0, "A", 0.5, 0.4, 0.6),
        Point("r2", 5.0, "A", 0.6, 0.5, 0.7),
        Point("r2", 5.0, "B", 0.2, 0.1, 0.3),
        Point("r3", 99.0, "B", 1.0, 0.8, 1.0),
    )
    found = plot_points(points, "r3")

    assert lines_of(points) == ["A", "B"]
    assert [(one.at, one.line, one.joined) for one in found] == [
        (0.0, 0, False),
        (0.5, 0, True),
        (0.5, 1, False),
        (1.0, 1, True),
    ]
    assert (found[3].before, found[3].was, found[3].here) == (0.5, 0.2, True)
    assert found[3].spoken.endswith(": 100 %, most likely between 80 % and 100 %")


def test_a_run_alone_stands_in_the_middle() -> None:
    (found,) = plot_points((Point("r", 1.0, "A", 0.5, 0.4, 0.6),), "r")
    assert (found.at, found.joined) == (0.5, False)
