import pytest

from graphs.agent.constrained.typed_calls import typed_call

NAMES = {"write_file", "current_time"}
CALL = ("write_file", {"path": "a"})


@pytest.mark.parametrize(
    "answer",
    [
        '{"name": "write_file", "arguments": {"path": "a"}}',
        ' {"name":"write_file","parameters":{"path":"a"}}\n',
        '{"type": "function", "name": "write_file", "args": {"path": "a"}}',
        '{"name": "write_file", "arguments": "{\\"path\\": \\"a\\"}"}',
        '<tool_call>\n{"name": "write_file", "arguments": {"path": "a"}}\n</tool_call>',
        '```json\n{"name": "write_file", "arguments": {"path": "a"}}\n```',
        '```\n{"name": "write_file", "arguments": {"path": "a"}}\n```',
    ],
)
def test_an_answer_that_is_a_call_is_one(answer: str) -> None:
    assert typed_call(answer, NAMES) == CALL


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "Hello",
        "[" * 100_000,
        '{"name": "write_file"}',
        '{"name": "rm", "arguments": {}}',
        '{"name": ["write_file"], "arguments": {}}',
        '{"name": "write_file", "arguments": "soon"}',
        '{"name": "write_file", "arguments": ["a"]}',
        '{"name": "write_file", "arguments": {}, "note": "an example"}',
        'Call it so: {"name": "write_file", "arguments": {"path": "a"}}',
        '```json\n{"name": "write_file", "arguments": {}}\n```\nThat is how.',
        '{"name": "write_file", "arguments": {"path": "a"}',
    ],
)
def test_anything_else_is_not(answer: str) -> None:
    assert typed_call(answer, NAMES) is None
