"""What differs is marked, and told."""

import pytest

from desktop.shared.text_marks import LONGEST, chunks, length, marked, plain, spoken
from graphs import Piece, differences


def other(text: str) -> str:
    return f'<span class="other">{text}</span>'


@pytest.mark.parametrize(
    ("ours", "theirs", "html"),
    [
        ("a red sea", "a blue sea", f"a {other('red')} sea"),
        ("a <b>", "a <i>", f"a &lt;{other('b')}&gt;"),
        (
            "one\ntwo\nthree four",
            "one\nsix four",
            f"one<br>{other('two')}<br>{other('three')} four",
        ),
        ("- **July**: 4", "- **May**: 9", f"- **{other('July**: 4')}"),
        ("a  b", "a b", f"a  {other('b')}"),
        ("a", "a b", "a"),
        ("", "a", ""),
    ],
)
def test_words_that_differ_are_marked_within_their_lines(ours: str, theirs: str, html: str) -> None:
    assert marked(differences(ours, theirs)[0]) == html


def test_blanks_that_differ_can_be_seen() -> None:
    assert marked(differences("end\n", "end")[0]) == f"end{other('↵<br>')}"
    assert marked(differences("end ", "end")[0]) == f"end{other(' ')}"


def test_what_is_not_compared_keeps_its_lines() -> None:
    assert plain("a < b\nc") == "a &lt; b<br>c"


def test_what_differs_is_told_after_the_text() -> None:
    ours, theirs = differences("Fly to Lisbon in May.", "Fly to Porto in June.")
    assert spoken(ours, compared=True) == "Fly to Lisbon in May. Only here: Lisbon … May"
    assert spoken(theirs, compared=True) == "Fly to Porto in June. Only here: Porto … June"
    assert spoken(ours, compared=False) == "Fly to Lisbon in May."


def test_what_differs_as_a_whole_or_not_at_all_is_told_once() -> None:
    assert spoken((Piece("Nothing alike", False),), compared=True) == "Nothing alike"
    assert spoken((Piece("All alike", True),), compared=True) == "All alike"
    assert spoken((Piece("Alike", True), Piece(" \n", False)), compared=True) == "Alike"


def test_long_texts_are_not_read_aloud_to_their_end() -> None:
    assert len(spoken((Piece("word " * 1_000, False),), compared=True)) < 310


def test_stretches_are_short_and_nothing_is_lost() -> None:
    pieces = (Piece("a" * (LONGEST + 7), True), Piece("b" * LONGEST, False), Piece("c", True))

    found = list(chunks(pieces))

    assert [length(stretch) for stretch in found] == [LONGEST, LONGEST, 8]
    assert "".join(one.text for stretch in found for one in stretch) == "".join(
        piece.text for piece in pieces
    )
    assert found[1] == (Piece("a" * 7, True), Piece("b" * (LONGEST - 7), False))
    assert list(chunks(())) == [()]


def test_stretches_end_with_lines_or_words() -> None:
    lines = f"{'a' * (LONGEST - 50)}\n{'b' * 20} {'c' * 100}"
    words = f"{'a' * (LONGEST - 50)} {'c' * 100}"

    for text, sign in ((lines, "\n"), (words, " ")):
        first, second = chunks((Piece(text, False),))
        assert first[0].text == "a" * (LONGEST - 50) + sign
        assert first[0].text + second[0].text == text
