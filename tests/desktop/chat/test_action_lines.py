"""Actions in the transcript of a real window, worked with mouse and keys."""

import json

import pytest
from PySide6.QtCore import Qt

from graphs import Action, ActionStatus, Conversation, DiffLine, Preview, ToolCall
from tests.desktop.chat.conftest import Chat
from tests.desktop.screen import Screen

Key = Qt.Key
PREVIEW = Preview(
    "Edit notes.txt",
    "Changes one line.",
    undo=True,
    diff=(DiffLine("removed", "milk"), DiffLine("added", "oat milk")),
    more=12,
)
PROPOSED = {"path": "notes.txt", "old": "milk", "new": "oat milk"}


@pytest.fixture
def running(chat: Chat, page: Screen) -> Conversation:
    """A conversation in view whose turn runs."""
    made = chat.make()
    chat.open(made.id)
    chat.send(made.branch_id, "Oat milk, please")
    page.desk.settle()
    return made


def propose(chat: Chat, conversation: Conversation) -> Action:
    call = ToolCall("c1", "edit_file", json.dumps(PROPOSED))
    chat.host.save(conversation.branch_id, "m1", "I change it.", call)
    return chat.host.propose(conversation.branch_id, "m1", call, PREVIEW)


def edited(chat: Chat, conversation: Conversation) -> Action:
    """An action that the person changed, done."""
    changed = json.dumps({**PROPOSED, "new": "soy milk"})
    action = propose(chat, conversation)
    action = chat.host.move(action, ActionStatus.EDITED, edited=changed, decided_by="person")
    action = chat.host.move(action, ActionStatus.STARTED, started_at=5.0)
    return chat.host.move(action, ActionStatus.DONE, finished_at=6.2, result="Written.\nAll of it.")


def told(page: Screen) -> dict[str, str]:
    """The texts of what is unfolded, by their labels."""
    waiting, found = [page.window.contentItem()], dict[str, str]()
    while waiting:
        one = waiting.pop()
        if one.objectName().startswith("detail:") and one.isVisible():
            found[one.objectName().removeprefix("detail:")] = one.property("text")
        waiting.extend(one.childItems())
    return found


def test_an_action_is_one_line_from_its_start_to_its_end(
    chat: Chat, page: Screen, running: Conversation
) -> None:
    action = propose(chat, running)
    page.desk.settle()
    assert page.look("actionLine") is None

    action = chat.host.move(action, ActionStatus.STARTED)
    page.desk.until(lambda: page.look("actionLine") is not None)
    assert page.spoken(page.item("actionLine")) == "Edit notes.txt, Running"
    assert page.look("workingNotice") is not None

    chat.host.move(action, ActionStatus.FAILED, result="No such file.")
    page.desk.settle()
    assert page.spoken(page.item("actionLine")) == "Edit notes.txt, Failed, No such file."
    assert page.item("actionLine").height() == 40


@pytest.mark.parametrize("way", ["click", "return", "space"])
def test_a_line_unfolds_to_both_versions_the_diff_and_the_result(
    chat: Chat, page: Screen, running: Conversation, way: str
) -> None:
    edited(chat, running)
    page.desk.until(lambda: page.look("actionLine") is not None)
    assert page.spoken(page.item("actionLine")) == "Edit notes.txt, Done, edited by you, Written."
    assert told(page) == {}

    if way == "click":
        page.click("actionLine")
    else:
        page.item("actionLine").forceActiveFocus()
        page.key(Key.Key_Return if way == "return" else Key.Key_Space)

    page.desk.until(lambda: bool(told(page)))
    assert told(page) == {
        "As it was proposed": "path: notes.txt\nold: milk\nnew: oat milk",
        "As you changed it": "path: notes.txt\nold: milk\nnew: soy milk",
        "What came of it": "Written.\nAll of it.",
    }
    assert page.item("diff").property("count") == 2

    page.click("actionLine")
    assert told(page) == {}


def test_a_rejected_action_says_why(chat: Chat, page: Screen, running: Conversation) -> None:
    chat.host.move(propose(chat, running), ActionStatus.REJECTED, words="Not that one.")
    page.desk.until(lambda: page.look("actionLine") is not None)

    assert page.spoken(page.item("actionLine")) == "Edit notes.txt, Rejected, Not that one."
    assert page.item("actionWord").property("text") == "Rejected"


def test_a_long_result_is_capped_and_scrolls(
    chat: Chat, page: Screen, running: Conversation
) -> None:
    action = chat.host.move(propose(chat, running), ActionStatus.STARTED)
    chat.host.move(action, ActionStatus.DONE, result="<b>line</b>\n" * 5_000)
    page.desk.until(lambda: page.look("actionLine") is not None)

    page.click("actionLine")

    page.desk.until(lambda: bool(told(page)))
    page.desk.settle()
    view = page.item("transcript")
    assert view.property("contentHeight") < 1_600
    assert told(page)["What came of it"].startswith("<b>line</b>")


def test_files_read_in_a_row_fold_into_one_line(
    chat: Chat, page: Screen, running: Conversation
) -> None:
    for number in range(14):
        chat.host.read(running.branch_id, f"{number}.txt", "An invoice.")
    page.desk.until(lambda: page.look("readsLine") is not None)
    assert page.spoken(page.item("readsLine")) == "Read 14 files"
    assert page.look("actionLine") is None

    page.item("readsLine").forceActiveFocus()
    page.key(Key.Key_Return)
    page.desk.until(lambda: page.look("actionLine") is not None)
    assert page.item("readsLine").hasActiveFocus()

    page.key(Key.Key_Return)
    page.desk.until(lambda: page.look("actionLine") is None)


def test_tab_leads_through_an_unfolded_action_and_out_of_it(
    chat: Chat, page: Screen, running: Conversation
) -> None:
    edited(chat, running)
    page.desk.until(lambda: page.look("actionLine") is not None)
    page.item("actionLine").forceActiveFocus()
    page.key(Key.Key_Return)
    page.desk.until(lambda: bool(told(page)))

    walked: list[str] = []
    for _ in range(8):
        page.key(Key.Key_Tab)
        walked.append(page.focused)
    inside = walked[: walked.index("composerField")]
    assert [name for name in inside if name.startswith("detail:")] == [
        "detail:As it was proposed",
        "detail:As you changed it",
        "detail:What came of it",
    ]
