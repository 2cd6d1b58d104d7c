"""How much memory the machine can give to a new process."""

import re
from pathlib import Path

_MEMINFO = Path("/proc/meminfo")


def available_memory(meminfo: Path = _MEMINFO) -> int | None:
    """Bytes that can be had without swapping; None where the platform does not tell."""
    try:
        text = meminfo.read_text("ascii")
    except OSError:
        return None
    found = re.search(r"^MemAvailable:\s+(\d+) kB$", text, re.MULTILINE)
    return int(found[1]) * 1024 if found else None
