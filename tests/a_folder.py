"""A folder as anybody could see it: to hold that nothing in it has changed."""

from pathlib import Path


def everything_in(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """Each name below the folder and itself: its rights, when it was changed, what it holds."""
    return {str(path): _one(path) for path in (folder, *sorted(folder.rglob("*")))}


def _one(path: Path) -> tuple[int, int, bytes]:
    seen = path.stat()
    return seen.st_mode, seen.st_mtime_ns, path.read_bytes() if path.is_file() else b""
