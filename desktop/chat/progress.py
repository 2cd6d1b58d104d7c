"""How far the turn that runs on a branch has come, told by its events alone. Pure."""

from dataclasses import dataclass, replace
from typing import assert_never

from desktop.chat.blocks import Stream, feed
from graphs import (
    ActionFinished,
    ActionStarted,
    Message,
    ModelLoading,
    StepSaved,
    TextDelta,
    TurnEvent,
    TurnFailed,
    TurnFinished,
    TurnRetrying,
    TurnStarted,
    TurnStopped,
)


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer being written: the message it would be now, and its text as blocks."""

    message: Message
    stream: Stream


@dataclass(frozen=True, slots=True)
class Retry:
    """The model was busy; it is asked again at `due`, in seconds since the epoch."""

    reason: str
    due: float


@dataclass(frozen=True, slots=True)
class Progress:
    """A turn that runs now. `model` is the name of the model that it waits for, '' for none."""

    turn_id: str
    answer: Answer | None = None
    model: str = ""
    retry: Retry | None = None


def advance(progress: Progress | None, event: TurnEvent, now: float) -> Progress | None:
    """Where the turn is after `event`; None when it has ended.

    `now` is in seconds since the epoch.
    """
    match event:
        case TurnStarted():
            return Progress(event.turn_id)
        case TurnFinished() | TurnStopped() | TurnFailed():
            return None
        case _:
            pass
    known = progress or Progress(event.turn_id)
    match event:
        case ModelLoading():
            return replace(known, model=event.model)
        case TextDelta():
            return replace(known, answer=_grown(known.answer, event, now), model="", retry=None)
        case TurnRetrying():
            return replace(known, model="", retry=Retry(event.reason, now + event.seconds))
        case StepSaved():
            ids = {message.id for message in event.messages}
            done = known.answer is not None and known.answer.message.id in ids
            return replace(known, answer=None) if done else known
        case ActionStarted() | ActionFinished():
            return known
        case _:
            assert_never(event)


def _grown(answer: Answer | None, delta: TextDelta, now: float) -> Answer:
    if answer is None or answer.message.id != delta.message_id:
        answer = Answer(
            Message("", delta.message_id, "assistant", "", now, delta.turn_id, interrupted=True),
            Stream(),
        )
    message = replace(answer.message, text=answer.message.text + delta.text)
    return Answer(message, feed(answer.stream, delta.text))
