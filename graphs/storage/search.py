"""Search over what was said in all conversations."""

from dataclasses import dataclass

from sqlalchemy import Connection, and_, func, or_, select

from graphs.storage.tables import branches, conversations, messages, turns

_NEAR = 300  # characters shown on each side of the first hit


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a message that holds a word that was looked for, and its conversation's title."""

    title: str
    text: str


def passages(c: Connection, query: str, but: str = "", limit: int = 8) -> list[Passage]:
    """The newest messages, of conversations out of the trash, in which every word occurs.

    What several branches of a conversation hold is given once.
    `but` is a conversation that is left out. Where no message holds every word, those that hold
    any of them. Letters of ASCII match in either case.
    """
    words = query.split()
    if not words:
        return []
    holds = [messages.c.text.icontains(word, autoescape=True) for word in words]
    for wanted in (and_(*holds), or_(*holds)):
        rows = c.execute(
            select(conversations.c.title, messages.c.text)
            .join(turns, turns.c.id == messages.c.turn_id)
            .join(branches, branches.c.id == turns.c.branch_id)
            .join(conversations, conversations.c.id == branches.c.conversation_id)
            .where(
                wanted,
                messages.c.role != "tool",
                conversations.c.trashed_at.is_(None),
                conversations.c.id != but,
            )
            .group_by(conversations.c.id, messages.c.text)
            .order_by(func.max(messages.c.created_at).desc())
            .limit(limit)
        ).all()
        if rows:
            return [Passage(row.title, _near(row.text, words)) for row in rows]
    return []


def _near(text: str, words: list[str]) -> str:
    lower = text.lower()
    hits = [at for word in words if (at := lower.find(word.lower())) >= 0]
    start = max(0, min(hits, default=0) - _NEAR)
    end = start + 2 * _NEAR
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")
