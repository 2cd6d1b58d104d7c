"""A comparison becomes rows of two columns."""

import re

import pytest

from desktop.shared.text_marks import LONGEST
from desktop.timeline.compare_rows import kept_of, rows_of, shared_words
from graphs import Comparison, Line, Message, ToolCall, compare


def you(text: str) -> Message:
    return Message(f"u{text}", f"u{text}", "user", text, 0.0, "t1")


def answer(text: str, *calls: ToolCall) -> Message:
    return Message(f"a{text}", f"a{text}", "assistant", text, 0.0, "t1", calls)


def compared(left: list[Message], right: list[Message]) -> Comparison:
    return compare(Line("one", tuple(left)), Line("two", tuple(right)))


def shown(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html)


def test_a_turn_has_a_heading_and_its_passages_side_by_side() -> None:
    found = compared(
        [you("Same"), answer("Yes"), you("Is it <big>?"), answer("No.")],
        [you("Same"), answer("Yes"), you("Is it <small>?"), answer("No.")],
    )

    heading, asked, said = rows_of(found)

    assert (heading.heading, heading.has_ours, heading.has_theirs) == ("Turn 2", False, False)
    assert asked.label == "You"
    assert asked.ours == 'Is it &lt;<span class="other">big</span>&gt;?'
    assert asked.theirs == 'Is it &lt;<span class="other">small</span>&gt;?'
    assert asked.spoken_ours == "Is it <big>? Only here: big"
    assert (said.label, said.same, said.ours, said.theirs) == ("Cairn", True, "No.", "No.")
    assert said.spoken_ours == "No."


def test_what_stands_on_one_side_only_is_not_marked() -> None:
    found = compared([you("A"), answer("B"), you("C")], [you("A"), answer("B")])

    _, only = rows_of(found)

    assert (only.has_ours, only.has_theirs, only.ours, only.theirs) == (True, False, "C", "")


def test_where_one_side_begins_to_lack_something_is_told_once() -> None:
    found = compared([you("A"), answer("B")], [you("X"), answer("B"), answer("C"), answer("D")])

    rows = rows_of(found)

    assert [(row.label, row.has_ours, row.lacks) for row in rows[1:]] == [
        ("You", True, False),
        ("Cairn", True, False),
        ("Cairn", False, True),
        ("Cairn", False, False),
    ]


def test_a_call_is_shown_as_people_write_it() -> None:
    one, two = (
        ToolCall("c1", "write_file", f'{{"path": "notes.txt", "content": "{content}"}}')
        for content in ("milk", "tea")
    )
    found = compared([you("A"), answer("", one)], [you("A"), answer("", two)])

    call = rows_of(found)[2]

    assert (call.label, call.code) == ("Write file", True)
    assert '<span class="other">' in call.ours
    assert "notes.txt" in shown(call.ours)
    assert "{" not in shown(call.ours)


def test_a_long_passage_is_folded_and_nothing_of_it_is_lost() -> None:
    long = "word " * LONGEST
    found = compared([you(f"{long}x")], [you(f"{long}y")])

    _, *folded = rows_of(found)
    _, *whole = rows_of(found, {folded[0].key})

    assert [row.more for row in folded] == ["", "", f"Show {2 * LONGEST + 1:,} more characters"]
    assert [len(shown(row.ours)) for row in folded] == [LONGEST] * 3
    assert "".join(shown(row.ours) for row in whole) == f"{long}x"
    assert "".join(shown(row.theirs) for row in whole) == f"{long}y"
    assert [row.label for row in whole] == ["You", *[""] * (len(whole) - 1)]
    assert all(row.more == "" for row in whole)
    assert len({row.key for row in whole}) == len(whole)


def test_rows_that_stay_are_counted() -> None:
    before = rows_of(compared([you("A")], [you("B")]))
    later = rows_of(compared([you("A"), answer("One.")], [you("B")]))

    assert kept_of(before, later) == len(before)
    assert kept_of(later, later) == len(later)
    assert kept_of((), later) == 0


@pytest.mark.parametrize(
    ("left", "right", "words"),
    [
        ([you("A")], [you("A")], "They are the same so far."),
        ([you("A")], [you("B")], "They differ from the first turn on."),
        ([you("A"), you("B")], [you("A")], "The first turn is the same."),
        ([you("A"), you("B"), you("C")], [you("A"), you("B")], "The first 2 turns are the same."),
    ],
)
def test_how_much_is_the_same_is_said(
    left: list[Message], right: list[Message], words: str
) -> None:
    assert shared_words(compared(left, right)) == words
