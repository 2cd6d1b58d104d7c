from dataclasses import replace

from desktop.conversations.nesting import FEW, Nest, shown
from graphs import Branch, ConversationStatus
from tests.desktop.timeline.made import MAIN, fork


def names(nest: Nest, in_view: str = "") -> list[str]:
    return [branch.id for branch in shown(nest, in_view).branches]


def many(count: int) -> tuple[Branch, ...]:
    return (MAIN, *(fork(f"b{n}") for n in range(1, count)))


def test_one_branch_is_not_nested() -> None:
    assert names(Nest((MAIN,))) == []
    assert names(Nest((MAIN, fork("gone", trashed_at=5.0)))) == []


def test_main_is_first_and_pinned_ones_before_the_others() -> None:
    assert names(Nest((MAIN, fork("a"), fork("b", pinned=True)))) == ["main", "b", "a"]


def test_a_dozen_are_all_shown() -> None:
    nest = Nest(many(FEW))

    assert len(names(nest)) == FEW
    assert shown(nest, "").hidden is None


def test_of_many_the_newest_are_shown_and_how_many_are_not() -> None:
    nest = Nest(many(200))

    assert names(nest) == ["main", *(f"b{n}" for n in range(189, 200))]
    assert shown(nest, "").hidden == 188
    assert shown(replace(nest, whole=True), "").hidden == 0
    assert len(names(replace(nest, whole=True))) == 200


def test_what_is_in_view_pinned_or_at_work_is_never_hidden() -> None:
    branches = list(many(200))
    branches[3] = replace(branches[3], pinned=True)
    for n in range(4, 20):
        branches[n] = replace(branches[n], status=ConversationStatus.WAITING)

    found = names(Nest(tuple(branches)), in_view="b50")

    assert found == ["main", "b3", *(f"b{n}" for n in range(4, 20)), "b50"]
