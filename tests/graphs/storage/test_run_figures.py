"""What runs come to, summed up in the database."""

from dataclasses import replace

from graphs.storage.eval_library import EvalLibrary
from graphs.storage.eval_records import Candidate, Case, Contains, Figures, Result, RunPlan, Verdict
from graphs.storage.library import Library
from graphs.storage.message_tree import NewMessage

TEA = Case("tea", "Tea", (NewMessage("t", "user", "What is tea?"),), (Contains("leaf"),))


def _result(evals: EvalLibrary, run_id: str, candidate: int, number: int) -> Result:
    return Result(
        run_id=run_id,
        candidate=candidate,
        case_id="tea",
        number=number,
        digest=evals.run_cases(run_id)[0].digest,
        verdict=Verdict.PASSED,
        graded=(),
        messages=(),
        proposals=(),
        seconds=1.5,
        model_seconds=1.0,
        at=3.0,
        tokens_in=10,
        tokens_out=2,
    )


def test_each_candidate_has_its_sums(library: Library) -> None:
    evals = library.evals
    suite = evals.main_suite()
    evals.save_case(suite.id, TEA)
    plan = RunPlan(suite.id, (Candidate("now"), Candidate("small")), repeat=4)
    run = evals.create_run(plan)
    assert evals.figures(suite.id) == {}

    for number, verdict in enumerate(Verdict):
        evals.save_result(replace(_result(evals, run.id, 0, number), verdict=verdict))
    nameless = replace(_result(evals, run.id, 1, 0), tokens_in=None, tokens_out=None)
    evals.save_result(nameless)

    first = Figures(1, 1, 1, 1, seconds=6.0, tokens_in=40, tokens_out=8)
    assert evals.figures(suite.id) == {
        (run.id, 0): first,
        (run.id, 1): Figures(passed=1, seconds=1.5),
    }
    assert first.done == 4


def test_the_persons_grade_counts_and_what_is_in_the_trash_does_not(library: Library) -> None:
    evals = library.evals
    suite = evals.main_suite()
    evals.save_case(suite.id, TEA)
    run = evals.create_run(RunPlan(suite.id, (Candidate("now"),)))
    result = _result(evals, run.id, 0, 0)
    evals.save_result(result)

    evals.grade(result, 1)
    assert evals.figures(suite.id)[run.id, 0].failed == 1

    evals.trash_run(run.id)
    assert evals.figures(suite.id) == {}
