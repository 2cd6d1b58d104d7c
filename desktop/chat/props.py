"""What the chat page shows, from all that it depends on. Pure."""

import math
from dataclasses import dataclass
from enum import IntEnum

from desktop.chat.progress import Progress
from desktop.chat.sending import Sending
from graphs import Turn, TurnStatus


class Phase(IntEnum):
    """How far the conversation in view has been read."""

    READING = 0
    READ = 1
    UNREADABLE = 2


class State(IntEnum):
    """What stands where the transcript stands."""

    EMPTY = 0
    LOADING = 1
    READY = 2
    ERROR = 3


@dataclass(frozen=True, slots=True)
class Trouble:
    """A sentence on what went wrong, and a hint on what can be done.

    `written`: it is about what stands in the composer, and over when that changes.
    """

    sentence: str = ""
    hint: str = ""
    written: bool = False


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that the page depends on, but for the rows.

    `conversation_id` and `branch_id` are '' for a conversation not yet begun. `before` is where
    earlier messages end. `turn` is the branch's newest turn as it was read or told of, None once
    it runs or rests. `settling`: Continue or Leave it was asked for and nothing is told yet.
    `engine`: it is up. `looking` is the step as of which the branch is shown, 0 for as it is.
    """

    conversation_id: str = ""
    branch_id: str = ""
    title: str = ""
    phase: Phase = Phase.READING
    trouble: Trouble = Trouble()
    said: bool = False
    before: str | None = None
    turn: Turn | None = None
    progress: Progress | None = None
    sending: Sending | None = None
    settling: bool = False
    stopping: bool = False
    engine: bool = False
    looking: int = 0


@dataclass(frozen=True, slots=True)
class Props:
    """What QML reads. `retry_seconds` is rounded up; `retry_reason` is '' when nothing waits.

    `elsewhere`: another process runs the newest turn. While an earlier step is looked at, what
    goes on now is out of sight and out of reach.
    """

    state: State
    conversation_id: str
    branch_id: str
    title: str
    looking: int
    ready: bool
    running: bool
    elsewhere: bool
    stopping: bool
    can_send: bool
    waiting_for_model: bool
    model_name: str
    retry_reason: str
    retry_seconds: int
    unfinished: bool
    can_continue: bool
    trouble: Trouble
    has_earlier: bool

    @property
    def in_view(self) -> tuple[str, str]:
        """The ids of the conversation and the branch in view; both are '' while there is none."""
        return (self.conversation_id, self.branch_id) if self.branch_id else ("", "")


def derive(inputs: Inputs, now: float) -> Props:
    """The props at `now`, in seconds since the epoch."""
    progress = None if inputs.looking else inputs.progress
    running = not inputs.looking and (progress is not None or inputs.sending is not None)
    turn = None if inputs.looking else inputs.turn
    unfinished = turn is not None and turn.unfinished and not running and not inputs.settling
    retry = progress.retry if progress else None
    return Props(
        state=_state(inputs),
        conversation_id=inputs.conversation_id,
        branch_id=inputs.branch_id,
        title=inputs.title,
        looking=inputs.looking,
        ready=inputs.engine,
        running=running,
        elsewhere=_elsewhere(turn) and not running and not inputs.settling,
        stopping=running and inputs.stopping,
        can_send=not (running or inputs.settling or inputs.looking) and inputs.phase is Phase.READ,
        waiting_for_model=bool(progress and progress.model),
        model_name=progress.model if progress else "",
        retry_reason=retry.reason if retry else "",
        retry_seconds=max(0, math.ceil(retry.due - now)) if retry else 0,
        unfinished=unfinished,
        can_continue=unfinished and turn is not None and turn.can_continue,
        trouble=Trouble() if inputs.looking else _trouble(inputs, unfinished),
        has_earlier=inputs.before is not None,
    )


def _elsewhere(turn: Turn | None) -> bool:
    begun = (TurnStatus.RECORDED, TurnStatus.RUNNING)
    return turn is not None and turn.status in begun and not turn.unfinished


def _state(inputs: Inputs) -> State:
    match inputs.phase:
        case Phase.READING:
            # What is read once more, or beside it, stays on screen meanwhile.
            return State.READY if inputs.said else State.LOADING
        case Phase.UNREADABLE:
            return State.ERROR
        case Phase.READ:
            return State.READY if inputs.said else State.EMPTY


def _trouble(inputs: Inputs, unfinished: bool) -> Trouble:
    if unfinished and inputs.turn is not None and not inputs.trouble.sentence:
        return Trouble(inputs.turn.sentence, inputs.turn.hint)
    return inputs.trouble
