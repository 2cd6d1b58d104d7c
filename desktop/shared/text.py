"""Text made fit for where it goes."""

import re

_NOT_IN_NAMES = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')


def file_stem(name: str) -> str:
    """A name for a file, without its ending, that is one on every system."""
    return " ".join(_NOT_IN_NAMES.sub(" ", name).split())[:80].strip(" .")
