"""Where a click on what is told outside the window leads in the whole of it."""

from desktop.app.tray import TrayViewModel
from tests.desktop.app.office import Office
from tests.desktop.approvals.room import write


def tray(office: Office) -> TrayViewModel:
    return office.whole.app._tray  # pyright: ignore[reportPrivateUsage]


def test_a_click_on_a_notification_brings_that_very_dialog(office: Office) -> None:
    _, second = office.ask("trip", write("a.txt"), write("b.txt"))
    hands = office.whole.hands
    hands.click("row:letter")
    office.desk.until(lambda: hands.look("actionCard") is None)
    assert tray(office).property("count") == 2

    tray(office).activated.emit(second.id)

    office.whole.until_shown("dialogCard")
    office.desk.until(lambda: "b.txt" in str(hands.item("cardTitle").property("text")))
    assert office.whole.title.startswith("Trip")


def test_a_click_on_the_icon_brings_what_waits(office: Office) -> None:
    office.ask("trip", write("a.txt"))
    hands = office.whole.hands
    hands.click("row:letter")
    office.desk.until(lambda: hands.look("actionCard") is None)

    tray(office).clickIcon()

    office.whole.until_shown("dialogCard")


def test_a_click_on_the_icon_brings_the_window_when_nothing_waits(office: Office) -> None:
    office.whole.window.quick.showMinimized()

    tray(office).clickIcon()

    office.desk.until(lambda: office.whole.window.quick.isActive())
    assert office.whole.hands.look("dialogCard") is None
