"""Text from anywhere, made safe to print: a terminal shows it and obeys none of it. Pure."""

import re

_ORDERS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def plain(text: str) -> str:
    """`text` in one line, with everything spelled out that is not seen as it is."""
    return "".join(letter if letter.isprintable() else _spelled(letter) for letter in text)


def harmless(text: str) -> str:
    """`text` with its lines and signs, and only what a terminal would obey spelled out."""
    return _ORDERS.sub(lambda found: _spelled(found[0]), text)


def _spelled(letter: str) -> str:
    return letter.encode("unicode_escape").decode()
