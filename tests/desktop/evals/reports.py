"""Runs with answers, checks and grades, written straight into the file."""

from dataclasses import replace

from graphs import (
    Candidate,
    Case,
    Contains,
    Graded,
    Library,
    NewMessage,
    Origin,
    Proposal,
    Result,
    Rubric,
    Run,
    RunPlan,
    RunStatus,
    Suite,
    Verdict,
)
from tests.desktop.evals.suites import NOW, SMALL

VERDICTS = {verdict.value[0]: verdict for verdict in Verdict}
FERRY = Contains("23:30")
KIND = Rubric("Is it short and kind?")


def case(name: str, asked: str = "", *, judged: bool = False) -> Case:
    """A case with one check by rule, and one by the judge where it is `judged`."""
    message = NewMessage(f"m-{name}", "user", asked or f"{name}: when does it leave?")
    checks = (FERRY, KIND) if judged else (FERRY,)
    origin = Origin(
        given="The last ferry leaves at 22:10.", wanted=(("read_file", '{"path":"a"}'),)
    )
    return Case(name.lower(), name, (message,), checks, origin=origin, made_at=1.0)


class Reports:
    """Fills the file of a library."""

    def __init__(self, library: Library) -> None:
        self.evals = library.evals

    def suite(self, *cases: Case, name: str = "Trips") -> Suite:
        made = self.evals.create_suite(name)
        for one in cases:
            self.evals.save_case(made.id, one)
        return made

    def run(
        self,
        suite: Suite,
        *letters: str,
        candidates: tuple[Candidate, ...] = (NOW, SMALL),
        repeat: int = 1,
        name: str = "",
    ) -> Run:
        """A run that is over.

        `letters` has a text for each candidate, with a verdict for each attempt, case by case:
        p, f, u or b.
        """
        run = self.evals.create_run(RunPlan(suite.id, candidates, repeat=repeat, name=name))
        rows = self.evals.run_cases(run.id)
        for place, verdicts in enumerate(letters):
            for at, letter in enumerate(verdicts):
                row = rows[at // repeat]
                checks = self.evals.run_case(run.id, row.id).checks
                result = attempt(run.id, place, row.id, at % repeat, letter, KIND in checks)
                self.evals.save_result(replace(result, digest=row.digest))
        self.evals.set_run_status(run.id, RunStatus.FINISHED)
        return self.evals.run(run.id)


def attempt(
    run_id: str, candidate: int, case_id: str, number: int, letter: str, judged: bool
) -> Result:
    """What came of an attempt whose verdict begins with that letter."""
    verdict = VERDICTS[letter]
    hour = "23:30" if letter in "pu" else "22:10"
    answer = f"The last ferry to Cacilhas leaves at {hour}" + (" on Sundays." if candidate else ".")
    passed = "It has “23:30”." if letter in "pu" else "It does not have “23:30”."
    rule = Graded(FERRY, Verdict.PASSED if letter in "pu" else Verdict.FAILED, passed)
    judge = Graded(KIND, Verdict.PASSED, "It is short, and greets the reader.", 0.9)
    no_word = Graded(KIND, Verdict.UNGRADED, "The judge gave no answer that can be used.")
    broken = letter == "b"
    return Result(
        run_id=run_id,
        candidate=candidate,
        case_id=case_id,
        number=number,
        digest="",
        verdict=verdict,
        graded=() if broken else (rule, no_word if letter == "u" else judge)[: 1 + judged],
        messages=() if broken else (NewMessage("a", "assistant", answer),),
        proposals=(Proposal("read_file", '{"path": "ferries.md"}', True),) if candidate else (),
        seconds=4.0 + candidate,
        model_seconds=3.9,
        at=2.0,
        tokens_in=310,
        tokens_out=42,
        sentence="It took longer than 300 s." if broken else "",
    )
