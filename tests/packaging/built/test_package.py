"""The .deb, from installing it to removing it, on a machine that has nothing."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.packaging.built.clean_room import HOME, CleanRoom
from tests.packaging.built.conftest import PICTURES
from tests.packaging.built.desk import Desk, wait_for

QUESTION = "What is a cairn? One sentence."
ORDER = 'Write a file called shopping.txt with the text "Buy milk and bread".'
DATA = f"{HOME}/.local/share/Cairn"


def cairn(room: CleanRoom, *arguments: str) -> Any:
    """What the installed command line says, as JSON."""
    return json.loads(room.person("cairn", *arguments, "--json"))


ENTRY = "/usr/share/applications/cairn.desktop"


@pytest.mark.timeout(900)
def test_it_is_installed_used_killed_taken_back_and_removed(
    room: CleanRoom, desk: Desk, tmp_path: Path
) -> None:
    def start() -> None:
        before = ready()
        room.start("gio", "launch", ENTRY, log=tmp_path / "window.log", DISPLAY=desk.display)
        desk.sit_down()
        wait_for("the page", lambda: ready() > before)

    def ready() -> int:
        """How often the app has come up, as its log says."""
        log = room.folder / DATA[1:] / "logs" / "cairn.log"
        return log.read_text().count(": ready after ") if log.exists() else 0

    def at_rest() -> Any:
        listed = cairn(room, "list")["conversations"]
        return listed and listed[0]["status"] == "idle" and listed[0]

    def ours() -> str:
        return room.root("find", "/usr", "/opt", "/etc", "/var/lib/dpkg/info", "-iname", "*cairn*")

    before_it = ours()
    assert not list(room.folder.glob("usr/bin/python*"))
    room.root("apt-get", "install", "-qq", "--no-install-recommends", "/package.deb")
    assert not list(room.folder.glob("usr/bin/python*")), "what it depends on brings a Python"

    start()
    desk.write(QUESTION)
    desk.press("Return")
    talk = wait_for("the answer", at_rest, 180)
    said = cairn(room, "show", talk["id"])["messages"]
    desk.picture(PICTURES / "answered.png")
    assert [message["role"] for message in said] == ["user", "assistant"]
    assert said[0]["text"] == QUESTION
    assert said[1]["text"].strip()

    desk.press("ctrl+n")
    desk.write(ORDER)
    desk.press("Return")
    (action,) = wait_for(
        "something to approve", lambda: cairn(room, "actions", "--waiting")["actions"], 180
    )
    file = room.folder / HOME[1:] / "Documents" / "Cairn" / "shopping.txt"
    assert action["title"] == "Write shopping.txt"
    assert not file.exists()
    desk.press("ctrl+d")

    def approved() -> bool:
        # A dialog takes no key in the moment after it came.
        desk.press("a")
        return cairn(room, "actions")["actions"][0]["status"] == "done"

    desk.picture(PICTURES / "waits.png")
    wait_for("the file", approved)
    assert file.read_text() == "Buy milk and bread"
    order = wait_for("the end of the turn", at_rest, 180)

    assert room.processes("Cairn")
    room.kill("Cairn")
    before = cairn(room, "show", order["id"])

    start()
    desk.press("ctrl+t", "ctrl+t")  # folds the timeline, and out again with the keyboard in it
    desk.press(*["Down"] * 6)
    desk.picture(PICTURES / "gone-back.png")
    desk.press("Return")
    desk.press("ctrl+Return")
    main, fork = wait_for(
        "the fork", lambda: (b := cairn(room, "branches", order["id"])["branches"])[1:] and b, 60
    )
    wait_for("it asks again", lambda: cairn(room, "actions", "--waiting")["actions"], 180)
    desk.picture(PICTURES / "forked.png")
    assert fork["origin"]["branch"] == main["id"]
    assert cairn(room, "show", main["id"]) == before
    assert cairn(room, "doctor")["problems"] == []

    room.root("apt-get", "remove", "-qq", "cairn-desktop")
    room.kill("Cairn")
    assert (room.folder / DATA[1:] / "cairn.sqlite3").stat().st_size > 0
    room.root("dpkg", "--purge", "cairn-desktop")
    assert ours() == before_it
    assert (room.folder / DATA[1:] / "cairn.sqlite3").stat().st_size > 0
    room.root("apt-get", "install", "-qq", "--no-install-recommends", "/package.deb")
    assert cairn(room, "show", main["id"]) == before
