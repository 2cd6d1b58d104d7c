"""A suite run from its beginning to its end, for who only waits for it: commands and tests."""

import asyncio
import os
import tempfile
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

from graphs.evals import files
from graphs.evals.host import EvalHost
from graphs.models.connections import chosen
from graphs.session.events import Event
from graphs.session.host import SessionHost
from graphs.storage.eval_records import Run, RunPlan
from graphs.storage.home import Home
from graphs.storage.library import Library


@contextmanager
def library_of(text: str, name: str) -> Generator[tuple[Library, str]]:
    """A library with nothing but the suite of a file, and the suite's id; gone afterwards.

    Raises InvalidCase.
    """
    with tempfile.TemporaryDirectory(prefix="cairn-suite-") as folder:
        home = Home(Path(folder))
        home.prepare()
        library = Library.open(home)
        try:
            yield library, files.imported(library, text, name).id
        finally:
            library.close()


def run_through(
    library: Library, home: Home, work: RunPlan | str, tell: Callable[[Event], None]
) -> Run:
    """Start a plan, or go on with the run of that id, and wait for its end.

    The model is the one that `home` chooses. A KeyboardInterrupt leaves the run to be resumed.
    Raises CairnError.
    """
    return asyncio.run(_run(library, home, work, tell))


async def _run(
    library: Library, home: Home, work: RunPlan | str, tell: Callable[[Event], None]
) -> Run:
    host = await SessionHost.open(library, tell, lambda: chosen(home, os.environ))
    try:
        evals = EvalHost(host, library)
        try:
            begun = evals.resume(work) if isinstance(work, str) else evals.start(work)
            return await evals.wait((await begun).id)
        finally:
            await evals.close()
    finally:
        await host.close()
