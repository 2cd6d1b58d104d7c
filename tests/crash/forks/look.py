"""What a process finds on disk that looks at a conversation with branches."""

import json
import sqlite3
from contextlib import closing
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Any

from graphs.agent import build
from graphs.session.thread import Thread
from graphs.session.translate import new_message
from graphs.storage.action_records import Action
from graphs.storage.checkpoints import open_saver
from graphs.storage.library import Library

TABLES = {
    "branches": "id",
    "turns": "branch_id",
    "steps": "branch_id",
    "marks": "branch_id",
    "actions": "branch_id",
    "checkpoints": "thread_id",
    "writes": "thread_id",
}
"""The tables whose rows belong to a branch, and the column that says to which."""


async def look(library: Library, folder: Path) -> dict[str, Any]:
    """The line "kept": database, branches, actions, files."""
    (conversation,) = library.conversations()
    branches = library.branches(conversation.id)
    async with open_saver(library.home.database) as saver:
        agent = build.current([], saver)
        states = {one.id: await Thread(one.id, agent).state() for one in branches}
    return {
        "problems": [*library.examine().problems, *_foreign(library.home.database)],
        "rows": {one.id: _digest(library.home.database, one.id) for one in branches},
        "branches": {
            one.id: {
                "status": one.status,
                "messages": [asdict(m) for m in library.transcript(one.id, limit=10_000).messages],
                "state": [
                    (message.id, message.role, message.text)
                    for message in map(new_message, states[one.id].messages)
                ],
                "positions": [step.position for step in library.steps(one.id)],
                "turns": [turn.status for turn in library.turns(one.id)],
            }
            for one in branches
        },
        "actions": [_told(library, one) for one in reversed(library.actions(limit=10_000))],
        "files": _files(folder),
    }


def _files(folder: Path) -> dict[str, str]:
    return {str(path): path.read_text() for path in folder.iterdir()}


def _foreign(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as c:
        return list(map(str, c.execute("PRAGMA foreign_key_check")))


def _digest(database: Path, branch_id: str) -> str:
    """All that belongs to a branch, byte for byte."""
    with closing(sqlite3.connect(database)) as c:
        rows = [
            sorted(map(repr, c.execute(f"SELECT * FROM {table} WHERE {of} = ?", (branch_id,))))
            for table, of in TABLES.items()
        ]
        journal = "SELECT j.* FROM journal j JOIN actions a ON a.id = j.action_id"
        rows.append(list(map(repr, c.execute(f"{journal} WHERE a.branch_id = ?", (branch_id,)))))
    return sha256(repr(rows).encode()).hexdigest()


def _told(library: Library, action: Action) -> dict[str, Any]:
    return {
        "id": action.id,
        "branch": action.branch_id,
        "tool": action.tool,
        "label": json.loads(action.arguments).get("label", action.call_id),
        "status": action.status.value,
        "journal": [entry.event for entry in library.journal(action.id)],
    }
