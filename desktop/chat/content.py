"""The messages of the open branch and the rows they are shown in. Pure.

Rows of a message are made once and kept as long as nothing they depend on changes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from desktop.chat.blocks import blocks
from desktop.chat.progress import Answer
from desktop.chat.rows import Row, rows_of, rows_of_answer
from graphs import Action, Message, Transcript, Turn

Source = tuple[Message, tuple[Message | None, ...], tuple[Action | None, ...], bool]


@dataclass(frozen=True, slots=True)
class Shown:
    """The rows of one message, and all that they were made from."""

    source: Source
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """What has been read of a branch, oldest first, with its rows by message id."""

    messages: tuple[Message, ...] = ()
    shown: Mapping[str, Shown] = field(default_factory=dict[str, Shown])

    def without(self, message_id: str) -> tuple[Message, ...]:
        """All messages but that one."""
        return tuple(one for one in self.messages if one.id != message_id)

    def rows(self, after: Mapping[str, Row]) -> tuple[Row, ...]:
        """All rows, oldest first, each of `after` behind the message whose id it is given for.

        '' stands for the start of all.
        """
        found = [after[""]] if "" in after else []
        for message in self.messages:
            if message.id in self.shown:
                found += self.shown[message.id].rows
            if message.id in after:
                found.append(after[message.id])
        return tuple(found)


def made(
    messages: Sequence[Message],
    kept: Mapping[str, Shown],
    actions: Mapping[str, Action],
    live: str = "",
) -> Content:
    """The content of `messages`; rows in `kept` are taken where they are still true.

    `actions` is what the journal says, by call id. Text of the turn `live` that was broken off is
    shown in full when it is the newest message.
    """
    results = {one.tool_call_id: one for one in messages if one.role == "tool"}
    shown: dict[str, Shown] = {}
    for index, message in enumerate(messages):
        newest = index == len(messages) - 1
        in_full = newest and message.interrupted and message.turn_id == live
        answers = tuple(results.get(call.id) for call in message.tool_calls)
        done = tuple(actions.get(call.id) for call in message.tool_calls)
        source = (message, answers, done, in_full)
        known = kept.get(message.id)
        if known is None or known.source != source:
            known = Shown(source, rows_of(message, results, actions, live=in_full))
        shown[message.id] = known
    return Content(tuple(messages), shown)


def live_turn(turn: Turn | None) -> str:
    """The turn whose text is shown in full although it was broken off, '' for none.

    `turn` is the newest of a branch that does not run here.
    """
    return "" if turn is None or turn.status.at_rest else turn.id


def overlapped(known: Content, newest: Transcript, actions: Mapping[str, Action]) -> Content | None:
    """`known` with its end replaced by the `newest` messages; None when there is a gap between."""
    ids = {message.id for message in newest.messages}
    if newest.before is None:
        earlier: tuple[Message, ...] = ()
    elif any(message.id in ids for message in known.messages):
        earlier = tuple(takewhile(lambda message: message.id not in ids, known.messages))
    else:
        return None
    return made((*earlier, *newest.messages), known.shown, actions, live_turn(newest.turn))


def with_saved(messages: Sequence[Message], saved: Sequence[Message]) -> tuple[Message, ...]:
    """`messages` with each saved one in the place of its namesake, or else behind all others."""
    new = {message.id: message for message in saved}
    kept = [new.pop(message.id, message) for message in messages]
    return (*kept, *new.values())


def with_answer(content: Content, answer: Answer, saved: Sequence[Message]) -> Content:
    """`content` that takes the rows of a streamed `answer` for those of its message in `saved`.

    So nothing is parsed twice. Unchanged when the texts differ.
    """
    for message in saved:
        if message.id == answer.message.id and message.text == answer.message.text:
            rows = rows_of_answer(message, blocks(answer.stream))
            nothing = tuple(None for _ in message.tool_calls)
            source = (message, nothing, nothing, message.interrupted)
            shown = {**content.shown, message.id: Shown(source, rows)}
            return replace(content, shown=shown)
    return content


def before(earlier: Content, content: Content) -> Content:
    """`content` with what was read from before it."""
    messages = (*earlier.messages, *content.messages)
    return Content(messages, {**earlier.shown, **content.shown})


def tail_of(answer: Answer, finished: int) -> tuple[Row, ...]:
    """The rows of an answer being written from block `finished` on."""
    rest = replace(answer.stream, done=answer.stream.done[finished:])
    return rows_of_answer(answer.message, blocks(rest), finished)
