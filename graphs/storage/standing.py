"""What the status of a branch's newest turn means for the branch. Pure."""

from collections.abc import Iterable

from graphs.storage.records import ConversationStatus, TurnStatus

NOBODY: frozenset[str] = frozenset()

_URGENT = (
    ConversationStatus.WAITING,
    ConversationStatus.RUNNING,
    ConversationStatus.UNFINISHED,
    ConversationStatus.IDLE,
)


def conversation_status(newest_turn: str | None, live: bool) -> ConversationStatus:
    """What lists say of a branch whose newest turn has that status."""
    if newest_turn == TurnStatus.WAITING:
        return ConversationStatus.WAITING
    if newest_turn is None or TurnStatus(newest_turn).at_rest:
        return ConversationStatus.IDLE
    if unfinished(TurnStatus(newest_turn), live):
        return ConversationStatus.UNFINISHED
    return ConversationStatus.RUNNING


def most_urgent(statuses: Iterable[ConversationStatus]) -> ConversationStatus:
    """What is said of a conversation whose branches have these."""
    return min(statuses, key=_URGENT.index)


def unfinished(status: TurnStatus, live: bool) -> bool:
    """Whether nobody runs it and it can be resumed; `live`: somebody runs the branch.

    A turn fails before its branch is let go, so a failed one is unfinished even then.
    """
    if status.at_rest or status is TurnStatus.WAITING:
        return False
    return not live or status is TurnStatus.FAILED
