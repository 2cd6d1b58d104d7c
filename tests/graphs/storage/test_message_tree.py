from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from graphs.storage.message_tree import NewMessage, node_key, pack, unpack, with_keys, with_turns
from graphs.storage.records import ToolCall

said = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
calls = st.builds(ToolCall, said, said, said)
messages = st.builds(
    NewMessage,
    id=said,
    role=st.sampled_from(["user", "assistant", "tool"]),
    text=said,
    tool_calls=st.lists(calls, max_size=2).map(tuple),
    tool_call_id=said,
    tool_name=said,
    failed=st.booleans(),
    stopped=st.booleans(),
)


@given(messages)
def test_what_is_packed_comes_back_whole(message: NewMessage) -> None:
    assert unpack(message.id, message.role, message.text, pack(message)) == message


@given(messages, messages)
def test_messages_share_a_key_only_when_they_are_the_same(a: NewMessage, b: NewMessage) -> None:
    assert (node_key("p", a) == node_key("p", b)) == (a == b)


@given(st.lists(messages, min_size=1, max_size=6), st.data())
def test_a_change_gives_new_keys_from_there_on_and_none_before(
    path: list[NewMessage], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(path) - 1))
    edited = [*path]
    edited[place] = replace(path[place], text=path[place].text + "!")

    before = [key for _, key, _ in with_keys(None, path)]
    after = [key for _, key, _ in with_keys(None, edited)]

    assert before[:place] == after[:place]
    assert not set(before[place:]) & set(after[place:])


def test_a_key_is_the_same_on_every_machine() -> None:
    key = node_key(None, NewMessage("t1", "user", "hello"))

    assert key == "82643597801a75cf98d78a026adbc7b294a900ae0828fc521fcd5d0a499140a1"


def test_messages_belong_to_the_turn_of_the_persons_message_before_them() -> None:
    path = [
        NewMessage("a0", "assistant", "hi"),
        NewMessage("t1", "user", "one"),
        NewMessage("a1", "assistant", "1"),
        NewMessage("t2", "user", "two"),
    ]

    assert [turn_id for turn_id, _ in with_turns(path)] == ["", "t1", "t1", "t2"]
