"""A conversation written out: for people to read, for programs to have all of it."""

import json
from pathlib import Path

import pytest

from graphs.storage.home import Home
from graphs.storage.library import Library
from tests.endpoint import ScriptedEndpoint, Status, Text, ToolCall, ToolCalls
from tests.graphs.cli.conftest import Cairn

CONTENT = "# first\n```\nopen"


@pytest.fixture
def branches(cairn: Cairn, endpoint: ScriptedEndpoint, tmp_path: Path) -> tuple[str, str]:
    """A conversation that has written a file, and the fork in which that was rejected."""
    folder = tmp_path / "workspace"
    folder.mkdir()
    main = cairn("send", "--workspace", str(folder), "Hello").conversation
    call = ToolCall("write_file", json.dumps({"path": "one.txt", "content": CONTENT}))
    endpoint.then(ToolCalls((call,), "I will write."))
    cairn("send", "--conversation", main, "Write")
    forked = cairn("fork", main, "--at", "4").out.splitlines()[0]
    endpoint.then(Text("Written."), Text("Not written."))
    newest, oldest = cairn("actions", "--json").json["actions"]
    cairn("decide", oldest["id"], "approve")
    cairn("decide", newest["id"], "reject", "--reason", "Not now")
    return main, forked


def test_json_holds_everything(cairn: Cairn, branches: tuple[str, str]) -> None:
    ran = cairn("export", branches[0], "--format", "json")
    assert ran.code == 0
    assert set(ran.json) == {
        "format",
        "id",
        "title",
        "created_at",
        "updated_at",
        "workspace",
        "branches",
        "actions",
    }
    main, fork = ran.json["branches"]
    for branch in (main, fork):
        shown = cairn("show", branch["id"], "--json").json
        texts = [message["text"] for message in shown["messages"]]
        assert [message["text"] for message in branch["messages"]] == texts
        of_steps = cairn("steps", branch["id"], "--json").json["steps"]
        assert branch["steps"] == [step for step in of_steps if step["branch"] == branch["id"]]
        assert [turn["status"] for turn in branch["turns"]][-1] == "finished"
    assert (main["origin"], fork["origin"]["branch"]) == (None, main["id"])
    approved, rejected = ran.json["actions"]
    assert (approved["branch"], rejected["branch"]) == (main["id"], fork["id"])
    assert (approved["status"], rejected["words"]) == ("done", "Not now")
    assert [entry["event"] for entry in approved["journal"]] == [
        "proposed",
        "approved",
        "started",
        "done",
    ]
    for branch, action in ((main, approved), (fork, rejected)):
        (asked,) = [message for message in branch["messages"] if message["tool_calls"]]
        assert asked["tool_calls"][0]["action"] == action["id"]


def test_markdown_tells_a_fork_from_where_it_parts(cairn: Cairn, branches: tuple[str, str]) -> None:
    text = cairn("export", branches[0], "--format", "markdown").out
    assert text.startswith("# Hello\n")
    assert text.count("> Hello") == 1
    assert text.count("> Write") == 2
    main, fork = text.split("\n## ")[1:]
    assert main.startswith("main\n")
    assert main.endswith("Written.\n")
    assert "**write_file**: done" in main
    assert "The first turn is that of *main*." in fork
    assert "**write_file**: rejected: Not now" in fork
    assert fork.rstrip().endswith("Not written.")


def test_markdown_is_what_is_written_unless_asked_otherwise(
    cairn: Cairn, branches: tuple[str, str]
) -> None:
    assert cairn("export", branches[1]).out == cairn("export", branches[0]).out


def test_a_failed_turn_says_why(cairn: Cairn, endpoint: ScriptedEndpoint) -> None:
    endpoint.then(Status(401))
    failed = cairn("send", "Hello")
    why = failed.err.splitlines()[1]
    (said,) = [
        line for line in cairn("export", failed.conversation).out.splitlines() if "*" in line
    ]
    assert why.startswith(said.strip("*"))


def test_a_branch_in_the_trash_is_in_the_json_alone(
    cairn: Cairn, branches: tuple[str, str], tmp_path: Path
) -> None:
    library = Library.open(Home(tmp_path / "home"))
    library.trash_branch(branches[1])
    library.close()
    text = cairn("export", branches[0]).out
    assert "Written." in text
    assert "Not written." not in text
    found = cairn("export", branches[0], "--format", "json").json["branches"]
    assert [branch["trashed_at"] is None for branch in found] == [True, False]


def test_a_file_gets_the_same_and_is_written_whole(
    cairn: Cairn, branches: tuple[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "out" / "conversation.md"
    file.parent.mkdir()
    file.write_text("what was there")
    ran = cairn("export", branches[0], "-o", str(file))
    assert (ran.code, ran.out) == (0, "")
    assert file.read_text() == cairn("export", branches[0]).out
    assert list(file.parent.iterdir()) == [file]


def test_what_cannot_be_written_is_said_and_leaves_nothing(
    cairn: Cairn, branches: tuple[str, str], tmp_path: Path
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    for place in (folder, tmp_path / "nowhere" / "file.md"):
        ran = cairn("export", branches[0], "-o", str(place))
        assert ran.code == 1
        assert str(place) in ran.err
        assert "Traceback" not in ran.err
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("folder")] == [
        "folder"
    ]


def test_a_format_that_there_is_not_ends_with_2(cairn: Cairn) -> None:
    assert cairn("export", "any", "--format", "docx").code == 2
