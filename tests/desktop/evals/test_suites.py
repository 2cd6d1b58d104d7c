"""Suites, their cases and their runs, without a window."""

from desktop.evals.cases import CasesViewModel
from graphs import NothingToDo, RunStatus
from tests.desktop.evals.suites import case
from tests.desktop.evals.suites_room import SuitesRoom, room

__all__ = ["room"]


def test_the_first_suite_is_in_view(room: SuitesRoom) -> None:
    room.suites.make("Trips", case("Ferry"), case("Train"))
    room.suites.make("Invoices", case("Total"))
    room.enter()

    assert room.names == ["Trips", "Invoices"]
    assert (room.page.name, room.page.main) == ("Trips", True)
    assert [row.cases for row in room.page.model.rows] == ["2 cases", "1 case"]
    room.desk.until(lambda: room.cases == ["Ferry", "Train"])

    room.page.choose(room.page.model.rows[1].key)
    room.desk.until(lambda: room.cases == ["Total"])


def test_a_suite_is_made_named_and_made_the_main_one(room: SuitesRoom) -> None:
    room.enter()
    assert room.page.state == room.page.State.NOTHING_YET

    room.page.create("Trips")
    room.desk.until(lambda: room.names == ["Trips"])
    room.page.create("Invoices")
    room.desk.until(lambda: room.page.name == "Invoices")
    room.page.rename("Bills")
    room.desk.until(lambda: room.page.name == "Bills")
    room.page.makeMain()

    room.desk.until(lambda: room.names == ["Bills", "Trips"] and room.page.main)


def test_a_name_of_nothing_is_refused_in_words(room: SuitesRoom) -> None:
    room.enter()
    room.page.create(" \n ")
    room.desk.until(lambda: room.failures == ["A suite needs a name."])


def test_a_suite_comes_back_from_the_trash_with_all_of_it(room: SuitesRoom) -> None:
    room.suites.make("Trips", case("Ferry"))
    room.suites.make("Invoices", case("Total"))
    room.enter()

    room.page.remove()
    room.desk.until(lambda: room.names == ["Invoices"] and room.page.name == "Invoices")
    assert room.page.undo.sentence == "Deleted “Trips”"
    room.page.undo.undo()

    room.desk.until(lambda: room.page.name == "Trips" and room.page.main)
    room.desk.until(lambda: room.cases == ["Ferry"])


def test_cases_are_found_by_words_and_tags(room: SuitesRoom) -> None:
    room.suites.make(
        "Trips",
        case("Ferry", "When does the ferry to CACILHAS leave?", ("boat",)),
        case("Train", "Which platform?", ("rail", "boat")),
        case("Bus", "Which stop?"),
    )
    room.enter()
    room.desk.until(lambda: len(room.cases) == 3)
    assert room.page.cases.tags == ["boat", "rail"]

    room.page.cases.search("cacilhas FERRY")
    assert room.cases == ["Ferry"]
    room.page.cases.search("which")
    room.page.cases.chooseTag("boat")
    assert room.cases == ["Train"]
    room.page.cases.search("nowhere")
    assert room.page.cases.state == CasesViewModel.State.NO_MATCH
    room.page.cases.search("")
    room.page.cases.chooseTag("")
    assert room.cases == ["Ferry", "Train", "Bus"]


def test_a_case_is_taken_out_and_comes_back_to_its_place(room: SuitesRoom) -> None:
    room.suites.make("Trips", case("Ferry"), case("Train"), case("Bus"))
    room.enter()
    room.desk.until(lambda: len(room.cases) == 3)

    room.page.cases.remove("train")
    room.desk.until(lambda: room.cases == ["Ferry", "Bus"])
    room.desk.until(lambda: room.page.model.rows[0].cases == "2 cases")
    room.page.undo.undo()

    room.desk.until(lambda: room.cases == ["Ferry", "Train", "Bus"])
    room.page.cases.edit("bus")
    assert room.wishes == ["bus"]


def test_the_setup_starts_what_was_typed(room: SuitesRoom) -> None:
    room.suites.make("Trips", case("Ferry"), case("Train"))
    room.enter()
    room.desk.until(lambda: len(room.cases) == 2)
    wanted: list[bool] = []
    room.page.runsWanted.connect(lambda: wanted.append(True))

    room.page.prepareRun()
    setup = room.page.setup
    assert setup.shown
    assert setup.about == "2 cases · 2 attempts"
    setup.add()
    second = setup.model.rows[1].key
    setup.set(second, "model", "qwen2.5-0.5b")
    setup.set(second, "temperature", "warm")
    assert not setup.canStart
    setup.start()
    setup.set(second, "temperature", "0.5")
    setup.setRepeat(3)
    assert setup.about == "2 cases · 12 attempts"
    setup.start()

    room.until_runs("Left unfinished")
    (plan,) = room.evals.plans
    assert [one.name for one in plan.candidates] == ["What is used now", "qwen2.5-0.5b, T 0.5"]
    assert (plan.repeat, plan.parallel, plan.judge) == (3, 1, None)
    assert not setup.shown
    assert wanted == [True]


def test_the_setup_begins_with_what_was_run_last(room: SuitesRoom) -> None:
    suite = room.suites.make("Trips", case("Ferry"))
    room.suites.run(suite, "p", "f", repeat=2, name="Would Qwen2.5-0.5B do?")
    room.enter()
    room.until_runs("Finished")

    room.page.prepareRun()
    room.page.setup.setJudge("gemma-3-1b")
    room.page.setup.start()
    room.desk.until(lambda: len(room.statuses) == 2)
    assert room.evals.plans[0].name == ""
    room.page.prepareRun()

    rows = room.page.setup.model.rows
    assert [(row.name, row.model) for row in rows] == [
        ("SmolLM2-135M", "smollm2-135m"),
        ("Qwen2.5-0.5B", "qwen2.5-0.5b"),
    ]
    assert (room.page.setup.repeat, room.page.setup.judge) == (2, "gemma-3-1b")


def test_a_run_that_cannot_begin_leaves_the_setup_as_it_is(room: SuitesRoom) -> None:
    room.suites.make("Trips", case("Ferry"))
    room.enter()
    room.desk.until(lambda: len(room.cases) == 1)
    room.page.prepareRun()
    room.desk.until(lambda: len(room.page.setup.models) == 4)

    room.evals.refusal = NothingToDo("There is nothing to run.", "Make a case first.")
    room.page.setup.start()

    room.desk.until(lambda: room.failures == ["There is nothing to run."])
    assert room.page.setup.shown
    assert room.page.setup.canStart


def test_a_run_is_followed_paused_resumed_and_cancelled(room: SuitesRoom) -> None:
    suite = room.suites.make("Trips", case("Ferry"), case("Train"))
    run = room.suites.run(suite, "p", status=RunStatus.RUNNING)
    room.library.leases.acquire(f"run {run.id}")
    room.enter()
    room.until_runs("Running")
    (row,) = room.page.runs.model.rows
    assert (row.done, row.share, row.scores) == ("1 of 4", 0.25, ("1 of 1 passed", "nothing yet"))
    assert (row.can_pause, row.can_resume, row.can_cancel) == (True, False, True)

    room.suites.attempt(run, 1, "fp")
    room.tell(run.id)
    room.desk.until(lambda: room.page.runs.model.rows[0].done == "3 of 4")
    assert room.page.runs.model.rows[0].scores[1] == "1 of 2 passed"

    room.page.runs.pause(run.id)
    room.library.leases.release(f"run {run.id}")
    room.until_runs("Paused")
    room.page.runs.resume(run.id)
    room.until_runs("Left unfinished")
    room.page.runs.cancel(run.id)
    room.until_runs("Cancelled")
    assert not room.page.runs.model.rows[0].under_way


def test_what_a_crash_has_left_is_seen_at_once_and_can_be_resumed(room: SuitesRoom) -> None:
    suite = room.suites.make("Trips", case("Ferry"), case("Train"))
    room.suites.run(suite, "p", status=RunStatus.RUNNING)
    wanted: list[bool] = []
    room.page.runsWanted.connect(lambda: wanted.append(True))
    room.enter()

    room.until_runs("Left unfinished")
    assert room.page.model.rows[0].sign == "Left unfinished"
    assert room.page.runs.model.rows[0].can_resume
    assert wanted == [True]


def test_a_run_is_deleted_and_comes_back(room: SuitesRoom) -> None:
    suite = room.suites.make("Trips", case("Ferry"))
    run = room.suites.run(suite, "p", "f")
    room.enter()
    room.until_runs("Finished")

    room.page.runs.remove(run.id)
    room.until_runs()
    room.page.undo.undo()
    room.until_runs("Finished")

    room.page.runs.report(run.id)
    assert room.wishes == [run.id]


def test_a_page_that_is_left_takes_its_sheet_along(room: SuitesRoom) -> None:
    room.suites.make("Trips", case("Ferry"))
    room.enter()
    room.desk.until(lambda: len(room.cases) == 1)
    room.page.prepareRun()

    room.page.leave()

    assert not room.page.setup.shown


def test_nothing_is_read_while_the_page_is_closed(room: SuitesRoom) -> None:
    suite = room.suites.make("Trips", case("Ferry"))
    room.enter()
    room.page.leave()
    room.suites.run(suite, "p")

    room.page.refresh()
    room.desk.settle()
    assert (room.names, room.cases, room.statuses) == ([], [], [])

    room.page.show(suite.id)
    room.enter()
    room.until_runs("Finished")
