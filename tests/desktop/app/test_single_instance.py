import signal
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.app.single_instance import AlreadyRunning, SingleInstance
from graphs import Home
from tests.desktop.conftest import Desk

HOLD = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from desktop.app.single_instance import AlreadyRunning, SingleInstance
from graphs import Home
app = QCoreApplication([])
try:
    instance = SingleInstance(Home(Path(sys.argv[1])))
except AlreadyRunning:
    print("second", flush=True)
    sys.exit(0)
print("first", flush=True)
app.exec()
"""


def start(home: Home) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", HOLD, str(home.folder)], stdout=subprocess.PIPE, text=True
    )


def first_word(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_a_second_start_brings_the_first_forward_and_ends(desk: Desk, home: Home) -> None:
    instance = SingleInstance(home)
    raised: list[int] = []
    instance.raised.connect(lambda: raised.append(1))

    second = start(home)
    desk.until(lambda: bool(raised))

    assert first_word(second) == "second"
    assert second.wait(10) == 0
    assert raised == [1]
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
    killed.wait(10)

    instance = SingleInstance(home)
    raised: list[int] = []
    instance.raised.connect(lambda: raised.append(1))
    later = start(home)
    desk.until(lambda: bool(raised))

    assert first_word(later) == "second"
    later.wait(10)
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
    silent.wait(10)


def test_a_folder_that_cannot_be_written_is_told(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(OSError, match=r"."):
        SingleInstance(Home(tmp_path / "file" / "home"))
