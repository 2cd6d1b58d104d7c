import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket

from desktop.app.arguments import Arguments
from desktop.app.single_instance import LONGEST_LINE, AlreadyRunning, SingleInstance
from graphs import Home
from tests.desktop.conftest import Desk

HOLD = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from desktop.app.arguments import parsed
from desktop.app.single_instance import AlreadyRunning, SingleInstance
from graphs import Home
app = QCoreApplication([])
try:
    arguments = parsed(sys.argv[2:], "/somewhere")
    instance = SingleInstance(Home(Path(sys.argv[1])), arguments)
except AlreadyRunning:
    print("second", flush=True)
    sys.exit(0)
print("first", flush=True)
app.exec()
"""


def start(home: Home, *words: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", HOLD, str(home.folder), *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def first_word(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_a_second_start_hands_over_what_it_was_started_with_and_ends(
    desk: Desk, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    instance = SingleInstance(home)
    called: list[Arguments] = []
    instance.called.connect(called.append)
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "let-me")

    second = start(home, "cairn://suite/5", "notes.cairn", "--hidden")
    monkeypatch.delenv("XDG_ACTIVATION_TOKEN")
    desk.until(lambda: bool(called))

    assert first_word(second) == "second"
    assert second.wait(60) == 0
    assert called == [Arguments(True, ("cairn://suite/5",), ("/somewhere/notes.cairn",))]
    assert os.environ["XDG_ACTIVATION_TOKEN"] == "let-me"
    instance.close()


@pytest.mark.parametrize(
    "said",
    [
        b"raise\n",
        b"[]\n",
        b"\xff\xfe\n",
        b'{"links": ["cairn://new"], "files": ["relative"], "hidden": false, "token": ""}\n',
        b'{"links": [5], "files": [], "hidden": false, "token": ""}\n',
        b'{"links": [], "files": [], "hidden": false, "token": 5}\n',
        b"[" * 100_000 + b"\n",
        b"x" * (LONGEST_LINE + 70_000),
    ],
    ids=["old", "list", "bytes", "relative", "number", "token", "deep", "endless"],
)
def test_what_is_no_start_of_ours_is_not_heeded(desk: Desk, home: Home, said: bytes) -> None:
    instance = SingleInstance(home)
    called: list[Arguments] = []
    instance.called.connect(called.append)
    socket = QLocalSocket()
    socket.connectToServer(instance._server.serverName())
    socket.write(said)
    desk.until(lambda: socket.state() is QLocalSocket.LocalSocketState.UnconnectedState)

    assert called == []
    start(home).wait(60)
    desk.until(lambda: called == [Arguments()])
    instance.close()


def test_another_folder_is_another_instance(desk: Desk, home: Home, tmp_path: Path) -> None:
    instance = SingleInstance(home)
    other = SingleInstance(Home(tmp_path / "other"))

    other.close()
    instance.close()


def test_a_killed_first_leaves_the_way_free(desk: Desk, home: Home) -> None:
    killed = start(home)
    assert first_word(killed) == "first"
    killed.send_signal(signal.SIGKILL)
    killed.wait(60)

    instance = SingleInstance(home)
    called: list[Arguments] = []
    instance.called.connect(called.append)
    later = start(home)
    desk.until(lambda: bool(called))

    assert first_word(later) == "second"
    later.wait(60)
    instance.close()


def test_a_closed_first_leaves_the_way_free(desk: Desk, home: Home) -> None:
    SingleInstance(home).close()

    SingleInstance(home).close()


def test_a_first_that_does_not_answer_still_counts(
    desk: Desk, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.app.single_instance._PATIENCE_S", 0.1)
    silent = start(home)
    assert first_word(silent) == "first"
    silent.send_signal(signal.SIGSTOP)

    with pytest.raises(AlreadyRunning):
        SingleInstance(home)

    silent.kill()
    silent.wait(60)


def test_a_folder_that_cannot_be_written_is_told(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(OSError, match=r"."):
        SingleInstance(Home(tmp_path / "file" / "home"))
