"""From all that waits to the rows of the inbox. Pure: the time is given."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desktop.approvals.props import one_line
from desktop.shared.branch_words import branch_name
from graphs import Action, ActionStatus, Branch


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One branch that needs the person: its first action, and how many there are.

    `minutes` is how long that one has waited. `wish` is its title, to go on a sentence. `branch` is
    what the branch is called; "" for a main one, unless others of its conversation need them too.
    """

    key: str
    title: str
    branch: str
    wish: str
    unknown: bool
    count: int
    minutes: int


def inbox(waiting: Sequence[Action], branches: Iterable[Branch], now: float) -> list[InboxRow]:
    """What needs the person, a row a branch, in the order it came. `branches` are those of it."""
    first: dict[str, Action] = {}
    counts: dict[str, int] = {}
    for action in waiting:
        first.setdefault(action.branch_id, action)
        counts[action.branch_id] = counts.get(action.branch_id, 0) + 1
    called = _called(branches)
    return [
        InboxRow(
            key=action.id,
            title=one_line(action.conversation_title),
            branch=called.get(branch_id, ""),
            wish=_as_wish(one_line(action.preview.title)),
            unknown=action.status is ActionStatus.UNKNOWN,
            count=counts[branch_id],
            minutes=max(0, int(now - action.proposed_at) // 60),
        )
        for branch_id, action in first.items()
    ]


def _called(branches: Iterable[Branch]) -> dict[str, str]:
    known = list(branches)
    alike = Counter(one.conversation_id for one in known)
    told = (one for one in known if not one.main or alike[one.conversation_id] > 1)
    return {one.id: one_line(branch_name(one)) for one in told}


def _as_wish(title: str) -> str:
    return title[:1].lower() + title[1:]
