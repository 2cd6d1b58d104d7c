"""What the sheet says of what is known, and what it changes."""

from dataclasses import replace

import pytest

from desktop.timeline import continuing
from desktop.timeline.continuing import Draft, Known
from graphs import ActionStatus, BranchSettings, Change, ToolInfo
from tests.an_action import an_action
from tests.desktop.timeline.made import CALLS, FORK, MAIN, step

TOOLS = tuple(ToolInfo(name, "Does it.", True, "none") for name in ("read_file", "run_command"))
KNOWN = Known(MAIN, step(1), "user", "What is there?", 1, (), (), TOOLS)


def test_it_begins_as_the_branch_is_run() -> None:
    settings = BranchSettings(model="other")
    draft = continuing.begun(replace(KNOWN, branch=replace(MAIN, settings=settings)))
    assert (draft.settings, draft.text) == (settings, None)


@pytest.mark.parametrize(
    ("known", "line", "who"),
    [
        (KNOWN, "What is in my invoices folder?", "Your message"),
        (Known(MAIN), "Before the first message", ""),
        (replace(KNOWN, step=step(2, CALLS, text=""), role="assistant"), "Wants to use", "The"),
        (replace(KNOWN, step=step(2, FORK, text="")), "Where this branch began", "Your message"),
    ],
)
def test_the_step_is_told_in_a_line(known: Known, line: str, who: str) -> None:
    assert line in continuing.start_line(known.step)
    assert continuing.who(known).startswith(who)


@pytest.mark.parametrize(("turns", "words"), [(0, "empty"), (1, "1 turn,"), (3, "3 turns,")])
def test_it_says_how_much_comes_along(turns: int, words: str) -> None:
    assert words in continuing.before_line(replace(KNOWN, turns=turns))


def test_what_was_done_stays_and_what_asked_would_ask_again() -> None:
    asked = an_action(id="asked", asks=True, status=ActionStatus.DONE)
    ran = an_action(id="ran", asks=False, status=ActionStatus.FAILED)
    known = replace(KNOWN, done=(asked, ran))
    rows = continuing.done_rows(known)
    assert [(row.key, row.asks, row.about) for row in rows] == [
        ("asked", True, ""),
        ("ran", False, "Failed"),
    ]
    assert continuing.asks(known) == 1


@pytest.mark.parametrize(
    ("draft", "change", "hint"),
    [
        (Draft(), Change(), "another answer"),
        (Draft(text="What is there?"), Change(), "another answer"),
        (Draft(text="And now?"), Change("And now?"), "And now?"),
        (
            Draft(text="word " * 20),
            Change("word " * 20),
            "word word word word word word word word…",
        ),
        (Draft(name="  my  own "), Change(name="my own"), "another answer"),
        (
            Draft(settings=BranchSettings(model="big")),
            Change(settings=BranchSettings(model="big")),
            "with big",
        ),
        (
            Draft(settings=BranchSettings(tools=())),
            Change(settings=BranchSettings(tools=())),
            "with other tools",
        ),
        (
            Draft(settings=BranchSettings(system_prompt="Be brief.")),
            Change(settings=BranchSettings(system_prompt="Be brief.")),
            "with other instructions",
        ),
    ],
)
def test_only_what_differs_is_a_change_and_gives_the_name(
    draft: Draft, change: Change, hint: str
) -> None:
    assert continuing.change(KNOWN, draft) == change
    assert continuing.name_hint(KNOWN, draft) == hint


@pytest.mark.parametrize(
    ("said", "text", "words"),
    [
        ("/run_command ls", None, "“/run_command ls” runs again."),
        ("/run ls\nand on", None, "“/run ls and on” runs again."),
        ("Hello.", "/RUN ls", "“/RUN ls” runs at once."),
        ("/run ls", "Hello.", ""),
        ("/read notes.txt", None, ""),
        ("/running late", None, ""),
        ("/", None, ""),
    ],
)
def test_what_the_person_typed_runs_without_asking_and_is_told(
    said: str, text: str | None, words: str
) -> None:
    tools = (
        ToolInfo("read_file", "Reads.", False, "folder", short="read"),
        ToolInfo("run_command", "Runs.", True, "command", short="run"),
    )
    line = continuing.runs_line(replace(KNOWN, said=said, tools=tools), Draft(text=text))

    assert line.startswith(words)
    assert bool(line) == bool(words)


def test_a_tool_is_taken_away_and_given_back() -> None:
    usual = BranchSettings()
    without = continuing.with_tool(KNOWN, usual, "run_command", allowed=False)
    assert without == ("read_file",)
    fewer = BranchSettings(tools=without)
    rows = continuing.tool_rows(KNOWN, Draft(settings=fewer))
    assert [row.allowed for row in rows] == [True, False]
    assert continuing.with_tool(KNOWN, fewer, "run_command", allowed=True) is None
