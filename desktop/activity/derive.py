"""From actions to the rows and the detail of the activity page. Pure."""

import json
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from enum import IntEnum
from math import inf, nextafter
from typing import Any

from desktop.shared.action_times import seconds
from graphs import Action, ActionStatus, JournalEntry

HEAD_LINES = 14
HEAD_CHARACTERS = 1_200
CHUNK_LINES = 20
CHUNK_CHARACTERS = 2_000


class Filter(IntEnum):
    """Which actions are listed."""

    ALL = 0
    NEEDS_YOU = 1
    DONE = 2
    FAILED = 3
    REJECTED = 4


STATUSES: Mapping[Filter, tuple[ActionStatus, ...]] = {
    Filter.ALL: (),
    Filter.NEEDS_YOU: (ActionStatus.WAITING, ActionStatus.UNKNOWN),
    Filter.DONE: (ActionStatus.DONE, ActionStatus.ANSWERED),
    Filter.FAILED: (ActionStatus.FAILED,),
    Filter.REJECTED: (ActionStatus.REJECTED,),
}
"""The statuses that each filter lets through; () for any."""


@dataclass(frozen=True, slots=True)
class Row:
    """One action of the list. `seconds`: how long it ran, None while nobody can say."""

    id: str
    title: str
    conversation_title: str
    status: ActionStatus
    decided_by: str
    edited: bool
    proposed_at: float
    seconds: float | None
    day: date


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument as it was proposed and as the person changed it; None where it is not."""

    name: str
    proposed: str | None
    edited: str | None

    @property
    def changed(self) -> bool:
        """Whether the person changed it."""
        return self.proposed != self.edited


@dataclass(frozen=True, slots=True)
class Page:
    """A stretch of the list; `whole`: nothing older follows."""

    rows: tuple[Row, ...]
    whole: bool


def row(action: Action, zone: tzinfo | None) -> Row:
    """The row of an action; `zone` is that whose days count."""
    return Row(
        id=action.id,
        title=one_line(action.preview.title) or action.tool,
        conversation_title=one_line(action.conversation_title),
        status=action.status,
        decided_by=action.decided_by,
        edited=bool(action.edited),
        proposed_at=action.proposed_at,
        seconds=seconds(action),
        day=datetime.fromtimestamp(action.proposed_at, zone).date(),
    )


def one_line(text: str, limit: int = 200) -> str:
    """The beginning of `text` with its line breaks as spaces."""
    return " ".join(text[: 2 * limit].split())[:limit]


def page(actions: Sequence[Action], asked: int, zone: tzinfo | None) -> Page:
    """What was read when `asked` were asked for."""
    return Page(tuple(row(action, zone) for action in actions), len(actions) < asked)


def following(rows: Sequence[Row]) -> float | None:
    """The time before which the next stretch begins, so that no action of one moment is lost.

    Those of the last moment come again; `fresh` drops them.
    """
    return nextafter(rows[-1].proposed_at, inf) if rows else None


def repeated(rows: Sequence[Row]) -> int:
    """How many rows at the end come again with the next stretch."""
    last = rows[-1].proposed_at if rows else 0.0
    count = 0
    for one in reversed(rows):
        if one.proposed_at != last:
            break
        count += 1
    return count


def fresh(rows: Iterable[Row], known: Container[str]) -> tuple[Row, ...]:
    """The rows whose actions are not known yet."""
    return tuple(one for one in rows if one.id not in known)


def matches(action: Action, query: str, only: Filter) -> bool:
    """Whether the action belongs on the list, as the library would say."""
    statuses = STATUSES[only]
    if statuses and action.status not in statuses:
        return False
    words = query.casefold().split()
    places = (
        action.tool,
        action.arguments,
        action.edited,
        action.result,
        action.words,
        action.preview.title,
        action.conversation_title,
    )
    return all(any(word in place.casefold() for place in places) for word in words)


def arguments(action: Action) -> tuple[Argument, ...]:
    """The arguments, in the order they were proposed, then those that the person added."""
    proposed = _object(action.arguments)
    edited = _object(action.edited) if action.edited else proposed
    names = [*proposed, *(name for name in edited if name not in proposed)]
    return tuple(Argument(name, _value(proposed, name), _value(edited, name)) for name in names)


def _object(text: str) -> dict[str, Any]:
    """The arguments in JSON text; under "" what is no object."""
    try:
        found = json.loads(text)
    except ValueError:
        found = text
    return found if isinstance(found, dict) else {"": found}


def _value(given: Mapping[str, Any], name: str) -> str | None:
    if name not in given:
        return None
    value = given[name]
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def head(text: str) -> str:
    """The beginning of a long text, cut at a line where that is not much less; all of a short one.

    Never much more than fits on a screen, so that it can be laid out at once.
    """
    cut = "\n".join(text[: HEAD_CHARACTERS + 1].split("\n")[:HEAD_LINES])
    return cut[:HEAD_CHARACTERS]


def chunks(text: str) -> list[str]:
    """The text in pieces that are each laid out at once, cut between lines where there are any."""
    pieces: list[str] = []
    lines: list[str] = []
    size = 0
    for line in _short_lines(text):
        if lines and (len(lines) == CHUNK_LINES or size + len(line) > CHUNK_CHARACTERS):
            pieces.append("\n".join(lines))
            lines, size = [], 0
        lines.append(line)
        size += len(line)
    return [*pieces, "\n".join(lines)]


def _short_lines(text: str) -> Iterable[str]:
    for line in text.split("\n"):
        for start in range(0, max(len(line), 1), CHUNK_CHARACTERS):
            yield line[start : start + CHUNK_CHARACTERS]


def told(entry: JournalEntry) -> str:
    """What an entry of the journal adds in words of its own, or ""."""
    detail = _object(entry.detail)
    for name in ("because", "reason", "words", "why"):
        if isinstance(said := detail.get(name), str) and said:
            return one_line(said)
    return ""
