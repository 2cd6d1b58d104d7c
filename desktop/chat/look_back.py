"""Looking at an earlier step of the branch in view. Nothing is changed by it."""

from collections.abc import Iterable
from dataclasses import replace

from desktop.chat import content, reading
from desktop.chat.branch_in_view import BranchInView
from desktop.chat.reading import by_call
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks, run_blocking
from graphs import Action, ActionStatus, CairnError, Transcript


class LookBack:
    """Shows the branch in view as it was at a step, and then as it is again.

    Steps may be asked for faster than they can be read: those that were passed are left out.
    """

    def __init__(self, library: LibraryCalls, tasks: Tasks, branch: BranchInView) -> None:
        self._library = library
        self._tasks = tasks
        self._branch = branch
        self._wanted = 0
        self._later = ("", 0)
        self._reading = False

    def later(self, branch_id: str, position: int) -> None:
        """Look at that step as soon as its branch is in view."""
        self._later = (branch_id, position)
        self.arrived()

    def arrived(self) -> None:
        """Another branch may be in view now."""
        branch_id, position = self._later
        if branch_id and branch_id == self._branch.inputs.branch_id:
            self._later = ("", 0)
            self.at(position)

    def at(self, position: int) -> None:
        """Look at that step; 0 ends the look."""
        self._wanted = position if self._branch.inputs.branch_id else 0
        if not self._wanted:
            self._branch.come_back()
        elif not self._reading:
            self._reading = True
            self._tasks.start(self._read())

    def forget(self) -> None:
        """What was asked for is not wanted any more: something else comes into view."""
        self._wanted = 0
        self._later = ("", 0)

    async def _read(self) -> None:
        try:
            while position := self._wanted:
                branch_id = self._branch.wanted
                transcript, done = await self._library.call(reading.past(branch_id, position))
                actions = as_they_were(done, transcript)
                kept = self._branch.live.content.shown
                found = await run_blocking(
                    content.made, transcript.messages, kept, by_call(actions)
                )
                if (branch_id, position) == (self._branch.wanted, self._wanted):
                    self._branch.show_past(position, found, transcript.before)
                    return
        except CairnError as error:
            self._branch.failed.emit(error.sentence)
        finally:
            self._reading = False


def as_they_were(actions: Iterable[Action], transcript: Transcript) -> list[Action]:
    """The actions as of that transcript: those without a result in it are still to be done."""
    answered = {one.tool_call_id for one in transcript.messages if one.role == "tool"}
    return [
        action
        if action.call_id in answered
        else replace(action, status=ActionStatus.ALLOWED, started_at=None, finished_at=None)
        for action in actions
    ]
