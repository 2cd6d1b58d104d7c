"""What the window promises across kills, restarts and second starts, on the real app."""

import os
import signal
import sqlite3
import sys
from pathlib import Path

import pytest

from tests.e2e.app import App
from tests.e2e.conftest import Start
from tests.e2e.deeds import answer, ask, at_rest, cairn

pytestmark = pytest.mark.timeout(300)


def test_a_kill_in_mid_answer_loses_nothing_and_continue_sends_nothing_twice(
    start: Start, home: Path
) -> None:
    app = start()
    app.wait_for("emptyState")
    ask(app, "Count for me")
    shown = app.wait("some of the answer", lambda: len(text := answer(app)) > 60 and text)
    app.kill()

    app = start()
    app.wait_for("unfinishedNotice")
    (conversation,) = cairn(home, "list")["conversations"]
    assert conversation["status"] == "unfinished"
    kept = cairn(home, "show", conversation["id"])["messages"]
    assert kept[-1]["interrupted"]
    assert shown in kept[-1]["text"]
    app.click("continueButton")
    app.wait("the end", lambda: app.ask("count", name="earlierTry") and at_rest(app), 60)
    messages = cairn(home, "show", conversation["id"])["messages"]
    assert [m["text"] for m in messages if m["role"] == "user"] == ["Count for me"]
    assert [m["interrupted"] for m in messages] == [False, True, False]
    assert app.close() == 0


def test_leave_it_keeps_what_was_said_and_the_conversation_goes_on(
    start: Start, home: Path
) -> None:
    app = start()
    app.wait_for("emptyState")
    ask(app, "Count for me")
    app.wait("some of the answer", lambda: len(answer(app)) > 40)
    app.kill()
    app = start()
    app.click("leaveButton")
    app.wait("it is left", lambda: not app.ask("count", name="unfinishedNotice"))
    app.wait_for("stoppedMark")
    ask(app, "And now?")
    app.wait("two messages", lambda: app.ask("count", name="userBlock") == 2)
    app.click("stopButton")
    app.wait("it stopped", lambda: at_rest(app))
    (conversation,) = cairn(home, "list")["conversations"]
    assert conversation["status"] == "idle"


def test_a_draft_survives_a_kill(start: Start) -> None:
    app = start()
    app.wait_for("emptyState")
    app.click("composerField")
    app.write("half a thought")
    app.wait("it is saved", lambda: drafts(app) == ["half a thought"])
    app.kill()
    app = start()
    app.wait("the draft", lambda: app.get("composerField", "text") == "half a thought")


def drafts(app: App) -> list[str]:
    database = sqlite3.connect(f"file:{app.home / 'cairn.sqlite3'}?mode=ro", uri=True)
    try:
        return [text for (text,) in database.execute("SELECT text FROM drafts")]
    finally:
        database.close()


def test_a_second_start_brings_the_first_forward_and_ends(start: Start) -> None:
    first = start()
    first.wait_for("emptyState")
    second = start()
    assert second.exited() == 0
    assert first.ask("count", name="emptyState") == 1
    assert first.close() == 0


def test_a_killed_window_does_not_lock_out_the_next(start: Start) -> None:
    first = start()
    first.wait_for("emptyState")
    first.kill()
    again = start()
    again.wait_for("emptyState")
    assert again.close() == 0


def test_size_and_open_conversation_are_there_again(start: Start) -> None:
    app = start()
    app.wait_for("emptyState")
    ask(app, "Remember me")
    app.wait("some of the answer", lambda: len(answer(app)) > 20)
    app.click("stopButton")
    app.wait("it stopped", lambda: at_rest(app))
    app.ask("resize", width=800, height=707)
    app.wait("it is kept", lambda: app.ask("size") == [800, 707])
    assert app.close() == 0
    app = start()
    app.wait("the conversation", lambda: app.ask("shown", name="userBlock"))
    assert app.ask("size") == [800, 707]


def test_closing_in_mid_answer_ends_the_process_and_keeps_the_text(
    start: Start, home: Path
) -> None:
    app = start()
    app.wait_for("emptyState")
    ask(app, "Count for me")
    shown = app.wait("some of the answer", lambda: len(text := answer(app)) > 40 and text)
    assert app.close() == 0
    (conversation,) = cairn(home, "list")["conversations"]
    kept = cairn(home, "show", conversation["id"])["messages"]
    assert shown in kept[-1]["text"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_the_end_of_the_session_in_mid_answer_leaves_a_turn_to_continue(start: Start) -> None:
    app = start()
    app.wait_for("emptyState")
    ask(app, "Count for me")
    shown = app.wait("some of the answer", lambda: len(text := answer(app)) > 40 and text)
    os.kill(app.pid, signal.SIGHUP)
    assert app.exited() == 0

    app = start()
    app.wait_for("unfinishedNotice")
    assert shown in answer(app)
    app.click("continueButton")
    app.wait("the end", lambda: at_rest(app), 60)


@pytest.mark.parametrize("content", [b"", b"garbage" * 2_000])
def test_a_damaged_file_is_said_and_kept(start: Start, home: Path, content: bytes) -> None:
    app = start()
    app.wait_for("emptyState")
    assert app.close() == 0
    for rest in ("-wal", "-shm"):
        (home / f"cairn.sqlite3{rest}").unlink(missing_ok=True)
    (home / "cairn.sqlite3").write_bytes(content)
    app = start()
    if not content:  # an empty file is a new database
        app.wait_for("emptyState")
        return
    app.click("startFresh")
    app.click("sheetConfirm")
    app.wait_for("emptyState")
    (aside,) = home.glob("cairn.damaged-*.sqlite3")
    assert aside.read_bytes() == content
