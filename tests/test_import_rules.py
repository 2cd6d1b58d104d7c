"""The import rules of docs/architecture.md hold, and each of them can fail."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.import_rules import imports_of, violations

ROOT = Path(__file__).parents[1]
HEAVY = ("PySide6", "langchain", "langchain_core", "langchain_openai", "langgraph", "openai")


def project_files() -> list[str]:
    """Every file that is, or is about to be, part of the project."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return [path for path in listed.split("\0") if path and (ROOT / path).is_file()]


def test_the_project_keeps_its_rules() -> None:
    tree = {
        path: (ROOT / path).read_text() if path.endswith(".py") else "" for path in project_files()
    }

    assert "graphs/__init__.py" in tree
    assert violations(tree) == []


@pytest.mark.parametrize(
    ("path", "source", "fix"),
    [
        ("notes.txt", "", "move it into the room"),
        ("scripts/build.py", "", "move it into the room"),
        ("desktop/views/Chat/colours.py", "", "views hold QML only"),
        ("desktop/chat/utils.py", "", "name the module after what it does"),
        ("graphs/helpers/text.py", "", "name the module after what it does"),
        ("graphs/agent/build.py", "from PySide6.QtCore import QObject", "move this to desktop"),
        ("graphs/cli/main.py", "import qasync", "move this to desktop"),
        ("graphs/cli/main.py", "def run():\n    import desktop.app.startup", "by an event"),
        ("graphs/storage/library.py", "from graphs.session.events import Event", "from above"),
        ("graphs/storage/library.py", "from graphs import session", "from above"),
        ("graphs/storage/library.py", "from ..models import catalog", "from above"),
        ("graphs/models/client.py", "import graphs.agent.build", "from above"),
        ("graphs/tools/clock.py", "from graphs.models.client import chat_model", "from above"),
        ("graphs/agent/build.py", "from graphs.session import session", "from above"),
        ("graphs/agent/build.py", "from graphs.history.tree import Step", "from above"),
        ("graphs/session/session.py", "from graphs.cli import main", "from above"),
        ("graphs/errors.py", "from graphs.storage.records import Turn", "from above"),
        ("graphs/cli/main.py", "from graphs import Library", "the module that defines it"),
        ("desktop/chat/view_model.py", "from desktop.timeline import lanes", "by a signal"),
        ("desktop/chat/view_model.py", "from desktop import timeline", "by a signal"),
        ("desktop/shared/tasks.py", "import desktop.chat.blocks", "by a signal"),
        ("desktop/chat/view_model.py", "from desktop.app.engine import Engine", "constructor"),
        ("desktop/shared/tasks.py", "from desktop import app", "constructor"),
        ("desktop/app/startup.py", "from desktop.chat.view_model import X", "wiring.py"),
        ("desktop/chat/view_model.py", "from graphs.storage.records import Turn", "`graphs`"),
        ("desktop/app/wiring.py", "from graphs.session.host import SessionHost", "`graphs`"),
        ("desktop/chat/view_model.py", "from graphs import storage", "`graphs`"),
        ("desktop/app/engine.py", "from langgraph.types import Command", "events and records"),
        ("desktop/chat/blocks.py", "from PySide6.QtGui import QColor", "belongs to its caller"),
        ("graphs/session/events.py", "import langchain_core", "belongs to its caller"),
        ("graphs/history/tree.py", "import sqlite3", "belongs to its caller"),
        ("desktop/shared/text.py", "from pathlib import Path", "belongs to its caller"),
    ],
)
def test_a_broken_rule_is_found_and_its_fix_named(path: str, source: str, fix: str) -> None:
    tree = {"graphs/storage/__init__.py": "", path: source}

    (violation,) = violations(tree)

    assert violation.startswith(path)
    assert fix in violation


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("graphs/__init__.py", "from graphs.session.host import SessionHost"),
        ("graphs/cli/main.py", "from graphs.session import host\nimport graphs.storage.library"),
        ("graphs/session/host.py", "from graphs.agent import build\nfrom . import session"),
        ("graphs/agent/middleware/stamp.py", "from graphs.agent.state import State"),
        ("graphs/models/client.py", "from graphs.errors import ModelError\nimport graphs.storage"),
        ("desktop/__main__.py", "from desktop.app.startup import main"),
        ("desktop/app/startup.py", "from desktop.app import wiring\nfrom desktop.shared import x"),
        ("desktop/app/wiring.py", "from desktop.chat.view_model import ChatViewModel"),
        ("desktop/chat/view_model.py", "from graphs import Library\nfrom desktop.shared import x"),
        ("desktop/views/Theme/qmldir", ""),
        ("tests/desktop/chat/test_x.py", "from desktop.chat import blocks\nimport graphs.errors"),
        (".dev/take_model.py", "import os"),
    ],
)
def test_what_the_rules_allow_passes(path: str, source: str) -> None:
    assert violations({"graphs/storage/__init__.py": "", path: source}) == []


def test_relative_imports_are_made_absolute() -> None:
    found = imports_of("graphs/agent/middleware/stamp.py", "from ...storage import records")

    assert [one.modules() for one in found] == [("graphs.storage.records",)]


@pytest.mark.parametrize("module", ["graphs", "graphs.storage.library", "graphs.cli.main"])
def test_importing_stays_light(module: str) -> None:
    program = (
        f"import sys, {module}\nprint(*(name for name in {HEAVY!r} if name in sys.modules), end='')"
    )

    imported = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout

    assert imported == "", f"import these where they are used, not when {module} is imported"
