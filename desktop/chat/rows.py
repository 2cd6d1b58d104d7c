"""From messages to the rows of the transcript. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import assert_never

from desktop.chat.blocks import Alignment, Block, Code, Prose, Rule, Table, parse
from graphs import Message, ToolCall


class RowKind(IntEnum):
    """How a row is drawn."""

    USER = 0
    PROSE = 1
    CODE = 2
    TABLE = 3
    RULE = 4
    ACTION = 5
    NOTICE = 6


class NoticeKind(IntEnum):
    """What a NOTICE row says."""

    EARLIER_TRY = 0  # the answer of a try that broke off, folded
    STOPPED = 1
    CUT = 2  # by the model's own limit


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `key` is stable and unique in its transcript: the message's id and a place in it.

    `text` is the person's words (USER), the code (CODE), the result (ACTION) or the folded text
    (NOTICE). `done` is False for an ACTION without a result. `first` and `last` are of its message.
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
    done: bool = True
    failed: bool = False
    notice: int = -1
    created_at: float = 0.0


def rows_of(
    message: Message, results: Mapping[str, Message], *, live: bool = False
) -> tuple[Row, ...]:
    """The rows of `message`. `results` are tool messages by the id of the call they answer.

    A result stands in the row of its call: a tool message has no rows of its own. Interrupted
    text is folded into one row unless it is `live`, the answer that is being written.
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
            return _closed(message, _answer(message, parse(message.text), results))
        case _:
            assert_never(message.role)


def rows_of_answer(message: Message, blocks: Sequence[Block], start: int = 0) -> tuple[Row, ...]:
    """The rows of an answer being written, from its block `start` on, which `blocks` begin with."""
    rows = _closed(message, _answer(message, blocks, {}, start))
    return (replace(rows[0], first=False), *rows[1:]) if start and rows else rows


def _answer(
    message: Message, blocks: Sequence[Block], results: Mapping[str, Message], start: int = 0
) -> list[Row]:
    found = [_block(message, index, block) for index, block in enumerate(blocks, start)]
    found += [_action(message, call, results.get(call.id)) for call in message.tool_calls]
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


def _action(message: Message, call: ToolCall, result: Message | None) -> Row:
    row = _row(message, RowKind.ACTION, f"call-{call.id}", text=result.text if result else "")
    return replace(
        row,
        name=call.name,
        arguments=call.arguments,
        done=result is not None,
        failed=result is not None and result.failed,
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
        created_at=message.created_at,
    )


def _closed(message: Message, rows: list[Row]) -> tuple[Row, ...]:
    """Mark the first and the last row of a message."""
    if rows:
        rows[0] = replace(rows[0], first=True)
        rows[-1] = replace(rows[-1], last=True)
    return tuple(rows)
