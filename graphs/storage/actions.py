"""The journal of actions: one row each with where it stands, and an entry for all that happened."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    RowMapping,
    Select,
    and_,
    func,
    insert,
    literal_column,
    or_,
    select,
    update,
)

from graphs.errors import NotFound
from graphs.storage.action_records import (
    Action,
    ActionStatus,
    DiffLine,
    Field,
    JournalEntry,
    Preview,
)
from graphs.storage.tables import actions, branches, conversations, journal
from graphs.storage.text import storable

_MOMENT = 1e-6
"""Seconds between the calls of one answer."""

_made: ColumnElement[int] = literal_column("actions.rowid", Integer)
"""The order in which actions were written down."""

NEEDS_PERSON = tuple(status for status in ActionStatus if status.needs_person)


@dataclass(frozen=True, slots=True)
class Shown:
    """What was put before the person: the preview, the form's fields, patterns for a rule."""

    preview: Preview
    fields: tuple[Field, ...] = ()
    patterns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NewAction:
    """A tool call as it is proposed; see Action for its parts."""

    id: str
    branch_id: str
    turn_id: str
    message_id: str
    call_id: str
    position: int
    siblings: int
    tool: str
    arguments: str
    workspace: str
    status: ActionStatus
    asks: bool
    because: str
    shown: Shown
    decided_by: str = ""
    seal: str = ""
    result: str = ""
    proposed_by: str = "agent"
    run_id: str = ""


def propose(c: Connection, new: NewAction, now: float) -> None:
    """Write a new action down; it is proposed, and decided too unless it waits.

    The calls of one answer, which come here in any order, stand in that of the answer.
    """
    decided = now if new.decided_by else None
    c.execute(
        insert(actions).values(
            id=new.id,
            branch_id=new.branch_id,
            turn_id=new.turn_id,
            message_id=new.message_id,
            call_id=new.call_id,
            position=new.position,
            siblings=new.siblings,
            tool=storable(new.tool),
            arguments=new.arguments,
            workspace=new.workspace,
            status=new.status,
            asks=new.asks,
            because=new.because,
            shown=_pack(new.shown),
            edited="",
            draft="",
            words="",
            seal=new.seal,
            result=storable(new.result),
            proposed_at=_place_in_time(c, new, now),
            decided_at=decided,
            decided_by=new.decided_by,
            finished_at=now if new.status.over else None,
            run_id=new.run_id,
        )
    )
    detail = {"arguments": new.arguments, "asks": new.asks, "because": new.because}
    if new.run_id:
        detail["run"] = new.run_id
    note(c, new.id, "proposed", new.proposed_by, now, detail)
    if decided is not None:
        note(c, new.id, new.status, new.decided_by, now, {})


def _place_in_time(c: Connection, new: NewAction, now: float) -> float:
    """When it counts as proposed: a moment after the call before it in the same answer."""
    siblings = and_(
        actions.c.branch_id == new.branch_id,
        actions.c.turn_id == new.turn_id,
        actions.c.message_id == new.message_id,
    )
    query = select(actions.c.proposed_at, actions.c.position).where(siblings).limit(1)
    sibling = c.execute(query).first()
    if sibling is None:
        return now
    return sibling.proposed_at + (new.position - sibling.position) * _MOMENT


def change(
    c: Connection,
    action_id: str,
    from_: Collection[ActionStatus],
    to: ActionStatus,
    by: str,
    now: float,
    detail: Mapping[str, Any] | None = None,
    shown: Shown | None = None,
    **values: str | float | None,
) -> bool:
    """Move an action on and note it; False, and nothing changed, when it stands elsewhere."""
    if shown is not None:
        values["shown"] = _pack(shown)
    for name in ("result", "words"):
        if isinstance(text := values.get(name), str):
            values[name] = storable(text)
    moved = c.execute(
        update(actions)
        .where(actions.c.id == action_id, actions.c.status.in_(list(from_)))
        .values(status=to, **values)
    )
    if not moved.rowcount:
        return False
    note(c, action_id, to, by, now, detail or {})
    return True


def note(
    c: Connection, action_id: str, event: str, by: str, now: float, detail: Mapping[str, Any]
) -> None:
    """Add an entry to the journal."""
    text = json.dumps(detail, ensure_ascii=True)
    c.execute(insert(journal).values(action_id=action_id, at=now, event=event, by=by, detail=text))


def show_anew(c: Connection, action_id: str, shown: Shown, now: float) -> None:
    """What a waiting action would do has changed: keep what is shown from now on."""
    waits = and_(actions.c.id == action_id, actions.c.status == ActionStatus.WAITING)
    if c.execute(update(actions).where(waits).values(shown=_pack(shown))).rowcount:
        note(c, action_id, "shown anew", "cairn", now, {"files": shown.preview.files})


def entries(c: Connection, action_id: str) -> list[JournalEntry]:
    """All that happened to an action, oldest first."""
    query = select(journal).where(journal.c.action_id == action_id).order_by(journal.c.id)
    return [
        JournalEntry(row.action_id, row.at, row.event, row.by, row.detail)
        for row in c.execute(query)
    ]


def get(c: Connection, action_id: str) -> Action:
    """One action. Raises NotFound."""
    found = _read(c, actions.c.id == action_id)
    if not found:
        raise NotFound("There is no such action.", "`cairn actions` shows those there are.")
    return found[0]


def beginning_with(c: Connection, beginning: str) -> list[Action]:
    """At most two of the actions whose id begins so."""
    return _read(c, actions.c.id.startswith(beginning, autoescape=True), limit=2)


def of_call(c: Connection, branch_id: str, call_id: str) -> Action | None:
    """The action of a tool call, if it was proposed."""
    found = _read(c, and_(actions.c.branch_id == branch_id, actions.c.call_id == call_id))
    return found[0] if found else None


def of_turns(c: Connection, branch_id: str, turn_ids: Sequence[str]) -> list[Action]:
    """The actions of some turns of a branch, in the order they were proposed."""
    return _read_in_turn(c, branch_id, actions.c.turn_id.in_(turn_ids))


def of_calls(c: Connection, branch_id: str, call_ids: Collection[str]) -> list[Action]:
    """The actions of some calls of a branch, in the order they were proposed."""
    return _read_in_turn(c, branch_id, actions.c.call_id.in_(call_ids))


def waiting_in(c: Connection, branch_id: str) -> list[Action]:
    """The actions of a branch that need the person, in order."""
    return _read_in_turn(c, branch_id, actions.c.status.in_(NEEDS_PERSON))


def open_of(c: Connection, tool: str) -> list[Action]:
    """The actions of that tool, in all branches, that are decided and not over."""
    going = actions.c.status.in_([ActionStatus.APPROVED, ActionStatus.STARTED])
    return _read(c, and_(actions.c.tool == tool, going))


def started_in(c: Connection, branch_id: str) -> list[Action]:
    """The actions of a branch that have begun and are not over."""
    return _read_in_turn(c, branch_id, actions.c.status == ActionStatus.STARTED)


def all(  # noqa: A001 - the name its callers read: actions.all
    c: Connection,
    waiting: bool = False,
    query: str = "",
    before: float | None = None,
    limit: int = 100,
    statuses: Collection[ActionStatus] = (),
) -> list[Action]:
    """The actions of all branches out of the trash, newest first; in the trash nothing is asked.

    `waiting`: only those that need the person, oldest first. `statuses`: only those; () for any.
    Every word of `query` occurs in one of tool, title, arguments, result, words or the
    conversation's title. `before`: proposed before.
    """
    wanted: list[ColumnElement[bool]] = [
        conversations.c.trashed_at.is_(None),
        branches.c.trashed_at.is_(None),
    ]
    if waiting:
        wanted.append(actions.c.status.in_(NEEDS_PERSON))
    if statuses:
        wanted.append(actions.c.status.in_(list(statuses)))
    if before is not None:
        wanted.append(actions.c.proposed_at < before)
    places = (
        actions.c.tool,
        actions.c.arguments,
        actions.c.edited,
        actions.c.result,
        actions.c.words,
        actions.c.shown,
        conversations.c.title,
    )
    wanted += [
        or_(*(place.icontains(word, autoescape=True) for place in places)) for word in query.split()
    ]
    return _read(c, and_(*wanted), newest_first=not waiting, limit=limit)


def seal_of(c: Connection, action_id: str) -> str:
    """What was sealed when the action was decided."""
    return c.scalar(select(actions.c.seal).where(actions.c.id == action_id)) or ""


def save_draft(c: Connection, action_id: str, draft: str) -> None:
    """Keep what was typed for an action and not decided."""
    c.execute(update(actions).where(actions.c.id == action_id).values(draft=storable(draft)))


def refused(c: Connection, turn_id: str, because: str) -> int:
    """How many actions of a turn failed for that reason before they ran."""
    return (
        c.scalar(
            select(func.count())
            .select_from(actions)
            .where(actions.c.turn_id == turn_id, actions.c.because == because)
        )
        or 0
    )


def _read(
    c: Connection, which: ColumnElement[bool], newest_first: bool = False, limit: int | None = None
) -> list[Action]:
    order = (actions.c.proposed_at, actions.c.position, actions.c.id)
    query = _query(which).limit(limit)
    query = query.order_by(*(column.desc() if newest_first else column for column in order))
    return [_action(row) for row in c.execute(query).mappings()]


def _read_in_turn(c: Connection, branch_id: str, which: ColumnElement[bool]) -> list[Action]:
    """Those of a branch as they were proposed, whatever the clock said then.

    The calls of one answer stand together, in its order.
    """
    query = _query(and_(actions.c.branch_id == branch_id, which)).order_by(_made)
    found = [_action(row) for row in c.execute(query).mappings()]
    firsts: dict[str, int] = {}
    for place, action in enumerate(found):
        firsts.setdefault(action.message_id, place)
    return sorted(found, key=lambda one: (firsts[one.message_id], one.position))


def _query(which: ColumnElement[bool]) -> Select[Any]:
    return (
        select(actions, conversations.c.id.label("of"), conversations.c.title)
        .join(branches, branches.c.id == actions.c.branch_id)
        .join(conversations, conversations.c.id == branches.c.conversation_id)
        .where(which)
    )


def _action(row: RowMapping) -> Action:
    shown = _unpack(row["shown"])
    return Action(
        id=row["id"],
        conversation_id=row["of"],
        conversation_title=row["title"],
        branch_id=row["branch_id"],
        turn_id=row["turn_id"],
        message_id=row["message_id"],
        call_id=row["call_id"],
        position=row["position"],
        siblings=row["siblings"],
        tool=row["tool"],
        arguments=row["arguments"],
        workspace=row["workspace"],
        status=ActionStatus(row["status"]),
        asks=bool(row["asks"]),
        because=row["because"],
        proposed_at=row["proposed_at"],
        preview=shown.preview,
        fields=shown.fields,
        patterns=shown.patterns,
        edited=row["edited"],
        draft=row["draft"],
        words=row["words"],
        decided_at=row["decided_at"],
        decided_by=row["decided_by"],
        started_at=row["started_at"],
        finished_at=row["finished_at"],
        result=row["result"],
        run_id=row["run_id"],
    )


def _pack(shown: Shown) -> str:
    return json.dumps(asdict(shown), ensure_ascii=False).encode("utf-8", "replace").decode()


def _unpack(text: str) -> Shown:
    data = cast("dict[str, Any]", json.loads(text))
    preview = data["preview"]
    return Shown(
        Preview(
            title=preview["title"],
            sentence=preview["sentence"],
            undo=preview["undo"],
            diff=tuple(DiffLine(**line) for line in preview["diff"]),
            more=preview["more"],
            warning=preview["warning"],
            files=tuple((path, digest) for path, digest in preview["files"]),
        ),
        tuple(
            Field(
                field["name"],
                field["kind"],
                field["required"],
                field["description"],
                tuple(field["choices"]),
            )
            for field in data["fields"]
        ),
        tuple(data["patterns"]),
    )
