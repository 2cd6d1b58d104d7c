"""The colours of code on screen, made off the window's thread."""

from PySide6.QtCore import QObject, Slot

from desktop.chat.transcript import TranscriptModel
from desktop.shared.tasks import Tasks, run_blocking


class Colours(QObject):
    """Answers the transcript's wishes for highlighted code, for a dark page or a light one."""

    def __init__(self, model: TranscriptModel, tasks: Tasks) -> None:
        super().__init__(model)
        self._model = model
        self._tasks = tasks
        self._dark = False
        model.highlightWanted.connect(self._on_wanted)

    def set_dark(self, dark: bool) -> None:
        """Colour for a dark page, or for a light one."""
        if dark != self._dark:
            self._dark = dark
            self._model.forget_highlights()

    @Slot(str)
    def _on_wanted(self, key: str) -> None:
        row = self._model.find(key)
        if row is not None:
            self._tasks.start(self._colour(key, row.text, row.language))

    async def _colour(self, key: str, code: str, language: str) -> None:
        dark = self._dark
        html = await run_blocking(_coloured, code, language, dark)
        if dark == self._dark:
            self._model.set_highlight(key, code, html)


def _coloured(code: str, language: str, dark: bool) -> str:
    # Pygments is not needed for the window to come up.
    from desktop.chat.highlight import highlight

    return highlight(code, language, dark)
