"""What is read of a branch at once. Each function makes a call for the library's thread."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graphs import Action, Conversation, ForkPoint, NotFound, Transcript

if TYPE_CHECKING:
    from graphs import Library


@dataclass(frozen=True, slots=True)
class Reading:
    """A conversation, the newest messages of a branch of it, and the actions that they tell of.

    `forks` are the points at which other branches leave it.
    """

    conversation: Conversation
    transcript: Transcript
    actions: list[Action]
    forks: list[ForkPoint]


def newest(
    conversation_id: str, branch_id: str = "", through: str = ""
) -> "Callable[[Library], Reading]":
    """Read the newest messages of a branch, or of the one looked at last; raises NotFound.

    They reach back to the message `through`, if it is one of them.
    """

    def read(library: "Library") -> Reading:
        conversation = library.conversation(conversation_id)
        id_ = branch_id or conversation.viewed_branch_id
        if library.branch(id_).conversation_id != conversation_id:
            raise NotFound("That branch is not part of this conversation.", "Choose another one.")
        transcript = library.transcript(id_)
        while through and transcript.before and _lacks(transcript, through):
            older = library.transcript(id_, transcript.before)
            messages = (*older.messages, *transcript.messages)
            transcript = replace(transcript, messages=messages, before=older.before)
        actions = actions_in(library, transcript)
        return Reading(conversation, transcript, actions, library.siblings(id_))

    return read


def earlier(
    branch_id: str, before: str, position: int = 0
) -> "Callable[[Library], tuple[Transcript, list[Action]]]":
    """Read the messages before an earlier stretch; of the past, if a step is named.

    Raises NotFound.
    """

    def read(library: "Library") -> "tuple[Transcript, list[Action]]":
        if position:
            transcript = library.transcript_at(branch_id, position, before)
        else:
            transcript = library.transcript(branch_id, before)
        return transcript, actions_in(library, transcript)

    return read


def past(branch_id: str, position: int) -> "Callable[[Library], tuple[Transcript, list[Action]]]":
    """Read the newest messages as they were at a step. Raises NotFound."""

    def read(library: "Library") -> "tuple[Transcript, list[Action]]":
        transcript = library.transcript_at(branch_id, position)
        return transcript, actions_in(library, transcript)

    return read


def by_call(actions: Iterable[Action]) -> dict[str, Action]:
    """Actions by the id of their call."""
    return {action.call_id: action for action in actions}


def actions_in(library: "Library", transcript: Transcript) -> list[Action]:
    """The actions that a transcript tells of. Raises NotFound."""
    turns = dict.fromkeys(one.turn_id for one in transcript.messages if one.tool_calls)
    return library.actions_of(transcript.branch_id, list(turns)) if turns else []


def _lacks(transcript: Transcript, message_id: str) -> bool:
    return all(one.id != message_id for one in transcript.messages)
