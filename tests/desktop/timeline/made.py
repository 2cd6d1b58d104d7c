"""Steps, turns and branches by hand, for what needs no file."""

from dataclasses import replace
from typing import Any

from graphs import (
    Branch,
    BranchSettings,
    ConversationStatus,
    Failure,
    Step,
    StepKind,
    Turn,
    TurnStatus,
)

YOU, MODEL, CALLS, TOOL, FORK = StepKind

_STEP = Step(
    branch_id="main",
    position=1,
    checkpoint_id="c1",
    parent_id="",
    turn_id="t1",
    kind=StepKind.YOU,
    text="What is in my invoices folder?",
    tools=(),
    count=1,
    created_at=1_000.0,
    key="k1",
)
_BRANCH = Branch(
    id="main",
    conversation_id="c",
    name="",
    main=True,
    origin_branch_id="",
    origin_checkpoint_id="",
    origin_position=0,
    created_at=1.0,
    updated_at=1.0,
    status=ConversationStatus.IDLE,
    agent_version="1",
    settings=BranchSettings(),
    pinned=False,
    trashed_at=None,
    steps=8,
)


def step(position: int, kind: StepKind = StepKind.YOU, **changes: Any) -> Step:
    return replace(
        _STEP,
        position=position,
        kind=kind,
        checkpoint_id=f"c{position}",
        key=f"k{position}",
        created_at=1_000.0 + position,
        **changes,
    )


def walk(*kinds: StepKind, first: int = 1) -> list[Step]:
    """Steps one after the other; each message of the person begins a turn."""
    found: list[Step] = []
    turn = 0
    for position, kind in enumerate(kinds, first):
        turn += kind is StepKind.YOU
        tools = ("write_file",) if kind in (StepKind.CALLS, StepKind.TOOL) else ()
        found.append(step(position, kind, turn_id=f"t{turn}", tools=tools))
    return found


def turn(status: TurnStatus, turn_id: str = "t1") -> Turn:
    return Turn(turn_id, "main", status, not status.at_rest, 1_000.0)


def failure(position: int, at: float = 1_000.0) -> Failure:
    return Failure(position, "main", "t1", position, at, "No answer.", "Try again.")


def fork(id_: str, origin: str = "main", at: int = 3, **changes: Any) -> Branch:
    given = {"name": id_, "main": False, "origin_branch_id": origin, "origin_position": at}
    return replace(_BRANCH, id=id_, **{**given, **changes})


MAIN = _BRANCH
