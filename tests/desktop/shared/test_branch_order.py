from desktop.shared.branch_order import in_order
from tests.desktop.timeline.made import MAIN, fork


def test_main_comes_first_then_the_pinned() -> None:
    branches = [fork("a"), fork("b", pinned=True), MAIN, fork("gone", trashed_at=1.0)]

    assert [branch.id for branch in in_order(branches)] == ["main", "b", "a"]
