"""The child process that serves one model file over HTTP on loopback, with llama.cpp.

Its one line of standard input is a JSON `Order`; its one line of standard output is a JSON
`Report`. It ends when its standard input closes, and so never outlives the process that started
it, however that one ended. llama.cpp's own words go to standard error: errors only, since at
louder levels they may quote a request.
"""

import json
import os
import signal
import sys
import threading
from dataclasses import asdict, dataclass
from typing import Any

_ERRORS_ONLY = 1
_PROMPT_CACHE_MIB = 256
_NICENESS = 5


@dataclass(frozen=True, slots=True)
class Order:
    """What to serve: `path` under the name `alias`, `slots` requests at once.

    `context_tokens` is for each slot. `api_key` must come with every request. `temperature` and
    `top_p` hold for requests that name none. `against_repeats`: a very small model soon repeats
    itself, and then for ever, so what it just said is made less likely.
    """

    path: str
    alias: str
    api_key: str
    context_tokens: int
    slots: int
    temperature: float
    top_p: float
    against_repeats: bool

    def line(self) -> bytes:
        """One line for the child's standard input."""
        return json.dumps(asdict(self)).encode() + b"\n"


@dataclass(frozen=True, slots=True)
class Report:
    """How the start went: the server's address, or "" when the model did not load."""

    address: str

    def line(self) -> bytes:
        """One line for the child's standard output."""
        return json.dumps(asdict(self)).encode() + b"\n"


def _end_with_parent() -> None:
    sys.stdin.buffer.read()
    os._exit(0)


def _serve(order: Order) -> Any:
    """Load the model and listen. The returned server runs for as long as it is referenced.

    Raises RuntimeError when the file does not load. Holds the interpreter's lock until loaded.
    """
    import xllamacpp  # pyright: ignore[reportMissingTypeStubs]

    native: Any = xllamacpp
    params = native.CommonParams()
    params.model.path = order.path
    params.model_alias = {order.alias}
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.api_keys = [order.api_key]
    params.cors_origins = ""
    params.cors_credentials = False
    params.n_parallel = order.slots
    params.n_ctx = order.context_tokens * order.slots
    params.kv_unified = False
    params.fit_params = False
    params.sampling.temp = order.temperature
    params.sampling.top_p = order.top_p
    if order.against_repeats:
        params.sampling.penalty_repeat = 1.1
        params.sampling.penalty_last_n = 128
        params.sampling.dry_multiplier = 0.8
        params.sampling.dry_allowed_length = 3
        params.sampling.dry_penalty_last_n = 1024
    params.cache_ram_mib = _PROMPT_CACHE_MIB
    params.ui = False
    params.endpoint_slots = False
    params.offline = True
    params.verbosity = _ERRORS_ONLY
    return native.Server(params)


def main() -> int:
    """Serve until the parent is gone. 1: the model did not load; 2: no order came."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal is meant for the parent
    if hasattr(os, "nice"):
        os.nice(_NICENESS)  # the window stays smooth while the model works on every core
    line = sys.stdin.buffer.readline()
    if not line.endswith(b"\n"):
        return 2
    order = Order(**json.loads(line))
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with os.fdopen(os.dup(1), "wb") as reports:
        os.dup2(2, 1)  # whatever the library prints must not look like a report
        try:
            server = _serve(order)
        except RuntimeError:
            reports.write(Report("").line())
            return 1
        reports.write(Report(server.listening_address).line())
    threading.Event().wait()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
