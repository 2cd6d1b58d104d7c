"""Reading whole lines of history from the library. Blocks."""

from graphs.history.compare import Line
from graphs.storage.library import Library
from graphs.storage.records import Message, Step


def line_of(library: Library, branch_id: str, position: int | None = None) -> Line:
    """A branch as it is now, or as it was at a step. Raises NotFound."""
    messages = messages_of(library, branch_id, position)
    turn_ids = list(dict.fromkeys(message.turn_id for message in messages))
    return Line(
        branch_id,
        tuple(messages),
        tuple(steps_of(library, branch_id, position)),
        tuple(library.actions_of(branch_id, turn_ids)),
    )


def messages_of(library: Library, branch_id: str, position: int | None = None) -> list[Message]:
    """All messages of a branch as it is now, or as it was at a step. Raises NotFound."""
    found: list[Message] = []
    before: str | None = None
    while True:
        if position is None:
            stretch = library.transcript(branch_id, before)
        else:
            stretch = library.transcript_at(branch_id, position, before)
        found[:0] = stretch.messages
        before = stretch.before
        if before is None:
            return found


def steps_of(library: Library, branch_id: str, last: int | None = None) -> list[Step]:
    """All steps of a branch's history, up to that position if given. Raises NotFound."""
    found: list[Step] = []
    before = None if last is None else last + 1
    while stretch := library.steps(branch_id, before):
        found[:0] = stretch
        before = stretch[0].position
    return found
