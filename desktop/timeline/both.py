"""The same message, sent to both branches that stand side by side."""

from collections.abc import Sequence
from uuid import uuid4

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.shared.branch_words import branch_name
from desktop.shared.engine_calls import EngineCalls
from desktop.shared.tasks import Tasks
from graphs import Branch, CairnError, ConversationStatus

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("Made in desktop/timeline/comparing.py.")  # pyright: ignore[reportCallIssue]
class BothViewModel(QObject):
    """What is written to both, and why it cannot be sent now.

    Signals:
        sent: it is on its way to both.
        failed: a sentence and a hint about what could not be sent.
    """

    changed = Signal()
    sent = Signal()
    failed = Signal(str, str)

    def __init__(self, engine: EngineCalls, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._engine = engine
        self._tasks = tasks
        self._text = ""
        self._offered = False
        self._branches: tuple[Branch, ...] = ()

    @Property(str, notify=changed)
    def text(self) -> str:
        return self._text

    @Property(bool, notify=changed)
    def offered(self) -> bool:
        """Whether there are two branches, as they are now, to write to."""
        return self._offered

    @Property(str, notify=changed)
    def hindrance(self) -> str:
        """Why nothing can be sent now; "" when it can."""
        branch = self._hindering()
        if branch is None:
            return ""
        if branch.status is ConversationStatus.WAITING:
            return self.tr("One of them waits for you: {name}").format(name=branch_name(branch))
        return self.tr("One of them is at work: {name}").format(name=branch_name(branch))

    @Property(str, notify=changed)
    def hindering(self) -> str:
        """The branch that cannot be sent anything now."""
        branch = self._hindering()
        return branch.id if branch else ""

    @Property(bool, notify=changed)
    def waits(self) -> bool:
        """Whether it is the person that it waits for."""
        branch = self._hindering()
        return branch is not None and branch.status is ConversationStatus.WAITING

    @Property(bool, notify=changed)
    def canSend(self) -> bool:
        return bool(self._branches and self._hindering() is None and self._text.strip())

    @Slot(str)
    def write(self, text: str) -> None:
        """Take what was written."""
        if text != self._text:
            self._text = text
            self.changed.emit()

    @Slot()
    def send(self) -> None:
        """Send it to both; they answer side by side."""
        if not self.canSend:
            return
        text, self._text = self._text, ""
        branches, self._branches = self._branches, ()
        self.changed.emit()
        self.sent.emit()
        refused: list[str] = []
        for branch in branches:
            self._tasks.start(self._send(branch, text, refused))

    def expect(self, *, offered: bool) -> None:
        """Others will stand side by side; nothing is sent until they are read."""
        self._offered, self._branches = offered, ()
        self.changed.emit()

    def aim(self, branches: Sequence[Branch]) -> None:
        """These are the two, as they were read now."""
        self._branches = tuple(branches) if self._offered else ()
        self.changed.emit()

    async def _send(self, branch: Branch, text: str, refused: list[str]) -> None:
        try:
            await self._engine.call(lambda host: host.send(branch.id, uuid4().hex, text))
        except CairnError as error:
            sentence = self.tr("One of them did not get your message: {name}. {sentence}")
            name = branch_name(branch)
            self.failed.emit(sentence.format(name=name, sentence=error.sentence), error.hint)
            refused.append(branch.id)
            if len(refused) > 1 and not self._text:
                self.write(text)

    def _hindering(self) -> Branch | None:
        busy = (ConversationStatus.WAITING, ConversationStatus.RUNNING)
        found = [branch for branch in self._branches if branch.status in busy]
        return min(found, key=lambda branch: busy.index(branch.status), default=None)
