"""Suites in the whole window, with the engine and a scripted model behind it."""

from PySide6.QtCore import Qt

from graphs import Case, Contains, NewMessage, RunStatus
from tests.desktop.app.office import Office, office
from tests.endpoint import Hang, Text

__all__ = ["office"]

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CASES = tuple(
    Case(name.lower(), name, (NewMessage(f"m-{name}", "user", f"{name}?"),), (Contains("yes"),))
    for name in ("Ferry", "Train", "Bus")
)


def _fill(office: Office) -> str:
    """A suite of three cases; its id."""
    suite = office.library.evals.create_suite("Trips")
    for case in CASES:
        office.library.evals.save_case(suite.id, case)
    return suite.id


def _ready(office: Office) -> None:
    """The window knows its model; nothing that is clicked moves any more."""
    office.desk.until(lambda: bool(office.whole.app._chat.canSend))
    office.desk.settle(0.2)


def _status(office: Office, suite_id: str) -> list[RunStatus]:
    return [run.status for run in office.library.evals.runs(suite_id)]


def test_a_suite_is_run_by_keys_and_goes_on_after_the_window_was_closed(office: Office) -> None:
    suite_id = _fill(office)
    _ready(office)
    hands = office.whole.hands
    hands.key(Key.Key_E, CTRL | SHIFT)
    office.whole.until_shown("case:bus")
    assert office.whole.title.startswith("Suites ")

    office.endpoint.then(Text("Oh yes."), Text("No."), Hang())
    hands.item("prepareRun").forceActiveFocus()
    hands.key(Key.Key_Return)
    office.whole.until_shown("startRun")
    hands.key(Key.Key_Return, CTRL)

    office.desk.until(lambda: bool(office.library.evals.runs(suite_id)))
    (run,) = office.library.evals.runs(suite_id)
    office.whole.until_shown(f"pauseRun:{run.id}")
    office.desk.until(lambda: len(office.endpoint.requests) == 3)
    assert office.library.evals.run(run.id).done == 2
    assert hands.spoken(hands.item("openSuites")) == "Suites: a run is under way"
    office.whole.end()
    assert office.library.evals.run(run.id).unfinished

    office.endpoint.then(Text("Well, yes."))
    office.open()
    _ready(office)
    hands = office.whole.hands
    hands.click("openSuites")
    office.whole.until_shown(f"resumeRun:{run.id}")
    hands.item(f"resumeRun:{run.id}").forceActiveFocus()
    hands.key(Key.Key_Return)

    office.desk.until(lambda: _status(office, suite_id) == [RunStatus.FINISHED])
    office.desk.until(
        lambda: office.whole.app._suites.runs.model.rows[0].scores == ("2 of 3 passed",)
    )
    hands.key(Key.Key_Escape)
    office.desk.until(lambda: not office.whole.title.startswith("Suites "))
    assert hands.spoken(hands.item("openSuites")) == "Suites"


def test_whether_another_model_would_do_is_one_click(office: Office) -> None:
    suite_id = _fill(office)
    _ready(office)

    office.whole.hands.click("openModels")
    names = office.whole.app._models.model
    office.desk.until(lambda: len(names.rows) > 1)
    other = names.rows[1].key
    office.whole.until_shown(f"tryModel:{other}")
    office.desk.settle(0.2)
    office.library.evals.make_main_suite(suite_id)
    office.whole.hands.click(f"tryModel:{other}")

    office.desk.until(lambda: bool(office.library.evals.runs(suite_id)))
    (run,) = office.library.evals.runs(suite_id)
    assert [one.model for one in run.plan.candidates] == [names.rows[0].key, other]
    office.whole.until_shown(f"run:{run.id}")
    office.desk.until(lambda: office.library.evals.run(run.id).done >= 1)
