from pathlib import Path

import pytest

from desktop.app.opening import OpeningViewModel
from desktop.shared.tasks import Tasks
from graphs import Home, Library
from tests.desktop.conftest import Desk

State = OpeningViewModel.State


class Opening:
    """The view model under test, with the libraries it handed out."""

    def __init__(self, desk: Desk, tasks: Tasks, home: Home) -> None:
        self.desk = desk
        self.quits: list[int] = []
        self.libraries: list[Library] = []
        self.view_model = OpeningViewModel(home, tasks, lambda: self.quits.append(1))
        self.view_model.opened.connect(self.libraries.append)

    def settle(self) -> None:
        self.desk.until(lambda: self.view_model.state != State.OPENING)


def damage(home: Home) -> None:
    for suffix in ("-wal", "-shm"):
        home.database.with_name(home.database.name + suffix).unlink(missing_ok=True)
    home.database.write_bytes(b"\0garbage" * 4096)


@pytest.fixture
def opening(desk: Desk, tasks: Tasks, home: Home) -> Opening:
    return Opening(desk, tasks, home)


def test_a_first_start_opens_an_empty_library(opening: Opening) -> None:
    opening.view_model.begin()
    opening.settle()

    assert opening.view_model.state == State.OPEN
    assert opening.libraries[0].conversations() == []
    opening.libraries[0].close()


def test_a_folder_that_cannot_be_written_is_told(desk: Desk, tasks: Tasks, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    opening = Opening(desk, tasks, Home(tmp_path / "file" / "home"))

    opening.view_model.begin()
    opening.settle()

    assert opening.view_model.state == State.FAILED
    assert str(tmp_path) in opening.view_model.sentence
    assert opening.view_model.hint != ""
    assert not opening.view_model.damaged


def test_a_second_try_can_succeed(desk: Desk, tasks: Tasks, tmp_path: Path) -> None:
    (tmp_path / "place").write_text("")
    opening = Opening(desk, tasks, Home(tmp_path / "place"))
    opening.view_model.begin()
    opening.settle()
    assert opening.view_model.state == State.FAILED
    (tmp_path / "place").unlink()

    opening.view_model.begin()
    opening.desk.until(lambda: opening.view_model.state == State.OPEN)

    opening.libraries[0].close()


def test_a_damaged_file_gives_way_to_the_copy_and_is_kept(opening: Opening, home: Home) -> None:
    library = Library.open(home)
    library.create("kept", agent_version="1")
    library.back_up()
    library.close()
    damage(home)

    opening.view_model.begin()
    opening.settle()
    assert opening.view_model.damaged
    assert opening.view_model.copyDate != ""
    opening.view_model.restoreCopy()
    opening.desk.until(lambda: opening.view_model.state == State.OPEN)

    assert [one.id for one in opening.libraries[0].conversations()] == ["kept"]
    assert len(list(home.folder.glob("cairn.damaged-*.sqlite3"))) == 1
    opening.libraries[0].close()


def test_without_a_copy_one_can_start_fresh(opening: Opening, home: Home) -> None:
    damage(home)
    opening.view_model.begin()
    opening.settle()
    assert opening.view_model.copyDate == ""

    opening.view_model.startFresh()
    opening.desk.until(lambda: opening.view_model.state == State.OPEN)

    assert opening.libraries[0].conversations() == []
    assert len(list(home.folder.glob("cairn.damaged-*.sqlite3"))) == 1
    opening.libraries[0].close()


def test_leaving_quits(opening: Opening) -> None:
    opening.view_model.leave()

    assert opening.quits == [1]
