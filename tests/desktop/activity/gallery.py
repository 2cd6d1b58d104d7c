"""Saves a picture of the activity page in each of its states.

    python -m tests.desktop.activity.gallery FOLDER [WIDTH HEIGHT [light|dark [TEXT_SCALE]]]

QT_SCALE_FACTOR=2 in the environment gives the pictures of a screen at 200 %. The page, the view
model and the file are real.
"""

import sys

from PySide6.QtCore import Qt

from desktop.activity.view_model import ActivityViewModel
from graphs import ActionStatus
from tests.desktop.activity.journal import Journal
from tests.desktop.pictures import Gallery, Wish, gallery, studio

DAY = 24 * 3600


def fill(journal: Journal) -> dict[str, str]:
    """Actions in every state; their ids by a short name."""
    invoices = journal.conversation("Clean up the invoices folder")
    trip = journal.conversation("Trip to Lisbon in May")
    board = journal.conversation("Weekly report to the board, with everything that was asked for")
    ids: dict[str, str] = {}
    journal.read_only(trip, "Read plans/lisbon.md", ago=3 * DAY)
    failed = journal.propose(
        trip,
        "Fetch example.org",
        ago=3 * DAY - 60,
        tool="fetch_url",
        sentence="Fetches a web page. Changes nothing here.",
        url="https://example.org/ferries",
    )
    approved = journal.decide(failed, ActionStatus.APPROVED)
    sentence = "example.org did not answer within 30 seconds."
    ids["failed"] = journal.finish(approved, sentence, to=ActionStatus.FAILED, took=30).id
    answered = journal.propose(
        trip, "Ask for the ferry's times", ago=DAY + 90, tool="run_command", command="ferry --times"
    )
    journal.decide(answered, ActionStatus.ANSWERED, words="It leaves at nine and at noon.")
    rejected = journal.propose(
        board,
        "Delete drafts/old.md",
        ago=DAY,
        tool="delete_file",
        sentence="Moves drafts/old.md to the trash. Can be undone.",
        path="drafts/old.md",
    )
    reason = "I still need it: the board has not seen it yet."
    ids["rejected"] = journal.decide(rejected, ActionStatus.REJECTED, words=reason).id
    lines = "\n".join(f"src/{n:03}.py: {n * 7} lines" for n in range(400))
    ids["long"] = journal.read_only(board, "Search for “lines”", ago=4000, result=lines).id
    edited = journal.propose(
        invoices,
        "Write notes/due.md",
        ago=900,
        sentence="Creates notes/due.md with 3 lines. Can be undone.",
        path="notes/due.md",
        content="# Due dates\n\nThree invoices have none.",
        overwrite=False,
    )
    changed = journal.decide(
        edited,
        ActionStatus.EDITED,
        after=75,
        path="notes/2026/due.md",
        content="# Due dates\n\nINV-0231, INV-0240 and INV-0244 have none.",
        overwrite=False,
    )
    ids["edited"] = journal.finish(changed, "Wrote notes/2026/due.md, 3 lines.").id
    lost = journal.propose(
        invoices,
        "Run make publish",
        ago=400,
        tool="run_command",
        sentence="Runs a command in the workspace. Cannot be undone.",
        command="make publish",
    )
    ids["unknown"] = journal.lose(journal.decide(lost, ActionStatus.APPROVED)).id
    running = journal.propose(
        board,
        "Run pandoc report.md",
        ago=30,
        tool="run_command",
        asks=False,
        because='Your rule: allow run_command "pandoc", always.',
        command="pandoc report.md -o report.pdf",
    )
    journal.start(running)
    ids["waiting"] = journal.propose(
        invoices,
        "Move 14 files",
        ago=10,
        tool="move_file",
        sentence="Creates 3 folders and moves 14 files inside your workspace. Can be undone.",
        source="invoices/*.pdf",
        destination="invoices/2026-07/",
    ).id
    return ids


def pictures(shown: Gallery, activity: ActivityViewModel) -> None:
    screen = shown.screen

    def picture(name: str) -> None:
        shown.picture(f"activity-{name}")

    picture("empty")
    ids = fill(Journal(shown.library))
    activity.enter()
    screen.item("activityList").forceActiveFocus()
    screen.key(Qt.Key.Key_Down)
    picture("list")
    screen.click("chip:1")
    picture("needs-you")
    screen.click("chip:0")
    screen.item("activityList").forceActiveFocus()
    screen.type("lisbon")
    shown.desk.settle(0.3)
    picture("search")
    screen.type("xyz")
    shown.desk.settle(0.3)
    picture("no-match")
    screen.key(Qt.Key.Key_Escape)
    for name, action_id in ids.items():
        activity.openDetail(action_id)
        picture(f"detail-{name}")
        if name == "long":
            screen.item("showAll").forceActiveFocus()
            screen.key(Qt.Key.Key_Return)
            picture("detail-long-all")


def main(wish: Wish) -> None:
    """Save them all."""
    with studio(wish) as desk, gallery(desk, wish) as shown:
        activity = ActivityViewModel(shown.calls, shown.tasks)
        shown.show("Activity", "ActivityPage", activity=activity)
        pictures(shown, activity)


if __name__ == "__main__":
    main(Wish.of(*sys.argv[1:]))
