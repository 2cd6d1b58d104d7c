"""How each connection's model is given tools: found out once, or chosen by the person."""

from typing import Literal, TypeAlias

from sqlalchemy import Connection, delete, insert, select

from graphs.storage.tables import tool_modes

ChosenBy: TypeAlias = Literal["probe", "person"]


def find(c: Connection, connection: str) -> tuple[str, ChosenBy] | None:
    """The mode kept for a connection, and who chose it."""
    query = select(tool_modes.c.mode, tool_modes.c.chosen_by)
    row = c.execute(query.where(tool_modes.c.connection == connection)).one_or_none()
    return None if row is None else (row.mode, row.chosen_by)


def keep(c: Connection, connection: str, mode: str, chosen_by: ChosenBy) -> None:
    """Keep the mode of a connection in place of an earlier one."""
    forget(c, connection)
    c.execute(insert(tool_modes).values(connection=connection, mode=mode, chosen_by=chosen_by))


def forget(c: Connection, connection: str) -> None:
    """Let the mode be found out anew."""
    c.execute(delete(tool_modes).where(tool_modes.c.connection == connection))
