"""Saves a picture of what stands in the window when its data are updated, or cannot be opened.

    python -m tests.desktop.app.opening_gallery FOLDER [WIDTH HEIGHT [light|dark [TEXT_SCALE]]]

QT_SCALE_FACTOR=2 in the environment gives the pictures of a screen at 200 %.
"""

import shutil
import sqlite3
import sys
from collections import namedtuple
from contextlib import closing
from unittest.mock import patch

from desktop.app.application import VIEWS
from desktop.app.opening import OpeningViewModel
from graphs import Home, Library, UpdateProgress, UpdateStage
from graphs.storage.update_progress import cancelled
from tests.desktop.pictures import Gallery, Wish, gallery, studio
from tests.graphs.storage.older import make_older

State = OpeningViewModel.State


def newer(home: Home) -> None:
    Library.open(home).close()
    with closing(sqlite3.connect(home.database)) as connection:
        connection.execute("PRAGMA user_version = 99")
    home.version.write_text("cairn = 2.4.0\ndatabase = 99\nsettings = 1\n")


def damaged(home: Home) -> None:
    home.prepare()
    home.database.write_bytes(b"damage" * 1000)


def damaged_with_a_copy(home: Home) -> None:
    library = Library.open(home)
    library.create(agent_version="1")
    library.back_up()
    library.close()
    damaged(home)


def unwritable(home: Home) -> None:
    home.folder.write_text("a file")


def cramped(home: Home) -> None:
    make_older(home, 2, turns=400)


def take(shown: Gallery) -> None:
    """Every state, one after the other."""
    for bad_day in (newer, damaged, damaged_with_a_copy, unwritable):
        home = Home(shown.place / bad_day.__name__)
        bad_day(home)
        fail(shown, home, bad_day.__name__)
    home = Home(shown.place / "cramped")
    cramped(home)
    usage = namedtuple("usage", "free")(123_456)  # noqa: PYI024
    with patch.object(shutil, "disk_usage", lambda _: usage):
        fail(shown, home, "cramped")
    home = Home(shown.place / "cancelled")
    cramped(home)
    with patch("graphs.storage.updating.prepare", side_effect=cancelled()):
        fail(shown, home, "cancelled")
    for progress in (
        UpdateProgress(UpdateStage.WAITING),
        UpdateProgress(UpdateStage.COPYING, 0.37),
        UpdateProgress(UpdateStage.CHECKING),
        UpdateProgress(UpdateStage.CHANGING, 0.75),
    ):
        update(shown, progress)


def fail(shown: Gallery, home: Home, name: str) -> None:
    """The library of `home` cannot be opened."""
    opening = made(shown, home)
    shown.desk.act(opening.begin)
    shown.desk.until(lambda: opening.state == State.FAILED)
    shown.show_file(VIEWS / "OpeningPage.qml", opening=opening)
    shown.picture(f"opening-{name}")


def update(shown: Gallery, progress: UpdateProgress) -> None:
    """So far is an update, and then it is to end."""
    opening = made(shown, Home(shown.place / "never"))
    shown.desk.act(lambda: opening.handle(progress))
    shown.show_file(VIEWS / "UpdatePage.qml", opening=opening)
    shown.picture(f"update-{progress.stage.value}")
    if progress.stage is UpdateStage.CHANGING:
        shown.screen.click("cancelUpdate")
        shown.picture("update-cancelling")


def made(shown: Gallery, home: Home) -> OpeningViewModel:
    opening = OpeningViewModel(home, shown.tasks, lambda: None)
    opening.setParent(shown.screen.view)
    return opening


def main(wish: Wish) -> None:
    """Save them all."""
    with studio(wish) as desk, gallery(desk, wish) as shown:
        take(shown)


if __name__ == "__main__":
    main(Wish.of(*sys.argv[1:]))
