"""Which of two candidates did better, in the judge's opinion: asked both ways round."""

import asyncio

from graphs.evals import candidates
from graphs.evals.judge import Judge
from graphs.session.model_source import ModelSource
from graphs.storage.eval_library import EvalLibrary
from graphs.storage.eval_records import Case, Pair, Result

UNSTEADY = "The judge changed its mind when the two changed places."
NO_WORD = "The judge gave no answer that can be used."


async def compare(
    evals: EvalLibrary, models: ModelSource, run_id: str, first: int, second: int
) -> None:
    """Judge each attempt of two candidates that has the same case and number, once.

    What was judged before stands. Raises NotFound and ModelError.
    """
    run = await asyncio.to_thread(evals.run, run_id)
    results = await asyncio.to_thread(evals.results, run_id)
    judged = {
        (pair.case_id, pair.number, pair.first, pair.second)
        for pair in await asyncio.to_thread(evals.pairs, run_id)
    }
    of_second = {(one.case_id, one.number): one for one in results if one.candidate == second}
    wanted = run.plan.judge
    async with candidates.lent(models, wanted) if wanted else models.lent() as lent:
        judge = Judge(lent)
        for one in results:
            other = of_second.get((one.case_id, one.number))
            known = (one.case_id, one.number, first, second) in judged
            if one.candidate != first or other is None or known:
                continue
            case = await asyncio.to_thread(evals.run_case, run_id, one.case_id)
            winner, reason = await better(judge, case, one, other)
            won = {0: first, 1: second, None: None}[winner]
            pair = Pair(run_id, one.case_id, one.number, first, second, won, reason)
            await asyncio.to_thread(evals.save_pair, pair)


async def better(judge: Judge, case: Case, one: Result, other: Result) -> tuple[int | None, str]:
    """0 or 1 for the better of the two, None for a tie; and why.

    Raises ModelUnavailable and ModelBusy.
    """
    there = await judge.better(case, one.answer, other.answer)
    back = await judge.better(case, other.answer, one.answer)
    if there is None or back is None:
        return None, NO_WORD
    places = {"first": 0, "second": 1, "neither": None}
    turned = {"first": 1, "second": 0, "neither": None}
    if places[there[0]] != turned[back[0]]:
        return None, UNSTEADY
    return places[there[0]], there[1]
