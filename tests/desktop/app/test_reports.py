"""Reports in the whole window, with the engine and a scripted model behind it."""

from PySide6.QtCore import Qt

from tests.desktop.app.office import Office, office
from tests.desktop.evals.reports import Reports, case
from tests.endpoint import Text

__all__ = ["office"]

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_from_a_run_to_a_wrong_answer_and_all_the_way_back(office: Office) -> None:
    reports = Reports(office.library)
    suite = reports.suite(case("Ferry"), case("Train"))
    office.endpoint.then(Text("It leaves at 23:30."), Text("I do not know."))
    office.desk.until(lambda: bool(office.whole.app._chat.canSend))
    office.desk.settle(0.2)
    hands = office.whole.hands
    hands.key(Key.Key_E, CTRL | SHIFT)
    office.whole.until_shown("case:train")
    hands.click("prepareRun")
    office.whole.until_shown("startRun")
    hands.key(Key.Key_Return, CTRL)
    office.desk.until(lambda: bool(office.library.evals.runs(suite.id)))
    (run,) = office.library.evals.runs(suite.id)
    office.desk.until(lambda: office.library.evals.run(run.id).done == 2)
    office.desk.until(lambda: office.whole.app._suites.runs.model.rows[0].tone == "done")

    hands.item(f"reportRun:{run.id}").forceActiveFocus()
    hands.key(Key.Key_Return)
    office.whole.until_shown("reportCandidate:0")
    assert office.whole.title.startswith("Report ")
    cases = hands.item("reportCases")
    office.desk.until(lambda: cases.property("contentY") == cases.property("originY"))
    assert ", 50 %, " in hands.spoken(hands.item("reportCandidate:0"))
    office.whole.app._reporting.openCase("train")
    office.whole.until_shown("answer:1")
    assert hands.spoken(hands.item("answer:1")).startswith("I do not know.")

    hands.key(Key.Key_Escape)
    office.desk.until(lambda: hands.look("reportDetail") is None)
    hands.key(Key.Key_Escape)
    office.whole.until_shown(f"reportRun:{run.id}")
    assert office.whole.title.startswith("Suites ")
