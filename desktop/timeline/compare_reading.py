"""Reads two branches, or steps, and compares them, both off the window's thread."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from desktop.shared.branch_order import in_order
from desktop.shared.engine_calls import EngineCalls
from desktop.shared.library_calls import LibraryCalls
from desktop.shared.tasks import run_blocking
from desktop.timeline.compare_rows import Side
from graphs import Branch, Comparison, Library, Line, SessionHost, compare, line_of


@dataclass(frozen=True, slots=True)
class Place:
    """Where a side stands: a branch, as it is or as it was at a step."""

    branch_id: str
    position: int | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """The two sides, all branches that could stand there, and how the two differ."""

    sides: tuple[Side, Side]
    branches: tuple[Branch, ...]
    comparison: Comparison


async def read(
    library: LibraryCalls,
    engine: EngineCalls,
    left: Place,
    right: Place,
    writing: Collection[str] = (),
) -> Compared:
    """How the two differ. What is said so far in messages `writing` is left out.

    Raises CairnError.
    """

    def lacking(library: Library) -> list[str]:
        ids = (left.branch_id, right.branch_id)
        return [branch_id for branch_id in ids if library.lacks_steps(branch_id)]

    async def number(host: SessionHost) -> None:
        for branch_id in without_steps:
            await host.number_steps(branch_id)

    if without_steps := await library.call(lacking):
        await engine.call(number)
    (ours, our_line), (theirs, their_line), branches = await library.call(
        lambda library: (
            _side(library, left, writing),
            _side(library, right, writing),
            library.branches(library.branch(left.branch_id).conversation_id),
        )
    )
    comparison = await run_blocking(compare, our_line, their_line)
    return Compared((ours, theirs), in_order(branches), comparison)


def _side(library: Library, place: Place, writing: Collection[str]) -> tuple[Side, Line]:
    line = line_of(library, place.branch_id, place.position)
    said = tuple(one for one in line.messages if not (one.interrupted and one.id in writing))
    side = Side(library.branch(place.branch_id), place.position)
    return side, replace(line, messages=said)
