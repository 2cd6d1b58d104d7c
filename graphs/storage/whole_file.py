"""Writing a file whole or not at all: what stood there stays until the new one is on disk."""

import os
from pathlib import Path
from uuid import uuid4


def write_whole(
    file: Path, content: bytes, *, private: bool = False, into_devices: bool = False
) -> None:
    """Put `content` into a file, in the place of what was there. Blocks.

    A link stays one: what it leads to is written. `private`: its owner alone can read it.
    `into_devices`: a device or a pipe that stands there is written to, however long that takes.
    Raises OSError; nothing is changed and nothing is left behind then.
    """
    file = file.resolve()
    if into_devices and file.exists() and not file.is_file():
        file.write_bytes(content)
        return
    unfinished = file.with_name(f".{file.name[:60]}.{uuid4().hex[:8]}.part")

    def opener(path: str, flags: int) -> int:
        return os.open(path, flags, 0o600 if private else 0o666)

    try:
        with open(unfinished, "xb", opener=opener) as to:
            to.write(content)
            to.flush()
            os.fsync(to.fileno())
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)
