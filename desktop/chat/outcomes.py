"""What is asked of the engine for the turn in view, and what became of what was asked."""

from PySide6.QtCore import QObject, Signal, Slot

from desktop.chat.branch_in_view import BranchInView
from desktop.chat.props import Trouble
from desktop.chat.runs import Runs
from desktop.chat.sending import Sending
from graphs import CairnError, InvalidArguments, InvalidText


class Outcomes(QObject):
    """Ends the turn in view or runs it on, and shows there what was refused and what is over.

    Signals:
        refused: a message was not taken; what is wrong stands beside the composer.
        told: a short sentence to show for a moment.
    """

    refused = Signal()
    told = Signal(str)

    def __init__(self, runs: Runs, branch: BranchInView) -> None:
        super().__init__(branch)
        self._runs = runs
        self._branch = branch
        runs.sendRefused.connect(self._on_send_refused)
        runs.returned.connect(self._on_returned)
        runs.settleRefused.connect(self._on_settle_refused)
        runs.settled.connect(self._on_settled)
        runs.stopRefused.connect(self._on_stop_refused)
        runs.vanished.connect(self._on_vanished)

    def stop(self) -> None:
        """End the running turn, or the message on its way, where it is."""
        inputs = self._branch.inputs
        running = inputs.progress or inputs.sending
        if running is not None and not inputs.stopping:
            self._branch.swap(stopping=True)
            self._runs.stop(running.turn_id)

    def resume(self) -> None:
        """Run the unfinished turn on."""
        self._branch.swap(settling=True, trouble=Trouble())
        self._runs.resume(self._branch.inputs.branch_id)

    def leave(self) -> None:
        """End the unfinished turn where it is."""
        self._branch.swap(settling=True, trouble=Trouble())
        self._runs.leave(self._branch.inputs.branch_id)

    @Slot(object, object)
    def _on_send_refused(self, sending: Sending, error: CairnError) -> None:
        if sending is self._branch.inputs.sending:
            written = isinstance(error, InvalidArguments | InvalidText)
            self._branch.swap(trouble=Trouble(error.sentence, error.hint, written))
            self.refused.emit()
        else:
            self.told.emit(error.sentence)

    @Slot(object)
    def _on_returned(self, sending: Sending) -> None:
        """A message that was not recorded is no longer on its way; its text is in the composer."""
        if sending is self._branch.inputs.sending:
            conversation_id = "" if sending.begins else sending.conversation_id
            self._branch.swap(conversation_id=conversation_id, sending=None, stopping=False)
            self._branch.take(())

    @Slot(str, object)
    def _on_settle_refused(self, branch_id: str, error: CairnError) -> None:
        if branch_id == self._branch.inputs.branch_id:
            self._branch.swap(trouble=Trouble(error.sentence, error.hint))

    @Slot(str)
    def _on_settled(self, branch_id: str) -> None:
        if branch_id == self._branch.inputs.branch_id:
            self._branch.swap(settling=False)

    @Slot(object)
    def _on_stop_refused(self, error: CairnError) -> None:
        self._branch.swap(stopping=False)
        self.told.emit(error.sentence)

    @Slot(str)
    def _on_vanished(self, branch_id: str) -> None:
        if branch_id == self._branch.inputs.branch_id:
            self._branch.read_anew()
