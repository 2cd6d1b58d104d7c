"""How far an update of the data is, on a line of its own."""

from typing import Final, TextIO

from graphs.storage.update_progress import UpdateProgress, UpdateStage

_WORDS: Final = {
    UpdateStage.WAITING: "Another Cairn has your data open; waiting for it",
    UpdateStage.COPYING: "Your data are from an older Cairn; copying them first",
    UpdateStage.CHECKING: "Checking the copy",
    UpdateStage.CHANGING: "Updating your data",
}


class UpdateLine:
    """Writes what it is told: a line a stage, with its share on a terminal."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._stage: UpdateStage | None = None
        self._written = ""

    def __call__(self, progress: UpdateProgress) -> bool:
        """Tell, and let the update go on."""
        if progress.stage is not self._stage:
            self.end()
            self._stage = progress.stage
        words = _WORDS[progress.stage]
        if self._stream.isatty() and progress.share is not None:
            words = f"{words}: {progress.share:.0%}"
        if words != self._written:
            self._stream.write(f"\r{words}" if self._written else words)
            self._stream.flush()
            self._written = words
        return True

    def end(self) -> None:
        """End the line, if there is one."""
        if self._written:
            self._stream.write("\n")
            self._written = ""
