"""How texts differ, word by word: for any two texts, and for texts as people write them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphs.history.words import Piece, differences

TEXTS = st.text() | st.lists(st.sampled_from(["one", "two", " ", "\n", "é", "."])).map("".join)


def same(pieces: tuple[Piece, ...]) -> str:
    return "".join(piece.text for piece in pieces if piece.same)


@given(TEXTS, TEXTS)
def test_joined_they_are_the_texts_and_what_is_the_same_is_equal(left: str, right: str) -> None:
    ours, theirs = differences(left, right)
    assert "".join(piece.text for piece in ours) == left
    assert "".join(piece.text for piece in theirs) == right
    assert same(ours) == same(theirs)


@given(TEXTS, TEXTS)
def test_a_piece_is_as_long_as_it_can_be(left: str, right: str) -> None:
    ours, theirs = differences(left, right)
    for pieces in (ours, theirs):
        assert all(piece.text for piece in pieces)
        marks = [piece.same for piece in pieces]
        assert all(one is not other for one, other in pairwise(marks))


@given(TEXTS)
def test_a_text_differs_from_itself_in_nothing(text: str) -> None:
    pieces = (Piece(text, same=True),) if text else ()
    assert differences(text, text) == (pieces, pieces)


@pytest.mark.parametrize(
    ("left", "right", "ours", "theirs"),
    [
        ("Ask about refunds.", "Ask about prices.", [" refunds"], [" prices"]),
        ("Buy milk and bread", "Buy bread", [" milk and"], []),
        ("a.txt", "b.txt", ["a"], ["b"]),
        ("one  two", "one two", ["  two"], [" two"]),
        ("", "all of it", [], ["all of it"]),
    ],
)
def test_only_the_words_that_differ_are_marked(
    left: str, right: str, ours: list[str], theirs: list[str]
) -> None:
    found = differences(left, right)
    marked = [[piece.text for piece in pieces if not piece.same] for pieces in found]
    assert marked == [ours, theirs]


def test_in_a_long_text_a_changed_word_is_found() -> None:
    words = [f"w{number}" for number in range(3_000)]
    changed = [*words[:10], "new", *words[10:1_500], *words[1_600:]]
    ours, theirs = differences(" ".join(words), " ".join(changed))
    assert [piece.text for piece in theirs if not piece.same] == [" new"]
    assert [len(piece.text.split()) for piece in ours if not piece.same] == [100]


def test_of_texts_too_long_to_compare_the_equal_ends_are_found() -> None:
    left, right = ("Begin " + f"{word} " * 6_000 + "end" for word in ("yes", "no"))
    ours, theirs = differences(left, right)
    assert [piece.text for piece in ours if piece.same] == ["Begin", " end"]
    assert same(ours) == same(theirs)
