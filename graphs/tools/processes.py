"""The processes that a call has started: found by a mark in their environment, and ended.

The mark is inherited, so that it also finds a process that left its group and its parent.
"""

import contextlib
import os
import secrets
import signal
import time
from collections.abc import Iterator, Mapping
from typing import Final

import psutil

MARK: Final = "CAIRN_ACTION"

_ROUNDS: Final = 20
_PAUSE: Final = 0.02
_SECRET: Final = ("CAIRN_", "OPENAI_", "LANGSMITH_", "LANGCHAIN_")
_BUNDLED: Final = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")


def new_mark(call_id: str) -> str:
    """A mark for the processes of one run of a call; no two runs have the same."""
    return f"{call_id.replace(chr(0), '')}/{secrets.token_hex(8)}"


def alive(call_id: str) -> bool:
    """Whether a process that any run of this call has started still runs."""
    prefix = f"{call_id}/"
    return any(_mark(process).startswith(prefix) for process in psutil.process_iter())


def marked(mark: str) -> list[psutil.Process]:
    """The processes with that mark."""
    return [process for process in psutil.process_iter() if _mark(process) == mark]


def end(group: int, mark: str, patience: float = 0.0) -> None:
    """End the group and all marked processes, also those that are being started meanwhile.

    They are asked first, and have `patience` seconds to do it themselves. Exit codes are left to
    the one who waits for them.
    """
    if patience:
        _signal(group, mark, signal.SIGTERM)
        until = time.monotonic() + patience
        while marked(mark) and time.monotonic() < until:
            time.sleep(_PAUSE)
    for _ in range(_ROUNDS):
        if not _signal(group, mark, _KILL):
            return
        time.sleep(_PAUSE)


def environment(given: Mapping[str, str], mark: str) -> dict[str, str]:
    """What a command may know of `given`: nothing of ours, and its mark.

    What a packaged Cairn has set to find its own libraries is put back.
    """
    kept = {name: value for name, value in given.items() if not name.startswith(_SECRET)}
    for name in _BUNDLED:
        original = kept.pop(f"{name}_ORIG", None)
        if original is not None:
            kept[name] = original
    return {**kept, "TERM": "dumb", "NO_COLOR": "1", MARK: mark}


_KILL: Final = getattr(signal, "SIGKILL", signal.SIGTERM)


def _signal(group: int, mark: str, which: int) -> bool:
    """Signal all of them; whether there was a marked one."""
    if os.name != "nt":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(group, which)
    found = [*marked(mark), *(_family(group) if os.name == "nt" else ())]
    for process in found:
        with contextlib.suppress(psutil.Error):
            process.send_signal(which)
    return bool(found)


def _family(pid: int) -> Iterator[psutil.Process]:
    with contextlib.suppress(psutil.Error):
        parent = psutil.Process(pid)
        yield from parent.children(recursive=True)
        yield parent


def _mark(process: psutil.Process) -> str:
    try:
        if process.status() == psutil.STATUS_ZOMBIE:
            return ""
        return process.environ().get(MARK, "")
    except (psutil.Error, OSError):
        return ""
