import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection

from desktop.app.opening import OpeningViewModel
from desktop.shared.tasks import Tasks
from graphs import Home, Library
from graphs.storage import migrations
from tests.a_folder import everything_in
from tests.desktop.conftest import Desk
from tests.graphs.storage.older import all_rows, make_older

State = OpeningViewModel.State


class Opening:
    """The view model under test, with the libraries it handed out."""

    def __init__(self, desk: Desk, tasks: Tasks, home: Home) -> None:
        self.desk = desk
        self.quits: list[int] = []
        self.libraries: list[Library] = []
        self.view_model = OpeningViewModel(home, tasks, lambda: self.quits.append(1))
        self.view_model.opened.connect(self.libraries.append)
        self.states: set[int] = set()
        self.view_model.changed.connect(self._note)

    def _note(self) -> None:
        self.states.add(self.view_model.property("state"))

    def settle(self) -> None:
        self.desk.until(lambda: self.view_model.state in (State.OPEN, State.FAILED))


def damage(home: Home) -> None:
    for suffix in ("-wal", "-shm"):
        home.database.with_name(home.database.name + suffix).unlink(missing_ok=True)
    home.database.write_bytes(b"\0garbage" * 4096)


def never_ends(c: Connection) -> None:
    c.exec_driver_sql("CREATE TABLE numbers (number INTEGER)")
    c.exec_driver_sql(
        "INSERT INTO numbers WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
        " SELECT i FROM n"
    )


@pytest.fixture
def endless(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """One migration more, which never ends; until the patches are undone."""
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, never_ends))
        patch.setattr(migrations, "NEWEST", migrations.NEWEST + 1)
        yield patch


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
    assert str(tmp_path) in opening.view_model.property("sentence")
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


def test_the_folder_of_a_newer_cairn_is_not_touched(opening: Opening, home: Home) -> None:
    Library.open(home).close()
    with closing(sqlite3.connect(home.database)) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = everything_in(home.folder)

    opening.view_model.begin()
    opening.settle()

    assert opening.view_model.state == State.FAILED
    assert "newer Cairn" in opening.view_model.property("title")
    assert opening.view_model.again == ""
    assert not opening.view_model.broken
    assert everything_in(home.folder) == before


def test_a_short_update_is_not_worth_a_word(opening: Opening, home: Home) -> None:
    make_older(home, 1)

    opening.view_model.begin()
    opening.settle()

    assert opening.states == {State.OPENING, State.OPEN}
    assert len(opening.libraries[0].conversations()) == 3
    opening.libraries[0].close()


def test_a_long_update_is_shown_and_can_be_cancelled(
    opening: Opening, home: Home, endless: pytest.MonkeyPatch
) -> None:
    make_older(home, 1)
    before = all_rows(home)
    opening.view_model.begin()
    opening.desk.until(lambda: opening.view_model.state == State.UPDATING)
    assert "Step 3 of 3" in opening.view_model.property("stage")
    assert opening.view_model.share == 4 / 5

    opening.view_model.cancelUpdate()
    assert opening.view_model.cancelling
    opening.settle()

    assert opening.view_model.state == State.FAILED
    assert opening.view_model.again == "Update now"
    assert all_rows(home) == before
    endless.undo()
    opening.view_model.begin()
    opening.desk.until(lambda: opening.view_model.state == State.OPEN)
    opening.libraries[0].close()


def test_leaving_quits(opening: Opening) -> None:
    opening.view_model.leave()

    assert opening.quits == [1]
