"""From conversations to the rows of the sidebar. Pure: time and filter are given."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from types import MappingProxyType

from desktop.conversations.nesting import Nest, Shown, shown
from graphs import Branch, Conversation

NO_NESTS: Mapping[str, Nest] = MappingProxyType({})


class Group(IntEnum):
    """The heading under which a row stands."""

    TODAY = 0
    YESTERDAY = 1
    WEEK = 2
    MONTH = 3
    OLDER = 4  # one heading for each month


class Kind(IntEnum):
    """What a row is."""

    CONVERSATION = 0
    BRANCH = 1
    MORE = 2  # shows all branches of a conversation that has many, or only a few again


@dataclass(frozen=True, slots=True)
class Row:
    """A conversation of the sidebar, or what stands beneath it.

    `month` is (year, month) of the conversation's last change when OLDER. `unfolded`: its branches
    stand beneath it; `branch` is the one that the row shows. `hidden` is how many have no row, in
    the row that says so.
    """

    conversation: Conversation
    group: Group
    month: tuple[int, int] | None = None
    unfolded: bool = False
    branch: Branch | None = None
    hidden: int | None = None

    @property
    def kind(self) -> Kind:
        """What it is."""
        if self.branch is not None:
            return Kind.BRANCH
        return Kind.CONVERSATION if self.hidden is None else Kind.MORE

    @property
    def key(self) -> str:
        """What no other row has."""
        if self.branch is not None:
            return f"branch:{self.branch.id}"
        return self.conversation.id if self.hidden is None else f"more:{self.conversation.id}"


def newest_first(conversations: Sequence[Conversation]) -> tuple[Conversation, ...]:
    """By last change, the newest on top."""
    return tuple(sorted(conversations, key=lambda one: one.updated_at, reverse=True))


def rows(
    conversations: Sequence[Conversation],
    query: str,
    now: datetime,
    nests: Mapping[str, Nest] = NO_NESTS,
    in_view: str = "",
) -> tuple[Row, ...]:
    """The rows of those `conversations` whose title holds every word of `query`.

    Keeps their order. `now` carries the zone whose days count. `nests` are the branches of those
    that are unfolded, and `in_view` is the one of them that is shown.
    """
    words = plain(query).split()
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    limits = (
        (today.timestamp(), Group.TODAY),
        ((today - timedelta(days=1)).timestamp(), Group.YESTERDAY),
        ((today - timedelta(days=6)).timestamp(), Group.WEEK),
        (today.replace(day=1).timestamp(), Group.MONTH),
    )
    found: list[Row] = []
    for one in conversations:
        if words and not _matches(plain(one.title), words):
            continue
        changed = one.updated_at
        group = next((group for since, group in limits if changed >= since), Group.OLDER)
        month = None
        if group is Group.OLDER:
            moment = datetime.fromtimestamp(changed, now.tzinfo)
            month = (moment.year, moment.month)
        nested = shown(nests[one.id], in_view) if one.id in nests else Shown()
        found.append(Row(one, group, month, unfolded=bool(nested.branches)))
        found += [Row(one, group, month, branch=branch) for branch in nested.branches]
        if nested.hidden is not None:
            found.append(Row(one, group, month, hidden=nested.hidden))
    return tuple(found)


def plain(text: str) -> str:
    """`text` as it is compared: without case and accents."""
    folded = text.casefold()
    if folded.isascii():
        return folded
    apart = unicodedata.normalize("NFKD", folded)
    return "".join(character for character in apart if not unicodedata.combining(character))


def _matches(title: str, words: Sequence[str]) -> bool:
    return all(word in title for word in words)
