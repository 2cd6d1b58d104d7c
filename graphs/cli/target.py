"""What an id on the command line means: a conversation, or one of its branches."""

from dataclasses import dataclass

from graphs.errors import NotFound
from graphs.storage.library import SHORTEST_BEGINNING, Library
from graphs.storage.records import Branch, Conversation


@dataclass(frozen=True, slots=True)
class Target:
    """A branch and its conversation. A conversation's id stands for its main branch."""

    conversation: Conversation
    branch: Branch

    @property
    def shown_id(self) -> str:
        """The id that stands for it in any command."""
        return self.conversation.id if self.branch.main else self.branch.id


def find(library: Library, typed: str) -> Target:
    """The one whose id is, or begins with, what was typed.

    Raises NotFound when none or several do.
    """
    if exact := _exact(library, typed):
        return exact
    if len(typed) < SHORTEST_BEGINNING:
        raise _not_found()
    known = [*library.conversations(), *library.conversations(trashed=True)]
    ids = [*(conversation.id for conversation in known), *library.branch_ids()]
    found = [id_ for id_ in ids if id_.startswith(typed)]
    if len(found) > 1:
        raise NotFound("Several ids begin like that.", "Give more of the id.")
    if found and (only := _exact(library, found[0])):
        return only
    raise _not_found()


def of_branch(library: Library, branch_id: str) -> Target:
    """That branch. Raises NotFound."""
    branch = library.branch(branch_id)
    return Target(library.conversation(branch.conversation_id), branch)


def of_turn(library: Library, turn_id: str) -> Target | None:
    """The branch in which that turn was recorded, if it was."""
    conversation = library.conversation_of_turn(turn_id)
    if conversation is None:
        return None
    branches = [
        *library.branches(conversation.id),
        *library.branches(conversation.id, trashed=True),
    ]
    holds = (b for b in branches if any(turn.id == turn_id for turn in library.turns(b.id)))
    return Target(conversation, next(holds))


def _exact(library: Library, id_: str) -> Target | None:
    try:
        conversation = library.conversation(id_)
    except NotFound:
        pass
    else:
        return Target(conversation, library.branch(conversation.branch_id))
    try:
        return of_branch(library, id_)
    except NotFound:
        return None


def _not_found() -> NotFound:
    return NotFound(
        "There is no such conversation or branch.",
        "`cairn list` and `cairn branches` show those there are.",
    )
