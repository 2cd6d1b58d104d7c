from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from langchain_core.messages import AIMessage, HumanMessage, RemoveMessage
from langgraph.graph.message import add_messages

from graphs.agent.state import merge_messages

ids = st.sampled_from([f"id{n}" for n in range(12)])
messages = st.one_of(
    st.builds(lambda i, t: HumanMessage(t, id=i), ids, st.text(max_size=5)),
    st.builds(lambda i, t: AIMessage(t, id=i), ids, st.text(max_size=5)),
)
removals = st.builds(lambda i: RemoveMessage(id=i), ids)
write = st.lists(st.one_of(messages, removals), max_size=4)


@given(st.lists(write, max_size=6), st.lists(write, max_size=6))
def test_folding_writes_one_by_one_equals_folding_them_all_at_once(
    before: list[list[Any]], after: list[list[Any]]
) -> None:
    state = merge_messages([], before)
    one_by_one = state
    for each in after:
        one_by_one = merge_messages(one_by_one, [each])
    assert merge_messages(state, after) == one_by_one
    assert merge_messages([], [*before, *after]) == one_by_one


@given(st.lists(st.lists(messages, max_size=4), max_size=6))
def test_without_removals_it_is_what_add_messages_gives(writes: list[list[Any]]) -> None:
    expected: list[Any] = []
    for each in writes:
        expected = add_messages(expected, each)
    assert merge_messages([], writes) == expected


def test_the_state_handed_in_is_not_changed() -> None:
    state: list[Any] = [HumanMessage("a", id="1")]
    merge_messages(state, [[AIMessage("b", id="2"), HumanMessage("c", id="1")]])
    assert state == [HumanMessage("a", id="1")]
