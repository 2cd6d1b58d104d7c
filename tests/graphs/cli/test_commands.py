"""What scripts rely on: exit codes, what goes where, and the fields of each JSON object."""

import io
import logging
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from graphs.storage.home import Home
from graphs.storage.library import Library
from tests.a_folder import everything_in
from tests.endpoint import MODEL, ScriptedEndpoint, Status, Text
from tests.graphs.cli.conftest import Cairn
from tests.langsmith_server import KEY, ScriptedLangsmith
from tests.langsmith_server import langsmith as langsmith


def test_send_prints_the_answer_and_the_id_apart(cairn: Cairn) -> None:
    ran = cairn("send", "Hello")
    assert (ran.code, ran.out) == (0, "You said: Hello\n")
    assert cairn("show", ran.conversation).code == 0


def test_send_goes_on_with_a_conversation(cairn: Cairn, endpoint: ScriptedEndpoint) -> None:
    first = cairn("send", "One")
    again = cairn("send", "--conversation", first.conversation, "Two")
    assert again.conversation == first.conversation
    asked = [m["content"] for m in endpoint.requests[-1].messages if m["role"] == "user"]
    assert asked == ["One", "Two"]


def test_send_describes_the_turn_as_one_object(cairn: Cairn) -> None:
    described = cairn("send", "--json", "--turn", "t1", "Hello").json
    assert set(described) == {
        "conversation",
        "branch",
        "turn",
        "status",
        "text",
        "error",
        "hint",
    }
    assert (described["turn"], described["status"]) == ("t1", "finished")
    assert described["text"] == "You said: Hello"


def test_the_same_turn_twice_is_sent_once(cairn: Cairn, endpoint: ScriptedEndpoint) -> None:
    first = cairn("send", "--turn", "t1", "Hello")
    again = cairn("send", "--turn", "t1", "--conversation", first.conversation, "Hello")
    assert (again.code, again.out) == (0, "")
    assert len(cairn("show", "--json", first.conversation).json["messages"]) == 2


def test_the_same_turn_finds_its_conversation_by_itself(cairn: Cairn) -> None:
    first = cairn("send", "--turn", "t1", "Hello")
    assert cairn("send", "--turn", "t1", "Hello").conversation == first.conversation
    assert len(cairn("list", "--json").json["conversations"]) == 1


def test_a_reader_that_goes_away_does_not_end_the_turn(
    endpoint: ScriptedEndpoint, cairn: Cairn
) -> None:
    endpoint.then(Text("line\n" * 400, tokens_per_second=1_000))
    command = f"{sys.executable} -c 'from graphs.cli.main import main; raise SystemExit(main())'"
    ran = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command} send Go | head -c 4"],
        env={**os.environ, "CAIRN_MODEL": MODEL},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (0, "line")
    shown = cairn("show", "--json", ran.stderr.splitlines()[0]).json
    assert shown["status"] == "idle"
    assert shown["messages"][-1]["text"].count("line") == 400


def test_the_log_holds_no_message(
    cairn: Cairn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError(words)

    words = "SECRET words of a message"
    monkeypatch.setattr("graphs.storage.library.Library.create", fail)
    logging.getLogger().handlers.clear()
    ran = cairn("send", words)
    assert ran.code == 1
    log = (tmp_path / "home" / "logs" / "command-line.log").read_text()
    assert "RuntimeError" in log
    assert "SECRET" not in log + ran.err


def test_the_message_can_come_from_standard_input(
    cairn: Cairn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("piped\n"))
    assert cairn("send", "-").out == "You said: piped\n\n"


def test_a_failed_turn_ends_with_4_and_resume_finishes_it(
    cairn: Cairn, endpoint: ScriptedEndpoint
) -> None:
    endpoint.then(Status(401))
    failed = cairn("send", "Hello")
    assert failed.code == 4
    assert "key" in failed.err
    listed = cairn("list", "--json").json["conversations"]
    assert [row["status"] for row in listed] == ["unfinished"]
    resumed = cairn("resume", failed.conversation)
    assert (resumed.code, resumed.out) == (0, "You said: Hello\n")
    assert cairn("resume", failed.conversation).code == 5


def test_list_is_newest_first(cairn: Cairn) -> None:
    older = cairn("send", "Older").conversation
    newer = cairn("send", "Newer").conversation
    rows = cairn("list", "--json").json["conversations"]
    assert [row["id"] for row in rows] == [newer, older]
    assert set(rows[0]) == {"id", "title", "updated_at", "status"}
    assert [line.split()[0] for line in cairn("list").out.splitlines()] == [newer, older]


def test_show_prints_every_message_of_a_long_conversation(cairn: Cairn) -> None:
    conversation = cairn("send", "0").conversation
    for number in range(1, 4):
        cairn("send", "--conversation", conversation, str(number))
    shown = cairn("show", "--json", conversation).json
    assert set(shown) == {"id", "title", "branch", "status", "messages"}
    assert [m["text"] for m in shown["messages"] if m["role"] == "user"] == list("0123")
    assert set(shown["messages"][0]) >= {"role", "text", "created_at"}
    assert "You said: 3" in cairn("show", conversation).out


@pytest.mark.parametrize(
    "arguments",
    [
        ("send",),
        ("send", "   "),
        ("send", "--conversation", "nobody", "Hello"),
        ("show", "nobody"),
        ("resume", "nobody"),
        ("fly",),
        ("list", "--no-such-option"),
    ],
)
def test_wrong_usage_ends_with_2_and_a_word_about_it(
    cairn: Cairn, arguments: tuple[str, ...]
) -> None:
    ran = cairn(*arguments)
    assert ran.code == 2
    assert ran.err
    assert "Traceback" not in ran.err


def test_what_is_in_the_trash_can_be_seen_and_taken_back(cairn: Cairn, tmp_path: Path) -> None:
    conversation = cairn("send", "Hello").conversation
    assert cairn("restore", conversation).code == 5
    library = Library.open(Home(tmp_path / "home"))
    library.trash(conversation)
    library.close()
    assert cairn("list", "--json").json["conversations"] == []
    (row,) = cairn("list", "--trash", "--json").json["conversations"]
    assert row["id"] == conversation
    assert cairn("restore", conversation).code == 0
    assert cairn("list", "--json").json["conversations"][0]["id"] == conversation


def test_doctor_says_that_all_is_well(cairn: Cairn) -> None:
    cairn("send", "Hello")
    report = cairn("doctor", "--json")
    assert report.code == 0
    assert report.json["problems"] == []
    assert report.json["counts"]["messages"] == 2
    assert report.json["unfinished"] == []
    assert "Integrity     ok" in cairn("doctor").out


def test_doctor_tells_of_damage_without_touching_it(cairn: Cairn, tmp_path: Path) -> None:
    cairn("send", "Hello")
    database = tmp_path / "home" / "cairn.sqlite3"
    for rest in ("-wal", "-shm"):
        database.with_name(database.name + rest).unlink(missing_ok=True)
    database.write_bytes(b"garbage" * 1_000)
    ran = cairn("doctor", "--json")
    assert ran.code == 1
    assert ran.json["problems"]
    assert database.read_bytes() == b"garbage" * 1_000


def test_doctor_rebuilds_what_was_derived(cairn: Cairn, tmp_path: Path) -> None:
    conversation = cairn("send", "Hello").conversation
    before = cairn("show", "--json", conversation).json
    with sqlite3.connect(tmp_path / "home" / "cairn.sqlite3") as database:
        database.execute("UPDATE messages SET text = 'forged' WHERE role = 'assistant'")
    database.close()
    assert cairn("show", "--json", conversation).json != before
    assert cairn("doctor", "--rebuild", "--json").json["rebuilt_messages"] == 2
    assert cairn("show", "--json", conversation).json == before


@pytest.mark.parametrize("command", ["list", "doctor", "doctor --rebuild", "send Hello"])
def test_nothing_in_a_newer_folder_is_touched(cairn: Cairn, tmp_path: Path, command: str) -> None:
    home = tmp_path / "home"
    home.mkdir()
    with closing(sqlite3.connect(home / "cairn.sqlite3")) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA user_version = 999")
    before = everything_in(home)

    ran = cairn(*command.split())

    assert ran.code == 1
    assert "newer Cairn" in ran.out + ran.err
    assert everything_in(home) == before


def test_ctrl_c_stops_the_turn_and_keeps_what_was_said(
    endpoint: ScriptedEndpoint, tmp_path: Path, cairn: Cairn
) -> None:
    endpoint.then(Text("word " * 2_000, tokens_per_second=50))
    process = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "from graphs.cli.main import main; raise SystemExit(main())",
            "send",
            "Go",
        ],
        env={**os.environ, "CAIRN_MODEL": MODEL},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.read(40).startswith("word word")
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in err
    shown = cairn("show", "--json", err.splitlines()[0]).json
    assert shown["status"] == "idle"
    assert shown["messages"][-1]["stopped"]


def test_a_conversation_is_traced_when_it_was_chosen_and_there_is_a_key(
    cairn: Cairn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LANGSMITH_API_KEY", raising=False)
    id_ = cairn("send", "Hello").conversation
    assert cairn("trace", id_).out == "Not traced.\n"
    without = cairn("trace", id_, "--on")
    assert (without.out, "no key" in without.err) == ("Not traced.\n", True)
    monkeypatch.setenv("LANGSMITH_API_KEY", "lsv2_pt_nobody")
    assert cairn("trace", id_).out == "Traced to api.smith.langchain.com, into the project Cairn.\n"
    off = cairn("trace", id_, "--off", "--json").json
    assert (off["traced"], off["chosen"], off["host"]) == (False, False, "api.smith.langchain.com")


def test_what_was_traced_is_sent_before_the_command_ends(
    cairn: Cairn, monkeypatch: pytest.MonkeyPatch, langsmith: ScriptedLangsmith
) -> None:
    monkeypatch.setenv("LANGSMITH_API_KEY", KEY)
    monkeypatch.setenv("LANGSMITH_ENDPOINT", langsmith.url)
    id_ = cairn("send", "Hello").conversation
    assert langsmith.connections == 0
    cairn("trace", id_, "--on")
    cairn("send", "--conversation", id_, "Hello again")
    run_id = cairn("steps", id_, "--json").json["steps"][-1]["run"]
    assert run_id in langsmith.runs
    assert langsmith.runs[run_id]["end_time"]
