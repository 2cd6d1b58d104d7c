"""In which order the branches of a conversation are listed. Pure."""

from collections.abc import Iterable

from graphs import Branch


def in_order(branches: Iterable[Branch]) -> tuple[Branch, ...]:
    """The main branch, then the pinned ones, then the others; those in the trash left out."""
    there = (branch for branch in branches if branch.trashed_at is None)
    return tuple(sorted(there, key=lambda branch: (not branch.main, not branch.pinned)))
