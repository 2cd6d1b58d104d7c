"""How the branches of a conversation lie beside each other. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from math import inf
from typing import TypeAlias

from graphs import Branch, Step

Lineage: TypeAlias = Mapping[str, float]
"""A branch and those it was forked from, each with the last of its positions that counts."""

FEW = 6
"""So many branches are all shown at the head."""


def lineage(branches: Iterable[Branch], branch_id: str) -> Lineage:
    """The lineage of a branch; `branches` are all of its conversation, those in the trash too."""
    known = {branch.id: branch for branch in branches}
    found: dict[str, float] = {}
    last = inf
    while branch_id in known and branch_id not in found:
        found[branch_id] = last
        branch = known[branch_id]
        last = min(last, branch.origin_position)
        branch_id = branch.origin_branch_id
    return found


def holds(line: Lineage, step: Step) -> bool:
    """Whether the step, as the branch that made it counts it, is part of that history."""
    return step.position <= line.get(step.branch_id, 0)


def partings(branches: Sequence[Branch], branch_id: str) -> Mapping[int, tuple[Branch, ...]]:
    """The other branches, by the position after which they part from this one.

    Those that part before the first step stand at the first. Branches in the trash are left out.
    """
    own = lineage(branches, branch_id)
    found: dict[int, list[Branch]] = {}
    for branch in branches:
        if branch.id == branch_id or branch.trashed_at is not None:
            continue
        other = lineage(branches, branch.id)
        shared = [min(own[id_], other[id_]) for id_ in own if id_ in other]
        found.setdefault(int(max([1, *shared])), []).append(branch)
    return {position: tuple(there) for position, there in found.items()}


def at_the_head(
    ordered: Sequence[Branch], branch_id: str, *, all_of_them: bool
) -> tuple[Branch, ...]:
    """The branches that are shown: all if they are few or all are wanted, with that one always."""
    if all_of_them or len(ordered) <= FEW:
        return tuple(ordered)
    first = list(ordered[: FEW - 1])
    if all(branch.id != branch_id for branch in first):
        first[-1:] = [branch for branch in ordered if branch.id == branch_id] or first[-1:]
    return tuple(first)
