"""What the person writes, from the first letter to the moment it is recorded as a message."""

import time
from uuid import uuid4

from PySide6.QtCore import QObject, Signal, Slot

from desktop.chat.branch_in_view import BranchInView
from desktop.chat.draft import Draft
from desktop.chat.kept_drafts import KeptDrafts
from desktop.chat.props import Trouble
from desktop.chat.runs import Runs
from desktop.chat.sending import Sending
from desktop.chat.workspace import WorkspaceViewModel
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks
from graphs import TurnStarted


class Writing(QObject):
    """The text of the composer, its draft on disk, and what is on its way into the branch in view.

    A text is forgotten only when its message is recorded.

    Signals:
        changed: `text` was set here; what the person types does not emit it.
        sent: the message in the composer is recorded.
        began: the id of a conversation in view whose first message is recorded.
    """

    changed = Signal()
    sent = Signal()
    began = Signal(str)

    def __init__(
        self,
        library: LibraryCalls,
        tasks: Tasks,
        runs: Runs,
        branch: BranchInView,
        workspace: WorkspaceViewModel,
    ) -> None:
        super().__init__(branch)
        self._runs = runs
        self._branch = branch
        self._workspace = workspace
        self._kept = KeptDrafts(library, tasks)
        self._draft = Draft(self._kept.save, self)
        branch.opened.connect(self._restore)

    @property
    def text(self) -> str:
        """What stands in the composer."""
        return self._draft.text

    def belong(self, conversation_id: str) -> None:
        """Another conversation is opened; its draft comes when it is read."""
        self._draft.take_over(conversation_id, "")
        self.changed.emit()

    def type(self, text: str) -> None:
        """Take what the person typed."""
        if self._branch.inputs.trouble.written and text != self._draft.text:
            self._branch.swap(trouble=Trouble())
        self._draft.type(text)

    def offer(self, text: str) -> None:
        """Put a text before what stands in the composer."""
        typed = self._draft.text
        if text and text != typed:
            self._draft.type(f"{text}\n{typed}" if typed else text)
            self.changed.emit()

    def send(self, text: str) -> None:
        """Send a message in the branch in view, or begin a conversation with it."""
        self._draft.type(text)
        self._draft.flush()
        inputs = self._branch.inputs
        conversation_id = inputs.conversation_id or self._runs.next_id
        sending = Sending(
            uuid4().hex,
            text,
            conversation_id,
            inputs.branch_id,
            sent_at=time.time(),
            folder=self._workspace.picked,
        )
        self._branch.swap(
            conversation_id=conversation_id, sending=sending, stopping=False, trouble=Trouble()
        )
        self._branch.take(())
        self._runs.send(sending)

    def recorded(self, event: TurnStarted) -> None:
        """A message is on disk: if it was sent from here, forget its draft."""
        sending = self._runs.recorded(event.turn_id)
        if sending is None:
            return
        if sending.begins:
            self._kept.save("", "")
        if sending.conversation_id != self._branch.inputs.conversation_id:
            if not sending.begins:
                self._kept.save(sending.conversation_id, "")
            return
        if sending.begins or sending.branch_id == self._branch.wanted:
            self._branch.begun(event.branch_id)
        rest = self._draft.text.removeprefix(sending.text)
        self._draft.take_over(sending.conversation_id, rest)
        self._kept.save(sending.conversation_id, rest)
        self._workspace.show(sending.conversation_id)
        self.sent.emit()
        self.changed.emit()
        if sending.begins:
            self.began.emit(sending.conversation_id)

    async def close(self) -> None:
        """Write down what stands in the composer."""
        self._draft.flush()
        await self._kept.close()

    @Slot(str)
    def _restore(self, draft: str) -> None:
        """Put the saved draft into the composer, before what has been typed by now."""
        on_its_way = not self._branch.inputs.conversation_id and self._runs.begins
        if not on_its_way:
            self.offer(draft)
