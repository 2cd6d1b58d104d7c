import pytest

from desktop.chat.draft import Draft
from tests.desktop.conftest import Desk


class Disk:
    def __init__(self) -> None:
        self.saves: list[tuple[str, str]] = []

    def save(self, conversation_id: str, text: str) -> None:
        self.saves.append((conversation_id, text))


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture
def draft(desk: Desk, disk: Disk) -> Draft:
    draft = Draft(disk.save)
    draft.take_over("c", "")
    return draft


def test_it_is_saved_once_a_while(desk: Desk, draft: Draft, disk: Disk) -> None:
    draft.type("a")
    draft.type("ab")
    assert disk.saves == []

    desk.until(lambda: bool(disk.saves))
    desk.settle(0.4)

    assert disk.saves == [("c", "ab")]


def test_the_same_text_is_not_saved_again(draft: Draft, disk: Disk) -> None:
    draft.type("a")
    draft.flush()
    draft.type("a")
    draft.flush()

    assert disk.saves == [("c", "a")]


def test_it_is_saved_before_it_belongs_to_another(draft: Draft, disk: Disk) -> None:
    draft.type("a")
    draft.take_over("d", "of d")

    assert disk.saves == [("c", "a")]
    assert draft.text == "of d"


def test_emptying_it_is_saved_too(draft: Draft, disk: Disk) -> None:
    draft.type("a")
    draft.flush()
    draft.type("")
    draft.flush()

    assert disk.saves[-1] == ("c", "")


def test_it_belongs_to_the_first_conversation_there_is(desk: Desk, disk: Disk) -> None:
    draft = Draft(disk.save)
    draft.type("early")
    draft.flush()
    assert disk.saves == []

    draft.take_over("c", "")

    assert draft.text == "early"
    desk.until(lambda: disk.saves == [("c", "early")])
