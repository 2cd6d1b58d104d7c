"""A wrong answer becomes a test, on the real app, through a kill in the middle of the run."""

from pathlib import Path
from typing import Any

import pytest

from tests.e2e.app import App
from tests.e2e.deeds import answer, ask, at_rest, cairn
from tests.e2e.test_actions import Start
from tests.e2e.test_actions import start as start
from tests.e2e.test_actions import workspace as workspace
from tests.endpoint import Hang, ScriptedEndpoint, Text
from tests.endpoint import endpoint as endpoint

pytestmark = pytest.mark.timeout(300)

RIGHT, WRONG = Text("A pile of stones."), Text("A kind of bread.")


def run_of(home: Path) -> dict[str, Any]:
    (suite,) = cairn(home, "eval", "list")["suites"]
    found: dict[str, Any] = suite["runs"][0]
    return found


def make_case(app: App, endpoint: ScriptedEndpoint) -> None:
    endpoint.then(WRONG, Text("A title"))
    ask(app, "What is a cairn?")
    app.wait("the answer", lambda: at_rest(app) and "bread" in answer(app))
    app.wait("the title", lambda: app.get("chatTitle", "text") == "A title")
    app.ask("hover", name="proseBlock")
    app.click("wrongAnswerButton")
    app.wait_for("saveCase")
    app.write("stones")
    app.click("saveCase")
    app.wait_for("caseToast")
    app.click("toastAction")
    app.wait_for("prepareRun")


def test_a_run_outlives_a_kill_and_tells_which_candidate_passes(
    start: Start, home: Path, endpoint: ScriptedEndpoint
) -> None:
    app = start()
    make_case(app, endpoint)
    endpoint.then(WRONG, RIGHT, WRONG, Hang())
    app.click("prepareRun")
    app.wait_for("startRun")
    app.click("addCandidate")
    app.click("unfold:1")
    app.click("system_prompt:1")
    app.write("You know about stones.")
    app.click("runRepeat")
    app.key("Down")
    app.key("Return")
    app.click("startRun")
    app.wait("three results", lambda: run_of(home)["done"] == 3)
    app.kill()
    left = run_of(home)
    assert (left["unfinished"], left["done"], left["total"]) == (True, 3, 4)

    endpoint.then(RIGHT)
    app = start()
    app.key("Ctrl+Shift+E")
    app.wait_for(f"resumeRun:{left['id']}")
    app.click(f"resumeRun:{left['id']}")
    app.wait("the end of the run", lambda: run_of(home)["status"] == "finished")
    app.wait_for(f"reportRun:{left['id']}")
    app.click(f"reportRun:{left['id']}")
    app.wait_for("reportPlot")
    assert app.close() == 0

    now, knowing = cairn(home, "eval", "report")["candidates"]
    assert (now["passed"], now["attempts"]) == (0, 2)
    assert (knowing["passed"], knowing["attempts"]) == (2, 2)
    prompts = [request.messages[0]["content"] for request in endpoint.requests[-5:]]
    assert [prompt == "You know about stones." for prompt in prompts] == [0, 1, 0, 1, 1]
