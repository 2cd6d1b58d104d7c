"""The packaged app over the data of an older one, and of a newer one."""

import os
import signal
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from graphs import Home
from graphs.storage import migrations
from graphs.storage.schema_number import schema_number
from tests.a_folder import everything_in
from tests.graphs.storage.older import all_rows, kept, make_older
from tests.packaging.built.desk import wait_for


def environ(home: Home) -> dict[str, str]:
    return {**os.environ, "CAIRN_HOME": str(home.folder), "QT_QPA_PLATFORM": "offscreen"}


def handles(pid: int, number: signal.Signals) -> bool:
    """Whether the process has a handler of its own for that signal."""
    (line,) = (
        line
        for line in Path(f"/proc/{pid}/status").read_text().splitlines()
        if line.startswith("SigCgt:")
    )
    return bool(int(line.split()[1], 16) >> (number - 1) & 1)


def test_older_data_are_brought_up_to_date(bundle: Path, tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    make_older(home, 1)
    before = all_rows(home)

    ran = subprocess.run(
        [bundle / "cairn", "list"], env=environ(home), capture_output=True, text=True, check=True
    )

    assert [line.split()[0] for line in ran.stdout.splitlines()] == ["c2", "c1", "c0"]
    assert "Updating your data" in ran.stderr
    assert kept(before, all_rows(home)) == before
    assert schema_number(home.database) == migrations.NEWEST


def test_newer_data_are_left_exactly_as_they_are(bundle: Path, tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    make_older(home, 1)
    with closing(sqlite3.connect(home.database)) as connection:
        connection.execute("PRAGMA user_version = 999")
    before = everything_in(home.folder)

    ran = subprocess.run(
        [bundle / "cairn", "list"], env=environ(home), capture_output=True, text=True, check=False
    )
    assert ran.returncode == 1
    assert "newer Cairn" in ran.stderr
    with subprocess.Popen(
        [bundle / "Cairn"], env=environ(home), stderr=subprocess.PIPE, text=True
    ) as window:
        assert window.stderr is not None
        assert any("page made" in line for line in window.stderr)
        wait_for("its care for signals", lambda: handles(window.pid, signal.SIGTERM))
        window.send_signal(signal.SIGTERM)
        assert window.wait(20) == 0

    assert everything_in(home.folder) == before
