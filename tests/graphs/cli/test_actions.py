"""Actions and rules from the command line: what scripts rely on, and what people read."""

import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from graphs.storage.action_records import ActionStatus
from graphs.storage.actions import change
from graphs.storage.home import Home
from graphs.storage.library import Library
from tests.endpoint import ScriptedEndpoint, Text, ToolCall, ToolCalls
from tests.graphs.cli.conftest import Cairn, Ran


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "workspace"
    made.mkdir()
    return made


@pytest.fixture
def sent(cairn: Cairn, endpoint: ScriptedEndpoint, folder: Path) -> Ran:
    """A turn that waits with two files to be written."""
    calls = ToolCalls((writing("one.txt", "first"), writing("two.txt", "second")), "I will write.")
    endpoint.then(calls, Text("All done."))
    return cairn("send", "--workspace", str(folder), "Write two files")


def writing(path: str, content: str) -> ToolCall:
    return ToolCall("write_file", json.dumps({"path": path, "content": content}), f"call_{path}")


def waiting(cairn: Cairn) -> list[dict[str, Any]]:
    return cairn("actions", "--waiting", "--json").json["actions"]


def test_send_ends_with_3_and_says_what_waits_and_how_to_decide_it(cairn: Cairn, sent: Ran) -> None:
    assert sent.code == 3
    first, second = waiting(cairn)
    for action in (first, second):
        assert f"cairn decide {action['id'][:8]} approve" in sent.err
    assert "one.txt" in sent.err
    assert cairn("resume", sent.conversation).code == 3
    assert cairn("list", "--json").json["conversations"][0]["status"] == "waiting"


def test_actions_are_described_with_their_arguments(cairn: Cairn, sent: Ran) -> None:
    newest, oldest = cairn("actions", "--json").json["actions"]
    assert set(oldest) >= {"id", "conversation", "tool", "args", "status", "proposed_at"}
    assert oldest["conversation"] == sent.conversation
    assert oldest["args"] == {"path": "one.txt", "content": "first"}
    assert newest["args"]["path"] == "two.txt"
    assert (oldest["tool"], oldest["status"]) == ("write_file", "waiting")
    found = cairn("actions", "--query", "SECOND write", "--json").json["actions"]
    assert [action["id"] for action in found] == [newest["id"]]
    assert [line.split()[0] for line in cairn("actions").out.splitlines()] == [
        newest["id"][:8],
        oldest["id"][:8],
    ]
    assert "+ first" in cairn("actions", "--waiting").out


def test_the_agent_goes_on_when_the_last_one_is_decided(
    cairn: Cairn, sent: Ran, folder: Path
) -> None:
    first, second = waiting(cairn)
    one = cairn("decide", first["id"], "approve", "--json")
    assert one.code == 3
    assert set(one.json) == {
        "conversation",
        "branch",
        "turn",
        "status",
        "text",
        "error",
        "hint",
        "action",
    }
    assert (one.json["status"], one.json["action"]["status"]) == ("waiting", "done")
    assert (folder / "one.txt").read_text() == "first"
    two = cairn("decide", second["id"][:6], "reject", "--reason", "One is enough")
    assert (two.code, two.out) == (0, "All done.\n")
    assert not (folder / "two.txt").exists()
    assert waiting(cairn) == []
    shown = cairn("show", sent.conversation).out
    assert "one.txt" in shown
    assert ": done" in shown
    assert ": rejected: One is enough" in shown
    messages = cairn("show", "--json", sent.conversation).json["messages"]
    (asked,) = [message for message in messages if message["actions"]]
    assert [action["status"] for action in asked["actions"]] == ["done", "rejected"]


def test_edited_and_answered_ones_keep_both_versions(cairn: Cairn, sent: Ran, folder: Path) -> None:
    first, second = waiting(cairn)
    edited = {"path": "one.txt", "content": "mine"}
    ran = cairn("decide", first["id"], "edit", "--args", json.dumps(edited), "--json")
    assert ran.json["action"]["edited"] == edited
    assert ran.json["action"]["args"]["content"] == "first"
    assert (folder / "one.txt").read_text() == "mine"
    assert cairn("decide", "--json", second["id"], "answer", "--text", "Later").code == 0
    assert not (folder / "two.txt").exists()
    assert '"mine"' in cairn("show", sent.conversation).out


@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        ('{"path": "one.txt"}', "content", "needed"),
        ('{"path": "one.txt", "content": 7}', "content", "text"),
        ("not json", None, "not JSON"),
        ("[1]", None, "no JSON object"),
    ],
)
def test_arguments_that_do_not_fit_are_said_at_their_field(
    cairn: Cairn, sent: Ran, folder: Path, given: str, field: str | None, said: str
) -> None:
    first, _ = waiting(cairn)
    ran = cairn("decide", first["id"], "edit", "--args", given, "--json")
    assert ran.code == 2
    assert said in ran.err
    assert ran.json["error"]
    assert ran.json["status"] == "waiting"
    assert set(ran.json["fields"]) == ({field} if field else set[str]())
    assert said in (ran.json["fields"][field] if field else ran.json["error"])
    assert len(waiting(cairn)) == 2
    assert list(folder.iterdir()) == []


def test_what_was_decided_before_is_not_decided_again(
    cairn: Cairn, sent: Ran, folder: Path
) -> None:
    first, _ = waiting(cairn)
    assert cairn("decide", first["id"], "reject").code == 3
    again = cairn("decide", first["id"], "approve", "--json")
    assert again.code == 6
    assert "decided already" in again.err
    assert (again.json["action"]["status"], again.json["status"]) == ("rejected", "waiting")
    assert list(folder.iterdir()) == []
    assert cairn("decide", waiting(cairn)[0]["id"], "happened").code == 6


def test_a_file_that_changed_since_the_question_is_shown_anew(
    cairn: Cairn, sent: Ran, folder: Path
) -> None:
    first, _ = waiting(cairn)
    (folder / "one.txt").write_text("somebody else's\n")
    changed = cairn("decide", first["id"], "approve", "--json")
    assert changed.code == 7
    assert (folder / "one.txt").read_text() == "somebody else's\n"
    assert "- somebody else's" in cairn("actions", "--waiting").out
    assert cairn("decide", first["id"], "approve").code == 3
    assert (folder / "one.txt").read_text() == "first"


def test_an_unknown_one_is_settled_by_the_person(
    cairn: Cairn, sent: Ran, folder: Path, tmp_path: Path
) -> None:
    first, second = waiting(cairn)
    cairn("decide", second["id"], "reject")
    library = Library.open(Home(tmp_path / "home"))
    with library.database.transaction() as c:
        change(c, first["id"], [ActionStatus.WAITING], ActionStatus.UNKNOWN, "cairn", 0.0)
    library.close()
    said = cairn("resume", sent.conversation)
    assert said.code == 3
    assert f"cairn decide {first['id'][:8]} happened | again | skip" in said.err
    assert cairn("decide", first["id"], "approve").code == 6
    assert cairn("decide", first["id"], "happened").code == 0
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("decide",),
        ("decide", "nobody", "approve"),
        ("decide", "abc", "approve"),
        ("decide", "nobody", "fly"),
        ("decide", "nobody", "edit"),
        ("decide", "nobody", "answer"),
        ("send", "--workspace", "/no/such/folder", "Hello"),
        ("send", "/write_file"),
        ("rules", "add", "no_such_tool", "allow"),
        ("rules", "add", "write_file", "perhaps"),
        ("rules", "add", "remember", "allow", "--pattern", "x"),
        ("rules", "add", "write_file", "allow", "--conversation", "nobody"),
        ("rules", "remove", "nobody"),
    ],
)
def test_wrong_usage_ends_with_2_and_does_nothing(
    cairn: Cairn, endpoint: ScriptedEndpoint, arguments: tuple[str, ...]
) -> None:
    ran = cairn(*arguments)
    assert ran.code == 2
    assert ran.err
    assert "Traceback" not in ran.err
    assert endpoint.requests == []
    assert cairn("rules", "--json").json["rules"] == []


def test_a_folder_that_is_not_there_begins_no_conversation(cairn: Cairn, tmp_path: Path) -> None:
    assert cairn("send", "--workspace", str(tmp_path / "gone"), "Hello").code == 2
    assert cairn("list", "--json").json["conversations"] == []


def test_a_call_that_is_typed_prints_its_result(cairn: Cairn, folder: Path) -> None:
    (folder / "notes.txt").write_text("Buy milk\n")
    ran = cairn("send", "--workspace", str(folder), "/read notes.txt")
    assert (ran.code, ran.out.strip()) == (0, "Buy milk")
    again = cairn("send", "--json", "--conversation", ran.conversation, "/read notes.txt").json
    assert (again["status"], again["text"].strip()) == ("finished", "Buy milk")


@pytest.mark.parametrize("text", ["/write_file", '/write {"path": 7}', "/time now"])
def test_a_call_that_does_not_fit_begins_no_conversation(cairn: Cairn, text: str) -> None:
    assert cairn("send", text).code == 2
    assert cairn("list", "--json").json["conversations"] == []


def test_a_rule_decides_what_is_proposed_after_it(
    cairn: Cairn, endpoint: ScriptedEndpoint, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    made = cairn("rules", "add", "write_file", "allow", "--pattern", ".", "--json").json
    (rule,) = cairn("rules", "--json").json["rules"]
    assert rule == made
    assert (rule["tool"], rule["verdict"], rule["pattern"]) == ("write_file", "allow", str(folder))
    assert "allow write_file" in cairn("rules").out
    endpoint.then(writing("one.txt", "first"), Text("Done."))
    sent = cairn("send", "--workspace", str(folder), "Write")
    assert (sent.code, (folder / "one.txt").read_text()) == (0, "first")
    assert cairn("rules", "remove", made["id"][:8]).code == 0
    assert cairn("rules", "remove", made["id"]).code == 2
    endpoint.then(writing("two.txt", "second"))
    assert cairn("send", "--conversation", sent.conversation, "Write").code == 3


def test_a_decision_reaches_the_process_that_runs_the_branch(
    cairn: Cairn, endpoint: ScriptedEndpoint, folder: Path, tmp_path: Path
) -> None:
    until_the_other_ran = "while [ ! -e one.txt ]; do sleep 0.02; done; echo slow > slow.txt"
    slow = ToolCall("run_command", json.dumps({"command": until_the_other_ran}), "c1")
    endpoint.then(ToolCalls((slow, writing("one.txt", "first"))), Text("All done."))
    cairn("send", "--workspace", str(folder), "Work")
    long, short = waiting(cairn)
    codes: list[int] = []
    elsewhere = threading.Thread(target=lambda: codes.append(_decided(long["id"])))
    elsewhere.start()
    while cairn("actions", "--query", "sleep", "--json").json["actions"][0]["status"] != "started":
        assert elsewhere.is_alive()
    here = cairn("decide", short["id"], "approve", "--json")
    elsewhere.join(120)
    assert (here.code, codes, here.json["action"]["status"]) == (0, [0], "done")
    (long,) = cairn("actions", "--query", "sleep", "--json").json["actions"]
    assert here.json["action"]["started_at"] < long["finished_at"]
    assert {path.name for path in folder.iterdir()} == {"one.txt", "slow.txt"}


def _decided(action_id: str) -> int:
    program = "from graphs.cli.main import main; raise SystemExit(main())"
    command = [sys.executable, "-c", program, "decide", action_id, "approve"]
    return subprocess.run(command, capture_output=True, timeout=120, check=False).returncode


def test_what_a_terminal_would_obey_is_spelled_out(
    cairn: Cairn, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    command = "ls \x1b[8m; rm -r . \u202e\x9b"
    call = ToolCall("run_command", json.dumps({"command": command}, ensure_ascii=False))
    endpoint.then(ToolCalls((call,), "Look:\n\x1b]0;title\x07"))
    sent = cairn("send", "--workspace", str(folder), "List")
    printed = sent.out + sent.err + cairn("actions").out + cairn("actions", "--waiting").out
    printed += cairn("show", sent.conversation).out + cairn("list").out
    assert "rm -r" in printed
    assert "Look:\n" in sent.out
    assert not {"\x1b", "\x07", "\u202e", "\x9b"} & set(printed)


@pytest.mark.parametrize("command", ["actions", "rules"])
def test_lists_wait_for_no_agent(cairn: Cairn, sent: Ran, command: str) -> None:
    program = (
        "import sys\nfrom graphs.cli.main import main\n"
        f"code = main(['{command}', '--json'])\n"
        "heavy = {'langchain', 'langchain_core', 'langgraph', 'openai'} & set(sys.modules)\n"
        "raise SystemExit(str(heavy) if heavy else code)"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert command in json.loads(ran.stdout)


def test_a_list_has_a_line_for_each_however_long_the_call(
    cairn: Cairn, endpoint: ScriptedEndpoint, folder: Path
) -> None:
    endpoint.then(writing("long.txt", "x" * 100_000))
    cairn("send", "--workspace", str(folder), "Write much")
    (shown,) = cairn("actions").out.splitlines()
    assert shown.endswith("xxx …")
    assert len(shown) < 300
    (listed,) = cairn("actions", "--json").json["actions"]
    assert len(listed["args"]["content"]) == 100_000
