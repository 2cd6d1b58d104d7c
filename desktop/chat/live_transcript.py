"""What is on screen of a branch: its messages, the answer being written, what is on its way."""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QObject

from desktop.chat import content
from desktop.chat.content import Content
from desktop.chat.progress import Answer
from desktop.chat.rows import Row, RowKind, folded, rows_of
from desktop.chat.sending import Sending
from desktop.chat.transcript import TranscriptModel
from graphs import Action, Message


class LiveTranscript:
    """Keeps the list model true to the branch in view, with the fewest changes.

    Attributes:
        model: its rows: those of the messages, then those of the answer being written, or of the
            message that is not recorded yet.
    """

    def __init__(self, parent: QObject) -> None:
        self.model = TranscriptModel(parent)
        self._content = Content()
        self._actions: dict[str, Action] = {}  # by call
        self._forks: Mapping[str, Row] = {}
        self._unfolded: set[str] = set()
        self._answer: Answer | None = None
        self._sending: Sending | None = None
        self._settled = 0  # rows of the content
        self._finished = 0  # blocks of the answer that are on screen for good

    @property
    def content(self) -> Content:
        """The messages on screen, without the answer being written."""
        return self._content

    @property
    def actions(self) -> Mapping[str, Action]:
        """What the journal says of the branch in view, by call id."""
        return self._actions

    @property
    def empty(self) -> bool:
        """Whether there is nothing on screen."""
        return self.model.rowCount() == 0

    @property
    def newest_saved(self) -> str:
        """The id of the newest message on screen that is a step, or a part of one; '' for none."""
        return next((one.id for one in reversed(self._content.messages) if one.key), "")

    def text(self, message_id: str) -> str:
        """A message on screen as it was written; '' when there is none with that id."""
        if self._answer is not None and self._answer.message.id == message_id:
            return self._answer.message.text
        return next((one.text for one in self._content.messages if one.id == message_id), "")

    def clear(self) -> None:
        """Show nothing."""
        self._content, self._answer, self._sending = Content(), None, None
        self._forks = {}
        self._actions.clear()
        self._unfolded.clear()
        self._settled = self._finished = 0
        self.model.reset(())

    def show(self, found: Content, answer: Answer | None, sending: Sending | None) -> None:
        """Show all that there is. The answer being written stands for its message in `found`."""
        if answer is not None and answer.message.id in found.shown:
            found = Content(found.without(answer.message.id), found.shown)
        self._content, self._sending = found, sending
        settled = folded(found.rows(self._forks), self._unfolded)
        growing = content.tail_of(answer, 0) if answer else ()
        waiting = rows_of(sending.message, {}, {}) if sending else ()
        self.model.show((*settled, *growing, *waiting))
        self._settled = len(settled)
        self._mark(answer)

    def take(
        self,
        messages: Sequence[Message],
        answer: Answer | None,
        sending: Sending | None,
        live: str = "",
    ) -> None:
        """Put `messages` in the place of their namesakes, or at the end; see `content.made`.

        Rows of the answer that was being written become those of its saved message.
        """
        known = self._content
        if self._answer is not None:
            known = content.with_answer(known, self._answer, messages)
        both = content.with_saved(known.messages, messages)
        self.show(content.made(both, known.shown, self._actions, live), answer, sending)

    def learn(self, actions: Iterable[Action]) -> None:
        """Know where these actions of the branch in view stand; `take` shows it."""
        self._actions.update({action.call_id: action for action in actions})

    def forget(self) -> None:
        """Know nothing of any action: another branch comes into view."""
        self._actions.clear()

    def part(self, forks: Mapping[str, Row]) -> None:
        """Know where branches part: rows by the message they stand behind; `show` shows it."""
        self._forks = forks

    def toggle(self, key: str) -> None:
        """Unfold a folded row, or fold it again."""
        row = self.model.find(key)
        self.model.toggle(key)
        if row is not None and row.kind is RowKind.READS:
            self._unfolded.symmetric_difference_update({key})
            self.show(self._content, self._answer, self._sending)

    def grow(self, answer: Answer) -> None:
        """Show what was added to the answer; costs what its last blocks cost."""
        rows = content.tail_of(answer, self._finished)
        self.model.splice(self._settled + self._finished, rows)
        self._mark(answer)

    def prepend(self, earlier: Content) -> None:
        """Put what was read from before the first message before it."""
        rows = folded(earlier.rows(self._forks), ())
        self._content = content.before(earlier, self._content)
        self._settled += len(rows)
        self.model.prepend(rows)

    def _mark(self, answer: Answer | None) -> None:
        self._answer = answer
        # The last finished block is looked at once more: it may not be the last of its message.
        self._finished = max(0, len(answer.stream.done) - 1) if answer else 0
        rows = self.model.rows
        self.model.set_streaming(rows[-1].key if answer and rows else "")
