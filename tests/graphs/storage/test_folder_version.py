import logging
import os
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from graphs.storage import folder_version, migrations
from graphs.storage.folder_version import FolderVersion, parsed, read, text_of, too_new, write
from graphs.storage.home import Home
from tests.a_folder import everything_in

OURS = FolderVersion(folder_version.ours(), migrations.NEWEST, folder_version.SETTINGS)


@pytest.fixture
def home(home: Home) -> Home:
    home.prepare()
    return home


def say(home: Home, version: FolderVersion) -> None:
    home.version.write_text(text_of(version))


def number(home: Home, to: int) -> None:
    with closing(sqlite3.connect(home.database)) as connection:
        connection.execute(f"PRAGMA user_version = {to}")


def test_a_person_can_read_it(home: Home) -> None:
    write(home)

    said = (home.folder / "version.txt").read_text()

    assert said.startswith("# ")
    assert said.splitlines()[1:] == [
        f"cairn = {OURS.cairn}",
        f"database = {OURS.database}",
        f"settings = {OURS.settings}",
    ]
    assert read(home) == OURS


def test_it_is_written_only_when_it_says_otherwise(home: Home) -> None:
    say(home, replace(OURS, cairn="0.0.1"))
    write(home)
    assert read(home) == OURS
    before = everything_in(home.folder)

    write(home)

    assert everything_in(home.folder) == before
    assert {path.name for path in home.folder.iterdir() if path.is_file()} == {"version.txt"}


@pytest.mark.parametrize(
    "garbage",
    [
        b"",
        b"\0\xff\xfe" * 5000,
        b"cairn = 0.1.0\n",
        b"cairn = 0.1.0\ndatabase = many\nsettings = 1\n",
        b"cairn = <b>0</b>\ndatabase = 999\nsettings = 999\n",
        b"cairn = 9" + b"9" * 100_000 + b"\ndatabase = 9\nsettings = 9\n",
        b"cairn = 0.1.0\ndatabase = 99999999999999\nsettings = -1\n",
    ],
)
def test_garbage_says_nothing_and_hinders_nothing(home: Home, garbage: bytes) -> None:
    home.version.write_bytes(garbage)

    assert read(home) is None
    assert too_new(home) is None
    write(home)
    assert read(home) == OURS


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
def test_a_pipe_in_its_place_is_not_waited_for(home: Home) -> None:
    os.mkfifo(home.version)

    assert read(home) is None
    write(home)
    assert read(home) == OURS


def test_what_cannot_be_written_is_logged_and_no_more(
    home: Home, caplog: pytest.LogCaptureFixture
) -> None:
    home.version.mkdir()

    with caplog.at_level(logging.WARNING):
        write(home)

    assert "was not written" in caplog.text
    assert too_new(home) is None
    assert [path.name for path in home.folder.glob(".version*")] == []


def test_texts_and_versions_are_the_same_thing() -> None:
    assert parsed(text_of(OURS)) == OURS
    assert parsed(text_of(OURS).replace("\n", "\r\n")) == OURS, "an editor may have changed it"


def test_the_databases_own_number_counts(home: Home) -> None:
    say(home, replace(OURS, database=migrations.NEWEST + 5))
    assert too_new(home) is None
    number(home, migrations.NEWEST)
    assert too_new(home) is None

    number(home, migrations.NEWEST + 1)

    assert too_new(home) is not None


def test_it_says_which_cairn_wrote_the_data_if_that_is_known(home: Home) -> None:
    number(home, 99)
    refused = too_new(home)
    assert refused
    assert "newer Cairn." in refused.sentence
    assert str(home.folder) in refused.sentence

    say(home, FolderVersion("7.1.0", 99, 1))
    refused = too_new(home)
    assert refused
    assert f"newer Cairn (7.1.0; this is {folder_version.ours()})." in refused.sentence
    assert "Nothing in the folder was changed" in refused.hint

    say(home, FolderVersion("0.0.1", 2, 1))
    refused = too_new(home)
    assert refused
    assert "0.0.1" not in refused.sentence, "a file that was left behind is not believed"


def test_newer_settings_are_refused_too(home: Home) -> None:
    number(home, migrations.NEWEST)
    say(home, FolderVersion("7.1.0", migrations.NEWEST, folder_version.SETTINGS + 1))

    refused = too_new(home)

    assert refused
    assert "(7.1.0;" in refused.sentence


def test_asking_changes_nothing(home: Home) -> None:
    number(home, 99)
    say(home, FolderVersion("7.1.0", 99, 1))
    before = everything_in(home.folder)

    assert too_new(home) is not None

    assert everything_in(home.folder) == before
