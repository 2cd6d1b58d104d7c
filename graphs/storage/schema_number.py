"""The number of the newest migration that a database had, read from its bytes.

SQLite leaves files beside a database that it only looks at, or cannot look without them; here
nothing in the folder changes. The format is that of https://sqlite.org/fileformat2.html.
"""

import os
from pathlib import Path
from typing import BinaryIO, Final

_MAGIC: Final = b"SQLite format 3\0"
_NUMBER: Final = slice(60, 64)  # PRAGMA user_version, in the first page
_LOG_MAGICS: Final = (b"\x37\x7f\x06\x82", b"\x37\x7f\x06\x83")
_LOG_HEAD: Final = 32
_FRAME_HEAD: Final = 24
_FIRST_PAGE: Final = b"\0\0\0\1"
_NO_COMMIT: Final = b"\0\0\0\0"


def schema_number(database: Path) -> int:
    """`PRAGMA user_version`, as whoever opens the file next will find it; 0 without a database.

    What a power cut has torn in the log counts as if it were whole. Raises OSError.
    """
    file = Path(os.path.realpath(database))  # the log lies where a link leads to
    if not file.is_file():
        return 0
    with file.open("rb") as opened:
        page = opened.read(_NUMBER.stop)
    if len(page) < _NUMBER.stop or not page.startswith(_MAGIC):
        return 0
    beside = file.with_name(f"{file.name}-wal")
    if beside.is_file():
        with beside.open("rb") as log:
            page = _first_page_in(log) or page
    return int.from_bytes(page[_NUMBER], "big", signed=True)


def _first_page_in(log: BinaryIO) -> bytes | None:
    """The beginning of the newest committed first page in a write-ahead log, if it holds one."""
    head = log.read(_LOG_HEAD)
    if len(head) < _LOG_HEAD or head[:4] not in _LOG_MAGICS:
        return None
    page_size, salts = int.from_bytes(head[8:12], "big"), head[16:24]
    committed = written = None
    place = _LOG_HEAD
    while len(frame := log.read(_FRAME_HEAD + _NUMBER.stop)) == _FRAME_HEAD + _NUMBER.stop:
        if frame[8:16] != salts:
            break  # what follows is from before the log began anew
        if frame[:4] == _FIRST_PAGE:
            written = frame[_FRAME_HEAD:]
        if frame[4:8] != _NO_COMMIT:
            committed = written
        place += _FRAME_HEAD + page_size
        log.seek(place)
    return committed
