"""Going back to an earlier step, on the real app, through a kill."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.app import App
from tests.e2e.deeds import answer, ask, at_rest, cairn
from tests.e2e.test_actions import Start, write
from tests.e2e.test_actions import start as start
from tests.e2e.test_actions import workspace as workspace
from tests.endpoint import ScriptedEndpoint, Text
from tests.endpoint import endpoint as endpoint

pytestmark = pytest.mark.timeout(300)

OWNED = {
    "branches": "id",
    "turns": "branch_id",
    "steps": "branch_id",
    "actions": "branch_id",
    "checkpoints": "thread_id",
    "writes": "thread_id",
}


def rows(home: Path, branch_id: str) -> dict[str, list[Any]]:
    """All that is on disk of a branch."""
    with closing(sqlite3.connect(home / "cairn.sqlite3")) as c:
        return {
            table: sorted(
                c.execute(f"SELECT * FROM {table} WHERE {column} = ?", (branch_id,)), key=repr
            )
            for table, column in OWNED.items()
        }


def say(app: App, text: str, words: str) -> None:
    ask(app, text)
    app.wait(f"the answer {words}", lambda: at_rest(app) and words in answer(app))


def approve(app: App, words: str) -> None:
    app.wait_for("actionCard")

    def pressed() -> bool:
        if app.ask("count", name="approve") and app.get("approve", "enabled"):
            app.click("approve")
        return not app.ask("count", name="actionCard")

    app.wait("it was approved", pressed)
    app.wait(f"the answer {words}", lambda: at_rest(app) and words in answer(app))


def talk(app: App, endpoint: ScriptedEndpoint) -> None:
    """Five turns, two of which change a file."""
    endpoint.then(Text("A pile of stones."), Text("A title"))
    say(app, "What is a cairn?", "pile of stones")
    app.wait("the title", lambda: app.get("chatTitle", "text") == "A title")
    endpoint.then(write("notes.txt", "Buy milk", "c1"), Text("Noted."))
    ask(app, "Note that I need milk")
    approve(app, "Noted.")
    endpoint.then(Text("Warm in May."))
    say(app, "How is Lisbon in May?", "Warm in May")
    endpoint.then(write("list.txt", "new", "c2"), Text("Listed."))
    ask(app, "Renew the list")
    approve(app, "Listed.")
    endpoint.then(Text("You are welcome."))
    say(app, "Thanks", "welcome")


def test_an_earlier_question_is_changed_and_a_file_brought_back(
    start: Start, home: Path, workspace: Path, endpoint: ScriptedEndpoint
) -> None:
    (workspace / "list.txt").write_text("old")
    app = start()
    talk(app, endpoint)
    (conversation,) = cairn(home, "list")["conversations"]
    (first,) = cairn(home, "branches", conversation["id"])["branches"]
    before = rows(home, first["id"])
    shown = cairn(home, "show", first["id"])

    app.click("step:3")
    app.wait_for("lookBackStrip")
    app.key("Return")
    app.wait_for("sheetContinue")
    app.click("file:list.txt")
    app.click("changeSomething")
    app.wait_for("changedWords")
    app.click("changedWords")
    app.key("Ctrl+A")
    app.write("What rhymes with cairn?")
    endpoint.then(Text("Bairn does."))
    app.click("sheetContinue")
    app.wait("the new answer", lambda: at_rest(app) and "Bairn does." in answer(app))
    app.wait("the file", lambda: (workspace / "list.txt").read_text() == "old")
    assert (workspace / "notes.txt").read_text() == "Buy milk"
    assert app.ask("shown", name="userBlock") == ["What is a cairn?", "What rhymes with cairn?"]

    assert rows(home, first["id"]) == before
    app.kill()

    app = start()
    app.wait("the branch looked at last", lambda: "Bairn does." in answer(app))
    assert rows(home, first["id"]) == before
    assert cairn(home, "show", first["id"]) == shown
    app.click("composerField")
    app.key("Ctrl+[")
    app.wait("the old branch", lambda: "welcome" in answer(app))
    app.key("Ctrl+]")
    app.wait("the new branch", lambda: "Bairn does." in answer(app))
    assert app.close() == 0


def test_another_answer_and_back_to_where_one_was(
    start: Start, home: Path, endpoint: ScriptedEndpoint
) -> None:
    app = start()
    endpoint.then(Text("One."), Text("A title"))
    say(app, "Say something", "One.")
    app.wait("the title", lambda: app.get("chatTitle", "text") == "A title")

    endpoint.then(Text("Two."))
    app.ask("hover", name="proseBlock")
    app.click("regenerateButton")
    app.wait("another answer", lambda: at_rest(app) and answer(app) == "Two.")
    app.key("Ctrl+Z")
    app.wait("back to the first", lambda: answer(app) == "One.")

    (conversation,) = cairn(home, "list")["conversations"]
    names = [one["name"] for one in cairn(home, "branches", conversation["id"])["branches"]]
    assert names == ["main", "another answer"]
    assert app.close() == 0
