"""Two branches compared from the command line."""

import json
from pathlib import Path

import pytest

from tests.endpoint import ScriptedEndpoint, Text, ToolCall, ToolCalls
from tests.graphs.cli.conftest import Cairn


@pytest.fixture
def branches(cairn: Cairn, endpoint: ScriptedEndpoint, tmp_path: Path) -> tuple[str, str]:
    """Two branches that part in the second turn; the first of them has written a file."""
    main = cairn("send", "--workspace", str(tmp_path), "Hello").conversation
    call = ToolCall("write_file", json.dumps({"path": "one.txt", "content": "first"}))
    endpoint.then(ToolCalls((call,)), Text("It is written."))
    cairn("send", "--conversation", main, "Please write")
    (action,) = cairn("actions", "--json").json["actions"]
    cairn("decide", action["id"], "approve")
    forked = cairn("fork", main, "--at", "3", "--edit", "Please wait")
    return main, forked.out.splitlines()[0]


def test_what_differs_is_told_turn_by_turn(cairn: Cairn, branches: tuple[str, str]) -> None:
    told = cairn("compare", *branches, "--json").json
    assert set(told) == {"left", "right", "shared", "turns"}
    assert told["shared"] == 1
    (turn,) = told["turns"]
    assert [row["kind"] for row in turn] == ["you", "call", "result", "answer"]
    assert turn[0]["left"] == [
        {"text": "Please", "same": True},
        {"text": " write", "same": False},
    ]
    assert turn[0]["right"][1] == {"text": " wait", "same": False}
    assert (turn[1]["tool"], turn[1]["right"]) == ("write_file", None)
    assert turn[3]["right"] == [{"text": "You said: Please wait", "same": False}]


def test_what_either_has_cost_since_they_parted_is_told(
    cairn: Cairn, branches: tuple[str, str]
) -> None:
    told = cairn("compare", *branches, "--json").json
    left, right = told["left"], told["right"]
    of_steps = cairn("steps", branches[0], "--json").json["steps"]
    assert left["tokens_in"] == sum(step["tokens_in"] or 0 for step in of_steps[2:]) > 0
    assert left["tokens_out"] == sum(step["tokens_out"] or 0 for step in of_steps[2:]) > 0
    assert left["seconds"] == pytest.approx(sum(step["seconds"] or 0 for step in of_steps[2:]))
    assert (left["actions"], left["done"]) == (1, 1)
    assert (right["actions"], right["done"]) == (0, 0)
    assert right["branch"] == branches[1]
    assert (left["name"], right["name"]) == ("main", "“wait” instead of “write”")


def test_people_read_what_went_and_what_came(cairn: Cairn, branches: tuple[str, str]) -> None:
    ran = cairn("compare", *branches)
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert "The first turn is the same." in lines
    assert "- You: Please[- write-]" in lines
    assert "+ You: Please{+ wait+}" in lines
    assert '- Call write_file: {"path": "one.txt", "content": "first"}' in lines
    assert lines[-1].split()[-6:] == ["1", "of", "1", "0", "of", "0"]


def test_a_branch_can_be_compared_with_itself_as_it_was(
    cairn: Cairn, branches: tuple[str, str]
) -> None:
    main, _ = branches
    same = cairn("compare", main, main)
    assert (same.code, "They are the same." in same.out) == (0, True)
    earlier = cairn("compare", f"{main}@2", main, "--json").json
    assert earlier["shared"] == 1
    assert {row["left"] is None for row in earlier["turns"][0]} == {True}
    within = cairn("compare", f"{main}@4", main, "--json").json
    assert [row["left"] is None for row in within["turns"][0]] == [False, False, True, True]


@pytest.mark.parametrize("typed", ["nobody", "@2", "{main}@99", "{main}@x"])
def test_what_is_not_there_ends_with_2(cairn: Cairn, branches: tuple[str, str], typed: str) -> None:
    ran = cairn("compare", branches[0], typed.format(main=branches[0]))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err
