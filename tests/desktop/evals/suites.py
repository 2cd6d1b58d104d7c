"""Suites with cases and runs, written straight into the file."""

from dataclasses import replace

from graphs import (
    Candidate,
    Case,
    Contains,
    Library,
    NewMessage,
    Result,
    Run,
    RunPlan,
    RunStatus,
    Suite,
    Verdict,
)

NOW, SMALL = (
    Candidate("SmolLM2-135M", model="smollm2-135m"),
    Candidate("Qwen2.5-0.5B", model="qwen2.5-0.5b"),
)


def case(name: str, asked: str = "", tags: tuple[str, ...] = (), checks: int = 1) -> Case:
    """A case of one message; its id is its name in small letters."""
    message = NewMessage(f"m-{name}", "user", asked or f"{name}?")
    id_ = name.lower().replace(" ", "-")
    return Case(id_, name, (message,), (Contains("yes"),) * checks, tags, made_at=1.0)


class Suites:
    """Fills the file of a library."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.evals = library.evals

    def make(self, name: str, *cases: Case) -> Suite:
        """A suite with these cases."""
        suite = self.evals.create_suite(name)
        for one in cases:
            self.evals.save_case(suite.id, one)
        return self.evals.suite(suite.id)

    def run(
        self,
        suite: Suite,
        *verdicts: str,
        status: RunStatus = RunStatus.FINISHED,
        repeat: int = 1,
        name: str = "",
        sentence: str = "",
    ) -> Run:
        """A run on two candidates.

        `verdicts` has a text for each: a letter for each result that there is, p, f, u or b.
        """
        plan = RunPlan(suite.id, (NOW, SMALL), repeat=repeat, name=name)
        run = self.evals.create_run(plan)
        for place, letters in enumerate(verdicts):
            self.attempt(run, place, letters)
        self.evals.set_run_status(run.id, status, sentence)
        return self.evals.run(run.id)

    def attempt(self, run: Run, candidate: int, letters: str) -> None:
        """One result for each letter."""
        rows = self.evals.run_cases(run.id)
        known = {verdict.value[0]: verdict for verdict in Verdict}
        for place, letter in enumerate(letters):
            row = rows[place % len(rows)]
            result = Result(
                run_id=run.id,
                candidate=candidate,
                case_id=row.id,
                number=place // len(rows),
                digest=row.digest,
                verdict=known[letter],
                graded=(),
                messages=(),
                proposals=(),
                seconds=4.0,
                model_seconds=3.9,
                at=2.0,
                tokens_in=300,
                tokens_out=40,
            )
            self.evals.save_result(replace(result, tokens_in=300 + place))
