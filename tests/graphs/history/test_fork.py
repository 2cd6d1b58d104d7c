"""What a fork starts with, and what it is called."""

import pytest
from langchain_core.messages import AIMessage, AnyMessage, HumanMessage, ToolMessage

from graphs.history import fork

YOU = HumanMessage("Write it.", id="t1")
CALLS = AIMessage(
    "",
    id="a1",
    tool_calls=[{"name": "x", "args": {}, "id": "c1"}, {"name": "x", "args": {}, "id": "c2"}],
)
ONE, TWO = (ToolMessage("done", id=f"r{n}", tool_call_id=f"c{n}") for n in (1, 2))
ANSWER = AIMessage("Written.", id="a2")


def test_before_the_first_step_nothing_is_written_and_nothing_asked() -> None:
    assert fork.start([], None, "new", True) == fork.Start(0, (), None, None, False, False)


@pytest.mark.parametrize("text", [None, "Other."])
def test_a_message_of_the_person_is_asked_anew(text: str | None) -> None:
    start = fork.start([YOU, ANSWER, HumanMessage("Why?", id="t2")], text, "new", False)

    assert start == fork.Start(2, (), "model", text or "Why?", False, True)
    assert fork.start([YOU], text, "new", False).as_node is None


def test_an_answer_rests_and_other_words_take_its_place() -> None:
    assert fork.start([YOU, ANSWER], None, "new", True) == fork.Start(
        2, (), "model", None, False, False
    )
    start = fork.start([YOU, ANSWER], "Not written.", "new", True)
    assert (start.kept, [one.text for one in start.changed]) == (1, ["Not written."])
    assert start.replaces


def test_an_answer_in_other_words_has_no_mark_and_no_cost_of_the_first() -> None:
    cut = AIMessage(
        "It is wri",
        id="a2",
        response_metadata={"finish_reason": "length", "cairn_stopped": True, "model_name": "m"},
        usage_metadata={"input_tokens": 1, "output_tokens": 2, "total_tokens": 3},
    )
    (changed,) = fork.start([YOU, cut], "It is written.", "new", True).changed

    assert isinstance(changed, AIMessage)
    assert (changed.text, changed.id) == ("It is written.", "a2")
    assert (changed.response_metadata, changed.usage_metadata) == ({}, None)


@pytest.mark.parametrize(
    ("messages", "node"),
    [([YOU, CALLS], "model"), ([YOU, CALLS, ONE], "model"), ([YOU, CALLS, ONE, TWO], "tools")],
)
def test_a_turn_is_taken_up_in_its_middle(messages: list[AnyMessage], node: str) -> None:
    start = fork.start([HumanMessage("Hi", id="t0"), *messages], None, "new", False)

    assert (start.kept, start.as_node, start.asked) == (1, node, "Write it.")
    assert start.changed[0].id == "new"
    assert list(start.changed[1:]) == messages[1:]
    assert start.taken_up
    assert not start.replaces


def test_the_end_of_a_turn_rests_whatever_it_is_unless_it_is_changed() -> None:
    ended = [YOU, CALLS, ONE, TWO]
    assert fork.start(ended, None, "new", True).asked is None
    assert fork.start(ended, "done", "new", True).asked is None
    assert fork.start(ended, "Disk full.", "new", True).asked == "Write it."
