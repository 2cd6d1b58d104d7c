"""The report of a run, without a window."""

import json
from pathlib import Path

from PySide6.QtCore import QUrl

from graphs import ModelError, RunPlan
from tests.desktop.evals.report_room import ReportRoom, room
from tests.desktop.evals.reports import NOW, SMALL, attempt, case

__all__ = ["room"]

CASES = tuple(case(name, judged=name == "Bus") for name in ("Ferry", "Train", "Bus"))


def test_a_run_is_shown_with_all_that_came_of_it(room: ReportRoom) -> None:
    suite = room.reports.suite(*CASES)
    run = room.reports.run(suite, "ppp", "pfp", name="Would it do?")
    room.open(run.id)

    assert (room.page.title, room.page.suiteId) == ("Trips", suite.id)
    assert room.page.about.startswith("Would it do? · ")
    assert room.page.names == [NOW.name, SMALL.name]
    assert room.percents == ["100 %", "67 %"]
    assert room.cases == ["Ferry", "Train", "Bus"]
    assert room.page.lines == [NOW.name, SMALL.name]
    assert room.page.baselines == [f"{NOW.name}, in this run"]
    room.page.chooseFilter(2)
    assert room.cases == ["Train"]


def test_it_is_held_against_an_earlier_run(room: ReportRoom) -> None:
    suite = room.reports.suite(*CASES)
    room.reports.run(suite, "fff", candidates=(NOW,), name="Before")
    run = room.reports.run(suite, "pfp", candidates=(NOW,))
    room.reports.run(suite, "ppp", candidates=(NOW,), name="Afterwards")
    room.open(run.id)
    assert [name.split(" · ")[0] for name in room.page.baselines] == ["Nothing", "Before"]

    room.page.chooseBaseline(1)

    room.desk.until(lambda: room.page.cases.rows[0].changes == ("fixed",))
    assert [row.changes[0] for row in room.page.cases.rows] == ["fixed", "same", "fixed"]
    assert room.page.baseline == 1
    room.page.chooseBaseline(7)
    assert room.page.baseline == 1


def test_a_run_that_goes_on_is_followed(room: ReportRoom) -> None:
    suite = room.reports.suite(*CASES)
    run = room.reports.evals.create_run(RunPlan(suite.id, (NOW, SMALL)))
    room.open(run.id)
    assert room.percents == ["", ""]
    room.open_case("ferry")
    assert [row.sentence for row in room.page.detail.sides.rows] == ["Not tried yet."] * 2

    room.reports.evals.save_result(attempt(run.id, 0, "ferry", 0, "p", judged=False))
    room.tell(run.id)

    room.desk.until(lambda: room.percents[0] == "100 %")
    room.desk.until(lambda: room.page.detail.sides.rows[0].verdict == "passed")


def test_the_judge_is_asked_which_is_better(room: ReportRoom) -> None:
    suite = room.reports.suite(*CASES)
    run = room.reports.run(suite, "ppp", "ppp")
    room.open(run.id)
    assert room.page.canJudge

    room.page.judge()
    assert not room.page.canJudge

    sentence = f"The judge found {NOW.name} better never, {SMALL.name} 3 times, and neither never."
    room.desk.until(lambda: room.page.wins == [sentence])
    assert room.page.canJudge
    room.open_case("bus")
    assert room.page.detail.better == f"The judge prefers {SMALL.name}: It is kinder."


def test_asking_the_judge_is_cancelled_and_what_was_judged_stays(room: ReportRoom) -> None:
    run = room.reports.run(room.reports.suite(*CASES), "ppp", "ppp")
    room.open(run.id)
    room.evals.judges = 2
    room.page.judge()
    room.desk.until(lambda: len(room.library.evals.pairs(run.id)) == 2)

    room.page.cancelJudge()
    assert (room.page.judging, room.page.canJudge) == (False, True)
    room.desk.until(lambda: " 2 times" in "".join(room.page.wins))

    room.page.judge()
    room.page.leave()
    room.open(run.id)
    assert not room.page.judging
    assert room.told == []


def test_a_judge_that_cannot_be_reached_is_told_of(room: ReportRoom) -> None:
    run = room.reports.run(room.reports.suite(*CASES), "ppp", "ppp")
    room.open(run.id)
    room.evals.refusal = ModelError("The model does not answer.")

    room.page.judge()

    room.desk.until(lambda: room.told == ["The model does not answer."])
    assert room.page.canJudge


def test_it_is_written_to_a_page_and_to_json(room: ReportRoom, tmp_path: Path) -> None:
    room.open(room.reports.run(room.reports.suite(*CASES), "ppp", "pfp").id)

    folder = tmp_path / "wanted here"
    folder.mkdir()
    for name in ("report.html", "report.json"):
        room.page.export(QUrl.fromLocalFile(str(folder / name)))
    room.desk.until(lambda: room.told == ["report.html", "report.json"])

    assert "<title>Trips" in (folder / "report.html").read_text()
    assert json.loads((folder / "report.json").read_text())["suite"] == "Trips"
    assert sorted(path.name for path in folder.iterdir()) == ["report.html", "report.json"]


def test_a_place_that_cannot_be_written_to_is_told_of(room: ReportRoom, tmp_path: Path) -> None:
    room.open(room.reports.run(room.reports.suite(*CASES), "ppp").id)
    file = tmp_path / "no such folder" / "report.html"

    room.page.export(QUrl.fromLocalFile(str(file)))

    room.desk.until(lambda: room.told == [f"The report could not be written to {file}."])


def test_a_run_that_is_gone_is_said_to_be(room: ReportRoom) -> None:
    room.open("nowhere")
    assert room.page.state == room.page.State.FAILED
    assert room.page.error != ""


def test_it_lets_go_of_everything(room: ReportRoom) -> None:
    run = room.reports.run(room.reports.suite(*CASES), "ppp")
    room.open(run.id)
    room.open_case("train")

    room.page.leave()

    assert room.cases == []
    assert not room.page.detail.shown
    room.tell(run.id)
    room.desk.settle()
    assert room.page.state == room.page.State.READING


def test_cases_are_walked_in_the_order_of_the_table(room: ReportRoom) -> None:
    room.open(room.reports.run(room.reports.suite(*CASES), "ppp", "fpf").id)
    room.page.chooseFilter(2)
    room.open_case("ferry")
    assert [row.name for row in room.page.detail.sides.rows] == [NOW.name, SMALL.name]
    room.page.detail.choose(0, 2)
    room.desk.until(lambda: room.page.detail.sides.rows[0].name == SMALL.name)
    assert room.page.detail.sides.rows[1].name == NOW.name

    room.page.walk(1)

    room.desk.until(lambda: room.page.detail.name == "Bus")
    assert room.page.detail.sides.rows[0].name == SMALL.name
    assert len(room.page.detail.checks.rows) == 2
    room.page.walk(1)
    room.desk.settle()
    assert room.page.detail.name == "Bus"


def test_tries_are_shown_one_at_a_time(room: ReportRoom) -> None:
    room.open(room.reports.run(room.reports.suite(*CASES), "pfp", "ppp", repeat=3).id)
    room.open_case("ferry")
    assert room.page.detail.tries == 3

    room.page.detail.chooseTry(1)

    room.desk.until(lambda: room.page.detail.sides.rows[0].verdict == "failed")
    room.page.detail.chooseTry(3)
    assert room.page.detail.number == 1
