"""What a live branch tells whoever watches it: one union of frozen values, no LangGraph object.

Every event of a turn names it and its branch. Events of one branch come in order. `StepSaved` comes
only after the step is on disk; text in a `TextDelta` is on disk before the event is emitted.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from graphs.storage.action_records import Action
from graphs.storage.eval_records import Run
from graphs.storage.records import Message


@dataclass(frozen=True, slots=True)
class TurnStarted:
    """A turn runs, for the first time or again. `message` is the person's message, recorded."""

    branch_id: str
    turn_id: str
    message: Message
    resumed: bool


@dataclass(frozen=True, slots=True)
class ModelLoading:
    """The turn waits for the model to be loaded into memory."""

    branch_id: str
    turn_id: str
    model: str


@dataclass(frozen=True, slots=True)
class TextDelta:
    """More text of the answer being written, to be appended to message `message_id`."""

    branch_id: str
    turn_id: str
    message_id: str
    text: str


@dataclass(frozen=True, slots=True)
class TurnRetrying:
    """The model was busy; the call is made again in `seconds`. `reason` is a sentence."""

    branch_id: str
    turn_id: str
    reason: str
    seconds: float
    attempt: int


@dataclass(frozen=True, slots=True)
class ActionProposed:
    """A tool call is in the journal and runs without asking."""

    branch_id: str
    turn_id: str
    action: Action


@dataclass(frozen=True, slots=True)
class ActionNeedsDecision:
    """An action waits for the person, or it is unknown whether it happened.

    Told again when what it would do has changed since it was shown.
    """

    branch_id: str
    turn_id: str
    action: Action


@dataclass(frozen=True, slots=True)
class ActionDecided:
    """A decision is on disk; the action has not run yet."""

    branch_id: str
    turn_id: str
    action: Action


@dataclass(frozen=True, slots=True)
class ActionStarted:
    """An action runs."""

    branch_id: str
    turn_id: str
    action: Action


@dataclass(frozen=True, slots=True)
class ActionFinished:
    """An action is over: done, failed, rejected or answered."""

    branch_id: str
    turn_id: str
    action: Action


@dataclass(frozen=True, slots=True)
class StepSaved:
    """A step is on disk. `messages` are those it added, as the read model holds them.

    A message whose id was streamed before replaces the streamed text.
    """

    branch_id: str
    turn_id: str
    checkpoint_id: str
    messages: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class TurnFinished:
    """The agent is at rest."""

    branch_id: str
    turn_id: str


@dataclass(frozen=True, slots=True)
class TurnWaiting:
    """The turn rests until the person has decided what waits."""

    branch_id: str
    turn_id: str


@dataclass(frozen=True, slots=True)
class TurnStopped:
    """The person stopped or left the turn. What was said so far came in a `StepSaved` before."""

    branch_id: str
    turn_id: str


@dataclass(frozen=True, slots=True)
class TurnFailed:
    """The turn could not go on. `can_continue`: running on from its last step may succeed."""

    branch_id: str
    turn_id: str
    sentence: str
    hint: str
    can_continue: bool


@dataclass(frozen=True, slots=True)
class ConversationTitled:
    """A title was made from the first exchange."""

    conversation_id: str
    title: str


ModelState: TypeAlias = Literal["off", "loading", "ready", "failed"]


@dataclass(frozen=True, slots=True)
class ModelStateChanged:
    """The model behind all branches: its short name, where it runs, and how it is.

    `built_in`: it is the starter model.
    """

    state: ModelState
    model: str
    local: bool
    sentence: str = ""
    built_in: bool = False


@dataclass(frozen=True, slots=True)
class RunChanged:
    """A run of a suite has moved on: attempts of it ended, or it paused, failed or finished."""

    run: Run


TurnEvent: TypeAlias = (
    TurnStarted
    | ModelLoading
    | TextDelta
    | TurnRetrying
    | ActionProposed
    | ActionNeedsDecision
    | ActionDecided
    | ActionStarted
    | ActionFinished
    | StepSaved
    | TurnFinished
    | TurnWaiting
    | TurnStopped
    | TurnFailed
)

Event: TypeAlias = TurnEvent | ConversationTitled | ModelStateChanged | RunChanged
