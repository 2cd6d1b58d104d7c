"""Runs a suite's file under pytest: `pytest --cairn-suite FILE`, each case a test of its own.

Loaded by every pytest where Cairn is installed, so all that it needs is imported once it is asked
for. All cases run with the first of them.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from graphs.storage.eval_records import Result

HOW = "how `cairn eval run` takes it"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Say what can be asked for."""
    group = parser.getgroup("cairn", "suites of Cairn")
    group.addoption("--cairn-suite", metavar="FILE", help="run the cases of that file as tests")
    group.addoption("--cairn-candidate", metavar="NAME=VALUE,…", default="", help=HOW)
    group.addoption("--cairn-repeat", metavar="N", type=int, default=1, help=HOW)


def pytest_collection_modifyitems(session: pytest.Session, items: list[pytest.Item]) -> None:
    """Add a test for each case of the suite that is asked for."""
    named = session.config.getoption("--cairn-suite")
    if named:
        path = Path(str(named)).absolute()
        suite: CairnSuite = CairnSuite.from_parent(session, path=path)  # pyright: ignore[reportUnknownMemberType]
        items += suite.collect()


class CaseFailed(Exception):
    """What did not hold, in a line for each attempt."""


class CairnSuite(pytest.File):
    """A suite's file."""

    _results: "dict[str, list[Result]] | None" = None

    def collect(self) -> "list[CairnCase]":
        """Its cases. A file that is none ends the session with what is wrong with it."""
        from graphs.errors import InvalidCase
        from graphs.evals import files

        try:
            cases = files.read(self.path.read_text("utf-8"))
        except (InvalidCase, OSError, UnicodeDecodeError) as error:
            raise pytest.UsageError(f"{self.path.name}: {error}") from error
        made: list[CairnCase] = [
            CairnCase.from_parent(self, name=case.name, case_id=case.id)  # pyright: ignore[reportUnknownMemberType]
            for case in cases
        ]
        return made

    def results_of(self, case_id: str) -> "list[Result]":
        """What came of a case; the suite is run when the first one is asked for."""
        if self._results is None:
            self._results = {}
            for result in _run(self.path, self.config):
                self._results.setdefault(result.case_id, []).append(result)
        return self._results.get(case_id, [])


class CairnCase(pytest.Item):
    """A case: it passes when each of its attempts does."""

    parent: CairnSuite

    def __init__(self, *, case_id: str, **given: Any) -> None:
        super().__init__(**given)  # pyright: ignore[reportUnknownMemberType]
        self._case_id = case_id

    def runtest(self) -> None:
        """Look at what came of it."""
        from graphs.evals.junit import reasons
        from graphs.storage.eval_records import Verdict

        results = self.parent.results_of(self._case_id)
        failed = [one for one in results if one.final is not Verdict.PASSED]
        if failed or not results:
            told = [f"{reasons(one)}\n  It said: {one.answer}" for one in failed]
            raise CaseFailed("\n".join(told) or "It was not run.")

    def repr_failure(self, excinfo: Any, style: Any = None) -> Any:
        """What did not hold, without a way through our code."""
        if isinstance(excinfo.value, CaseFailed):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, None, str]:
        """Where it is told of."""
        return self.path, None, self.name


def _run(path: Path, config: pytest.Config) -> "Iterator[Result]":
    from graphs.evals import candidate_text, whole_runs
    from graphs.storage.eval_records import RunPlan, RunStatus
    from graphs.storage.home import Home

    candidate = candidate_text.parsed(str(config.getoption("--cairn-candidate")))
    repeat = int(str(config.getoption("--cairn-repeat")))
    with whole_runs.library_of(path.read_text("utf-8"), path.stem) as (library, suite_id):
        plan = RunPlan(suite_id, (candidate,), max(1, repeat))
        run = whole_runs.run_through(library, Home.default(), plan, lambda _: None)
        if run.status is not RunStatus.FINISHED:
            pytest.exit(run.sentence, returncode=3)
        yield from library.evals.results(run.id)
