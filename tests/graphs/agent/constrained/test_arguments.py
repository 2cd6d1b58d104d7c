from typing import Any

import pytest

from graphs.agent.constrained import arguments
from graphs.agent.constrained.fillings import fillings
from graphs.agent.constrained.forms import Form, forms
from graphs.agent.constrained.spans import spans
from graphs.tools.registry import tools

FORMS = {form.name: form for form in forms(spec.tool for spec in tools())}


def taken(tool: str, text: str) -> dict[str, Any] | None:
    form = FORMS[tool]
    return arguments.settled(form, fillings(form, text, spans(text)))


@pytest.mark.parametrize(
    ("tool", "text", "expected"),
    [
        ("read_file", "Read notes.txt", {"path": "notes.txt"}),
        ("list_files", "What files are here?", {}),
        ("list_files", "List the folder docs", {"path": "docs"}),
        ("write_file", "Write 'a b' to c.txt", {"path": "c.txt", "content": "a b"}),
        ("write_file", "Save c.txt with: one, two.", {"path": "c.txt", "content": "one, two."}),
        (
            "edit_file",
            "In c.txt replace 'x y' with 'z'",
            {"path": "c.txt", "old": "x y", "new": "z"},
        ),
        ("edit_file", "Update c.txt from 1 to 2", {"path": "c.txt", "old": "1", "new": "2"}),
        ("move_file", "Rename a.txt to b.txt", {"source": "a.txt", "destination": "b.txt"}),
        ("move_file", "Into b/a.txt move a.txt", {"source": "a.txt", "destination": "b/a.txt"}),
        (
            "search_files",
            "Search docs/old/ for the word tea",
            {"query": "tea", "path": "docs/old/"},
        ),
        ("run_command", "run `ls -l`", {"command": "ls -l"}),
        ("current_time", "What time is it?", {}),
    ],
)
def test_what_the_request_says_is_taken_as_it_stands(
    tool: str, text: str, expected: dict[str, Any]
) -> None:
    assert taken(tool, text) == expected


@pytest.mark.parametrize(
    ("tool", "text"),
    [
        ("write_file", "Write a haiku about rain to haiku.txt"),
        ("read_file", "Read the file"),
        ("read_file", "Compare a.txt and b.txt"),
        ("edit_file", "Correct the spelling in a.txt"),
    ],
)
def test_what_it_leaves_open_is_the_models_to_say(tool: str, text: str) -> None:
    assert taken(tool, text) is None


def test_the_schema_offers_what_the_request_names_and_caps_the_rest() -> None:
    form = FORMS["write_file"]
    schema = arguments.schema(form, {"path": ("a.txt", "b.txt")})
    assert schema["properties"]["path"] == {"type": "string", "enum": ["a.txt", "b.txt"]}
    assert 0 < schema["properties"]["content"]["maxLength"] < 1_000
    assert schema["required"] == ["path", "content"]
    assert schema["additionalProperties"] is False


def test_what_can_be_left_out_is_left_out() -> None:
    assert "offset" not in arguments.schema(FORMS["read_file"], {})["properties"]


def tool_with(properties: dict[str, Any], **rest: Any) -> Form:
    parameters = {"type": "object", "properties": properties, "required": [*properties], **rest}
    function = {"name": "t", "description": "Do it.", "parameters": parameters}
    return forms([{"type": "function", "function": function}])[0]


def test_other_types_keep_their_schema_and_what_it_refers_to() -> None:
    form = tool_with(
        {"count": {"type": "integer", "minimum": 1}, "when": {"$ref": "#/$defs/Day"}},
        **{"$defs": {"Day": {"enum": ["mon"]}}},
    )
    schema = arguments.schema(form, {})
    assert schema["properties"]["count"] == {"type": "integer", "minimum": 1}
    assert schema["$defs"] == {"Day": {"enum": ["mon"]}}
    assert arguments.settled(form, {}) is None


@pytest.mark.parametrize("answer", ["", "[1]", '{"path": "a"', "{}", '{"path": "a", "x": 1}'])
def test_an_answer_that_does_not_fit_is_none(answer: str) -> None:
    assert arguments.understood(answer, FORMS["delete_file"]) is None


def test_the_models_are_shown_the_tools_own_example() -> None:
    asked = arguments.question(FORMS["write_file"], "Write it down")
    assert '"path": "notes.txt"' in asked[2].text
    assert asked[-1].text == "Write it down"
