"""Cases made, shown, and carried from one data folder to another, from the command line."""

import json
from pathlib import Path
from typing import Any

import pytest

from graphs.cli.exit_codes import ExitCode
from tests.endpoint import ScriptedEndpoint, Text
from tests.graphs.cli.conftest import Cairn

CHECKS = {
    "--contains": ("stones", {"kind": "contains", "text": "stones", "must": True}),
    "--lacks": ("bread", {"kind": "contains", "text": "bread", "must": False}),
    "--pattern": ("^A", {"kind": "matches", "pattern": "^A", "must": True}),
    "--must-propose": (
        'write_file={"path": "a=b"}',
        {"kind": "proposes", "tool": "write_file", "arguments": '{"path": "a=b"}', "must": True},
    ),
    "--must-not-propose": (
        "run_command",
        {"kind": "proposes", "tool": "run_command", "arguments": "", "must": False},
    ),
    "--json-path": ("$.a=1", {"kind": "json", "path": "$.a", "value": "1"}),
    "--at-most": ("0", {"kind": "at_most", "actions": 0}),
    "--language": ("en", {"kind": "language", "code": "en"}),
    "--reference": ("Stones.", {"kind": "reference", "text": "Stones.", "judged": False}),
    "--judged-reference": ("Stones.", {"kind": "reference", "text": "Stones.", "judged": True}),
    "--rubric": ("Is it kind?", {"kind": "rubric", "text": "Is it kind?"}),
}


@pytest.fixture
def talk(cairn: Cairn, connected: ScriptedEndpoint) -> str:
    """A conversation in which the model was wrong."""
    connected.then(Text("A kind of bread."))
    return cairn("send", "What is a cairn?").conversation


def cases(cairn: Cairn, suite: str = "main") -> list[dict[str, Any]]:
    return cairn("eval", "show", suite, "--json").json["cases"]


def test_a_step_becomes_a_case_with_every_kind_of_check(cairn: Cairn, talk: str) -> None:
    options = [word for option, (value, _) in CHECKS.items() for word in (option, value)]
    labels = ["--tag", "facts", "--tag", "short", "--note", "It was lunch."]
    made = cairn("eval", "add", "--from", "2", talk, *options, *labels, "--json").json
    assert made["checks"] == len(CHECKS)
    assert (made["name"], len(cases(cairn))) == ("What is a cairn?", 1)
    (case,) = cases(cairn)
    assert case["checks"] == [check for _, check in CHECKS.values()]
    assert (case["id"], case["tags"], case["note"]) == (
        made["id"],
        ["facts", "short"],
        "It was lunch.",
    )
    assert [message["text"] for message in case["messages"]] == ["What is a cairn?"]
    assert case["origin"]["given"] == "A kind of bread."

    listed = cairn("eval", "list", "--json").json["suites"]
    assert [(one["id"], one["main"], one["cases"]) for one in listed] == [(made["suite"], True, 1)]
    assert "  1 case  My cases" in cairn("eval", "list").out
    shown = cairn("eval", "show").out.splitlines()
    assert shown[0] == "My cases: 1 case"
    assert shown[1].endswith("[facts, short]")
    assert shown[2:] == [
        "    contains: stones",
        "    not contains: bread",
        "    matches: ^A",
        '    proposes: write_file, {"path": "a=b"}',
        "    not proposes: run_command",
        "    json: $.a, 1",
        "    at_most: 0",
        "    language: en",
        "    reference: Stones.",
        "    reference: Stones., judged",
        "    rubric: Is it kind?",
    ]


def test_a_case_goes_into_the_suite_that_is_named(cairn: Cairn, talk: str) -> None:
    new = cairn("eval", "add", "--from", "1", talk, "--new-suite", "Stones", "--contains", "a")
    assert new.out.endswith(", in Stones\n")
    again = cairn("eval", "add", "--from", "1", talk, "--suite", "stones", "--name", "Other")
    assert again.code == ExitCode.FINISHED
    assert [case["name"] for case in cases(cairn, "Stones")] == ["What is a cairn?", "Other"]


def test_what_does_not_fit_is_wrong_usage_and_makes_nothing(cairn: Cairn, talk: str) -> None:
    for options, words in (
        (["--from", "9"], "step"),
        (["--from", "2", "--suite", "Nothing"], "no such suite"),
        (["--from", "2", "--pattern", "("], "checks[0]: That is no pattern"),
        (["--from", "2", "--json-path", "$.["], "no JSON path"),
        (["--from", "2", "--must-propose", "write_file={"], "JSON object"),
        (["--from", "2", "--at-most", "-1"], "0 or more"),
        (["--from", "2", "--language", "english"], "two letters"),
        (["--from", "2", "--new-suite", " "], "needs a name"),
    ):
        refused = cairn("eval", "add", talk, *options)
        assert refused.code == ExitCode.USAGE, options
        assert words in refused.err
    assert all(suite["cases"] == 0 for suite in cairn("eval", "list", "--json").json["suites"])


def test_a_suite_goes_to_another_data_folder_as_a_file(
    cairn: Cairn, talk: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = "sk-abcdefghijklmnop1234"
    cairn("eval", "add", "--from", "2", talk, "--contains", "stones", "--note", secret)
    file = tmp_path / "my suite.jsonl"
    exported = cairn("eval", "export", "main", "-o", str(file))
    assert (exported.code, exported.out) == (ExitCode.FINISHED, "")
    assert exported.err == "1 key was masked.\n"
    assert secret not in file.read_text()
    assert cairn("eval", "export", "main").out == file.read_text()

    monkeypatch.setenv("CAIRN_HOME", str(tmp_path / "other"))
    file.write_text("\ufeff# Mine\n" + file.read_text())
    imported = cairn("eval", "import", str(file), "--json").json
    assert (imported["name"], imported["cases"]) == ("my suite", 1)
    assert cases(cairn, imported["id"][:8])[0]["checks"] == [CHECKS["--contains"][1]]
    assert cairn("eval", "import", str(file), "--name", "Twice").out.endswith("1 case  Twice\n")


def test_a_file_that_is_no_suite_is_refused_with_line_and_field(
    cairn: Cairn, tmp_path: Path
) -> None:
    least = {"cairn_case": 1, "name": "Tea", "messages": [{"role": "user", "text": "Tea?"}]}
    file = tmp_path / "suite.jsonl"
    file.write_text(f"{json.dumps(least)}\n{json.dumps({**least, 'nmae': 1})}\n")
    wrong = cairn("eval", "import", str(file))
    assert (wrong.code, wrong.out) == (ExitCode.USAGE, "")
    assert "Line 2: nmae: there is no such field." in wrong.err
    file.write_bytes(b"\xff\xfe\x00")
    assert "is not text" in cairn("eval", "import", str(file)).err
    assert "cannot be read" in cairn("eval", "import", str(tmp_path / "none")).err
    assert cairn("eval", "list", "--json").json == {"suites": []}
    unwritable = cairn("eval", "export", "main", "-o", str(tmp_path))
    assert (unwritable.code, "cannot be written" in unwritable.err) == (ExitCode.ERROR, True)
