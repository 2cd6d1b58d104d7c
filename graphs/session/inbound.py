"""What the person writes, before anything is done with it."""

import re

from graphs.errors import InvalidText

# NUL and half of a surrogate pair are no text: neither SQLite's tools nor UTF-8 can carry them.
_NOT_TEXT = re.compile("[\x00\ud800-\udfff]")


def clean(text: str) -> str:
    """The message as it is recorded: all of it, each character that is no text as U+FFFD.

    Raises InvalidText when there is nothing in it but space.
    """
    if not text.strip():
        raise InvalidText("There is nothing in this message.", "Write something first.")
    return _NOT_TEXT.sub("\N{REPLACEMENT CHARACTER}", text)
