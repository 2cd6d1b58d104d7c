"""Two lines of history side by side, turn by turn from where they parted. Pure."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest

from graphs.history.words import Piece, alike, differences
from graphs.storage.action_records import Action
from graphs.storage.records import (
    Message,
    Step,
    StepKind,
    ToolCall,
)


@dataclass(frozen=True, slots=True)
class Line:
    """All that is known of one line of history: a branch, or a branch up to a step."""

    branch_id: str
    messages: tuple[Message, ...]
    steps: tuple[Step, ...] = ()
    actions: tuple[Action, ...] = ()

    def by_call(self) -> dict[tuple[str, str], Action]:
        """What became of each call, by its message's id and its own."""
        return {(action.message_id, action.call_id): action for action in self.actions}


class PassageKind(StrEnum):
    """What a passage of a turn is."""

    YOU = "you"
    SAID = "said"  # by the agent, before it used a tool
    CALL = "call"
    RESULT = "result"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Passage:
    """One thing said or done in a turn. `call` is that of a CALL, whose text is its arguments.

    `pieces` say what of the text stands on the other side too.
    """

    kind: PassageKind
    message: Message
    call: ToolCall | None
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The passage in full."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def tool(self) -> str:
        """The name of the tool that it is about; "" for none."""
        return self.call.name if self.call else self.message.tool_name


@dataclass(frozen=True, slots=True)
class Row:
    """Two passages that answer to each other, or one without its like."""

    left: Passage | None
    right: Passage | None


@dataclass(frozen=True, slots=True)
class Totals:
    """What was spent on one side since they parted.

    Tokens are None where no answer tells of them. `seconds` include what decisions took.
    `actions` were wanted; `done` of them have begun.
    """

    tokens_in: int | None
    tokens_out: int | None
    seconds: float
    actions: int
    done: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """`shared` turns are the same in both; `turns` are those after, each by its rows."""

    shared: int
    turns: tuple[tuple[Row, ...], ...]
    left: Totals
    right: Totals


def compare(left: Line, right: Line) -> Comparison:
    """The two lines from the turn in which they part. What only differs in ids is the same."""
    ours, theirs = turns_of(left.messages), turns_of(right.messages)
    shared = shared_turns(left, right)
    parted = alike([_said(m) for m in left.messages], [_said(m) for m in right.messages])
    later = zip_longest(ours[shared:], theirs[shared:], fillvalue=())
    return Comparison(
        shared,
        tuple(_rows(our_turn, their_turn) for our_turn, their_turn in later),
        _totals(left, parted),
        _totals(right, parted),
    )


def shared_turns(left: Line, right: Line) -> int:
    """How many turns both begin with."""
    ours, theirs = (
        [[_said(message) for message in turn] for turn in turns_of(line.messages)]
        for line in (left, right)
    )
    return alike(ours, theirs)


def turns_of(messages: Sequence[Message]) -> list[list[Message]]:
    """The messages by turns, each begun by the person."""
    turns: list[list[Message]] = []
    for message in messages:
        if message.role == "user" or not turns:
            turns.append([])
        turns[-1].append(message)
    return turns


def _said(message: Message) -> object:
    """All that counts when two messages are compared."""
    calls = tuple((call.name, call.arguments) for call in message.tool_calls)
    marks = (message.failed, message.stopped, message.interrupted, message.cut)
    return (message.role, message.text, calls, message.tool_name, marks)


def _rows(left: Sequence[Message], right: Sequence[Message]) -> tuple[Row, ...]:
    views: list[Callable[[Passage], object]] = [
        lambda passage: (passage.kind, passage.tool, passage.text),
        lambda passage: (passage.kind, passage.tool),
    ]
    pairs = _aligned(list(_passages(left)), list(_passages(right)), views)
    return tuple(_row(ours, theirs) for ours, theirs in pairs)


def _passages(messages: Sequence[Message]) -> Iterator[Passage]:
    for message in messages:
        match message.role:
            case "user":
                kind = PassageKind.YOU
            case "tool":
                kind = PassageKind.RESULT
            case "assistant":
                kind = PassageKind.SAID if message.tool_calls else PassageKind.ANSWER
        if message.text or not message.tool_calls:
            yield Passage(kind, message, None, _plain(message.text))
        for call in message.tool_calls:
            yield Passage(PassageKind.CALL, message, call, _plain(call.arguments))


def _aligned(
    left: Sequence[Passage],
    right: Sequence[Passage],
    views: Sequence[Callable[[Passage], object]],
) -> Iterator[tuple[Passage | None, Passage | None]]:
    """Pair what is alike by the first of these views, then what is left by the others."""
    if not (left and right and views):
        yield from ((passage, None) for passage in left)
        yield from ((None, passage) for passage in right)
        return
    view, *others = views
    ours, theirs = [view(passage) for passage in left], [view(passage) for passage in right]
    for found in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        tag, from_left, to_left, from_right, to_right = found
        if tag == "equal":
            yield from zip(left[from_left:to_left], right[from_right:to_right], strict=True)
        else:
            yield from _aligned(left[from_left:to_left], right[from_right:to_right], others)


def _row(left: Passage | None, right: Passage | None) -> Row:
    if left is None or right is None:
        return Row(left, right)
    ours, theirs = differences(left.text, right.text)
    return Row(
        Passage(left.kind, left.message, left.call, ours),
        Passage(right.kind, right.message, right.call, theirs),
    )


def _plain(text: str) -> tuple[Piece, ...]:
    """A text that has nothing to be compared with."""
    return (Piece(text, same=False),) if text else ()


def _totals(line: Line, parted: int) -> Totals:
    later = line.messages[parted:]
    keys = {message.key for message in later if message.key}
    steps = [step for step in line.steps if step.key in keys and step.kind is not StepKind.FORK]
    calls = {(message.id, call.id) for message in later for call in message.tool_calls}
    actions = [action for call, action in line.by_call().items() if call in calls]
    return Totals(
        _sum([step.tokens_in for step in steps]),
        _sum([step.tokens_out for step in steps]),
        sum(step.seconds or 0.0 for step in steps),
        len(actions),
        sum(action.started_at is not None for action in actions),
    )


def _sum(counts: Sequence[int | None]) -> int | None:
    known = [count for count in counts if count is not None]
    return sum(known) if known else None
