"""What becomes of Cairn when its window is closed."""

from enum import IntEnum


class AtClose(IntEnum):
    """The person's wish, in the order in which the settings list it."""

    ASK = 0
    KEEP = 1
    QUIT = 2
