import sqlite3
from contextlib import closing

from desktop.app.frame import FrameViewModel
from desktop.app.seat import seat
from desktop.app.single_instance import SingleInstance
from graphs import Home
from tests.a_folder import everything_in


def test_a_window_keeps_what_is_its_own_with_the_data(home: Home) -> None:
    with seat(home) as own:
        assert own is home


def test_beside_a_newer_cairns_data_it_keeps_it_for_as_long_as_it_stands(
    app: object, home: Home
) -> None:
    with closing(sqlite3.connect(home.database)) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = everything_in(home.folder)

    with seat(home) as own:
        instance = SingleInstance(own)
        frame = FrameViewModel(own.folder)
        frame.moved(10, 20, 900, 700, False)
        frame.flush()
        assert (own.folder / "window.ini").exists()
        instance.close()

    assert not own.folder.exists()
    assert everything_in(home.folder) == before
