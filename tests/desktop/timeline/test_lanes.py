from desktop.timeline.lanes import FEW, at_the_head, holds, lineage, partings
from tests.desktop.timeline.made import MAIN, fork, step


def names(branches) -> list[str]:
    return [branch.id for branch in branches]


def test_a_history_counts_its_ancestors_only_up_to_where_it_left_them() -> None:
    branches = [MAIN, fork("a", at=8), fork("b", "a", at=3), fork("c", "b", at=5)]

    assert lineage(branches, "main") == {"main": float("inf")}
    assert lineage(branches, "c") == {"c": float("inf"), "b": 5, "a": 3, "main": 3}


def test_a_step_past_the_fork_is_not_part_of_it() -> None:
    line = lineage([MAIN, fork("a", at=3)], "a")

    assert holds(line, step(3))
    assert not holds(line, step(4))
    assert holds(line, step(4, branch_id="a"))
    assert not holds(line, step(1, branch_id="elsewhere"))


def test_others_stand_where_they_part() -> None:
    branches = [MAIN, fork("a", at=3), fork("b", "a", at=6), fork("c", at=8)]

    from_main = {place: names(there) for place, there in partings(branches, "main").items()}
    from_b = {place: names(there) for place, there in partings(branches, "b").items()}

    assert from_main == {3: ["a", "b"], 8: ["c"]}
    assert from_b == {3: ["main", "c"], 6: ["a"]}


def test_one_that_parts_before_the_first_step_stands_at_it() -> None:
    assert names(partings([MAIN, fork("a", at=0)], "main")[1]) == ["a"]


def test_a_branch_in_the_trash_has_no_chip_but_its_forks_have() -> None:
    gone = fork("gone", at=3, trashed_at=5.0)
    there = partings([MAIN, gone, fork("b", "gone", at=6)], "main")

    assert {place: names(one) for place, one in there.items()} == {3: ["b"]}


def test_of_many_the_first_are_shown_and_always_the_one_in_view() -> None:
    many = [MAIN, *(fork(f"b{number}") for number in range(11))]

    assert names(at_the_head(many[:FEW], "b9", all_of_them=False)) == names(many[:FEW])
    assert names(at_the_head(many, "b1", all_of_them=False)) == ["main", "b0", "b1", "b2", "b3"]
    assert names(at_the_head(many, "b9", all_of_them=False)) == ["main", "b0", "b1", "b2", "b9"]
    assert names(at_the_head(many, "b9", all_of_them=True)) == names(many)
