"""What the timeline reads of the library. Every function blocks."""

from dataclasses import dataclass

from desktop.timeline.derive import grouped
from desktop.timeline.lanes import lineage
from desktop.timeline.pile import Read
from graphs import Branch, Library, Step, Turn

AT_ONCE = 500  # steps
_NEWEST = 40


@dataclass(frozen=True, slots=True)
class Sisters:
    """All branches of a conversation, those in the trash too, and its pinned steps."""

    branches: tuple[Branch, ...] = ()
    marks: tuple[Step, ...] = ()


def sisters(library: Library, conversation_id: str) -> Sisters:
    """The branches beside each other."""
    there = library.branches(conversation_id)
    gone = library.branches(conversation_id, trashed=True)
    return Sisters((*there, *gone), tuple(library.marks(conversation_id)))


def first(library: Library, conversation_id: str, branch_id: str) -> tuple[Sisters, Read]:
    """The newest steps of a branch, all turns of its history, and the branches beside it."""
    beside = sisters(library, conversation_id)
    turns = [turn for id_ in lineage(beside.branches, branch_id) for turn in library.turns(id_)]
    return beside, _read(library, branch_id, library.steps(branch_id, limit=AT_ONCE), turns)


def newest(library: Library, branch_id: str) -> Read:
    """What may be new in a branch that was read before."""
    turn = library.newest_turn(branch_id)
    return _read(
        library, branch_id, library.steps(branch_id, limit=_NEWEST), [turn] if turn else []
    )


def _read(library: Library, branch_id: str, steps: list[Step], turns: list[Turn]) -> Read:
    groups = grouped(steps)
    acted = groups[0].turn_ids if groups else ()
    actions = library.actions_of(branch_id, acted) if acted else []
    failures = library.failures(branch_id)
    return Read(tuple(steps), tuple(turns), acted, tuple(actions), tuple(failures))
