"""What the rows of runs keep as JSON: plans, and all of a result that has no column of its own.

A row is ours, so one that does not fit is damage, not a mistake of the person.
"""

from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from graphs.storage.eval_records import Graded, Proposal, Result, RunPlan
from graphs.storage.message_tree import NewMessage

if TYPE_CHECKING:
    from pydantic import TypeAdapter

Details: TypeAlias = tuple[tuple[Graded, ...], tuple[NewMessage, ...], tuple[Proposal, ...]]
"""What a result holds besides its columns."""


def plan_text(plan: RunPlan) -> str:
    """The plan as JSON."""
    return _adapter(RunPlan).dump_json(plan).decode()


def plan_of(text: str) -> RunPlan:
    """The plan again. Raises ValueError."""
    return _adapter(RunPlan).validate_json(text)


def details_text(result: Result) -> str:
    """A result's details as JSON."""
    details = (result.graded, result.messages, result.proposals)
    return _adapter(Details).dump_json(details).decode()


def details_of(text: str) -> Details:
    """The details again. Raises ValueError."""
    return _adapter(Details).validate_json(text)


@cache
def _adapter(kept: Any) -> "TypeAdapter[Any]":
    from pydantic import TypeAdapter

    return TypeAdapter(kept)
