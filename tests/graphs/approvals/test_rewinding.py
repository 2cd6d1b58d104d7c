"""What can be brought back, told from what is known of each path."""

import hashlib
from dataclasses import replace

import pytest

from graphs.approvals.rewinding import (
    FileBack,
    How,
    Spot,
    Thing,
    Touch,
    lying,
    moves_back,
    ordered,
    planned,
)

ABSENT = Thing("absent")
FOLDER = Thing("folder", "names")


def holding(text: str) -> Thing:
    return Thing("file", hashlib.sha256(text.encode()).hexdigest())


A, B, C = holding("a\n"), holding("b\n"), holding("c\n")


def spot(
    path: str, *touches: Touch, now: Thing | None = None, inside: tuple[str, ...] = ()
) -> Spot:
    left = now or touches[-1].after
    assert left is not None
    return Spot(f"/w/{path}", path, "/w", touches, left, inside=tuple(f"/w/{at}" for at in inside))


def only(*spots: Spot) -> FileBack:
    (file,) = planned(spots)
    return file


@pytest.mark.parametrize(
    ("touch", "how", "words"),
    [
        (Touch(A, B), How.WRITE, "gets back what it held"),
        (Touch(A, ABSENT), How.WRITE, "comes back"),
        (Touch(ABSENT, B), How.REMOVE, "goes to the trash"),
        (Touch(ABSENT, FOLDER), How.REMOVE, "new folder"),
        (Touch(FOLDER, ABSENT, empty=True), How.MAKE, "empty as it was"),
    ],
)
def test_what_only_the_actions_have_changed_comes_back(touch: Touch, how: How, words: str) -> None:
    file = only(spot("x", touch))
    assert (file.how, file.sure) == (how, True)
    assert words in file.sentence


def test_what_is_as_it_was_is_no_matter() -> None:
    assert planned([spot("x", Touch(A, B), now=A), spot("y", Touch(ABSENT, B), now=ABSENT)]) == ()


def test_the_first_of_many_changes_tells_what_was() -> None:
    file = only(spot("x", Touch(A, B), Touch(B, ABSENT), Touch(ABSENT, C)))
    assert (file.then, file.now, file.how, file.sure) == (A, C, How.WRITE, True)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        (spot("x", Touch(A, B), now=C), "Somebody else has changed it since"),
        (spot("x", Touch(ABSENT, B), now=C), "Somebody else has changed it since"),
        (replace(spot("x", Touch(A, B)), kept=False), "not kept any more"),
        (replace(spot("x", Touch(A, B)), barred="It may only be read."), "may only be read"),
        (spot("x", Touch(Thing("too large"), B)), "too large to be kept"),
        (spot("x", Touch(A, Thing("too large", "1"))), "too large to be kept before"),
        (spot("x", Touch(FOLDER, ABSENT)), "lies in the trash"),
        (spot("x", Touch(FOLDER, ABSENT), now=A), "something else in its place"),
        (spot("x", Touch(A, ABSENT), now=FOLDER), "a folder in its place"),
        (spot("x", Touch(A, B), now=Thing("other")), "neither a file nor a folder"),
        (spot("x", Touch(ABSENT, FOLDER), inside=("x/mine",)), "Something else lies in it"),
    ],
)
def test_what_cannot_come_back_says_why(changed: Spot, words: str) -> None:
    file = only(changed)
    assert (file.possible, file.sure) == (False, False)
    assert words in file.sentence


@pytest.mark.parametrize(
    ("doubtful", "words"),
    [
        (spot("x", Touch(A, None), now=B), "Nobody knows"),
        (spot("x", Touch(A, B), now=ABSENT), "has deleted it"),
        (spot("x", Touch(A, B), Touch(C, B)), "in between"),
        (spot("x", Touch(A, B), Touch(B, C, own=False)), "Other actions"),
    ],
)
def test_what_may_be_somebody_elses_is_not_sure(doubtful: Spot, words: str) -> None:
    file = only(doubtful)
    assert (file.how, file.sure) == (How.WRITE, False)
    assert words in file.sentence


def test_what_was_moved_away_and_cannot_be_kept_is_moved_back() -> None:
    away = spot("old", Touch(FOLDER, ABSENT, moved_to="/w/mid", at=1))
    mid = spot("mid", Touch(ABSENT, FOLDER, at=2), Touch(FOLDER, ABSENT, moved_to="/w/new", at=3))
    file = only(away, mid, spot("new", Touch(ABSENT, FOLDER)))
    assert (file.shown, file.how, file.source, file.sure) == ("old", How.MOVE, "new", True)
    more = replace(spot("new", Touch(ABSENT, FOLDER)), now=Thing("folder", "one name more"))
    assert "moves along" in only(away, mid, more).sentence


def test_what_was_moved_and_is_another_now_is_not_moved_back() -> None:
    large, other = Thing("too large", "1"), Thing("too large", "2")
    away = spot("old", Touch(Thing("too large"), ABSENT, moved_to="/w/new"))
    assert only(away, spot("new", Touch(ABSENT, large))).how is How.MOVE
    files = planned([away, spot("new", Touch(ABSENT, large), now=other)])
    assert [file.possible for file in files] == [False, False]


def test_a_folder_that_was_moved_back_is_as_it_was_and_another_one_is_not() -> None:
    out, back = Touch(FOLDER, ABSENT, moved_to="/w/b", at=1), Touch(ABSENT, FOLDER, at=4)
    there = spot("b", Touch(ABSENT, FOLDER, at=2), Touch(FOLDER, ABSENT, moved_to="/w/a", at=3))
    assert planned([spot("a", out, back), there]) == ()
    gone = Touch(FOLDER, ABSENT, at=1)
    assert "another folder" in only(spot("a", gone, back)).sentence
    emptied = Touch(FOLDER, ABSENT, empty=True, at=1)
    assert planned([spot("a", emptied, back)]) == ()


def test_what_came_along_with_a_folder_went_back_with_it() -> None:
    new = spot("new", Touch(ABSENT, FOLDER), now=ABSENT)
    assert planned([new, spot("new/x", Touch(A, B), now=ABSENT)]) == ()


def test_a_file_of_a_moved_folder_comes_after_the_folder() -> None:
    files = planned(
        [
            spot("old/x", Touch(A, B)),
            spot("old", Touch(FOLDER, ABSENT, moved_to="/w/new")),
            spot("new", Touch(ABSENT, FOLDER)),
            spot("new/y", Touch(B, C)),
        ]
    )
    assert [file.shown for file in ordered(files)] == ["new/y", "old", "old/x"]
    assert "has to come back too" in files[2].sentence


def test_what_belongs_below_a_moved_folder_lies_where_that_is() -> None:
    away = spot("old", Touch(FOLDER, ABSENT, moved_to="/w/new"))
    moved = moves_back([away, spot("new", Touch(ABSENT, FOLDER))])
    assert lying("/w/old/deep/x", moved) == "/w/new/deep/x"
    assert lying("/w/older/x", moved) == "/w/older/x"


def test_a_new_folder_goes_with_what_is_new_in_it() -> None:
    new = [
        spot("d", Touch(ABSENT, FOLDER), inside=("d/e",)),
        spot("d/e", Touch(ABSENT, FOLDER), inside=("d/e/x",)),
        spot("d/e/x", Touch(ABSENT, A)),
    ]
    files = planned(new)
    assert [file.how for file in files] == [How.REMOVE] * 3
    assert [file.shown for file in ordered(files)] == ["d/e/x", "d/e", "d"]
    mine = planned([*new[:2], replace(new[2], now=C)])
    assert [file.possible for file in mine] == [False, False, False]


def test_contents_come_before_moves_and_folders_last() -> None:
    files = planned(
        [
            spot("a", Touch(ABSENT, FOLDER)),
            spot("m", Touch(FOLDER, ABSENT, moved_to="/w/n")),
            spot("n", Touch(ABSENT, FOLDER)),
            spot("n/x", Touch(A, B)),
            spot("e/f", Touch(FOLDER, ABSENT, empty=True)),
            spot("e", Touch(FOLDER, ABSENT, empty=True)),
        ]
    )
    assert [file.shown for file in ordered(files)] == ["n/x", "m", "e", "e/f", "a"]


def test_the_difference_is_from_now_to_then() -> None:
    file = only(replace(spot("x", Touch(A, B)), was=b"a\n", held=b"b\n"))
    assert [(line.kind, line.text) for line in file.diff] == [("removed", "b"), ("added", "a")]
    binary = only(replace(spot("x", Touch(A, B)), was=b"\0", held=b"b\n"))
    assert (binary.diff, binary.possible) == ((), True)
