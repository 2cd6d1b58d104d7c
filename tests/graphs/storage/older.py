"""Data folders as older Cairns left them: their migrations, and rows in all of their tables."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any, TypeAlias

from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from graphs.storage import migrations
from graphs.storage.home import Home
from graphs.storage.message_tree import NewMessage, pack, with_keys

Rows: TypeAlias = dict[str, list[dict[str, Any]]]

NOON = 1_800_000_000.0
WORDS = "What was said is kept, whatever becomes of the program. "


def make_older(home: Home, number: int, conversations: int = 3, turns: int = 4) -> None:
    """Make a folder whose newest migration is `number`, closed in an orderly way.

    A turn takes about two kilobytes. Every third turn has failed.
    """
    home.prepare()
    with closing(sqlite3.connect(home.database, isolation_level=None)) as raw:
        raw.execute("PRAGMA journal_mode = WAL")
        engine = create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool)
        with engine.begin() as connection:
            for each in range(1, number + 1):
                migrations.apply(connection, each)
        raw.execute("BEGIN")
        for each in range(conversations):
            _tell_a_story(raw, number, each, turns)
        raw.execute("COMMIT")


def all_rows(home: Home) -> Rows:
    """All that the database holds, by table; the file must be closed or at rest."""
    with closing(sqlite3.connect(home.database)) as raw:
        raw.row_factory = sqlite3.Row
        names = [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type='table'")]
        return {
            name: sorted((dict(row) for row in raw.execute(f'SELECT * FROM "{name}"')), key=repr)
            for name in names
        }


def kept(before: Rows, after: Rows) -> Rows:
    """`after`, with no more than the tables and columns that `before` had: the same, if all is."""
    return {
        name: sorted(
            ({column: row[column] for column in _columns(rows, row)} for row in after[name]),
            key=repr,
        )
        for name, rows in before.items()
    }


def _columns(old: list[dict[str, Any]], new: dict[str, Any]) -> list[str]:
    return list(old[0]) if old else list(new)


def _tell_a_story(raw: sqlite3.Connection, number: int, which: int, turns: int) -> None:
    id_, branch = f"c{which}", f"b{which}"
    said = list(_messages(which, turns))
    path = list(with_keys(None, (message for _, message in said)))
    put = _Table(raw)
    put("conversations", id_, f"Story {which}", "person", NOON, NOON + which, None, branch,
        workspace="/home/someone/Cairn" if number >= 2 else None)  # fmt: skip
    put("branches", branch, id_, "1", None, None, None, path[-1][1], NOON)
    for position, (turn, message) in enumerate(said):
        parent, key, _ = path[position]
        put("messages", key, parent, position + 1, message.id, message.role, message.text,
            pack(message), turn, NOON + position)  # fmt: skip
        if message.role == "user":
            failed = position // 2 % 3 == 2
            put("turns", turn, branch, position // 2, "failed" if failed else "finished",
                message.text, "No model answered." if failed else "", "", int(failed),
                NOON + position, NOON + position + 1)  # fmt: skip
        if number >= 3:
            put(
                "steps", branch, position, f"checkpoint-{position}", key, NOON + position, 7, 9, "m"
            )
    put("drafts", id_, f"not sent {which}")
    put("unsaved_text", None, branch, said[-2][0], "streamed", path[-1][1], "half an ans", NOON)
    if number >= 2:
        action = f"a{which}"
        put("actions", action, branch, said[0][0], said[1][1].id, "call-1", 0, 1, "write_file",
            '{"path":"x"}', "/home/someone/Cairn", "done", 1, "", "{}", "", "", "", "seal", "ok",
            NOON, NOON + 1, "person", NOON + 2, NOON + 3)  # fmt: skip
        put("journal", None, action, NOON, "proposed", "agent", "")
        put("before_images", None, action, "x", "file", "0" * 64, 0o644)
        put("rules", f"r{which}", "write_file", "*", id_, "allow", NOON, None)
        put("tool_modes", f"model-{which}", "native", "trial")
    if number >= 3:
        put("marks", branch, 1, "a good place")


class _Table:
    """Puts rows in, with values for the first columns and others by name."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        self._raw = raw

    def __call__(self, table: str, *values: object, **named: object) -> None:
        """Named values that are None are left out."""
        info = self._raw.execute(f"PRAGMA table_info({table})").fetchall()
        row = dict(zip((column[1] for column in info), values, strict=False))
        row |= {name: value for name, value in named.items() if value is not None}
        columns = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" * len(row))
        self._raw.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", (*row.values(),))


def _messages(which: int, turns: int) -> Iterator[tuple[str, NewMessage]]:
    for turn in range(turns):
        id_ = f"t{which}-{turn}"
        yield id_, NewMessage(id_, "user", f"Tell me {turn}: ä ß 日本 🪨")
        yield id_, NewMessage(f"{id_}-answer", "assistant", WORDS * 32)
