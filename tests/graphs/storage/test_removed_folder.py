"""A data folder that goes while its database is open: noticed, and put back in full."""

import shutil
import sys
from pathlib import Path

import pytest

from graphs import Home, HomeReadOnly, Library

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="open files stay there")


def titles(home: Home) -> list[str]:
    library = Library.open(home)
    try:
        return [one.title for one in library.conversations()]
    finally:
        library.close()


def named(library: Library, title: str) -> None:
    library.rename(library.create(agent_version="1").id, title)


def test_what_was_written_before_and_after_is_put_back(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    library = Library.open(home)
    named(library, "Before")
    assert library.in_place()

    shutil.rmtree(home.folder)
    named(library, "After")

    assert not library.in_place()
    assert library.put_back() == home.database
    library.close()
    assert sorted(titles(home)) == ["After", "Before"]


def test_another_database_in_its_place_is_left_alone(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    library = Library.open(home)
    named(library, "Old")
    shutil.rmtree(home.folder)
    another = Library.open(home)
    named(another, "New")
    another.close()

    copy = library.put_back()

    library.close()
    assert copy.parent == home.backups
    assert titles(home) == ["New"]
    assert Library.copies(home) == [copy]


def test_where_nothing_can_be_written_it_says_so_before_anything_ends(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    library = Library.open(home)
    library.require_room_to_put_back()
    shutil.rmtree(home.folder)
    home.folder.write_text("in its place")

    with pytest.raises(HomeReadOnly):
        library.require_room_to_put_back()
    library.close()
