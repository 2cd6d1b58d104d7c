import pytest
from langchain_core.messages import AIMessage

from graphs.agent.constrained import choose
from graphs.agent.constrained.choose import TALK
from graphs.agent.constrained.forms import forms
from graphs.agent.constrained.plain_history import plain_history
from graphs.agent.constrained.steps import steps
from graphs.tools.registry import tools

FORMS = forms(spec.tool for spec in tools())


def test_the_request_comes_last_so_that_the_rest_is_read_once() -> None:
    first, second = choose.question(FORMS, "one"), choose.question(FORMS, "two")
    assert first[:-1] == second[:-1]
    assert (first[-1].text, second[-1].text) == ("one", "two")


def test_words_decide_where_they_are_clear_and_ask_where_not() -> None:
    assert choose.settled({}) == TALK
    assert choose.settled({"a": 0.2, "b": -1}) == TALK
    assert choose.settled({"a": 5.0, "b": 1.0}) == "a"
    assert choose.settled({"a": 5.0, "b": 4.9}) is None
    assert choose.settled({"a": 2.5}) is None


def test_the_model_tips_the_scale_by_what_it_says_beyond_its_leaning() -> None:
    even = {"read_file": 3.0, "write_file": 3.0}
    leaning = {"write": -0.1, "read": -3.0}
    assert choose.weighed(even, {"write": -0.5, "read": -1.0}, leaning) == "read_file"
    assert choose.weighed(even, {"write": -0.1, "read": -5.0}, leaning) == "write_file"
    assert choose.weighed({"a": 2.3}, {"answer": -0.1}, {"answer": -4.0}) == TALK


@pytest.mark.parametrize(
    ("answer", "choice"),
    [('{"tool": "a"}', "a"), ("", TALK), ("[]", TALK), ('{"tool": 3}', TALK), ('{"to', TALK)],
)
def test_garbage_is_a_no(answer: str, choice: str) -> None:
    assert choose.understood(answer) == choice


def test_a_server_without_probabilities_chooses_among_the_likeliest() -> None:
    amounts = {name: float(n) for n, name in enumerate("abcdefgh")}
    assert choose.schema(amounts)["properties"]["tool"]["enum"] == ["h", "g", "f", "e", "d", TALK]
    assert choose.first_token(AIMessage("a")) == {}


@pytest.mark.parametrize(
    ("request_text", "parts"),
    [
        ("Read a.txt and then delete b.txt", ("Read a.txt", "delete b.txt")),
        ("Read a.txt and tell me what you think", None),
        ("Write eggs and bread to list.txt", None),
        ("Write 'read a.txt and delete b.txt' to c.txt", None),
        ("Lies a.txt und lösche b.txt", ("Lies a.txt", "lösche b.txt")),
    ],
)
def test_only_what_are_requests_by_themselves_are_taken_apart(
    request_text: str, parts: tuple[str, ...] | None
) -> None:
    assert steps(request_text, FORMS) == (parts or (request_text,))


def test_results_become_words_and_calls_go() -> None:
    from langchain_core.messages import HumanMessage, ToolMessage

    call = {"name": "read_file", "args": {"path": "a.txt"}, "id": "1"}
    history = [
        HumanMessage("Read a.txt"),
        AIMessage("", tool_calls=[call]),
        ToolMessage("milk", tool_call_id="1", name="read_file"),
        AIMessage("It says milk."),
        AIMessage("One moment.", tool_calls=[{**call, "id": "2"}]),
        ToolMessage("gone", tool_call_id="2", name="read_file", status="error"),
    ]
    plain = plain_history(history)
    assert [m.type for m in plain] == ["human", "human", "ai", "ai", "human"]
    assert plain[1].text == "Result of read_file(path='a.txt'):\nmilk"
    assert plain[4].text == "Failure of read_file(path='a.txt'):\ngone"
