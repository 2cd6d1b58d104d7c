"""How far the turn that runs on a branch has come, told by its events alone. Pure."""

from dataclasses import dataclass, replace
from typing import assert_never

from desktop.chat.blocks import Stream, feed
from graphs import (
    ActionDecided,
    ActionFinished,
    ActionNeedsDecision,
    ActionProposed,
    ActionStarted,
    CairnError,
    Message,
    ModelLoading,
    StepSaved,
    TextDelta,
    Turn,
    TurnEvent,
    TurnFailed,
    TurnFinished,
    TurnRetrying,
    TurnStarted,
    TurnStatus,
    TurnStopped,
    TurnWaiting,
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
    """Where the turn is after `event`; None when it has ended, or did not run.

    `now` is in seconds since the epoch.
    """
    match event:
        case TurnStarted():
            return Progress(event.turn_id)
        case TurnFinished() | TurnWaiting() | TurnStopped() | TurnFailed():
            return None
        case _ if progress is None:
            return None
        case ModelLoading():
            return replace(progress, model=event.model)
        case TextDelta():
            return replace(
                progress, answer=_grown(progress.answer, event, now), model="", retry=None
            )
        case TurnRetrying():
            return replace(progress, model="", retry=Retry(event.reason, now + event.seconds))
        case StepSaved():
            ids = {message.id for message in event.messages}
            done = progress.answer is not None and progress.answer.message.id in ids
            return replace(progress, answer=None) if done else progress
        case (
            ActionProposed()
            | ActionNeedsDecision()
            | ActionDecided()
            | ActionStarted()
            | ActionFinished()
        ):
            return progress
        case _:
            assert_never(event)


def worth_keeping(answer: Answer | None) -> tuple[Message, ...]:
    """The text of an answer that was broken off, if it has any."""
    return (answer.message,) if answer and answer.message.text.strip() else ()


def failed(event: TurnFailed, now: float) -> Turn:
    """The turn that `event` tells of."""
    return Turn(
        event.turn_id,
        event.branch_id,
        TurnStatus.FAILED,
        unfinished=True,
        created_at=now,
        sentence=event.sentence,
        hint=event.hint,
        can_continue=event.can_continue,
    )


def failure(branch_id: str, turn_id: str, error: CairnError) -> TurnFailed:
    """What is told of a turn that `error` ended without a word."""
    return TurnFailed(branch_id, turn_id, error.sentence, error.hint, error.can_continue)


def _grown(answer: Answer | None, delta: TextDelta, now: float) -> Answer:
    if answer is None or answer.message.id != delta.message_id:
        answer = Answer(
            Message("", delta.message_id, "assistant", "", now, delta.turn_id, interrupted=True),
            Stream(),
        )
    message = replace(answer.message, text=answer.message.text + delta.text)
    return Answer(message, feed(answer.stream, delta.text))
