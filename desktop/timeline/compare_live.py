"""The answers being written, of all branches, until they are on disk."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication

from desktop.shared.text_marks import LONGEST, plain
from desktop.timeline.compare_rows import CompareRow
from graphs import Event, StepSaved, TextDelta, TurnFailed, TurnFinished, TurnStopped, TurnWaiting


@dataclass
class Answers:
    """What was streamed. A text is kept until `forget`, so that it can be shown until it is read.

    Attributes:
        texts: by branch and message.
        ended: those that are on disk by now, or will never be.
    """

    texts: dict[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])
    ended: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])

    @property
    def writing(self) -> frozenset[str]:
        """The messages that are being written."""
        return frozenset(message_id for _, message_id in self.texts.keys() - self.ended)

    def take(self, event: Event) -> None:
        """Take in what is told of any branch."""
        match event:
            case TextDelta():
                key = event.branch_id, event.message_id
                self.texts[key] = self.texts.get(key, "") + event.text
            case StepSaved() | TurnFinished() | TurnWaiting() | TurnStopped() | TurnFailed():
                self.ended |= {key for key in self.texts if key[0] == event.branch_id}
            case _:
                pass

    def forget(self, keys: Iterable[tuple[str, str]]) -> None:
        """What has ended has been read."""
        for key in keys:
            self.texts.pop(key, None)
            self.ended.discard(key)


def live_row(
    texts: Mapping[tuple[str, str], str], branch_ids: Sequence[str]
) -> tuple[CompareRow, ...]:
    """What the two write now, side by side; nothing while neither writes."""
    ours, theirs = (
        next((text for (of, _), text in texts.items() if of == branch_id and text.strip()), "")
        for branch_id in branch_ids
    )
    if not ours and not theirs:
        return ()
    label = QCoreApplication.translate("Compare", "Cairn writes")
    return (
        CompareRow(
            "live",
            label=label,
            ours=plain(_end(ours)),
            theirs=plain(_end(theirs)),
            has_ours=bool(ours),
            has_theirs=bool(theirs),
            live=True,
        ),
    )


def _end(text: str) -> str:
    return text if len(text) <= LONGEST else "…" + text[-LONGEST:]
