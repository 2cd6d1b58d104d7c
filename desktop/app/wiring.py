"""The one composition root: makes every part, joins them, and ends them."""

import asyncio
import gc
import logging
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QGuiApplication

from desktop.activity.view_model import ActivityViewModel
from desktop.app import login_start, motion
from desktop.app.arguments import Arguments
from desktop.app.data_watch import DataWatch
from desktop.app.ending import Ending
from desktop.app.engine import Engine
from desktop.app.errors import ErrorsViewModel
from desktop.app.graphics import Graphics
from desktop.app.opening import OpeningViewModel
from desktop.app.outside import Outside
from desktop.app.tray import TrayViewModel
from desktop.app.visits import VisitsViewModel
from desktop.app.window import Window
from desktop.approvals.view_model import ApprovalsViewModel
from desktop.chat.view_model import ChatViewModel
from desktop.conversations.connection import ConnectionViewModel
from desktop.conversations.view_model import ConversationsViewModel
from desktop.evals.making import MakeCaseViewModel
from desktop.evals.models import ModelsViewModel
from desktop.evals.reporting import ReportViewModel
from desktop.evals.view_model import SuitesViewModel
from desktop.settings.general import GeneralViewModel
from desktop.settings.view_model import SettingsViewModel
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks, run_blocking
from desktop.timeline.comparing import CompareViewModel
from desktop.timeline.forking import ForkViewModel
from desktop.timeline.view_model import TimelineViewModel
from graphs import Home

if TYPE_CHECKING:
    from graphs import Library

_ICON_SECONDS = 10.0
"""So long after a login desktops may take until they show icons beside the clock."""

log = logging.getLogger(__name__)


class App(QObject):
    """All that stands behind the window.

    The library is opened first, then the lists appear, and last the engine imports the agent.

    Attributes:
        closed: done when the person, the system or an error page asks to quit.
        visits: takes the links and files that Cairn is asked to open.
        ending: hears when the system wants that.
    """

    def __init__(
        self,
        home: Home,
        loop: asyncio.AbstractEventLoop,
        errors: ErrorsViewModel,
        window: Window,
        began: float,
    ) -> None:
        super().__init__()
        self.closed: asyncio.Future[None] = loop.create_future()
        self._began = began
        self._errors = errors
        self._window = window
        self._tasks = Tasks(loop, errors.report)
        self.ending = Ending(self._tasks, self.save, window.leaving.quit, login_start.own_command())
        self._library = LibraryCalls(loop)
        self._engine = Engine(loop)
        self._opening = OpeningViewModel(home, self._tasks, self.quit)
        self._connection = ConnectionViewModel()
        self._conversations = ConversationsViewModel(self._library, self._tasks)
        self._chat = ChatViewModel(self._library, self._engine, self._tasks)
        self._approvals = ApprovalsViewModel(self._library, self._engine, self._tasks)
        self._general = GeneralViewModel(login_start.this_system(), self._tasks)
        self._settings = SettingsViewModel(self._library, self._engine, self._tasks, self._general)
        self._activity = ActivityViewModel(self._library, self._tasks)
        self._timeline = TimelineViewModel(self._library, self._engine, self._tasks)
        self._fork = ForkViewModel(self._library, self._engine, self._tasks)
        self._comparing = CompareViewModel(self._library, self._engine, self._tasks)
        self._models = ModelsViewModel(self._library, self._engine, self._engine, self._tasks)
        self._suites = SuitesViewModel(self._library, self._engine, self._tasks)
        self._making = MakeCaseViewModel(self._library, self._engine, self._tasks)
        self._reporting = ReportViewModel(self._library, self._engine, self._tasks)
        self._outside = Outside(self._library, self._tasks)
        self._data_watch = DataWatch(
            self._library, self._tasks, window.remarks, window.leaving.quit
        )
        self.visits = VisitsViewModel(self._library, self._tasks)
        self._tray = TrayViewModel(self._tasks, self._in_view, QGuiApplication.platformName())
        self._join()
        window.fill(
            activity=self._activity,
            approvals=self._approvals,
            chat=self._chat,
            comparing=self._comparing,
            connection=self._connection,
            conversations=self._conversations,
            errors=errors,
            fork=self._fork,
            making=self._making,
            models=self._models,
            opening=self._opening,
            reporting=self._reporting,
            settings=self._settings,
            suites=self._suites,
            timeline=self._timeline,
            tray=self._tray,
            visits=self.visits,
        )
        self._log("page made")
        if not window.quick.isVisible():
            self._tasks.start(self._be_found())
        self._opening.begin()

    @Slot()
    def quit(self) -> None:
        """Ask for the end; close() does it."""
        if not self.closed.done():
            self.closed.set_result(None)

    def explain_drawing(self, graphics: Graphics) -> None:
        """Have the settings say why the graphics card is not used, and let it be tried again."""
        self._settings.explain_drawing(graphics.why)
        self._settings.cardWanted.connect(graphics.try_card)

    @Slot(object)
    def heed(self, arguments: Arguments) -> None:
        """Another start of Cairn, or the system, asks for something."""
        if not arguments.hidden or arguments.links or arguments.files:
            self._window.come_forward()
        self.visits.open(arguments)

    async def save(self) -> None:
        """Have all on disk, with what runs broken off at a step; all that is open stays open."""
        self._window.frame.flush()
        await self._chat.close()
        await self._approvals.close()
        await self._engine.break_off()
        self._conversations.refresh()

    async def close(self) -> None:
        """End everything that runs, the newest first, and take the views down."""
        self._window.hide()
        self._outside.end()
        await self._approvals.close()
        await self._chat.close()
        await self._tasks.close()
        await self._engine.close()
        await self._data_watch.keep()
        await self._library.close()
        self._window.take_down()

    def _join(self) -> None:
        queued = Qt.ConnectionType.QueuedConnection
        self._engine.happened.connect(self._chat.handle, queued)
        self._engine.happened.connect(self._conversations.handle, queued)
        self._engine.happened.connect(self._connection.handle, queued)
        self._engine.happened.connect(self._activity.handle, queued)
        self._engine.happened.connect(self._approvals.handle, queued)
        self._engine.happened.connect(self._timeline.handle, queued)
        self._engine.happened.connect(self._comparing.handle, queued)
        self._engine.happened.connect(self._suites.handle, queued)
        self._engine.happened.connect(self._reporting.handle, queued)
        self._engine.happened.connect(self._outside.handle, queued)
        self._window.quick.visibleChanged.connect(self._outside.seen)
        self._outside.seen(self._window.quick.isVisible())
        self._outside.written.connect(self._conversations.refresh)
        self._outside.written.connect(self._chat.refresh)
        self._outside.written.connect(self._approvals.refresh)
        self._outside.written.connect(self._settings.refresh)
        self._outside.written.connect(self._timeline.refresh)
        self._outside.written.connect(self._comparing.refresh)
        self._outside.written.connect(self._suites.refresh)
        self._outside.written.connect(self._reporting.refresh)
        self._conversations.opened.connect(self._chat.open)
        self._conversations.opened.connect(self._window.frame.opened)
        self._conversations.renamed.connect(self._chat.retitle)
        self._conversations.trashChanged.connect(self._approvals.refresh)
        self._conversations.trashChanged.connect(self._timeline.refresh)
        self._conversations.branchWanted.connect(self._show_branch)
        self._conversations.compareWanted.connect(self._comparing.open)
        self._conversations.branchTouched.connect(self._chat.refresh)
        self._conversations.branchTouched.connect(self._timeline.refresh)
        self._conversations.failed.connect(self._errors.tell)
        self._chat.conversationStarted.connect(self._conversations.started)
        self._chat.branchInView.connect(self._approvals.openBranch)
        self._chat.conversationStarted.connect(self._window.frame.opened)
        self._chat.branchInView.connect(self._timeline.open)
        self._chat.branchInView.connect(self._fork.inView)
        self._chat.branchInView.connect(self._settings.inView)
        self._chat.branchInView.connect(self._conversations.show)
        self._chat.lookedBack.connect(self._timeline.lookedBack)
        self._timeline.walked.connect(self._chat.lookAt)
        self._timeline.branchWanted.connect(self._chat.openBranch)
        self._timeline.branchTouched.connect(self._conversations.look)
        self._timeline.branchTouched.connect(self._approvals.refresh)
        self._timeline.failed.connect(self._errors.tell)
        self._timeline.continueWanted.connect(self._fork.begin)
        self._timeline.compareWanted.connect(self._comparing.open)
        self._timeline.stepCompareWanted.connect(self._comparing.openStep)
        self._comparing.branchWanted.connect(self._show_branch)
        self._comparing.failed.connect(self._errors.tell)
        self._chat.continueWanted.connect(self._fork.beginAt)
        self._chat.resendWanted.connect(self._fork.resend)
        self._chat.regenerateWanted.connect(self._fork.regenerate)
        self._fork.branchMade.connect(self._show_branch)
        self._fork.broughtBack.connect(self._timeline.offerTakeBack)
        self._fork.failed.connect(self._errors.tell)
        self._settings.failed.connect(self._errors.tell)
        self._settings.restored.connect(self._conversations.refresh)
        self._settings.restored.connect(self._approvals.refresh)
        self._settings.restored.connect(self._timeline.refresh)
        self._settings.restored.connect(self._chat.refresh)
        self._settings.restored.connect(self._suites.refresh)
        self._activity.failed.connect(self._errors.tell)
        self._activity.conversationWanted.connect(self._conversations.select)
        self._suites.failed.connect(self._errors.tell)
        self._suites.reportWanted.connect(self._reporting.open)
        self._reporting.failed.connect(self._errors.tell)
        self._suites.editWanted.connect(self._making.edit)
        self._timeline.caseWanted.connect(self._making.begin)
        self._timeline.messageCaseWanted.connect(self._making.beginAt)
        self._activity.caseWanted.connect(self._making.beginAction)
        self._making.saved.connect(self._suites.refresh)
        self._making.suiteWanted.connect(self._suites.show)
        self._making.failed.connect(self._errors.tell)
        self._models.failed.connect(self._errors.tell)
        self._models.tried.connect(self._suites.showRuns)
        self._approvals.failed.connect(self._errors.tell)
        self._approvals.actionWanted.connect(self._show_branch)
        self._approvals.waitingChanged.connect(self._tray.show)
        self._tray.activated.connect(self._on_tray)
        self._tray.placeChanged.connect(self._on_place)
        self._tray.openWanted.connect(self._window.come_forward)
        self._tray.newWanted.connect(self._window.come_forward)
        self._tray.quitWanted.connect(self._window.leaving.quit)
        self.visits.branchWanted.connect(self._show_branch)
        self.visits.stepWanted.connect(self._show_step)
        self.visits.actionWanted.connect(self._approvals.openDialog)
        self.visits.suiteWanted.connect(self._suites.show)
        self.visits.suiteTaken.connect(self._suites.showTaken)
        self.visits.newWanted.connect(self._begin_with)
        self.visits.failed.connect(self._errors.tell)
        self._outside.gone.connect(self._data_watch.tell)
        self._opening.opened.connect(self._on_library)
        self._general.closeChosen.connect(self._window.leaving.choose)
        self._window.leaving.changed.connect(self._on_leaving)
        self._window.leaving.quitWanted.connect(self.quit)
        if self._window.leaving.ending:
            self.quit()

    def _in_view(self) -> str:
        """The conversation that the person looks at, "" while they look elsewhere."""
        return str(self._chat.conversationId) if self._window.quick.isActive() else ""

    @Slot(str, str)
    def _show_branch(self, conversation_id: str, branch_id: str) -> None:
        self._conversations.select(conversation_id)
        self._chat.openBranch(branch_id)

    @Slot(str, str, int)
    def _show_step(self, conversation_id: str, branch_id: str, position: int) -> None:
        self._conversations.select(conversation_id)
        self._chat.openStep(branch_id, position)

    @Slot(str)
    def _begin_with(self, text: str) -> None:
        self._conversations.startNew()
        self._chat.offerDraft(text)

    @Slot(str)
    def _on_tray(self, action_id: str) -> None:
        self._window.come_forward()
        if action_id:
            self._approvals.openDialog(action_id)
        else:
            self._approvals.openNext()

    @Slot()
    def _on_leaving(self) -> None:
        leaving = self._window.leaving
        self._general.show_closing(leaving.at_close, leaving.has_tray)

    @Slot()
    def _on_place(self) -> None:
        if self._tray.has_place:
            self._window.add_tray_icon(self._tray)
        self._window.leaving.show_tray(self._tray.has_place)
        self._general.show_notices(self._tray.notifies)

    @Slot(object)
    def _on_library(self, library: "Library") -> None:
        self._log("library open")
        self._library.provide(library)
        self._tasks.start(self._fill(library))
        self._tasks.start(self._heed_motion())

    async def _fill(self, library: "Library") -> None:
        """Show the lists, start the engine, and last make the day's copy of the database."""
        try:
            await self._conversations.read(self._window.frame.conversation)
            self._approvals.refresh()
            self.visits.begin()
            self._tasks.start(self._tray.join())
            self._outside.begin()
            await self._engine.open(library)
        finally:
            collect_garbage_again()
        self._log("ready")
        await run_blocking(library.back_up)

    def _log(self, step: str) -> None:
        log.info("%s after %.0f ms", step, (time.perf_counter() - self._began) * 1000)

    async def _be_found(self) -> None:
        """Of one that started hidden, show the window where no icon comes to tell of it."""
        await asyncio.sleep(_ICON_SECONDS)
        if not self._tray.has_place:
            self._window.come_minimized()

    async def _heed_motion(self) -> None:
        self._window.frame.set_reduce_motion(await run_blocking(motion.reduced))


def collect_garbage_again() -> None:
    """Undo startup's gc.disable(), and leave what was imported out of every later collection.

    One over all of LangGraph's objects holds the window for 90 ms.
    """
    gc.freeze()
    gc.enable()
