"""The command line in this process, on a data folder of its own, answered by the endpoint."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from graphs.cli.main import main
from tests.endpoint import ScriptedEndpoint
from tests.endpoint import connected as connected
from tests.endpoint import endpoint as endpoint


@dataclass(frozen=True)
class Ran:
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def conversation(self) -> str:
        """The id that `send` prints first on stderr."""
        return self.err.splitlines()[0]


Cairn = Callable[..., Ran]


@pytest.fixture
def cairn(
    tmp_path: Path,
    connected: ScriptedEndpoint,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Cairn:
    monkeypatch.setenv("CAIRN_HOME", str(tmp_path / "home"))

    def run(*arguments: str) -> Ran:
        capsys.readouterr()
        try:
            code = main(arguments)
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        printed = capsys.readouterr()
        return Ran(code, printed.out, printed.err)

    return run
