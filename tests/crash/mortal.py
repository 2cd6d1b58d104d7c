"""A process to be killed: it does one deed, and writes each event as one line of JSON, whole and at
once, so that whoever reads knows what had been shown.
"""

import asyncio
import json
import os
import traceback
from dataclasses import asdict

from graphs.models.connections import Connection, Endpoint
from graphs.session.events import Event
from tests.crash.fuse import Fuse
from tests.endpoint import MODEL

CONTEXT_TOKENS = 8_192


class Mortal:
    """One life: the pipe it is told on, and the fuse that ends it."""

    def __init__(self, pipe: int, fuse: Fuse) -> None:
        self._pipe = pipe
        self._fuse = fuse

    def run(self) -> None:
        """Do what is ordered. Ends with the line "end", or with "fault" and the traceback."""
        self._fuse.attach()
        self._write("born")
        try:
            asyncio.run(self._obey())
            self._write("end")
        except BaseException:  # noqa: BLE001 (whoever reads shall know)
            self._write("fault", text=traceback.format_exc())

    async def _obey(self) -> None:
        raise NotImplementedError

    def _tell(self, event: Event) -> None:
        self._write(type(event).__name__, **asdict(event))

    def _write(self, mark: str, **told: object) -> None:
        line = json.dumps({"mark": mark, **told}).encode() + b"\n"
        while line:
            line = line[os.write(self._pipe, line) :]
        self._fuse.line(mark)


def connection(base_url: str) -> Connection:
    """The scripted model at an address."""
    return Connection("endpoint", MODEL, MODEL, CONTEXT_TOKENS, True, Endpoint(base_url, "key"))
