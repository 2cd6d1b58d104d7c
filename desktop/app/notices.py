"""What is told outside the window of actions that need the person. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from graphs import Action, ActionStatus

_LONGEST = 160


@dataclass(frozen=True, slots=True)
class Notice:
    """One system notification. `key` is the id of the action that it opens."""

    key: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """The sentences, in the reader's language; `{title}` and `{count}` are filled in."""

    wants: str
    unsure: str
    more: str
    untitled: str


def fresh(
    waiting: Sequence[Action], told: Collection[str], in_view: str, words: Words
) -> list[Notice]:
    """What to tell now: one notice a branch that waits for something not told of before.

    `told` are ids of actions; `in_view` is the conversation that the person looks at, "" while
    they look elsewhere.
    """
    new: dict[str, list[Action]] = {}
    for action in waiting:
        if action.id not in told and action.conversation_id != in_view:
            new.setdefault(action.branch_id, []).append(action)
    return [_notice(actions, words) for actions in new.values()]


def _notice(actions: Sequence[Action], words: Words) -> Notice:
    first = actions[0]
    # A name may hold line breaks, and a notification has no room for a whole command.
    title = " ".join(first.preview.title.split())[:_LONGEST]
    title = title[:1].lower() + title[1:]
    unknown = first.status is ActionStatus.UNKNOWN
    text = (words.unsure if unknown else words.wants).replace("{title}", title)
    if len(actions) > 1:
        text = f"{text} {words.more.replace('{count}', str(len(actions) - 1))}"
    return Notice(first.id, first.conversation_title or words.untitled, text)
