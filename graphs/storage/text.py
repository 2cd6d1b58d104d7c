"""Text as it can be stored. Pure."""

import re

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def storable(text: str) -> str:
    """`text` with each lone surrogate, which UTF-8 cannot hold, replaced by U+FFFD."""
    return _LONE_SURROGATE.sub("\ufffd", text)
