"""The same message, sent to both branches that stand side by side."""

from uuid import uuid4

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.shared.branch_words import branch_name
from desktop.shared.engine_calls import EngineCalls
from desktop.shared.tasks import Tasks
from desktop.timeline.compare_rows import Side
from graphs import Branch, CairnError, ConversationStatus

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("Made in desktop/timeline/comparing.py.")  # pyright: ignore[reportCallIssue]
class BothViewModel(QObject):
    """What is written to both, and why it cannot be sent now.

    Signals:
        failed: a sentence and a hint about what could not be sent.
    """

    changed = Signal()
    failed = Signal(str, str)

    def __init__(self, engine: EngineCalls, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._engine = engine
        self._tasks = tasks
        self._text = ""
        self._sides: tuple[Side, ...] = ()

    @Property(str, notify=changed)
    def text(self) -> str:
        return self._text

    @Property(bool, notify=changed)
    def offered(self) -> bool:
        """Whether there are two branches, as they are now, to write to."""
        ids = {side.branch.id for side in self._sides if side.position is None}
        return len(ids) == 2

    @Property(str, notify=changed)
    def hindrance(self) -> str:
        """Why nothing can be sent now; "" when it can."""
        return next(filter(None, (self._hindrance(side.branch) for side in self._sides)), "")

    @Property(bool, notify=changed)
    def canSend(self) -> bool:
        return bool(self.offered and not self.hindrance and self._text.strip())

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
        self.changed.emit()
        for side in self._sides:
            self._tasks.start(self._send(side.branch, text))

    def aim(self, sides: tuple[Side, ...]) -> None:
        """These are the two."""
        self._sides = sides
        self.changed.emit()

    async def _send(self, branch: Branch, text: str) -> None:
        try:
            await self._engine.call(lambda host: host.send(branch.id, uuid4().hex, text))
        except CairnError as error:
            sentence = self.tr("“{name}” did not get your message: {sentence}")
            name = branch_name(branch)
            self.failed.emit(sentence.format(name=name, sentence=error.sentence), error.hint)
            if not self._text:
                self.write(text)

    def _hindrance(self, branch: Branch) -> str:
        match branch.status:
            case ConversationStatus.RUNNING:
                return self.tr("“{name}” is at work.").format(name=branch_name(branch))
            case ConversationStatus.WAITING:
                return self.tr("“{name}” waits for you.").format(name=branch_name(branch))
            case ConversationStatus.IDLE | ConversationStatus.UNFINISHED:
                return ""
