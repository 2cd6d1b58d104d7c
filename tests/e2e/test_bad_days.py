"""Bad days on the real app: each gets a sentence to act on, and nothing that was said is lost."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from graphs import Home, Library
from graphs.storage import backup
from tests.a_folder import everything_in
from tests.e2e.app import ROOT, App
from tests.e2e.deeds import answer, ask, at_rest
from tests.endpoint import MODEL, Garbage, ScriptedEndpoint, Status, Text

pytestmark = pytest.mark.timeout(300)

WELL = "All is well."


@pytest.fixture
def endpoint() -> Iterator[ScriptedEndpoint]:
    with ScriptedEndpoint(default=Text(WELL)) as endpoint:
        yield endpoint


@pytest.fixture
def environ(endpoint: ScriptedEndpoint) -> dict[str, str]:
    return {"OPENAI_BASE_URL": endpoint.base_url, "CAIRN_MODEL": MODEL}


@pytest.fixture
def app(home: Path, environ: dict[str, str]) -> Iterator[App]:
    """The app with an endpoint, ready to be asked."""
    with App(home, environ) as app:
        until_ready(app)
        yield app


def until_ready(app: App) -> None:
    app.ask("resize", width=1280, height=800)
    app.wait("the engine", lambda: MODEL in app.get("connectionWords", "text"))
    app.wait_for("emptyState")


def refusal(app: App) -> str:
    """The sentence and the hint of the turn that failed."""
    app.wait_for("unfinishedNotice")
    return " ".join(app.get("unfinishedNotice", part) for part in ("sentence", "hint"))


def paste(app: App, text: str) -> None:
    """Send what is on the clipboard."""
    app.ask("copy", text=text)
    app.click("composerField")
    app.key("Ctrl+V")
    app.key("Return")


def go_on(app: App) -> None:
    app.click("continueButton")
    app.wait("the answer", lambda: WELL in answer(app) and at_rest(app))


def send(home: Path, environ: dict[str, str], *arguments: str) -> None:
    """`cairn send`, as from a terminal beside the window."""
    command = "from graphs.cli.main import main; raise SystemExit(main())"
    subprocess.run(
        [sys.executable, "-c", command, "send", *arguments],
        env={**environ, "CAIRN_HOME": str(home)},
        cwd=ROOT,
        check=True,
        capture_output=True,
    )


def test_an_endpoint_in_trouble_is_waited_for_and_told_of(
    app: App, endpoint: ScriptedEndpoint
) -> None:
    endpoint.then(Status(429, retry_after="2"), Text("one two three four", ending="broken"))
    ask(app, "Tell me something")
    app.wait("the countdown", lambda: "Trying again in" in app.get("retryNotice", "text"))
    assert "broke off in the middle" in refusal(app)
    assert answer(app).startswith("one two three")

    endpoint.then(Garbage("html"))
    app.click("continueButton")
    app.wait("another trouble", lambda: "could not be understood" in refusal(app))
    go_on(app)
    assert app.ask("shown", name="userBlock") == ["Tell me something"]
    for request in endpoint.requests:
        assert sum(message["role"] == "user" for message in request.messages) == 1


def test_settings_are_corrected_without_a_restart(home: Path, endpoint: ScriptedEndpoint) -> None:
    home.mkdir()
    settings = home / "settings.toml"
    settings.write_text("[connection]\nmodel = ")
    with App(home) as app:
        app.ask("resize", width=1280, height=800)
        app.wait("its state", lambda: app.get("connectionWords", "text") == "No model can be used")
        ask(app, "Tell me something")
        assert f"{settings} cannot be used" in refusal(app)

        settings.write_text(f'[connection]\nmodel = "m"\nbase_url = "{endpoint.base_url}"\n')
        go_on(app)


def test_what_the_command_line_says_is_there_on_coming_back(
    app: App, home: Path, environ: dict[str, str]
) -> None:
    ask(app, "Asked in the window")
    app.wait("the answer", lambda: WELL in answer(app) and at_rest(app))
    (row,) = [name for name in app.ask("names") if name.startswith("row:")]
    app.ask("look_away")
    send(home, environ, "--conversation", row.removeprefix("row:"), "Asked in a terminal")

    app.ask("look_back")

    app.wait(
        "both questions",
        lambda: (
            app.ask("shown", name="userBlock") == ["Asked in the window", "Asked in a terminal"]
        ),
    )
    app.wait("both answers", lambda: answer(app) == f"{WELL}\n{WELL}")


def test_words_that_run_from_the_right_stay_in_their_block(app: App) -> None:
    paste(app, "مرحبا بالعالم")
    app.wait("the answer", lambda: WELL in answer(app))

    assert app.ask("shown", name="userBlock") == ["مرحبا بالعالم"]
    assert app.get("userBlock", "width") - app.get("userBlock", "implicitWidth") < 2


def test_a_message_too_long_for_the_model_stays_and_the_next_one_is_answered(app: App) -> None:
    paste(app, "word " * 200_000)
    assert "longer than this model can read" in refusal(app)
    assert not app.ask("count", name="continueButton")

    ask(app, "Then this")
    app.wait("the answer", lambda: answer(app) == WELL)
    long, short = app.ask("shown", name="userBlock")
    assert long.startswith("word word")
    assert short == "Then this"


def test_the_last_good_copy_brings_conversations_back(home: Path, environ: dict[str, str]) -> None:
    with App(home, environ) as app:
        until_ready(app)
        ask(app, "Keep this in mind")
        app.wait("the answer", lambda: WELL in answer(app) and at_rest(app))
        assert app.close() == 0
    backup.make(Home(home), time.time() + 1)
    database = home / "cairn.sqlite3"
    with database.open("r+b") as file:
        file.write(b"no database any more")

    with App(home, environ) as app:
        app.click("restoreCopy")
        app.wait("the answer", lambda: answer(app) == WELL)
        assert app.ask("shown", name="userBlock") == ["Keep this in mind"]
    (kept,) = home.glob("cairn.damaged-*.sqlite3")
    assert kept.read_bytes().startswith(b"no database any more")


def test_nothing_in_the_folder_of_a_newer_cairn_is_touched(home: Path) -> None:
    Library.open(Home(home)).close()
    (home / "window.ini").write_text("[General]\nsidebar=false\n")
    with closing(sqlite3.connect(home / "cairn.sqlite3")) as connection:
        connection.execute("CREATE TABLE of_tomorrow (text TEXT)")
        connection.execute("PRAGMA user_version = 999")
    (home / "version.txt").write_text("cairn = 2.4.0\ndatabase = 999\nsettings = 1\n")
    before = everything_in(home)

    with App(home) as app:
        app.wait_for("openingSentence")
        assert "newer Cairn (2.4.0; " in app.get("openingSentence", "text")
        assert app.ask("count", name="tryAgain") == 0
        app.click("quitOpening")
        assert app.exited() == 0
    assert everything_in(home) == before


def test_a_disk_that_fills_in_mid_answer_loses_nothing(
    small_disk: Path, environ: dict[str, str], endpoint: ScriptedEndpoint
) -> None:
    endpoint.then(Text("word " * 400, tokens_per_second=50))
    with App(small_disk, environ) as app:
        until_ready(app)
        ask(app, "Tell me much")
        app.wait("some of the answer", lambda: len(answer(app)) > 40)
        filling = small_disk / "filling"
        with filling.open("wb", buffering=0) as file, suppress(OSError):
            while file.write(b"\0" * 4096):
                pass
        assert "no room left" in refusal(app)
        said = answer(app)
        assert said.startswith("word word word")

        filling.unlink()
        go_on(app)
        assert app.ask("shown", name="userBlock") == ["Tell me much"]
        assert app.close() == 0


@pytest.mark.alone
@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks for the child in /proc")
def test_a_killed_model_server_is_started_again(home: Path) -> None:
    with App(home) as app:
        app.wait_for("emptyState")
        ask(app, "Write a long story about the sea")
        app.wait("some of the answer", lambda: len(answer(app)) > 40, 60)
        said = answer(app)
        tasks = Path(f"/proc/{app.pid}/task").glob("*/children")
        (server,) = [int(pid) for task in tasks for pid in task.read_text().split()]
        os.kill(server, signal.SIGKILL)
        assert "broke off in the middle" in refusal(app)
        assert said in answer(app)

        app.click("continueButton")
        app.wait("another try", lambda: app.ask("count", name="earlierTry"), 60)
        app.click("stopButton")
        app.wait("it stopped", lambda: at_rest(app))


@pytest.mark.skipif(sys.platform == "win32", reason="open files stay there")
def test_a_data_folder_removed_while_cairn_runs_can_be_put_back(
    app: App, home: Path, environ: dict[str, str]
) -> None:
    ask(app, "Asked before")
    app.wait("the answer", lambda: WELL in answer(app) and at_rest(app))
    shutil.rmtree(home)
    ask(app, "Asked after")
    app.wait("the answer", lambda: WELL in answer(app) and at_rest(app))
    app.wait("the warning", lambda: "moved or removed" in app.get("remarkSentence", "text"))

    app.click("remarkAction")
    assert app.exited() == 0

    with App(home, environ) as again:
        again.ask("resize", width=1280, height=800)
        again.wait("the list", lambda: rows(again))
        again.click(rows(again)[0])
        said = ["Asked before", "Asked after"]
        again.wait("what was said", lambda: again.ask("shown", name="userBlock") == said)


def rows(app: App) -> list[str]:
    """The conversations that the sidebar lists."""
    return [name for name in app.ask("names") if name.startswith("row:")]
