"""How long actions ran. Pure."""

from graphs import Action


def seconds(action: Action) -> float | None:
    """How long the action ran; None if it has not, still does, or nobody knows when it ended.

    What was cut off ended unseen: the person who settled it, later, has only said that it had.
    """
    if action.started_at is None or action.finished_at is None:
        return None
    if action.decided_at is not None and action.decided_at > action.started_at:
        return None
    return max(0.0, action.finished_at - action.started_at)
