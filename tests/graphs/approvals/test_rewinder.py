"""Random changes of files are undone and redone, whatever they were."""

import asyncio
import random
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from langchain.tools import ToolRuntime

from graphs.approvals.decision import Approve
from graphs.approvals.rewinder import Rewinder
from graphs.errors import ToolError
from graphs.storage.action_records import Action, ActionStatus
from graphs.storage.blobs import Blobs
from graphs.tools.registry import by_name
from graphs.tools.workspace import Workspace
from tests.graphs.approvals.conftest import Office, call

pytestmark = pytest.mark.usefixtures("trash")
NAMES = ("a", "b", "d", "d/a", "d/b", "d/e/a", "f", "f/g", "f/g/a")


def tree(folder: Path) -> Mapping[str, str | None]:
    return {
        path.relative_to(folder).as_posix(): path.read_text() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }


class Agent:
    """Does at random what tools do to files, journaled as the gate does it."""

    def __init__(self, office: Office, seed: int) -> None:
        self.office = office
        self.random = random.Random(seed)
        self.blobs = Blobs(office.library.home.blobs)
        self.done: list[Action] = []

    def acts(self, count: int) -> None:
        for number in range(count):
            tool, given = self._wish(number)
            self._does(f"c{number}", tool, given)

    def _wish(self, number: int) -> tuple[str, dict[str, str]]:
        one, other = self.random.sample(NAMES, 2)
        match self.random.randrange(5):
            case 0 | 1 | 2:
                return "write_file", {"path": one, "content": f"text {number}\n"}
            case 3:
                return "move_file", {"source": one, "destination": other}
            case _:
                return "delete_file", {"path": one}

    def _does(self, id_: str, tool: str, given: dict[str, str]) -> None:
        journal, made = self.office.journal, call(id_, tool, 0, 1, **given)
        action = self.office.propose(made)
        try:
            (action,) = journal.decide({action.id: Approve()}, "person")
            action, mine = journal.start(action, made)
            assert mine
            status = self._run(action, given)
        except ToolError:
            return
        self.done.append(journal.finish(action, status, "."))

    def _run(self, action: Action, given: dict[str, str]) -> ActionStatus:
        desk = SimpleNamespace(
            workspace=Workspace(self.office.place.workspace),
            blobs=self.blobs,
            keep=lambda path: self.office.journal.keep(action.id, path),
        )
        runtime = ToolRuntime[Any, Any](
            state={},
            context=SimpleNamespace(desk=desk),
            config={},
            stream_writer=lambda _: None,
            tool_call_id=action.call_id,
            store=None,
        )
        spec = by_name(action.tool)
        assert spec is not None
        try:
            asyncio.run(spec.tool.ainvoke({**given, "runtime": runtime}))
        except ToolError:
            return ActionStatus.FAILED
        return ActionStatus.DONE


@pytest.mark.parametrize("seed", [*range(40), 1158])
def test_what_can_all_be_brought_back_is_as_it_was(
    office: Office, folder: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    for name in ("a", "d/b", "d/e/a"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"{name} at first\n")
    before = tree(folder)
    agent = Agent(office, seed)
    agent.acts(11)
    after = tree(folder)
    rewinder = Rewinder(office.library, agent.blobs, office.journal)
    monkeypatch.setattr("graphs.storage.lineage.done_since", lambda *_: agent.done, raising=True)
    plan = rewinder.files_back("b1", 0)
    chosen = [file.path for file in plan if file.possible]
    if not chosen:
        assert before == after or not all(file.possible for file in plan)
        return
    action = rewinder.bring_back("b1", 0, chosen, "b1", lambda _: None)
    if all(file.possible for file in plan):
        assert tree(folder) == before, (seed, action.result)
        assert action.status is ActionStatus.DONE
    if action.status is ActionStatus.DONE:
        rewinder.take_back(action.id, lambda _: None)
        assert tree(folder) == after, seed
