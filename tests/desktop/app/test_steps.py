"""What a step's menu and a failed try are for, in the whole window over the real engine."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from graphs import TurnStatus
from tests.desktop.app.office import Office
from tests.desktop.app.test_window import CTRL
from tests.desktop.approvals.room import write
from tests.endpoint import Reply, Status, Text, ToolCalls

Key = Qt.Key


def say(office: Office, text: str, *replies: Reply) -> None:
    """Ask, and wait until the turn has come to some end."""
    office.visit("trip")
    office.endpoint.then(*replies)
    branch_id = office.library.conversation("trip").branch_id
    before = len(office.library.turns(branch_id))
    office.say(text)
    office.desk.until(lambda: len(office.library.turns(branch_id)) > before)
    office.desk.until(lambda: turn(office) not in (TurnStatus.RECORDED, TurnStatus.RUNNING))
    office.desk.settle(0.2)


def turn(office: Office) -> TurnStatus | None:
    newest = office.library.newest_turn(office.library.conversation("trip").branch_id)
    return newest.status if newest else None


@pytest.fixture
def written(office: Office, tmp_path: Path) -> Path:
    """The one file that a turn has written without asking."""
    office.library.add_rule("write_file", "", "", "allow")
    say(office, "Please", ToolCalls((write("notes.txt"),)), Text("Done."))
    office.whole.until_shown("step:4")
    file = tmp_path / "work" / "notes.txt"
    assert file.exists()
    return file


def test_a_file_goes_back_from_the_menu_and_returns_by_control_z(
    office: Office, written: Path
) -> None:
    hands = office.whole.hands
    hands.click("step:1")
    hands.key(Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    office.whole.until_shown("rewindEntry")
    office.desk.settle(0.2)
    hands.click("rewindEntry")
    office.whole.until_shown("file:notes.txt")
    office.desk.settle(0.2)
    hands.click("file:notes.txt")
    hands.key(Key.Key_Return, CTRL)
    office.desk.until(lambda: not written.exists())
    office.whole.until_shown("timelineUndo")
    hands.item("stepList").forceActiveFocus()

    hands.key(Key.Key_Z, CTRL)

    office.desk.until(written.exists)
    assert len(office.library.branches("trip")) == 1


def test_a_failed_try_says_why_and_stays_when_the_person_continues(office: Office) -> None:
    say(office, "Where to?", Status(400))
    hands = office.whole.hands
    (failure,) = office.library.failures(office.library.conversation("trip").branch_id)
    row = f"failed:{failure.id}"
    office.whole.until_shown(row)
    assert hands.item(row).property("title") == failure.sentence
    office.whole.until_shown("continueButton")
    office.endpoint.then(Text("Up."))

    hands.click("continueButton")

    office.desk.until(lambda: turn(office) is TurnStatus.FINISHED)
    office.whole.until_shown("step:2")
    office.whole.until_shown(row)
    assert hands.look("continueButton") is None
