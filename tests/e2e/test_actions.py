"""What the window promises of actions, across kills, restarts and days, on the real app."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.app import App
from tests.e2e.deeds import ask, at_rest, cairn
from tests.endpoint import MODEL, ScriptedEndpoint, Text, ToolCall, ToolCalls
from tests.endpoint import endpoint as endpoint

pytestmark = pytest.mark.timeout(300)

A_DAY = 86_400
Start = Callable[..., App]


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    folder = tmp_path / "workspace"
    folder.mkdir()
    return folder


@pytest.fixture
def start(home: Path, workspace: Path, endpoint: ScriptedEndpoint) -> Iterator[Start]:
    """Starts the app, again and again, in one data folder; what still runs is killed at the end."""
    apps: list[App] = []

    def start(**environ: str) -> App:
        chosen = {
            "OPENAI_BASE_URL": endpoint.base_url,
            "CAIRN_MODEL": MODEL,
            "CAIRN_WORKSPACE": str(workspace),
            **environ,
        }
        apps.append(App(home, chosen))
        apps[-1].wait_for("composerField")
        apps[-1].ask("resize", width=1280, height=800)
        apps[-1].wait("the engine", lambda: MODEL in apps[-1].get("connectionWords", "text"))
        return apps[-1]

    yield start
    for app in apps:
        app.end()


def write(path: str, content: str, call_id: str = "call_1") -> ToolCall:
    return ToolCall("write_file", json.dumps({"path": path, "content": content}), call_id)


def actions(home: Path) -> list[dict[str, Any]]:
    return cairn(home, "actions")["actions"]


def test_an_edit_survives_a_kill_and_a_day_and_runs_once(
    start: Start, home: Path, workspace: Path, endpoint: ScriptedEndpoint
) -> None:
    endpoint.then(write("notes.txt", "Buy milk"), Text("It is written."))
    app = start()
    ask(app, "Note that I need milk")
    app.wait_for("actionCard")
    app.key("Ctrl+D")
    app.wait_for("dialogCard")
    app.click("edit")
    app.click("field:content")
    app.key("Ctrl+End")
    app.write(" and bread")
    app.wait("the draft on disk", lambda: _draft(home) == "Buy milk and bread")
    app.kill()
    assert list(workspace.iterdir()) == []

    app = start(PILOT_CLOCK_SECONDS=str(A_DAY))
    app.wait_for("actionCard")
    assert app.get("field:content", "text") == "Buy milk and bread"
    app.wait("the card has settled", lambda: app.get("approve", "enabled"))
    app.wait("it was approved", lambda: _press_until_gone(app, "approve"))
    app.wait("the answer", lambda: at_rest(app) and app.ask("count", name="proseBlock"))
    assert (workspace / "notes.txt").read_text() == "Buy milk and bread"
    (action,) = actions(home)
    assert action["status"] == "done"
    assert action["args"]["content"] == "Buy milk"
    assert action["edited"]["content"] == "Buy milk and bread"

    app.click("actionLine")
    app.wait("both versions", lambda: app.ask("count", name="detail:As you changed it"))
    assert "Buy milk and bread" in app.get("detail:As you changed it", "text")
    assert "bread" not in app.get("detail:As it was proposed", "text")
    assert app.close() == 0
    told = [m for m in endpoint.requests[-1].messages if m["role"] == "tool"]
    assert len(told) == 1
    assert "Buy milk and bread" in told[0]["content"]


def test_what_was_cut_off_while_it_ran_is_asked_about_and_never_run_again_by_itself(
    start: Start, home: Path, workspace: Path, endpoint: ScriptedEndpoint
) -> None:
    command = "echo ran >> log.txt; sleep 30"
    endpoint.then(
        ToolCall("run_command", json.dumps({"command": command})), Text("So it happened.")
    )
    app = start()
    ask(app, "Run it")
    app.wait_for("actionCard")
    app.wait("it was approved", lambda: _press_until_gone(app, "approve"))
    app.wait("it runs", (workspace / "log.txt").exists)
    app.kill()

    app = start()
    app.wait_for("happened")
    assert app.get("cardBadge", "text").startswith("Not sure")
    (action,) = actions(home)
    assert action["status"] == "unknown"
    app.click("happened")
    app.wait("the answer", lambda: at_rest(app) and app.ask("count", name="proseBlock"))
    assert (workspace / "log.txt").read_text() == "ran\n"
    (action,) = actions(home)
    assert action["status"] == "done"


def test_several_calls_are_decided_one_by_one_and_all_at_once(
    start: Start, workspace: Path, endpoint: ScriptedEndpoint
) -> None:
    calls = tuple(write(f"{name}.txt", name, f"call_{name}") for name in "abcd")
    endpoint.then(ToolCalls(calls), Text("All settled."))
    app = start()

    def shows(position: str) -> bool:
        return app.get("cardPosition", "text") == position

    ask(app, "Write four files")
    app.wait("four calls", lambda: shows("1 of 4"))
    app.click("reject")
    app.write("not this one")
    app.click("confirmReject")
    app.wait("the second", lambda: shows("2 of 4"))
    app.wait("it was approved", lambda: _press_until(app, "approve", lambda: shows("3 of 4")))
    app.wait("all were approved", lambda: _press_until_gone(app, "approveAll"))
    app.wait("the answer", lambda: at_rest(app) and app.ask("count", name="proseBlock"))
    assert sorted(path.name for path in workspace.iterdir()) == ["b.txt", "c.txt", "d.txt"]


def test_writing_to_a_branch_that_waits_rejects_and_says_so_before(
    start: Start, home: Path, workspace: Path, endpoint: ScriptedEndpoint
) -> None:
    endpoint.then(write("a.txt", "a"), Text("As you wish."))
    app = start()
    ask(app, "Write it")
    app.wait_for("actionCard")
    app.click("composerField")
    app.write("No, leave it")
    assert app.get("sendButton", "text") == "Send, and reject what waits"
    app.key("Return")
    app.wait("the answer", lambda: at_rest(app) and app.ask("count", name="proseBlock"))
    assert list(workspace.iterdir()) == []
    (action,) = actions(home)
    assert (action["status"], action["words"]) == ("rejected", "No, leave it")


def test_a_tool_called_with_a_slash_runs_without_any_model(start: Start, workspace: Path) -> None:
    app = start()
    app.click("composerField")
    app.write("/wri")
    app.wait_for("suggestion:write_file")
    app.key("Tab")
    app.write('notes.txt "Buy milk"')
    app.key("Return")
    app.wait("it is written", (workspace / "notes.txt").exists)
    assert (workspace / "notes.txt").read_text() == "Buy milk"
    app.wait_for("actionLine")


def _draft(home: Path) -> str:
    with closing(sqlite3.connect(home / "cairn.sqlite3")) as database:
        drafts = database.execute("SELECT draft FROM actions WHERE draft <> ''").fetchall()
    return json.loads(drafts[0][0])["arguments"].get("content", "") if drafts else ""


def _press_until_gone(app: App, name: str) -> bool:
    """A card takes no click in the moment after it came."""
    if app.ask("count", name=name):
        app.ask("click", name=name)
    return not app.ask("count", name=name)


def _press_until(app: App, name: str, true: Callable[[], bool]) -> bool:
    if not true() and app.ask("count", name=name):
        app.ask("click", name=name)
    return true()
