"""Real data folders, real files, and child processes that are really killed."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pytest

from graphs.storage import conversations
from graphs.storage.database import Database
from graphs.storage.home import Home
from graphs.storage.library import Library

BRANCH = "b1"

Child: TypeAlias = Callable[[str, Home], "subprocess.Popen[str]"]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def database(home: Home) -> Iterator[Database]:
    database = Database.open(home)
    yield database
    database.close()


@pytest.fixture
def library(home: Home) -> Iterator[Library]:
    library = Library.open(home)
    yield library
    library.close()


@pytest.fixture
def branch(database: Database) -> str:
    """A branch of a conversation `c1` that was made at second 1."""
    with database.transaction() as c:
        conversations.create(c, "c1", BRANCH, "1", 1.0)
    return BRANCH


@pytest.fixture
def child() -> Iterator[Child]:
    """Run Python code in a process of its own; returns once the code has printed a line.

    The code finds its data folder as `home`.
    """
    children: list[subprocess.Popen[str]] = []

    def run(code: str, home: Home) -> "subprocess.Popen[str]":
        prelude = (
            "import sys, time; from pathlib import Path; from graphs.storage.home import Home; "
            "home = Home(Path(sys.argv[1]))\n"
        )
        process = subprocess.Popen(
            [sys.executable, "-c", prelude + code, str(home.folder)],
            cwd=Path(__file__).parents[3],
            stdout=subprocess.PIPE,
            text=True,
        )
        children.append(process)
        assert process.stdout is not None
        assert process.stdout.readline(), "the child ended before it was ready"
        return process

    yield run
    for process in children:
        process.kill()
        process.communicate()


def kill(process: "subprocess.Popen[str]") -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()


@pytest.fixture
def plain_user_home() -> Iterator[Home]:
    """A data folder, while the test runs as a user whom the system can refuse to write."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        root.chmod(0o777)
        was_root = os.geteuid() == 0
        if was_root:
            os.seteuid(65534)
        try:
            yield Home(root / "home")
        finally:
            if was_root:
                os.seteuid(0)
            for path in [root, *root.rglob("*")]:
                path.chmod(0o777)
