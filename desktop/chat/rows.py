"""From messages to the rows of the transcript. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import groupby
from typing import Final, assert_never

from desktop.chat.blocks import Alignment, Block, Code, Prose, Rule, Table, parse
from graphs import Action, ActionStatus, ForkPoint, Message, ToolCall

READING_TOOLS: Final = frozenset(
    {"current_time", "list_files", "read_file", "recall", "search_files"}
)
"""Tools whose actions stand under one line when they follow each other."""


class RowKind(IntEnum):
    """How a row is drawn."""

    USER = 0
    PROSE = 1
    CODE = 2
    TABLE = 3
    RULE = 4
    ACTION = 5
    NOTICE = 6
    READS = 7  # consecutive actions that only read, under one line
    FORK = 8  # where branches part


class NoticeKind(IntEnum):
    """What a NOTICE row says."""

    EARLIER_TRY = 0  # the answer of a try that broke off, folded
    STOPPED = 1
    CUT = 2  # by the model's own limit


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `key` is stable and unique in its transcript: the message's id and a place in it.

    `text` is the person's words (USER), the code (CODE), the result (ACTION) or the folded text
    (NOTICE). `name` and `arguments` are of the call; `action` is what the journal says of it, None
    for one that is older than the journal. A READS row stands for `count` actions; `name` is their
    tool, '' when they are of several. A FORK row stands where `count` ways part; this is the one
    at `place`, from 0, and `name` is its branch's. `first` and `last` are of its message; `saved`:
    it is a step, or a part of one.
    """

    kind: RowKind
    key: str
    message_id: str
    first: bool = False
    last: bool = False
    html: str = ""
    text: str = ""
    language: str = ""
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    alignments: tuple[Alignment, ...] = ()
    name: str = ""
    arguments: str = ""
    failed: bool = False
    action: Action | None = None
    count: int = 0
    notice: int = -1
    place: int = 0
    saved: bool = False
    created_at: float = 0.0


def rows_of(
    message: Message,
    results: Mapping[str, Message],
    actions: Mapping[str, Action],
    *,
    live: bool = False,
) -> tuple[Row, ...]:
    """The rows of `message`. `results` are tool messages, `actions` the journal, by call id.

    A result stands in the row of its call: a tool message has no rows of its own. An action that
    needs the person has none either, nor a call of which nothing is known yet. Interrupted text is
    folded into one row unless it is `live`, the answer that is being written.
    """
    match message.role:
        case "user":
            return _closed(message, [_row(message, RowKind.USER, 0, text=message.text)])
        case "tool":
            return ()
        case "assistant":
            if message.interrupted and not live:
                if not message.text.strip():
                    return ()
                return _closed(message, [_notice(message, NoticeKind.EARLIER_TRY, message.text)])
            return _closed(message, _answer(message, parse(message.text), results, actions))
        case _:
            assert_never(message.role)


def rows_of_answer(message: Message, blocks: Sequence[Block], start: int = 0) -> tuple[Row, ...]:
    """The rows of an answer being written, from its block `start` on, which `blocks` begin with."""
    rows = _closed(message, _answer(message, blocks, {}, {}, start))
    return (replace(rows[0], first=False), *rows[1:]) if start and rows else rows


def fork_row(point: ForkPoint) -> Row:
    """The row of a point at which branches part. It belongs to no message."""
    return Row(
        RowKind.FORK,
        f"fork/{point.after}",
        "",
        name=point.names[point.place],
        count=len(point.branch_ids),
        place=point.place,
    )


def folded(rows: Sequence[Row], unfolded: Collection[str]) -> tuple[Row, ...]:
    """`rows` with a READS row for each run of readings, and their own rows after the unfolded ones.

    `unfolded` are keys of READS rows.
    """
    found: list[Row] = []
    for reading, run in groupby(rows, _is_reading):
        members = list(run)
        if not reading or len(members) == 1:
            found += members
            continue
        head = _run(members)
        found.append(head)
        if head.key in unfolded:
            found += [replace(member, first=False) for member in members]
    return tuple(found)


def _is_reading(row: Row) -> bool:
    return (
        row.action is not None
        and row.action.tool in READING_TOOLS
        and row.action.status is ActionStatus.DONE
        and not row.action.asks
    )


def _run(members: Sequence[Row]) -> Row:
    first, last = members[0], members[-1]
    names = {member.name for member in members}
    return Row(
        RowKind.READS,
        f"{first.key}/run",
        first.message_id,
        first=first.first,
        last=last.last,
        name=first.name if len(names) == 1 else "",
        count=len(members),
        created_at=first.created_at,
    )


def _answer(
    message: Message,
    blocks: Sequence[Block],
    results: Mapping[str, Message],
    actions: Mapping[str, Action],
    start: int = 0,
) -> list[Row]:
    found = [_block(message, index, block) for index, block in enumerate(blocks, start)]
    for call in message.tool_calls:
        action, result = actions.get(call.id), results.get(call.id)
        waits = action is not None and action.status.needs_person
        if not waits and (action is not None or result is not None):
            found.append(_action(message, call, result, action))
    if message.stopped:
        found.append(_notice(message, NoticeKind.STOPPED))
    elif message.cut:
        found.append(_notice(message, NoticeKind.CUT))
    return found


def _block(message: Message, index: int, block: Block) -> Row:
    match block:
        case Prose(html):
            return _row(message, RowKind.PROSE, index, html=html)
        case Code(language, text):
            return _row(message, RowKind.CODE, index, language=language, text=text)
        case Table(header, rows, alignments):
            row = _row(message, RowKind.TABLE, index)
            return replace(row, header=header, rows=rows, alignments=alignments)
        case Rule():
            return _row(message, RowKind.RULE, index)
        case _:
            assert_never(block)


def _action(message: Message, call: ToolCall, result: Message | None, action: Action | None) -> Row:
    row = _row(message, RowKind.ACTION, f"call-{call.id}", text=result.text if result else "")
    return replace(
        row,
        name=call.name,
        arguments=call.arguments,
        failed=result is not None and result.failed,
        action=action,
    )


def _notice(message: Message, kind: NoticeKind, text: str = "") -> Row:
    return replace(_row(message, RowKind.NOTICE, kind.name.lower(), text=text), notice=int(kind))


def _row(
    message: Message,
    kind: RowKind,
    place: int | str,
    *,
    html: str = "",
    text: str = "",
    language: str = "",
) -> Row:
    return Row(
        kind,
        f"{message.id}/{place}",
        message.id,
        html=html,
        text=text,
        language=language,
        saved=message.key != "",
        created_at=message.created_at,
    )


def _closed(message: Message, rows: list[Row]) -> tuple[Row, ...]:
    """Mark the first and the last row of a message."""
    if rows:
        rows[0] = replace(rows[0], first=True)
        rows[-1] = replace(rows[-1], last=True)
    return tuple(rows)
