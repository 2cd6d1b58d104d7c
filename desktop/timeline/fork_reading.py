"""Reads all that is to be known of a step before a branch is made from it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from desktop.shared.engine_calls import EngineCalls
from desktop.shared.library_calls import LibraryCalls
from desktop.timeline.continuing import Known
from graphs import Action, Branch, Library, Step

Where: TypeAlias = Callable[[Library], int]
"""The position of the step, asked of the library; 0 is before the first one."""

_MOST_STEPS = 5_000
"""Steps in which turns are counted."""


@dataclass(frozen=True, slots=True)
class _Found:
    branch: Branch
    step: Step | None
    turns: int
    done: tuple[Action, ...]


async def read(library: LibraryCalls, engine: EngineCalls, branch_id: str, where: Where) -> Known:
    """What is known of a step. Raises NotFound."""
    found = await library.call(lambda library: _found(library, branch_id, where(library)))
    position = found.step.position if found.step else 0
    role, said = "", ""
    if found.step is not None:
        detail = await engine.call(lambda host: host.step_state(branch_id, position))
        if detail.messages:
            role, said = detail.messages[-1].role, detail.messages[-1].text
    return Known(
        branch=found.branch,
        step=found.step,
        role=role,
        said=said,
        turns=found.turns,
        done=found.done,
        files=await engine.call(lambda host: host.files_back(branch_id, position)),
        tools=await engine.call(lambda host: host.tools()),
    )


def at_message(branch_id: str, message_id: str, before: int = 0) -> Where:
    """The step that brought a message, or so many before it."""

    def position(library: Library) -> int:
        return library.step_of_message(branch_id, message_id).position - before

    return position


def _found(library: Library, branch_id: str, position: int) -> _Found:
    branch = library.branch(branch_id)
    done = tuple(library.done_since(branch_id, position))
    if not position:
        return _Found(branch, None, 0, done)
    step = library.step(branch_id, str(position))
    up_to = library.steps(branch_id, position + 1, _MOST_STEPS)
    return _Found(branch, step, len({one.turn_id for one in up_to}), done)
