"""The archive, installed by one person without root, used, brought up to date, and removed."""

import json
from pathlib import Path

import pytest

from tests.packaging.built.clean_room import HOME, CleanRoom, root
from tests.packaging.built.conftest import PICTURES
from tests.packaging.built.desk import Desk, wait_for

FOLDER = f'{HOME}/Things to "try", 50 % off'
SHARE = f"{HOME}/.local/share"
ENTRY = f"{SHARE}/applications/cairn.desktop"
CAIRN = f"{HOME}/.local/bin/cairn"


@pytest.fixture
def installer(room: CleanRoom, archive: Path) -> str:
    """install.sh, unpacked in the room."""
    room.person("mkdir", FOLDER)
    inside = room.folder / FOLDER[1:]
    root("tar", "-x", "-f", archive, "-C", inside)
    (unpacked,) = inside.iterdir()
    return f"{FOLDER}/{unpacked.name}/install.sh"


@pytest.mark.timeout(600)
def test_it_is_installed_started_brought_up_to_date_and_removed(
    room: CleanRoom, installer: str, desk: Desk, tmp_path: Path
) -> None:
    before = files(room)
    told = room.person(installer)
    assert CAIRN in told
    (conversation,) = sent(room)

    room.start("gio", "launch", ENTRY, log=tmp_path / "window.log", DISPLAY=desk.display)
    desk.sit_down()
    wait_for("the window's own start", lambda: "ready after" in log(room))
    desk.picture(PICTURES / "archive.png")
    with pytest.raises(AssertionError, match="Cairn is running"):
        room.person(installer)
    assert room.processes("Cairn")
    room.kill("Cairn")

    (room.folder / SHARE[1:] / "cairn-desktop" / "of-an-older-version").touch()
    room.person(installer)
    assert not (room.folder / SHARE[1:] / "cairn-desktop" / "of-an-older-version").exists()
    assert listed(room) == [conversation]

    told = room.person(f"{SHARE}/cairn-desktop/install.sh", "--uninstall")
    assert f"{SHARE}/Cairn" in told
    left = [file for file in files(room) if file not in before]
    assert left
    assert all(file.startswith((f"{SHARE}/Cairn/", f"{HOME}/.cache/")) for file in left), left


def test_it_is_refused_to_root(room: CleanRoom, installer: str) -> None:
    with pytest.raises(AssertionError, match="as yourself, not as root"):
        room.root(installer)


def sent(room: CleanRoom) -> list[str]:
    """A conversation of one turn, by the command line."""
    room.person(CAIRN, "send", "/current_time")
    return listed(room)


def listed(room: CleanRoom) -> list[str]:
    said = json.loads(room.person(CAIRN, "list", "--json"))
    return [one["id"] for one in said["conversations"]]


def log(room: CleanRoom) -> str:
    file = room.folder / SHARE[1:] / "Cairn" / "logs" / "cairn.log"
    return file.read_text() if file.exists() else ""


def files(room: CleanRoom) -> list[str]:
    """All files of the person, but for what was unpacked."""
    found = room.person("find", HOME, "-not", "-type", "d", "-not", "-path", f"{FOLDER}/*")
    return found.splitlines()
