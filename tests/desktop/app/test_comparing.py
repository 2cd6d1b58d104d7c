"""Two branches side by side, in the whole window over the real engine."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtQuick import QQuickItem

from tests.desktop.app.office import Office
from tests.desktop.app.test_forking import in_view
from tests.desktop.app.test_forking import talked as talked
from tests.desktop.app.test_window import CTRL
from tests.desktop.approvals.room import write
from tests.endpoint import Text, ToolCalls

Key = Qt.Key


@pytest.fixture
def forked(talked: Office) -> Office:
    """Another second question, in a branch of its own that is now in view."""
    hands, whole = talked.whole.hands, talked.whole
    talked.endpoint.then(Text("Reply 2."))
    hands.click("step:3")
    whole.until_shown("lookBackStrip")
    hands.key(Key.Key_Return)
    whole.until_shown("sheetContinue")
    hands.click("changeSomething")
    whole.until_shown("changedWords")
    hands.click("changedWords")
    hands.key(Key.Key_A, CTRL)
    hands.type("Question two")
    hands.click("sheetContinue")
    talked.desk.until(lambda: said(talked, in_view(talked))[-1:] == ["Reply 2."])
    whole.until_shown("compareBranches")
    return talked


def said(office: Office, branch_id: str) -> list[str]:
    return [message.text for message in office.library.transcript(branch_id).messages]


def branches(office: Office) -> list[str]:
    return [branch.id for branch in office.library.branches("trip")]


def waiting(office: Office) -> list[str]:
    return [one for one in branches(office) if office.library.waiting_in(one)]


def columns(office: Office) -> tuple[list[str], list[str]]:
    """What is said to stand in either column."""
    found: tuple[list[str], list[str]] = ([], [])
    waiting: list[QQuickItem] = [office.whole.hands.item("compareList")]
    while waiting:
        one = waiting.pop()
        for side, name in zip(found, ("passage:left:", "passage:right:"), strict=True):
            if one.objectName().startswith(name) and one.isVisible():
                side.append(str(one.property("spoken")))
        waiting.extend(one.childItems())
    return sorted(found[0]), sorted(found[1])


def compared(office: Office) -> None:
    office.whole.hands.click("compareBranches")
    office.desk.until(lambda: columns(office)[0] != [])


def test_what_differs_stands_side_by_side(forked: Office) -> None:
    compared(forked)

    assert columns(forked) == (
        ["Answer 2. Only here: Answer", "Question 2 Only here: 2"],
        ["Question two Only here: two", "Reply 2. Only here: Reply"],
    )
    assert (
        forked.whole.hands.item("compareShared").property("text") == "The first turn is the same."
    )


def test_by_keyboard_alone(forked: Office) -> None:
    hands, whole = forked.whole.hands, forked.whole
    hands.item("stepList").forceActiveFocus()
    for _ in range(12):
        if hands.focused == "compareBranches":
            break
        hands.key(Key.Key_Backtab)
    assert hands.focused == "compareBranches"

    hands.key(Key.Key_Space)

    forked.desk.until(lambda: columns(forked)[0] != [])
    whole.until_shown("compareRight")
    assert hands.focused == "compareList"
    visited: list[str] = []
    for _ in range(8):
        hands.key(Key.Key_Tab)
        visited.append(hands.focused)
        if hands.focused == "bothField":
            break
    assert visited == ["compareLeft", "openLeft", "compareRight", "openRight", "bothField"]
    hands.type("Hm")
    assert hands.item("bothField").property("text") == "Hm"


def test_a_branch_is_compared_from_its_menu(forked: Office) -> None:
    hands = forked.whole.hands
    forked.whole.until_shown("branch:main")
    hands.click("branch:main", Qt.MouseButton.RightButton)
    forked.whole.until_shown("compareBranch")

    hands.click("compareBranch")

    forked.desk.until(lambda: columns(forked)[0] != [])
    assert hands.words("compareShared") == "The first turn is the same."


def test_words_that_differ_are_underlined_and_told(forked: Office) -> None:
    compared(forked)
    hands = forked.whole.hands

    passage = hands.item("passage:right:2.0")

    assert hands.spoken(passage) == "You: Question two Only here: two"
    (text,) = (one for one in hands.within(passage) if "Question" in str(one.property("text")))
    assert 'Question <span class="other">two</span>' in str(text.property("text"))
    assert "text-decoration: underline" in str(text.property("text"))


def test_both_write_side_by_side(forked: Office) -> None:
    compared(forked)
    forked.endpoint.then(Text("One after the other comes now.", tokens_per_second=2))
    forked.endpoint.then(Text("Each of these words comes slowly.", tokens_per_second=2))

    forked.whole.hands.click("bothField")
    forked.whole.hands.type("And now?")
    forked.whole.hands.click("runBoth")

    forked.whole.until_shown("passage:left:live")
    forked.whole.until_shown("passage:right:live")
    forked.whole.until_shown("bothHindrance")
    forked.desk.until(lambda: forked.whole.hands.look("bothHindrance") is None)
    ends = {said(forked, one)[-1] for one in branches(forked)}
    assert ends == {"One after the other comes now.", "Each of these words comes slowly."}
    forked.desk.until(lambda: forked.whole.hands.look("passage:left:live") is None)


def test_escape_comes_back_to_the_conversation(forked: Office) -> None:
    compared(forked)

    forked.whole.hands.key(Key.Key_Escape)

    forked.whole.until_shown("composerField")
    assert in_view(forked) == branches(forked)[1]


def test_a_message_is_sent_to_both_once(forked: Office) -> None:
    hands = forked.whole.hands
    compared(forked)
    forked.endpoint.then(Text("Both."), Text("Both."))

    hands.click("bothField")
    hands.type("And now?")
    hands.key(Key.Key_Return, CTRL)

    forked.desk.until(
        lambda: all(said(forked, one)[-2:] == ["And now?", "Both."] for one in branches(forked))
    )
    forked.desk.until(lambda: columns(forked)[0][0:1] == ["And now?"])
    assert hands.item("bothField").property("text") == ""
    for one in branches(forked):
        assert said(forked, one).count("And now?") == 1


def test_one_that_waits_takes_no_message_and_is_opened_from_there(forked: Office) -> None:
    hands, (first, second) = forked.whole.hands, branches(forked)
    compared(forked)
    forked.endpoint.then(ToolCalls((write("a.txt", "A"),)), Text("Done."))
    hands.click("bothField")
    hands.type("Write")
    hands.click("runBoth")
    forked.desk.until(lambda: waiting(forked) != [])
    forked.whole.until_shown("bothHindrance")

    hands.click("bothField")
    hands.type("Again")
    hands.key(Key.Key_Return, CTRL)

    (branch,) = waiting(forked)
    assert hands.item("bothField").property("text") == "Again"
    assert "Again" not in said(forked, first) + said(forked, second)
    forked.whole.until_shown("showWaiting")
    hands.click("showWaiting")
    forked.whole.until_shown("actionCard")
    assert in_view(forked) == branch


def test_a_step_stands_beside_what_came_of_it(forked: Office) -> None:
    hands = forked.whole.hands
    forked.whole.until_shown("step:1")
    forked.desk.settle(0.2)
    hands.click("step:1")
    hands.key(Key.Key_Menu)
    forked.whole.until_shown("compareEntry")

    hands.click("compareEntry")

    forked.desk.until(lambda: columns(forked)[0] == ["Question 1"])
    assert columns(forked)[1] == ["Answer 1.", "Question 1", "Question two", "Reply 2."]
    assert hands.look("bothField") is None


def test_another_branch_is_put_at_a_side(forked: Office) -> None:
    hands = forked.whole.hands
    compared(forked)

    hands.item("compareRight").forceActiveFocus()
    hands.key(Key.Key_Up)

    forked.desk.until(
        lambda: hands.item("compareShared").property("text") == "They are the same so far."
    )
