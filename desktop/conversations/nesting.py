"""Which branches stand beneath their conversation. Pure."""

from dataclasses import dataclass

from desktop.shared.branch_order import in_order
from graphs import Branch, ConversationStatus

FEW = 12
"""So many branches are all shown."""


@dataclass(frozen=True, slots=True)
class Nest:
    """The branches of an unfolded conversation, oldest first.

    `whole`: all are shown although they are many.
    """

    branches: tuple[Branch, ...]
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """The branches that have a row. `hidden` have none; None where they are few anyway."""

    branches: tuple[Branch, ...] = ()
    hidden: int | None = None


def shown(nest: Nest, in_view: str) -> Shown:
    """The branches that are shown, in order; none when there is only one.

    Of many these are the main one, the one in view, the pinned ones and those at work; and the
    newest.
    """
    ordered = in_order(nest.branches)
    if len(ordered) <= FEW:
        return Shown(ordered if len(ordered) > 1 else ())
    if nest.whole:
        return Shown(ordered, 0)
    wanted = {one.id for one in ordered if _always(one, in_view)}
    there = {one.id for one in ordered} - wanted
    others = [one.id for one in reversed(nest.branches) if one.id in there]
    wanted.update(others[: max(0, FEW - len(wanted))])
    few = tuple(one for one in ordered if one.id in wanted)
    return Shown(few, len(ordered) - len(few))


def _always(branch: Branch, in_view: str) -> bool:
    idle = branch.status is ConversationStatus.IDLE
    return branch.main or branch.pinned or not idle or branch.id == in_view
