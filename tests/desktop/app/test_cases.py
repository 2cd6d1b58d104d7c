"""A wrong answer becomes a case in the whole window."""

from graphs import Case, Contains
from tests.desktop.app.office import Office, office
from tests.endpoint import Text

__all__ = ["office"]


def _cases(office: Office) -> list[Case]:
    suite = office.library.evals.main_suite()
    return [office.library.evals.case(row.id) for row in office.library.evals.cases(suite.id)]


def test_an_answer_that_is_not_right_is_a_case_two_clicks_later(office: Office) -> None:
    office.visit("letter")
    office.endpoint.then(Text("A kind of bread."))
    office.say("What is a cairn?")
    office.whole.until_shown("wrongAnswerButton")
    office.desk.until(lambda: bool(office.whole.app._chat.canSend))
    office.desk.settle(0.3)  # what came with the answer has its place
    hands = office.whole.hands
    hands.hover("proseBlock")
    hands.click("wrongAnswerButton")
    office.whole.until_shown("saveCase")
    office.desk.until(lambda: hands.focused == "checkText:0")
    hands.type("stones")
    hands.click("saveCase")
    office.whole.until_shown("caseToast")

    (case,) = _cases(office)
    assert case.checks == (Contains("stones"),)
    assert [one.text for one in case.messages] == ["What is a cairn?"]
    assert case.origin.given == "A kind of bread."
    assert case.origin.run_id
    hands.click("toastAction")
    office.desk.until(lambda: office.whole.title.startswith("Suites "))
