"""What the model is told of an action, made from the journal alone. Pure."""

from typing import assert_never

from graphs.storage.action_records import Action, ActionStatus
from graphs.tools.call import Outcome

_KEEP_OUT = "It was not run. Do not call it again unless the person asks for it."


def outcome(action: Action) -> Outcome:
    """The result that stands for the action in the conversation."""
    failed = action.status not in (ActionStatus.DONE, ActionStatus.ANSWERED)
    return Outcome(action.id, _text(action), failed)


def _text(action: Action) -> str:
    match action.status:
        case ActionStatus.DONE | ActionStatus.FAILED:
            if not action.edited:
                return action.result
            return (
                f"{action.result}\n(The person had changed this call before it ran, to "
                f"{action.edited}. That is what they want.)"
            )
        case ActionStatus.REJECTED if action.words:
            return f"The person rejected this call and says: {action.words}\n{_KEEP_OUT}"
        case ActionStatus.REJECTED:
            return f"The person rejected this call. {_KEEP_OUT}"
        case ActionStatus.ANSWERED:
            return action.words
        case ActionStatus.STARTED | ActionStatus.UNKNOWN:
            return "This call was broken off. Nobody knows yet whether it happened."
        case (
            ActionStatus.WAITING
            | ActionStatus.ALLOWED
            | ActionStatus.APPROVED
            | ActionStatus.EDITED
        ):
            return "This call was stopped before it ran."
        case _:
            assert_never(action.status)
