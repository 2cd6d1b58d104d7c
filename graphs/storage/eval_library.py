"""What the library knows of suites, cases, runs and results. Every call blocks."""

import time
from collections.abc import Sequence

from graphs.storage import run_figures, runs, suites
from graphs.storage.database import Database
from graphs.storage.eval_records import (
    Case,
    CaseRow,
    Figures,
    Pair,
    Result,
    Run,
    RunPlan,
    RunStatus,
    Suite,
    Trashed,
    Verdict,
)
from graphs.storage.leases import Leases


class EvalLibrary:
    """The suites of one data folder, and their runs."""

    def __init__(self, database: Database, leases: Leases) -> None:
        self._database = database
        self._leases = leases

    # Suites and cases

    def suites(self) -> list[Suite]:
        """Every suite, the main one first."""
        with self._database.reading() as c:
            return suites.all(c)

    def suite(self, suite_id: str) -> Suite:
        """One suite. Raises NotFound."""
        with self._database.reading() as c:
            return suites.get(c, suite_id)

    def main_suite(self) -> Suite:
        """The main suite, made now if there is none."""
        with self._database.transaction() as c:
            known = suites.all(c)
            if known:
                return known[0]
            return suites.get(c, suites.create(c, suites.FIRST_NAME, time.time()))

    def create_suite(self, name: str) -> Suite:
        """Add a suite. Raises InvalidText."""
        with self._database.transaction() as c:
            return suites.get(c, suites.create(c, name, time.time()))

    def add_suite(self, name: str, cases: Sequence[Case]) -> Suite:
        """Add a suite with its cases, all of them or nothing. Raises InvalidText and DiskFull."""
        with self._database.transaction() as c:
            now = time.time()
            id_ = suites.create(c, name, now)
            for case in cases:
                suites.save(c, id_, case, now)
            return suites.get(c, id_)

    def rename_suite(self, suite_id: str, name: str) -> None:
        """Give another name. Raises NotFound and InvalidText."""
        with self._database.transaction() as c:
            suites.rename(c, suite_id, name, time.time())

    def make_main_suite(self, suite_id: str) -> None:
        """Let this suite be the main one. Raises NotFound."""
        with self._database.transaction() as c:
            suites.make_main(c, suite_id)

    def trash_suite(self, suite_id: str) -> None:
        """Move to the trash. Raises NotFound."""
        with self._database.transaction() as c:
            suites.trash(c, suite_id, time.time())

    def restore_suite(self, suite_id: str) -> None:
        """Take back out of the trash. Raises NotFound."""
        with self._database.transaction() as c:
            suites.trash(c, suite_id, None)

    def cases(self, suite_id: str) -> list[CaseRow]:
        """The cases of a suite, in their order."""
        with self._database.reading() as c:
            return suites.rows(c, suite_id)

    def case(self, case_id: str) -> Case:
        """All of a case. Raises NotFound."""
        with self._database.reading() as c:
            return suites.case(c, case_id)

    def has_case(self, case_id: str) -> bool:
        """Whether there is a case with that id, in the trash or out of it."""
        with self._database.reading() as c:
            return suites.has_case(c, case_id)

    def suite_of_case(self, case_id: str) -> Suite:
        """The suite that a case is in. Raises NotFound."""
        with self._database.reading() as c:
            return suites.get(c, suites.suite_of(c, case_id))

    def save_case(self, suite_id: str, case: Case) -> CaseRow:
        """Add a case to a suite, or put it in the place of the one with its id.

        Raises NotFound and DiskFull.
        """
        with self._database.transaction() as c:
            return suites.save(c, suite_id, case, time.time())

    def trash_case(self, case_id: str) -> None:
        """Move to the trash. Raises NotFound."""
        with self._database.transaction() as c:
            suites.trash_case(c, case_id, time.time())

    def restore_case(self, case_id: str) -> None:
        """Take back out of the trash. Raises NotFound."""
        with self._database.transaction() as c:
            suites.trash_case(c, case_id, None)

    def trashed(self) -> list[Trashed]:
        """The suites, cases and runs in the trash."""
        with self._database.reading() as c:
            return suites.trashed(c)

    def restore(self, one: Trashed) -> None:
        """Take it back out of the trash. Raises NotFound."""
        match one.kind:
            case "suite":
                self.restore_suite(one.id)
            case "case":
                self.restore_case(one.id)
            case "run":
                self.restore_run(one.id)

    # Runs and results

    def create_run(self, plan: RunPlan) -> Run:
        """Write a run down, with the suite's cases as they are now; nobody works on it yet.

        Raises NotFound, and NothingToDo for a suite without cases.
        """
        with self._database.transaction() as c:
            return runs.get(c, runs.create(c, plan, time.time()))

    def runs(self, suite_id: str | None = None) -> list[Run]:
        """The runs of a suite, or of all, the newest first."""
        live = self._leases.live()
        with self._database.reading() as c:
            return runs.all(c, suite_id, live)

    def run(self, run_id: str) -> Run:
        """One run. Raises NotFound."""
        live = self._leases.live()
        with self._database.reading() as c:
            return runs.get(c, run_id, live)

    def set_run_status(self, run_id: str, status: RunStatus, sentence: str = "") -> None:
        """Where the run stands from now on."""
        with self._database.transaction() as c:
            runs.set_status(c, run_id, status, time.time(), sentence)

    def trash_run(self, run_id: str) -> None:
        """Move to the trash."""
        with self._database.transaction() as c:
            runs.trash(c, run_id, time.time())

    def restore_run(self, run_id: str) -> None:
        """Take back out of the trash."""
        with self._database.transaction() as c:
            runs.trash(c, run_id, None)

    def run_cases(self, run_id: str) -> list[CaseRow]:
        """The cases of a run as they were when it began."""
        with self._database.reading() as c:
            return runs.rows(c, run_id)

    def run_case(self, run_id: str, case_id: str) -> Case:
        """A case as it was when the run began. Raises NotFound."""
        with self._database.reading() as c:
            return runs.case(c, run_id, case_id)

    def done(self, run_id: str) -> set[tuple[int, str, int]]:
        """The attempts that have a result: candidate, case and number of each."""
        with self._database.reading() as c:
            return runs.done(c, run_id)

    def save_result(self, result: Result) -> None:
        """Keep the result of an attempt. Raises DiskFull."""
        with self._database.transaction() as c:
            runs.save(c, result, time.time())

    def results(
        self, run_id: str, case_id: str | None = None, *, brief: bool = False
    ) -> list[Result]:
        """The results of a run, or of one case in it: by case's place, candidate and number.

        `brief`: without messages and proposals, and without checks where there is no grade.
        """
        with self._database.reading() as c:
            return runs.found(c, run_id, case_id, brief=brief)

    def grade(self, result: Result, grade: int | None) -> None:
        """Let the person's grade stand, 1 to 5; None takes it back. Raises NotFound."""
        attempt = (result.candidate, result.case_id, result.number)
        with self._database.transaction() as c:
            runs.grade(c, result.run_id, attempt, grade)

    def save_pair(self, pair: Pair) -> None:
        """Keep what the judge said of two attempts."""
        with self._database.transaction() as c:
            runs.save_pair(c, pair)

    def pairs(self, run_id: str) -> list[Pair]:
        """What the judge said of pairs of attempts."""
        with self._database.reading() as c:
            return runs.compared(c, run_id)

    def figures(self, suite_id: str) -> dict[tuple[str, int], Figures]:
        """What each run of a suite has come to so far, by run and candidate."""
        with self._database.reading() as c:
            return run_figures.of_suite(c, suite_id)

    def tallies(self, suite_id: str) -> dict[tuple[str, int], list[tuple[str, Verdict]]]:
        """Of each run of a suite and candidate in it: case and final verdict of each result."""
        with self._database.reading() as c:
            ids = [run.id for run in runs.all(c, suite_id)]
            return runs.tallied(c, ids)
