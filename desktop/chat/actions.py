"""What the journal says of the actions in the transcript, beside what was said."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from desktop.shared.action_words import duration, status_word
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import Tasks
from graphs import Action, ActionStatus, CairnError

QML_IMPORT_NAME = "Cairn"
QML_IMPORT_MAJOR_VERSION = 1

_MARKS = {"added": "+", "removed": "-", "same": " ", "gap": "…"}
_QUIET_SECONDS = 0.05  # what took less says nothing of how long it took


@QmlElement
@QmlUncreatable("Made in desktop/chat/view_model.py.")  # pyright: ignore[reportCallIssue]
class ActionsViewModel(QObject):
    """The actions of the branch in view, by the id of their call.

    `revision` grows with each change: bindings that call `seen` name it, to be evaluated anew.
    """

    changed = Signal()

    def __init__(self, library: LibraryCalls, tasks: Tasks) -> None:
        super().__init__()
        self._library = library
        self._tasks = tasks
        self._branch_id = ""
        self._known: dict[str, Action] = {}
        self._revision = 0

    @Property(int, notify=changed)
    def revision(self) -> int:
        return self._revision

    @Slot(str, int, result="QVariantMap")
    def seen(self, call_id: str, revision: int) -> dict[str, Any]:
        """What is shown of the action of a call; empty while nothing is known of one."""
        del revision
        action = self._known.get(call_id)
        return _shown(action) if action else {}

    def show(self, branch_id: str, turn_ids: Sequence[str]) -> None:
        """Read the actions of these turns too; another branch's are forgotten."""
        if branch_id != self._branch_id:
            self._branch_id = branch_id
            self._known.clear()
        if branch_id and turn_ids:
            self._tasks.start(self._read(branch_id, list(turn_ids)))

    def take(self, action: Action) -> None:
        """An action of some branch stands elsewhere now."""
        if action.branch_id == self._branch_id:
            self._known[action.call_id] = action
            self._tell()

    async def _read(self, branch_id: str, turn_ids: list[str]) -> None:
        try:
            found = await self._library.call(
                lambda library: library.actions_of(branch_id, turn_ids)
            )
        except CairnError:
            return  # told where the transcript is read
        if branch_id == self._branch_id and found:
            self._known.update({action.call_id: action for action in found})
            self._tell()

    def _tell(self) -> None:
        self._revision += 1
        self.changed.emit()


def _shown(action: Action) -> dict[str, Any]:
    took = None
    if action.started_at is not None and action.finished_at is not None:
        took = action.finished_at - action.started_at
    failed = action.status in (ActionStatus.FAILED, ActionStatus.REJECTED)
    return {
        "title": action.preview.title,
        "word": status_word(action.status, edited=bool(action.edited)),
        "needsPerson": action.status.needs_person,
        "over": action.status.over,
        "failed": failed,
        "rejected": action.status is ActionStatus.REJECTED,
        "reads": not action.asks and action.decided_by == "rule" and not action.preview.diff,
        "edited": action.edited,
        "arguments": action.arguments,
        "words": action.words,
        "because": "" if action.asks else action.because,
        "took": duration(took) if took is not None and took >= _QUIET_SECONDS else "",
        "diff": [f"{_MARKS[line.kind]} {line.text}" for line in action.preview.diff],
        "more": action.preview.more,
        "result": action.result,
    }
