"""A fork's name says what is different in it."""

import pytest

from graphs.history.naming import fork_name
from graphs.storage.records import BranchSettings, Change

SAID = "Write a file called list.txt with milk and bread in it."


@pytest.mark.parametrize(
    ("change", "name"),
    [
        (Change(name="Mine", text="x"), "Mine"),
        (Change("a  b\nc"), "a b c"),
        (Change("word " * 20), f"{'word ' * 7}word…"),
        (Change(" "), "another answer"),
        (Change(settings=BranchSettings("m")), "with m"),
        (Change(settings=BranchSettings(tools=())), "with other tools"),
        (Change(settings=BranchSettings(system_prompt="p")), "with other instructions"),
        (Change(settings=BranchSettings()), "another answer"),
        (Change(), "another answer"),
    ],
)
def test_a_fork_is_called_for_what_it_changes(change: Change, name: str) -> None:
    assert fork_name(change, BranchSettings(), SAID, again=True) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (SAID.replace("milk and bread", "tea"), "“tea” instead of “milk and bread”"),
        (SAID.replace(" and bread", ""), "without “and bread”"),
        (SAID.replace("bread", "bread and honey"), "adding “and honey”"),
        (SAID, "Write a file called list.txt with milk…"),
        (SAID.replace("milk and bread", "all " * 15), "Write a file called list.txt with all…"),
        ("What rhymes with cairn?", "What rhymes with cairn?"),
    ],
)
def test_new_words_are_told_by_what_is_new_in_them(text: str, name: str) -> None:
    assert fork_name(Change(text), BranchSettings(), SAID, again=True) == name


def test_a_fork_that_changes_nothing_yet_has_no_name_yet() -> None:
    assert fork_name(Change(), BranchSettings(), "An answer.", again=False) == ""
    assert fork_name(Change(), BranchSettings(), "", again=False) == ""
