"""How sure a rate is, and that chance alone seldom makes an alarm."""

import random
from collections.abc import Sequence
from itertools import product
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphs.evals.statistics import ALARM, Count, fall, interval

counts = st.integers(1, 6).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


def drawn(chances: Sequence[float], repeat: int, dice: random.Random) -> list[Count]:
    """A run: of each case so many attempts, each of which passes by that chance."""
    return [(sum(dice.random() < chance for _ in range(repeat)), repeat) for chance in chances]


@pytest.mark.parametrize(
    ("passed", "of", "low", "high"),
    [(0, 10, 0.0, 0.278), (5, 10, 0.237, 0.763), (10, 10, 0.722, 1.0), (90, 100, 0.826, 0.945)],
)
def test_the_interval_is_wilsons_for_one_attempt_a_case(
    passed: int, of: int, low: float, high: float
) -> None:
    rate, *bounds = interval([(1, 1)] * passed + [(0, 1)] * (of - passed))
    assert rate == passed / of
    assert bounds == pytest.approx([low, high], abs=0.001)


def test_attempts_that_go_together_tell_no_more_than_their_cases() -> None:
    once = interval([(1, 1)] * 5 + [(0, 1)] * 5)
    often = interval([(20, 20)] * 5 + [(0, 20)] * 5)
    assert often == pytest.approx(once)
    low, high = interval([(10, 20)] * 10)[1:]
    assert high - low < once[2] - once[1]


@given(st.lists(counts, min_size=1, max_size=12))
def test_a_rate_lies_in_its_interval(given_counts: list[Count]) -> None:
    rate, low, high = interval(given_counts)
    assert 0 <= low <= rate <= high <= 1


def test_nothing_says_nothing() -> None:
    assert interval([]) == interval([(0, 0)]) == (0.0, 0.0, 1.0)
    assert fall([]) == 1.0


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("repeat", [1, 3, 10])
def test_the_interval_holds_the_truth_in_nineteen_of_twenty(seed: int, repeat: int) -> None:
    dice = random.Random(seed)
    inside = 0
    for _ in range(400):
        chances = [dice.random() for _ in range(40)]
        _, low, high = interval(drawn(chances, repeat, dice))
        inside += low <= sum(chances) / len(chances) <= high
    assert inside >= 400 * 0.93


def test_one_pair_is_fishers_exact_test() -> None:
    assert fall([((5, 5), (0, 5))]) == pytest.approx(1 / 252)
    assert fall([((3, 4), (1, 4))]) == pytest.approx(17 / 70)
    assert fall([((0, 5), (5, 5))]) == pytest.approx(1.0)


def test_with_one_attempt_a_case_it_is_the_sign_test() -> None:
    lost, won, same = ((1, 1), (0, 1)), ((0, 1), (1, 1)), ((1, 1), (1, 1))
    assert fall([lost] * 5 + [same] * 20) == pytest.approx(1 / 32)
    assert fall([lost] * 5 + [won] * 5) > 0.5
    assert fall([lost] * 4) > ALARM


@given(st.lists(st.tuples(counts, counts), min_size=1, max_size=3))
def test_it_is_what_counting_every_way_gives(pairs: list[tuple[Count, Count]]) -> None:
    """Each way to deal a case's passes out to its attempts is as likely as the others."""
    seen = sum(now for _, (now, _) in pairs)
    ways: list[list[tuple[int, int]]] = []
    for (before, of_before), (now, of_now) in pairs:
        deals = [
            (sum(deal[of_before:]), 1)
            for deal in product((0, 1), repeat=of_before + of_now)
            if sum(deal) == before + now
        ]
        ways.append(
            [(passes, sum(p == passes for p, _ in deals)) for passes in {p for p, _ in deals}]
        )
    total = low = 0
    for deal in product(*ways):
        weight = 1
        for _, times in deal:
            weight *= times
        total += weight
        low += weight * (sum(passes for passes, _ in deal) <= seen)
    assert isclose(fall(pairs), low / total, rel_tol=1e-9)


@pytest.mark.parametrize("repeat", [1, 3, 10])
@pytest.mark.parametrize(
    "chances",
    [[0.5] * 20, [0.9] * 30, [1.0] * 10 + [0.3] * 5, [0.05] * 40, [0.5]],
    ids=["even", "mostly right", "two kinds", "mostly wrong", "one case"],
)
def test_the_same_again_is_an_alarm_in_at_most_one_of_twenty(
    chances: list[float], repeat: int
) -> None:
    dice = random.Random(7)
    alarms = sum(
        fall(list(zip(drawn(chances, repeat, dice), drawn(chances, repeat, dice), strict=True)))
        <= ALARM
        for _ in range(600)
    )
    assert alarms <= 600 * (ALARM + 3 * (ALARM * (1 - ALARM) / 600) ** 0.5)


def test_thousands_of_cases_are_held_against_each_other() -> None:
    dice = random.Random(3)
    chances = [dice.random() for _ in range(2_000)]
    before, now = drawn(chances, 3, dice), drawn(chances, 3, dice)
    even = fall(list(zip(before, now, strict=True)))
    turned = fall(list(zip(now, before, strict=True)))
    assert even + turned == pytest.approx(1.0, abs=0.03)
    worse = drawn([0.9 * chance for chance in chances], 3, dice)
    assert 0 < fall(list(zip(before, worse, strict=True))) < 1e-4


def test_what_is_worse_is_seen() -> None:
    dice = random.Random(7)
    seen = sum(
        fall(list(zip(drawn([0.9] * 30, 3, dice), drawn([0.6] * 30, 3, dice), strict=True)))
        <= ALARM
        for _ in range(100)
    )
    assert seen >= 95
