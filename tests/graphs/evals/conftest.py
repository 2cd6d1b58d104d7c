"""Cases made of real conversations, replayed against the scripted endpoint."""

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import pytest

from graphs.evals.host import EvalHost
from graphs.storage.eval_records import Candidate, Case, Check, Contains, Result, Run, RunPlan
from graphs.storage.message_tree import NewMessage
from tests.endpoint import endpoint as endpoint
from tests.graphs.session.conftest import Desk
from tests.graphs.session.conftest import desk as desk
from tests.graphs.session.conftest import folder as folder
from tests.graphs.session.conftest import library as library
from tests.graphs.session.conftest import talked as talked

NOW = Candidate("What is used now")


class Bench:
    """A desk, and what is replayed on it.

    Attributes:
        evals: the host that runs suites.
        suite_id: the main suite.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.evals = EvalHost(desk.host, desk.library)
        self.suite_id = desk.library.evals.main_suite().id

    def keep(self, case: Case) -> None:
        self.desk.library.evals.save_case(self.suite_id, case)

    async def run(self, *candidates: Candidate, repeat: int = 1, parallel: int = 1) -> Run:
        """Run the suite to its end."""
        plan = RunPlan(self.suite_id, candidates or (NOW,), repeat, parallel)
        run = await self.evals.start(plan)
        return await self.evals.wait(run.id)

    def results(self, run: Run) -> list[Result]:
        return self.desk.library.evals.results(run.id)


def asking(text: str, *checks: Check, name: str = "") -> Case:
    """A case in which the person asks for the first time."""
    said = NewMessage(uuid4().hex, "user", text)
    return Case(uuid4().hex, name or text, (said,), checks or (Contains("stone"),))


@pytest.fixture
async def bench(desk: Desk, folder: Path) -> AsyncIterator[Bench]:
    bench = Bench(desk)
    yield bench
    await bench.evals.close()
