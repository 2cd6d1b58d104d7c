"""Rules: what is decided beforehand, until it is withdrawn."""

from uuid import uuid4

from sqlalchemy import Connection, insert, or_, select, update

from graphs.errors import NotFound
from graphs.storage.action_records import Rule
from graphs.storage.tables import conversations, rules
from graphs.storage.text import storable


def add(
    c: Connection, tool: str, pattern: str, conversation_id: str, verdict: str, now: float
) -> str:
    """Make a rule; its id. One that says the same already is taken for it."""
    same = select(rules.c.id).where(
        rules.c.tool == tool,
        rules.c.pattern == storable(pattern),
        rules.c.conversation_id == conversation_id,
        rules.c.verdict == verdict,
        rules.c.withdrawn_at.is_(None),
    )
    known = c.scalar(same)
    if known is not None:
        return known
    id_ = uuid4().hex
    c.execute(
        insert(rules).values(
            id=id_,
            tool=tool,
            pattern=storable(pattern),
            conversation_id=conversation_id,
            verdict=verdict,
            created_at=now,
        )
    )
    return id_


def withdraw(c: Connection, rule_id: str, now: float) -> None:
    """End a rule; what it has decided stays decided. Raises NotFound."""
    ended = c.execute(
        update(rules)
        .where(rules.c.id == rule_id, rules.c.withdrawn_at.is_(None))
        .values(withdrawn_at=now)
    )
    if not ended.rowcount:
        raise NotFound("There is no such rule.", "`cairn rules` shows those there are.")


def all(c: Connection, conversation_id: str | None = None) -> list[Rule]:  # noqa: A001
    """The rules in force, newest first: all of them, or those that one conversation meets."""
    query = (
        select(rules, conversations.c.title)
        .outerjoin(conversations, conversations.c.id == rules.c.conversation_id)
        .where(rules.c.withdrawn_at.is_(None))
        .order_by(rules.c.created_at.desc(), rules.c.id)
    )
    if conversation_id is not None:
        met = or_(rules.c.conversation_id == "", rules.c.conversation_id == conversation_id)
        query = query.where(met)
    return [
        Rule(
            row.id,
            row.tool,
            row.pattern,
            row.conversation_id,
            row.verdict,
            row.created_at,
            row.title or "",
        )
        for row in c.execute(query)
    ]
