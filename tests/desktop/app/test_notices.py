from dataclasses import replace

from desktop.app.notices import Words, fresh
from graphs import Action, ActionStatus, Preview
from tests.an_action import an_action

WORDS = Words(
    wants="Wants to {title}.",
    unsure="Not sure: did it {title}?",
    more="And {count} more.",
    untitled="A conversation",
)


def action(key: str, conversation: str = "c", title: str = "Write notes.txt") -> Action:
    return an_action(
        id=key,
        conversation_id=conversation,
        branch_id=f"branch of {conversation}",
        preview=Preview(title=title, sentence="", undo=True),
    )


def test_what_newly_waits_is_told_with_its_conversation_and_its_wish() -> None:
    (notice,) = fresh([action("a")], (), "", WORDS)

    assert (notice.key, notice.title, notice.text) == (
        "a",
        "Trip",
        "Wants to write notes.txt.",
    )


def test_nothing_is_told_twice() -> None:
    assert fresh([action("a")], {"a"}, "", WORDS) == []


def test_what_the_person_looks_at_is_not_told() -> None:
    found = fresh([action("a", "here"), action("b", "there")], (), "here", WORDS)

    assert [notice.key for notice in found] == ["b"]


def test_the_calls_of_one_branch_are_told_together_and_open_the_first() -> None:
    (notice,) = fresh([action("a"), action("b", title="Delete it"), action("c")], (), "", WORDS)

    assert notice.key == "a"
    assert notice.text == "Wants to write notes.txt. And 2 more."


def test_a_call_that_comes_after_its_sibling_was_told_is_told() -> None:
    (notice,) = fresh([action("a"), action("b", title="Delete it")], {"a"}, "", WORDS)

    assert (notice.key, notice.text) == ("b", "Wants to delete it.")


def test_what_nobody_can_be_sure_of_is_told_as_that() -> None:
    (notice,) = fresh([replace(action("a"), status=ActionStatus.UNKNOWN)], (), "", WORDS)

    assert notice.text == "Not sure: did it write notes.txt?"


def test_a_conversation_without_a_title_is_told_without_a_blank() -> None:
    (notice,) = fresh([replace(action("a"), conversation_title="")], (), "", WORDS)

    assert notice.title == "A conversation"


def test_a_long_title_of_many_lines_becomes_one_short_line() -> None:
    (notice,) = fresh([action("a", title="Run " + "echo\n" * 500 + "{count}")], (), "", WORDS)

    assert "\n" not in notice.text
    assert len(notice.text) < 200
