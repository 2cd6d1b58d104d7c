"""Branches in the sidebar of the whole window, over a real library and a real engine."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt

from graphs import Branch, Change, Home, Library, TurnStatus
from tests.desktop.app.test_window import CTRL, Whole
from tests.desktop.approvals.room import write
from tests.desktop.conftest import Desk
from tests.desktop.timeline.path import Path
from tests.endpoint import ScriptedEndpoint, Text, ToolCalls, numbered_words
from tests.endpoint import connected as connected
from tests.endpoint import endpoint as endpoint

Key = Qt.Key


@pytest.fixture
def path(home: Home) -> Path:
    """A conversation of three branches, of which one waits."""
    library = Library.open(home)
    path = Path(library)
    path.you("What is here?")
    path.answers("Three files.")
    path.fork(2, "by customer")
    path.you("By customer.")
    path.answers("By customer, then.")
    path.fork(2, "by month")
    path.you("By month.")
    path.wants("Write months.csv")
    path.ends(TurnStatus.WAITING)
    library.close()
    return path


@pytest.fixture
def whole(desk: Desk, home: Home, path: Path) -> Iterator[Whole]:
    one = Whole(desk, home)
    one.until_shown("needsYou")  # it moves the rows below it
    one.until_shown(f"row:{path.conversation_id}")
    one.hands.click(f"row:{path.conversation_id}")
    one.until_shown("sideBranch:by customer")
    one.until_shown("branch:by customer")
    yield one
    one.end()


def in_view(whole: Whole, name: str) -> bool:
    """Whether sidebar and timeline both say that the branch is in view."""
    here, there = (whole.hands.look(f"{kind}:{name}") for kind in ("sideBranch", "branch"))
    both = here is not None and there is not None
    return both and bool(here.property("inView") and there.property("current"))


def test_a_branch_is_opened_from_the_sidebar_and_marked_wherever_it_is_chosen(
    whole: Whole,
) -> None:
    assert in_view(whole, "main")

    whole.hands.click("sideBranch:by customer")
    whole.desk.until(lambda: in_view(whole, "by customer"))

    whole.hands.click("branch:main")
    whole.desk.until(lambda: in_view(whole, "main"))


def test_a_name_given_in_one_place_stands_in_the_other(whole: Whole) -> None:
    whole.hands.click("sideBranch:by customer")
    whole.hands.key(Key.Key_F2)
    whole.hands.type("for customers")
    whole.hands.key(Key.Key_Return)
    whole.until_shown("branch:for customers")

    whole.hands.double_click("branch:for customers")
    whole.until_shown("nameField")
    whole.hands.type("for us")
    whole.hands.key(Key.Key_Return)

    whole.until_shown("sideBranch:for us")


def test_what_waits_in_a_deleted_branch_is_not_asked_until_it_is_back(whole: Whole) -> None:
    whole.hands.click("sideBranch:by month")
    whole.until_shown("actionCard")

    whole.hands.key(Key.Key_Delete)

    whole.desk.until(lambda: whole.hands.look("needsYou") is None)
    whole.desk.until(lambda: in_view(whole, "main"))
    assert whole.hands.look("branch:by month") is None
    assert whole.hands.look("actionCard") is None
    whole.hands.key(Key.Key_Z, CTRL)
    whole.until_shown("needsYou")
    whole.desk.until(lambda: in_view(whole, "by month"))
    whole.until_shown("actionCard")


def test_a_branch_deleted_at_the_timeline_leaves_the_sidebar_and_the_inbox(whole: Whole) -> None:
    whole.until_shown("needsYou")
    whole.hands.click("branch:by month")
    whole.desk.until(lambda: in_view(whole, "by month"))
    whole.hands.item("branch:by month").forceActiveFocus()

    whole.hands.key(Key.Key_Delete)

    whole.desk.until(lambda: whole.hands.look("sideBranch:by month") is None)
    whole.desk.until(lambda: whole.hands.look("needsYou") is None)


def test_a_branch_restored_in_the_settings_is_back_and_asks_again(whole: Whole, path: Path) -> None:
    whole.until_shown("needsYou")
    whole.hands.click("sideBranch:by month", Qt.MouseButton.RightButton)
    whole.hands.click("deleteBranch")
    whole.desk.until(lambda: whole.hands.look("needsYou") is None)
    whole.hands.key(Key.Key_Comma, CTRL)
    whole.until_shown("settingsTabs")
    whole.hands.click("chip:6")
    restore = f"restore:{path.branch_id}"
    whole.until_shown(restore)

    whole.hands.click(restore)

    whole.until_shown("sideBranch:by month")
    whole.until_shown("needsYou")


def test_the_inbox_leads_to_the_branch_that_waits(whole: Whole) -> None:
    whole.until_shown("inbox")
    whole.hands.item("inbox").forceActiveFocus()
    whole.hands.key(Key.Key_Return)

    whole.desk.until(lambda: in_view(whole, "by month"))
    whole.until_shown("dialogCard")


def test_two_branches_are_compared_from_the_sidebar(whole: Whole) -> None:
    whole.hands.click("sideBranch:by customer", Qt.MouseButton.RightButton)
    whole.until_shown("compareBranch")
    whole.hands.click("compareBranch")

    whole.until_shown("compareList")


def standing(whole: Whole, name: str) -> str:
    """How a branch stands, as its row says; "gone" without one."""
    row = whole.hands.look(f"sideBranch:{name}")
    return str(row.property("standing")) if row else "gone"


def test_branches_at_work_side_by_side_each_say_so_while_another_is_read(
    desk: Desk, home: Home, connected: ScriptedEndpoint
) -> None:
    library = Library.open(home)
    library.rename(library.create("trip", agent_version="1").id, "Trip")
    main = library.conversation("trip").branch_id
    library.close()
    whole = Whole(desk, home)
    whole.until_shown("row:trip")
    whole.hands.click("row:trip")
    desk.until(lambda: whole.title.startswith("Trip "))
    desk.until(lambda: bool(whole.app._chat.canSend))
    whole.hands.item("composerField").forceActiveFocus()
    whole.hands.type("Hello")
    whole.hands.key(Key.Key_Return)
    whole.until_shown("step:2")
    engine = whole.app._engine

    def begin(text: str) -> Branch:
        made = desk.run(engine.call(lambda host: host.fork(main, 1, Change(text=text))))
        whole.app._tasks.start(engine.call(lambda host: host.resume(made.id)))
        return made

    connected.then(Text(numbered_words(60), tokens_per_second=20))
    begin("Count for me")
    desk.until(lambda: standing(whole, "Count for me") == "running")
    connected.then(ToolCalls((write("notes.txt"),)))
    begin("Write for me")
    desk.until(lambda: standing(whole, "Write for me") == "waits")

    assert standing(whole, "main") == ""
    assert whole.hands.item("sideBranch:main").property("inView")
    desk.until(lambda: standing(whole, "Count for me") == "")
    assert standing(whole, "Write for me") == "waits"
    whole.end()
