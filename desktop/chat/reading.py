"""What is read of a branch at once. Each function makes a call for the library's thread."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphs import Action, Conversation, Transcript

if TYPE_CHECKING:
    from graphs import Library


@dataclass(frozen=True, slots=True)
class Reading:
    """A conversation, the newest messages of a branch of it, and the actions that they tell of."""

    conversation: Conversation
    transcript: Transcript
    actions: list[Action]


def newest(conversation_id: str) -> "Callable[[Library], Reading]":
    """Read a conversation's newest messages. Raises NotFound."""

    def read(library: "Library") -> Reading:
        conversation = library.conversation(conversation_id)
        transcript = library.transcript(conversation.branch_id)
        return Reading(conversation, transcript, _actions_in(library, transcript))

    return read


def earlier(branch_id: str, before: str) -> "Callable[[Library], tuple[Transcript, list[Action]]]":
    """Read the messages before an earlier stretch. Raises NotFound."""

    def read(library: "Library") -> "tuple[Transcript, list[Action]]":
        transcript = library.transcript(branch_id, before)
        return transcript, _actions_in(library, transcript)

    return read


def by_call(actions: Iterable[Action]) -> dict[str, Action]:
    """Actions by the id of their call."""
    return {action.call_id: action for action in actions}


def _actions_in(library: "Library", transcript: Transcript) -> list[Action]:
    turns = dict.fromkeys(one.turn_id for one in transcript.messages if one.tool_calls)
    return library.actions_of(transcript.branch_id, list(turns)) if turns else []
