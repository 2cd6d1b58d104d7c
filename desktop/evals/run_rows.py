"""From the runs of a suite to the rows of their list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from desktop.evals import words
from desktop.evals.spending import spent
from graphs import Figures, Run, RunStatus

_OPEN = (RunStatus.RUNNING, RunStatus.PAUSED, RunStatus.FAILED)


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run as the list shows it.

    While it is `under_way` it can go on; `at_work` says that somebody works on it. `share` is how
    much of it is done, 0 to 1. `names`, `scores` and `shares` are of its candidates, in their
    order; a share there is what passed of all that has been tried.
    """

    key: str
    title: str
    status: str
    tone: str
    done: str
    share: float
    under_way: bool
    at_work: bool
    spent: str
    sentence: str
    can_pause: bool
    can_resume: bool
    can_cancel: bool
    can_report: bool
    names: tuple[str, ...]
    scores: tuple[str, ...]
    shares: tuple[float, ...]


def run_rows(runs: Sequence[Run], figures: Mapping[tuple[str, int], Figures]) -> list[RunRow]:
    """The rows, in the order of the runs."""
    return [_row(run, figures) for run in runs]


def pausing(row: RunRow) -> RunRow:
    """A run that pauses as soon as the attempts it is at have ended."""
    return replace(row, status=words.pausing(), can_pause=False)


def _row(run: Run, figures: Mapping[tuple[str, int], Figures]) -> RunRow:
    candidates = run.plan.candidates
    own = {place: figures.get((run.id, place), Figures()) for place in range(len(candidates))}
    at_work = run.status is RunStatus.RUNNING and not run.unfinished
    under_way = run.status in _OPEN
    began = words.moment(run.started_at)
    return RunRow(
        key=run.id,
        title=f"{run.plan.name} · {began}" if run.plan.name else began,
        status=words.status(run),
        tone=words.tone(run),
        done=words.done(run),
        share=run.done / run.total if run.total else 0.0,
        under_way=under_way,
        at_work=at_work,
        spent=words.spending(spent(run, own), going_on=at_work),
        sentence=run.sentence,
        can_pause=at_work,
        can_resume=under_way and not at_work,
        can_cancel=under_way,
        can_report=run.done > 0,
        names=tuple(one.name for one in candidates),
        scores=tuple(words.score(one) for one in own.values()),
        shares=tuple(one.passed / one.done if one.done else 0.0 for one in own.values()),
    )
