"""How sure a rate is, and whether a fall is more than chance. Pure.

Attempts of one case go together: a case that is hard is hard each time. So a rate's uncertainty
counts cases, and a comparison is made case by case.

Sources: E. B. Wilson, "Probable inference, the law of succession, and statistical inference"
(1927), for the interval; L. Kish, "Survey Sampling" (1965), for the effective size of a sample in
groups; R. A. Fisher's exact test, stratified as by N. Mantel and W. Haenszel (1959), for the fall.
"""

from collections.abc import Sequence
from math import comb, sqrt
from statistics import NormalDist
from typing import TypeAlias

Count: TypeAlias = tuple[int, int]
"""Of one case: attempts that passed, and all attempts."""

CONFIDENCE = 0.95
ALARM = 0.05
"""A fall that chance alone brings no more often than this is an alarm."""

_NEVER = 1e-18
"""Chances below this are not followed up: of thousands of cases most sums are so unlikely."""

_Z = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)


def interval(counts: Sequence[Count]) -> tuple[float, float, float]:
    """The share of attempts that passed, and the interval it lies in with 95 % confidence.

    (0, 0, 1) of nothing.
    """
    counts = [count for count in counts if count[1]]
    attempts = sum(of for _, of in counts)
    if not attempts:
        return 0.0, 0.0, 1.0
    rate = sum(passed for passed, _ in counts) / attempts
    size = _effective(counts, rate, attempts)
    middle = rate + _Z**2 / (2 * size)
    spread = _Z * sqrt(rate * (1 - rate) / size + _Z**2 / (4 * size**2))
    below, above = (middle - spread) / (1 + _Z**2 / size), (middle + spread) / (1 + _Z**2 / size)
    return rate, max(0.0, min(below, rate)), min(1.0, max(above, rate))


def fall(pairs: Sequence[tuple[Count, Count]]) -> float:
    """The chance that the second of each pair passes as seldom as it did, or seldomer, if nothing
    had changed. Each pair is of one case: its baseline, then its candidate.

    Given how often a case passed in all, its passes fall to the candidate hypergeometrically; the
    sum over all cases is the convolution of those. 1 where there is nothing to compare.
    """
    chances, least, left_out, seen = [1.0], 0, 0.0, 0
    for (before, of_before), (now, of_now) in pairs:
        chances = _convolved(chances, _hypergeometric(before + now, of_before, of_now))
        kept = [place for place, chance in enumerate(chances) if chance > _NEVER]
        left_out += sum(chances[: kept[0]])
        least += kept[0]
        chances = chances[kept[0] : kept[-1] + 1]
        seen += now
    return min(1.0, left_out + sum(chances[: max(0, seen - least + 1)]))


def _effective(counts: Sequence[Count], rate: float, attempts: int) -> float:
    """How many independent attempts would tell as much: at least the cases, at most all."""
    cases = len(counts)
    if cases == attempts or cases < 2 or rate in (0, 1):
        return cases
    spread = sum((passed - of * rate) ** 2 for passed, of in counts) * cases / (cases - 1)
    variance = spread / attempts**2
    if variance == 0:
        return attempts
    return min(float(attempts), max(float(cases), rate * (1 - rate) / variance))


def _hypergeometric(passed: int, of_before: int, of_now: int) -> list[float]:
    """The chance of each number of passes among `of_now` attempts, from 0 on."""
    every = comb(of_before + of_now, passed)
    return [
        comb(of_now, now) * comb(of_before, passed - now) / every if now <= passed else 0.0
        for now in range(of_now + 1)
    ]


def _convolved(some: Sequence[float], others: Sequence[float]) -> list[float]:
    total = [0.0] * (len(some) + len(others) - 1)
    for place, chance in enumerate(some):
        if chance:
            for more, other in enumerate(others):
                total[place + more] += chance * other
    return total
