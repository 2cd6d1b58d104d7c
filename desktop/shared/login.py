"""What starts Cairn when its person logs in."""

from typing import Protocol


class LoginEntry(Protocol):
    """An entry of the system's own, read anew at each look. All of it blocks."""

    @property
    def place(self) -> str:
        """Where it is written: a file, or a key of the registry."""
        ...

    def starts(self) -> bool:
        """Whether a Cairn is started. Raises OSError."""
        ...

    def starts_us(self) -> bool:
        """Whether it is this one, and not another copy. Raises OSError."""
        ...

    def write(self, starts: bool) -> None:
        """Have this Cairn started from the next login on, or none. Raises OSError."""
        ...
