"""Steps, branches and forks from the command line, and the ids that commands take."""

import asyncio
import io
import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from graphs.cli.exit_codes import ExitCode
from graphs.storage.home import Home
from graphs.storage.library import Library
from tests.endpoint import ScriptedEndpoint, Status, Text, ToolCall, ToolCalls
from tests.graphs.cli.conftest import Cairn, Ran

WRITE = ToolCall("write_file", json.dumps({"path": "one.txt", "content": "first"}))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "workspace"
    made.mkdir()
    return made


@pytest.fixture
def two_turns(cairn: Cairn) -> str:
    """A conversation of two turns, of two steps each."""
    id_ = cairn("send", "One").conversation
    cairn("send", "--conversation", id_, "Two")
    return id_


def steps(cairn: Cairn, id_: str) -> list[dict[str, object]]:
    return cairn("steps", id_, "--json").json["steps"]


def said(cairn: Cairn, id_: str) -> list[str]:
    return [message["text"] for message in cairn("show", id_, "--json").json["messages"]]


def branch_of(ran: Ran) -> str:
    return ran.out.splitlines()[0]


def test_steps_are_numbered_along_the_branch(cairn: Cairn, two_turns: str) -> None:
    found = steps(cairn, two_turns)
    assert set(found[0]) >= {
        "step",
        "parent",
        "turn",
        "kind",
        "summary",
        "created_at",
        "checkpoint_id",
    }
    assert [(step["step"], step["parent"], step["kind"], step["summary"]) for step in found] == [
        (1, None, "you", "One"),
        (2, 1, "model", "You said: One"),
        (3, 2, "you", "Two"),
        (4, 3, "model", "You said: Two"),
    ]
    assert len({step["turn"] for step in found}) == 2
    assert len({step["checkpoint_id"] for step in found}) == 4
    lines = cairn("steps", two_turns).out.splitlines()
    assert [line.split()[0] for line in lines] == ["1", "2", "3", "4"]
    assert lines[3].endswith("model  You said: Two")


def test_more_steps_than_are_read_at_once_are_all_listed(
    cairn: Cairn, two_turns: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = steps(cairn, two_turns)
    read = Library.steps

    def one(library: Library, branch_id: str, before: int | None = None) -> object:
        return read(library, branch_id, before, limit=1)

    monkeypatch.setattr(Library, "steps", one)
    assert steps(cairn, two_turns) == whole


def test_a_pinned_step_is_told_by_its_name(cairn: Cairn, two_turns: str, tmp_path: Path) -> None:
    library = Library.open(Home(tmp_path / "home"))
    library.mark_step(library.conversation(two_turns).branch_id, 2, "The good one")
    library.close()
    assert "[The good one] You said: One" in cairn("steps", two_turns).out.splitlines()[1]


def test_steps_of_a_branch_older_than_steps_are_found(
    cairn: Cairn, two_turns: str, tmp_path: Path
) -> None:
    before = steps(cairn, two_turns)
    library = Library.open(Home(tmp_path / "home"))
    with library.database.transaction() as c:
        c.exec_driver_sql("DELETE FROM steps")
    library.close()
    kept = ("step", "kind", "summary", "checkpoint_id", "turn")
    assert [[step[name] for name in kept] for step in steps(cairn, two_turns)] == [
        [step[name] for name in kept] for step in before
    ]


def test_a_trace_leads_back_to_the_steps_that_its_run_made(
    cairn: Cairn, two_turns: str, tmp_path: Path
) -> None:
    whole = steps(cairn, two_turns)
    run_id = str(whole[2]["run"])
    assert cairn("steps", "--run", run_id, "--json").json["steps"] == whole[2:]
    head, *lines = cairn("steps", "--run", run_id).out.splitlines()
    assert (head, len(lines)) == (f"{two_turns}  One", 2)
    library = Library.open(Home(tmp_path / "home"))
    with library.database.transaction() as c:
        c.exec_driver_sql("UPDATE steps SET run_id = NULL")
    library.close()
    assert cairn("steps", "--run", run_id[:8], "--json").json["steps"] == whole[2:]
    assert cairn("steps", "--run", "0" * 36).code == ExitCode.USAGE
    assert cairn("steps", two_turns, "--run", run_id).code == ExitCode.USAGE


def test_a_fork_prints_its_branch_and_runs_on(cairn: Cairn, two_turns: str) -> None:
    before = (said(cairn, two_turns), steps(cairn, two_turns))
    ran = cairn("fork", two_turns, "--at", "3", "--edit", "Three")
    branch = branch_of(ran)
    assert (ran.code, ran.out) == (0, f"{branch}\nYou said: Three\n")
    assert said(cairn, branch) == ["One", "You said: One", "Three", "You said: Three"]
    assert (said(cairn, two_turns), steps(cairn, two_turns)) == before


def test_a_fork_at_an_answer_runs_nothing(
    cairn: Cairn, two_turns: str, endpoint: ScriptedEndpoint
) -> None:
    asked = len(endpoint.requests)
    ran = cairn("fork", two_turns, "--at", "2", "--json")
    assert ran.code == 0
    assert set(ran.json) >= {"conversation", "branch", "turn", "status", "text", "error", "hint"}
    assert (ran.json["conversation"], ran.json["turn"]) == (two_turns, None)
    assert len(endpoint.requests) == asked
    branch = ran.json["branch"]
    assert said(cairn, branch) == ["One", "You said: One"]
    gone_on = cairn("send", "--conversation", branch, "Other")
    assert (gone_on.conversation, gone_on.out) == (branch, "You said: Other\n")
    assert said(cairn, two_turns)[2:] == ["Two", "You said: Two"]


def test_a_step_is_named_by_its_checkpoint_too_and_0_is_before_the_first(
    cairn: Cairn, two_turns: str
) -> None:
    checkpoint = str(steps(cairn, two_turns)[1]["checkpoint_id"])
    at_two = branch_of(cairn("fork", two_turns, "--at", checkpoint))
    assert said(cairn, at_two) == ["One", "You said: One"]
    assert said(cairn, branch_of(cairn("fork", two_turns, "--at", "0"))) == []


def test_words_for_a_fork_can_come_from_standard_input(
    cairn: Cairn, two_turns: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("piped"))
    ran = cairn("fork", two_turns, "--at", "1", "--edit", "-")
    assert ran.out.splitlines()[1:] == ["You said: piped"]


def test_another_model_answers_in_the_fork_alone(
    cairn: Cairn, two_turns: str, endpoint: ScriptedEndpoint
) -> None:
    branch = branch_of(cairn("fork", two_turns, "--at", "3", "--model", "other"))
    assert endpoint.requests[-1].body["model"] == "other"
    cairn("send", "--conversation", branch, "More")
    assert endpoint.requests[-1].body["model"] == "other"
    cairn("send", "--conversation", two_turns, "More")
    assert endpoint.requests[-1].body["model"] != "other"
    (_, fork) = cairn("branches", two_turns, "--json").json["branches"]
    assert (fork["model"], fork["name"]) == ("other", "with other")


def test_a_fork_that_waits_ends_with_3_and_each_branch_is_decided_by_itself(
    cairn: Cairn, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    endpoint.then(ToolCalls((WRITE,)))
    sent = cairn("send", "--workspace", str(folder), "Write")
    assert sent.code == 3
    forked = cairn("fork", sent.conversation, "--at", "2")
    assert forked.code == 3
    (newest, oldest) = cairn("actions", "--json").json["actions"]
    assert newest["branch"] == branch_of(forked) != oldest["branch"]
    assert f"cairn decide {newest['id'][:8]} approve" in forked.err
    endpoint.then(Text("Not written."), Text("Written."))
    rejected = cairn("decide", newest["id"], "reject", "--json")
    assert (rejected.code, rejected.json["branch"]) == (0, branch_of(forked))
    assert rejected.conversation == branch_of(forked)
    assert list(folder.iterdir()) == []
    approved = cairn("decide", oldest["id"], "approve")
    assert (approved.code, approved.out) == (0, "Written.\n")
    assert approved.conversation == sent.conversation
    assert (folder / "one.txt").read_text() == "first"
    assert said(cairn, branch_of(forked))[-1] == "Not written."
    assert said(cairn, sent.conversation)[-1] == "Written."


def test_a_fork_that_fails_ends_with_4_and_is_resumed_by_its_id(
    cairn: Cairn, two_turns: str, endpoint: ScriptedEndpoint
) -> None:
    endpoint.then(Status(401))
    failed = cairn("fork", two_turns, "--at", "3")
    assert failed.code == 4
    assert "key" in failed.err
    resumed = cairn("resume", branch_of(failed))
    assert (resumed.code, resumed.out) == (0, "You said: Two\n")
    assert cairn("resume", two_turns).code == 5


@pytest.mark.parametrize(
    "arguments",
    [
        ("--at", "9"),
        ("--at", "-1"),
        ("--at", "abcdef"),
        ("--at", "ab"),
        ("--at", "3", "--edit", "  "),
        ("--edit", "Three"),
        (),
    ],
)
def test_a_fork_of_nothing_ends_with_2_and_makes_no_branch(
    cairn: Cairn, two_turns: str, arguments: tuple[str, ...]
) -> None:
    ran = cairn("fork", two_turns, *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err
    assert "Traceback" not in ran.err
    assert len(cairn("branches", two_turns, "--json").json["branches"]) == 1


def test_ctrl_c_before_the_branch_is_made_leaves_none(
    cairn: Cairn, two_turns: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def interrupted(*_: object, **__: object) -> None:
        signal.raise_signal(signal.SIGINT)
        await asyncio.Event().wait()

    monkeypatch.setattr("graphs.session.host.SessionHost.fork", interrupted)
    ran = cairn("fork", two_turns, "--at", "3")
    assert (ran.code, ran.out, ran.err) == (130, "", "")
    assert len(cairn("branches", two_turns, "--json").json["branches"]) == 1


def test_branches_tell_where_they_come_from(cairn: Cairn, two_turns: str) -> None:
    forked = branch_of(cairn("fork", two_turns, "--at", "3", "--edit", "Ask about refunds"))
    told = cairn("branches", forked[:8], "--json").json
    assert told["conversation"] == two_turns
    main, fork = told["branches"]
    assert (main["main"], main["name"], main["origin"], main["steps"]) == (True, "main", None, 4)
    assert (fork["id"], fork["main"], fork["name"]) == (forked, False, "Ask about refunds")
    assert (fork["origin"]["branch"], fork["origin"]["step"]) == (main["id"], 2)
    first, second = cairn("branches", two_turns).out.splitlines()
    assert first.startswith(f"* {main['id']}")
    assert second.startswith(f"  {forked}")
    assert second.endswith(f"Ask about refunds (from {main['id'][:8]} at step 2)")


def test_a_conversation_s_id_stands_for_its_main_branch(
    cairn: Cairn, two_turns: str, tmp_path: Path
) -> None:
    forked = branch_of(cairn("fork", two_turns, "--at", "2"))
    library = Library.open(Home(tmp_path / "home"))
    library.set_main_branch(forked)
    library.close()
    assert cairn("show", two_turns, "--json").json["branch"] == forked
    told = cairn("branches", two_turns, "--json").json["branches"]
    assert [(branch["name"], branch["main"]) for branch in told] == [
        ("first", False),
        ("new branch", True),
    ]
    assert cairn("send", "--conversation", forked, "More").conversation == two_turns


def test_a_branch_in_the_trash_can_be_seen_and_taken_back(
    cairn: Cairn, two_turns: str, tmp_path: Path
) -> None:
    forked = branch_of(cairn("fork", two_turns, "--at", "2"))
    assert cairn("restore", forked).code == 5
    library = Library.open(Home(tmp_path / "home"))
    library.trash_branch(forked)
    library.close()
    assert len(cairn("branches", two_turns, "--json").json["branches"]) == 1
    (trashed,) = cairn("branches", two_turns, "--trash", "--json").json["branches"]
    assert trashed["id"] == forked
    assert trashed["trashed_at"] is not None
    assert cairn("restore", forked).code == 0
    assert len(cairn("branches", two_turns, "--json").json["branches"]) == 2


def test_the_beginning_of_an_id_is_enough_if_it_is_one_s_alone(
    cairn: Cairn, two_turns: str, tmp_path: Path
) -> None:
    library = Library.open(Home(tmp_path / "home"))
    for name in ("shared-one", "shared-two"):
        library.create(name, agent_version="2")
    library.trash("shared-two")
    library.close()
    assert said(cairn, two_turns[:6]) == said(cairn, two_turns)
    main = cairn("show", two_turns, "--json").json["branch"]
    assert said(cairn, main[:6]) == said(cairn, two_turns)
    assert cairn("show", "shared-t", "--json").json["id"] == "shared-two"
    for typed in (two_turns[:5], "shared", "", "nobody"):
        for command in ("show", "steps", "branches", "resume", "export"):
            ran = cairn(command, typed)
            assert (ran.code, ran.out) == (2, "")
            assert ran.err


def test_a_turn_sent_twice_finds_its_branch_by_itself(
    cairn: Cairn, two_turns: str, endpoint: ScriptedEndpoint
) -> None:
    forked = branch_of(cairn("fork", two_turns, "--at", "2"))
    cairn("send", "--conversation", forked, "--turn", "t1", "Hello")
    asked = len(endpoint.requests)
    again = cairn("send", "--turn", "t1", "Hello")
    assert (again.code, again.conversation) == (0, forked)
    assert len(endpoint.requests) == asked


def test_what_a_terminal_would_obey_is_spelled_out(
    cairn: Cairn, two_turns: str, endpoint: ScriptedEndpoint
) -> None:
    words = "Look:\n\x1b]0;title\x07 \x9b\u202e"
    endpoint.then(Text(words))
    forked = branch_of(cairn("fork", two_turns, "--at", "3", "--edit", words))
    printed = "".join(
        cairn(*command).out
        for command in (
            ("steps", forked),
            ("branches", forked),
            ("compare", two_turns, forked),
            ("export", forked),
        )
    )
    assert "Look:" in printed
    assert not {"\x1b", "\x07", "\x9b"} & set(printed)


@pytest.mark.parametrize("command", ["steps", "branches", "compare", "export", "show"])
def test_what_only_reads_waits_for_no_agent(cairn: Cairn, two_turns: str, command: str) -> None:
    program = (
        "import sys\nfrom graphs.cli.main import main\n"
        "code = main(sys.argv[1:])\n"
        "heavy = {'langchain', 'langchain_core', 'langgraph', 'openai'} & set(sys.modules)\n"
        "raise SystemExit(str(heavy) if heavy else code)"
    )
    arguments = [command, two_turns, *([two_turns] if command == "compare" else [])]
    ran = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout
