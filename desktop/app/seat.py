"""Where a window keeps what is its own: its log, its lock, its place on the screen."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from graphs import Home, too_new


@contextmanager
def seat(home: Home) -> Generator[Home]:
    """The data folder itself; a passing one while it is a newer Cairn's, which nobody may touch."""
    if too_new(home) is None:
        yield home
        return
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="cairn-", ignore_cleanup_errors=True) as folder:
        yield Home(Path(folder))
