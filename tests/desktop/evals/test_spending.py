"""What a run has cost so far, and how long it may still take."""

from desktop.evals import words
from desktop.evals.spending import Spent, spent
from graphs import Candidate, Figures, Run, RunPlan, RunStatus

FREE, PAID = Candidate("free"), Candidate("paid", price_in=2.0, price_out=10.0)


def _run(*candidates: Candidate, parallel: int = 1) -> Run:
    plan = RunPlan("suite", candidates, parallel=parallel)
    return Run("run", "Suite", plan, RunStatus.RUNNING, 20, 10, 0.0, 0.0)


def test_the_rest_takes_as_long_as_what_is_done() -> None:
    figures = {0: Figures(passed=4, failed=1, seconds=30.0, tokens_in=100, tokens_out=5)}
    figures[1] = Figures(broken=5, seconds=10.0, tokens_in=7)

    assert spent(_run(FREE, FREE), figures) == Spent(40.0, 40.0, 112, None)
    assert spent(_run(FREE, FREE, parallel=4), figures) == Spent(10.0, 10.0, 112, None)


def test_nothing_is_foretold_before_the_first_result() -> None:
    assert spent(_run(FREE), {}) == Spent()
    assert spent(_run(PAID), {}).cost == 0.0


def test_only_candidates_with_a_price_cost_something() -> None:
    used = Figures(passed=1, tokens_in=500_000, tokens_out=100_000)
    assert spent(_run(FREE, PAID), {0: used, 1: used}).cost == 2.0


def test_it_is_told_in_a_line() -> None:
    line = words.spending(Spent(125.0, 3.2, 900, 0.0312), going_on=True)
    assert line == "2 min 5 s · a few seconds left · 900 tokens · cost 0.0312"
    assert words.spending(Spent(1.0, 61.4), going_on=True) == "1.0 s · about 1 min 1 s left"
    assert words.spending(Spent(125.0, 3.2, 0, None), going_on=False) == "2 min 5 s"
    assert words.spending(Spent(), going_on=True) == ""


def test_scores_say_what_did_not_pass_for_other_reasons() -> None:
    assert words.score(Figures()) == "nothing yet"
    assert words.score(Figures(passed=8, failed=2)) == "8 of 10 passed"
    told = words.score(Figures(passed=1, ungraded=1, broken=2))
    assert told == "1 of 4 passed, 1 not graded, 2 broke off"
