"""What a person does in the app and sees there, in a line each."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.e2e.app import ROOT, App


def ask(app: App, text: str) -> None:
    """Type a message and send it with Enter."""
    app.click("composerField")
    app.write(text)
    app.key("Return")


def answer(app: App) -> str:
    """The agent's words that are on screen."""
    return "\n".join(app.ask("shown", name="proseBlock"))


def at_rest(app: App) -> bool:
    """Whether no turn runs in the conversation in view."""
    return not app.ask("count", name="stopButton")


def cairn(home: Path, *arguments: str) -> Any:
    """What the command line prints as JSON about the same data folder."""
    command = [sys.executable, "-c", "from graphs.cli.main import main; raise SystemExit(main())"]
    printed = subprocess.run(
        [*command, *arguments, "--json"],
        env={**os.environ, "CAIRN_HOME": str(home)},
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(printed.stdout)
