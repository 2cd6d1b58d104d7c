"""What a run has come to: rates, what is fixed and what is broken, and rates over time.

The values and their making are pure; report_of() and points_of() read, and block.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from statistics import median

from graphs.evals import statistics
from graphs.evals.statistics import Count
from graphs.storage.eval_records import (
    PASSING_GRADE,
    Candidate,
    CaseRow,
    Pair,
    Result,
    Run,
    Verdict,
)
from graphs.storage.library import Library


class CaseChange(StrEnum):
    """How a case stands against the baseline."""

    FIXED = "fixed"
    BROKEN = "broken"
    SAME = "same"
    FLAKY = "flaky"  # it passes now and then
    NEW = "new"  # the baseline has no such case, or another text of it


@dataclass(frozen=True, slots=True)
class CandidateReport:
    """What a candidate has come to. `rate` lies between `low` and `high` with 95 % confidence.

    `attempts` are those with a result; `ungraded` and `broken` ones count as not passed.
    `seconds` and `model_seconds` are medians of an attempt, None without any. `cost` is None where
    prices or tokens are not known. `fall` is the chance that it passes as seldom by itself as it
    does against the baseline; None for the baseline itself, and where no case can be compared.
    `alarm`: that is less than chance may be, over all candidates that are held against it.
    """

    index: int
    candidate: Candidate
    attempts: int
    passed: int
    failed: int
    ungraded: int
    broken: int
    rate: float
    low: float
    high: float
    seconds: float | None
    model_seconds: float | None
    tokens_in: int | None
    tokens_out: int | None
    cost: float | None
    fall: float | None
    alarm: bool = False


@dataclass(frozen=True, slots=True)
class CaseReport:
    """A case: passed and all attempts by candidate, and how each stands against the baseline.

    The baseline's own change is None, or FLAKY.
    """

    case: CaseRow
    counts: tuple[Count, ...]
    changes: tuple[CaseChange | None, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How often judge and person say the same of `both` results that both have graded.

    `kappa` is Cohen's: 1 for always, 0 for as often as by chance.
    """

    both: int
    share: float
    kappa: float


@dataclass(frozen=True, slots=True)
class Win:
    """Of two candidates, by index: how often the judge found each better, or neither."""

    first: int
    second: int
    first_wins: int
    second_wins: int
    ties: int


@dataclass(frozen=True, slots=True)
class Report:
    """A run as a report shows it. `baseline` names the run it is held against.

    "" for none: then the first candidate is the baseline of the others. `compared` counts the cases
    that the baseline has too, with the same text.
    """

    run: Run
    candidates: tuple[CandidateReport, ...]
    cases: tuple[CaseReport, ...]
    baseline: str
    compared: int
    agreement: Agreement | None
    wins: tuple[Win, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A candidate's pass rate in one run of a suite."""

    run_id: str
    at: float
    name: str
    rate: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Baseline:
    """What a run is held against: by case, its text's digest, and how often it passed."""

    name: str
    counts: Mapping[str, tuple[str, Count]]


def baseline_of(library: Library, run_id: str) -> Baseline:
    """The first candidate of another run as a baseline. Blocks. Raises NotFound."""
    run = library.evals.run(run_id)
    digests = {case.id: case.digest for case in library.evals.run_cases(run_id)}
    counts = _counts_of(library.evals.results(run_id, brief=True), 0)
    found = {case_id: (digests[case_id], count) for case_id, count in counts.items()}
    return Baseline(run.plan.name or run.plan.candidates[0].name, found)


def report_of(library: Library, run_id: str, baseline: Baseline | None = None) -> Report:
    """The report of a run, against a baseline if there is one. Blocks. Raises NotFound."""
    evals = library.evals
    return report(
        evals.run(run_id),
        evals.run_cases(run_id),
        evals.results(run_id, brief=True),
        evals.pairs(run_id),
        baseline,
    )


def points_of(library: Library, suite_id: str) -> tuple[Point, ...]:
    """The pass rates of all runs of a suite, oldest first. Blocks."""
    tallies = library.evals.tallies(suite_id)
    points: list[Point] = []
    for run in reversed(library.evals.runs(suite_id)):
        for index, candidate in enumerate(run.plan.candidates):
            counts = _counted(tallies.get((run.id, index), ()))
            if counts:
                rates = statistics.interval(list(counts.values()))
                points.append(Point(run.id, run.started_at, candidate.name, *rates))
    return tuple(points)


def report(
    run: Run,
    cases: Sequence[CaseRow],
    results: Sequence[Result],
    pairs: Sequence[Pair] = (),
    baseline: Baseline | None = None,
) -> Report:
    """The report made from what is on disk."""
    places = range(len(run.plan.candidates))
    counts = [_counts_of(results, place) for place in places]
    before = counts[0] if baseline is None else _comparable(cases, baseline)
    held = [None if baseline is None and place == 0 else before for place in places]
    return Report(
        run=run,
        candidates=_with_alarms(
            [
                _candidate(place, run.plan.candidates[place], results, counts[place], held[place])
                for place in places
            ]
        ),
        cases=tuple(
            CaseReport(
                case,
                tuple(counts[place].get(case.id, (0, 0)) for place in places),
                tuple(_change(case.id, counts[place], held[place]) for place in places),
            )
            for case in cases
        ),
        baseline=baseline.name if baseline else "",
        compared=sum(case.id in before for case in cases),
        agreement=agreement(results),
        wins=_wins(pairs),
    )


def agreement(results: Sequence[Result]) -> Agreement | None:
    """How far judge and person agree, where a judge's score and a grade are there; else None."""
    both: list[tuple[bool, bool]] = []
    for one in results:
        judged = [graded for graded in one.graded if graded.score is not None]
        if judged and one.grade is not None:
            judge = all(graded.verdict is Verdict.PASSED for graded in judged)
            both.append((judge, one.grade >= PASSING_GRADE))
    if not both:
        return None
    share = sum(judge is person for judge, person in both) / len(both)
    judge_passes = sum(judge for judge, _ in both) / len(both)
    person_passes = sum(person for _, person in both) / len(both)
    chance = judge_passes * person_passes + (1 - judge_passes) * (1 - person_passes)
    kappa = 1.0 if chance == 1 else (share - chance) / (1 - chance)
    return Agreement(len(both), share, kappa)


def _counts_of(results: Sequence[Result], place: int) -> dict[str, Count]:
    return _counted([(one.case_id, one.final) for one in results if one.candidate == place])


def _counted(verdicts: Sequence[tuple[str, Verdict]]) -> dict[str, Count]:
    counts: dict[str, Count] = {}
    for case_id, verdict in verdicts:
        passed, of = counts.get(case_id, (0, 0))
        counts[case_id] = passed + (verdict is Verdict.PASSED), of + 1
    return counts


def _comparable(cases: Sequence[CaseRow], baseline: Baseline) -> dict[str, Count]:
    """The baseline's counts of those cases that have the same text in both runs."""
    now = {case.id: case.digest for case in cases}
    return {
        case_id: count
        for case_id, (digest, count) in baseline.counts.items()
        if now.get(case_id) == digest
    }


def _change(
    case_id: str, counts: Mapping[str, Count], before: Mapping[str, Count] | None
) -> CaseChange | None:
    now = counts.get(case_id)
    if now is None:
        return None
    if before is None:
        return CaseChange.FLAKY if _flaky(now) else None
    was = before.get(case_id)
    if was is None:
        return CaseChange.NEW
    if _flaky(now) or _flaky(was):
        return CaseChange.FLAKY
    if (now[0] > 0) == (was[0] > 0):
        return CaseChange.SAME
    return CaseChange.FIXED if now[0] else CaseChange.BROKEN


def _flaky(count: Count) -> bool:
    return 0 < count[0] < count[1]


def _candidate(
    place: int,
    candidate: Candidate,
    results: Sequence[Result],
    counts: Mapping[str, Count],
    before: Mapping[str, Count] | None,
) -> CandidateReport:
    own = [one for one in results if one.candidate == place]
    final = [one.final for one in own]
    rate, low, high = statistics.interval(list(counts.values()))
    tokens_in = _sum([one.tokens_in for one in own])
    tokens_out = _sum([one.tokens_out for one in own])
    return CandidateReport(
        index=place,
        candidate=candidate,
        attempts=len(own),
        passed=final.count(Verdict.PASSED),
        failed=final.count(Verdict.FAILED),
        ungraded=final.count(Verdict.UNGRADED),
        broken=final.count(Verdict.BROKEN),
        rate=rate,
        low=low,
        high=high,
        seconds=median(one.seconds for one in own) if own else None,
        model_seconds=median(one.model_seconds for one in own) if own else None,
        tokens_in=tokens_in,
        tokens_out=tokens_out,
        cost=_cost(candidate, tokens_in, tokens_out),
        fall=None if before is None else _fall(counts, before),
    )


def _fall(counts: Mapping[str, Count], before: Mapping[str, Count]) -> float | None:
    both = [(before[id_], counts[id_]) for id_ in counts if id_ in before]
    return statistics.fall(both) if both else None


def _with_alarms(candidates: Sequence[CandidateReport]) -> tuple[CandidateReport, ...]:
    """Each with its alarm: chance makes one of them no oftener than one alone (Bonferroni)."""
    held = sum(one.fall is not None for one in candidates)
    return tuple(
        replace(one, alarm=one.fall is not None and one.fall <= statistics.ALARM / held)
        for one in candidates
    )


def _sum(tokens: Sequence[int | None]) -> int | None:
    known = [count for count in tokens if count is not None]
    return sum(known) if known else None


def _cost(candidate: Candidate, tokens_in: int | None, tokens_out: int | None) -> float | None:
    prices = candidate.price_in, candidate.price_out
    if None in prices or tokens_in is None or tokens_out is None:
        return None
    return (tokens_in * (prices[0] or 0.0) + tokens_out * (prices[1] or 0.0)) / 1_000_000


def _wins(pairs: Sequence[Pair]) -> tuple[Win, ...]:
    compared = dict.fromkeys((pair.first, pair.second) for pair in pairs)
    return tuple(
        Win(
            first,
            second,
            *(
                sum(
                    pair.winner == winner and (pair.first, pair.second) == (first, second)
                    for pair in pairs
                )
                for winner in (first, second, None)
            ),
        )
        for first, second in compared
    )
