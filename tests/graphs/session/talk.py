"""What tests say to a session and let its model say, and what they read of it afterwards."""

import json
import sqlite3
from pathlib import Path
from uuid import uuid4

from graphs.storage.library import Library
from graphs.storage.records import StepKind, TurnStatus
from tests.endpoint import ScriptedEndpoint, Text, ToolCall, ToolCalls
from tests.graphs.session.conftest import Desk

SLOW = Text("one two three four five six seven eight nine ten " * 200, tokens_per_second=100)
DONE = Text("Done.")
OWN = ("branches", "turns", "steps", "checkpoints", "writes", "actions")


def write(path: str, content: str = "new") -> ToolCall:
    return ToolCall("write_file", json.dumps({"path": path, "content": content}))


def count(name: str) -> ToolCall:
    """A call that leaves a line for each time it runs."""
    return ToolCall("run_command", json.dumps({"command": f"echo x >> {name}"}))


async def say(desk: Desk, branch_id: str, text: str) -> TurnStatus:
    return await desk.host.send(branch_id, uuid4().hex, text)


async def ask(desk: Desk, endpoint: ScriptedEndpoint, *calls: ToolCall, turn: str = "t1") -> None:
    """Let the model make these calls, and the turn wait."""
    endpoint.then(ToolCalls(calls))
    assert await desk.host.send(desk.branch, turn, "Please.") is TurnStatus.WAITING


def told(endpoint: ScriptedEndpoint) -> list[str]:
    """What the model was told last of its calls, in order."""
    return [m["content"] for m in endpoint.requests[-1].messages if m["role"] == "tool"]


def said(desk: Desk, branch_id: str) -> list[str]:
    return [message.text for message in desk.library.transcript(branch_id).messages]


def kinds(desk: Desk, branch_id: str) -> list[StepKind]:
    return [step.kind for step in desk.library.steps(branch_id)]


def files(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in sorted(folder.iterdir())}


def rows_of(library: Library, branch_id: str) -> list[object]:
    """Every row that a branch owns, and the messages it stands on, byte for byte."""
    with sqlite3.connect(library.home.database) as c:
        found: list[object] = []
        for table in OWN:
            column = {"branches": "id", "checkpoints": "thread_id", "writes": "thread_id"}
            where = column.get(table, "branch_id")
            query = f"SELECT * FROM {table} WHERE {where} = ? ORDER BY rowid"
            if table == "steps":
                query = query.replace("rowid", "position")
            found += c.execute(query, (branch_id,)).fetchall()
        return [*found, *library.transcript(branch_id).messages]
