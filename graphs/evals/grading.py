"""All checks of a case against what the agent did: rules first, then the judge."""

import asyncio
from collections.abc import Sequence
from typing import assert_never

from graphs.evals import rules
from graphs.evals.judge import Judge
from graphs.storage.eval_records import (
    AtMost,
    Case,
    Check,
    Contains,
    Graded,
    JsonPath,
    Language,
    Matches,
    Proposal,
    Proposes,
    Reference,
    Rubric,
    Verdict,
)
from graphs.storage.message_tree import NewMessage

NO_JUDGE = "There is no judge."


async def graded(
    case: Case,
    messages: Sequence[NewMessage],
    proposals: Sequence[Proposal],
    judge: Judge | None,
) -> tuple[tuple[Graded, ...], Verdict]:
    """Each check of the case, and what comes of all; a case without any is for the person.

    Raises ModelUnavailable and ModelBusy when the judge does not answer.
    """
    said = (one.text for one in reversed(messages) if one.role == "assistant")
    answer = next(said, "")
    every: list[Graded] = []
    for check in case.checks:
        match check:
            case Rubric():
                every.append(await _judged(case, check, check.text, answer, judge))
            case Reference(judged=True):
                every.append(await _judged(case, check, _agrees(check.text), answer, judge))
            case (
                Reference()
                | Proposes()
                | Contains()
                | Matches()
                | JsonPath()
                | AtMost()
                | Language()
            ):
                every.append(await asyncio.to_thread(rules.graded, check, answer, proposals))
            case _:
                assert_never(check)
    return tuple(every), verdict(every)


def needs_judge(case: Case) -> bool:
    """Whether a check of the case is for the judge."""
    return any(
        isinstance(check, Rubric) or (isinstance(check, Reference) and check.judged)
        for check in case.checks
    )


def verdict(every: Sequence[Graded]) -> Verdict:
    """What comes of several checks: one that fails is enough, and all have to pass."""
    found = {one.verdict for one in every}
    if Verdict.FAILED in found:
        return Verdict.FAILED
    return Verdict.PASSED if found == {Verdict.PASSED} else Verdict.UNGRADED


async def _judged(
    case: Case, check: Check, rubric: str, answer: str, judge: Judge | None
) -> Graded:
    if judge is None:
        return Graded(check, Verdict.UNGRADED, NO_JUDGE)
    return await judge.graded(case, check, rubric, answer)


def _agrees(reference: str) -> str:
    return f"The answer says the same as this reference, whatever its words:\n{reference}"
