"""Runs and their results: each on disk as it comes, and read as the cases were then."""

from dataclasses import replace

import pytest

from graphs.errors import NotFound, NothingToDo
from graphs.storage import runs
from graphs.storage.eval_library import EvalLibrary
from graphs.storage.eval_records import (
    Candidate,
    Case,
    Contains,
    Graded,
    Pair,
    Proposal,
    Result,
    Run,
    RunPlan,
    RunStatus,
    Verdict,
)
from graphs.storage.home import Home
from graphs.storage.library import Library
from graphs.storage.message_tree import NewMessage

TEA = Case("tea", "Tea", (NewMessage("t", "user", "What is tea?"),), (Contains("leaf"),))
MILK = replace(TEA, id="milk", name="Milk")
NOW, SMALL = Candidate("What is used now"), Candidate("Small", model="small", temperature=0.0)


@pytest.fixture
def evals(library: Library) -> EvalLibrary:
    return library.evals


@pytest.fixture
def run(evals: EvalLibrary) -> Run:
    suite = evals.main_suite()
    evals.save_case(suite.id, TEA)
    evals.save_case(suite.id, MILK)
    return evals.create_run(RunPlan(suite.id, (NOW, SMALL), repeat=2, judge=SMALL))


class Attempts:
    """Makes results of a run."""

    def __init__(self, run: Run, evals: EvalLibrary) -> None:
        self._run_id = run.id
        self._digests = {row.id: row.digest for row in evals.run_cases(run.id)}

    def __call__(self, case_id: str, candidate: int = 0, number: int = 0) -> Result:
        return Result(
            run_id=self._run_id,
            candidate=candidate,
            case_id=case_id,
            number=number,
            digest=self._digests[case_id],
            verdict=Verdict.PASSED,
            graded=(Graded(Contains("leaf"), Verdict.PASSED, "It has “leaf”.", 0.5),),
            messages=(NewMessage("m", "assistant", "A leaf."),),
            proposals=(Proposal("recall", "{}", answered=True),),
            seconds=1.5,
            model_seconds=1.25,
            at=3.0,
            tokens_in=10,
            tokens_out=2,
        )


@pytest.fixture
def attempt(run: Run, evals: EvalLibrary) -> Attempts:
    return Attempts(run, evals)


def test_a_run_says_what_there_is_to_do(evals: EvalLibrary, run: Run) -> None:
    assert (run.total, run.done, run.status) == (8, 0, RunStatus.RUNNING)
    assert run.plan == RunPlan(run.plan.suite_id, (NOW, SMALL), repeat=2, judge=SMALL)
    assert [case.name for case in evals.run_cases(run.id)] == ["Tea", "Milk"]
    assert evals.suites()[0].run == run.id


def test_nothing_to_run_is_said(evals: EvalLibrary, run: Run) -> None:
    empty = evals.create_suite("Empty")
    with pytest.raises(NothingToDo):
        evals.create_run(RunPlan(empty.id, (NOW,)))
    with pytest.raises(NothingToDo):
        evals.create_run(RunPlan(run.plan.suite_id, ()))
    with pytest.raises(NotFound):
        evals.create_run(RunPlan("no", (NOW,)))


def test_results_come_back_as_they_were_in_the_order_of_the_cases(
    evals: EvalLibrary, run: Run, attempt: Attempts
) -> None:
    wanted = [
        attempt("tea", 0, 0),
        attempt("tea", 1, 1),
        replace(attempt("milk"), verdict=Verdict.BROKEN, sentence="Time is up.", graded=()),
    ]
    for one in reversed(wanted):
        evals.save_result(one)

    assert evals.results(run.id) == wanted
    assert evals.results(run.id, "milk") == wanted[2:]
    assert evals.done(run.id) == {(0, "tea", 0), (1, "tea", 1), (0, "milk", 0)}
    assert evals.run(run.id).done == 3


def test_in_brief_only_what_is_graded_by_the_person_has_its_checks(
    evals: EvalLibrary, run: Run, attempt: Attempts
) -> None:
    one, other = attempt("tea"), attempt("milk")
    evals.save_result(one)
    evals.save_result(other)
    evals.grade(one, 5)

    bare = replace(one, messages=(), proposals=())
    assert evals.results(run.id, brief=True) == [
        replace(bare, grade=5),
        replace(other, graded=(), messages=(), proposals=()),
    ]


def test_an_attempt_has_one_result(evals: EvalLibrary, run: Run, attempt: Attempts) -> None:
    first = attempt("tea")
    evals.save_result(first)
    evals.save_result(replace(first, verdict=Verdict.FAILED, seconds=9.0))
    assert evals.results(run.id) == [first]


def test_a_run_keeps_its_cases_as_they_were(evals: EvalLibrary, run: Run) -> None:
    evals.save_case(run.plan.suite_id, replace(TEA, checks=(), messages=MILK.messages[:0]))
    evals.trash_case("milk")
    assert evals.run_case(run.id, "tea") == TEA
    assert evals.run_case(run.id, "milk") == MILK
    with pytest.raises(NotFound):
        evals.run_case(run.id, "no")


def test_the_persons_grade_has_the_last_word_until_it_is_taken_back(
    evals: EvalLibrary, run: Run, attempt: Attempts
) -> None:
    one = attempt("tea")
    evals.save_result(one)
    for grade, final in ((1, Verdict.FAILED), (3, Verdict.FAILED), (4, Verdict.PASSED)):
        evals.grade(one, grade)
        (graded,) = evals.results(run.id)
        assert (graded.verdict, graded.grade, graded.final) == (Verdict.PASSED, grade, final)
        assert evals.tallies(run.plan.suite_id) == {(run.id, 0): [("tea", final)]}
    evals.grade(one, None)
    assert evals.results(run.id) == [one]
    with pytest.raises(NotFound):
        evals.grade(attempt("milk"), 5)


def test_a_run_is_unfinished_while_nobody_works_on_it(
    library: Library, home: Home, run: Run
) -> None:
    assert library.evals.run(run.id).unfinished
    other = Library.open(home)
    with library.leases.held(runs.lease_of(run.id)):
        assert not library.evals.run(run.id).unfinished
        assert not other.evals.run(run.id).unfinished
    assert other.evals.run(run.id).unfinished
    other.close()

    library.evals.set_run_status(run.id, RunStatus.FAILED, "The model is gone.")
    failed = library.evals.run(run.id)
    assert (failed.unfinished, failed.sentence) == (True, "The model is gone.")
    for over in (RunStatus.FINISHED, RunStatus.CANCELLED):
        library.evals.set_run_status(run.id, over)
        assert not library.evals.run(run.id).unfinished


def test_a_run_in_the_trash_is_not_listed(evals: EvalLibrary, run: Run) -> None:
    evals.trash_run(run.id)
    assert evals.runs() == []
    assert evals.suites()[0].run == ""
    evals.restore_run(run.id)
    assert [one.id for one in evals.runs(run.plan.suite_id)] == [run.id]


def test_pairs_are_kept_and_changed(evals: EvalLibrary, run: Run) -> None:
    first = Pair(run.id, "tea", 0, 0, 1, 0, "Shorter.")
    evals.save_pair(first)
    second = replace(first, winner=None, reason="A tie.")
    evals.save_pair(second)
    assert evals.pairs(run.id) == [second]
