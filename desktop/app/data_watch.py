"""The data folder gone while Cairn runs: said, and its conversations kept as the person wishes."""

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from desktop.app.remarks import Remark, RemarksViewModel
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks
from graphs import CairnError

log = logging.getLogger(__name__)


class DataWatch(QObject):
    """What is open lives on while Cairn runs. It can be put back when that ends, and only then."""

    def __init__(
        self,
        library: LibraryCalls,
        tasks: Tasks,
        remarks: RemarksViewModel,
        quit_: Callable[[], None],
    ) -> None:
        super().__init__()
        self._library = library
        self._tasks = tasks
        self._remarks = remarks
        self._quit = quit_
        self._wanted = False

    @Slot()
    def tell(self) -> None:
        """The folder is gone."""
        log.error("the data folder is not where it was opened")
        self._warn(
            self.tr(
                "The data folder was moved or removed. What you do now may be lost when Cairn "
                "ends, unless it is put back."
            )
        )

    async def keep(self) -> None:
        """Put it back if that is wished: once nothing runs, and the library is still open."""
        if not self._wanted:
            return
        try:
            path = await self._library.call(lambda library: library.put_back())
            log.warning("the conversations were put back into %s", path)
        except CairnError as error:
            log.error("the conversations could not be put back: %s", error.sentence)

    def _warn(self, sentence: str) -> None:
        action = self.tr("Put it back and quit")
        self._remarks.warn(Remark("", sentence, action, self._put_back))

    def _put_back(self) -> str:
        self._tasks.start(self._begin())
        return self.tr("Putting the conversations back…")

    async def _begin(self) -> None:
        try:
            await self._library.call(lambda library: library.require_room_to_put_back())
        except CairnError as error:
            self._remarks.dismiss()
            self._warn(f"{error.sentence} {error.hint}")
        else:
            self._wanted = True
            self._quit()
