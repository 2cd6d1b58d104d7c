"""What stands above the two columns."""

import pytest

from desktop.timeline.compare_heads import Choice, choices, figures, heads, heads_without_figures
from desktop.timeline.compare_reading import Compared, Place
from desktop.timeline.compare_rows import Side
from graphs import Comparison, ConversationStatus, Totals
from tests.desktop.timeline.made import MAIN, fork

NOTHING = Totals(None, None, 0, 0, 0)


@pytest.mark.parametrize(
    ("totals", "words"),
    [
        (NOTHING, ("?", "?", "?", "0")),
        (Totals(1200, 34, 3.0, 1, 1), ("1,200", "34", "3.0 s", "1")),
        (Totals(0, None, 0, 3, 1), ("0", "?", "?", "1 of 3")),
    ],
)
def test_what_a_side_cost_is_told(totals: Totals, words: tuple[str, ...]) -> None:
    assert figures(totals) == tuple(word.replace("?", "\N{EN DASH}") for word in words)


def test_a_branch_tells_how_it_stands_and_a_step_does_not() -> None:
    other = fork("by month", status=ConversationStatus.WAITING)
    found = Compared(
        (Side(MAIN, 3), Side(other)), (MAIN, other), Comparison(0, (), NOTHING, NOTHING)
    )

    left, right = heads(found)

    assert (left.name, left.standing, left.chosen) == ("main, step 3", "", 0)
    assert (right.name, right.standing, right.chosen) == ("by month", "waiting", 1)
    assert choices(found) == [Choice("main", "main"), Choice("by month", "by month")]


def test_one_in_the_trash_is_no_choice_but_has_its_name() -> None:
    gone = fork("old", trashed_at=1.0)
    found = Compared((Side(gone), Side(MAIN)), (MAIN,), Comparison(0, (), NOTHING, NOTHING))

    left, right = heads(found)

    assert (left.name, left.chosen, right.chosen) == ("old", -1, 0)


def test_when_one_is_missing_another_can_be_chosen() -> None:
    left, right = heads_without_figures(
        (Place("main"), Place("gone")), [Choice("main", "main"), Choice("b", "by month")]
    )

    assert (left.name, left.chosen, left.figures) == ("main", 0, ("\N{EN DASH}",) * 4)
    assert (right.name, right.chosen) == ("Choose a branch", -1)
