import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphs.tools.diff import MOST_LINES, diff

TEXTS = st.lists(st.sampled_from(["a", "b", "c", ""]), max_size=30).map("\n".join)


@given(TEXTS, TEXTS)
def test_the_lines_told_turn_the_old_text_into_the_new(old: str, new: str) -> None:
    change = diff(old, new)

    before, after = old.splitlines(), new.splitlines()
    for kind, of, count in (("removed", before, change.removed), ("added", after, change.added)):
        told = [line.text for line in change.lines if line.kind == kind]
        assert len(told) == count
        rest = iter(of)
        assert all(text in rest for text in told)
    left = sum(int(line.text.split()[0]) for line in change.lines if line.kind == "gap")
    same = sum(line.kind == "same" for line in change.lines)
    assert same + left + change.removed == len(before)
    assert same + left + change.added == len(after)


def test_three_lines_stand_around_a_change_and_a_gap_for_the_rest() -> None:
    old = "\n".join(map(str, range(100)))

    change = diff(old, old.replace("\n50\n", "\nfifty\n"))

    assert [(line.kind, line.text) for line in change.lines] == [
        ("gap", "47 equal lines"),
        ("same", "47"),
        ("same", "48"),
        ("same", "49"),
        ("removed", "50"),
        ("added", "fifty"),
        ("same", "51"),
        ("same", "52"),
        ("same", "53"),
        ("gap", "46 equal lines"),
    ]


@pytest.mark.alone
def test_a_huge_change_is_capped_and_quick() -> None:
    old = "\n".join(f"old {number % 7}" for number in range(50_000))
    new = "\n".join(f"new {number % 5}" for number in range(50_000))
    started = time.monotonic()

    change = diff(old, new)

    assert len(change.lines) == MOST_LINES
    assert change.more == 100_000 - MOST_LINES
    assert (change.added, change.removed) == (50_000, 50_000)
    assert time.monotonic() - started < 2


def test_a_line_without_end_is_cut() -> None:
    (line,) = diff("", "x" * 1_000_000).lines

    assert len(line.text) == 401
