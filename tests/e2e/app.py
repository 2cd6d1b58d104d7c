"""The app as a child process: ordered about by real events, looked at, and killed."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

ROOT = Path(__file__).parents[2]


class App:
    """One run of the real app in a data folder.

    `environ` is added to a clean environment: no endpoint of the machine's own is used.

    Attributes:
        home: the data folder.
    """

    def __init__(self, home: Path, environ: dict[str, str] | None = None) -> None:
        self.home = home
        inherited = {
            key: value
            for key, value in os.environ.items()
            if key not in ("OPENAI_BASE_URL", "OPENAI_API_KEY", "CAIRN_MODEL", "DISPLAY")
        }
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.e2e.pilot"],
            cwd=ROOT,
            env={**inherited, "CAIRN_HOME": str(home), **(environ or {})},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    @property
    def pid(self) -> int:
        return self._process.pid

    def ask(self, do: str, **arguments: Any) -> Any:
        """Give one order and wait for its answer. Raises LookupError when a thing is not there."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"do": do, **arguments}) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise ChildProcessError(f"the app ended with {self._process.wait(60)}")
        answer = json.loads(line)["answer"]
        if isinstance(answer, dict) and "missing" in answer:
            raise LookupError(answer["missing"])
        return answer

    def wait(
        self, what: str, condition: Callable[[], Any], seconds: float = 60, every: float = 0.05
    ) -> Any:
        """Wait until `condition` is true, and return what it gave. Raises TimeoutError."""
        deadline = time.monotonic() + seconds
        while True:
            try:
                if value := condition():
                    return value
            except LookupError:
                pass
            if time.monotonic() > deadline:
                raise TimeoutError(f"waited {seconds} s for {what}; there is {self.ask('names')}")
            time.sleep(every)

    def wait_for(self, name: str, seconds: float = 60) -> None:
        """Wait until an item of that name is on screen."""
        self.wait(name, lambda: self.ask("count", name=name), seconds)

    def click(self, name: str, index: int = 0) -> None:
        self.wait(name, lambda: self.ask("click", name=name, index=index))

    def write(self, text: str) -> None:
        self.ask("type", text=text)

    def key(self, keys: str) -> None:
        self.ask("key", keys=keys)

    def get(self, name: str, prop: str, index: int = 0) -> Any:
        return self.ask("get", name=name, property=prop, index=index)

    def grab(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.ask("grab", path=str(path))

    def kill(self) -> None:
        """SIGKILL: no handler runs, nothing is flushed."""
        self._process.send_signal(signal.SIGKILL)
        self._process.wait(60)

    def end(self) -> None:
        """Kill it if it still runs."""
        if self._process.poll() is None:
            self.kill()

    def exited(self, seconds: float = 60) -> int:
        """Wait until it has ended by itself; the exit code."""
        return self._process.wait(seconds)

    def close(self, seconds: float = 60) -> int:
        """Close the window as a person does; the exit code."""
        if self._process.poll() is None:
            self.ask("close")
        return self._process.wait(seconds)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.end()
