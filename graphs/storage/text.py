"""Text as it can be stored, and as it can be read. Pure."""

import re

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")

_DISGUISE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u2028-\u202e\u2060-\u206f\ufeff]")
"""Characters that are not seen, and those that have text read in another order than it stands in.

Joiners are none: Persian and emoji are written with them.
"""


def storable(text: str) -> str:
    """`text` with each lone surrogate, which UTF-8 cannot hold, replaced by U+FFFD."""
    return _LONE_SURROGATE.sub("\ufffd", text)


def evident(text: str) -> str:
    """`text` with what would not be seen as it is spelled out, as in `\\u202e`."""
    return _DISGUISE.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def undisguised(text: str) -> str:
    """`text` without what would not be seen as it is."""
    return _DISGUISE.sub("", text)
