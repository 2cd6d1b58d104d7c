"""The demo's part about suites: a wrong answer becomes a case, two candidates are tried on it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.e2e.app import App
from tests.e2e.deeds import answer, ask, at_rest, cairn

Say = Callable[[str], None]
Check = Callable[[bool, str], None]
Picture = Callable[[App, str], None]

QUESTION = "What is 7 times 8? Answer with the number only."
ORDER = 'Write a file called list.txt with the text "Buy tea".'
TRIES = 3


def suites(home: Path, workspace: Path, picture: Picture, say: Say, check: Check) -> None:
    """Make cases, run them, kill the app in the middle, go on, and look at the report."""
    environ = {"CAIRN_WORKSPACE": str(workspace)}
    say("Starting again, to make tests of what it does.")
    with App(home, environ) as app:
        _ready(app)
        _make_cases(app, picture, say)
        check(len(_suite(home)["cases"]) == 2, "a wrong answer and an action are cases now")
        say("Running both: the agent as it is, and its first version.")
        _start(app, picture)
        app.wait("some results", lambda: _run(home)["done"] >= 2, 600)
        picture(app, "suite-running")
        app.kill()
    done = _run(home)["done"]
    total = 2 * 2 * TRIES
    say(f"kill -9, after {done} of {total} attempts.")
    check(bool(_run(home)["unfinished"]), "the run is known to be unfinished")
    with App(home, environ) as app:
        _ready(app)
        app.key("Ctrl+Shift+E")
        run_id = _run(home)["id"]
        app.wait_for(f"resumeRun:{run_id}")
        picture(app, "suite-left")
        app.click(f"resumeRun:{run_id}")
        app.wait("all results", lambda: _run(home)["status"] == "finished", 600)
        _report(app, run_id, picture)
        check(app.close() == 0, "the window closed in order")
    told = cairn(home, "eval", "report")
    now, first = told["candidates"]
    check(now["attempts"] == first["attempts"] == 2 * TRIES, "it went on where it was")
    action = told["cases"][1]["passed"]
    check(action == [TRIES, 0], "the agent as it is wants the file written, its first version not")
    check(list(workspace.glob("list*")) == [], "nothing was written by any of it")


def _make_cases(app: App, picture: Picture, say: Say) -> None:
    app.key("Ctrl+N")
    app.wait_for("emptyState")
    say(f"Typing: {QUESTION}")
    ask(app, QUESTION)
    app.wait("the answer", lambda: answer(app) and at_rest(app), 300)
    say(f"It says: {answer(app)[:80]}")
    app.ask("hover", name="proseBlock")
    app.click("wrongAnswerButton")
    app.wait_for("saveCase")
    app.write("56")
    picture(app, "case")
    app.ask("colour_scheme", dark=True)
    picture(app, "dark-case")
    app.ask("colour_scheme", dark=False)
    app.key("Ctrl+Return")
    app.wait_for("caseToast")

    say(f"Typing: {ORDER}")
    ask(app, ORDER)
    app.wait_for("actionCard", 300)
    app.ask("hover", name="step:4")
    app.click("more:step:4")
    app.click("caseEntry")
    app.wait_for("saveCase")
    app.click("checkKind:0")
    for _ in range(4):
        app.key("Down")
    app.key("Return")
    app.click("checkText:0")
    app.write("write_file")
    picture(app, "case-of-an-action")
    app.key("Ctrl+Return")
    app.wait("the sheet to go", lambda: not app.ask("count", name="saveCase"))
    app.key("Ctrl+Shift+E")
    app.wait_for("prepareRun")
    picture(app, "suites")


def _start(app: App, picture: Picture) -> None:
    app.click("prepareRun")
    app.wait_for("startRun")
    app.click("addCandidate")
    app.click("unfold:1")
    app.wait_for("agent_version:1")
    app.click("agent_version:1")
    app.write("1")
    app.click("runRepeat")
    app.key("Down")
    app.key("Down")
    app.key("Return")
    picture(app, "suite-candidates")
    app.click("startRun")


def _report(app: App, run_id: str, picture: Picture) -> None:
    app.wait_for(f"reportRun:{run_id}")
    app.click(f"reportRun:{run_id}")
    app.wait_for("reportPlot")
    picture(app, "report")
    app.ask("colour_scheme", dark=True)
    picture(app, "dark-report")
    app.ask("colour_scheme", dark=False)
    app.click("gradeButton")
    app.wait_for("gradeAnswer")
    picture(app, "grading")
    app.key("Escape")
    app.wait_for("reportPlot")


def _ready(app: App) -> None:
    app.ask("resize", width=1280, height=800)
    app.wait_for("composerField")
    app.wait("the engine", lambda: "SmolLM2" in app.get("connectionWords", "text"))


def _suite(home: Path) -> dict[str, Any]:
    found: dict[str, Any] = cairn(home, "eval", "show")
    return found


def _run(home: Path) -> dict[str, Any]:
    (suite,) = cairn(home, "eval", "list")["suites"]
    found: dict[str, Any] = suite["runs"][0] if suite["runs"] else {"done": 0, "unfinished": False}
    return found
