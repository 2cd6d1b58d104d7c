"""`make demo`: the app's main job, from the first start on, with nothing faked.

The real app, offscreen, with the starter model, in a data folder of its own, driven by mouse and
key events; killed in the middle of an answer, and again with an action half decided, and started
again; taken back to an earlier step, with the file as it was; a wrong answer made a test, and run
on two candidates through another kill. Says what it does, saves a picture of
each screen, and ends with an error when something is not as it should be. README's pictures come
from here: `make demo PICTURES=docs/screenshots`.
"""

import argparse
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from tests.e2e.app import ROOT, App
from tests.e2e.deeds import answer, ask, at_rest, cairn
from tests.e2e.demo_suites import suites

PICTURES = ROOT / "build" / "demo"
QUESTION = "What is a cairn, and why do hikers build them? Answer in two short paragraphs."
ORDER = 'Write a file called shopping.txt with the text "Buy milk and bread".'
ADDED = " and honey"
OTHER_ORDER = 'Write a file called shopping.txt with the text "Buy tea".'
STORY = "Tell me a story of about ten sentences, about a stone that wanted to see the sea."


class DemoFailed(Exception):
    """Something on screen or on disk is not as it should be."""


def say(text: str) -> None:
    print(f"  {text}", flush=True)


def check(holds: bool, text: str) -> None:
    """Say what holds, or fail with it."""
    if not holds:
        raise DemoFailed(f"not so: {text}")
    say(f"\N{CHECK MARK} {text}")


def first_start(home: Path, picture: Callable[[App, str], None]) -> None:
    say("First start, in an empty data folder. No network is used from here on.")
    with App(home) as app:
        app.ask("resize", width=1280, height=800)
        app.wait_for("emptyState")
        app.wait("the engine", lambda: "SmolLM2" in app.get("connectionWords", "text"))
        picture(app, "first-start")
        say(f"Typing: {QUESTION}")
        ask(app, QUESTION)
        app.wait_for("loadingNotice")
        picture(app, "loading")
        app.wait("the first words", lambda: app.ask("count", name="proseBlock"), 120)
        picture(app, "streaming")
        app.wait("the end of the answer", lambda: answer(app) and at_rest(app), 600)
        picture(app, "answer")
        check(bool("".join(app.ask("shown", name="proseBlock")).strip()), "the model answered")
        app.ask("colour_scheme", dark=True)
        picture(app, "dark-answer")
        app.ask("colour_scheme", dark=False)
        app.ask("resize", width=800, height=600)
        picture(app, "narrow")
        app.ask("resize", width=1280, height=800)

        say(f"A new conversation (Ctrl+N): {STORY}")
        app.key("Ctrl+N")
        app.wait_for("emptyState")
        ask(app, STORY)
        shown = app.wait(
            "a good part of the answer",
            lambda: "".join(text := app.ask("shown", name="proseBlock"))[150:] and text,
            120,
        )
        app.kill()
    say("kill -9, in the middle of the answer.")
    conversation = cairn(home, "list")["conversations"][0]
    kept = cairn(home, "show", conversation["id"])["messages"]
    check(conversation["status"] == "unfinished", "the turn is known to be unfinished")
    said = "".join(m["text"] for m in kept if m["role"] == "assistant").replace("\n", "")
    check(
        all(part.replace("\n", "") in said.replace("*", "") for part in shown),
        f"all {sum(map(len, shown))} characters that were on screen are on disk",
    )


def second_start(home: Path, picture: Callable[[App, str], None]) -> None:
    say("Starting again.")
    with App(home) as app:
        app.ask("resize", width=1280, height=800)
        app.wait_for("unfinishedNotice")
        app.wait("the engine", lambda: "SmolLM2" in app.get("connectionWords", "text"))
        picture(app, "interrupted")
        app.ask("colour_scheme", dark=True)
        picture(app, "dark-interrupted")
        app.ask("colour_scheme", dark=False)
        say("Pressing Continue.")
        app.click("continueButton")
        app.wait(
            "the end of the answer",
            lambda: app.ask("count", name="earlierTry") and at_rest(app),
            600,
        )
        picture(app, "continued")
        check(app.ask("count", name="earlierTry") == 1, "the first try is kept, folded")
        check(app.close() == 0, "the window closed in order")
    conversation = cairn(home, "list")["conversations"][0]
    messages = cairn(home, "show", conversation["id"])["messages"]
    mine = [m["text"] for m in messages if m["role"] == "user"]
    check(mine == [STORY], "the message was sent once")
    check(conversation["status"] == "idle", "the turn is finished")
    check(cairn(home, "doctor")["problems"] == [], "the database is sound")


def action(home: Path, workspace: Path, picture: Callable[[App, str], None]) -> None:
    say("Starting again, for something to be done.")
    file = workspace / "shopping.txt"
    with App(home, {"CAIRN_WORKSPACE": str(workspace)}) as app:
        app.ask("resize", width=1280, height=800)
        app.wait_for("composerField")
        app.wait("the engine", lambda: "SmolLM2" in app.get("connectionWords", "text"))
        app.key("Ctrl+N")
        app.wait_for("emptyState")
        say(f"Typing: {ORDER}")
        ask(app, ORDER)
        app.wait_for("actionCard", 300)
        app.wait("the card", lambda: app.get("approve", "enabled"))
        check(app.get("cardTitle", "text") == "Write shopping.txt", "the starter model proposes it")
        check(not file.exists(), "nothing is changed until the person says so")
        picture(app, "action-waits")
        app.ask("colour_scheme", dark=True)
        picture(app, "dark-action-waits")
        app.ask("colour_scheme", dark=False)
        say(f"Editing it: {ADDED}")
        app.click("edit")
        app.click("field:content")
        app.key("Ctrl+End")
        app.write(ADDED)
        app.wait("the new difference", lambda: app.ask("count", name="original:content"))
        app.wait("the draft on disk", lambda: ADDED in _draft(home))
        picture(app, "action-edited")
        app.kill()
    say("kill -9, with the edit half done.")
    with App(home, {"CAIRN_WORKSPACE": str(workspace)}) as app:
        app.ask("resize", width=1280, height=800)
        app.wait_for("actionCard")
        app.wait("the engine", lambda: "SmolLM2" in app.get("connectionWords", "text"))
        check(app.get("field:content", "text").endswith(ADDED), "the edit is there again")
        app.wait("it is approved", lambda: _approved(app), 30)
        app.wait("the end of the turn", lambda: file.exists() and at_rest(app), 300)
        app.wait_for("actionLine")
        app.click("actionLine")
        app.wait_for("detail:As you changed it")
        picture(app, "action-done")
        check(file.read_text("utf-8").endswith(ADDED), f"on disk: {file.read_text('utf-8')}")
        app.key("Ctrl+Shift+A")
        app.wait("the list", lambda: app.get("activityList", "count"))
        picture(app, "activity")
        app.key("Escape")
        app.key("Ctrl+,")
        app.wait_for("generalSection")
        app.click("chip:1")
        app.wait_for("addModel")
        app.click("addModel")
        app.wait_for("kind:1")
        app.click("kind:1")
        picture(app, "models")
        app.click("chip:2")
        app.wait_for("rulesList")
        picture(app, "rules")
        check(app.close() == 0, "the window closed in order")
    (done,) = cairn(home, "actions")["actions"]
    check(done["status"] == "done", "the journal says that it is done")
    check(done["args"] != done["edited"], "both versions are kept")


def rewind(home: Path, workspace: Path, picture: Callable[[App, str], None]) -> None:
    say("Starting again, to go back to before the file was written.")
    file = workspace / "shopping.txt"
    with App(home, {"CAIRN_WORKSPACE": str(workspace)}) as app:
        app.ask("resize", width=1280, height=800)
        app.wait_for("step:1")
        app.wait("the engine", lambda: "SmolLM2" in app.get("connectionWords", "text"))
        before = cairn(home, "show", _shopping(home))
        say("Clicking the first step in the timeline.")
        app.click("step:1")
        app.wait_for("lookBackStrip")
        picture(app, "look-back")
        say("Enter: continue from here.")
        app.key("Return")
        app.wait_for("sheetContinue")
        app.click("file:shopping.txt")
        app.click("changeSomething")
        app.wait_for("changedWords")
        app.click("changedWords")
        app.key("Ctrl+A")
        say(f"Typing: {OTHER_ORDER}")
        app.write(OTHER_ORDER)
        picture(app, "continue")
        app.click("sheetContinue")
        app.wait_for("actionCard", 300)
        app.wait("the card", lambda: app.get("approve", "enabled"))
        check(not file.exists(), "the file is as it was before: not there")
        app.wait("it is approved", lambda: _approved(app), 30)
        app.wait("the end of the turn", lambda: file.exists() and at_rest(app), 300)
        check("tea" in file.read_text("utf-8"), f"on disk: {file.read_text('utf-8')}")
        picture(app, "branches")
        say("Comparing the two.")
        app.click("compareBranches")
        app.wait("the comparison", lambda: app.get("compareList", "count"))
        picture(app, "compare")
        app.key("Escape")
        app.wait_for("composerField")
        check(cairn(home, "show", before["branch"]) == before, "the first branch is as it was")
        check(app.close() == 0, "the window closed in order")


def _shopping(home: Path) -> str:
    (done,) = cairn(home, "actions")["actions"]
    return str(done["conversation"])


def _approved(app: App) -> bool:
    """A card takes no click in the moment after it came."""
    if app.ask("count", name="approve"):
        app.ask("click", name="approve")
    return not app.ask("count", name="approve")


def _draft(home: Path) -> str:
    with closing(sqlite3.connect(home / "cairn.sqlite3")) as database:
        rows = database.execute("SELECT draft FROM actions").fetchall()
    return "".join(row[0] for row in rows)


def large_type(home: Path, picture: Callable[[App, str], None]) -> None:
    say("The same at 200 %.")
    with App(home, {"QT_SCALE_FACTOR": "2"}) as app:
        app.ask("resize", width=1280, height=800)
        app.wait_for("proseBlock")
        app.wait("the engine", lambda: "SmolLM2" in app.get("connectionWords", "text"))
        picture(app, "large")
        check(app.close() == 0, "the window closed in order")


def main() -> int:
    """Run the demo; 1 when something was not as it should be."""
    parser = argparse.ArgumentParser(description="Cairn's main job, really done.")
    parser.add_argument("--pictures", type=Path, default=PICTURES, help="where they are saved")
    pictures = parser.parse_args().pictures

    def picture(app: App, name: str) -> None:
        app.grab(pictures / f"{name}.png")
        say(f"saved {name}.png")

    with tempfile.TemporaryDirectory(prefix="cairn-demo-") as folder:
        home = Path(folder) / "home"
        try:
            first_start(home, picture)
            second_start(home, picture)
            workspace = Path(folder) / "workspace"
            workspace.mkdir()
            action(home, workspace, picture)
            rewind(home, workspace, picture)
            suites(home, workspace, picture, say, check)
            large_type(home, picture)
        except (DemoFailed, TimeoutError, ChildProcessError) as error:
            print(f"The demo failed: {error}", file=sys.stderr)
            log = home / "logs" / "cairn.log"
            print(log.read_text("utf-8")[-4_000:] if log.exists() else "", file=sys.stderr)
            return 1
    print(f"Done. The pictures are in {pictures}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
