"""From all that waits to the rows of the inbox. Pure: the time is given."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.approvals.props import one_line
from graphs import Action, ActionStatus


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One branch that needs the person: its first action, and how many there are.

    `minutes` is how long that one has waited. `wish` is its title, to go on a sentence.
    """

    key: str
    title: str
    wish: str
    unknown: bool
    count: int
    minutes: int


def inbox(waiting: Sequence[Action], now: float) -> list[InboxRow]:
    """What needs the person, a row a branch, in the order it came."""
    first: dict[str, Action] = {}
    counts: dict[str, int] = {}
    for action in waiting:
        first.setdefault(action.branch_id, action)
        counts[action.branch_id] = counts.get(action.branch_id, 0) + 1
    return [
        InboxRow(
            key=action.id,
            title=one_line(action.conversation_title),
            wish=_as_wish(one_line(action.preview.title)),
            unknown=action.status is ActionStatus.UNKNOWN,
            count=counts[branch_id],
            minutes=max(0, int(now - action.proposed_at) // 60),
        )
        for branch_id, action in first.items()
    ]


def _as_wish(title: str) -> str:
    return title[:1].lower() + title[1:]
