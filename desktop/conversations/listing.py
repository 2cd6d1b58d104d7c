"""The rows of the sidebar: derived anew from what they depend on, long lists in a worker thread."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.conversations.changes import Change, changes, of_one
from desktop.conversations.derive import Kind, Row, newest_first, rows
from desktop.conversations.list_model import ConversationListModel
from desktop.conversations.nesting import Nest
from desktop.shared.tasks import Tasks, run_blocking
from graphs import Conversation

_HERE_AT_MOST = 1_000  # rows derived on the window's thread; more would take over 8 ms
_NEXT_DAY_CHECK_MS = 30_000


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that the rows depend on. `conversations` is newest first; None until they are read."""

    conversations: tuple[Conversation, ...] | None = None
    query: str = ""
    day: int = 0  # changes at midnight
    nests: Mapping[str, Nest] = field(default_factory=dict[str, Nest])
    in_view: str = ""


class Listing(QObject):
    """Holds the inputs and shows what follows from them.

    Signals:
        shown: the rows are as the inputs say.
    """

    shown = Signal()

    def __init__(
        self, tasks: Tasks, now: Callable[[], datetime], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._now = now
        self._inputs = Inputs(day=self._today())
        self._generation = 0
        self._shown = 0  # the generation that the rows are of
        self._model = ConversationListModel(self)
        self._midnight = QTimer(self, interval=_NEXT_DAY_CHECK_MS)
        self._midnight.timeout.connect(self.look_at_the_clock)
        self._midnight.start()

    @property
    def inputs(self) -> Inputs:
        """What the rows depend on."""
        return self._inputs

    @property
    def model(self) -> ConversationListModel:
        """The rows."""
        return self._model

    def swap(self, inputs: Inputs) -> None:
        """Take new inputs."""
        self._take(inputs)
        if len(inputs.conversations or ()) <= _HERE_AT_MOST:
            self._show(_derived(inputs, self._model.rows, self._now()))
        else:
            self._tasks.start(self._derive_aside(self._generation))

    def put(self, conversation: Conversation, nests: Mapping[str, Nest] | None = None) -> None:
        """Add a conversation, or replace the one with its id; `nests` differ only in its own.

        One that stays in its place or comes to the top, as most do, changes its own rows only.
        """
        known, id_ = self._inputs.conversations or (), conversation.id
        before = next((at for at, one in enumerate(known) if one.id == id_), -1)
        others = known[:before] + known[before + 1 :] if before >= 0 else known
        ordered = newest_first((conversation, *others))
        given = self._inputs.nests if nests is None else nests
        inputs = replace(self._inputs, conversations=ordered, nests=given)
        place = ordered.index(conversation)
        found = None
        if self._shown == self._generation and before >= 0 and place in (0, before):
            found = of_one(self._model.rows, self._rows_of(inputs, conversation), place == 0)
        if found is None:
            self.swap(inputs)
        else:
            self._take(inputs)
            self._show(found)

    def drop(self, conversation_id: str) -> None:
        """Show a conversation no more."""
        left = tuple(one for one in self._inputs.conversations or () if one.id != conversation_id)
        self.swap(replace(self._inputs, conversations=left))

    def find(self, conversation_id: str) -> Conversation | None:
        """The conversation of that id, if it is known."""
        known = self._inputs.conversations or ()
        return next((one for one in known if one.id == conversation_id), None)

    def of_branch(self, branch_id: str) -> Conversation | None:
        """The conversation whose main branch that is, if it is known."""
        known = self._inputs.conversations or ()
        return next((one for one in known if one.branch_id == branch_id), None)

    def neighbour(self, conversation_id: str) -> str:
        """The conversation whose row is below that of another, or else above; "" for none."""
        shown = (row for row in self._model.rows if row.kind is Kind.CONVERSATION)
        ids = [row.conversation.id for row in shown]
        if conversation_id not in ids:
            return ""
        place = ids.index(conversation_id)
        return (ids[place + 1 : place + 2] or ids[max(place - 1, 0) : place] or [""])[0]

    @Slot()
    def look_at_the_clock(self) -> None:
        """Put the rows under other headings on another day."""
        if self._today() != self._inputs.day:
            self.swap(replace(self._inputs, day=self._today()))

    def _take(self, inputs: Inputs) -> None:
        self._inputs = inputs
        self._generation += 1

    def _rows_of(self, inputs: Inputs, conversation: Conversation) -> tuple[Row, ...]:
        given = inputs.query, self._now(), inputs.nests, inputs.in_view
        return rows((conversation,), *given)

    async def _derive_aside(self, generation: int) -> None:
        found = await run_blocking(_derived, self._inputs, self._model.rows, self._now())
        if generation == self._generation:
            self._show(found)

    def _show(self, found: tuple[Change, ...]) -> None:
        self._model.apply(found)
        self._shown = self._generation
        self.shown.emit()

    def _today(self) -> int:
        return self._now().toordinal()


def _derived(inputs: Inputs, shown: tuple[Row, ...], now: datetime) -> tuple[Change, ...]:
    known = inputs.conversations or ()
    return changes(shown, rows(known, inputs.query, now, inputs.nests, inputs.in_view))
