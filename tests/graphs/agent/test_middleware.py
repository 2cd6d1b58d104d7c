from typing import Any

import pytest
from langchain_core.messages import AIMessage, HumanMessage, ToolMessage

from graphs.agent.middleware.fit_context import newest_turns
from graphs.agent.middleware.model_errors import LONGEST_WAIT_SECONDS, wait_seconds
from graphs.agent.middleware.settled_calls import settle, unanswered
from graphs.errors import MessageTooLong


def call(*ids: str) -> AIMessage:
    return AIMessage("", tool_calls=[{"name": "t", "args": {}, "id": i} for i in ids])


def test_only_calls_without_a_result_are_unanswered() -> None:
    history: list[Any] = [HumanMessage("q"), call("a", "b"), ToolMessage("x", tool_call_id="a")]
    assert [m.tool_call_id for m in unanswered(history)] == ["b"]


def test_a_history_at_rest_has_none() -> None:
    assert unanswered([HumanMessage("q"), AIMessage("a")]) == []
    assert unanswered([]) == []


def test_results_of_calls_that_a_server_gave_one_id_are_two_messages() -> None:
    first, second = (call("call_0").model_copy(update={"id": id_}) for id_ in ("1", "2"))
    assert unanswered([first])[0].id != unanswered([second])[0].id


def test_settling_puts_results_right_behind_the_calls_of_every_turn() -> None:
    history: list[Any] = [HumanMessage("1"), call("a"), HumanMessage("2"), call("b", "c")]
    settled = settle(history)
    assert [getattr(m, "tool_call_id", m.type) for m in settled] == [
        "human", "ai", "a", "human", "ai", "b", "c",
    ]  # fmt: skip
    assert settle(settled) == settled


def test_the_newest_whole_turns_are_kept() -> None:
    history: list[Any] = []
    for n in range(50):
        history += [HumanMessage(f"question {n} " * 20), AIMessage(f"answer {n} " * 20)]
    kept = newest_turns(history, 500)
    assert kept[0].type == "human"
    assert kept == history[-len(kept) :]
    assert 2 <= len(kept) < 20


def test_a_tool_result_never_comes_without_its_call() -> None:
    history: list[Any] = [
        HumanMessage("q"),
        call("a"),
        ToolMessage("word " * 300, tool_call_id="a"),
        HumanMessage("next"),
    ]
    assert newest_turns(history, 100) == [HumanMessage("next")]


def test_a_message_that_does_not_fit_alone_is_refused() -> None:
    with pytest.raises(MessageTooLong) as refused:
        newest_turns([HumanMessage("x" * 1_000_000)], 6_000)
    assert "6,000 tokens" in str(refused.value)


def test_the_servers_wish_is_honoured_up_to_a_minute() -> None:
    assert wait_seconds(1, 7.0) == 7.0
    assert wait_seconds(1, 3600.0) == LONGEST_WAIT_SECONDS


def test_waits_double() -> None:
    assert 0.8 <= wait_seconds(1, None) <= 1.2
    assert 6.4 <= wait_seconds(4, None) <= 9.6
