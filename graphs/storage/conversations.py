"""Conversations and their drafts: what the sidebar and the composer keep."""

from collections.abc import Collection, Mapping
from typing import Literal, TypeAlias

from sqlalchemy import Connection, Row, Select, delete, insert, select, update

from graphs.errors import InvalidText, NotFound
from graphs.storage import branches
from graphs.storage.records import Conversation, ConversationStatus
from graphs.storage.standing import NOBODY, conversation_status, most_urgent
from graphs.storage.tables import branches as branch_table
from graphs.storage.tables import conversations, drafts, turns
from graphs.storage.text import storable

TitledBy: TypeAlias = Literal["nobody", "exchange", "person"]

LONGEST_TITLE = 200  # characters


def clean_title(title: str) -> str:
    """`title` as one line without space around it, at most 200 characters.

    Raises InvalidText when nothing is left.
    """
    cleaned = " ".join(storable(title).replace("\0", " ").split())[:LONGEST_TITLE].rstrip()
    if not cleaned:
        raise InvalidText("A title needs at least one letter.", "Type a title, or press Esc.")
    return cleaned


def create(
    c: Connection,
    conversation_id: str,
    branch_id: str,
    agent_version: str,
    now: float,
    title: str = "",
) -> None:
    """Add a conversation with its main branch. A title given here is the person's."""
    c.execute(
        insert(conversations).values(
            id=conversation_id,
            title=clean_title(title) if title else "",
            titled_by="person" if title else "nobody",
            created_at=now,
            updated_at=now,
            main_branch_id=branch_id,
        )
    )
    branches.create(c, branch_id, conversation_id, agent_version, now)


def rename(
    c: Connection,
    conversation_id: str,
    title: str,
    now: float,
    by: Literal["exchange", "person"] = "person",
) -> bool:
    """Give a title; False when it was not taken. One from the exchange never replaces a person's.

    A person's renaming leaves the conversation at its place in the list. Raises NotFound and
    InvalidText.
    """
    cleaned = clean_title(title)
    match titled_by(c, conversation_id), by:
        case "person", "exchange":
            return False
        case _, "exchange":
            values = {"title": cleaned, "titled_by": by, "updated_at": now}
        case _:
            values = {"title": cleaned, "titled_by": by}
    c.execute(update(conversations).where(conversations.c.id == conversation_id).values(values))
    return True


def titled_by(c: Connection, conversation_id: str) -> TitledBy:
    """Who gave the title. Raises NotFound."""
    query = select(conversations.c.titled_by).where(conversations.c.id == conversation_id)
    found: TitledBy | None = c.scalar(query)
    if found is None:
        raise _not_found()
    return found


def set_workspace(c: Connection, conversation_id: str, folder: str) -> None:
    """Pick the folder for the conversation's tools; "" takes the default. Raises NotFound."""
    _change(c, conversation_id, workspace=folder)


def set_traced(c: Connection, conversation_id: str, traced: bool) -> None:
    """Switch tracing on for the conversation, or off. Raises NotFound."""
    _change(c, conversation_id, traced=int(traced))


def set_main_branch(c: Connection, conversation_id: str, branch_id: str) -> None:
    """Make that branch the one that stands for the conversation. Raises NotFound."""
    _change(c, conversation_id, main_branch_id=branch_id)


def set_viewed_branch(c: Connection, conversation_id: str, branch_id: str) -> None:
    """Remember which branch was looked at last; "" for the main one. Raises NotFound."""
    _change(c, conversation_id, viewed_branch_id=branch_id)


def touch(c: Connection, conversation_id: str, now: float) -> None:
    """Something was said: move the conversation to the top of the list. Raises NotFound."""
    _change(c, conversation_id, updated_at=now)


def trash(c: Connection, conversation_id: str, now: float) -> None:
    """Move to the trash; nothing is deleted. Raises NotFound."""
    _change(c, conversation_id, trashed_at=now)


def restore(c: Connection, conversation_id: str) -> None:
    """Take back out of the trash. Raises NotFound."""
    _change(c, conversation_id, trashed_at=None)


def all(  # noqa: A001 - the name its callers read: conversations.all
    c: Connection, trashed: bool = False, live: Collection[str] = NOBODY
) -> list[Conversation]:
    """All conversations in or out of the trash, newest first.

    `live` are the branches that somebody runs now.
    """
    in_trash = conversations.c.trashed_at
    query = _query().where(in_trash.is_not(None) if trashed else in_trash.is_(None))
    rows = c.execute(query.order_by(conversations.c.updated_at.desc(), conversations.c.id))
    others = _other_branches(c, live)
    return [_conversation(row, live, others) for row in rows]


def exists(c: Connection, conversation_id: str) -> bool:
    """Whether there is such a conversation, in the trash or not."""
    query = select(conversations.c.id).where(conversations.c.id == conversation_id)
    return c.scalar(query) is not None


def get(c: Connection, conversation_id: str, live: Collection[str] = NOBODY) -> Conversation:
    """One conversation. Raises NotFound. `live` are the branches that somebody runs now."""
    return _one(c, _query().where(conversations.c.id == conversation_id), live)


def of_branch(c: Connection, branch_id: str, live: Collection[str] = NOBODY) -> Conversation:
    """The conversation that the branch is part of. Raises NotFound."""
    owner = select(branch_table.c.conversation_id).where(branch_table.c.id == branch_id)
    return _one(c, _query().where(conversations.c.id == owner.scalar_subquery()), live)


def draft(c: Connection, conversation_id: str) -> str:
    """What was typed and not sent; '' stands for the conversation not yet begun."""
    query = select(drafts.c.text).where(drafts.c.conversation_id == conversation_id)
    return c.scalar(query) or ""


def save_draft(c: Connection, conversation_id: str, text: str) -> None:
    """Keep what was typed; an empty text forgets it."""
    c.execute(delete(drafts).where(drafts.c.conversation_id == conversation_id))
    if text:
        c.execute(insert(drafts).values(conversation_id=conversation_id, text=storable(text)))


_Query: TypeAlias = Select[str, str, float, float, float | None, str, str, str, int, str | None]
_Row: TypeAlias = Row[str, str, float, float, float | None, str, str, str, int, str | None]


def _query() -> _Query:
    newest_turn = (
        select(turns.c.status)
        .where(turns.c.branch_id == conversations.c.main_branch_id)
        .order_by(turns.c.position.desc())
        .limit(1)
        .scalar_subquery()
    )
    return select(
        conversations.c.id,
        conversations.c.title,
        conversations.c.created_at,
        conversations.c.updated_at,
        conversations.c.trashed_at,
        conversations.c.main_branch_id,
        conversations.c.workspace,
        conversations.c.viewed_branch_id,
        conversations.c.traced,
        newest_turn,
    )


def _other_branches(
    c: Connection, live: Collection[str], conversation_id: str = ""
) -> dict[str, list[ConversationStatus]]:
    """Where the branches out of the trash stand that are not the main ones, by conversation."""
    newest_turn = (
        select(turns.c.status)
        .where(turns.c.branch_id == branch_table.c.id)
        .order_by(turns.c.position.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = (
        select(branch_table.c.conversation_id, branch_table.c.id, newest_turn)
        .join(conversations, conversations.c.id == branch_table.c.conversation_id)
        .where(
            branch_table.c.id != conversations.c.main_branch_id,
            branch_table.c.trashed_at.is_(None),
        )
    )
    if conversation_id:
        query = query.where(branch_table.c.conversation_id == conversation_id)
    found: dict[str, list[ConversationStatus]] = {}
    for id_, branch_id, status in c.execute(query):
        found.setdefault(id_, []).append(conversation_status(status, branch_id in live))
    return found


def _conversation(
    row: _Row, live: Collection[str], others: Mapping[str, list[ConversationStatus]]
) -> Conversation:
    id_, title, created, updated, trashed, branch_id, workspace, viewed, traced, newest_turn = row
    main = conversation_status(newest_turn, branch_id in live)
    statuses = [main, *others.get(id_, ())]
    return Conversation(
        id_,
        title,
        created,
        updated,
        most_urgent(statuses),
        branch_id,
        trashed,
        workspace,
        viewed or branch_id,
        len(statuses),
        bool(traced),
    )


def _one(c: Connection, query: _Query, live: Collection[str]) -> Conversation:
    row = c.execute(query).one_or_none()
    if row is None:
        raise _not_found()
    return _conversation(row, live, _other_branches(c, live, row[0]))


def _change(c: Connection, conversation_id: str, **values: float | str | None) -> None:
    of_id = conversations.c.id == conversation_id
    if not c.execute(update(conversations).where(of_id).values(values)).rowcount:
        raise _not_found()


def _not_found() -> NotFound:
    return NotFound(
        "There is no such conversation.", "`cairn list` shows the conversations there are."
    )
