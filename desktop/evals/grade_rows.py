"""The answers of a run that a person can grade, in an order that does not tell whose they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from typing import TypeAlias

from desktop.evals import report_words as said
from desktop.shared.arguments import written
from desktop.shared.text_marks import chunks, plain
from graphs import Case, Piece, Result, Verdict

Attempt: TypeAlias = tuple[int, str, int]
"""Candidate, case and number."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of an answer, HTML, or an action that it wants (`code`)."""

    key: str
    words: str
    spoken: str
    code: bool


@dataclass(frozen=True, slots=True)
class Answers:
    """A run's answers by their attempts, and what of them can be graded, each in its order.

    `scopes`: those on which the checks say nothing, those that the judge has graded, all.
    """

    results: Mapping[Attempt, Result]
    scopes: tuple[tuple[Attempt, ...], ...]


def attempt_of(one: Result) -> Attempt:
    """What names a result within its run."""
    return one.candidate, one.case_id, one.number


def answers_of(run_id: str, results: Sequence[Result]) -> Answers:
    """The answers case by case, those of one case shuffled, in the same way each time."""
    places = {id_: place for place, id_ in enumerate(dict.fromkeys(o.case_id for o in results))}
    found = [one for one in results if one.verdict is not Verdict.BROKEN]
    found.sort(key=lambda one: (places[one.case_id], _shuffled(run_id, one)))
    undecided = (one for one in found if one.verdict is Verdict.UNGRADED)
    judged = (one for one in found if any(check.score is not None for check in one.graded))
    scopes = tuple(tuple(map(attempt_of, some)) for some in (undecided, judged, found))
    return Answers({attempt_of(one): one for one in found}, scopes)


def next_open(grades: Sequence[int | None], place: int) -> int | None:
    """The first place without a grade after that one, or else before it; None if there is none."""
    around = chain(range(place + 1, len(grades)), range(max(0, place)))
    return next((one for one in around if grades[one] is None), None)


def _shuffled(run_id: str, one: Result) -> bytes:
    return sha256(repr((run_id, attempt_of(one))).encode()).digest()


def stretches(one: Result) -> list[Stretch]:
    """The answer in stretches that are quickly laid out, then the actions that it wants."""
    rows: list[Stretch] = []
    for part in chunks((Piece(one.answer, True),) if one.answer else ()):
        text = "".join(piece.text for piece in part)
        if text:
            rows.append(Stretch(f"{len(rows)}", plain(text), text, code=False))
    for call in one.proposals:
        text = said.call(call.tool, written(call.arguments))
        for part in chunks((Piece(text, True),)):
            words = "".join(piece.text for piece in part)
            rows.append(Stretch(f"{len(rows)}", plain(words), words, code=True))
    return rows


def wanted(case: Case) -> list[str]:
    """What should have happened, a sentence for each check."""
    return [said.check(check) for check in case.checks]
