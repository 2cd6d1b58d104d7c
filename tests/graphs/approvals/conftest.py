"""A real journal in a real file, with tools that count and can be held."""

import asyncio
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from graphs.approvals.gate import Gate
from graphs.approvals.journal import Journal
from graphs.approvals.proposing import Place
from graphs.storage import conversations, turns
from graphs.storage.action_records import Action
from graphs.storage.blobs import Blobs
from graphs.storage.home import Home
from graphs.storage.library import Library
from graphs.storage.records import TurnStatus
from graphs.tools.call import Call, Outcome
from graphs.tools.registry import tools


@dataclass
class Office:
    """A journal, and a turn `t1` of a branch `b1` whose calls it is asked about.

    `ran` holds what was run: the tool, and its arguments.
    """

    library: Library
    journal: Journal
    place: Place
    ran: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)
    told: list[Action] = field(default_factory=list)

    def gate(self) -> Gate:
        return Gate(self.journal, self.place, self.told.append)

    def propose(self, call: Call) -> Action:
        return self.journal.enter(self.place, call)[0]

    def action(self, call: Call) -> Action:
        found = self.journal.of_call(self.place.branch_id, call.id)
        assert found is not None
        return found

    async def run(self, action: Action) -> tuple[str, bool]:
        """Stands for the tool."""
        self.ran.append((action.tool, json.loads(action.effective)))
        await asyncio.sleep(0)
        return f"ran {action.call_id}", False

    async def through(self, gate: Gate, call: Call) -> Outcome | None:
        """Take a call through the gate, as the graph does."""
        async with gate.inside(call):
            if gate.asks(call.id):
                return None
            return await gate.outcome(call, self.run)


def call(
    id_: str = "c1", tool: str = "write_file", position: int = 0, siblings: int = 1, **given: Any
) -> Call:
    if tool == "write_file" and not given:
        given = {"path": f"{id_}.txt", "content": "new"}
    return Call(id_, tool, given, "m1", position, siblings)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "work"
    folder.mkdir()
    return folder


@pytest.fixture
def office(tmp_path: Path, folder: Path) -> Iterator[Office]:
    library = Library.open(Home(tmp_path / "home"))
    with library.database.transaction() as c:
        conversations.create(c, "conversation", "b1", "2", 1.0)
        turns.record(c, "b1", "t1", "Please.", 1.0)
        turns.set_status(c, "t1", TurnStatus.RUNNING, 1.0)
    specs = {spec.tool.name: spec for spec in tools()}
    journal = Journal(library.database, Blobs(library.home.blobs), specs)
    yield Office(library, journal, Place("conversation", "b1", "t1", folder))
    library.close()
