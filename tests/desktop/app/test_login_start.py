"""The entries that start Cairn at login: as each system reads them, and as people spoil them."""

import plistlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QByteArray, QSettings

from desktop.app.login_start import AutostartFile, LaunchAgent, RunKey, autostart_folder
from desktop.shared.login import LoginEntry

OURS = ("/opt/a b/Cairn", "--hidden")
OTHERS = ("/old/Cairn", "--hidden")


def registry(folder: Path) -> QSettings:
    """A file stands in for the registry: Qt's names for both are the same."""
    return QSettings(str(folder / "registry.ini"), QSettings.Format.IniFormat)


def on_linux(folder: Path, command: tuple[str, ...]) -> LoginEntry:
    return AutostartFile(folder / "autostart", command, None)


def on_macos(folder: Path, command: tuple[str, ...]) -> LoginEntry:
    return LaunchAgent(folder / "LaunchAgents", command, None)


def on_windows(folder: Path, command: tuple[str, ...]) -> LoginEntry:
    return RunKey(registry(folder), command)


Made = Callable[[Path, tuple[str, ...]], LoginEntry]
every_system = pytest.mark.parametrize("made", [on_linux, on_macos, on_windows])


@every_system
def test_an_entry_is_written_found_again_and_removed(made: Made, tmp_path: Path) -> None:
    assert not made(tmp_path, OURS).starts()

    made(tmp_path, OURS).write(True)
    assert made(tmp_path, OURS).starts_us()

    made(tmp_path, OURS).write(False)
    made(tmp_path, OURS).write(False)
    assert not made(tmp_path, OURS).starts()
    assert [one for one in tmp_path.rglob("*") if one.is_file() and one.suffix != ".ini"] == []


@every_system
def test_another_copy_is_told_from_this_one_and_replaced(made: Made, tmp_path: Path) -> None:
    made(tmp_path, OTHERS).write(True)
    assert made(tmp_path, OURS).starts()
    assert not made(tmp_path, OURS).starts_us()

    made(tmp_path, OURS).write(True)

    assert made(tmp_path, OURS).starts_us()
    assert not made(tmp_path, OTHERS).starts_us()


@every_system
def test_what_cannot_be_written_is_an_error(made: Made, tmp_path: Path) -> None:
    place = tmp_path / "file"
    place.write_text("")

    with pytest.raises(OSError, match=r"."):
        made(place, OURS).write(True)


@pytest.mark.parametrize("line", ["Hidden=true", "X-GNOME-Autostart-enabled=false"])
def test_what_the_desktop_switched_off_is_off(tmp_path: Path, line: str) -> None:
    entry = on_linux(tmp_path, OURS)
    entry.write(True)
    with Path(entry.place).open("a") as file:
        file.write(f"{line}\n")
    assert not entry.starts()

    entry.write(True)

    assert entry.starts_us()


def test_what_the_task_manager_switched_off_is_off(tmp_path: Path) -> None:
    entry = on_windows(tmp_path, OURS)
    entry.write(True)
    approved = registry(tmp_path)
    approved.setValue("Explorer/StartupApproved/Run/Cairn", QByteArray(b"\x02\0\0\0"))
    approved.sync()
    assert entry.starts_us()
    approved.setValue("Explorer/StartupApproved/Run/Cairn", QByteArray(b"\x03\0\0\0"))
    approved.sync()
    assert not entry.starts()

    entry.write(True)

    assert entry.starts_us()


@pytest.mark.parametrize("made", [on_linux, on_macos])
@pytest.mark.parametrize("content", [b"", b"\0\xff garbage", b"[Desktop Entry]\nExec=\n", b"<a/>"])
def test_garbage_starts_nothing_and_is_replaced(made: Made, tmp_path: Path, content: bytes) -> None:
    entry = made(tmp_path, OURS)
    Path(entry.place).parent.mkdir()
    Path(entry.place).write_bytes(content)
    assert not entry.starts()

    entry.write(True)

    assert entry.starts_us()


def test_launchd_is_told_the_command_as_it_is(tmp_path: Path) -> None:
    entry = LaunchAgent(tmp_path, ('/Apps/ä "b"', "--hidden"), tmp_path)
    entry.write(True)

    agent = plistlib.loads(Path(entry.place).read_bytes())

    assert agent["ProgramArguments"] == ['/Apps/ä "b"', "--hidden"]
    assert agent["WorkingDirectory"] == str(tmp_path)
    assert agent["RunAtLoad"] is True


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\n\r\t"), min_size=1))
def test_any_path_is_quoted_as_the_desktops_read_it(tmp_path_factory, path: str) -> None:
    entry = AutostartFile(tmp_path_factory.getbasetemp() / "quoted", (path, "--hidden"), None)
    entry.write(True)
    (line,) = [
        one for one in Path(entry.place).read_text("utf-8").split("\n") if one.startswith("Exec=")
    ]

    # First the escapes of any value, then the quotes of Exec and what they escape, last `%%`.
    value = line.removeprefix("Exec=").replace(r"\\", "\\")
    program = value.removesuffix(" --hidden")
    if program.startswith('"'):
        program = re.sub(r"\\([\\\"`$])", r"\1", program[1:-1])

    assert program.replace("%%", "%") == path
    assert value.endswith(" --hidden")
    assert entry.starts_us()


@pytest.mark.parametrize(
    ("configured", "expected"),
    [("", "/h/.config"), ("/x", "/x"), ("relative", "/h/.config")],
)
def test_the_folder_is_where_the_desktops_look(configured: str, expected: str) -> None:
    found = autostart_folder({"XDG_CONFIG_HOME": configured}, Path("/h"))

    assert found == Path(expected) / "autostart"
