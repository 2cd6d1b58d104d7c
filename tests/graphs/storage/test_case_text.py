"""Cases as lines that people read and change: nothing is lost, and every mistake is named."""

import json
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphs.errors import InvalidCase
from graphs.storage import case_text
from graphs.storage.eval_records import (
    AtMost,
    Case,
    Contains,
    CopiedFile,
    JsonPath,
    Language,
    Matches,
    Origin,
    Proposes,
    Recording,
    Reference,
    Rubric,
)
from graphs.storage.message_tree import NewMessage
from graphs.storage.records import ToolCall

BYTES = b"\xff\x00\xfe"
LONG = "A long result.\u2028\r\nIn lines."


def key(content: bytes) -> str:
    return sha256(content).hexdigest()


WHOLE = Case(
    "c1",
    "Notes “read”",
    (
        NewMessage("t1", "user", "Read\nthem."),
        NewMessage("a1", "assistant", "", (ToolCall("x", "read_file", '{"path": "a"}'),)),
        NewMessage("r1", "tool", "No.", tool_call_id="x", tool_name="read_file", failed=True),
    ),
    checks=(
        Contains("stone", must=False),
        Matches("^A"),
        Proposes("write_file", '{"path": "a"}', must=False),
        JsonPath("$.a", "1"),
        AtMost(2),
        Language("en"),
        Reference("As it was.", judged=True),
        Rubric("Is it kind?"),
    ),
    tags=("one", "two"),
    note="It went wrong.",
    facts=("Likes tea.",),
    system_prompt="Be short.",
    tools=("read_file",),
    tools_from="copy",
    recordings=(Recording("read_file", '{"path": "a"}', f"result:{key(LONG.encode())}", True),),
    files=(CopiedFile("a/b.bin", key(BYTES)),),
    blobs=((key(LONG.encode()), LONG.encode()), (key(BYTES), BYTES)),
    origin=Origin("Talk", "b1", "k1", 3, "1", "m", "r", "Bread.", (("write_file", "{}"),)),
    made_at=12.5,
)
LEAST: dict[str, Any] = {
    "cairn_case": 1,
    "name": "Tea",
    "messages": [{"role": "user", "text": "Tea?"}],
}


def test_a_line_holds_all_of_a_case() -> None:
    line = case_text.line(WHOLE)
    assert "\n" not in line
    assert case_text.parsed(line) == WHOLE
    assert json.loads(line)["blobs"][key(LONG.encode())] == LONG, "text is there to be read"


def test_the_least_that_is_a_case() -> None:
    case = case_text.parsed(json.dumps(LEAST))
    assert case.messages == (NewMessage("m1", "user", "Tea?"),)
    assert (case.checks, case.tools, case.tools_from) == ((), None, "records")
    assert case.id == case_text.parsed(json.dumps(LEAST)).id, "the same line is the same case"
    assert case.id != case_text.parsed(json.dumps({**LEAST, "name": "Other"})).id


USER = {"role": "user", "text": "Tea?"}


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"name": 5}, "name", "has to be text"),
        ({"nmae": "x"}, "nmae", "no such field"),
        ({"messages": "Tea?"}, "messages", "has to be a list"),
        ({"messages": [None]}, "messages[0]", "has to be an object"),
        ({"messages": [USER, {"role": "user"}]}, "messages[1].text", "is missing"),
        ({"messages": [{**USER, "role": "system"}]}, "messages[0].role", "'user', 'assistant'"),
        ({"messages": [{**USER, "txt": ""}]}, "messages[0].txt", "no such field"),
        (
            {"messages": [{**USER, "tool_calls": [{"id": "x", "nam": "y"}]}]},
            "messages[0].tool_calls[0].nam",
            "no such field",
        ),
        ({"checks": [{"kind": "contains"}]}, "checks[0].text", "is missing"),
        ({"checks": [{"kind": "contain", "text": "a"}]}, "checks[0]", "there are reference"),
        ({"checks": [{"text": "a"}]}, "checks[0]", "kind is missing"),
        ({"checks": [{"kind": "contains", "text": "a", "mst": 1}]}, "checks[0].mst", "no such"),
        ({"checks": [{"kind": "at_most", "actions": 1.5}]}, "checks[0].actions", "whole number"),
        ({"recordings": [{"tool": "x", "args": ""}]}, "recordings[0].args", "no such field"),
        ({"files": [{"path": "a", "blb": ""}]}, "files[0].blb", "no such field"),
        ({"origin": {"brnch": ""}}, "origin.brnch", "no such field"),
        ({"tools_from": "disk"}, "tools_from", "'records' or 'copy'"),
        ({"blobs": {"ab": "other"}}, "blobs.ab", "not what it was"),
        ({"blobs": {"ab": {"base64": "é"}}}, "blobs.ab", "not what it was"),
        ({"blobs": []}, "blobs", "no object"),
        ({"note": "\ud800"}, "note", "half of a character"),
        ({"cairn_case": 2}, "cairn_case", "newest Cairn"),
    ],
)
def test_a_mistake_is_named_with_its_field(changed: dict[str, Any], field: str, words: str) -> None:
    with pytest.raises(InvalidCase) as raised:
        case_text.parsed(json.dumps({**LEAST, **changed}))
    assert raised.value.field == field
    assert words in str(raised.value)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{nope", "not JSON"),
        ("[]", "no case"),
        ('{"name": "Tea"}', "cairn_case"),
        ('{"cairn_case": 1, "made_at": NaN}', "number"),
        ('{"cairn_case": 1, "made_at": 1e999}', "number"),
        ('{"cairn_case": 1, "made_at": ' + "9" * 5_000 + "}", "number"),
        ("[" * 100_000, "too deeply"),
    ],
)
def test_what_is_no_case_is_refused_in_words(line: str, words: str) -> None:
    with pytest.raises(InvalidCase, match=words):
        case_text.parsed(line)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.text(max_size=5), below),
    max_leaves=4,
)


@given(st.sampled_from(sorted(json.loads(case_text.line(WHOLE)))), ANYTHING)
def test_whatever_stands_in_a_field_it_is_a_case_that_can_be_kept_or_is_refused(
    field: str, value: object
) -> None:
    whole = json.loads(case_text.line(WHOLE))
    try:
        case = case_text.parsed(json.dumps({**whole, field: value}))
    except InvalidCase:
        return
    case_text.line(case).encode()
    assert case_text.case_of(case_text.about(case), case_text.substance(case)) == case
