"""What a run has cost so far in time, tokens and money, and what is left of it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graphs import Candidate, Figures, Run


@dataclass(frozen=True, slots=True)
class Spent:
    """Sums over all candidates. `seconds_left` is None until something is known of it.

    `seconds` is the time that attempts took side by side; `cost` is None where no price is given.
    """

    seconds: float = 0.0
    seconds_left: float | None = None
    tokens: int = 0
    cost: float | None = None


def spent(run: Run, figures: Mapping[int, Figures]) -> Spent:
    """What the run has come to; `figures` are those of its candidates, by index."""
    abreast = max(1, run.plan.parallel)
    seconds = sum(one.seconds for one in figures.values()) / abreast
    done = sum(one.done for one in figures.values())
    left = run.total - done
    return Spent(
        seconds=seconds,
        seconds_left=seconds / done * left if done and left > 0 else None,
        tokens=sum(one.tokens_in + one.tokens_out for one in figures.values()),
        cost=_cost(run.plan.candidates, figures),
    )


def _cost(candidates: Sequence[Candidate], figures: Mapping[int, Figures]) -> float | None:
    priced = [
        (place, one)
        for place, one in enumerate(candidates)
        if one.price_in is not None or one.price_out is not None
    ]
    if not priced:
        return None
    return sum(_cost_of(one, figures.get(place, Figures())) for place, one in priced)


def _cost_of(candidate: Candidate, figures: Figures) -> float:
    paid_in = figures.tokens_in * (candidate.price_in or 0.0)
    paid_out = figures.tokens_out * (candidate.price_out or 0.0)
    return (paid_in + paid_out) / 1_000_000
