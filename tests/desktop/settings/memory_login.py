"""Stands in for the system's entry that starts Cairn at login."""

from pathlib import Path


class MemoryLogin:
    """Keeps it in memory.

    Attributes:
        entry: what is started, "" for nothing; this Cairn is "us".
        refusal: raised by the next write.
    """

    def __init__(self) -> None:
        self.entry = ""
        self.refusal: OSError | None = None

    @property
    def place(self) -> str:
        return str(Path.home() / ".config" / "autostart" / "cairn.desktop")

    def starts(self) -> bool:
        return self.entry != ""

    def starts_us(self) -> bool:
        return self.entry == "us"

    def write(self, starts: bool) -> None:
        if self.refusal is not None:
            refusal, self.refusal = self.refusal, None
            raise refusal
        self.entry = "us" if starts else ""
