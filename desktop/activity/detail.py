"""One action with all that the journal says of it, as the detail shows it."""

from dataclasses import dataclass

from desktop.activity import words
from desktop.activity.derive import Argument, arguments, head, one_line, told
from desktop.shared.action_times import seconds
from desktop.shared.action_words import duration as lasted
from desktop.shared.action_words import status_word
from graphs import Action, JournalEntry


@dataclass(frozen=True, slots=True)
class ArgumentRow:
    """One argument, of which long texts are shown from their beginning; `key` is its name.

    `edited` is "" unless `changed`. The cut ones are not all of it.
    """

    key: str
    proposed: str
    proposed_cut: bool
    edited: str
    edited_cut: bool
    changed: bool


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry of the journal; `told` is what it adds in words of its own."""

    key: str
    when: str
    event: str
    actor: str
    told: str


@dataclass(frozen=True, slots=True)
class Detail:
    """What the page shows of one action; texts as they are, only the result from its beginning."""

    id: str = ""
    conversation_id: str = ""
    conversation_title: str = ""
    title: str = ""
    sentence: str = ""
    tool: str = ""
    workspace: str = ""
    status_word: str = ""
    tone: str = ""
    when: str = ""
    duration: str = ""
    decided: str = ""
    asks: bool = True
    because: str = ""
    edited: bool = False
    needs_person: bool = False
    words_label: str = ""
    words: str = ""
    result: str = ""
    result_cut: bool = False
    arguments: tuple[ArgumentRow, ...] = ()
    journal: tuple[EntryRow, ...] = ()


def detail(action: Action, journal: list[JournalEntry]) -> Detail:
    """The detail of an action."""
    result, result_cut = _shown(action.result)
    return Detail(
        id=action.id,
        conversation_id=action.conversation_id,
        conversation_title=one_line(action.conversation_title),
        title=one_line(action.preview.title) or action.tool,
        sentence=action.preview.sentence,
        tool=action.tool,
        workspace=action.workspace,
        status_word=status_word(action.status),
        tone=words.tone(action.status),
        when=words.moment(action.proposed_at),
        duration=lasted(seconds(action)),
        decided=words.decided(action.decided_by),
        asks=action.asks,
        because=action.because,
        edited=bool(action.edited),
        needs_person=action.status.needs_person,
        words_label=words.words_label(action.status),
        words=action.words,
        result=result,
        result_cut=result_cut,
        arguments=tuple(_argument(one) for one in arguments(action)),
        journal=tuple(_entry(place, one) for place, one in enumerate(journal)),
    )


def _argument(one: Argument) -> ArgumentRow:
    proposed, proposed_cut = _shown(one.proposed or "")
    edited, edited_cut = _shown((one.edited or "") if one.changed else "")
    return ArgumentRow(one.name, proposed, proposed_cut, edited, edited_cut, one.changed)


def _shown(text: str) -> tuple[str, bool]:
    beginning = head(text)
    return beginning, beginning != text


def _entry(place: int, entry: JournalEntry) -> EntryRow:
    return EntryRow(
        key=str(place),
        when=words.clock_time(entry.at, exact=True),
        event=words.event_word(entry.event),
        actor=words.actor(entry.by),
        told=told(entry),
    )
